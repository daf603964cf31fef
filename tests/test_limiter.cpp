// The look-ahead limiter: its ceiling against an outside true-peak meter (libebur128) and against the exact curve
// between the samples, its gain against what it promises, its bits on every instruction set.
#include <ebur128.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "dsp/kernel_table.h"
#include "dsp/kernels.h"
#include "dsp/limiter.h"

using namespace headroom;

namespace {

using Signal = std::vector<float>;
constexpr double kTwoPi = 2 * std::numbers::pi;

double gain_of(double level_dB) { return std::pow(10, level_dB / 20); }
double dB(double gain) { return 20 * std::log10(gain); }

// A limiter switched in on all lanes, alone or as four linked pairs.
std::unique_ptr<LimiterStage> limiter_of(const LimiterSettings& settings, double sample_rate, bool linked = false) {
  auto limiter = std::make_unique<LimiterStage>();
  std::memset(static_cast<void*>(limiter.get()), 0, sizeof(LimiterStage));
  const LimiterDesign design = design_limiter(settings, sample_rate);
  reset(*limiter, sample_rate);
  for (int lane = 0; lane < kLanes; ++lane) {
    limiter->rows.jump(LimiterRow::wet, lane, 1);
    limiter->rows.jump(LimiterRow::ceiling, lane, design.ceiling);
    limiter->rows.jump(LimiterRow::recovery, lane, design.recovery);
    limiter->link[lane] = linked ? 1.0f : 0.0f;
    limiter->gain_min[lane] = 1;
  }
  return limiter;
}

// Lanes in, lanes out, in chunks of at most kGridFrames. All lanes are of one length. With a pair: only that is
// limited.
std::vector<Signal> run(LimiterStage& limiter, std::vector<Signal> lanes, const KernelTable& kernels = choose_kernels(),
                        int chunk = kGridFrames, std::optional<int> pair = std::nullopt) {
  alignas(32) float block[kGridFrames * kLanes];
  const size_t frames = lanes[0].size();
  for (size_t start = 0; start < frames; start += static_cast<size_t>(chunk)) {
    const size_t now = std::min<size_t>(static_cast<size_t>(chunk), frames - start);
    for (size_t f = 0; f < now; ++f)
      for (size_t lane = 0; lane < kLanes; ++lane)
        block[f * kLanes + lane] = lane < lanes.size() ? lanes[lane][start + f] : 0.0f;
    if (pair)
      kernels.find_peaks_of_pair(limiter, *pair, block, static_cast<int>(now));
    else
      kernels.find_peaks(limiter, block, static_cast<int>(now));
    kernels.limit[0](limiter, block, static_cast<int>(now));
    for (size_t f = 0; f < now; ++f)
      for (size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane][start + f] = block[f * kLanes + lane];
  }
  return lanes;
}

Signal tone(double freq_hz, double peak, double phase_rad, double sample_rate, size_t frames) {
  Signal signal(frames);
  for (size_t f = 0; f < frames; ++f)
    signal[f] =
        static_cast<float>(peak * std::sin(kTwoPi * freq_hz * static_cast<double>(f) / sample_rate + phase_rad));
  return signal;
}

// EBU Tech 3341 tests 20-23: a period of fs/4 at twice the level inside fs/6, made at four times the rate, low-passed,
// decimated from `offset` on.
Signal burst(int offset) {
  constexpr int kQuarterFrames = 4 * 4800;
  std::vector<double> fine(kQuarterFrames);
  const int start = 24 * 400;
  for (int f = 0; f < kQuarterFrames; ++f) {
    const bool is_burst = f >= start && f < start + 16;
    const int phase = f < start ? f : f - start - 16;
    fine[static_cast<size_t>(f)] =
        is_burst ? std::sin(kTwoPi * (f - start) / 16.0) : 0.5 * std::sin(kTwoPi * phase / 24.0);
  }
  constexpr int kHalf = 600;
  Signal signal;
  for (int at = offset; at < kQuarterFrames; at += 4) {
    double sum = 0;
    for (int k = -kHalf; k <= kHalf; ++k) {
      if (at + k < 0 || at + k >= kQuarterFrames) continue;
      const double x = std::numbers::pi * k / 4 * 0.98;
      const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * k / (kHalf + 1));
      sum += fine[static_cast<size_t>(at + k)] * window * (k == 0 ? 1 : std::sin(x) / x) * 0.98 / 4;
    }
    signal.push_back(static_cast<float>(sum));
  }
  return signal;
}

// What limiters fail on: peaks between samples, edges, noise to the upper end. All near 0 dBFS by their samples.
std::map<std::string, Signal> worst_signals() {
  constexpr double kRate = 48000;
  constexpr size_t kFrames = 24000;
  const double quarter_turn_rad = std::numbers::pi / 4;
  std::map<std::string, Signal> signals;
  signals["15 fs/4, 0 deg"] = tone(kRate / 4, 1, 0, kRate, kFrames);
  signals["16 fs/4, 45 deg"] = tone(kRate / 4, 1, quarter_turn_rad, kRate, kFrames);
  signals["17 fs/6, 60 deg"] = tone(kRate / 6, 1, std::numbers::pi / 3, kRate, kFrames);
  signals["18 fs/8, 67.5 deg"] = tone(kRate / 8, 1, 3 * std::numbers::pi / 8, kRate, kFrames);
  signals["19 fs/4, 45 deg, +3 dB"] = tone(kRate / 4, 1.41, quarter_turn_rad, kRate, kFrames);
  for (int offset = 0; offset < 4; ++offset) {
    signals[std::to_string(20 + offset) + " burst"] = burst(offset);
    Signal& alone = signals[std::to_string(20 + offset) + " burst from silence"] = burst(offset);
    std::fill(alone.begin(), alone.begin() + 2390, 0.0f);
  }
  signals["0.4 fs, quarter phase"] = tone(0.4 * kRate, 1, quarter_turn_rad, kRate, kFrames);
  signals["997 Hz"] = tone(997, 1, 0, kRate, kFrames);
  signals["50 Hz"] = tone(50, 1, 0, kRate, kFrames);

  std::mt19937 random(7);
  std::normal_distribution<float> bell(0, 1);
  Signal noise(kFrames), signs(kFrames), sparse(kFrames), square(kFrames), sweep(kFrames), pattern(kFrames);
  for (size_t f = 0; f < kFrames; ++f) {
    const double t = static_cast<double>(f) / kRate;
    noise[f] = bell(random);
    signs[f] = random() % 2 ? 1.0f : -1.0f;
    sparse[f] = random() % 500 == 0 ? bell(random) : 0;
    square[f] = std::sin(kTwoPi * 441.7 * t) > 0 ? 1.0f : -1.0f;
    sweep[f] = static_cast<float>(std::sin(kTwoPi * 20 * 0.5 / std::log(1000) * (std::pow(1000, t / 0.5) - 1)));
    // the signs of the interpolation's own weights: every sample adds to one peak between two of them
    const double from_peak = static_cast<double>(f % 600) - 300.5;
    pattern[f] = std::abs(from_peak) < 20 && std::sin(std::numbers::pi * from_peak) / from_peak < 0 ? -1.0f : 1.0f;
    if (std::abs(from_peak) >= 20) pattern[f] = 0;
  }
  signals["white noise"] = noise;
  signals["random signs"] = signs;
  signals["clicks"] = sparse;
  signals["square"] = square;
  signals["sweep to 20 kHz"] = sweep;
  signals["signs that add up"] = pattern;
  return signals;
}

double ebur128_dBTP(const Signal& signal, double sample_rate) {
  ebur128_state* state = ebur128_init(1, static_cast<unsigned long>(sample_rate), EBUR128_MODE_TRUE_PEAK);
  ebur128_add_frames_float(state, signal.data(), signal.size());
  double peak = 0;
  ebur128_true_peak(state, 0, &peak);
  ebur128_destroy(&state);
  return dB(peak);
}

// The exact curve between the samples, sixteen points a frame: a windowed sinc of 128 taps.
double exact_peak_dBTP(const Signal& signal) {
  constexpr int kHalf = 64, kPoints = 16;
  static const auto weights = [] {
    std::vector<double> table;
    for (int point = 0; point < kPoints; ++point)
      for (int k = -kHalf + 1; k <= kHalf; ++k) {
        const double x = std::numbers::pi * (k - static_cast<double>(point) / kPoints);
        table.push_back((std::abs(x) < 1e-9 ? 1 : std::sin(x) / x) * (0.5 + 0.5 * std::cos(x / (kHalf + 1))));
      }
    return table;
  }();
  double peak = 0;
  for (size_t f = kHalf; f + kHalf < signal.size(); ++f)
    for (size_t point = 0; point < kPoints; ++point) {
      double sum = 0;
      for (size_t k = 0; k < 2 * kHalf; ++k) sum += weights[point * 2 * kHalf + k] * signal[f + k + 1 - kHalf];
      peak = std::max(peak, std::abs(sum));
    }
  return dB(peak);
}

Signal driven_by(double drive_dB, Signal signal) {
  for (float& x : signal) x *= static_cast<float>(gain_of(drive_dB));
  return signal;
}

}  // namespace

TEST_CASE("no true peak passes the ceiling by more than 0.1 dB, by libebur128, however hard the limiter is driven") {
  for (const auto& [name, signal] : worst_signals()) {
    for (const double drive_dB : {0.0, 6.0, 20.0}) {
      for (const double ceiling_dBTP : {-1.0, -9.0}) {
        const auto limiter = limiter_of({.ceiling_dBTP = ceiling_dBTP, .release_ms = 20}, 48000);
        const Signal limited = run(*limiter, {driven_by(drive_dB, signal)})[0];
        INFO(name << " driven " << drive_dB << " dB, ceiling " << ceiling_dBTP << " dBTP");
        CHECK(ebur128_dBTP(limited, 48000) <= ceiling_dBTP + 0.1);
      }
    }
  }
}

TEST_CASE("the exact curve between the samples keeps to the ceiling too, up to 0.4 of the sample rate") {
  for (const auto& [name, signal] : worst_signals()) {
    if (name == "random signs" || name == "white noise" || name == "signs that add up") continue;  // these go on to 0.5
    const auto limiter = limiter_of({.ceiling_dBTP = -1, .release_ms = 20}, 48000);
    INFO(name);
    CHECK(exact_peak_dBTP(run(*limiter, {driven_by(12, signal)})[0]) <= -1 + 0.1);
  }
}

TEST_CASE("the ceiling holds at every sample rate") {
  for (const double sample_rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    std::mt19937 random(3);
    Signal signal(24000);
    for (size_t f = 0; f < signal.size(); ++f)
      signal[f] = static_cast<float>(std::sin(kTwoPi * (0.25 * static_cast<double>(f) + 0.125))) *
                  static_cast<float>(random() % 4000 < 3998 ? 1 : 4);
    const auto limiter = limiter_of({.ceiling_dBTP = -6, .release_ms = 20}, sample_rate);
    CAPTURE(sample_rate);
    CHECK(ebur128_dBTP(run(*limiter, {signal})[0], sample_rate) <= -6 + 0.1);
    CHECK(limiter_latency_frames(sample_rate) / sample_rate < 0.00175);
  }
  CHECK(limiter_latency_frames(48000) == 75);
}

TEST_CASE("what stays below the ceiling passes sample for sample, later by the latency that is reported") {
  for (const double sample_rate : {48000.0, 96000.0, 192000.0}) {
    const Signal signal = tone(997, 0.85, 0.3, sample_rate, 4000);
    const auto limiter = limiter_of({.ceiling_dBTP = -1}, sample_rate);
    const Signal passed = run(*limiter, {signal})[0];
    const auto latency = static_cast<size_t>(limiter_latency_frames(sample_rate));
    for (size_t f = 0; f < signal.size(); ++f) REQUIRE(passed[f] == (f < latency ? 0.0f : signal[f - latency]));
    CHECK(limiter->gain_min[0] == 1);
  }
}

TEST_CASE("a limiter that is out passes its input at once, sample for sample") {
  const Signal signal = tone(997, 4, 0.3, 48000, 2000);
  const auto limiter = limiter_of({}, 48000);
  for (int lane = 0; lane < kLanes; ++lane) limiter->rows.jump(LimiterRow::wet, lane, 0);
  CHECK(run(*limiter, {signal})[0] == signal);
}

TEST_CASE("a linked pair is turned down together, an unlinked one side by side") {
  const Signal loud = tone(997, 2, 0, 48000, 9600), soft = tone(440, 0.1, 0, 48000, 9600);
  for (const bool linked : {true, false}) {
    const auto limiter = limiter_of({.ceiling_dBTP = -1}, 48000, linked);
    const auto limited = run(*limiter, {loud, soft, soft});
    CAPTURE(linked);
    const float soft_peak = *std::max_element(limited[1].begin() + 4800, limited[1].end());
    CHECK(dB(soft_peak / 0.1) == Approx(linked ? -7.07 : 0).margin(0.15));
    CHECK(*std::max_element(limited[2].begin(), limited[2].end()) == Approx(0.1).margin(1e-5));
    CHECK((limiter->gain_min[1] == limiter->gain_min[0]) == linked);
  }
}

// 63 % of the way back, in frames, after a tone 12 dB too loud has lasted `loud_frames`.
size_t recovery_frames(size_t loud_frames) {
  const auto limiter = limiter_of({.ceiling_dBTP = 0, .release_ms = 100}, 48000);
  Signal signal = tone(997, 4, 0, 48000, loud_frames);
  signal.resize(loud_frames + 96000, 0.01f);
  const Signal limited = run(*limiter, {signal})[0];
  const size_t end = loud_frames + 75;
  const float from = limited[end] / 0.01f;
  const float reached = from + 0.632f * (1 - from);
  size_t f = end;
  while (limited[f] / 0.01f < reached) ++f;
  return f - end;
}

TEST_CASE("a short peak is recovered from in the release time, a dense passage eight times slower") {
  CHECK(static_cast<double>(recovery_frames(100)) / 4800 == Approx(1.0).margin(0.1));
  CHECK(static_cast<double>(recovery_frames(480000)) / (8 * 4800) == Approx(1.0).margin(0.1));
}

TEST_CASE("the limiter gives the same bits on every instruction set and in chunks of any size") {
  std::mt19937 random(5);
  std::normal_distribution<float> bell(0, 0.7f);
  std::vector<Signal> lanes(kLanes, Signal(4000));
  for (Signal& lane : lanes)
    for (float& x : lane) x = bell(random);
  for (const bool linked : {false, true}) {
    const auto reference_limiter = limiter_of({.ceiling_dBTP = -3, .release_ms = 10}, 48000, linked);
    const auto reference = run(*reference_limiter, lanes, *find_kernels("scalar"));
    for (const char* name : {"scalar", "sse2", "avx2"}) {
      const KernelTable* kernels = find_kernels(name);
      if (!kernels) continue;
      for (const int chunk : {32, 1, 7}) {
        const auto limiter = limiter_of({.ceiling_dBTP = -3, .release_ms = 10}, 48000, linked);
        CAPTURE(name, chunk, linked);
        CHECK(run(*limiter, lanes, *kernels, chunk) == reference);
        CHECK(std::memcmp(&limiter->average, &reference_limiter->average, sizeof limiter->average) == 0);
      }
    }
  }
}

TEST_CASE(
    "a limiter of which one pair of lanes is in limits that pair by the same bits and the other lanes not at all") {
  std::mt19937 random(6);
  std::normal_distribution<float> bell(0, 0.7f);
  std::vector<Signal> lanes(kLanes, Signal(4000));
  for (Signal& lane : lanes)
    for (float& x : lane) x = bell(random);
  const auto reference_limiter = limiter_of({.ceiling_dBTP = -3, .release_ms = 10}, 48000, true);
  const auto reference = run(*reference_limiter, lanes, *find_kernels("scalar"));
  const auto latency = static_cast<std::ptrdiff_t>(limiter_latency_frames(48000));
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    const KernelTable* kernels = find_kernels(name);
    if (!kernels) continue;
    for (const int chunk : {32, 1, 7, 30})
      for (int pair = 0; pair < kLanes / 2; ++pair) {
        CAPTURE(name, chunk, pair);
        const auto limiter = limiter_of({.ceiling_dBTP = -3, .release_ms = 10}, 48000, true);
        const auto limited = run(*limiter, lanes, *kernels, chunk, pair);
        for (int lane = 0; lane < kLanes; ++lane) {
          const auto i = static_cast<size_t>(lane);
          if (lane / 2 == pair)
            CHECK(limited[i] == reference[i]);
          else
            CHECK(std::equal(lanes[i].begin(), lanes[i].end() - latency, limited[i].begin() + latency));
        }
      }
  }
}

TEST_CASE("a ceiling on a ramp moves the sound without a step") {
  const auto limiter = limiter_of({.ceiling_dBTP = 0}, 48000);
  std::vector<float> sound;
  alignas(32) float block[kGridFrames * kLanes];
  for (int grid = 0; grid < 300; ++grid) {
    if (grid > 0) limiter->rows.advance();
    if (grid == 150)
      for (int lane = 0; lane < kLanes; ++lane) limiter->rows.go(LimiterRow::ceiling, lane, 0.25f, 256);
    std::fill(std::begin(block), std::end(block), 0.5f);
    choose_kernels().find_peaks(*limiter, block, kGridFrames);
    choose_kernels().limit[limiter->rows.moving != 0](*limiter, block, kGridFrames);
    for (int f = 0; f < kGridFrames; ++f) sound.push_back(block[f * kLanes]);
  }
  CHECK(sound[149 * kGridFrames] == 0.5f);
  CHECK(sound.back() == Approx(0.25).margin(1e-5));
  for (size_t f = 149 * kGridFrames; f < sound.size(); ++f) REQUIRE(std::abs(sound[f] - sound[f - 1]) < 0.005f);
}
