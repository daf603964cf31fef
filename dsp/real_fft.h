// The spectrum of a real signal and back (KissFFT), with real and imaginary parts in rows of their own, so that what is
// done to a spectrum is done to many bins at once.
#pragma once

#include <memory>
#include <vector>

struct kiss_fftr_state;

namespace headroom {

class RealFft {
 public:
  // `frames` is even and has no prime factor above 5. Allocates and touches all memory; forward() and inverse() never
  // do.
  explicit RealFft(int frames);
  RealFft(RealFft&&) noexcept;
  ~RealFft();

  int frames() const { return frames_; }
  // Bins 0 (0 Hz) to frames / 2 (half the sample rate).
  int bins() const { return frames_ / 2 + 1; }

  // time[frames] to re[bins], im[bins], unscaled.
  void forward(const float* time, float* re, float* im);
  // And back: time[] is `frames` times what forward() was given.
  void inverse(const float* re, const float* im, float* time);

 private:
  struct Free {
    void operator()(kiss_fftr_state* state) const;
  };
  struct Bin;
  int frames_;
  std::unique_ptr<kiss_fftr_state, Free> forward_, inverse_;
  std::unique_ptr<Bin[]> bins_;  // as KissFFT lays them out
};

}  // namespace headroom
