// The FFT spectrum of a tap's sound and its spectrogram: the power of all lanes together, as the real-time analyser of
// the console counts it, over a logarithmic axis from 20 Hz to 20 kHz. It listens only while somebody looks.
#pragma once

#include <span>
#include <vector>

#include "dsp/meters/spectrum_analyser.h"
#include "surfaces/display/draw/live_picture.h"

namespace headroom::display {

// What the FFT is made with, as chosen on the screen.
struct FftChoice {
  SpectrumWindow window = SpectrumWindow::hann;
  int window_frames = 8192;
  float average_s = 0.3f;  // 0: each window alone
  bool operator==(const FftChoice&) const = default;
};

inline constexpr int kSpectrumPoints = 480;
inline constexpr int kSpectrogram_s = 30, kSpectrogramPerSecond = 20;
inline constexpr int kSpectrogramColumns = kSpectrogram_s * kSpectrogramPerSecond, kSpectrogramRows = 240;
inline constexpr float kSpectrogramTop_dBFS = -20, kSpectrogramBottom_dBFS = -100;

class TapSpectrum {
 public:
  // Begins anew when anything of this changes.
  void prepare(int lanes, double sample_rate, const FftChoice& choice);
  // The next frames: lanes[lane][frame], as many lanes as prepared.
  void process(std::span<const float* const> lanes, int frames);
  void reset_held();
  // What comes after this has nothing to do with what was before.
  void forget() { lanes_ = 0, windows_ = 0; }

  bool has_spectrum() const { return windows_ > 0; }
  // dBFS at kSpectrumPoints evenly spread places, first 20 Hz, last 20 kHz: the strongest that lies about each. AES17.
  std::span<const float> levels_dBFS() const { return levels_dBFS_; }
  std::span<const float> held_dBFS() const { return held_dBFS_; }
  // Columns as a ring: oldest_column() is the oldest; the newest stands before it. Low frequencies at the foot.
  Pixels spectrogram() const { return {kSpectrogramColumns, kSpectrogramRows, pixels_, drawn_}; }
  int oldest_column() const { return next_column_; }

 private:
  void take_window();
  void draw_column(std::span<const double> powers);
  // The power about a place of the axis: the highest of the bins that are nearer to it than to its neighbours.
  struct Place {
    size_t first_bin, last_bin;
    float share;  // between both, where no bin lies about the place
  };
  static std::vector<Place> places_of(int points, double bin_width_hz, size_t bins);
  static double power_at(const Place& place, std::span<const double> powers);

  int lanes_ = 0;
  double sample_rate_ = 0, rise_ = 1;
  FftChoice choice_;
  std::vector<SpectrumAnalyser> analysers_;  // one a lane, each window alone
  int64_t windows_ = 0;
  std::vector<double> newest_, shown_;  // by bin
  std::vector<Place> points_, rows_;
  std::vector<float> levels_dBFS_, held_dBFS_;
  std::vector<Rgba> pixels_;
  int next_column_ = 0;
  uint64_t drawn_ = 0;
};

}  // namespace headroom::display
