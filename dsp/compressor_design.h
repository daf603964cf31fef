// From what an engineer dials to what the compressor multiplies by. Feed-forward; static curve of Giannoulis, Massberg,
// Reiss 2012 (dynamics-eq 2.1); the amount above the threshold is smoothed in the log domain, smooth branching
// (dynamics-eq 2.2). Control thread only.
#pragma once

namespace headroom {

// The rows of CompressorRow (strip.h), in their order. Levels in log2 of the linear value: 1 = 6.02 dB.
struct CompressorDesign {
  float threshold_log2 = 0;
  float half_knee_log2 = 0;
  float inverse_2knee = 0;
  float slope = 0;  // 1 - 1/ratio; 0 = no reduction
  float attack = 1, release = 1;
  float makeup_log2 = 0;
  float link = 0;
  float hold_frames = 0;
  float rms = 0, rms_speed = 1;
  float linger = 0, linger_charge = 0, linger_release = 1;
  float remainder = 0;
  float dry = 0;
  float listen = 0;
};

enum class Detector { peak, rms };

struct CompressorSettings {
  double threshold_dB = -20;
  double ratio = 4;         // 1 .. infinity, which limits
  double knee_dB = 6;       // width; 0 = hard
  double attack_ms = 10;    // 63 % of the reduction
  double release_ms = 150;  // 63 % of the recovery
  double makeup_dB = 0;
  double hold_ms = 0;         // the recovery starts this long after the last peak
  bool auto_release = false;  // instead of release_ms: see kAutoRelease...
  bool auto_makeup = false;   // instead of makeup_dB: auto_makeup_dB()
  Detector detector = Detector::peak;
  double mix = 1;   // 0..1: the part of the sound that is compressed, the rest is the input as it came (parallel)
  double link = 0;  // 0..1: how much of what the louder side of a pair is turned down the other side is turned down too
  bool listen = false;  // the strip sounds like its key
};

// Programme-dependent release in two stages (dynamics-eq 2.2): one recovers from peaks, the other is charged by what
// lasts; the larger reduction counts. After a short peak the gain is back like a release of 50 ms, after a loud
// passage like one of a second.
inline constexpr double kAutoReleaseFastMs = 50;
inline constexpr double kAutoReleaseSlowMs = 1000;
inline constexpr double kAutoReleaseChargeMs = 200;

// The peak detector takes |x|, the RMS detector the root of twice the mean square of the last 10 ms (one pole), which
// is 3.01 dB more than the RMS value: a sine reads its peak on both. The mean's own 10 ms add to attack and release.
inline constexpr double kRmsMs = 10;

CompressorDesign design_compressor(const CompressorSettings& settings, double sample_rate);
// Switched off: everything passes, bit for bit.
CompressorDesign bypassed(CompressorDesign compressor);

// What brings 0 dBFS back to 0 dBFS: minus the gain of the static curve there, at most 24 dB (dynamics-eq 2.2).
double auto_makeup_dB(const CompressorSettings& settings);

// Gain change in dB of the static curve for an input level, make-up and mix included: what the screen draws.
double static_gain_dB(const CompressorSettings& settings, double level_dB);

}  // namespace headroom
