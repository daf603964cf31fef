#include "dsp/compressor_design.h"

#include "dsp/dynamics_units.h"

namespace headroom {
namespace {

constexpr double kLargestMakeup_dB = 24;

// A speed below this is so small beside the amount it moves that a float alone would stop up to 0.06 dB short of the
// end.
constexpr double kRemainderSpeed = 5e-5;

// Narrower than anybody hears is hard: the inverse of next to nothing is more than a float holds.
constexpr double kNarrowestKnee_dB = 0.001;

double slope_of(double ratio) { return 1 - 1 / std::max(ratio, 1.0); }

// Reduction in dB of the static curve.
double reduction_dB(const CompressorSettings& settings, double level_dB) {
  const double knee_dB = std::max(settings.knee_dB, 0.0);
  const double over = level_dB - settings.threshold_dB;
  const double in_knee = std::clamp(over + knee_dB / 2, 0.0, knee_dB);
  const double excess = (knee_dB > 0 ? in_knee * in_knee / (2 * knee_dB) : 0) + std::max(over - knee_dB / 2, 0.0);
  return slope_of(settings.ratio) * excess;
}

double makeup_of(const CompressorSettings& settings) {
  return settings.auto_makeup ? auto_makeup_dB(settings) : settings.makeup_dB;
}

double mix_of(const CompressorSettings& settings) { return std::clamp(settings.mix, 0.0, 1.0); }

}  // namespace

CompressorDesign design_compressor(const CompressorSettings& settings, double sample_rate) {
  const double knee_log2 = settings.knee_dB < kNarrowestKnee_dB ? 0 : settings.knee_dB * kLog2PerdB;
  const double release = pole_speed(settings.auto_release ? kAutoReleaseFastMs : settings.release_ms, sample_rate);
  const double linger_release = pole_speed(kAutoReleaseSlowMs, sample_rate);
  const double slowest = settings.auto_release ? linger_release : release;
  return {.threshold_log2 = static_cast<float>(settings.threshold_dB * kLog2PerdB),
          .half_knee_log2 = static_cast<float>(knee_log2 / 2),
          .inverse_2knee = static_cast<float>(knee_log2 > 0 ? 1 / (2 * knee_log2) : 0),
          .slope = static_cast<float>(slope_of(settings.ratio)),
          .attack = static_cast<float>(pole_speed(settings.attack_ms, sample_rate)),
          .release = static_cast<float>(release),
          .makeup_log2 = static_cast<float>(makeup_of(settings) * kLog2PerdB),
          .link = static_cast<float>(std::clamp(settings.link, 0.0, 1.0)),
          .hold_frames = settings.hold_ms > 0 ? static_cast<float>(counted_frames(settings.hold_ms, sample_rate)) : 0,
          .rms = settings.detector == Detector::rms ? 1.0f : 0.0f,
          .rms_speed = static_cast<float>(pole_speed(kRmsMs, sample_rate)),
          .linger = settings.auto_release ? 1.0f : 0.0f,
          .linger_charge = static_cast<float>(pole_speed(kAutoReleaseChargeMs, sample_rate)),
          .linger_release = static_cast<float>(linger_release),
          .remainder = slowest < kRemainderSpeed ? 1.0f : 0.0f,
          .dry = static_cast<float>(1 - mix_of(settings)),
          .listen = settings.listen ? 1.0f : 0.0f};
}

CompressorDesign bypassed(CompressorDesign compressor) {
  compressor.slope = 0;
  compressor.makeup_log2 = 0;
  compressor.listen = 0;
  return compressor;
}

double auto_makeup_dB(const CompressorSettings& settings) {
  return std::min(reduction_dB(settings, 0), kLargestMakeup_dB);
}

double static_gain_dB(const CompressorSettings& settings, double level_dB) {
  const double wet = linear_of_dB(makeup_of(settings) - reduction_dB(settings, level_dB));
  const double mix = mix_of(settings);
  return 20 * std::log10(1 - mix + mix * wet);
}

}  // namespace headroom
