#include "console/engine/bank_strip.h"

#include <algorithm>
#include <cmath>

#include "console/control_row.h"

namespace headroom {
namespace {

// A stage as it is before it has heard anything.
void forget(GateStage& gate) {
  std::fill_n(gate.level, kLanes, 0.0f);
  std::fill_n(gate.openness, kLanes, 1.0f);  // open, so that switching the gate on never starts with a hole
  std::fill_n(gate.hold, kLanes, 0.0f);
}

void forget(CompressorStage& compressor) { std::fill_n(compressor.excess, kLanes, 0.0f); }

}  // namespace

BankStrip::BankStrip(bool is_bus, double sample_rate)
    : memory_(std::make_unique<StripBank>()),
      delay_(is_bus ? 0 : static_cast<int>(kLongestDelay_ms * sample_rate / 1000)),
      is_bus_(is_bus) {
  for (int lane = 0; lane < kLanes; ++lane) {
    reset_lane(lane);
    memory_->gate.gain_min[lane] = 1;
    memory_->input.rows.jump(InputRow::fade, lane, is_bus ? 1.0f : 0.0f);
  }
}

void BankStrip::aim(const BankTargets& targets, int ramp_frames) {
  headroom::aim(*memory_, targets.parameters.data(), ramp_frames);
  delay_.aim(targets.delay_frames);
  is_moving_ = true;
  choose_stages();
}

uint32_t BankStrip::advance() {
  // The input patch starts ramps of its own, so the input is looked at whatever the rest does.
  if (is_moving_ || memory_->input.rows.moving != 0) {
    is_moving_ = headroom::advance(*memory_);
    choose_stages();
  }
  uint32_t restarted = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (memory_->leave.runaway[lane] == 0) continue;
    reset_lane(lane);
    restarted |= 1u << lane;
  }
  return restarted;
}

void BankStrip::process_head(const KernelTable& kernels, float* block, int frames) {
  kernels.trim[memory_->input.rows.moving != 0](*memory_, block, frames);
  if (!delay_.is_neutral()) delay_.process(block, frames);
  head_filters_.process(kernels, block, frames);
}

void BankStrip::process_body(const KernelTable& kernels, float* block, int frames) {
  StripBank& bank = *memory_;
  if (gates_) kernels.gate[bank.gate.rows.moving != 0](bank, block, frames);
  equaliser_before_.process(kernels, block, frames);
  if (compresses_) kernels.compress[bank.compressor.rows.moving != 0](bank, block, frames);
  equaliser_behind_.process(kernels, block, frames);
  if (is_bus_) {
    kernels.fade[bank.leave.fade.moving != 0](bank, block, frames);
  } else {
    kernels.tap(bank, block, frames);
  }
}

// A stage whose coefficients are neutral on all lanes, and stay so, passes its input unchanged: it is
// skipped, and forgets.
void BankStrip::choose_stages() {
  StripBank& bank = *memory_;
  const std::span sections(bank.sections);
  head_filters_.choose(sections.first<kHeadSections>());
  equaliser_before_.choose(sections.subspan<kEqualiserBefore, kEqSections>());
  equaliser_behind_.choose(sections.subspan<kEqualiserBehind, kEqSections>());
  gates_ = !bank.gate.rows.row_is(GateRow::range, 1);
  if (!gates_) forget(bank.gate);
  const auto& rows = bank.compressor.rows;
  compresses_ = !rows.row_is(CompressorRow::slope, 0) || !rows.row_is(CompressorRow::makeup_log2, 0);
  if (!compresses_) forget(bank.compressor);
}

void BankStrip::reset_lane(int lane) {
  StripBank& bank = *memory_;
  for (FilterSection& section : bank.sections) section.s1[lane] = section.s2[lane] = 0;
  bank.gate.level[lane] = 0;
  bank.gate.openness[lane] = 1;
  bank.gate.hold[lane] = 0;
  bank.compressor.excess[lane] = 0;
  bank.leave.runaway[lane] = 0;
}

BankMeters BankStrip::take_meters(int frames) {
  StripBank& bank = *memory_;
  BankMeters meters;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    meters.input_peak[i] = bank.input.peak[lane];
    meters.peak[i] = bank.leave.peak[lane];
    meters.mean_square[i] = bank.leave.square_sum[lane] / static_cast<float>(frames);
    meters.gate_gain[i] = bank.gate.gain_min[lane];
    meters.comp_gain[i] = std::exp2(-bank.compressor.reduction_max[lane]);
    bank.input.peak[lane] = 0;
    bank.leave.peak[lane] = 0;
    bank.leave.square_sum[lane] = 0;
    bank.gate.gain_min[lane] = 1;
    bank.compressor.reduction_max[lane] = 0;
  }
  return meters;
}

}  // namespace headroom
