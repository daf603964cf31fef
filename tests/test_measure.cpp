// What `headroom measure` says of programmes whose readings follow from arithmetic: numbers, series and page.
#include <catch2/catch.hpp>
#include <sstream>

#include "console/measure/page.h"
#include "console/measure/programme_meters.h"
#include "console/measure/series.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

FileLayout layout_of_count(size_t channels) {
  return layout_of(std::vector<FileSpeaker>(channels, FileSpeaker::unknown));
}

ProgrammeMeters heard(const std::vector<Samples>& programme, const MeterChoice& choice = {}, int block_frames = 4096) {
  ProgrammeMeters meters(layout_of_count(programme.size()), 48000, choice);
  play(meters, programme, block_frames);
  meters.finish();
  return meters;
}

}  // namespace

TEST_CASE("a steady stereo tone measures as its level says") {
  const Samples side = tone(-20, 10, 48000);
  const ProgrammeMeters meters = heard({side, side});
  CHECK(meters.loudness().integrated_LUFS() == Approx(-20).margin(0.05));
  CHECK(meters.sample_peak_dBFS() == Approx(-20).margin(0.01));
  CHECK(meters.true_peak_dBTP() == Approx(-20).margin(0.05));
  CHECK(meters.rms_dBFS() == Approx(-20).margin(0.01));
  CHECK(*meters.peak_to_loudness_dB() == Approx(0).margin(0.05));
  CHECK(*meters.least_peak_to_short_term_dB() == Approx(0).margin(0.05));
  CHECK(*meters.stereo_phase()->whole().correlation() == Approx(1));
  CHECK(meters.channels()[0].ppm_II.max_dBFS() == Approx(-20).margin(0.3));
  CHECK(meters.channels()[1].vu.max_VU() == Approx(0).margin(0.15));
  CHECK(meters.overs() == 0);
}

TEST_CASE("peaks stand over the loudness around them: a burst over a soft programme has a large ratio") {
  // 3 s at -30 around one loud period: the peak counts, the loudness hardly.
  Samples side = tone(-30, 20, 48000);
  for (size_t f = 480000; f < 480048; ++f) side[f] *= 20;
  const ProgrammeMeters meters = heard({side, side});
  CHECK(*meters.peak_to_loudness_dB() == Approx(26).margin(0.5));
  CHECK(*meters.least_peak_to_short_term_dB() == Approx(0).margin(0.1));
}

// BS.775-4: what is alike on both sides keeps its loudness in mono, what is not loses 3 dB, what is out of phase is
// gone.
TEST_CASE("a programme's fold-downs are measured beside it") {
  const Samples side = tone(-20, 4, 48000), silence(side.size());
  Samples turned = side;
  for (float& x : turned) x = -x;
  const auto mono_loudness = [](const ProgrammeMeters& meters) {
    return meters.folded_to_mono()->loudness().integrated_LUFS();
  };
  CHECK(mono_loudness(heard({side, side})) == Approx(-20).margin(0.05));
  CHECK(mono_loudness(heard({side, silence})) == Approx(-26).margin(0.05));
  CHECK(mono_loudness(heard({side, turned})) == -INFINITY);
  CHECK_FALSE(heard({side, side}).folded_to_stereo());
  CHECK_FALSE(heard({side}).folded_to_mono());
  const ProgrammeMeters surround = heard({silence, silence, side, side, silence, silence});  // centre and LFE
  CHECK(surround.folded_to_stereo()->loudness().integrated_LUFS() == Approx(-23).margin(0.05));
  CHECK(surround.folded_to_stereo()->max_peak_dBFS() == Approx(-23).margin(0.05));
}

TEST_CASE("of silence there is no loudness, no ratio and no correlation") {
  const Samples silence(96000);
  const ProgrammeMeters meters = heard({silence, silence});
  CHECK(meters.loudness().integrated_LUFS() == -INFINITY);
  CHECK_FALSE(meters.peak_to_loudness_dB());
  CHECK_FALSE(meters.least_peak_to_short_term_dB());
  CHECK_FALSE(meters.stereo_phase()->whole().correlation());
  CHECK(measurement_page("silence.wav", layout_of_count(2), meters, -23));
}

TEST_CASE("surrounds weigh more, and the programme comes from where they stand") {
  const Samples silence(480000), sound = tone(-20, 10, 48000);
  const ProgrammeMeters meters = heard({silence, silence, silence, silence, sound, silence});  // Ls
  CHECK(meters.loudness().integrated_LUFS() == Approx(-23.01 + 10 * std::log10(1.41)).margin(0.05));
  CHECK(meters.dominance()->azimuth_deg == Approx(110).margin(0.1));
  CHECK(meters.series().back().dominance->azimuth_deg == Approx(110).margin(0.1));
}

TEST_CASE("a programme measures the same whatever pieces it comes in") {
  const std::vector<Samples> programme{music_like_noise(5, 48000, 1), music_like_noise(5, 48000, 2)};
  const ProgrammeMeters whole = heard(programme, {.spectrum = true}, 1 << 30);
  const ProgrammeMeters pieces = heard(programme, {.spectrum = true}, 777);
  CHECK(pieces.loudness().integrated_LUFS() == whole.loudness().integrated_LUFS());
  CHECK(pieces.true_peak_dBTP() == whole.true_peak_dBTP());
  CHECK(series_csv(pieces) == series_csv(whole));
  for (size_t band = 0; band < whole.spectrum().size(); ++band)
    CHECK(pieces.spectrum()[band].mean_dBFS == whole.spectrum()[band].mean_dBFS);
}

TEST_CASE("the series has a heading and a row for every tenth of a second, with nothing where there is nothing") {
  const Samples side = tone(-20, 2.05, 48000), silence(side.size());
  std::istringstream rows(series_csv(heard({side, silence})));
  std::string row;
  std::getline(rows, row);
  CHECK(row.starts_with("seconds,momentary_LUFS,short_term_LUFS,"));
  std::vector<std::string> all;
  while (std::getline(rows, row)) all.push_back(row);
  REQUIRE(all.size() == 20);
  CHECK(all.back().starts_with("2.0,-23.0"));
  CHECK(all.back().ends_with(",-20.00,-20.00,,,"));
}

TEST_CASE("a channel's spectrum and sound level stand in their places when asked for") {
  const Samples sound = tone(-30, 70, 48000);
  const ProgrammeMeters meters = heard({sound}, {.spectrum = true, .full_scale_dB_SPL = 124});
  const auto spectrum = meters.spectrum();
  REQUIRE(spectrum.size() == 31);
  CHECK(spectrum[17].mean_dBFS == Approx(-30).margin(0.1));
  CHECK(spectrum[10].mean_dBFS < -90);
  REQUIRE(meters.channels()[0].sound_levels.size() == 1);
  CHECK(meters.channels()[0].sound_levels[0].a.leq_since_reset_dB() == Approx(94).margin(0.1));
  CHECK(meters.channels()[0].sound_levels[0].a.max_leq_dB(0) == Approx(94).margin(0.1));
  CHECK(heard({sound}).spectrum().empty());
}

TEST_CASE("the page is drawn for every layout and length, with graphs and letters on it") {
  for (const size_t channels : {1u, 2u, 6u, 12u})
    for (const double seconds : {0.05, 1.0, 12.0}) {
      const std::vector<Samples> programme(channels, music_like_noise(seconds, 48000, 1));
      const ProgrammeMeters meters = heard(programme, {.spectrum = true});
      const auto page = measurement_page("m\u00fcsic \xff.wav", layout_of_count(channels), meters, -23);
      REQUIRE(page);
      REQUIRE(page->rgb.size() == static_cast<size_t>(3 * page->width * page->height));
      const auto dark = std::count_if(page->rgb.begin(), page->rgb.end(), [](uint8_t level) { return level < 100; });
      CHECK(dark > 10000);
    }
}
