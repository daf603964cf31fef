// What hands on the screen do: pointer, wheel and keys become edits, one gesture is one step of undo, and what the desk
// does meanwhile shows. No window, no graphics.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "console/curve.h"
#include "surfaces/display/widgets/bars.h"
#include "tests/display_hand.h"

using namespace headroom;
using namespace headroom::display;

TEST_CASE("a fader drag is relative, one gesture, and undone as one") {
  DisplayRig rig("display_drag");
  Hand hand(rig);
  const float before = rig.value("/ch/01/fader");
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  hand.press();
  CHECK(rig.value("/ch/01/fader") == before);  // taking hold moves nothing
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  CHECK(rig.link().holder(id) == rig.link().slot());
  for (int step = 1; step <= 10; ++step) hand.move({fader.x, fader.y - 4 * static_cast<float>(step)});
  const float after = rig.value("/ch/01/fader");
  CHECK(after > before + 3);
  hand.lift();
  CHECK(rig.link().holder(id) == -1);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(before).margin(1e-4));
  hand.key('z', true, true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(after).margin(1e-4));
}

TEST_CASE("Shift makes a drag ten times finer") {
  DisplayRig rig("display_fine");
  Hand hand(rig);
  const auto drag = [&](bool fine) {
    rig.set("/ch/01/fader", -6);
    hand.wait(0.4);
    const Point fader = hand.fader_of(0);
    hand.move(fader);
    hand.shift(fine);
    hand.press();
    hand.move({fader.x, fader.y - 10});
    hand.lift();
    hand.shift(false);
    hand.wait(0.5);
    return position_of(rig.desk().table().row(rig.desk().table().find("/ch/01/fader")), rig.value("/ch/01/fader")) -
           position_of(rig.desk().table().row(rig.desk().table().find("/ch/01/fader")), -6);
  };
  const float coarse = drag(false);
  CHECK(drag(true) == Approx(coarse / 10).epsilon(0.02));
}

TEST_CASE("the wheel over a fader is 0.5 dB a notch, 0.1 dB with Shift") {
  DisplayRig rig("display_wheel");
  Hand hand(rig);
  hand.wheel(hand.fader_of(0), 1);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(-5.5).margin(1e-4));
  hand.shift(true);
  hand.wheel(hand.fader_of(0), -2);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(-5.7).margin(1e-4));
}

TEST_CASE("a double click on a fader brings unity, also where the desk starts closed") {
  DisplayRig rig("display_default");
  Hand hand(rig);
  const Point fader = hand.fader_of(0);
  hand.click(fader);
  hand.press();
  hand.lift();
  CHECK(rig.value("/ch/01/fader") == 0.0f);
}

TEST_CASE("a drag on a node of the equaliser is undone as one") {
  DisplayRig rig("display_node");
  Hand hand(rig);
  const float freq_hz = rig.value("/ch/09/eq/3/freq"), gain_dB = rig.value("/ch/09/eq/3/gain");
  const Point node = hand.find("3", hand.count("3") - 1);
  hand.move(node);
  hand.press();
  for (int step = 1; step <= 10; ++step)
    hand.move({node.x + 4 * static_cast<float>(step), node.y - 3 * static_cast<float>(step)});
  hand.lift();
  CHECK(rig.value("/ch/09/eq/3/freq") > freq_hz * 1.1f);
  CHECK(rig.value("/ch/09/eq/3/gain") > gain_dB + 1);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/09/eq/3/freq") == Approx(freq_hz));
  CHECK(rig.value("/ch/09/eq/3/gain") == Approx(gain_dB).margin(1e-4));
}

TEST_CASE("a hand lets go, and its last move counts, also when the desk was behind") {
  DisplayRig rig("display_behind");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/01/fader"), other = rig.desk().table().find("/ch/02/pan");
  const auto fill_ring = [&] {
    while (rig.link().set(other, 0.5f)) continue;
  };
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  fill_ring();
  hand.press();
  hand.frame();
  CHECK(rig.link().holder(id) == rig.link().slot());
  hand.move({fader.x, fader.y - 8});
  const float before = rig.value("/ch/01/fader");
  fill_ring();
  hand.move({fader.x, fader.y - 40});
  fill_ring();
  hand.lift();
  fill_ring();
  hand.key('s', true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") > before + 1);
  CHECK(rig.link().holder(id) == -1);
}

TEST_CASE("a click on Keys opens the sheet of keys, and a click beside it closes it") {
  DisplayRig rig("display_keys");
  Hand hand(rig);
  hand.click(hand.find("Keys"));
  CHECK(hand.screen().open().shortcuts);
  hand.click({960, 40});
  CHECK_FALSE(hand.screen().open().shortcuts);
}

TEST_CASE("while a hand holds a fader, and 250 ms after, nobody else's value moves it on the screen") {
  DisplayRig rig("display_echo");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  hand.press();
  hand.move({fader.x, fader.y + 8});
  hand.lift();
  const float let_go_at = rig.value("/ch/01/fader");
  rig.set("/ch/01/fader", -30);
  hand.wait(0.2);
  CHECK(hand.screen().desk().show().value(id) == let_go_at);
  hand.wait(0.2);
  CHECK(hand.screen().desk().show().value(id) == -30);
}

TEST_CASE(
    "a strip's number says for a second what a hand turns there, with its name and unit, whoever's hand it is, and "
    "nothing of scenes") {
  DisplayRig rig("display_turned");
  Hand hand(rig);
  const auto other = LinkClient::attach(rig.name(), ClientKind::midi, "headroom-midi");
  REQUIRE(other);
  const auto id = [&](const char* address) { return rig.desk().table().find(address); };
  const ControlId gain = id("/ch/03/eq/2/gain"), pan = id("/ch/04/pan");
  REQUIRE((*other)->begin_gesture(gain));
  REQUIRE((*other)->set(gain, -7.5f));
  rig.set("/ch/05/comp/ratio", 4);  // nobody's hand
  hand.frame();
  hand.frame();
  const Point number = hand.find("-7.5 dB"), name = hand.find("EQ 2 gain");
  const float third_x = hand.fader_of(2).x;
  for (const Point& at : {number, name}) CHECK(std::abs(at.x - third_x) < 48);
  CHECK(hand.count("Comp ratio") == 0);
  hand.wait(0.8);
  CHECK(hand.count("EQ 2 gain") == 1);
  REQUIRE((*other)->end_gesture(gain));
  hand.wait(0.4);
  CHECK(hand.count("EQ 2 gain") == 0);
  CHECK(hand.count("-7.5 dB") == 0);
  const int pans = hand.count("Pan");  // on the selected strip's panel
  REQUIRE((*other)->begin_gesture(pan));
  REQUIRE((*other)->set(pan, -42));
  hand.frame();
  hand.frame();
  CHECK(hand.count("Pan") == pans + 1);
  hand.wheel(hand.fader_of(3), 1);  // the fader of that strip is moved after it: it counts
  hand.frame();
  CHECK(hand.count("Pan") == pans);
}

TEST_CASE("losing the window's focus lets go of what the mouse holds") {
  DisplayRig rig("display_focus");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/02/fader");
  hand.move(hand.fader_of(1));
  hand.press();
  REQUIRE(rig.link().holder(id) == rig.link().slot());
  hand.screen().let_go_of_mouse();
  rig.tick();
  CHECK(rig.link().holder(id) == -1);
}

TEST_CASE("mute and solo act on the press, by pointer and by key") {
  DisplayRig rig("display_mute");
  Hand hand(rig);
  const Point mute = hand.find("MUTE");
  hand.move(mute);
  hand.press();
  CHECK(rig.value("/ch/01/mute") == 1);
  hand.lift();
  hand.wait(0.4);
  hand.key('m');
  hand.frame();
  CHECK(rig.value("/ch/09/mute") == 1);  // the selected one
  hand.key('s');
  hand.frame();
  CHECK(rig.value("/ch/09/solo") == 1);
  hand.click(hand.find("SOLO CLR"));
  hand.frame();
  CHECK(rig.value("/ch/09/solo") == 0);
}

TEST_CASE("a strip that a mute group or a DCA silences says which one") {
  DisplayRig rig("display_muted");
  Hand hand(rig);
  CHECK(hand.count("M G2") == 0);
  rig.set("/ch/3/mutegroup/2", 1);
  rig.set("/mutegroup/2/mute", 1);
  hand.frame();
  CHECK(hand.count("M G2") == 1);
  CHECK(hand.count("M D2") == 2);  // the toms, by their DCA
  rig.set("/ch/3/mute/safe", 1);
  hand.frame();
  CHECK(hand.count("M G2") == 0);
}

TEST_CASE("keys turn to the channel's and the desk's page, and back to the mix") {
  DisplayRig rig("display_turn");
  Hand hand(rig);
  hand.key('c');
  CHECK(hand.screen().open().page == Page::channel);
  hand.key('d');
  CHECK(hand.screen().open().page == Page::desk);
  hand.key('d');
  CHECK(hand.screen().open().page == Page::mixer);
  hand.click(hand.find("Channel"));
  CHECK(hand.screen().open().page == Page::channel);
}

TEST_CASE("on the channel's page a click turns a word to the next one, and the wheel steps a value") {
  DisplayRig rig("display_cells");
  Hand hand(rig);
  hand.key('c');
  hand.click(hand.find("gate"));
  CHECK(rig.value("/ch/09/gate/mode") == 1);
  hand.wheel(hand.find("-40.0 dB"), 1);
  CHECK(rig.value("/ch/09/gate/threshold") == Approx(-39.5));
  hand.click(hand.find("orange"));
  hand.click(hand.find("vi"));  // violet, in the menu of colours
  CHECK(rig.value("/ch/09/color") == 8);
}

TEST_CASE("arrows walk through the strips and turn the layer, up and down are 1 dB") {
  DisplayRig rig("display_arrows");
  Hand hand(rig);
  rig.set("/desk/selected", 15);
  hand.wait(0.4);
  hand.key(Key::right);
  hand.wait(0.4);
  CHECK(rig.value("/desk/selected") == 16);
  CHECK(hand.screen().open().layer == 1);
  hand.key(Key::left);
  hand.wait(0.4);
  CHECK(hand.screen().open().layer == 0);
  rig.set("/ch/16/fader", -6);
  hand.wait(0.1);
  hand.key(Key::up);
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == Approx(-5).margin(1e-4));
  hand.key(Key::down, true);
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == Approx(-5.1).margin(1e-4));
  hand.key('0');
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == 0);
  hand.key(Key::page_down);
  CHECK(hand.screen().open().layer == 1);
}

TEST_CASE("a right click takes a typed value, and says what would be right when it is none") {
  DisplayRig rig("display_entry");
  Hand hand(rig);
  const auto type = [&](const char* words) {
    hand.type(words);
    hand.key(Key::enter);
  };
  hand.move(hand.fader_of(0));
  hand.press(1);
  hand.lift(1);
  REQUIRE(hand.screen().open().entry);
  hand.frame();
  type("99");
  REQUIRE(hand.screen().open().entry);
  CHECK(hand.screen().open().entry->error == "\"99\" is not a value of Fader; right would be -oo to 10.0 dB");
  CHECK(rig.value("/ch/01/fader") == -6);
  hand.key(Key::escape);
  CHECK_FALSE(hand.screen().open().entry);

  hand.wait(0.5);
  hand.move(hand.fader_of(0));
  hand.press(1);
  hand.lift(1);
  hand.frame();
  type("-12.5");
  hand.frame();
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.value("/ch/01/fader") == -12.5f);
}

TEST_CASE("an equaliser node is dragged over frequency and gain, its wheel turns Q, its right click the type") {
  DisplayRig rig("display_eq");
  Hand hand(rig);
  Point at{};
  for (const TextRecord& record : hand.screen().texts())
    if (record.text == "3" && record.style.on == theme::kBandColors[3]) at = record.box.center();
  REQUIRE(at.x > 0);
  const float freq_hz = rig.value("/ch/09/eq/3/freq"), gain_dB = rig.value("/ch/09/eq/3/gain"),
              q = rig.value("/ch/09/eq/3/q");
  hand.move(at);
  hand.press();
  hand.move({at.x + 40, at.y - 30});
  hand.lift();
  CHECK(rig.value("/ch/09/eq/3/freq") > freq_hz * 1.2f);
  CHECK(rig.value("/ch/09/eq/3/gain") > gain_dB + 2);
  hand.wheel({at.x + 40, at.y - 30}, 2);
  hand.frame();
  CHECK(rig.value("/ch/09/eq/3/q") > q);
  hand.press(1);
  hand.lift(1);
  CHECK(rig.value("/ch/09/eq/3/type") == 1);
}

TEST_CASE("when the selection moves elsewhere, the screen shows the strip it moved to") {
  DisplayRig rig("display_follow");
  Hand hand(rig);
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kAux, 3)));
  hand.wait(0.1);
  const Layer& layer = hand.screen().layers()[static_cast<size_t>(hand.screen().open().layer)];
  CHECK(layer.label == "AUX");
}

TEST_CASE("a screen that opens shows the strip that is selected") {
  DisplayRig rig("display_opens");
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kAux, 3)));
  Hand hand(rig);
  const Layer& layer = hand.screen().layers()[static_cast<size_t>(hand.screen().open().layer)];
  CHECK(layer.label == "AUX");
}

TEST_CASE("when the console goes, the last picture stays with a banner, and a new console is joined whole") {
  DisplayRig rig("display_gone");
  auto screen = std::move(*Screen::create(1));
  screen->join(rig.link());
  ImGui::GetIO().DisplaySize = {1920, 1080};
  const auto says = [&](const char* words) {
    for (const TextRecord& record : screen->texts())
      if (record.text == words) return true;
    return false;
  };
  rig.next_frame();
  screen->build({.now_s = 1, .clock = "21:43:07"});
  CHECK(says("Lead Vox"));
  CHECK_FALSE(says("The console is gone"));
  rig.kill();
  screen->build({.now_s = 2, .clock = "21:43:08", .console_is_alive = false});
  CHECK(says("Lead Vox"));
  CHECK(says("The console is gone"));

  DisplayRig successor("display_gone");
  successor.set("/ch/01/fader", -33);
  successor.next_frame();
  screen->join(successor.link());
  screen->build({.now_s = 3, .clock = "21:43:09"});
  CHECK_FALSE(says("The console is gone"));
  CHECK(says("-33.0 dB"));
}

TEST_CASE("hands on the last picture of a desk that is gone do nothing") {
  DisplayRig rig("display_dead");
  Hand hand(rig);
  const Point mute = hand.find("MUTE");
  ImGuiIO& io = ImGui::GetIO();
  const auto dead_frame = [&](std::vector<KeyPress> keys = {}) {
    hand.screen().build({.now_s = 20, .clock = "21:43:07", .console_is_alive = false}, keys);
  };
  dead_frame();
  io.MousePos = {mute.x, mute.y};
  dead_frame();
  io.MouseDown[0] = true;
  dead_frame({{.letter = 'm'}});
  io.MouseDown[0] = false;
  dead_frame();
  rig.tick();
  CHECK(rig.value("/ch/01/mute") == 0);
  CHECK(rig.value("/ch/09/mute") == 0);
}

TEST_CASE("a strip's gate lamp tells off, open, shut and what is between") {
  DisplayRig rig("display_gate");
  Hand hand(rig);
  hand.wait(0.1);
  const auto state = [&](int channel) {
    return gate_state(hand.screen().desk(), rig.desk().table().strip_of(kChannel, channel));
  };
  CHECK(state(1) == GateState::open);
  CHECK(state(4) == GateState::shut);
  CHECK(state(6) == GateState::off);
}
