// From what an engineer dials to what the gate stage multiplies by. One stage, three modes: a gate is open while its
// key is above the threshold, an expander turns down what is below it by its ratio, a ducker turns down while its key
// is above it. Control thread only.
#pragma once

namespace headroom {

// The rows of GateRow (strip.h), in their order.
struct GateDesign {
  float open = 0, close = 0;  // linear key levels
  float range = 1;            // linear gain at the most reduced; 1 = neutral
  float attack = 1, release = 1;
  float hold_frames = 1;
  float decay = 0;
  float active = 1, idle = 0;  // openness aimed at while the key is above and below: a ducker's are exchanged
  float expand = 0;            // 1: the expander's gain counts instead
  float threshold_log2 = 0, steepness = 0;
  float listen = 0;
};

enum class GateMode { gate, expander, ducker };

struct GateSettings {
  GateMode mode = GateMode::gate;
  double threshold_dB = -40;  // a gate opens, a ducker ducks at or above
  double hysteresis_dB = 4;   // gate and ducker let go this far below (>= 0)
  double range_dB = -80;      // the most reduced gain (<= 0)
  double ratio = 2;           // expander: dB of output per dB of input below the threshold, 1..
  double attack_ms = 1;       // 63 % of the way: gate and expander open, a ducker goes down
  // From the fall below the closing level; an expander's from the last rise. Below 15 counts as 15, so that bass does
  // not chatter.
  double hold_ms = 50;
  double release_ms = 150;  // 63 % of the way back
  bool listen = false;      // the strip sounds like its key
};
// Times count on the linear gain. The key's level is that of a peak detector: up at once, down to 37 % in 10 ms.
GateDesign design_gate(const GateSettings& settings, double sample_rate);
// Switched off: everything passes, bit for bit.
GateDesign bypassed(GateDesign gate);

// Gain in dB that a key of constant level leads to; of a gate and a ducker that met no louder one before.
// dynamics-eq 2.1, hard knee.
double static_gain_dB(const GateSettings& settings, double level_dB);

}  // namespace headroom
