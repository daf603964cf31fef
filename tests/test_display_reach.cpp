// Everything that the table says can be set, can be set on the screen: no row of it is out of a hand's reach.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <set>

#include "surfaces/display/screen.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr StripKind kAllKinds[] = {kChannel, kGroup,     kAux,    kMain, kMatrix,    kMonitor, kDca,       kPhones,
                                   kDesk,    kMuteGroup, kOutput, kTalk, kReference, kMeter,   kSoundLevel};

// All controls that are reached on a page, over all pages of its sections.
std::set<ControlId> reached_on(DisplayRig& rig, Screen& screen, Page page) {
  std::set<ControlId> reached;
  screen.open().page = page;
  const auto show = [&](int sections_page) {
    screen.open().sections_page = sections_page;
    rig.next_frame();
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    screen.build({.now_s = 1, .clock = "21:43:07"});
    reached.insert(screen.reached().begin(), screen.reached().end());
    return screen.open().sections_page == sections_page;
  };
  for (int sections_page = 0; show(sections_page); ++sections_page) REQUIRE(sections_page < 100);
  return reached;
}

void check_reached(const Table& table, StripIndex strip, const std::set<ControlId>& reached) {
  const DeskStrip& place = table.strip(strip);
  for (ControlId id = place.first_control; id < place.first_control + place.controls; ++id) {
    INFO(table.address(id));
    CHECK(reached.contains(id));
  }
}

struct Case {
  const char* story;
  DeskPlan plan;
  float width, height;
};
const Case kDesks[] = {
    {"reach_standard", {}, 1920, 1080},
    {"reach_tablet", {}, 1280, 800},
    {"reach_large", {.channels = 96, .auxes = 64, .groups = 32, .matrices = 32, .dcas = 32}, 1920, 1080},
};

std::unique_ptr<Screen> screen_of(DisplayRig& rig, const Case& desk) {
  auto screen = std::move(*Screen::create(1));
  screen->join(rig.link());
  ImGui::GetIO().DisplaySize = {desk.width, desk.height};
  ImGui::GetIO().MousePos = {-1, -1};
  return screen;
}

}  // namespace

TEST_CASE("every control of a strip of any kind is reached when that strip is shown whole") {
  for (const Case& desk : kDesks) {
    DisplayRig rig(desk.story, desk.plan);
    const auto screen = screen_of(rig, desk);
    const Table& table = rig.desk().table();
    for (const StripKind kind : kAllKinds) {
      const StripIndex strip = table.strip_of(kind, table.count_of(kind));
      rig.set("/desk/selected", strip);
      rig.tick();
      check_reached(table, strip, reached_on(rig, *screen, Page::channel));
    }
  }
}

TEST_CASE("every control of the desk, of the monitors, mute groups and outputs is reached on the desk's page") {
  for (const Case& desk : kDesks) {
    DisplayRig rig(desk.story, desk.plan);
    const auto screen = screen_of(rig, desk);
    const Table& table = rig.desk().table();
    const std::set<ControlId> reached = reached_on(rig, *screen, Page::desk);
    for (const StripKind kind : {kDesk, kMonitor, kPhones, kMuteGroup, kOutput, kTalk, kReference, kMeter, kSoundLevel})
      for (int number = 1; number <= table.count_of(kind); ++number)
        check_reached(table, table.strip_of(kind, number), reached);
  }
}

TEST_CASE("every control of the meter taps and of the sound level is reached on the field page") {
  for (const Case& desk : kDesks) {
    DisplayRig rig(desk.story, desk.plan);
    const auto screen = screen_of(rig, desk);
    const Table& table = rig.desk().table();
    std::set<ControlId> reached;
    for (int tap = 0; tap < kMeterTaps; ++tap)
      for (const int page : {0, 1}) {
        screen->open().page = Page::field;
        screen->open().field.tap = tap;
        screen->open().field.page = page;
        for (int kind = 0; kind < kLevelKinds; ++kind) {
          screen->open().main_scale = static_cast<LevelKind>(kind);
          rig.next_frame();
          screen->build({.now_s = 1, .clock = "21:43:07"});
          reached.insert(screen->reached().begin(), screen->reached().end());
        }
      }
    for (int tap = 1; tap <= kMeterTaps; ++tap) check_reached(table, table.strip_of(kMeter, tap), reached);
    check_reached(table, table.strip_of(kSoundLevel), reached);
  }
}
