// From what an engineer dials (dB, ms, ratio) to what the gate and compressor multiply by. Control thread
// only.
#pragma once

namespace headroom {

// Rows gate_* of a strip (strip.h), in their order.
struct GateDesign {
  float open = 0, close = 0;  // linear key levels
  float range = 1;            // linear gain while closed; 1 = neutral
  float attack = 1, release = 1;
  float hold_frames = 1;
  float decay = 0;
};
struct GateSettings {
  double threshold_dB = -40;  // opens at or above
  double hysteresis_dB = 4;   // closes this far below (>= 0)
  double range_dB = -80;      // gain while closed (<= 0)
  double attack_ms = 1;       // 63 % of the way open
  double hold_ms =
      50;  // from the fall below the closing level; below 15 counts as 15, so that bass does not chatter
  double release_ms = 150;  // 63 % of the way closed
};
GateDesign design_gate(const GateSettings& settings, double sample_rate);
// Switched off: everything passes, bit for bit.
GateDesign bypassed(GateDesign gate);

// Rows comp_* of a strip, in their order. Levels in log2 of the linear value: 1 = 6.02 dB.
struct CompressorDesign {
  float threshold_log2 = 0;
  float half_knee_log2 = 0;
  float inverse_2knee = 0;
  float slope = 0;  // 1 - 1/ratio; 0 = no reduction
  float attack = 1, release = 1;
  float makeup_log2 = 0;
};
struct CompressorSettings {
  double threshold_dB = -20;
  double ratio = 4;         // 1 .. infinity (any number above 1000 limits)
  double knee_dB = 6;       // width; 0 = hard
  double attack_ms = 10;    // 63 % of the reduction
  double release_ms = 150;  // 63 % of the recovery
  double makeup_dB = 0;
};
// Feed-forward; static curve of Giannoulis, Massberg, Reiss 2012 (dynamics-eq 2.1); peak key; smooth
// branching in the log domain.
CompressorDesign design_compressor(const CompressorSettings& settings, double sample_rate);
CompressorDesign bypassed(CompressorDesign compressor);

// Gain change in dB of the static curve for an input level, make-up included: what the screen draws.
double static_gain_dB(const CompressorSettings& settings, double level_dB);

}  // namespace headroom
