// How the screen is laid out: strips on layers, regions of the page, curves as the engine's design code draws them.
#include <catch2/catch.hpp>

#include "console/strip_design.h"
#include "surfaces/display/model/layers.h"
#include "surfaces/display/model/response.h"
#include "surfaces/display/views/mixer_page.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

TEST_CASE("every strip that mixes is on exactly one layer, whatever the desk and the number of strips") {
  for (const int strips : {8, 16, 24, 40}) {
    for (const DeskPlan plan : {DeskPlan{}, DeskPlan{.channels = 8, .auxes = 0, .groups = 0, .matrices = 0, .dcas = 0},
                                DeskPlan{.channels = DeskPlan::kMaxChannels, .auxes = 64, .groups = 32, .matrices = 32,
                                         .dcas = 32}}) {
      const Table table(plan);
      const auto layers = make_layers(table, strips);
      std::vector<int> found(table.strips().size());
      for (const Layer& layer : layers) {
        CHECK(static_cast<int>(layer.strips.size()) <= strips);
        for (const StripIndex strip : layer.strips) ++found[strip];
      }
      for (size_t strip = 0; strip < found.size(); ++strip) {
        const bool is_layered = (table.strips()[strip].kind & (kMain | kReference | kMonitor | kPhones | kTalk | kMuteGroup | kOutput | kDesk)) == 0;
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
            area(regions.selected_channel) + area(regions.strips) == area(page));
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
