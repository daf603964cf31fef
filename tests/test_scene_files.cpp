// Scenes in show files: they come back as they were saved, and what is wrong with one costs no other and never the mix.
#include <catch2/catch.hpp>

#include "console/show_file.h"
#include "tests/scene_hands.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

// A desk with a mix and two scenes of two other mixes.
void make_scenes(SceneHands& hands) {
  hands.throw_about(1);
  hands.press("/scene/012/store");
  hands.set_text(kScreen, "/scene/012/name", "Verse \"soft\"");
  hands.throw_about(2);
  hands.press("/scene/200/store");
  hands.throw_about(3);
  hands.set(kScreen, "/desk/scene/next", 12);
}

std::string plan_line(const Table& table) { return "plan " + plan_text(table.plan()) + "\n"; }

TEST_CASE("a show with scenes loads as it was saved") {
  SceneHands hands, other;
  make_scenes(hands);
  TemporaryFolder folder;
  REQUIRE(save_show(hands.desk.show(), folder.file("night.show"), hands.desk.scenes()));
  const auto report = other.desk.load(folder.file("night.show"));
  REQUIRE(report);
  CHECK(report->notes.empty());
  CHECK(other.state() == hands.state());
  CHECK(show_text(other.desk.show(), other.desk.scenes()) == show_text(hands.desk.show(), hands.desk.scenes()));
  for (const char* scene : {"/scene/012/recall", "/scene/200/recall"}) {
    hands.press(scene);
    other.press(scene);
    CHECK(other.state() == hands.state());
  }
}

TEST_CASE("only a show with scenes asks for a program that knows them and one without loads without any") {
  SceneHands hands;
  CHECK(show_text(hands.desk.show(), hands.desk.scenes()).starts_with("headroom show 1\n"));
  const std::string without = show_text(hands.desk.show(), hands.desk.scenes());
  make_scenes(hands);
  CHECK(show_text(hands.desk.show(), hands.desk.scenes()).starts_with("headroom show 2\n"));
  Show show(hands.desk.table());
  SceneList scenes = hands.desk.scenes();
  REQUIRE(load_show_text(without, "old.show", show, &scenes));
  CHECK(scenes.is_empty());
}

TEST_CASE(
    "a bad line costs that line of its scene and a scene of a bad number costs that scene and nothing of the mix") {
  const Hands hands;
  const Table& table = hands.desk.table();
  const std::string text = "headroom show 2\n" + plan_line(table) +
                           "/ch/01/fader -1 dB\n"
                           "/desk/scene/current 3\n"
                           "/desk/scene/next 4\n"
                           "scene 3 \"Three\"\n"
                           "/ch/01/fader -3 dB\n"
                           "/ch/02/fader nonsense\n"
                           "/monitor/fader -3 dB\n"
                           "/desk/scene/next 3\n"
                           "/ch/03/fader -3 dB\n"
                           "scene 201 \"Too many\"\n"
                           "/ch/01/fader -4 dB\n"
                           "scene\n"
                           "/ch/01/fader -4 dB\n"
                           "scene 5.5 \"Half\"\n"
                           "/ch/01/fader -4 dB\n"
                           "scene 3 \"Again\"\n"
                           "/ch/01/fader -4 dB\n"
                           "scene 6 no quotes\n"
                           "/ch/01/fader -6 dB\n";
  Show show(table);
  SceneList scenes;
  const auto report = load_show_text(text, "a.show", show, &scenes);
  REQUIRE(report);
  REQUIRE(report->notes.size() == 8);
  CHECK(report->notes[0].find("a.show:8: /ch/02/fader") == 0);
  CHECK(report->notes[1].find("a.show:9: /monitor/fader does not belong in a scene") == 0);
  CHECK(report->notes[2].find("a.show:10: /desk/scene/next does not belong in a scene") == 0);
  CHECK(report->notes[3].find("a.show:12: scene 201 \"Too many\": the number of a scene is 1 to 200") == 0);
  CHECK(report->notes[6].find("scene 3 is there already") != std::string::npos);
  CHECK(report->notes[7].find("scene 6: a name is written in double quotes") != std::string::npos);
  CHECK(show.value(table.find("/ch/01/fader")) == -1);
  CHECK(show.value(table.find("/monitor/fader")) == -10);
  CHECK(show.text(table.find("/scene/003/name")) == "Three");
  CHECK(show.value(table.find("/desk/scene/current")) == 3);
  CHECK(show.value(table.find("/desk/scene/next")) == 0);  // nothing is stored there
  const auto in_scene = [&](int number) {
    REQUIRE(scenes.is_used(number));
    std::map<std::string, float> values;
    for (const Scene::Number& one : scenes.at(number)->numbers) values[table.address(one.control)] = one.value;
    return values;
  };
  CHECK(in_scene(3) == std::map<std::string, float>{{"/ch/01/fader", -3.0f}, {"/ch/03/fader", -3.0f}});
  CHECK(in_scene(6) == std::map<std::string, float>{{"/ch/01/fader", -6.0f}});
  for (int number = 1; number <= kScenes; ++number) CHECK(scenes.is_used(number) == (number == 3 || number == 6));
}

TEST_CASE("a show with scenes that is cut short anywhere keeps its mix and every whole scene") {
  SceneHands hands;
  make_scenes(hands);
  const std::string text = show_text(hands.desk.show(), hands.desk.scenes());
  const size_t first_scene = text.find("\nscene 12 ") + 1, second_scene = text.find("\nscene 200 ") + 1;
  const auto mix_of = [](const std::string& of) { return of.substr(0, of.find("\nscene ")); };
  for (size_t bytes = second_scene + 12; bytes < text.size(); bytes += 101) {
    Show show(hands.desk.table());
    SceneList scenes;
    const auto report = load_show_text(text.substr(0, bytes), "cut", show, &scenes);
    REQUIRE(report);
    REQUIRE(report->notes.size() <= 1);
    const std::string again = show_text(show, scenes);
    REQUIRE(mix_of(again) == mix_of(text));
    REQUIRE(again.substr(first_scene, second_scene - first_scene) ==
            text.substr(first_scene, second_scene - first_scene));
  }
}

TEST_CASE("scenes of a larger desk load as far as they fit and those of a smaller one leave the rest of theirs new") {
  const Table larger{DeskPlan{.channels = 16, .auxes = 4, .groups = 2, .matrices = 2, .dcas = 2}};
  const Table smaller{DeskPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2}};
  const auto moved = [](const Table& from, const Table& to) {
    Show mix(from);
    mix.set(from.find("/ch/08/fader"), -8);
    if (const ControlId last = from.find("/ch/16/fader"); last != kNoControl) mix.set(last, -16);
    SceneList scenes;
    scenes.put(7, scene_of(SceneCoverage(from), mix));
    Show show(to);
    SceneList loaded;
    const auto report = load_show_text(show_text(mix, scenes), "moved.show", show, &loaded);
    REQUIRE(report);
    REQUIRE(loaded.is_used(7));
    REQUIRE(loaded.at(7)->numbers.size() == 1);
    CHECK(to.address(loaded.at(7)->numbers[0].control) == "/ch/08/fader");
    return report->notes.size();
  };
  CHECK(moved(larger, smaller) == 3);  // in the mix, in the scene, and that the plan was another
  CHECK(moved(smaller, larger) == 1);
}

}  // namespace
}  // namespace headroom
