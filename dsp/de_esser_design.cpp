#include "dsp/de_esser_design.h"

#include <numbers>

#include "dsp/dynamics_units.h"

namespace headroom {
namespace {

constexpr double kBandQ = 1;
constexpr double kAttackMs = 0.5;
constexpr double kReleaseMs = 40;
constexpr double kDeEsserKeyFall_ms = 5;

}  // namespace

EqSection design_de_esser_band(const DeEsserSettings& settings, double sample_rate) {
  // By the bilinear transform: its phase is 0 in the middle, as the band has to cancel there; matched ones turn it.
  const double g = std::tan(std::numbers::pi * std::min(settings.freq_hz / sample_rate, 0.45));
  return section_of(SecondOrder{.g = g, .k = 1 / kBandQ, .low = 0, .band = 1 / kBandQ, .high = 0});
}

DeEsserDesign design_de_esser(const DeEsserSettings& settings, double sample_rate) {
  return {.threshold_log2 = static_cast<float>(settings.threshold_dB * kLog2PerdB),
          .range_log2 = static_cast<float>(std::max(settings.range_dB, 0.0) * kLog2PerdB),
          .attack = static_cast<float>(pole_speed(kAttackMs, sample_rate)),
          .release = static_cast<float>(pole_speed(kReleaseMs, sample_rate)),
          .decay = static_cast<float>(1 - pole_speed(kDeEsserKeyFall_ms, sample_rate)),
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
