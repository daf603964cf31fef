// The desk's test signals: sine, sweep, pink and white noise, pulse. Each is made sample by sample from integers and
// plain double arithmetic, so that the same settings give the same bits on every machine and in blocks of any size.
// Levels are RMS with a full-scale sine at 0 dBFS (AES17); the pulse's is its peak.
#pragma once

#include <cstdint>
#include <vector>

namespace headroom {

enum class OscillatorKind : uint8_t { sine, sweep, pink, white, pulse };

inline constexpr double kSweepFirst_hz = 20, kSweepLast_hz = 20000;
inline constexpr double kSweepSeconds = 10;   // all ten octaves, equal times for equal ratios; then from the start
inline constexpr double kPulseEveryMs = 500;  // from one pulse to the next
inline constexpr double kPulseMs = 1;         // one raised cosine, upwards: what comes out downwards is reversed

class Oscillator {
 public:
  explicit Oscillator(double sample_rate);  // allocates

  // From the beginning: phase 0, first noise sample. The audio thread may.
  void start(OscillatorKind kind);
  // The next `frames` samples at 0 dBFS. A change of `freq_hz` (of the sine alone) goes on in the same phase.
  void generate(float* samples, int frames, double freq_hz);

 private:
  double tone(double freq_hz);
  double white();
  double slope(double white);  // pink noise out of white, not yet at its level
  double pulse();

  // A pole, and a zero half an octave above it: 3 dB less over an octave.
  struct PinkSection {
    double pole, zero;
    double x1 = 0, y1 = 0;
  };

  double sample_rate_;
  double sweep_growth_;  // of the sweep's frequency, a frame
  OscillatorKind kind_ = OscillatorKind::sine;
  int64_t frame_ = 0;       // since start()
  double phase_turns_ = 0;  // 0 .. 1
  double sweep_hz_ = kSweepFirst_hz;
  uint32_t random_ = 1;
  std::vector<PinkSection> pink_;  // an octave apart
  double pink_last_white_ = 0;
  double pink_gain_ = 1;  // brings what leaves the sections to 0 dBFS
};

}  // namespace headroom
