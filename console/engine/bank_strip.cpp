#include "console/engine/bank_strip.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

constexpr uint64_t rows(int first, int count) {
  return ((uint64_t{1} << count) - 1) << first;
}

constexpr uint64_t kTrimRows = rows(Strip::trim, 1) | rows(Strip::input_fade, 1);
constexpr uint64_t kHighPassRows = rows(Strip::high_pass, kSectionCoefficients);
constexpr uint64_t kEqualiserRows = rows(Strip::equaliser, kEqSections* kSectionCoefficients);
constexpr uint64_t kGateRows = rows(Strip::gate_open, Strip::gate_decay - Strip::gate_open + 1);
constexpr uint64_t kCompRows =
    rows(Strip::comp_threshold_log2, Strip::comp_makeup_log2 - Strip::comp_threshold_log2 + 1);
constexpr uint64_t kFadeRows = rows(Strip::fade, 1);

bool is_neutral_section(const RampRows<Strip::parameters>& parameters, int section) {
  const int row = Strip::section(section);
  return parameters.row_is(row + kM0, 1) && parameters.row_is(row + kM1, 0) &&
         parameters.row_is(row + kM2, 0);
}

}  // namespace

BankStrip::BankStrip(bool is_bus) : memory_{}, is_bus_(is_bus) {
  for (int lane = 0; lane < kLanes; ++lane) {
    reset_lane(lane);
    memory_.gate_gain_min[lane] = 1;
    memory_.parameters.jump(Strip::input_fade, lane, is_bus ? 1.0f : 0.0f);
  }
}

void BankStrip::aim(const BankTargets& targets, int ramp_frames) {
  const auto values = [&](int row) { return &targets.parameters[static_cast<size_t>(row * kLanes)]; };
  auto& parameters = memory_.parameters;
  parameters.go_row(Strip::trim, values(Strip::trim), ramp_frames);
  // The link decides what the detectors hear, and their own smoothing is the ramp.
  parameters.go_row(Strip::link, values(Strip::link), 0);
  // A mixture of two filters is stable only if all its numbers are mixed alike (eq_section.cpp).
  for (int section = 0; section < kSections; ++section) {
    const int row = Strip::section(section);
    parameters.go_together(row, kSectionCoefficients, values(row), ramp_frames);
  }
  for (int row = Strip::section(kSections); row < Strip::aimed_parameters; ++row) {
    parameters.go_row(row, values(row), ramp_frames);
  }
  choose_stages();
}

uint32_t BankStrip::advance() {
  if (memory_.parameters.moving != 0) {
    memory_.parameters.advance();
    choose_stages();
  }
  uint32_t restarted = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (memory_.runaway[lane] == 0) continue;
    reset_lane(lane);
    restarted |= 1u << lane;
  }
  return restarted;
}

void BankStrip::process(const KernelTable& kernels, float* block, int frames) {
  const auto ramps = [&](uint64_t rows) { return (memory_.parameters.moving & rows) != 0 ? 1 : 0; };
  kernels.trim[ramps(kTrimRows)](memory_, block, frames);
  if (stages_ & high_pass) kernels.high_pass[ramps(kHighPassRows)](memory_, block, frames);
  if (stages_ & gate) kernels.gate[ramps(kGateRows)](memory_, block, frames);
  if (stages_ & equaliser) kernels.equalise[ramps(kEqualiserRows)](memory_, block, frames);
  if (stages_ & compressor) kernels.compress[ramps(kCompRows)](memory_, block, frames);
  if (is_bus_) {
    kernels.fade[ramps(kFadeRows)](memory_, block, frames);
  } else {
    kernels.tap(memory_, block, frames);
  }
}

// A stage whose coefficients are neutral on all lanes, and stay so, passes its input unchanged: it is
// skipped, and forgets.
void BankStrip::choose_stages() {
  const auto& parameters = memory_.parameters;
  uint32_t stages = 0;
  if (!is_neutral_section(parameters, 0)) stages |= high_pass;
  for (int section = 1; section < kSections; ++section) {
    if (!is_neutral_section(parameters, section)) stages |= equaliser;
  }
  if (!parameters.row_is(Strip::gate_range, 1)) stages |= gate;
  if (!parameters.row_is(Strip::comp_slope, 0) || !parameters.row_is(Strip::comp_makeup_log2, 0))
    stages |= compressor;
  for (Stage stage : {high_pass, gate, equaliser, compressor}) {
    if ((stages_ & stage) && !(stages & stage)) reset_stage(stage);
  }
  stages_ = stages;
}

void BankStrip::reset_stage(Stage stage) {
  const auto fill = [](float(&row)[kLanes], float value) {
    std::fill(std::begin(row), std::end(row), value);
  };
  switch (stage) {
    case high_pass:
      fill(memory_.section_s1[0], 0);
      fill(memory_.section_s2[0], 0);
      break;
    case gate:  // open, so that switching the gate on never starts with a hole
      fill(memory_.gate_level, 0);
      fill(memory_.gate_openness, 1);
      fill(memory_.gate_hold, 0);
      break;
    case equaliser:
      for (int section = 1; section < kSections; ++section) {
        fill(memory_.section_s1[section], 0);
        fill(memory_.section_s2[section], 0);
      }
      break;
    case compressor:
      fill(memory_.comp_excess, 0);
      break;
  }
}

void BankStrip::reset_lane(int lane) {
  for (int section = 0; section < kSections; ++section) {
    memory_.section_s1[section][lane] = 0;
    memory_.section_s2[section][lane] = 0;
  }
  memory_.gate_level[lane] = 0;
  memory_.gate_openness[lane] = 1;
  memory_.gate_hold[lane] = 0;
  memory_.comp_excess[lane] = 0;
  memory_.runaway[lane] = 0;
}

BankMeters BankStrip::take_meters(int frames) {
  BankMeters meters;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    meters.input_peak[i] = memory_.input_peak[lane];
    meters.peak[i] = memory_.peak[lane];
    meters.mean_square[i] = memory_.square_sum[lane] / static_cast<float>(frames);
    meters.gate_gain[i] = memory_.gate_gain_min[lane];
    meters.comp_gain[i] = std::exp2(-memory_.comp_reduction_max[lane]);
    memory_.input_peak[lane] = 0;
    memory_.peak[lane] = 0;
    memory_.square_sum[lane] = 0;
    memory_.gate_gain_min[lane] = 1;
    memory_.comp_reduction_max[lane] = 0;
  }
  return meters;
}

}  // namespace headroom
