// What a stereo signal looks like: the goniometer's cloud, the polar level, correlation, balance and the loss when it is
// summed to mono (screen.md section 6.2). Fed with the main mix as it is heard; all times are audio time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "surfaces/display/draw/theme.h"

namespace headroom::display {

inline constexpr int kFieldPixels = 256;
inline constexpr float kFieldOrigin = 0.9f, kFieldRadius = 0.65f;
inline constexpr int kPolarBins = 91;  // over 180 degrees: bin 0 is out of phase to the left, 45 is mono

class StereoField {
 public:
  StereoField();

  // The next samples, left and right of the same frames.
  void feed(std::span<const float> left, std::span<const float> right, double sample_rate);

  // The cloud: kFieldPixels squared, top row first. Both half-waves are folded upwards from the origin (kFieldOrigin of
  // the height from the top): mono is the vertical axis, left alone lies at 45 degrees to the left, what is out of phase
  // along the horizontal. kFieldRadius of the width is full scale times zoom.
  std::span<const Rgba> pixels() const { return pixels_; }
  float density(int x, int y) const { return density_[static_cast<size_t>(y * kFieldPixels + x)]; }
  // What the cloud is magnified by, dB.
  float zoom_dB() const { return zoom_dB_; }

  // Radius 0...1 of one direction: its energy over the last 300 ms, the full radius standing for the loudest direction
  // and the centre for 30 dB below.
  float polar_radius(int bin) const { return polar_radius_[static_cast<size_t>(bin)]; }
  // Degrees from mono, -90...+90 (negative left) of a bin.
  static float polar_angle_deg(int bin) { return -90.0f + 2.0f * static_cast<float>(bin); }

  // -1...+1: +1 mono, 0 nothing in common, -1 out of phase. 0 in silence.
  float correlation_fast() const { return correlation(fast_); }  // 0.3 s
  float correlation_slow() const { return correlation(slow_); }  // 3 s
  // True when the slow correlation has been below -0.2 for a second.
  bool has_phase_alarm() const { return out_of_phase_s_ >= 1.0f; }
  // Right against left, dB over 3 s; positive is right. 0 in silence.
  float balance_dB() const;
  // RMS level of (L+R)/2 against the mean power of both sides, dB over 3 s: 0 for mono, -3 with nothing in common.
  float mono_loss_dB() const;
  // False in silence (below -80 dBFS): the numbers above say nothing.
  bool has_signal() const;

 private:
  struct Powers {
    double left = 0, right = 0, product = 0;
    void average(const Powers& now, double keep);
  };
  static float correlation(const Powers& powers);
  void draw_cloud(std::span<const float> left, std::span<const float> right, float seconds);
  void measure_polar(std::span<const float> left, std::span<const float> right, float seconds);

  std::vector<float> density_;
  std::vector<Rgba> pixels_;
  std::array<Rgba, 256> light_;
  std::array<float, kPolarBins> polar_energy_{};
  std::array<float, kPolarBins> polar_radius_{};
  Powers fast_, slow_;
  float zoom_dB_ = 0;
  float out_of_phase_s_ = 0;
};

}  // namespace headroom::display
