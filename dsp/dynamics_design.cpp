#include "dsp/dynamics_design.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

constexpr double kLog2PerdB = 0.166096404744368;  // log2(10) / 20

// The gate's peak detector falls to 37 % in 10 ms, quick enough for a tight tom. Between the peaks of a bass
// note it may fall below the closing level; the shortest hold bridges half a period of 33 Hz, so that the
// gate does not chatter.
constexpr double kKeyFallMs = 10;
constexpr double kShortestHoldMs = 15;

double gain_of(double level_dB) {
  return std::pow(10.0, level_dB / 20);
}

// One pole that covers 1 - 1/e of a step in `time_ms`.
double pole_speed(double time_ms, double sample_rate) {
  const double frames = std::max(time_ms, 0.0) * sample_rate / 1000;
  return frames < 0.1 ? 1.0 : 1 - std::exp(-1 / frames);
}

double slope_of(double ratio) {
  return 1 - 1 / std::clamp(ratio, 1.0, 1e9);
}

}  // namespace

GateDesign design_gate(const GateSettings& settings, double sample_rate) {
  const double hold_frames = std::round(std::max(settings.hold_ms, kShortestHoldMs) * sample_rate / 1000);
  return {.open = static_cast<float>(gain_of(settings.threshold_dB)),
          .close = static_cast<float>(gain_of(settings.threshold_dB - std::max(settings.hysteresis_dB, 0.0))),
          .range = static_cast<float>(gain_of(std::min(settings.range_dB, 0.0))),
          .attack = static_cast<float>(pole_speed(settings.attack_ms, sample_rate)),
          .release = static_cast<float>(pole_speed(settings.release_ms, sample_rate)),
          .hold_frames = static_cast<float>(std::min(hold_frames, 1e6) + 1),
          .decay = static_cast<float>(1 - pole_speed(kKeyFallMs, sample_rate))};
}

GateDesign bypassed(GateDesign gate) {
  gate.range = 1;
  return gate;
}

CompressorDesign design_compressor(const CompressorSettings& settings, double sample_rate) {
  const double knee_log2 = std::max(settings.knee_dB, 0.0) * kLog2PerdB;
  return {.threshold_log2 = static_cast<float>(settings.threshold_dB * kLog2PerdB),
          .half_knee_log2 = static_cast<float>(knee_log2 / 2),
          .inverse_2knee = static_cast<float>(knee_log2 > 0 ? 1 / (2 * knee_log2) : 0),
          .slope = static_cast<float>(slope_of(settings.ratio)),
          .attack = static_cast<float>(pole_speed(settings.attack_ms, sample_rate)),
          .release = static_cast<float>(pole_speed(settings.release_ms, sample_rate)),
          .makeup_log2 = static_cast<float>(settings.makeup_dB * kLog2PerdB)};
}

CompressorDesign bypassed(CompressorDesign compressor) {
  compressor.slope = 0;
  compressor.makeup_log2 = 0;
  return compressor;
}

double static_gain_dB(const CompressorSettings& settings, double level_dB) {
  const double knee_dB = std::max(settings.knee_dB, 0.0);
  const double over = level_dB - settings.threshold_dB;
  const double in_knee = std::clamp(over + knee_dB / 2, 0.0, knee_dB);
  const double excess =
      (knee_dB > 0 ? in_knee * in_knee / (2 * knee_dB) : 0) + std::max(over - knee_dB / 2, 0.0);
  return settings.makeup_dB - slope_of(settings.ratio) * excess;
}

}  // namespace headroom
