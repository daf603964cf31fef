// How the screen is laid out: strips on layers, regions of the page, curves as the engine's design code draws them; and
// what it keeps for its user.
#include <catch2/catch.hpp>

#include "console/strip_design.h"
#include "io/atomic_file.h"
#include "surfaces/display/model/layers.h"
#include "surfaces/display/model/preferences.h"
#include "surfaces/display/model/response.h"
#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/views/mixer_page.h"
#include "tests/display_rig.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using namespace headroom::display;

TEST_CASE("every strip that mixes is on exactly one layer, whatever the desk and the number of strips") {
  for (const int strips : {8, 16, 24, 40}) {
    for (const DeskPlan plan :
         {DeskPlan{}, DeskPlan{.channels = 8, .auxes = 0, .groups = 0, .matrices = 0, .dcas = 0},
          DeskPlan{.channels = DeskPlan::kMaxChannels, .auxes = 64, .groups = 32, .matrices = 32, .dcas = 32}}) {
      const Table table(plan);
      const auto layers = make_layers(table, strips);
      std::vector<int> found(table.strips().size());
      for (const Layer& layer : layers) {
        CHECK(static_cast<int>(layer.strips.size()) <= strips);
        for (const StripIndex strip : layer.strips) ++found[strip];
      }
      for (size_t strip = 0; strip < found.size(); ++strip) {
        const bool is_layered =
            (table.strips()[strip].kind & (kMain | kReference | kMonitor | kPhones | kTalk | kMuteGroup | kOutput |
                                           kDesk | kMeter | kSoundLevel | kScene)) == 0;
        CHECK(found[strip] == (is_layered ? 1 : 0));
      }
    }
  }
}

TEST_CASE("the regions of the page are those of the design, and cover it without gaps") {
  const Rect page{0, 0, 1920, 1080};
  const Regions regions = lay_out(page, true);
  CHECK(regions.top_bar.h == 48);
  CHECK(regions.layer_bar.h == 56);
  CHECK(regions.strips.w == 16 * 96);
  CHECK(regions.strips.h == 640);
  CHECK(regions.selected_channel.h == 336);
  CHECK(regions.master.w == 320);
  const auto area = [](Rect rect) { return rect.w * rect.h; };
  CHECK(area(regions.top_bar) + area(regions.layer_bar) + area(regions.rail) + area(regions.master) +
            area(regions.selected_channel) + area(regions.strips) ==
        area(page));
  CHECK(lay_out(page, false).strips.h == 976);
}

TEST_CASE("the equaliser's curve on the screen is that of the design code, section by section") {
  DisplayRig rig("display_curve");
  ResponseCache cache;
  const StripIndex strip = 8;
  const Response& response = cache.of(rig.desk().show(), strip, 101, 48000);
  for (size_t i = 0; i < 101; ++i) {
    const double freq_hz = frequency_at(static_cast<double>(i) / 100.0);
    double expected_dB = 0;
    for (const EqSection& section : high_pass_design(rig.desk().show(), strip, 48000))
      expected_dB += response_dB(section, freq_hz, 48000);
    for (int band = 0; band < eq_bands(kChannel); ++band)
      expected_dB += response_dB(eq_band_design(rig.desk().show(), strip, band, 48000), freq_hz, 48000);
    CHECK(static_cast<double>(response.composite_dB[i]) == Approx(expected_dB).margin(1e-3));
  }
  rig.set("/ch/9/eq/on", 0);
  rig.set("/ch/9/hp/on", 0);
  CHECK(cache.of(rig.desk().show(), strip, 101, 48000).is_flat);
}

TEST_CASE("a user layer holds the strips its user put there, in the desk's order, and only those this desk has") {
  const Table table(DeskPlan{.channels = 24, .auxes = 4, .groups = 0, .matrices = 0, .dcas = 2});
  std::array<std::vector<std::string>, kUserLayers> members;
  const std::string vocals = table.strip(table.strip_of(kChannel, 9)).address,
                    wedge = table.strip(table.strip_of(kAux, 2)).address;
  members[2] = {wedge, vocals, "/ch/99"};
  const auto plain = make_layers(table, 16), layers = make_layers(table, 16, members);
  REQUIRE(layers.size() == plain.size() + 1);
  CHECK(layers.back().label == "USER 3");
  CHECK(layers.back().strips == std::vector<StripIndex>{table.strip_of(kChannel, 9), table.strip_of(kAux, 2)});

  turn_membership(members[2], vocals);
  CHECK(make_layers(table, 16, members).back().strips == std::vector<StripIndex>{table.strip_of(kAux, 2)});
  for (int channel = 1; channel <= 20; ++channel)
    members[0].push_back(table.strip(table.strip_of(kChannel, channel)).address);
  const auto cut = make_layers(table, 16, members);
  CHECK(cut[plain.size()].strips.size() == 16);
  CHECK(cut[plain.size() + 1].label == "USER 1 b");
  CHECK(cut[plain.size() + 1].strips.size() == 4);
}

TEST_CASE("what a user likes comes back as it was, and a file that is damaged costs a sentence and nothing else") {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/new/display";
  CHECK(load_preferences(path).likes == Preferences{});
  CHECK(load_preferences(path).error.empty());

  Preferences likes{
      .theme = 1, .meter_palette = 2, .scale = 1.375f, .strips = 24, .inputs_after_fader = true, .is_touched = true};
  likes.user_layers[4] = {"/ch/01", "/main"};
  REQUIRE(save_preferences(path, likes));
  CHECK(load_preferences(path).likes == likes);
  REQUIRE(save_preferences(path, Preferences{}));
  CHECK(load_preferences(path).likes == Preferences{});

  for (const char* damaged : {"theme dawn\n", "scale 9\n", "scale nan\n", "strips -4\n", "layer 9 /ch/1\n",
                              "layer 1 ch\n", "\x01\x02", "theme\n"}) {
    INFO(damaged);
    REQUIRE(write_whole_file(path, std::string("meters amber\n") + damaged));
    const LoadedPreferences loaded = load_preferences(path);
    CHECK(loaded.likes == Preferences{});
    CHECK(loaded.error.find(path + ", line 2") != std::string::npos);
    CHECK(loaded.error.find("right would be") != std::string::npos);
  }
  REQUIRE(write_whole_file(path, std::string(2'000'000, 'x')));
  CHECK_FALSE(load_preferences(path).error.empty());
}

TEST_CASE("the scale follows the user, the monitor's dots and fingers, and leaves a page its room") {
  const Monitor full_hd{.width_px = 1920, .height_px = 1080, .width_mm = 527};   // 23.8 inches
  const Monitor ultra_hd{.width_px = 3840, .height_px = 2160, .width_mm = 597};  // 27 inches
  const Monitor unknown{.width_px = 1920, .height_px = 1080};
  CHECK(own_scale(full_hd) == 1);
  CHECK(own_scale(ultra_hd) == 1.5f);
  CHECK(own_scale({.width_px = 3840, .height_px = 2160, .width_mm = 597, .told_scale = 2}) == 2);
  CHECK(own_scale(unknown) == 1);
  CHECK_FALSE(scale_note({}, ultra_hd, 1.5f).empty());
  CHECK(scale_note({}, full_hd, 1).empty());

  Preferences likes;
  likes.scale = 1.25f;
  CHECK(scale_for(likes, full_hd, 1920, 1080) == 1.25f);
  likes.scale = 3;
  const float largest = scale_for(likes, full_hd, 1920, 1080);
  CHECK(1920 / largest >= metrics::kMinPageWidth);
  CHECK(1080 / largest >= metrics::kMinPageHeight);
  CHECK(scale_for(likes, ultra_hd, 3840, 2160) == 3);
  step_scale(likes, 3, +1);
  CHECK(likes.scale == 3);
  step_scale(likes, 1, -1);
  CHECK(likes.scale == 0.875f);
}

TEST_CASE(
    "what fingers need follows the monitor's size in millimetres, whatever the scale, and a mouse needs none of it") {
  const Monitor tablet{.width_px = 1280, .height_px = 800, .width_mm = 217};     // 10.1 inches
  const Monitor ultra_hd{.width_px = 3840, .height_px = 2160, .width_mm = 597};  // 27
  const Monitor phone{.width_px = 1280, .height_px = 720, .width_mm = 110};
  Preferences likes;
  CHECK_FALSE(fingers_for(likes, tablet, 1).any());
  likes.is_touched = true;
  for (const Monitor& monitor : {tablet, ultra_hd})
    for (const float scale : {0.75f, 1.0f, 1.5f}) {
      const Fingers fingers = fingers_for(likes, monitor, scale);
      const auto mm = [&](float logical) { return logical * scale / monitor.dots_per_mm(); };
      CHECK(mm(fingers.target) == Approx(9));
      CHECK(mm(fingers.urgent) == Approx(12));
      CHECK(mm(fingers.gap) == Approx(2));
      CHECK(scale_note(likes, monitor, scale).empty());
    }
  // Without a size a logical pixel is a 96th of an inch: whoever makes everything larger makes the targets larger, too.
  // A monitor too small for fingers says so.
  for (const float scale : {0.75f, 1.0f, 1.5f}) CHECK(fingers_for(likes, {}, scale).target == Approx(9 * 96 / 25.4));
  CHECK(Monitor::of_dots_per_inch(149).dots_per_mm() == Approx(149 / 25.4));
  CHECK_FALSE(scale_note(likes, {}, 1).empty());
  CHECK_FALSE(scale_note(likes, phone, 1).empty());
}
