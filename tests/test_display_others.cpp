// What a hand on the screen sees of other hands, and of its own before: the undo list, markers, owners on caps, A/B
// compare, the lock.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <string>

#include "io/user_name.h"
#include "surfaces/display/model/owner_mark.h"
#include "tests/display_hand.h"
#include "tests/display_page_laws.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

TEST_CASE(
    "the undo list tells what was done, by whom and when, and a click brings the desk to where it stood after any "
    "line, in one step") {
  DisplayRig rig("undo_list");
  Hand hand(rig);
  rig.set("/desk/selected", 0);
  const auto fader = [&](float dB) {
    rig.rest();
    rig.link().set(rig.desk().table().find("/ch/1/fader"), dB);
    hand.frame();
  };
  for (const float dB : {-5.0f, -4.0f, -3.0f, -2.0f}) fader(dB);
  hand.key(U'z');
  hand.frame();
  CHECK(hand.count("Undo list") == 1);
  CHECK(hand.count("Kick Fader") >= 4);
  CHECK(hand.count("Front of house, a screen") == 4);
  CHECK(hand.count("now") == 1);

  hand.click(hand.find("-5.0 dB to -4.0 dB"));
  hand.frame();
  CHECK(rig.value("/ch/1/fader") == -4);
  CHECK(hand.find("now").y > hand.find("-4.0 dB to -3.0 dB").y);
  CHECK(hand.find("now").y < hand.find("-5.0 dB to -4.0 dB").y);
  hand.click(hand.find("-3.0 dB to -2.0 dB"));
  CHECK(rig.value("/ch/1/fader") == -2);
  hand.key(Key::escape);
  hand.frame();
  CHECK(hand.count("now") == 0);
}

TEST_CASE("a right click on Undo and a click on the desk's page open the undo list, and a click beside it closes it") {
  DisplayRig rig("undo_list_open");
  Hand hand(rig);
  hand.move(hand.find("Undo"));
  hand.press(1);
  hand.lift(1);
  CHECK(hand.screen().open().undo_list);
  hand.click({5, 5});
  CHECK_FALSE(hand.screen().open().undo_list);
  hand.key(U'd');
  hand.frame();
  hand.click(hand.find("Undo list"));
  CHECK(hand.screen().open().undo_list);
}

TEST_CASE("F12 presses the desk's marker") {
  DisplayRig rig("marker");
  Hand hand(rig);
  rig.desk().take_presses();
  hand.key(Key::f12);
  CHECK(rig.desk().take_presses() == std::vector<ControlId>{rig.desk().table().find("/desk/marker")});
}

TEST_CASE(
    "a fader in another hand says on its cap whose: the initial of a person, the number of a surface, and nothing of "
    "one's own") {
  DisplayRig rig("owners");
  Hand hand(rig);
  const ControlId fader = rig.desk().table().find("/ch/1/fader");
  const auto held_by = [&](ClientKind kind, const std::string& mark, size_t box = 0) {
    auto other = LinkClient::attach(rig.name(), kind, "other");
    REQUIRE(other);
    hand.frame();
    const int before = hand.count(mark);
    (*other)->speak_for_box(box);
    (*other)->begin_gesture(fader);
    hand.frame();
    hand.frame();
    CHECK(hand.count(mark) == before + 1);
    for (const TextRecord& record : hand.screen().texts())
      if (record.text == mark) CHECK(contrast(record.ink, record.ground) >= kLeastContrast);
    (*other)->end_gesture(fader);
    hand.frame();
    hand.frame();
    CHECK(hand.count(mark) == before);
  };
  LinkClient::Peer ada{4, ClientKind::display, Lamp::in_step, "", "", 0, "ada", {}},
      box{2, ClientKind::midi, Lamp::in_step, "", "", 0, "ada", {}};
  CHECK(owner_mark({box, ada}, {4}) == "A");
  CHECK(owner_mark({box, ada}, {2}) == "1");
  CHECK(owner_mark({box, ada}, {}).empty());
  ada.user = "Žofie";
  CHECK(owner_mark({ada}, {4}) == "Ž");
  // Each box of a program that serves several has a number of its own.
  LinkClient::Peer rack = box;
  rack.slot = 7;
  rack.boxes = {{"X-Touch", Lamp::in_step}, {"Extender", Lamp::in_step}, {"Platform M", Lamp::in_step}};
  CHECK(owner_mark({box, rack}, {2}) == "1");
  CHECK(owner_mark({box, rack}, {7, 0}) == "2");
  CHECK(owner_mark({rack, box}, {7, 2}) == "3");
  CHECK(owner_mark({rack, box}, {2}) == "4");
  held_by(ClientKind::midi, "1");
  held_by(ClientKind::midi, "3", 2);
  const std::string me = owner_mark({{0, ClientKind::display, Lamp::in_step, "", "", 0, user_name(), {}}}, {0});
  if (!me.empty()) held_by(ClientKind::display, me);

  const int before = hand.count(me);
  hand.move(hand.fader_of(0));
  hand.press();
  CHECK(rig.link().holder(fader) == rig.link().slot());
  hand.frame();
  CHECK(hand.count(me) == before);
  hand.lift();
}

TEST_CASE("the undo list names a send by where it goes, and no strip twice") {
  DisplayRig rig("undo_words");
  Hand hand(rig);
  const auto turn = [&](const std::string& address, float value) {
    rig.rest();
    rig.link().set(rig.desk().table().find(address), value);
    hand.frame();
  };
  turn("/ch/1/send/3/level", -12);
  turn("/ch/1/dca/2", 1);
  turn("/main/geq/4", 3);
  turn("/monitor/fader", -30);
  hand.key(U'z');
  hand.frame();
  const auto name_of = [&](StripKind kind, int number) {
    return rig.desk().show().strip_name(rig.desk().table().strip_of(kind, number));
  };
  CHECK(hand.count("Kick Send level to " + name_of(kAux, 3)) == 1);
  CHECK(hand.count("Kick DCA " + name_of(kDca, 2)) == 1);
  CHECK(hand.count(name_of(kMain, 1) + " Graphic EQ band 40") == 1);
  CHECK(hand.count("Monitor Level") == 2);  // before and after
}

TEST_CASE(
    "A turns to the other memory of the selected strip, the letters say which is heard and their sign whether they "
    "differ, and a click on the dark one turns back") {
  DisplayRig rig("compare");
  Hand hand(rig);
  const float before = rig.value("/ch/9/eq/2/gain");
  CHECK(hand.count("=") == 1);
  hand.key(U'a');
  hand.frame();
  CHECK(rig.value("/ch/9/compare") == 1);
  CHECK(rig.value("/ch/9/eq/2/gain") == before);
  CHECK(hand.count("=") == 1);
  rig.rest();
  rig.set("/ch/9/eq/2/gain", 9);
  hand.wait(0.1);
  CHECK(hand.count("≠") == 1);
  hand.key(U'c');
  hand.frame();
  CHECK(hand.count("1 differs") == 1);
  hand.click({hand.find("≠").x - 24, hand.find("≠").y});
  hand.frame();
  CHECK(rig.value("/ch/9/compare") == 0);
  CHECK(rig.value("/ch/9/eq/2/gain") == before);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/9/eq/2/gain") == 9);
  CHECK(hand.count("Undone: Lead Vox A/B compare") == 1);
  // A strip without processing has nothing to compare.
  rig.set("/desk/selected", rig.desk().table().strip_of(kDca, 1));
  hand.wait(0.1);
  CHECK(hand.count("≠") == 0);
  hand.key(U'a');
  hand.frame();
  CHECK(rig.value("/ch/9/compare") == 1);
}

TEST_CASE("on a locked desk no fader follows the hand, and each hand is told why once") {
  DisplayRig rig("display_locked_fader");
  Hand hand(rig);
  rig.set("/ch/01/fader", -20);
  rig.set("/desk/lock", 2);
  hand.frame();
  const ControlId fader = rig.desk().table().find("/ch/01/fader");
  const uint64_t refused = rig.desk().edits_refused();
  const Point cap = hand.fader_of(0);
  for (uint64_t hands = 1; hands <= 2; ++hands) {
    hand.move(cap);
    hand.press();
    for (int step = 1; step <= 20; ++step) {
      hand.move({cap.x, cap.y - 4 * static_cast<float>(step)});
      CHECK(hand.screen().desk().show().value(fader) == -20);
    }
    hand.lift();
    CHECK(rig.value("/ch/01/fader") == -20);
    CHECK(rig.desk().edits_refused() == refused + hands);
    hand.wait(0.5);
  }
}

TEST_CASE("a click locks the structure, a second's hold everything, and only a second's hold opens again") {
  DisplayRig rig("display_lock");
  Hand hand(rig);
  const Point clear = hand.find("SOLO CLR"), lock{clear.x + 84, clear.y};
  const auto hold = [&](double seconds) {
    hand.move(lock);
    hand.press();
    hand.wait(seconds);
    hand.lift();
    hand.frame();
  };
  hand.click(lock);
  hand.frame();
  CHECK(rig.value("/desk/lock") == 1);
  CHECK(hand.count("structure locked") == 1);
  hand.click(lock);
  hand.frame();
  CHECK(rig.value("/desk/lock") == 1);
  hold(1.2);
  CHECK(rig.value("/desk/lock") == 0);
  hold(1.2);
  CHECK(rig.value("/desk/lock") == 2);
  rig.status().locked_by = ClientKind::display;
  hand.frame();
  CHECK(hand.count("locked by a screen") == 1);
  hand.key('m');
  hand.frame();
  CHECK(rig.value("/ch/9/mute") == 0);
  hold(1.2);
  CHECK(rig.value("/desk/lock") == 0);
}
