// Fingers on the screen: on monitors of every size all that is touched is as large, and as far apart, as fingers need
// it, and pages still say all they say whole; and several of them work at once, each for itself.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <memory>

#include "surfaces/display/model/screen_scale.h"
#include "tests/display_hand.h"
#include "tests/display_page_cases.h"
#include "tests/display_page_laws.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

namespace {

struct TouchScreen {
  const char* name;
  Monitor monitor;
};
constexpr TouchScreen kTouchScreens[] = {{"10.1 inches", {.width_px = 1280, .height_px = 800, .width_mm = 217}},
                                         {"15.6 inches", {.width_px = 1920, .height_px = 1080, .width_mm = 345}},
                                         {"21.5 inches", {.width_px = 1920, .height_px = 1080, .width_mm = 476}},
                                         {"27 inches", {.width_px = 2560, .height_px = 1440, .width_mm = 597}}};

Fingers fingers_on(const Monitor& monitor) {
  Preferences likes;
  likes.is_touched = true;
  return fingers_for(likes, monitor, scale_for(likes, monitor, monitor.width_px, monitor.height_px));
}

}  // namespace

TEST_CASE(
    "under fingers every target on every page and sheet is 9 mm, mute, solo, solo clear, talk and GO 12 mm, with 2 mm "
    "between them, and no text is cut or lies over another") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  for (const TouchScreen& screen : kTouchScreens) {
    const Fingers fingers = fingers_on(screen.monitor);
    const auto on_screen = [&](PageCase page) {
      page.request.width = screen.monitor.width_px, page.request.height = screen.monitor.height_px,
      page.request.fingers = fingers;
      return page;
    };
    const Words mixer = words_of(on_screen(kPages[0]), *letters, 0);
    for (const PageCase& one : kPages) {
      INFO(one.name << " on " << screen.name);
      const PageCase page = on_screen(one);
      const Words words = words_of(page, *letters, 0);
      no_text_is_cut(page, words);
      if (!has_sheet(page)) no_text_lies_over_another(words);
      what_never_leaves_is_there(words);
      // Of a sheet above the mixer only its own.
      const size_t first = has_sheet(page) ? mixer.targets.size() : 0;
      every_target_is_hit_by_fingers(std::span(words.targets).subspan(first), fingers);
    }
  }
}

TEST_CASE("further pages that fingers turn to keep to the same") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  constexpr int kMostPages = 12;
  const Fingers fingers = fingers_on(kTouchScreens[0].monitor);
  for (const LookCase& look : kLooks) {
    DisplayRig rig(std::string("fingers_") + look.name);
    Screen screen(*letters);
    screen.join(rig.link());
    look.prepare(rig, screen);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {1280, 800};
    io.DeltaTime = 1.0f / 60;
    for (int page = 0; page < kMostPages; ++page) {
      INFO(look.name << ", page " << page + 1);
      screen.open().sections_page = screen.open().field.page = screen.open().setup.page = screen.open().record.page =
          screen.open().rail_page = page;
      rig.next_frame();
      screen.build({.now_s = page / 60.0, .clock = "21:43:07", .fingers = fingers});
      if (screen.open().sections_page != page && screen.open().field.page != page && screen.open().setup.page != page &&
          screen.open().record.page != page)
        break;
      const PageCase whole{look.name, {.width = 1280, .height = 800, .clock = "21:43:07"}, look.prepare};
      const Words words{screen.texts(), screen.targets(), {}};
      no_text_is_cut(whole, words);
      no_text_lies_over_another(words);
      every_target_is_hit_by_fingers(words.targets, fingers);
    }
  }
}

TEST_CASE("two fingers move two faders at once, and each is undone by itself") {
  DisplayRig rig("fingers_two");
  Hand hand(rig);
  const float first = rig.value("/ch/01/fader"), second = rig.value("/ch/02/fader");
  const Point a = hand.fader_of(0), b = hand.fader_of(1);
  hand.put_down(7, a);
  hand.put_down(9, b);
  CHECK(rig.value("/ch/01/fader") == first);  // taking hold moves nothing
  const ControlId id_a = rig.desk().table().find("/ch/01/fader"), id_b = rig.desk().table().find("/ch/02/fader");
  CHECK(rig.link().holder(id_a) == rig.link().slot());
  CHECK(rig.link().holder(id_b) == rig.link().slot());
  for (int step = 1; step <= 10; ++step) {
    const float way = 4 * static_cast<float>(step);
    hand.finger(7, Pointer::Phase::moved, {a.x, a.y - way});
    hand.finger(9, Pointer::Phase::moved, {b.x, b.y + way});
    hand.frame();
  }
  CHECK(rig.value("/ch/01/fader") > first + 3);
  CHECK(rig.value("/ch/02/fader") < second - 3);
  hand.lift_finger(7, {a.x, a.y - 40});
  CHECK(rig.link().holder(id_a) == -1);
  CHECK(rig.link().holder(id_b) == rig.link().slot());
  hand.lift_finger(9, {b.x, b.y + 40});
  CHECK(rig.link().holder(id_b) == -1);
  hand.key('z', true);
  hand.frame();
  const bool first_is_back = rig.value("/ch/01/fader") == Approx(first).margin(1e-4);
  const bool second_is_back = rig.value("/ch/02/fader") == Approx(second).margin(1e-4);
  CHECK(first_is_back != second_is_back);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(first).margin(1e-4));
  CHECK(rig.value("/ch/02/fader") == Approx(second).margin(1e-4));
}

TEST_CASE("a finger and the mouse move as a finger and a finger do") {
  DisplayRig rig("fingers_mouse");
  Hand hand(rig);
  const float first = rig.value("/ch/01/fader"), second = rig.value("/ch/02/fader");
  const Point a = hand.fader_of(0), b = hand.fader_of(1);
  hand.move(a);
  hand.press();
  hand.put_down(1, b);
  hand.finger(1, Pointer::Phase::moved, {b.x, b.y - 30});
  hand.move({a.x, a.y + 30});
  CHECK(rig.value("/ch/01/fader") < first - 2);
  CHECK(rig.value("/ch/02/fader") > second + 2);
  hand.lift();
  CHECK(rig.link().holder(rig.desk().table().find("/ch/01/fader")) == -1);
  CHECK(rig.link().holder(rig.desk().table().find("/ch/02/fader")) == rig.link().slot());
}

TEST_CASE("two fingers on two nodes of one equaliser move each its own, and each is undone by itself") {
  DisplayRig rig("fingers_nodes");
  Hand hand(rig);
  const auto node = [&](int section) {
    for (const TargetRecord& target : hand.screen().targets())
      if (target.place == std::string_view("eq node") && section-- == 0) return target.rect.center();
    FAIL("no such node");
    return Point{};
  };
  const char* const controls[] = {"/ch/9/eq/2/freq", "/ch/9/eq/2/gain", "/ch/9/eq/5/freq", "/ch/9/eq/5/gain"};
  float before[4], after[4];
  const auto read = [&](float(&values)[4]) {
    for (size_t i = 0; i < 4; ++i) values[i] = rig.value(controls[i]);
  };
  read(before);
  const Point two = node(2), five = node(5);
  hand.put_down(1, two);
  hand.put_down(2, five);
  for (const char* control : controls) CHECK(rig.link().holder(rig.desk().table().find(control)) == rig.link().slot());
  for (int step = 1; step <= 5; ++step) {
    const float way = 6 * static_cast<float>(step);
    hand.finger(1, Pointer::Phase::moved, {two.x - way, two.y - way});
    hand.finger(2, Pointer::Phase::moved, {five.x + way, five.y + way});
    hand.frame();
  }
  hand.lift_finger(1, {two.x - 30, two.y - 30});
  hand.lift_finger(2, {five.x + 30, five.y + 30});
  read(after);
  for (size_t i = 0; i < 4; ++i) CHECK(after[i] != before[i]);
  for (const char* control : controls) CHECK(rig.link().holder(rig.desk().table().find(control)) == -1);
  const auto undo = [&] {
    hand.key('z', true);
    hand.frame();
  };
  undo();  // the finger that moved last
  CHECK(rig.value(controls[0]) == after[0]);
  CHECK(rig.value(controls[1]) == after[1]);
  CHECK(rig.value(controls[2]) == before[2]);
  CHECK(rig.value(controls[3]) == before[3]);
  undo();
  CHECK(rig.value(controls[0]) == before[0]);
  CHECK(rig.value(controls[1]) == before[1]);
}

TEST_CASE("a finger draws a list along without taking any of it, and a tap takes the line it is on") {
  DisplayRig rig("fingers_list");
  Hand hand(rig);
  for (int dB = 40; dB > 0; --dB) {
    rig.rest();
    rig.link().set(rig.desk().table().find("/ch/1/fader"), static_cast<float>(-dB));
    hand.frame();
  }
  hand.key(U'z');
  hand.frame();
  const Point line = hand.find("-11.0 dB to -10.0 dB");
  hand.put_down(1, line);
  for (int step = 1; step <= 10; ++step) hand.slide(1, {line.x, line.y - 14 * static_cast<float>(step)});
  hand.lift_finger(1, {line.x, line.y - 140});
  CHECK(rig.value("/ch/1/fader") == -1);
  CHECK(hand.screen().open().undo_first >= 4);
  CHECK(hand.find("-11.0 dB to -10.0 dB").y == Approx(line.y - 140).margin(28));
  hand.wait(0.5);
  hand.tap(hand.find("-13.0 dB to -12.0 dB"));
  hand.frame();
  CHECK(rig.value("/ch/1/fader") == -12);

  // The same on the patch's grid, where a slip would be heard.
  hand.key(Key::escape);
  hand.key(U'p');
  hand.frame();
  const auto cells = [&] {
    for (const TargetRecord& target : hand.screen().targets())
      if (target.place == std::string_view("patch cells")) return target.rect;
    FAIL("no grid");
    return Rect{};
  };
  const Point cell = cells().center();
  std::vector<float> patched;
  const auto inputs = [&] {
    std::vector<float> values;
    for (int channel = 1; channel <= 64; ++channel)
      values.push_back(rig.value("/ch/" + std::to_string(channel) + "/input"));
    return values;
  };
  patched = inputs();
  hand.put_down(1, cell);
  for (int step = 1; step <= 10; ++step)
    hand.slide(1, {cell.x - 10 * static_cast<float>(step), cell.y - 14 * static_cast<float>(step)});
  hand.lift_finger(1, {cell.x - 100, cell.y - 140});
  CHECK(inputs() == patched);
  CHECK(hand.screen().open().patch.first_row >= 4);
  hand.wait(0.5);
  hand.tap(cell);
  hand.frame();
  CHECK(inputs() != patched);
}

TEST_CASE("fingers alone find a line of a long list by its name") {
  DisplayRig rig("fingers_search");
  Hand hand(rig);
  const ControlId source = rig.desk().table().find("/monitor/source");
  const auto open = [&] {
    PickList& list = hand.screen().open().picks.emplace();
    list.control = source;
    list.anchor = {600, 300, 100, 24};
    hand.frame();
  };
  for (const TouchScreen& screen : kTouchScreens) {
    INFO(screen.name);
    rig.set("/monitor/source", 0);
    hand.use_fingers(fingers_on(screen.monitor));
    open();
    const auto tap = [&](const std::string& key) {
      hand.tap(hand.find(key, hand.count(key) - 1));
      hand.wait(0.4);
    };
    for (const char* key : {"l", "e", "a", "x", "Back", "d"}) tap(key);
    CHECK(rig.value("/monitor/source") == 0);
    tap("Enter");
    CHECK_FALSE(hand.screen().open().picks);
    CHECK(rig.value("/monitor/source") == rig.desk().table().strip_of(kChannel, 9));
    open();
    tap("Esc");
    CHECK_FALSE(hand.screen().open().picks);
  }
  // So they do on a screen laid out for the mouse, which brings no keys.
  hand.use_fingers({});
  hand.key(U'd');
  hand.frame();
  hand.tap(hand.find("Lead Vox"));
  REQUIRE(hand.screen().open().picks);
  CHECK(hand.count("Enter") == 1);
  hand.key(Key::escape);
  hand.frame();
  hand.click(hand.find("Lead Vox"));
  REQUIRE(hand.screen().open().picks);
  CHECK(hand.count("Enter") == 0);
}

TEST_CASE("a finger that slides off its fader moves no neighbour") {
  DisplayRig rig("fingers_slide");
  Hand hand(rig);
  const float first = rig.value("/ch/01/fader"), second = rig.value("/ch/02/fader");
  const Point a = hand.fader_of(0), b = hand.fader_of(1);
  hand.put_down(1, a);
  hand.slide(1, b);
  hand.slide(1, {b.x, b.y - 40});
  CHECK(rig.value("/ch/01/fader") > first + 3);
  CHECK(rig.value("/ch/02/fader") == second);
  const Point mute = hand.find("MUTE", 2);
  hand.slide(1, mute);
  hand.lift_finger(1, mute);
  CHECK(rig.value("/ch/03/mute") == 0);
  // Nor does one that came down beside everything.
  hand.put_down(2, {960, 1});
  hand.slide(2, b);
  hand.slide(2, {b.x, b.y - 40});
  CHECK(rig.value("/ch/02/fader") == second);
}

TEST_CASE("mute and solo take a second finger's press while the first holds a fader, and are undone by themselves") {
  DisplayRig rig("fingers_mute");
  Hand hand(rig);
  const float before = rig.value("/ch/01/fader");
  const Point a = hand.fader_of(0);
  hand.put_down(1, a);
  hand.slide(1, {a.x, a.y - 20});
  const Point mute = hand.find("MUTE", 2), solo = hand.find("SOLO", 3);
  hand.put_down(2, mute);
  CHECK(rig.value("/ch/03/mute") == 1);
  hand.lift_finger(2, mute);
  hand.put_down(3, solo);
  CHECK(rig.value("/ch/04/solo") == 1);
  hand.lift_finger(3, solo);
  hand.slide(1, {a.x, a.y - 40});
  CHECK(rig.value("/ch/01/fader") > before + 3);
  hand.lift_finger(1, {a.x, a.y - 40});
  const float after = rig.value("/ch/01/fader");
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/04/solo") == 0);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/03/mute") == 0);
  CHECK(rig.value("/ch/01/fader") == after);
}

TEST_CASE("of two fingers on one fader the first has it") {
  DisplayRig rig("fingers_same");
  Hand hand(rig);
  const float before = rig.value("/ch/01/fader");
  const Point a = hand.fader_of(0);
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  hand.put_down(1, a);
  hand.put_down(2, {a.x, a.y + 40});
  hand.slide(2, {a.x, a.y + 80});
  CHECK(rig.value("/ch/01/fader") == before);
  hand.lift_finger(2, {a.x, a.y + 80});
  CHECK(rig.link().holder(id) == rig.link().slot());
  hand.slide(1, {a.x, a.y - 40});
  CHECK(rig.value("/ch/01/fader") > before + 3);
}

TEST_CASE("a hand that is torn off the screen lets go of everything") {
  DisplayRig rig("fingers_torn");
  Hand hand(rig);
  const Point a = hand.fader_of(0), b = hand.fader_of(1);
  const ControlId id_a = rig.desk().table().find("/ch/01/fader"), id_b = rig.desk().table().find("/ch/02/fader");
  hand.put_down(1, a);
  hand.put_down(2, b);
  REQUIRE(rig.link().holder(id_b) == rig.link().slot());
  hand.screen().let_go();
  rig.tick();
  CHECK(rig.link().holder(id_a) == -1);
  CHECK(rig.link().holder(id_b) == -1);
  const float first = rig.value("/ch/01/fader");
  hand.slide(1, {a.x, a.y - 40});
  hand.slide(1, {a.x, a.y - 80});
  CHECK(rig.value("/ch/01/fader") == first);
  // And so does one that the page under it turns away from.
  hand.wait(0.5);
  hand.put_down(3, b);
  REQUIRE(rig.link().holder(id_b) == rig.link().slot());
  hand.key('d');
  hand.frame();
  CHECK(rig.link().holder(id_b) == -1);
}

TEST_CASE("a finger holds and moves its fader on when another window takes the keyboard") {
  DisplayRig rig("fingers_focus");
  Hand hand(rig);
  const Point a = hand.fader_of(0);
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  const float before = rig.value("/ch/01/fader");
  hand.put_down(1, a);
  hand.screen().let_go_of_mouse();
  hand.frame();
  CHECK(rig.link().holder(id) == rig.link().slot());
  hand.slide(1, {a.x, a.y - 40});
  CHECK(rig.value("/ch/01/fader") > before + 3);
  hand.lift_finger(1, {a.x, a.y - 40});
  CHECK(rig.link().holder(id) == -1);
}

TEST_CASE(
    "the quickest tap counts, two are a double click, and the last move of a finger before it leaves is not lost") {
  DisplayRig rig("fingers_quick");
  Hand hand(rig);
  const Point mute = hand.find("MUTE", 2);
  hand.finger(1, Pointer::Phase::down, mute);
  hand.lift_finger(1, mute);
  CHECK(rig.value("/ch/03/mute") == 1);
  const Point a = hand.fader_of(0);
  hand.put_down(1, a);
  const float before = rig.value("/ch/01/fader");
  hand.finger(1, Pointer::Phase::moved, {a.x, a.y - 20});
  hand.lift_finger(1, {a.x, a.y - 40});
  CHECK(rig.value("/ch/01/fader") > before + 3);
  hand.wait(0.5);
  hand.tap(a);
  hand.tap(a);
  CHECK(rig.value("/ch/01/fader") == 0);
}
