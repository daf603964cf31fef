// What a stereo signal looks like: the goniometer's cloud, the polar level and where the image stands (screen.md
// section 6.2). Fed with the sound of a meter tap; all times are audio time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "surfaces/display/draw/live_picture.h"

namespace headroom::display {

inline constexpr int kFieldPixels = 256;
inline constexpr float kFieldOrigin = 0.9f, kFieldRadius = 0.65f;
inline constexpr int kPolarBins = 91;  // over 180 degrees: bin 0 is out of phase to the left, 45 is mono

class StereoField {
 public:
  StereoField();

  // The next samples, left and right of the same frames.
  void feed(std::span<const float> left, std::span<const float> right, double sample_rate);

  // Forgets what it has heard.
  void reset();

  // The cloud: kFieldPixels squared, top row first. Both half-waves are folded upwards from the origin (kFieldOrigin of
  // the height from the top): mono is the vertical axis, left alone lies at 45 degrees to the left, what is out of
  // phase along the horizontal. kFieldRadius of the width is full scale times zoom.
  Pixels pixels() const { return {kFieldPixels, kFieldPixels, pixels_, drawn_}; }
  float density(int x, int y) const { return density_[static_cast<size_t>(y * kFieldPixels + x)]; }
  // What the cloud is magnified by, dB.
  float zoom_dB() const { return zoom_dB_; }

  // Radius 0...1 of one direction: its energy over the last 300 ms, the full radius standing for the loudest direction
  // and the centre for 30 dB below.
  float polar_radius(int bin) const { return polar_radius_[static_cast<size_t>(bin)]; }
  // Degrees from mono, -90...+90 (negative left) of a bin.
  static float polar_angle_deg(int bin) { return -90.0f + 2.0f * static_cast<float>(bin); }

  // The main axis of the cloud over the last 300 ms: 0 mono, -45 left alone, +45 right alone, +-90 out of phase. Of one
  // source it is exact; nothing in silence (below -80 dBFS).
  std::optional<float> image_angle_deg() const;

 private:
  void draw_cloud(std::span<const float> left, std::span<const float> right, float seconds);
  void fade(float decay);
  void draw_pixels();
  void measure_polar(std::span<const float> left, std::span<const float> right, float seconds);

  std::vector<float> density_;
  std::array<bool, kFieldPixels> is_lit_{};  // rows with any light in them
  std::vector<Rgba> pixels_;
  uint64_t drawn_ = 0;  // counts the clouds drawn
  std::array<float, kPolarBins> polar_energy_{};
  std::array<float, kPolarBins> polar_radius_{};
  struct Axis {
    double up = 0, across = 0, product = 0;  // mean squares of L+R and R-L, halved, and what they have in common
  } axis_;
  float zoom_dB_ = 0;
};

}  // namespace headroom::display
