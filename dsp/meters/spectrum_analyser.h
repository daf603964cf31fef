// The spectrum of a sound by overlapping FFTs: the newest, an average, the mean of all, and the highest of each bin.
#pragma once

#include <cstdint>
#include <vector>

#include "dsp/real_fft.h"

namespace headroom {

enum class SpectrumWindow : uint8_t {
  hann,             // for looking
  blackman_harris,  // for soft tones beside loud ones: side lobes 92 dB down
  flat_top,         // for reading a tone's level: within 0.01 dB between bins
  rectangular,      // for signals that repeat within the window
};

// One channel.
class SpectrumAnalyser {
 public:
  // Windows of `window_frames` (even, no prime factor above 5), each `hop_frames` after the one before; average_s is
  // the time constant of level_dBFS(), 0 shows each window alone. Allocates; nothing after it does.
  SpectrumAnalyser(int window_frames, int hop_frames, SpectrumWindow window, double sample_rate,
                   double average_s = 0.3);

  // The same spectra for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  // Forgets the mean and the held levels.
  void reset();

  int bins() const { return fft_.bins(); }
  double freq_hz(int bin) const { return bin * bin_width_hz_; }
  // A sine on the bin reads its level (AES17: 0 at full scale); -infinity for silence, and before the first window.
  double level_dBFS(int bin) const;
  double held_dBFS(int bin) const;
  double mean_dBFS(int bin) const;
  // The powers behind level_dBFS(), bin by bin: those of several channels may be added. A sine at full scale is 0.5.
  const std::vector<double>& powers() const { return shown_; }
  int64_t windows() const { return windows_; }  // since reset()

 private:
  void analyse();

  RealFft fft_;
  int hop_frames_;
  double bin_width_hz_, rise_;
  float scale_;  // makes the power of a bin that of a sine on it
  std::vector<float> window_, ring_, windowed_, re_, im_;
  std::vector<double> shown_, held_, sum_;
  size_t write_ = 0;  // in the ring
  int until_window_;
  int64_t windows_ = 0;
};

}  // namespace headroom
