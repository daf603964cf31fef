// Loudness against the numbers of ITU-R BS.1770, libebur128 and ffmpeg. EBU's own cases: test_loudness_ebu.
#include <ebur128.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include "dsp/meters/loudness.h"
#include "dsp/meters/true_peak.h"
#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "tests/child_process.h"
#include "tests/meter_signals.h"
#include "tests/temporary_folder.h"

using namespace headroom;

namespace {

double loudness(const std::vector<Samples>& programme, double sample_rate = 48000) {
  LoudnessMeter meter(std::vector<double>(programme.size(), 1.0), sample_rate);
  play(meter, programme);
  return meter.integrated_LUFS();
}

struct SecondOpinion {
  double integrated_LUFS = 0, range_LU = 0;
};

// EBU Tech 3342 word for word over all short-term values.
double range_of(std::vector<double> short_term_LUFS) {
  const auto drop_below = [&](double gate_LUFS) {
    std::erase_if(short_term_LUFS, [&](double loudness_LUFS) { return !(loudness_LUFS >= gate_LUFS); });
  };
  drop_below(-70);
  double power = 0;
  for (const double loudness_LUFS : short_term_LUFS) power += std::pow(10, loudness_LUFS / 10);
  drop_below(10 * std::log10(power / static_cast<double>(short_term_LUFS.size())) - 20);
  std::sort(short_term_LUFS.begin(), short_term_LUFS.end());
  const auto percentile = [&](double percent) {
    return short_term_LUFS[static_cast<size_t>(
        std::lround(static_cast<double>(short_term_LUFS.size() - 1) * percent / 100))];
  };
  return percentile(95) - percentile(10);
}

// libebur128's integrated loudness, and the range of its short-term values, ten a second. (Its own range takes one a
// second, fewer than Tech 3342 now asks for.)
SecondOpinion ebur128_reading(std::span<const Samples> programme, double sample_rate) {
  ebur128_state* state = ebur128_init(static_cast<unsigned>(programme.size()), static_cast<unsigned long>(sample_rate),
                                      EBUR128_MODE_I | EBUR128_MODE_S);
  const auto hop_frames = static_cast<size_t>(sample_rate / 10);
  Samples interleaved(hop_frames * programme.size());
  std::vector<double> short_term_LUFS;
  for (size_t from = 0; from + hop_frames <= programme[0].size(); from += hop_frames) {
    for (size_t f = 0; f < hop_frames; ++f)
      for (size_t c = 0; c < programme.size(); ++c) interleaved[f * programme.size() + c] = programme[c][from + f];
    ebur128_add_frames_float(state, interleaved.data(), hop_frames);
    double loudness_LUFS = 0;
    ebur128_loudness_shortterm(state, &loudness_LUFS);
    if (from + hop_frames >= 30 * hop_frames) short_term_LUFS.push_back(loudness_LUFS);
  }
  SecondOpinion reading;
  ebur128_loudness_global(state, &reading.integrated_LUFS);
  reading.range_LU = range_of(short_term_LUFS);
  ebur128_destroy(&state);
  return reading;
}

double response_dB(const BiquadCoefficients& c, double freq_hz, double sample_rate) {
  const std::complex<double> z = std::polar(1.0, -2 * std::numbers::pi * freq_hz / sample_rate);
  return 20 * std::log10(std::abs((c.b0 + c.b1 * z + c.b2 * z * z) / (1.0 + c.a1 * z + c.a2 * z * z)));
}

double response_dB(const KWeighting& weighting, double freq_hz, double sample_rate) {
  return response_dB(weighting.shelf, freq_hz, sample_rate) + response_dB(weighting.high_pass, freq_hz, sample_rate);
}

}  // namespace

TEST_CASE("K-weighting at 48 kHz has the coefficients that BS.1770 prints") {
  const KWeighting k = design_k_weighting(48000);
  CHECK(k.shelf.b0 == Approx(1.53512485958697).epsilon(1e-12));
  CHECK(k.shelf.b1 == Approx(-2.69169618940638).epsilon(1e-12));
  CHECK(k.shelf.b2 == Approx(1.19839281085285).epsilon(1e-12));
  CHECK(k.shelf.a1 == Approx(-1.69065929318241).epsilon(1e-12));
  CHECK(k.shelf.a2 == Approx(0.73248077421585).epsilon(1e-12));
  CHECK(k.high_pass.b0 == 1.0);
  CHECK(k.high_pass.b1 == -2.0);
  CHECK(k.high_pass.b2 == 1.0);
  CHECK(k.high_pass.a1 == Approx(-1.99004745483398).epsilon(1e-12));
  CHECK(k.high_pass.a2 == Approx(0.99007225036621).epsilon(1e-12));
}

TEST_CASE("K-weighting sounds the same at every sample rate") {
  const KWeighting at_48k = design_k_weighting(48000);
  for (const double rate : {44100.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    const KWeighting k = design_k_weighting(rate);
    for (const double freq_hz : {10.0, 31.5, 100.0, 997.0, 3150.0, 10000.0, 20000.0})
      CHECK(response_dB(k, freq_hz, rate) == Approx(response_dB(at_48k, freq_hz, 48000)).margin(0.01));
  }
}

TEST_CASE("K-weighting has the published gains from 20 Hz to 20 kHz") {
  constexpr double kGains[][2] = {{20, -13.275}, {50, -3.934},  {100, -1.134}, {500, 0.042},
                                  {997, 0.691},  {2000, 3.071}, {5000, 4.013}, {20000, 4.043}};
  const KWeighting k = design_k_weighting(48000);
  for (const auto& [freq_hz, gain_dB] : kGains) CHECK(response_dB(k, freq_hz, 48000) == Approx(gain_dB).margin(0.001));
}

TEST_CASE("a 997 Hz sine at full scale in one channel reads -3.01 LUFS") {
  const Samples full = tone(0, 5, 48000, 997);
  CHECK(loudness({full}) == Approx(-3.01).margin(0.01));
  CHECK(loudness({Samples(full.size()), full}) == Approx(-3.01).margin(0.01));
}

TEST_CASE("a loudspeaker counts 1.41 times at the listener's side and height, else once") {
  for (const double azimuth_deg : {60.0, 90.0, -110.0, 120.0}) CHECK(loudness_weight(azimuth_deg, 0) == 1.41);
  for (const double azimuth_deg : {0.0, 30.0, -59.0, 135.0, 180.0}) CHECK(loudness_weight(azimuth_deg, 0) == 1);
  CHECK(loudness_weight(110, 29) == 1.41);
  for (const double elevation_deg : {30.0, 45.0, -30.0, 90.0}) CHECK(loudness_weight(90, elevation_deg) == 1);
}

TEST_CASE("silence, and what is shorter than a block of 400 ms, has no loudness") {
  CHECK(loudness({Samples(48000 * 2)}) == -INFINITY);
  CHECK(loudness({tone(0, 0.39, 48000)}) == -INFINITY);
}

TEST_CASE("the loudness meter reads the same bits whatever the block size") {
  for (const double rate : {44100.0, 22050.0, 96000.0}) {
    const Samples programme[] = {music_like_noise(8, rate, 1), music_like_noise(8, rate, 2),
                                 music_like_noise(8, rate, 3)};
    const double weights[] = {1, 1, 1.41};
    LoudnessMeter whole(weights, rate);
    play(whole, programme, 1 << 30);
    for (const int block_frames : {1, 17, 480, 4096}) {
      LoudnessMeter meter(weights, rate);
      play(meter, programme, block_frames);
      CHECK(meter.momentary_LUFS() == whole.momentary_LUFS());
      CHECK(meter.short_term_LUFS() == whole.short_term_LUFS());
      CHECK(meter.max_momentary_LUFS() == whole.max_momentary_LUFS());
      CHECK(meter.max_short_term_LUFS() == whole.max_short_term_LUFS());
      CHECK(meter.integrated_LUFS() == whole.integrated_LUFS());
      CHECK(meter.range_LU() == whole.range_LU());
      CHECK(meter.channel_momentary_LUFS(2) == whole.channel_momentary_LUFS(2));
    }
  }
}

TEST_CASE("integrated loudness forgets at reset, and does not hear what passes in a pause") {
  const double weights[] = {1};
  LoudnessMeter meter(weights, 48000);
  const Samples loud[] = {tone(-10, 5, 48000)}, soft[] = {tone(-30, 5, 48000)};
  play(meter, loud);
  CHECK(meter.integrated_LUFS() == Approx(-13).margin(0.05));
  meter.reset();
  CHECK(meter.integrated_LUFS() == -INFINITY);
  CHECK(meter.max_momentary_LUFS() == -INFINITY);
  play(meter, soft);
  meter.pause();
  play(meter, loud);
  CHECK(meter.momentary_LUFS() == Approx(-13).margin(0.05));
  meter.start();
  play(meter, soft);
  CHECK(meter.measured_s() == 10);
  CHECK_FALSE(meter.has_stable_range());
  // The first 400 ms after a pause are heard whole, or not at all.
  CHECK(meter.integrated_LUFS() == Approx(-33).margin(0.05));
  CHECK(meter.max_momentary_LUFS() == Approx(-33).margin(0.05));
}

TEST_CASE("one broken sample is silence, not the end of the meter") {
  Samples broken = tone(-20, 5, 48000);
  broken[48000] = NAN;
  broken[96000] = INFINITY;
  CHECK(loudness({broken}) == Approx(-23).margin(0.2));
}

TEST_CASE("music-like noise reads as libebur128 reads it, at any sample rate") {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const Samples programme[] = {music_like_noise(12, rate, 7), music_like_noise(12, rate, 8)};
    LoudnessMeter meter(std::vector<double>{1, 1}, rate);
    play(meter, programme);
    const SecondOpinion opinion = ebur128_reading(programme, rate);
    CHECK(meter.integrated_LUFS() == Approx(opinion.integrated_LUFS).margin(0.04));
    CHECK(meter.range_LU() == Approx(opinion.range_LU).margin(0.02));
  }
}

TEST_CASE("every stem of the demo band reads as libebur128 reads it") {
  int stems = 0;
  for (const auto& entry : std::filesystem::directory_iterator(HEADROOM_DEMO_STEMS)) {
    const auto sound = read_sound_file(entry.path());
    REQUIRE(sound);
    INFO(entry.path().filename());
    LoudnessMeter meter(std::vector<double>(sound->channels.size(), 1.0), sound->sample_rate);
    play(meter, sound->channels);
    const SecondOpinion opinion = ebur128_reading(sound->channels, sound->sample_rate);
    CHECK(meter.integrated_LUFS() == Approx(opinion.integrated_LUFS).margin(0.1));
    CHECK(meter.range_LU() == Approx(opinion.range_LU).margin(0.02));
    ++stems;
  }
  CHECK(stems >= 20);
}

// What ffmpeg's filter prints behind a name in its summary.
double ffmpeg_number(const std::string& summary, const std::string& name) {
  const size_t at = summary.rfind(name);
  return at == std::string::npos ? NAN : std::atof(summary.c_str() + at + name.size());
}

TEST_CASE("the demo band's overheads read as ffmpeg's ebur128 reads them: loudness, range and true peak") {
  const std::string left = HEADROOM_DEMO_STEMS "/08 Overhead L.ogg", right = HEADROOM_DEMO_STEMS "/09 Overhead R.ogg";
  const TemporaryFolder folder;
  REQUIRE(ChildProcess::start({"ffmpeg", "-hide_banner", "-nostats", "-i", left, "-i", right, "-filter_complex",
                               "[0][1]amerge,ebur128=peak=true:framelog=verbose", "-f", "null", "-"},
                              folder.file("summary"))
              .wait() == 0);
  const std::string summary = *read_whole_file(folder.file("summary"));
  const auto left_side = read_sound_file(left), right_side = read_sound_file(right);
  REQUIRE((left_side && right_side));
  const std::vector<Samples> programme{left_side->channels[0], right_side->channels[0]};
  LoudnessMeter meter(loudness_weights(SpeakerLayout::stereo), left_side->sample_rate);
  play(meter, programme);
  float true_peak = 0;
  for (const Samples& side : programme)
    true_peak = std::max(true_peak, TruePeakMeter(48000).process(side.data(), static_cast<int>(side.size())));
  CHECK(meter.integrated_LUFS() == Approx(ffmpeg_number(summary, "I:")).margin(0.1));
  CHECK(meter.range_LU() == Approx(ffmpeg_number(summary, "LRA:")).margin(0.2));
  CHECK(20 * std::log10(true_peak) == Approx(ffmpeg_number(summary, "Peak:")).margin(0.1));
}
