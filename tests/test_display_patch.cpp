// What feeds what, by hand: lists of sources to pick from by name, the patch grid, the monitor's block, a DCA's spill;
// and the pages that look at the whole desk: meters and health.
#include <catch2/catch.hpp>
#include <set>

#include "console/tap.h"
#include "surfaces/display/model/patch_grid.h"
#include "surfaces/display/model/picks.h"
#include "tests/display_hand.h"

using namespace headroom;
using namespace headroom::display;

namespace {

// Opens the patch page of a rig's desk on one of its sides.
void open_patch(Hand& hand, PatchSide side) {
  hand.screen().open().page = Page::patch;
  hand.screen().open().patch = {.side = side};
  hand.frame();
}

// The cell where a row's and a column's name cross.
Point crossing(Hand& hand, const std::string& row, const std::string& column) {
  return {hand.find(column).x, hand.find(row).y};
}

}  // namespace

TEST_CASE("what a list offers can be set as it stands, and what is set is in the list") {
  DisplayRig rig("display_picks");
  Hand hand(rig);
  const DeskCopy& desk = hand.screen().desk();
  int lists = 0;
  for (ControlId id = 0; id < desk.table().size(); ++id) {
    if (!has_picks(desk.table().row(id))) continue;
    ++lists;
    INFO(desk.table().address(id));
    const std::vector<Pick> picks = picks_of(desk, id);
    std::set<float> values;
    for (const Pick& pick : picks) {
      CHECK(desk.show().nearest(id, pick.value) == pick.value);
      CHECK_FALSE(pick.name.empty());
      values.insert(pick.value);
    }
    CHECK(values.size() == picks.size());
    CHECK(values.contains(desk.show().value(id)));
  }
  CHECK(lists > 64);
}

TEST_CASE("a monitor's source is picked by typing a part of its name") {
  DisplayRig rig("display_pick");
  rig.set("/ch/10/solo", 0);
  Hand hand(rig);
  hand.click(hand.find("hears Main L R"));
  REQUIRE(hand.screen().open().picks);
  hand.frame();
  hand.type("verb");
  hand.frame();
  CHECK(hand.count("Verb") >= 1);
  hand.key(Key::enter);
  hand.frame();
  CHECK_FALSE(hand.screen().open().picks);
  CHECK(rig.value("/monitor/source") == static_cast<float>(rig.desk().table().strip_of(kAux, 7)));
  CHECK(hand.count("hears Verb") == 1);
}

TEST_CASE("Esc closes a list and sets nothing") {
  DisplayRig rig("display_unpicked");
  rig.set("/ch/10/solo", 0);
  Hand hand(rig);
  hand.click(hand.find("hears Main L R"));
  hand.frame();
  hand.key(Key::down);
  hand.key(Key::escape);
  CHECK_FALSE(hand.screen().open().picks);
  CHECK(rig.value("/monitor/source") == static_cast<float>(rig.desk().table().strip_of(kMain)));
}

TEST_CASE("a click in the grid patches an input to a channel, and a click on what is patched takes it out") {
  DisplayRig rig("display_patch_in");
  Hand hand(rig);
  open_patch(hand, PatchSide::inputs);
  const Point cell = crossing(hand, "9  Lead Vox", "17");
  hand.click(cell);
  CHECK(rig.value("/ch/09/input") == 17);
  hand.wait(0.5);
  hand.click(cell);
  CHECK(rig.value("/ch/09/input") == 0);
}

TEST_CASE("a click in the grid of outputs makes an output carry a lane of the desk") {
  DisplayRig rig("display_patch_out");
  Hand hand(rig);
  open_patch(hand, PatchSide::outputs);
  const Point cell = crossing(hand, "Out 2", "Verb");
  hand.click(cell);
  CHECK(rig.value("/out/02/source") == tap_value({rig.desk().table().strip_of(kAux, 7), 0}));
}

TEST_CASE("inputs that the device does not have are marked, and those it has are not") {
  DisplayRig rig("display_missing");
  Hand hand(rig);
  const DeskCopy& desk = hand.screen().desk();
  const PatchGrid grid = patch_grid(desk, PatchSide::inputs);
  REQUIRE(grid.columns() == 64);  // 32 of the device, and what channels 33 to 64 hear
  for (int column = 0; column < grid.columns(); ++column)
    CHECK(is_missing_source(desk, grid, column) == (column >= 32));
  rig.status().drive = DriveState::clock;
  hand.frame();
  CHECK_FALSE(is_missing_source(desk, grid, 40));  // without a device nothing is missing
}

TEST_CASE("every input of a large desk is reached by scrolling, and what is scrolled stays within the grid") {
  DisplayRig rig("display_scroll", {.channels = 256});
  rig.status().device_inputs = 256;
  Hand hand(rig);
  open_patch(hand, PatchSide::inputs);
  const Point middle{1400, 500};
  CHECK(hand.count("Ch 256") == 0);
  hand.wheel(middle, -1000);
  hand.frame();
  CHECK(hand.count("Ch 256") == 1);
  hand.shift(true);
  hand.wheel(middle, -1000);
  hand.shift(false);
  hand.frame();
  CHECK(hand.count("256") == 1);
  hand.click(crossing(hand, "Ch 256", "250"));
  CHECK(rig.value("/ch/256/input") == 250);
  hand.wheel(middle, 1000);
  hand.frame();
  CHECK(hand.count("1  Kick") == 1);
}

TEST_CASE("a DCA's spill lays it and its members onto the strips, and the key again, or Esc, leads back") {
  DisplayRig rig("display_spill");
  Hand hand(rig);
  hand.screen().open().selected_channel = false;  // nothing but strips says a strip's name
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kDca, 4)));
  hand.wait(0.1);
  const int before = hand.screen().open().layer;
  const auto vocals = [&] { return hand.find("SPILL", 3); };
  hand.click(vocals());
  hand.frame();
  REQUIRE(hand.screen().open().spilled == rig.desk().table().strip_of(kDca, 4));
  CHECK(hand.count("SPILL · Vocals · 3 members") == 1);
  for (const char* name : {"Lead Vox", "BV 1", "BV 2"}) CHECK(hand.count(name) >= 1);
  CHECK(hand.count("Kick") == 0);
  hand.key(Key::escape);
  hand.frame();
  CHECK_FALSE(hand.screen().open().spilled);
  CHECK(hand.screen().open().layer == before);
  hand.click(vocals());
  hand.frame();
  hand.click(hand.find("SPILL"));
  CHECK_FALSE(hand.screen().open().spilled);
}

TEST_CASE("sends on faders move the sends to that bus and nothing else, and Esc brings the levels back") {
  DisplayRig rig("display_sends_on_faders");
  Hand hand(rig);
  hand.screen().open().selected_channel = false;
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kAux, 2)));
  hand.wait(0.1);
  hand.click(hand.find("ON FADERS", 1));
  hand.frame();
  REQUIRE(hand.screen().open().sends_on_faders == rig.desk().table().strip_of(kAux, 2));
  rig.set("/desk/selected", 0);
  hand.wait(0.1);
  hand.screen().open().layer = 0;
  rig.set("/ch/1/send/2/level", -20);
  const float level = rig.value("/ch/1/fader"), other = rig.value("/ch/1/send/1/level");
  hand.frame();
  CHECK(hand.count("-20.0 dB") >= 1);
  hand.key('0');
  hand.frame();
  CHECK(rig.value("/ch/1/send/2/level") == 0);
  hand.key(Key::down);
  hand.frame();
  CHECK(rig.value("/ch/1/send/2/level") == Approx(-1).margin(0.01));
  const Point cap = hand.fader_of(0);
  hand.move(cap);
  hand.press();
  hand.move({cap.x, cap.y + 40});
  hand.lift();
  hand.frame();
  CHECK(rig.value("/ch/1/send/2/level") < -2);
  CHECK(rig.value("/ch/1/fader") == level);
  CHECK(rig.value("/ch/1/send/1/level") == other);
  // Where no banner says so a fader and the keys are the level, as ever.
  const float send = rig.value("/ch/1/send/2/level");
  hand.key(U'c');
  hand.frame();
  hand.key(Key::up);
  hand.frame();
  CHECK(rig.value("/ch/1/fader") == Approx(level + 1).margin(0.01));
  CHECK(rig.value("/ch/1/send/2/level") == send);
  hand.key(U'c');
  hand.frame();
  CHECK(hand.screen().open().sends_on_faders);
  hand.key(Key::escape);
  hand.frame();
  CHECK_FALSE(hand.screen().open().sends_on_faders);
  hand.key('0');
  hand.frame();
  CHECK(rig.value("/ch/1/fader") == 0);
}

TEST_CASE("a spill of more members than there are strips has pages, and each member is on exactly one") {
  DisplayRig rig("display_spill_pages");
  for (int channel = 1; channel <= 40; ++channel) rig.set("/ch/" + std::to_string(channel) + "/dca/8", 1);
  const StripIndex dca = rig.desk().table().strip_of(kDca, 8);
  std::multiset<StripIndex> seen;
  const int pages = spill_of(rig.desk().show(), dca, 16, 0).pages;
  CHECK(pages == 3);
  for (int page = 0; page < pages; ++page) {
    const Spill spill = spill_of(rig.desk().show(), dca, 16, page);
    CHECK(spill.strips.front() == dca);
    CHECK(spill.strips.size() <= 16);
    seen.insert(spill.strips.begin() + 1, spill.strips.end());
  }
  CHECK(seen.size() == 40);
  CHECK(std::set<StripIndex>(seen.begin(), seen.end()).size() == 40);
  CHECK(spill_of(rig.desk().show(), dca, 16, 99).page == 2);
}

TEST_CASE("the monitor's block mutes, dims, checks, and arms solo in place") {
  DisplayRig rig("display_monitor");
  Hand hand(rig);
  hand.click(hand.find("DIM"));
  CHECK(rig.value("/monitor/dim") == 1);
  hand.click(hand.find("MONO"));
  CHECK(rig.value("/monitor/mono") == 1);
  hand.click(hand.find("L - R"));
  CHECK(rig.value("/monitor/check") == 3);
  hand.click(hand.find("in place"));
  CHECK(rig.value("/desk/solo/mode") == 2);
  CHECK(rig.value("/desk/solo/arm") == 0);
  hand.click(hand.find("ARM"));
  CHECK(rig.value("/desk/solo/arm") == 1);
  hand.frame();
  CHECK(hand.count("ARMED") == 1);
}

TEST_CASE("the low-pass has a node that is dragged over frequency, and a right click changes its slope") {
  DisplayRig rig("display_low_pass");
  rig.set("/ch/9/lp/on", 1);
  Hand hand(rig);
  const float freq_hz = rig.value("/ch/09/lp/freq");
  const Point node = hand.find("LP");
  hand.move(node);
  hand.press();
  hand.move({node.x - 40, node.y});
  hand.lift();
  CHECK(rig.value("/ch/09/lp/freq") < freq_hz * 0.8f);
  const float slope = rig.value("/ch/09/lp/slope");
  hand.press(1);
  hand.lift(1);
  CHECK(rig.value("/ch/09/lp/slope") == slope + 1);
}

TEST_CASE(
    "the meters of inputs are taken before the fader, or, on demand, after fader, DCA and mute, each strip says which, "
    "and buses stay after theirs") {
  DisplayRig rig("patch_meter_tap");
  Hand hand(rig);
  DeskCopy& desk = hand.screen().desk();
  const StripIndex voice = desk.table().strip_of(kChannel, 9), group = desk.table().strip_of(kGroup, 1);
  for (const char* dca : {"/ch/9/dca/1", "/ch/9/dca/2", "/ch/9/dca/3", "/ch/9/dca/4"}) rig.set(dca, 0);
  // The highest of one second: the band's beats are half of that.
  const auto highest = [&](StripIndex strip) {
    hand.frame();
    desk.meters().clear_all();
    hand.wait(1);
    return desk.meters().of(strip)->level.max_dB;
  };
  rig.set("/ch/9/fader", -12);
  const float before = highest(voice), bus = highest(group);
  rig.set("/ch/9/fader", -24);
  CHECK(highest(voice) == Approx(before).margin(0.1));
  CHECK(hand.count("POST") == 0);

  hand.click(hand.find("Meters"));
  hand.click(hand.find("Inputs PRE"));
  CHECK(highest(voice) == Approx(before - 24).margin(0.1));
  CHECK(highest(group) == Approx(bus).margin(0.1));
  rig.set("/ch/9/dca/3", 1);
  rig.set("/dca/3/fader", -6);
  CHECK(highest(voice) == Approx(before - 30).margin(0.1));
  // A hand that the desk refuses moves no meter: not on a locked desk, and not where another hand has the fader.
  rig.set("/desk/lock", 2);
  hand.screen().open().page = Page::mixer;
  hand.key('0');
  hand.wait(0.5);
  CHECK(highest(voice) == Approx(before - 30).margin(0.1));
  rig.set("/desk/lock", 0);
  auto other = LinkClient::attach(rig.name(), ClientKind::midi, "other");
  REQUIRE(other);
  (*other)->begin_gesture(desk.table().find("/ch/9/fader"));
  hand.frame();
  hand.key('0');
  hand.wait(0.5);
  CHECK(rig.value("/ch/9/fader") == -24);
  CHECK(highest(voice) == Approx(before - 30).margin(0.1));
  (*other)->end_gesture(desk.table().find("/ch/9/fader"));
  rig.set("/ch/9/mute", 1);
  CHECK(highest(voice) < -120);
  hand.click(hand.find("Mix"));
  CHECK(hand.count("PRE") == 0);
  CHECK(hand.count("POST") >= 16);
}

TEST_CASE("the meter bridge shows every strip that has sound once, on as many pages as it takes") {
  for (const DeskPlan& plan : {DeskPlan{}, DeskPlan{.channels = 512}}) {
    DisplayRig rig("display_bridge", plan);
    Hand hand(rig);
    hand.screen().open().page = Page::meters;
    const Table& table = rig.desk().table();
    std::multiset<std::string> names;
    const Regions regions = lay_out({0, 0, 1920, 1080}, true);
    for (int page = 0;; ++page) {
      hand.screen().open().meters_page = page;
      hand.frame();
      if (hand.screen().open().meters_page != page) break;
      for (const TextRecord& record : hand.screen().texts())
        if (regions.middle().contains(record.box.center())) names.insert(record.text);
    }
    for (const StripKind kind : {kChannel, kGroup, kAux, kMatrix, kMain})
      for (int number = 1; number <= table.count_of(kind); ++number) {
        const std::string name = rig.desk().show().strip_name(table.strip_of(kind, number));
        const bool is_shortened = plan.channels > 64 && name.size() > 6;
        if (is_shortened) continue;
        INFO(name);
        CHECK(names.count(name) == 1);
      }
  }
}

TEST_CASE(
    "a window for levels is the bridge, and the main alone on a screen that stands upright, until its user turns "
    "elsewhere") {
  DisplayRig rig("patch_wall");
  Hand hand(rig);
  Open& open = hand.screen().open();
  const auto stand = [&](float width, float height) {
    ImGui::GetIO().DisplaySize = {width, height};
    hand.frame();
  };
  open.is_for_levels = true;
  open.page = Page::meters;
  stand(1080, 1920);
  CHECK(open.page == Page::wall);
  CHECK(hand.count("Kick") == 0);  // no strip beside the main
  for (const char* shown : {"Main L R", "STEREO FIELD", "LOUDNESS · 10 MIN", "SPECTROGRAM · 30 S"})
    CHECK(hand.count(shown) == 1);
  stand(1920, 1080);
  CHECK(open.page == Page::meters);
  hand.key('w');
  CHECK(open.page == Page::wall);
  hand.click(hand.find("All strips"));
  CHECK(open.page == Page::meters);
  open.page = Page::field;
  stand(1080, 1920);
  CHECK(open.page == Page::field);
}

TEST_CASE("dropouts and what devices did stand in the log with their times also for a screen that joins later") {
  DisplayRig rig("display_log");
  rig.log("The show is saved.", LogKind::sentence);
  rig.log("Sound card \"UMC1820\" is gone; the desk runs on its own clock until it returns.", LogKind::device);
  rig.log("2 dropouts of the device", LogKind::dropout);
  Hand hand(rig);
  const auto& lines = hand.screen().desk().log().lines();
  REQUIRE(lines.size() == 3);
  CHECK(lines.back().kind == LogKind::dropout);
  for (const LogLine& line : lines) CHECK(line.time == "21:43:07");
  hand.key('h');
  CHECK(hand.count("The show is saved.") == 1);
  CHECK(hand.count("2 dropouts of the device") == 1);
  hand.click(hand.find("Dropouts"));
  CHECK(hand.count("The show is saved.") == 0);
  CHECK(hand.count("2 dropouts of the device") == 1);
  hand.click(hand.find("Devices"));
  CHECK(hand.count("2 dropouts of the device") == 0);
  CHECK(hand.count("Sound card \"UMC1820\" is gone; the desk runs on its own clock until it returns.") == 1);
  hand.click(hand.find("All"));
  CHECK(hand.count("The show is saved.") == 1);
}

TEST_CASE("a window that draws sixty pictures a second says so and how long the building of them takes") {
  FrameWatch watch;
  CHECK_FALSE(watch.pace());
  for (int frame = 0; frame < 1000; ++frame) watch.add(frame / 60.0, frame % 50 == 0 ? 0.004 : 0.001);
  const auto pace = watch.pace();
  REQUIRE(pace);
  CHECK(pace->frames_a_second == Approx(60));
  CHECK(pace->build_p50_ms == Approx(1));
  CHECK(pace->build_p99_ms == Approx(4));
}
