#include "console/verbs/engine_cost.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "console/desk.h"
#include "console/engine.h"
#include "console/live_targets.h"
#include "dsp/kernel_table.h"

namespace headroom {
namespace {

constexpr double kWarmUp_s = 0.25;
constexpr float kNoisePeak =
    0.25f;  // -12 dBFS: above the gates' and compressors' thresholds most of the time

double now_us(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

void set(Desk& desk, StripIndex strip, Param param, float value, int repeat = 0) {
  Edit edit;
  edit.control = desk.table().id(strip, param, repeat);
  edit.value = value;
  desk.apply(kConsoleItself, edit, 0);
}

void switch_on_equaliser(Desk& desk, StripIndex strip) {
  set(desk, strip, Param::eq_on, 1);
  for (int band = 0; band < kEqBands; ++band)
    set(desk, strip, eq_band(band, EqBandPart::gain), band % 2 ? -3.0f : 3.0f);
}

void switch_on_compressor(Desk& desk, StripIndex strip) {
  set(desk, strip, Param::comp_on, 1);
  set(desk, strip, Param::comp_threshold, -24);
  set(desk, strip, Param::comp_makeup, 3);
}

void set_full_console(Desk& desk, bool full_strip) {
  const Table& table = desk.table();
  for (int number = 1; number <= table.plan().channels; ++number) {
    const StripIndex channel = table.strip_of(kChannel, number);
    set(desk, channel, Param::fader, -6);
    set(desk, channel, Param::pan, static_cast<float>(number % 21) * 10 - 100);
    if (table.plan().groups > 0) set(desk, channel, Param::to_group, 1, number % table.plan().groups);
    for (int aux = 0; aux < table.plan().auxes; ++aux) set(desk, channel, Param::send_level, -10, aux);
    if (!full_strip) continue;
    set(desk, channel, Param::hp_on, 1);
    set(desk, channel, Param::gate_on, 1);
    switch_on_equaliser(desk, channel);
    switch_on_compressor(desk, channel);
  }
  if (!full_strip) return;
  std::vector<StripIndex> buses{table.strip_of(kMain)};
  for (int number = 1; number <= table.plan().groups; ++number)
    buses.push_back(table.strip_of(kGroup, number));
  for (const StripIndex bus : buses) {
    switch_on_equaliser(desk, bus);
    switch_on_compressor(desk, bus);
  }
}

// A second of noise, heard by each input from another place on.
std::vector<float> noise(size_t frames) {
  std::minstd_rand random(1);
  std::uniform_real_distribution<float> uniform(-kNoisePeak, kNoisePeak);
  std::vector<float> samples(frames);
  for (float& x : samples) x = uniform(random);
  return samples;
}

BlockTimes times_of(std::vector<double> blocks_us) {
  std::sort(blocks_us.begin(), blocks_us.end());
  const auto at = [&](double share) {
    return blocks_us[static_cast<size_t>(share * static_cast<double>(blocks_us.size() - 1) + 0.5)];
  };
  return {at(0.5), at(0.99), at(0.999), blocks_us.back()};
}

}  // namespace

DeskPlan cost_plan(const CostRequest& request) {
  return {.channels = request.channels, .auxes = request.auxes, .groups = 8, .matrices = 0, .dcas = 8};
}

EngineCost measure_cost(const CostRequest& request) {
  Desk desk(cost_plan(request), request.sample_rate);
  set_full_console(desk, request.full_strip);
  desk.update_targets();
  const BankLayout& layout = desk.lanes().layout();
  LiveTargets targets(layout);
  targets.publish(desk.targets());
  Engine engine;
  engine.prepare(layout, request.sample_rate, *request.kernels, &targets, nullptr);

  const auto block = static_cast<size_t>(request.block_frames);
  const auto second = static_cast<size_t>(request.sample_rate);
  const std::vector<float> sound = noise(second + block);
  std::vector<float> out_samples(static_cast<size_t>(layout.outputs) * block);
  std::vector<float*> out;
  for (size_t i = 0; i < static_cast<size_t>(layout.outputs); ++i)
    out.push_back(out_samples.data() + i * block);
  std::vector<const float*> in(static_cast<size_t>(layout.inputs));

  const double block_s = static_cast<double>(request.block_frames) / request.sample_rate;
  const auto warm_up = static_cast<size_t>(kWarmUp_s / block_s) + 1;
  const auto measured = std::max<size_t>(1, static_cast<size_t>(request.seconds / block_s));
  std::vector<double> cpu_us, wall_us;
  cpu_us.reserve(measured);
  wall_us.reserve(measured);
  for (size_t n = 0; n < warm_up + measured; ++n) {
    for (size_t i = 0; i < in.size(); ++i) in[i] = sound.data() + (n * block + i * 997) % second;
    const double wall_began = now_us(CLOCK_MONOTONIC), cpu_began = now_us(CLOCK_THREAD_CPUTIME_ID);
    engine.process(in.data(), out.data(), request.block_frames);
    const double cpu_ended = now_us(CLOCK_THREAD_CPUTIME_ID), wall_ended = now_us(CLOCK_MONOTONIC);
    if (n < warm_up) continue;
    cpu_us.push_back(cpu_ended - cpu_began);
    wall_us.push_back(wall_ended - wall_began);
  }

  EngineCost cost;
  cost.cpu = times_of(std::move(cpu_us));
  cost.wall = times_of(std::move(wall_us));
  cost.ns_per_channel_sample = cost.cpu.p50_us * 1000 / (request.channels * request.block_frames);
  cost.channels_per_core = 1e9 / (request.sample_rate * cost.ns_per_channel_sample);
  cost.share_of_core_percent = 100 * cost.cpu.p50_us / (block_s * 1e6);
  return cost;
}

}  // namespace headroom
