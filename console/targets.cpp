#include "console/targets.h"

#include <algorithm>

namespace headroom {

void BankTargets::set_section(int section, int lane, const EqSection& design) {
  const int row = Strip::section(section);
  set(row + kB, lane, design.b);
  set(row + kP, lane, design.p);
  set(row + kD, lane, design.d);
  set(row + kM0, lane, design.m0);
  set(row + kM1, lane, design.m1);
  set(row + kM2, lane, design.m2);
}

void BankTargets::set_gate(int lane, const GateDesign& design) {
  set(Strip::gate + GateRow::open, lane, design.open);
  set(Strip::gate + GateRow::close, lane, design.close);
  set(Strip::gate + GateRow::range, lane, design.range);
  set(Strip::gate + GateRow::attack, lane, design.attack);
  set(Strip::gate + GateRow::release, lane, design.release);
  set(Strip::gate + GateRow::hold_frames, lane, design.hold_frames);
  set(Strip::gate + GateRow::decay, lane, design.decay);
}

void BankTargets::set_compressor(int lane, const CompressorDesign& design) {
  set(Strip::compressor + CompressorRow::threshold_log2, lane, design.threshold_log2);
  set(Strip::compressor + CompressorRow::half_knee_log2, lane, design.half_knee_log2);
  set(Strip::compressor + CompressorRow::inverse_2knee, lane, design.inverse_2knee);
  set(Strip::compressor + CompressorRow::slope, lane, design.slope);
  set(Strip::compressor + CompressorRow::attack, lane, design.attack);
  set(Strip::compressor + CompressorRow::release, lane, design.release);
  set(Strip::compressor + CompressorRow::makeup_log2, lane, design.makeup_log2);
}

Targets::Targets(const BankLayout& layout)
    : layout_(layout),
      banks_(static_cast<size_t>(layout.banks())),
      buses_(static_cast<size_t>(layout.bus_banks), BusTargets(layout.bus_banks)),
      outputs_(static_cast<size_t>(layout.outputs), kNoSource) {
  for (BankTargets& bank : banks_) {
    bank.parameters.fill(0);
    bank.source.fill(kNoSource);
    bank.delay_frames.fill(0);
    bank.mix.assign(static_cast<size_t>(layout.bus_banks * kLanes * kLanes), 0.0f);
    for (int lane = 0; lane < kLanes; ++lane) {
      bank.set(Strip::trim, lane, 1);
      bank.set(Strip::fade, lane, 1);
      for (int section = 0; section < kSections; ++section) bank.set_section(section, lane, EqSection{});
      bank.set_gate(lane, GateDesign{});
      bank.set_compressor(lane, CompressorDesign{});
    }
  }
}

BankTargets& Targets::edit(int index) {
  BankTargets& bank = banks_[static_cast<size_t>(index)];
  bank.revision = ++revision_;
  return bank;
}

BusTargets& Targets::edit_bus(int index) {
  BusTargets& bus = buses_[static_cast<size_t>(index)];
  bus.revision = ++revision_;
  return bus;
}

OscillatorTargets& Targets::edit_oscillator() {
  oscillator_.revision = ++revision_;
  return oscillator_;
}

std::span<int> Targets::edit_outputs() {
  outputs_revision_ = ++revision_;
  return outputs_;
}

void Targets::update_from(const Targets& newer) {
  for (size_t bank = 0; bank < banks_.size(); ++bank) {
    if (banks_[bank].revision != newer.banks_[bank].revision) banks_[bank] = newer.banks_[bank];
  }
  for (size_t bank = 0; bank < buses_.size(); ++bank) {
    if (buses_[bank].revision != newer.buses_[bank].revision) buses_[bank] = newer.buses_[bank];
  }
  oscillator_ = newer.oscillator_;
  if (outputs_revision_ != newer.outputs_revision_) {
    std::copy(newer.outputs_.begin(), newer.outputs_.end(), outputs_.begin());
    outputs_revision_ = newer.outputs_revision_;
  }
  revision_ = newer.revision_;
}

}  // namespace headroom
