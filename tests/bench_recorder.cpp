// What it costs the audio callback to record: inputs copied as they come, buses picked out of their banks, into ten
// seconds of room that another thread would empty (counter per_lane_sample).
#include <benchmark/benchmark.h>

#include <numeric>
#include <vector>

#include "console/recorder/record_feed.h"

using namespace headroom;

namespace {

constexpr uint64_t kRoomPieces = 10 * 48000 / kGridFrames;

void hear(benchmark::State& state, std::vector<int> sources) {
  const size_t lanes = sources.size();
  RecordFeed feed(std::move(sources), kRoomPieces);
  const std::vector<std::vector<float>> samples(lanes, std::vector<float>(kGridFrames, 0.5f));
  const std::vector<Block> banks(lanes / kLanes, Block{});
  std::vector<const float*> inputs;
  for (const auto& input : samples) inputs.push_back(input.data());
  std::vector<int> heard(lanes);
  std::iota(heard.begin(), heard.end(), 0);
  uint64_t frame = 0;
  for (auto _ : state) {
    feed.hear({frame, kGridFrames, banks, inputs, 0, {}, heard});
    frame += kGridFrames;
    if (feed.waiting() == kRoomPieces) feed.release(kRoomPieces);
  }
  const auto lane_samples = static_cast<double>(state.iterations()) * static_cast<double>(lanes) * kGridFrames;
  using benchmark::Counter;
  state.counters["per_lane_sample"] = Counter(lane_samples, Counter::kIsRate | Counter::kInvert);
}

void record_inputs(benchmark::State& state) {
  std::vector<int> sources;
  for (int lane = 0; lane < state.range(0); ++lane) sources.push_back(input_of(lane));
  hear(state, std::move(sources));
}
BENCHMARK(record_inputs)->Arg(8)->Arg(64)->Arg(512);

void record_buses(benchmark::State& state) {
  std::vector<int> sources(static_cast<size_t>(state.range(0)));
  std::iota(sources.begin(), sources.end(), 0);
  hear(state, std::move(sources));
}
BENCHMARK(record_buses)->Arg(8)->Arg(64);

}  // namespace

BENCHMARK_MAIN();
