#include "console/verbs/engine_cost.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace headroom {
namespace {

constexpr double kWarmUp_s = 0.25;

double now_us(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

BlockTimes times_of(std::vector<double> blocks_us) {
  std::sort(blocks_us.begin(), blocks_us.end());
  const auto at = [&](double share) {
    return blocks_us[static_cast<size_t>(share * static_cast<double>(blocks_us.size() - 1) + 0.5)];
  };
  return {at(0.5), at(0.99), at(0.999), blocks_us.back()};
}

EngineCost measure_once(const BenchRequest& request, BenchDesk& desk, double seconds) {
  const double block_s = request.block_frames / request.sample_rate;
  const auto warm_up = static_cast<size_t>(kWarmUp_s / block_s) + 1;
  const auto measured = std::max<size_t>(1, static_cast<size_t>(seconds / block_s));
  std::vector<double> cpu_us, wall_us;
  double squares = 0;
  cpu_us.reserve(measured);
  wall_us.reserve(measured);
  for (size_t n = 0; n < warm_up + measured; ++n) {
    desk.hear_next_block();
    const double wall_began = now_us(CLOCK_MONOTONIC), cpu_began = now_us(CLOCK_THREAD_CPUTIME_ID);
    desk.render_block();
    const double cpu_ended = now_us(CLOCK_THREAD_CPUTIME_ID), wall_ended = now_us(CLOCK_MONOTONIC);
    if (n < warm_up) continue;
    cpu_us.push_back(cpu_ended - cpu_began);
    wall_us.push_back(wall_ended - wall_began);
    for (const float x : desk.main_left()) squares += static_cast<double>(x) * x;
  }

  EngineCost cost;
  cost.cpu = times_of(std::move(cpu_us));
  cost.wall = times_of(std::move(wall_us));
  cost.ns_per_channel_sample = cost.cpu.p50_us * 1000 / (request.channels * request.block_frames);
  cost.channels_per_core = 1e9 / (request.sample_rate * cost.ns_per_channel_sample);
  cost.share_of_core_percent = 100 * cost.cpu.p50_us / (block_s * 1e6);
  cost.workers = desk.workers();
  cost.main_level_dBFS = 10 * std::log10(squares / static_cast<double>(measured * desk.main_left().size()));
  return cost;
}

EngineCost median_of(std::vector<EngineCost> costs) {
  std::sort(costs.begin(), costs.end(),
            [](const EngineCost& a, const EngineCost& b) { return a.ns_per_channel_sample < b.ns_per_channel_sample; });
  EngineCost median = costs[costs.size() / 2];
  median.fastest_ns = costs.front().ns_per_channel_sample;
  return median;
}

}  // namespace

EngineCost measure_cost(const BenchRequest& request, double seconds, int runs) {
  BenchDesk desk(request);
  std::vector<EngineCost> costs;
  for (int run = 0; run < runs; ++run) costs.push_back(measure_once(request, desk, seconds));
  return median_of(std::move(costs));
}

WorkersGain compare_workers(const BenchRequest& request, double seconds, int runs) {
  BenchRequest alone = request;
  alone.workers = 0;
  std::vector<EngineCost> costs_alone, costs_shared;
  std::vector<double> gains;
  for (int run = 0; run < runs; ++run) {
    // A desk at a time: workers that wait for a desk of their own would be in the way of the other.
    costs_alone.push_back(measure_once(alone, *std::make_unique<BenchDesk>(alone), seconds));
    costs_shared.push_back(measure_once(request, *std::make_unique<BenchDesk>(request), seconds));
    gains.push_back(costs_alone.back().wall.p50_us / costs_shared.back().wall.p50_us);
  }
  std::sort(gains.begin(), gains.end());
  return {median_of(std::move(costs_alone)), median_of(std::move(costs_shared)), gains[gains.size() / 2]};
}

}  // namespace headroom
