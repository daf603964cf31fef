#include "console/targets.h"

#include <algorithm>
#include <bit>

namespace headroom {

namespace {

// A design is the rows of its stage, in their order.
template <int kRows, class Design>
void set_rows(StripTargets& strips, int first, int lane, const Design& design) {
  const auto values = std::bit_cast<std::array<float, kRows>>(design);
  for (int row = 0; row < kRows; ++row) strips.set(first + row, lane, values[static_cast<size_t>(row)]);
}

}  // namespace

void StripTargets::set_section(int section, int lane, const EqSection& design) {
  set_filter(Strip::section(section), lane, design);
}

void StripTargets::set_filter(int first_row, int lane, const EqSection& design) {
  set_rows<kSectionCoefficients>(*this, first_row, lane, design);
}

void StripTargets::set_gate(int lane, const GateDesign& design) {
  set_rows<GateRow::count>(*this, Strip::gate, lane, design);
}

void StripTargets::set_compressor(int lane, const CompressorDesign& design) {
  set_rows<CompressorRow::count>(*this, Strip::compressor, lane, design);
}

void StripTargets::set_de_esser(int lane, const EqSection& band, const DeEsserDesign& design) {
  set_filter(Strip::de_esser_band, lane, band);
  set_rows<DeEsserRow::count>(*this, Strip::de_esser, lane, design);
}

void MixTargets::update_from(const MixTargets& newer) {
  for (size_t bus_bank = 0; bus_bank < revisions.size(); ++bus_bank) {
    if (revisions[bus_bank] == newer.revisions[bus_bank]) continue;
    revisions[bus_bank] = newer.revisions[bus_bank];
    const auto wanted = newer.to(static_cast<int>(bus_bank));
    std::copy(wanted.begin(), wanted.end(), gains.begin() + static_cast<std::ptrdiff_t>(bus_bank) * kLanes * kLanes);
  }
}

Targets::Targets(const BankLayout& layout)
    : layout_(layout),
      banks_(static_cast<size_t>(layout.banks())),
      buses_(static_cast<size_t>(layout.bus_banks), BusTargets(layout.bus_banks)),
      outputs_(static_cast<size_t>(layout.outputs)) {
  for (int index = 0; index < layout.banks(); ++index) {
    BankTargets& bank = banks_[static_cast<size_t>(index)];
    bank.parameters.fill(0);
    bank.source.fill(kNoSource);
    bank.backup.fill(kNoSource);
    bank.delay_frames.fill(0);
    bank.mix.gains.assign(static_cast<size_t>(layout.bus_banks * kLanes * kLanes), 0.0f);
    bank.mix.revisions.assign(static_cast<size_t>(layout.bus_banks), 0);
    if (!layout.is_bus(index)) bank.mix_before_equaliser = bank.mix;
    for (int lane = 0; lane < kLanes; ++lane) {
      bank.set(Strip::trim, lane, 1);
      bank.set(Strip::fade, lane, 1);
      for (int section = 0; section < kSections; ++section) bank.set_section(section, lane, EqSection{});
      bank.set_gate(lane, GateDesign{});
      bank.set_filter(Strip::gate_key, lane, EqSection{});
      bank.set_compressor(lane, CompressorDesign{});
      bank.set_filter(Strip::compressor_key, lane, EqSection{});
      bank.set_de_esser(lane, EqSection{}, DeEsserDesign{});
      bank.gate_key[static_cast<size_t>(lane)] = bank.compressor_key[static_cast<size_t>(lane)] =
          lane_index(static_cast<int>(&bank - banks_.data()), lane);
    }
  }
}

BankTargets& Targets::edit(int index) {
  BankTargets& bank = edit_strip(index);
  for (MixTargets* mix : {&bank.mix, &bank.mix_before_equaliser})
    std::fill(mix->revisions.begin(), mix->revisions.end(), bank.revision);
  return bank;
}

BankTargets& Targets::edit_strip(int index) {
  BankTargets& bank = edit_mix(index);
  bank.strip_revision = bank.revision;
  return bank;
}

BankTargets& Targets::edit_mix(int index) {
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

PhonesTargets& Targets::edit_phones() {
  ++revision_;
  return phones_;
}

std::span<OutputTarget> Targets::edit_outputs() {
  outputs_revision_ = ++revision_;
  return outputs_;
}

std::span<TapTarget, kAudioTaps> Targets::edit_taps() {
  ++revision_;
  return taps_;
}

void Targets::update_from(const Targets& newer) {
  for (size_t bank = 0; bank < banks_.size(); ++bank) {
    BankTargets& own = banks_[bank];
    const BankTargets& wanted = newer.banks_[bank];
    if (own.revision == wanted.revision) continue;
    own.revision = wanted.revision;
    if (own.strip_revision != wanted.strip_revision) static_cast<StripTargets&>(own) = wanted;
    own.mix.update_from(wanted.mix);
    own.mix_before_equaliser.update_from(wanted.mix_before_equaliser);
  }
  for (size_t bank = 0; bank < buses_.size(); ++bank) {
    if (buses_[bank].revision != newer.buses_[bank].revision) buses_[bank] = newer.buses_[bank];
  }
  oscillator_ = newer.oscillator_;
  phones_ = newer.phones_;
  taps_ = newer.taps_;
  if (outputs_revision_ != newer.outputs_revision_) {
    std::copy(newer.outputs_.begin(), newer.outputs_.end(), outputs_.begin());
    outputs_revision_ = newer.outputs_revision_;
  }
  revision_ = newer.revision_;
}

}  // namespace headroom
