// Loudness, range and true peak of music as libebur128 and ffmpeg read them: the demo band, and whole pieces from a
// Debian package (asc-music), compressed and at 22.05 kHz.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "dsp/meters/loudness.h"
#include "dsp/meters/true_peak.h"
#include "io/sound_file.h"
#include "tests/loudness_opinions.h"

using namespace headroom;

namespace {

constexpr const char* kMusic = "/usr/share/games/asc/music";

// Hears each of the package's pieces.
template <class Law>
void for_each_piece(Law law) {
  int pieces = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kMusic)) {
    const auto sound = read_sound_file(entry.path());
    INFO(entry.path().filename() << sound.error());
    REQUIRE(sound);
    law(entry.path(), *sound);
    ++pieces;
  }
  CHECK(pieces >= 3);
}

SecondOpinion our_reading(const std::vector<Samples>& programme, double sample_rate) {
  LoudnessMeter meter(std::vector<double>(programme.size(), 1.0), sample_rate);
  play(meter, programme);
  return {meter.integrated_LUFS(), meter.range_LU()};
}

double our_true_peak_dBTP(const std::vector<Samples>& programme, double sample_rate) {
  float true_peak = 0;
  for (const Samples& side : programme)
    true_peak = std::max(true_peak, TruePeakMeter(sample_rate).process(side.data(), static_cast<int>(side.size())));
  return 20 * std::log10(true_peak);
}

// EBU Tech 3341 allows 0.1 LU; two filters for the peaks between samples differ by as much near half the sample rate.
constexpr double kLoudness_LU = 0.1, kRange_LU = 0.05, kPeak_dB = 0.2;
constexpr double kRounding = 0.05;  // of ffmpeg's tenths

}  // namespace

TEST_CASE("every stem of the demo band reads as libebur128 reads it") {
  int stems = 0;
  for (const auto& entry : std::filesystem::directory_iterator(HEADROOM_DEMO_STEMS)) {
    const auto sound = read_sound_file(entry.path());
    REQUIRE(sound);
    INFO(entry.path().filename());
    const SecondOpinion ours = our_reading(sound->channels, sound->sample_rate),
                        theirs = ebur128_reading(sound->channels, sound->sample_rate);
    CHECK(ours.integrated_LUFS == Approx(theirs.integrated_LUFS).margin(kLoudness_LU));
    CHECK(ours.range_LU == Approx(theirs.range_LU).margin(0.02));
    ++stems;
  }
  CHECK(stems >= 20);
}

TEST_CASE("the demo band's overheads read as ffmpeg's ebur128 reads them: loudness, range and true peak") {
  const std::string left = HEADROOM_DEMO_STEMS "/08 Overhead L.ogg", right = HEADROOM_DEMO_STEMS "/09 Overhead R.ogg";
  const auto left_side = read_sound_file(left), right_side = read_sound_file(right);
  REQUIRE((left_side && right_side));
  const std::vector<Samples> programme{left_side->channels[0], right_side->channels[0]};
  const SecondOpinion ours = our_reading(programme, left_side->sample_rate), theirs = ffmpeg_reading({left, right});
  CHECK(ours.integrated_LUFS == Approx(theirs.integrated_LUFS).margin(kLoudness_LU));
  CHECK(ours.range_LU == Approx(theirs.range_LU).margin(0.2));
  CHECK(our_true_peak_dBTP(programme, left_side->sample_rate) == Approx(theirs.true_peak_dBTP).margin(0.1));
}

TEST_CASE("whole pieces of music read as libebur128 reads them") {
  for_each_piece([](const std::string&, const Sound& sound) {
    const SecondOpinion ours = our_reading(sound.channels, sound.sample_rate),
                        theirs = ebur128_reading(sound.channels, sound.sample_rate);
    CHECK(ours.integrated_LUFS == Approx(theirs.integrated_LUFS).margin(kLoudness_LU));
    CHECK(ours.range_LU == Approx(theirs.range_LU).margin(kRange_LU));
  });
}

TEST_CASE("whole pieces of music read as ffmpeg's ebur128 reads them: loudness, range and true peak") {
  for_each_piece([](const std::string& path, const Sound& sound) {
    CHECK(sound.channels.size() == 2);
    CHECK(sound.notes.empty());  // nothing is missing
    const SecondOpinion ours = our_reading(sound.channels, sound.sample_rate), theirs = ffmpeg_reading({path});
    CHECK(ours.integrated_LUFS == Approx(theirs.integrated_LUFS).margin(kLoudness_LU + kRounding));
    CHECK(ours.range_LU == Approx(theirs.range_LU).margin(kRange_LU + kRounding));
    CHECK(our_true_peak_dBTP(sound.channels, sound.sample_rate) ==
          Approx(theirs.true_peak_dBTP).margin(kPeak_dB + kRounding));
  });
}
