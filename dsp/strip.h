// What one bank of strips is to the kernels: eight channels (or buses) side by side, and the numbers each stage
// multiplies by. Plain numbers only; who may touch them is decided by the owner (the engine, on the audio thread).
#pragma once

namespace headroom {

inline constexpr int kLanes = 8;  // channels in a bank
// Ramps start, and targets are taken, at multiples of this; also the longest chunk.
inline constexpr int kGridFrames = 32;

// The rows of each stage; a row is eight numbers, one per lane. Gains and thresholds are linear unless the name says
// log2; speeds are one-pole coefficients per frame. The designs (gate_design.h, ...) make them; a design is a struct of
// the same numbers in the same order.

struct InputRow {
  enum : int {
    trim,  // gain with polarity: negative inverts
    aimed,
    fade = aimed,  // the engine's own, not in Targets: 0..1 around a change of source
    count
  };
};

// One filter section is six numbers; eq_design.h says what they are and makes them.
enum SectionCoefficient : int { kB, kP, kD, kM0, kM1, kM2, kSectionCoefficients };

struct GateRow {
  enum : int {
    open,         // opens when the key reaches this
    close,        // hold starts when the key falls below this; <= open
    range,        // the most reduced gain; 1 = the stage is neutral
    attack,       // speed of opening, a ducker's of going down
    release,      // speed back
    hold_frames,  // >= 1: frames the key counts as above from the last one at or above `close`
    decay,        // fall of the peak detector per frame, 0..1
    // The rest belongs to the stage with extras; here is what a plain gate has.
    active,          // openness aimed at while the key is above: 1; a ducker's 0
    idle,            // and while it is below: 0; a ducker's 1
    expand,          // 0; 1: the gain is that of the expander
    threshold_log2,  // the expander's
    steepness,       // the expander's ratio - 1
    listen,          // 0; 1: the key is heard instead
    count
  };
};

struct CompressorRow {
  enum : int {
    threshold_log2,
    half_knee_log2,  // half the knee's width
    inverse_2knee,   // 1 / (2 * knee width), 0 for a hard knee
    slope,           // 1 - 1/ratio; 0 = no reduction
    attack,          // speed towards more reduction
    release,         // speed towards less
    makeup_log2,     // 0 = none
    link,            // 0..1, how much of the neighbour's reduction (lanes 2i and 2i+1) is taken over
    // The rest belongs to the full compressor, as does a link between 0 and 1; here is what a plain one has.
    hold_frames,     // 0; else >= 1: frames without release from the last peak
    rms,             // 0; 1: the detector is the mean square
    rms_speed,       // of that mean
    linger,          // 0; 1: what lasts is released slowly
    linger_charge,   // how fast it counts as lasting
    linger_release,  // speed of that slow release
    remainder,       // 0; 1: releases are so slow that rounding would stop them
    dry,             // 0..1: part of the sound that is not compressed
    listen,          // 0; 1: the key is heard instead
    count
  };
};

struct DeEsserRow {
  enum : int {
    threshold_log2,
    range_log2,  // the largest reduction of the band; 0 = neutral
    attack,
    release,
    decay,   // fall of the peak detector per frame, 0..1
    listen,  // 0; 1: the band is heard instead
    count
  };
};

// The filter sections of a strip in the order of the signal. The equaliser has two places, in front of and behind the
// compressor; in one of them it is bypassed.
inline constexpr int kPassSections = 2;  // up to 24 dB per octave
inline constexpr int kEqSections = 8;
inline constexpr int kHighPass = 0;
inline constexpr int kLowPass = kHighPass + kPassSections;
inline constexpr int kHeadSections = kLowPass + kPassSections;  // those in front of the gate
inline constexpr int kEqualiserBefore = kHeadSections;
inline constexpr int kEqualiserBehind = kEqualiserBefore + kEqSections;
inline constexpr int kSections = kEqualiserBehind + kEqSections;

// Where each stage's rows lie among all rows that Targets hold for a bank, one stage after the other.
struct Strip {
  static constexpr int trim = 0;
  static constexpr int link = 1;  // 1: gate and de-esser also hear the neighbour (lanes 2i and 2i+1); 0: own lane only
  static constexpr int sections = 2;  // kSections times six
  static constexpr int gate = sections + kSections * kSectionCoefficients;
  static constexpr int compressor = gate + GateRow::count;
  static constexpr int de_esser_band = compressor + CompressorRow::count;
  static constexpr int de_esser = de_esser_band + kSectionCoefficients;
  static constexpr int gate_key = de_esser + DeEsserRow::count;  // filters in front of detectors
  static constexpr int compressor_key = gate_key + kSectionCoefficients;
  static constexpr int fade = compressor_key + kSectionCoefficients;  // bus banks: fader x mute x DCA x balance
  static constexpr int rows = fade + 1;
  // First of the six rows of filter section `index`.
  static constexpr int section(int index) { return sections + index * kSectionCoefficients; }
};

}  // namespace headroom
