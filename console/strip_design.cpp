#include "console/strip_design.h"

namespace headroom {

EqSection high_pass_design(const Show& show, StripIndex strip, double sample_rate) {
  return design_high_pass(show.value(strip, Param::hp_freq), 12, sample_rate)[0];
}

EqSection eq_band_design(const Show& show, StripIndex strip, int band, double sample_rate) {
  enum EqType { bell, low_shelf, high_shelf };  // the order of kEqTypes
  const double freq_hz = show.value(strip, eq_band(band, EqBandPart::freq));
  const double gain_dB = show.value(strip, eq_band(band, EqBandPart::gain));
  const double q = show.value(strip, eq_band(band, EqBandPart::q));
  switch (static_cast<int>(show.value(strip, eq_band(band, EqBandPart::type)))) {
    case low_shelf: return design_low_shelf(freq_hz, gain_dB, q, sample_rate);
    case high_shelf: return design_high_shelf(freq_hz, gain_dB, q, sample_rate);
    default: return design_bell(freq_hz, gain_dB, q, sample_rate);
  }
}

CompressorSettings compressor_settings(const Show& show, StripIndex strip) {
  return {.threshold_dB = show.value(strip, Param::comp_threshold),
          .ratio = show.value(strip, Param::comp_ratio),
          .knee_dB = show.value(strip, Param::comp_knee),
          .attack_ms = show.value(strip, Param::comp_attack),
          .release_ms = show.value(strip, Param::comp_release),
          .makeup_dB = show.value(strip, Param::comp_makeup)};
}

GateSettings gate_settings(const Show& show, StripIndex strip) {
  return {.threshold_dB = show.value(strip, Param::gate_threshold),
          .hysteresis_dB = show.value(strip, Param::gate_hysteresis),
          .range_dB = -show.value(strip, Param::gate_range),
          .attack_ms = show.value(strip, Param::gate_attack),
          .hold_ms = show.value(strip, Param::gate_hold),
          .release_ms = show.value(strip, Param::gate_release)};
}

void aim_processing(const Show& show, StripIndex strip, const StripLanes& lanes, double sample_rate, BankTargets& bank) {
  EqSection high_pass = high_pass_design(show, strip, sample_rate);
  if (!show.is_on(strip, Param::hp_on)) high_pass = bypassed(high_pass);
  EqSection bands[kEqBands];
  for (int band = 0; band < kEqBands; ++band) {
    bands[band] = eq_band_design(show, strip, band, sample_rate);
    const bool is_flat = show.value(strip, eq_band(band, EqBandPart::gain)) == 0;
    if (is_flat || !show.is_on(strip, Param::eq_on)) bands[band] = bypassed(bands[band]);
  }
  GateDesign gate = design_gate(gate_settings(show, strip), sample_rate);
  if (!show.is_on(strip, Param::gate_on)) gate = bypassed(gate);
  CompressorDesign compressor = design_compressor(compressor_settings(show, strip), sample_rate);
  if (!show.is_on(strip, Param::comp_on)) compressor = bypassed(compressor);

  for (int lane = lanes.lane; lane < lanes.lane + lanes.count; ++lane) {
    bank.set_section(0, lane, high_pass);
    for (int band = 0; band < kEqBands; ++band) bank.set_section(1 + band, lane, bands[band]);
    bank.set_gate(lane, gate);
    bank.set_compressor(lane, compressor);
    bank.set(Strip::link, lane, lanes.count == 2 ? 1.0f : 0.0f);
  }
}

}  // namespace headroom
