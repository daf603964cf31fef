#include "dsp/de_esser_design.h"

#include "dsp/dynamics_units.h"
#include "dsp/eq_design.h"

namespace headroom {
namespace {

constexpr double kBandQ = 1;
constexpr double kAttackMs = 0.5;
constexpr double kReleaseMs = 40;
constexpr double kKeyFallMs = 5;

}  // namespace

EqSection design_de_esser_band(const DeEsserSettings& settings, double sample_rate) {
  return design_band_pass(settings.freq_hz, kBandQ, sample_rate);
}

DeEsserDesign design_de_esser(const DeEsserSettings& settings, double sample_rate) {
  return {.threshold_log2 = static_cast<float>(settings.threshold_dB * kLog2PerdB),
          .range_log2 = static_cast<float>(std::max(settings.range_dB, 0.0) * kLog2PerdB),
          .attack = static_cast<float>(pole_speed(kAttackMs, sample_rate)),
          .release = static_cast<float>(pole_speed(kReleaseMs, sample_rate)),
          .decay = static_cast<float>(1 - pole_speed(kKeyFallMs, sample_rate)),
          .listen = settings.listen ? 1.0f : 0.0f};
}

DeEsserDesign bypassed(DeEsserDesign de_esser) {
  de_esser.range_log2 = 0;
  de_esser.listen = 0;
  return de_esser;
}

double static_gain_dB(const DeEsserSettings& settings, double band_level_dB) {
  return -std::clamp(band_level_dB - settings.threshold_dB, 0.0, std::max(settings.range_dB, 0.0));
}

}  // namespace headroom
