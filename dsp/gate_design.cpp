#include "dsp/gate_design.h"

#include "dsp/dynamics_units.h"

namespace headroom {
namespace {

// The peak detector falls to 37 % in 10 ms, quick enough for a tight tom. Between the peaks of a bass note it may fall
// below the closing level; the shortest hold bridges half a period of 33 Hz, so that the gate does not chatter.
constexpr double kGateKeyFall_ms = 10;
constexpr double kShortestHoldMs = 15;

double steepness_of(double ratio) { return std::clamp(ratio, 1.0, 1000.0) - 1; }

}  // namespace

GateDesign design_gate(const GateSettings& settings, double sample_rate) {
  const bool ducks = settings.mode == GateMode::ducker;
  return {.open = static_cast<float>(linear_of_dB(settings.threshold_dB)),
          .close = static_cast<float>(linear_of_dB(settings.threshold_dB - std::max(settings.hysteresis_dB, 0.0))),
          .range = static_cast<float>(linear_of_dB(std::min(settings.range_dB, 0.0))),
          .attack = static_cast<float>(pole_speed(settings.attack_ms, sample_rate)),
          .release = static_cast<float>(pole_speed(settings.release_ms, sample_rate)),
          .hold_frames = static_cast<float>(counted_frames(std::max(settings.hold_ms, kShortestHoldMs), sample_rate)),
          .decay = static_cast<float>(1 - pole_speed(kGateKeyFall_ms, sample_rate)),
          .active = ducks ? 0.0f : 1.0f,
          .idle = ducks ? 1.0f : 0.0f,
          .expand = settings.mode == GateMode::expander ? 1.0f : 0.0f,
          .threshold_log2 = static_cast<float>(settings.threshold_dB * kLog2PerdB),
          .steepness = static_cast<float>(steepness_of(settings.ratio)),
          .listen = settings.listen ? 1.0f : 0.0f};
}

GateDesign bypassed(GateDesign gate) {
  gate.range = 1;
  gate.listen = 0;
  return gate;
}

double static_gain_dB(const GateSettings& settings, double level_dB) {
  const double range_dB = std::min(settings.range_dB, 0.0);
  const double under_dB = settings.threshold_dB - level_dB;
  switch (settings.mode) {
    case GateMode::gate: return under_dB > 0 ? range_dB : 0;
    case GateMode::expander: return std::max(-steepness_of(settings.ratio) * std::max(under_dB, 0.0), range_dB);
    case GateMode::ducker: return under_dB > 0 ? 0 : range_dB;
  }
  return 0;
}

}  // namespace headroom
