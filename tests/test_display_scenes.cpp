// Scenes under hands: what the bar says of them, GO and back, the list with what is done to the marked place, what the
// next scene would change, and the safes.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <set>

#include "surfaces/display/model/scene_list.h"
#include "tests/display_hand.h"

using namespace headroom;
using namespace headroom::display;

namespace {

void open_scenes(Hand& hand) {
  hand.screen().open().page = Page::scenes;
  hand.frame();
}

void hold(Hand& hand, const std::string& words, double seconds) {
  hand.move(hand.find(words));
  hand.press();
  hand.wait(seconds);
  hand.lift();
}

constexpr const char *kCurrent = "/desk/scene/current", *kNext = "/desk/scene/next";

bool is_stored_on(DisplayRig& rig, int scene) { return rig.desk().scenes().is_used(scene); }

}  // namespace

TEST_CASE("the bar names the scene that is heard and the one that comes next") {
  DisplayRig rig("scenes_bar");
  Hand hand(rig);
  for (const char* words : {"CUR", "Verse", "NEXT", "Chorus", "GO"}) CHECK(hand.count(words) == 1);
  CHECK(hand.count("12") == 2);  // beside its name, and on a strip
  rig.set(kNext, 14);
  hand.frame();
  CHECK(hand.count("Bridge") == 1);
  CHECK(hand.count("Chorus") == 0);
}

TEST_CASE("a desk without scenes says so and leads to where the first is stored") {
  DisplayRig rig("scenes_none");
  Hand hand(rig);
  rig.delete_scenes();
  hand.frame();
  CHECK(hand.count("No scene") == 1);
  hand.click(hand.find("Store one"));
  CHECK(hand.screen().open().page == Page::scenes);
  hand.click(hand.find("Store scene 1"));
  CHECK(is_stored_on(rig, 1));
  CHECK(rig.value(kCurrent) == 1);
  hand.frame();
  CHECK(hand.count("Store scene 1") == 0);
}

TEST_CASE("a press on NEXT opens the scenes with the next one marked") {
  DisplayRig rig("scenes_press_next");
  Hand hand(rig);
  hand.click(hand.find("NEXT"));
  CHECK(hand.screen().open().page == Page::scenes);
  CHECK(hand.screen().open().scenes.marked == 13);
  hand.click(hand.find("CUR"));
  CHECK(hand.screen().open().page == Page::scenes);  // it does not lead away
}

TEST_CASE("GO is one press on an open desk and a hold of a second where the structure is locked") {
  DisplayRig rig("scenes_go");
  Hand hand(rig);
  hand.click(hand.find("GO"));
  CHECK(rig.value(kCurrent) == 13);
  CHECK(rig.value(kNext) == 14);
  CHECK(rig.value("/ch/1/fader") == Approx(-3));

  rig.set("/desk/lock", 1);
  hand.frame();
  hand.click(hand.find("GO"));
  hold(hand, "GO", 0.8);
  CHECK(rig.value(kCurrent) == 13);
  hold(hand, "GO", 2.5);
  CHECK(rig.value(kCurrent) == 14);  // once for one hold
  hand.key('g', true);
  CHECK(rig.value(kCurrent) == 14);
  REQUIRE(hand.screen().open().toast);
  CHECK(hand.screen().open().toast->sentence.find("hold GO") != std::string::npos);
}

TEST_CASE("on a desk that is locked whole GO is not lit and a press only tells why") {
  DisplayRig rig("scenes_locked");
  Hand hand(rig);
  const auto is_lit = [&] {
    for (const TextRecord& record : hand.screen().texts())
      if (record.text == "GO") return record.style.on == theme::kGo;
    return false;
  };
  CHECK(is_lit());
  rig.set("/desk/lock", 2);
  hand.frame();
  CHECK(!is_lit());
  hand.click(hand.find("GO"));
  hand.frame();
  CHECK(rig.value(kCurrent) == 12);
  REQUIRE(hand.screen().open().toast);
  CHECK(hand.screen().open().toast->sentence.find("lock") != std::string::npos);
}

TEST_CASE("Ctrl+G is GO and Ctrl+Backspace goes back one scene") {
  DisplayRig rig("scenes_keys");
  Hand hand(rig);
  hand.key('g', true);
  hand.frame();
  CHECK(rig.value(kCurrent) == 13);
  hand.frame({{.key = Key::backspace, .ctrl = true}});
  hand.frame();
  CHECK(rig.value(kCurrent) == 12);
  hand.key('g');
  CHECK(hand.screen().open().page == Page::scenes);
}

TEST_CASE("the key beside GO goes back one scene") {
  DisplayRig rig("scenes_back");
  Hand hand(rig);
  const auto& targets = hand.screen().targets();
  const auto back = std::find_if(targets.begin(), targets.end(),
                                 [](const TargetRecord& target) { return std::string(target.place) == "scene back"; });
  REQUIRE(back != targets.end());
  hand.click(back->rect.center());
  CHECK(rig.value(kCurrent) == 11);
}

TEST_CASE("the list marks a scene by a press and recalls nothing by it") {
  DisplayRig rig("scenes_mark");
  Hand hand(rig);
  open_scenes(hand);
  hand.click(hand.find("Intro"));
  CHECK(hand.screen().open().scenes.marked == 11);
  CHECK(rig.value(kCurrent) == 12);
  hand.click(hand.find("Recall 11"));
  CHECK(rig.value(kCurrent) == 11);
}

TEST_CASE("the marked scene is set next and an empty place is neither set next nor recalled") {
  DisplayRig rig("scenes_set_next");
  Hand hand(rig);
  open_scenes(hand);
  hand.click(hand.find("Encore"));
  hand.click(hand.find("Set next"));
  CHECK(rig.value(kNext) == 20);
  hand.screen().open().scenes.marked = 15;
  hand.frame();
  hand.click(hand.find("Set next"));
  hand.click(hand.find("Recall 15"));
  CHECK(rig.value(kNext) == 20);
  CHECK(rig.value(kCurrent) == 12);
}

TEST_CASE("a new scene goes behind the last one or to an empty place that is marked") {
  DisplayRig rig("scenes_store");
  Hand hand(rig);
  open_scenes(hand);
  hand.click(hand.find("Store new"));
  CHECK(is_stored_on(rig, 21));
  CHECK(hand.screen().open().scenes.marked == 21);
  hand.screen().open().scenes.marked = 16;
  hand.frame();
  hand.click(hand.find("Store as 16"));
  CHECK(is_stored_on(rig, 16));
}

TEST_CASE("a stored scene is written over and deleted only by a hold of a second") {
  DisplayRig rig("scenes_over");
  Hand hand(rig);
  open_scenes(hand);
  const ScenePtr before = rig.desk().scenes().at(13);
  hand.click(hand.find("Store over 13"));
  CHECK(rig.desk().scenes().at(13) == before);
  hold(hand, "Store over 13", 1.2);
  CHECK(rig.desk().scenes().at(13) != before);
  hand.click(hand.find("Delete"));
  CHECK(is_stored_on(rig, 13));
  hold(hand, "Delete", 1.2);
  CHECK(!is_stored_on(rig, 13));
  hand.key('z', true);
  hand.frame();
  CHECK(is_stored_on(rig, 13));  // undo brings it back
}

TEST_CASE("the current scene is updated and a scene renamed as a strip is") {
  DisplayRig rig("scenes_rename");
  Hand hand(rig);
  open_scenes(hand);
  rig.set("/ch/1/fader", -20);
  hand.frame();
  CHECK(hand.count("edited") == 1);
  hand.click(hand.find("Update CUR"));
  hand.frame();
  CHECK(hand.count("edited") == 0);
  hand.click(hand.find("Encore"));
  hand.click(hand.find("Rename"));
  REQUIRE(hand.screen().open().entry);
  hand.frame();
  hand.type("Finale");
  hand.key(Key::enter);
  hand.frame();
  CHECK(rig.desk().show().text(rig.desk().table().find("/scene/020/name")) == "Finale");
  CHECK(hand.count("Finale") == 1);
}

TEST_CASE("the list says which scene is heard and which is next and that the desk stands otherwise since") {
  DisplayRig rig("scenes_edited");
  Hand hand(rig);
  open_scenes(hand);
  CHECK(hand.count("CUR") == 2);  // in the bar and in the list
  CHECK(hand.count("NEXT") == 2);
  CHECK(hand.count("edited") == 0);
  rig.set("/ch/1/fader", -20);
  hand.frame();
  CHECK(hand.count("edited") == 1);
}

TEST_CASE("what GO would change is told strip by strip and nothing else is listed") {
  DisplayRig rig("scenes_preview");
  Hand hand(rig);
  open_scenes(hand);
  CHECK(hand.count("14 controls") == 1);
  for (const char* name : {"Kick", "Snare", "Bass", "Lead Vox", "E Gtr", "Sax", "Wdg Vox", "Drums"})
    CHECK(hand.count(name) == 1);
  for (const char* name : {"Hat", "BV 1", "Wdg Gtr", "Band"}) CHECK(hand.count(name) == 0);
  // What is safe is shown shielded: one sign more.
  const int signs = hand.count("S");
  rig.set("/ch/1/safe/eq", 1);
  hand.frame();
  CHECK(hand.count("S") == signs + 1);
  rig.set(kNext, 12);
  hand.frame();
  CHECK(hand.count("The desk stands as this scene has it.") == 1);
}

TEST_CASE("the same table sets the safes: a press keeps a part of a strip and another lets it go") {
  DisplayRig rig("scenes_safes");
  Hand hand(rig);
  open_scenes(hand);
  hand.click(hand.find("Set safes"));
  const Point eq{hand.find("EQ").x, hand.find("Kick").y};
  hand.click(eq);
  CHECK(rig.value("/ch/1/safe/eq") == 1);
  hand.click(eq);
  CHECK(rig.value("/ch/1/safe/eq") == 0);
}

TEST_CASE("a long name gives way in the middle and the number never") {
  DisplayRig rig("scenes_long");
  Hand hand(rig);
  rig.link().set_text(rig.desk().table().find("/scene/013/name"), "Chorus, all of the choir");
  hand.frame();
  hand.frame();
  CHECK(hand.count("13") == 2);  // in the bar, and on a strip
  const auto& texts = hand.screen().texts();
  CHECK(std::any_of(texts.begin(), texts.end(), [](const TextRecord& record) {
    return record.elided && record.text.starts_with("Ch") && record.text.ends_with("r");
  }));
}

TEST_CASE("every control of every scene is reached on the scenes page") {
  DisplayRig rig("scenes_reach");
  Hand hand(rig);
  open_scenes(hand);
  const Table& table = rig.desk().table();
  for (const int scene : {1, 12, 15, kScenes}) {
    hand.screen().open().scenes.marked = scene;
    hand.frame();
    const std::set<ControlId> reached(hand.screen().reached().begin(), hand.screen().reached().end());
    const DeskStrip& place = table.strip(table.strip_of(kScene, scene));
    for (ControlId id = place.first_control; id < place.first_control + place.controls; ++id) {
      INFO(table.address(id));
      CHECK(reached.contains(id));
    }
  }
}

TEST_CASE("every safe is set in the table") {
  DisplayRig rig("scenes_reach_safes");
  Hand hand(rig);
  open_scenes(hand);
  hand.screen().open().scenes.sets_safes = true;
  std::set<ControlId> reached;
  for (float before = -1; hand.screen().open().scenes.first_strip > before;) {
    before = hand.screen().open().scenes.first_strip;
    hand.frame();
    reached.insert(hand.screen().reached().begin(), hand.screen().reached().end());
    hand.screen().open().scenes.first_strip = before + 8;
    hand.frame();
  }
  const Table& table = rig.desk().table();
  for (ControlId id = 0; id < table.size(); ++id) {
    const Param param = table.row(id).param;
    if (param < Param::safe_fader || param > Param::safe_name) continue;
    INFO(table.address(id));
    CHECK(reached.contains(id));
  }
}

TEST_CASE("a recall is told with the way to take it back and that brings the scene before it") {
  DisplayRig rig("scenes_toast");
  Hand hand(rig);
  const float before = rig.value("/ch/2/fader");
  hand.click(hand.find("GO"));
  hand.frame();
  REQUIRE(hand.screen().open().toast);
  CHECK(hand.screen().open().toast->sentence.find("Recalled 13 Chorus") == 0);
  CHECK(rig.value("/ch/2/fader") != before);
  hand.click(hand.find("Undo (Ctrl+Z)"));
  hand.frame();
  CHECK(rig.value("/ch/2/fader") == before);
  CHECK(rig.value(kCurrent) == 12);
  CHECK(rig.value(kNext) == 13);
}

TEST_CASE("what was undone is told with the way to redo it and what was redone with the way to undo it") {
  DisplayRig rig("undo_toast");
  Hand hand(rig);
  const float before = rig.value("/ch/02/fader");
  rig.set("/ch/02/fader", before - 6);
  hand.frame();
  for (int i = 0; i < 2; ++i) {
    if (i == 0)
      hand.key('z', true);
    else
      hand.click(hand.find("Undo (Ctrl+Z)"));
    hand.frame();
    CHECK(rig.value("/ch/02/fader") == before);
    REQUIRE(hand.screen().open().toast);
    CHECK(hand.screen().open().toast->sentence.starts_with("Undone: "));
    CHECK(hand.count("Undo (Ctrl+Z)") == 0);
    hand.click(hand.find("Redo (Ctrl+Y)"));
    hand.frame();
    CHECK(rig.value("/ch/02/fader") == before - 6);
    CHECK(hand.screen().open().toast->sentence.starts_with("Redone: "));
  }
  // A new move leaves nothing to redo.
  hand.key('z', true);
  rig.set("/ch/03/fader", -3);
  hand.frame();
  CHECK(hand.count("Redo (Ctrl+Y)") == 0);
}
