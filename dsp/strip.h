// What one bank of strips is to the kernels: eight channels (or buses) side by side, their coefficients,
// states and meters. Plain numbers only; who may touch them is decided by the owner (the engine, on the audio
// thread).
#pragma once

namespace headroom {

inline constexpr int kLanes = 8;  // channels in a bank
// Ramps start, and targets are taken, at multiples of this; also the longest chunk.
inline constexpr int kGridFrames = 32;
inline constexpr int kEqSections = 4;  // bands of the equaliser

// One filter section is six numbers; eq_design.h says what they are and makes them.
enum SectionCoefficient : int { kB, kP, kD, kM0, kM1, kM2, kSectionCoefficients };

// The rows of a bank's parameter table; each row is eight numbers, one per lane. Gains and thresholds are
// linear unless the name says log2; speeds are one-pole coefficients per frame (dynamics_design.h makes
// both).
struct Strip {
  enum Parameter : int {
    trim,       // gain with polarity: negative inverts
    link,       // 1: detectors also hear the neighbour (lanes 2i and 2i+1); 0: own lane only
    high_pass,  // first of six
    equaliser = high_pass + kSectionCoefficients,                // first of four times six
    gate_open = equaliser + kEqSections * kSectionCoefficients,  // opens when the key reaches this
    gate_close,        // hold starts when the key falls below this; <= gate_open
    gate_range,        // gain while closed; 1 = the gate is neutral
    gate_attack,       // speed of opening
    gate_release,      // speed of closing
    gate_hold_frames,  // >= 1: frames the gate is open from the last one at or above gate_close
    gate_decay,        // fall of the peak detector per frame, 0..1
    comp_threshold_log2,
    comp_half_knee_log2,  // half the knee's width
    comp_inverse_2knee,   // 1 / (2 * knee width), 0 for a hard knee
    comp_slope,           // 1 - 1/ratio; 0 = no reduction
    comp_attack,          // speed towards more reduction
    comp_release,         // speed towards less
    comp_makeup_log2,     // 0 = none
    fade,                 // bus banks: fader x mute x DCA x balance. Channel faders are in the mix gains
    aimed_parameters,     // rows that Targets hold
    input_fade = aimed_parameters,  // the engine's own: 0..1 around a change of source
    parameters
  };
  // Rows of one filter section: `section` 0 is the high-pass, 1..4 the equaliser's bands.
  static constexpr int section(int index) { return high_pass + index * kSectionCoefficients; }
};

inline constexpr int kSections = 1 + kEqSections;

}  // namespace headroom
