// How two sides belong together: correlation, balance, and what summing them to mono would lose.
#pragma once

#include <cstdint>
#include <optional>

namespace headroom {

// The mean products of two sides, from which all readings follow.
struct SidePowers {
  double left = 0, right = 0, product = 0;

  // +1 mono, 0 nothing in common, -1 out of phase. No value when a side is silent (below -80 dBFS).
  std::optional<double> correlation() const;
  // Right against left, dB; positive is right. No value when a side is silent.
  std::optional<double> balance_dB() const;
  // What (L+R)/2 has against the mean power of both, dB: 0 for mono, -3 with nothing in common, -infinity out of phase.
  std::optional<double> mono_loss_dB() const;
  // The difference against the sum, dB: -infinity for mono, 0 with nothing in common.
  std::optional<double> width_dB() const;
};

class StereoPhaseMeter {
 public:
  explicit StereoPhaseMeter(double sample_rate);

  // The same readings for blocks of any length. The audio thread may.
  void process(const float* left, const float* right, int frames);
  void reset();

  const SidePowers& fast() const { return fast_; }  // averaged over 0.3 s
  const SidePowers& slow() const { return slow_; }  // over 3 s
  SidePowers whole() const;                         // over all since reset()
  // Seconds since reset() in which the fast correlation was below 0.
  double out_of_phase_s() const;

 private:
  double sample_rate_, fast_rise_, slow_rise_;
  SidePowers fast_, slow_, sums_;
  int64_t frames_ = 0, out_of_phase_frames_ = 0;
};

}  // namespace headroom
