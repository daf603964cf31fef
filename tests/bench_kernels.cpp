// What each stage costs for one sample of one channel (counter per_channel_sample), for every instruction set
// this CPU has.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "dsp/flush_denormals.h"
#include "tests/bank_fixture.h"

using namespace headroom;

namespace {

StripBank working_bank() {
  StripBank bank = neutral_bank();
  set_bank(bank, [](BankTargets& targets, int lane) {
    targets.set_section(0, lane, design_high_pass(80, 12, 48000)[0]);
    for (int section = 1; section < kSections; ++section) {
      targets.set_section(section, lane, design_bell(200 * section, 3, 1, 48000));
    }
    targets.set_gate(lane, design_gate({}, 48000));
    targets.set_compressor(lane, design_compressor({}, 48000));
    targets.set_de_esser(lane, design_de_esser_band({}, 48000), design_de_esser({}, 48000));
  });
  return bank;
}

TestBlock programme() {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> any(-0.5f, 0.5f);
  TestBlock block;
  for (float& x : block.samples) x = any(random);
  return block;
}

void report(benchmark::State& state) {
  state.counters["per_channel_sample"] = benchmark::Counter(
      kGridFrames * kLanes, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <class Stage>
void bench_stage(benchmark::State& state, Stage stage) {
  const FlushDenormals flush;
  StripBank bank = working_bank();
  const TestBlock source = programme();
  TestBlock block;
  for (auto _ : state) {
    block = source;  // 0.07 ns per channel-sample of every figure
    stage(bank, block.samples, kGridFrames);
    benchmark::DoNotOptimize(block);
  }
  report(state);
}

void bench_mix(benchmark::State& state, const KernelTable& table, bool moves) {
  const FlushDenormals flush;
  MixGains gains{};
  for (int from = 0; from < kLanes; ++from) {
    for (int to = 0; to < kLanes; ++to) gains.jump(from, to, 0.1f);
  }
  const TestBlock source = programme();
  TestBlock bus;
  for (auto _ : state) {
    bus = source;
    table.mix[moves](gains, source.samples, bus.samples, kGridFrames);
    benchmark::DoNotOptimize(bus);
  }
  report(state);
}

// All lanes limiting, in linked pairs.
void bench_limit(benchmark::State& state, const KernelTable& table, bool moves) {
  const FlushDenormals flush;
  const auto limiter = std::make_unique<LimiterStage>();
  reset(*limiter, 48000);
  const LimiterDesign design = design_limiter({.ceiling_dBTP = -12}, 48000);
  for (int lane = 0; lane < kLanes; ++lane) {
    limiter->rows.jump(LimiterRow::wet, lane, 1);
    limiter->rows.jump(LimiterRow::ceiling, lane, design.ceiling);
    limiter->rows.jump(LimiterRow::recovery, lane, design.recovery);
    limiter->link[lane] = 1;
  }
  const TestBlock source = programme();
  TestBlock block;
  for (auto _ : state) {
    block = source;
    table.find_peaks(*limiter, block.samples, kGridFrames);
    table.limit[moves](*limiter, block.samples, kGridFrames);
    benchmark::DoNotOptimize(block);
  }
  report(state);
}

void bench_gather(benchmark::State& state, const KernelTable& table) {
  const TestBlock source = programme();
  const float* lanes[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) lanes[lane] = source.samples + lane * kGridFrames;
  TestBlock block;
  for (auto _ : state) {
    benchmark::DoNotOptimize(table.gather(lanes, block.samples, kGridFrames));
    benchmark::DoNotOptimize(block);
  }
  report(state);
}

void bench_collect(benchmark::State& state, const KernelTable& table) {
  const TestBlock source = programme();
  LaneChoice choice;
  for (int lane = 0; lane < kLanes; ++lane) choice.lane[lane] = (lane + 3) % kLanes;
  TestBlock block;
  for (auto _ : state) {
    table.collect(choice, source.samples, block.samples, kGridFrames);
    benchmark::DoNotOptimize(block);
  }
  report(state);
}

void register_table(const KernelTable& table) {
  const auto add = [&](const std::string& stage, auto body) {
    benchmark::RegisterBenchmark((std::string(table.name) + "/" + stage).c_str(), body);
  };
  add("gather", [&table](benchmark::State& state) { bench_gather(state, table); });
  add("collect", [&table](benchmark::State& state) { bench_collect(state, table); });
  for (const int moves : {0, 1}) {
    const std::string motion = moves ? "/moving" : "/steady";
    const std::pair<const char*, KernelTable::Stage> stages[] = {
        {"trim", table.trim[moves]}, {"de_ess", table.de_ess[moves]}, {"fade", table.fade[moves]}};
    for (const auto& [name, stage] : stages) {
      add(name + motion, [stage = stage](benchmark::State& state) { bench_stage(state, stage); });
    }
    const std::pair<const char*, KernelTable::KeyedStage> keyed_stages[] = {
        {"gate", table.gate[0][moves]},
        {"gate_with_extras", table.gate[1][moves]},
        {"compress", table.compress[0][moves]},
        {"compress_full", table.compress[1][moves]}};
    for (const auto& [name, stage] : keyed_stages) {
      add(name + motion, [stage = stage](benchmark::State& state) { bench_stage(state, by_itself(stage)); });
    }
    for (int count = 1; count <= KernelTable::kMostSections; ++count) {
      add("filter_" + std::to_string(count) + motion,
          [filter = table.filter[count - 1][moves]](benchmark::State& state) {
            bench_stage(state, [filter](StripBank& bank, float* block, int frames) {
              FilterSection* sections[KernelTable::kMostSections];
              for (int i = 0; i < KernelTable::kMostSections; ++i) sections[i] = &bank.sections[i];
              filter(sections, block, frames);
            });
          });
    }
    add("limit" + motion, [&table, moves](benchmark::State& state) { bench_limit(state, table, moves); });
    add("mix_8_to_8" + motion, [&table, moves](benchmark::State& state) { bench_mix(state, table, moves); });
  }
  add("tap", [&table](benchmark::State& state) { bench_stage(state, table.tap); });
}

}  // namespace

int main(int argc, char** argv) {
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    if (const KernelTable* table = find_kernels(name)) register_table(*table);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
