// Fingers on the screen: on monitors of every size all that is touched is as large, and as far apart, as fingers need it, and
// pages still say all they say whole.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <memory>

#include "surfaces/display/model/screen_scale.h"
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

TEST_CASE("under fingers every target on every page and sheet is 9 mm, mute, solo, solo clear and talk 12 mm, with 2 mm between them, and no text is cut or lies over another") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  for (const TouchScreen& screen : kTouchScreens) {
    const Fingers fingers = fingers_on(screen.monitor);
    const auto on_screen = [&](PageCase page) {
      page.request.width = screen.monitor.width_px, page.request.height = screen.monitor.height_px, page.request.fingers = fingers;
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
      screen.open().sections_page = screen.open().field.page = screen.open().setup.page = page;
      rig.next_frame();
      screen.build({.now_s = page / 60.0, .clock = "21:43:07", .fingers = fingers});
      if (screen.open().sections_page != page && screen.open().field.page != page && screen.open().setup.page != page) break;
      const PageCase whole{look.name, {.width = 1280, .height = 800, .clock = "21:43:07"}, look.prepare};
      const Words words{screen.texts(), screen.targets()};
      no_text_is_cut(whole, words);
      no_text_lies_over_another(words);
      every_target_is_hit_by_fingers(words.targets, fingers);
    }
  }
}
