#include "console/strip_dynamics.h"

#include <limits>

#include "console/key_source.h"
#include "console/pair.h"
#include "console/surround.h"
#include "dsp/eq_design.h"

namespace headroom {
namespace {

enum class KeyFilter { off, high_pass, low_pass, band_pass };  // the order of kKeyFilters

EqSection key_filter(KeyFilter type, double freq_hz, double q, double sample_rate) {
  constexpr int kSlope_dB = 12;
  switch (type) {
    case KeyFilter::high_pass: return design_high_pass(freq_hz, kSlope_dB, sample_rate)[0];
    case KeyFilter::low_pass: return design_low_pass(freq_hz, kSlope_dB, sample_rate)[0];
    case KeyFilter::band_pass: return design_band_pass(freq_hz, q, sample_rate);
    case KeyFilter::off: break;
  }
  return bypassed(design_high_pass(freq_hz, kSlope_dB, sample_rate)[0]);
}

// Lane `side` of a strip hears this, as BankTargets::gate_key says it: of stereo the side it is on itself.
int key_lane(const Table& table, const LanePlan& plan, const StripLanes& own, int side, const KeySource& source) {
  const bool exists = source.number >= 1 && source.number <= table.count_of(source.kind);
  if (!exists) return lane_index(own.bank, own.lane + side);
  const StripLanes& from = plan.of(table.strip_of(source.kind, source.number));
  const int left = lane_index(from.bank, from.lane);
  if (from.count == 1) return left;
  return own.count > 1 ? left + side % 2 : both_sides(left);
}

}  // namespace

GateSettings gate_settings(const Show& show, StripIndex strip) {
  return {.mode = static_cast<GateMode>(show.value(strip, Param::gate_mode)),
          .threshold_dB = show.value(strip, Param::gate_threshold),
          .hysteresis_dB = show.value(strip, Param::gate_hysteresis),
          .range_dB = -show.value(strip, Param::gate_range),
          .ratio = show.value(strip, Param::gate_ratio),
          .attack_ms = show.value(strip, Param::gate_attack),
          .hold_ms = show.value(strip, Param::gate_hold),
          .release_ms = show.value(strip, Param::gate_release)};
}

CompressorSettings compressor_settings(const Show& show, StripIndex strip) {
  const double ratio = show.value(strip, Param::comp_ratio);
  return {.threshold_dB = show.value(strip, Param::comp_threshold),
          .ratio = ratio >= kInfiniteRatio ? std::numeric_limits<double>::infinity() : ratio,
          .knee_dB = show.value(strip, Param::comp_knee),
          .attack_ms = show.value(strip, Param::comp_attack),
          .release_ms = show.value(strip, Param::comp_release),
          .makeup_dB = show.value(strip, Param::comp_makeup),
          .hold_ms = show.value(strip, Param::comp_hold),
          .auto_release = show.is_on(strip, Param::comp_auto_release),
          .auto_makeup = show.is_on(strip, Param::comp_auto_makeup),
          .detector = show.is_on(strip, Param::comp_detector) ? Detector::rms : Detector::peak,
          .mix = show.value(strip, Param::comp_mix) / 100,
          .link = show.value(strip, Param::comp_link) / 100};
}

DeEsserSettings de_esser_settings(const Show& show, StripIndex strip) {
  return {.freq_hz = show.value(strip, Param::deess_freq),
          .threshold_dB = show.value(strip, Param::deess_threshold),
          .range_dB = show.value(strip, Param::deess_range)};
}

EqSection gate_key_filter(const Show& show, StripIndex strip, double sample_rate) {
  return key_filter(static_cast<KeyFilter>(show.value(strip, Param::gate_key_filter)),
                    show.value(strip, Param::gate_key_freq), show.value(strip, Param::gate_key_q), sample_rate);
}

EqSection compressor_key_filter(const Show& show, StripIndex strip, double sample_rate) {
  return key_filter(static_cast<KeyFilter>(show.value(strip, Param::comp_key_filter)),
                    show.value(strip, Param::comp_key_freq), show.value(strip, Param::comp_key_q), sample_rate);
}

void aim_dynamics(const Show& show, StripIndex strip, const LanePlan& plan, const StripLanes& lanes, double sample_rate,
                  BankTargets& bank) {
  GateDesign gate = design_gate(gate_settings(show, strip), sample_rate);
  if (!show.is_on(strip, Param::gate_on)) gate = bypassed(gate);
  gate.listen = show.value(strip, Param::gate_key_listen);
  CompressorDesign compressor = design_compressor(compressor_settings(show, strip), sample_rate);
  if (!show.is_on(strip, Param::comp_on)) compressor = bypassed(compressor);
  compressor.listen = show.value(strip, Param::comp_key_listen);
  const float link = compressor.link;
  DeEsserDesign de_esser = design_de_esser(de_esser_settings(show, strip), sample_rate);
  if (!show.is_on(strip, Param::deess_on)) de_esser = bypassed(de_esser);
  de_esser.listen = show.value(strip, Param::deess_listen);
  const EqSection band = design_de_esser_band(de_esser_settings(show, strip), sample_rate);
  const KeySource gate_source = key_source_of(show.value(strip, Param::gate_key));
  const KeySource compressor_source = key_source_of(show.value(strip, Param::comp_key));

  for (int side = 0; side < lanes.count; ++side) {
    const int lane = lanes.lane + side;
    const auto i = static_cast<size_t>(lane);
    const bool is_linked = is_linked_to_neighbour(show, strip, lanes.first_side + side);
    bank.set(Strip::link, lane, is_linked ? 1.0f : 0.0f);
    // A loudspeaker that main's layout does not have is keyed by nobody: its bank may sleep.
    const StripSide place{strip, lanes.first_side + side};
    const bool is_keyed = show.table().strip(strip).kind != kMain || is_in_layout(show, place);
    const int own = lane_index(lanes.bank, lane);
    compressor.link = is_linked ? link : 0;
    bank.set_gate(lane, gate);
    bank.set_filter(Strip::gate_key, lane, gate_key_filter(show, strip, sample_rate));
    bank.gate_key[i] = is_keyed ? key_lane(show.table(), plan, lanes, side, gate_source) : own;
    bank.set_compressor(lane, compressor);
    bank.set_filter(Strip::compressor_key, lane, compressor_key_filter(show, strip, sample_rate));
    bank.compressor_key[i] = is_keyed ? key_lane(show.table(), plan, lanes, side, compressor_source) : own;
    bank.set_de_esser(lane, band, de_esser);
  }
}

}  // namespace headroom
