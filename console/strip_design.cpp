#include "console/strip_design.h"

namespace headroom {
namespace {

enum EqType { bell, low_shelf, high_shelf, notch, band_pass, all_pass };  // the order of kEqTypes

EqType eq_type(const Show& show, StripIndex strip, int band) {
  return static_cast<EqType>(show.value(strip, eq_band(band, EqBandPart::type)));
}

// The order of kSlopes.
int slope_dB_per_octave(const Show& show, StripIndex strip, Param slope) {
  return 6 * (1 + static_cast<int>(show.value(strip, slope)));
}

EqSection on_or_bypassed(const EqSection& section, bool is_on) { return is_on ? section : bypassed(section); }

}  // namespace

std::array<EqSection, kPassSections> high_pass_design(const Show& show, StripIndex strip, double sample_rate) {
  return design_high_pass(show.value(strip, Param::hp_freq), slope_dB_per_octave(show, strip, Param::hp_slope),
                          sample_rate);
}

std::array<EqSection, kPassSections> low_pass_design(const Show& show, StripIndex strip, double sample_rate) {
  return design_low_pass(show.value(strip, Param::lp_freq), slope_dB_per_octave(show, strip, Param::lp_slope),
                         sample_rate);
}

EqSection eq_band_design(const Show& show, StripIndex strip, int band, double sample_rate) {
  const double freq_hz = show.value(strip, eq_band(band, EqBandPart::freq));
  const double gain_dB = show.value(strip, eq_band(band, EqBandPart::gain));
  const double q = show.value(strip, eq_band(band, EqBandPart::q));
  switch (eq_type(show, strip, band)) {
    case low_shelf: return design_low_shelf(freq_hz, gain_dB, q, sample_rate);
    case high_shelf: return design_high_shelf(freq_hz, gain_dB, q, sample_rate);
    case notch: return design_notch(freq_hz, q, sample_rate);
    case band_pass: return design_band_pass(freq_hz, q, sample_rate);
    case all_pass: return design_all_pass(freq_hz, q, sample_rate);
    case bell: break;
  }
  return design_bell(freq_hz, gain_dB, q, sample_rate);
}

bool eq_band_is_flat(const Show& show, StripIndex strip, int band) {
  return eq_type(show, strip, band) <= high_shelf && show.value(strip, eq_band(band, EqBandPart::gain)) == 0;
}

void aim_filters(const Show& show, StripIndex strip, const StripLanes& lanes, double sample_rate, BankTargets& bank) {
  const auto high_pass = high_pass_design(show, strip, sample_rate);
  const auto low_pass = low_pass_design(show, strip, sample_rate);
  const bool hp_on = show.is_on(strip, Param::hp_on), lp_on = show.is_on(strip, Param::lp_on);
  const bool eq_on = show.is_on(strip, Param::eq_on), compressor_first = show.is_on(strip, Param::order);
  std::array<EqSection, kMaxEqBands> bands;
  const int band_count = eq_bands(show.table().strip(strip).kind);
  for (int band = 0; band < band_count; ++band)
    bands[static_cast<size_t>(band)] =
        on_or_bypassed(eq_band_design(show, strip, band, sample_rate), eq_on && !eq_band_is_flat(show, strip, band));
  for (int lane = lanes.lane; lane < lanes.lane + lanes.count; ++lane) {
    for (int i = 0; i < kPassSections; ++i) {
      const auto part = static_cast<size_t>(i);
      bank.set_section(kHighPass + i, lane, on_or_bypassed(high_pass[part], hp_on));
      bank.set_section(kLowPass + i, lane, on_or_bypassed(low_pass[part], lp_on));
    }
    for (int band = 0; band < band_count; ++band) {
      const EqSection& design = bands[static_cast<size_t>(band)];
      bank.set_section(kEqualiserBefore + band, lane, on_or_bypassed(design, !compressor_first));
      bank.set_section(kEqualiserBehind + band, lane, on_or_bypassed(design, compressor_first));
    }
  }
}

}  // namespace headroom
