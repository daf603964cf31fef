#include "console/engine/bank_strip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/control_row.h"

namespace headroom {
namespace {

// Lanes that are linked wholly or not at all.
bool is_zero_or_one(const RampRows<CompressorRow::count>& rows, int row) {
  if (rows.moving >> row & 1) return false;
  return std::all_of(std::begin(rows.current[row]), std::end(rows.current[row]),
                     [](float value) { return value == 0 || value == 1; });
}

bool needs_extras(const GateStage& gate) {
  return !gate.rows.row_is(GateRow::active, 1) || !gate.rows.row_is(GateRow::idle, 0) ||
         !gate.rows.row_is(GateRow::expand, 0) || !gate.rows.row_is(GateRow::listen, 0);
}

bool needs_extras(const CompressorStage& compressor) {
  const auto& rows = compressor.rows;
  return !is_zero_or_one(rows, CompressorRow::link) || !rows.row_is(CompressorRow::hold_frames, 0) ||
         !rows.row_is(CompressorRow::rms, 0) || !rows.row_is(CompressorRow::linger, 0) ||
         !rows.row_is(CompressorRow::remainder, 0) || !rows.row_is(CompressorRow::dry, 0) ||
         !rows.row_is(CompressorRow::listen, 0);
}

// One that has nothing to do is not run, and forgets.
template <class Stage>
bool keep_or_forget(Stage& stage, bool works) {
  for (int lane = 0; !works && lane < kLanes; ++lane) forget(stage, lane);
  return works;
}

// So does one whose extras are not in use, of what only they know: switched on again they start from rest.
template <class Stage>
bool keep_or_forget_extras(Stage& stage) {
  const bool works = needs_extras(stage);
  for (int lane = 0; !works && lane < kLanes; ++lane) forget_extras(stage, lane);
  return works;
}

}  // namespace

BankStrip::BankStrip(int bank, const BankLayout& layout, double sample_rate, int longest_wait_frames)
    : memory_(std::make_unique<StripBank>()),
      delay_(layout.is_bus(bank) ? 0 : static_cast<int>(kLongestDelay_ms * sample_rate / 1000)),
      gate_key_(bank, layout, layout.is_bus(bank) ? longest_wait_frames : 0),
      compressor_key_(bank, layout, layout.is_bus(bank) ? longest_wait_frames : 0),
      is_bus_(layout.is_bus(bank)) {
  forget_sound();
  for (int lane = 0; lane < kLanes; ++lane) {
    memory_->gate.gain_min[lane] = 1;
    memory_->input.rows.jump(InputRow::fade, lane, is_bus_ ? 1.0f : 0.0f);
  }
}

void BankStrip::aim(const BankTargets& targets, int ramp_frames) {
  headroom::aim(*memory_, targets.parameters.data(), ramp_frames);
  gate_key_.aim(targets.gate_key);
  compressor_key_.aim(targets.compressor_key);
  delay_.aim(targets.delay_frames);
  is_moving_ = true;
  choose_stages();
}

bool BankStrip::advance_keys(int ramp_frames, std::span<const int> late_frames) {
  const bool gate_changes = gate_key_.advance(ramp_frames, late_frames);
  const bool compressor_changes = compressor_key_.advance(ramp_frames, late_frames);
  return std::exchange(detectors_change_, false) || gate_changes || compressor_changes;
}

void BankStrip::mark_heads_heard(std::span<uint8_t> is_heard) const {
  if (gates_) gate_key_.mark_heads_heard(is_heard);
  if (compresses_) compressor_key_.mark_heads_heard(is_heard);
}

bool BankStrip::is_at_rest() const {
  return !is_moving_ && memory_->input.rows.moving == 0 && !has_run_away() && delay_.is_settled() &&
         gate_key_.is_settled() && compressor_key_.is_settled();
}

bool BankStrip::has_run_away() const {
  int32_t any_runaway = 0;
  for (const int32_t runaway : memory_->leave.runaway) any_runaway |= runaway;
  return any_runaway != 0;
}

uint32_t BankStrip::advance() {
  // The input patch starts ramps of its own, so the input is looked at whatever the rest does.
  if (is_moving_ || memory_->input.rows.moving != 0) {
    is_moving_ = headroom::advance(*memory_);
    choose_stages();
  }
  uint32_t restarted = 0;
  if (!has_run_away()) return restarted;
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

void BankStrip::process_body(const KernelTable& kernels, const KeySounds& sounds, float* block, int frames,
                             float* before_equaliser) {
  Block gate_key, compressor_key;
  const bool knows_keys = gates_ && compresses_ && gate_key_.hears_only_others() && compressor_key_.hears_only_others();
  if (knows_keys) KeyPatch::hear_two(kernels, sounds, gate_key_, gate_key, compressor_key_, compressor_key, frames);
  process_gate(kernels, knows_keys ? gate_key.samples : hear_gate(kernels, sounds, block, gate_key, frames), block,
               frames);
  if (before_equaliser) std::copy_n(block, frames * kLanes, before_equaliser);
  process_before_compressor(kernels, block, frames);
  process_compressor(
      kernels, knows_keys ? compressor_key.samples : hear_compressor(kernels, sounds, block, compressor_key, frames),
      block, frames);
  process_end(kernels, block, frames);
}

const float* BankStrip::hear_gate(const KernelTable& kernels, const KeySounds& sounds, const float* block, Block& key,
                                  int frames) {
  return gates_ ? gate_key_.hear(kernels, sounds, block, key, frames) : nullptr;
}

void BankStrip::process_gate(const KernelTable& kernels, const float* heard, float* block, int frames) {
  if (heard) kernels.gate[gate_needs_extras_][moves(memory_->gate.rows)](*memory_, heard, block, frames);
}

void BankStrip::process_before_compressor(const KernelTable& kernels, float* block, int frames) {
  equaliser_before_.process(kernels, block, frames);
}

const float* BankStrip::hear_compressor(const KernelTable& kernels, const KeySounds& sounds, const float* block,
                                        Block& key, int frames) {
  return compresses_ ? compressor_key_.hear(kernels, sounds, block, key, frames) : nullptr;
}

void BankStrip::process_compressor(const KernelTable& kernels, const float* heard, float* block, int frames) {
  if (!heard) return;
  kernels.compress[compressor_needs_extras_][moves(memory_->compressor.rows)](*memory_, heard, block, frames);
}

void BankStrip::process_end(const KernelTable& kernels, float* block, int frames) {
  StripBank& bank = *memory_;
  equaliser_behind_.process(kernels, block, frames);
  if (de_esses_) {
    kernels.de_ess[moves(bank.de_esser.rows) || moves(bank.de_esser.band.rows)](bank, block, frames);
  }
  if (is_bus_) {
    kernels.fade[moves(bank.leave.fade)](bank, block, frames);
  } else {
    kernels.tap(bank, block, frames);
  }
}

bool BankStrip::listens_to_key() const {
  return !memory_->gate.rows.row_is(GateRow::listen, 0) || !memory_->compressor.rows.row_is(CompressorRow::listen, 0);
}

float BankStrip::gate_link() const { return memory_->gate.rows.row_is(GateRow::listen, 0) ? 1 : 0; }

// The left lane's number is the strip's: centre and LFE, which are neighbours, have none.
float BankStrip::compressor_link() const {
  const auto& rows = memory_->compressor.rows;
  return rows.row_is(CompressorRow::listen, 0) ? rows.target[CompressorRow::link][0] : 0;
}

// A stage whose coefficients are neutral on all lanes, and stay so, passes its input unchanged: it is
// skipped, and forgets.
void BankStrip::choose_stages() {
  StripBank& bank = *memory_;
  const bool gated = gates_, compressed = compresses_;
  const std::span sections(bank.sections);
  head_filters_.choose(sections.first<kHeadSections>());
  equaliser_before_.choose(sections.subspan<kEqualiserBefore, kEqSections>());
  equaliser_behind_.choose(sections.subspan<kEqualiserBehind, kEqSections>());
  const auto& gate = bank.gate.rows;
  gates_ = keep_or_forget(bank.gate, !gate.row_is(GateRow::range, 1) || !gate.row_is(GateRow::listen, 0));
  gate_needs_extras_ = keep_or_forget_extras(bank.gate);
  gate_key_.choose(bank.gate.key);
  const auto& compressor = bank.compressor.rows;
  compresses_ = keep_or_forget(bank.compressor, !compressor.row_is(CompressorRow::slope, 0) ||
                                                    !compressor.row_is(CompressorRow::makeup_log2, 0) ||
                                                    !compressor.row_is(CompressorRow::listen, 0));
  compressor_needs_extras_ = keep_or_forget_extras(bank.compressor);
  compressor_key_.choose(bank.compressor.key);
  detectors_change_ = detectors_change_ || gates_ != gated || compresses_ != compressed;
  const auto& de_esser = bank.de_esser.rows;
  de_esses_ = keep_or_forget(bank.de_esser,
                             !de_esser.row_is(DeEsserRow::range_log2, 0) || !de_esser.row_is(DeEsserRow::listen, 0));
}

void BankStrip::reset_lane(int lane) {
  StripBank& bank = *memory_;
  for (FilterSection& section : bank.sections) forget(section, lane);
  forget(bank.gate, lane);
  forget(bank.compressor, lane);
  forget(bank.de_esser, lane);
  bank.leave.runaway[lane] = 0;
}

void BankStrip::forget_sound() {
  for (int lane = 0; lane < kLanes; ++lane) reset_lane(lane);
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
    const float dry = bank.compressor.rows.current[CompressorRow::dry][lane];
    meters.comp_gain[i] = dry + (1 - dry) * std::exp2(-bank.compressor.reduction_max[lane]);
    meters.de_esser_gain[i] = std::exp2(-bank.de_esser.reduction_max[lane]);
    bank.input.peak[lane] = 0;
    bank.leave.peak[lane] = 0;
    bank.leave.square_sum[lane] = 0;
    bank.gate.gain_min[lane] = 1;
    bank.compressor.reduction_max[lane] = 0;
    bank.de_esser.reduction_max[lane] = 0;
  }
  return meters;
}

}  // namespace headroom
