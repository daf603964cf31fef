// What measuring costs: seconds of stereo at 48 kHz measured in a second (counter x_realtime), beside libebur128 doing
// loudness, range and true peak.
#include <benchmark/benchmark.h>
#include <ebur128.h>

#include "console/measure/programme_meters.h"
#include "console/meters/tap_meters.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRate = 48000, kSeconds = 10;
constexpr double kStereo[] = {1, 1};

const std::vector<Samples>& programme() {
  static const std::vector<Samples> sides{music_like_noise(kSeconds, kRate, 1), music_like_noise(kSeconds, kRate, 2)};
  return sides;
}

void report(benchmark::State& state) {
  state.counters["x_realtime"] = benchmark::Counter(kSeconds, benchmark::Counter::kIsIterationInvariantRate);
}

void loudness(benchmark::State& state) {
  for (auto _ : state) {
    LoudnessMeter meter(kStereo, kRate);
    play(meter, programme());
    benchmark::DoNotOptimize(meter.integrated_LUFS());
  }
  report(state);
}
BENCHMARK(loudness);

void true_peak(benchmark::State& state) {
  for (auto _ : state)
    for (const Samples& side : programme()) {
      TruePeakMeter meter(kRate);
      benchmark::DoNotOptimize(meter.process(side.data(), static_cast<int>(side.size())));
    }
  report(state);
}
BENCHMARK(true_peak);

void all_of_measure(benchmark::State& state) {
  const FileLayout layout = layout_of({FileSpeaker::front_left, FileSpeaker::front_right});
  for (auto _ : state) {
    ProgrammeMeters meters(layout, kRate, {.spectrum = state.range(0) != 0});
    play(meters, programme());
    benchmark::DoNotOptimize(meters.true_peak_dBTP());
  }
  report(state);
}
BENCHMARK(all_of_measure)->ArgName("spectrum")->Arg(0)->Arg(1);

// What the console's meter thread does for one tap: pieces and readings of 20 ms.
void live_tap(benchmark::State& state) {
  const auto layout = static_cast<SpeakerLayout>(state.range(0));
  const auto lanes = loudspeakers_of(layout).size();
  std::vector<Samples> sound;
  for (size_t lane = 0; lane < lanes; ++lane) sound.push_back(programme()[lane % 2]);
  std::vector<const float*> piece(lanes);
  std::vector<MeterHistory> history;
  for (auto _ : state) {
    TapMeters meters({.number = 1,
                      .window_start = 0,
                      .first_frame = 0,
                      .sample_rate = kRate,
                      .strip = 0,
                      .layout = layout,
                      .lanes = static_cast<int32_t>(lanes)},
                     {});
    for (size_t from = 0; from < sound[0].size(); from += 960) {
      for (size_t lane = 0; lane < lanes; ++lane) piece[lane] = sound[lane].data() + from;
      meters.process(piece.data(), 960, history);
      benchmark::DoNotOptimize(meters.reading());
    }
  }
  report(state);
}
BENCHMARK(live_tap)
    ->ArgName("layout")
    ->Arg(static_cast<int>(SpeakerLayout::stereo))
    ->Arg(static_cast<int>(SpeakerLayout::surround_7_1_4));

void libebur128(benchmark::State& state) {
  Samples interleaved;
  for (size_t f = 0; f < programme()[0].size(); ++f)
    for (const Samples& side : programme()) interleaved.push_back(side[f]);
  const int mode = EBUR128_MODE_I | EBUR128_MODE_LRA | (state.range(0) ? EBUR128_MODE_TRUE_PEAK : 0);
  for (auto _ : state) {
    ebur128_state* meter = ebur128_init(2, static_cast<unsigned long>(kRate), mode);
    ebur128_add_frames_float(meter, interleaved.data(), programme()[0].size());
    ebur128_destroy(&meter);
  }
  report(state);
}
BENCHMARK(libebur128)->ArgName("true_peak")->Arg(0)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
