// How much sound comes from each direction: every sample's energy is counted for the angle it seems to come from, as
// the polar level of a goniometer does, and averaged over a stretch of time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "dsp/meters/surround_field.h"

namespace headroom {

inline constexpr int kAngleBins = 36;

// Of two loudspeakers the angles are a goniometer's, +90 .. -90 degrees: 45 is left alone, 0 is mono, beyond +-45 both
// are out of phase. Of more they are azimuths, +180 .. -180, where the energy of each sample pulls to; the LFE has
// none.
class AngleLevels {
 public:
  explicit AngleLevels(std::span<const FieldLoudspeaker> loudspeakers);

  // channels[channel][frame]. The same levels for blocks of any length. The audio thread may.
  void process(const float* const* channels, int frames);
  // Mean squares by angle since the last take, the leftmost first; bin b is centred at angle_deg(b).
  std::array<double, kAngleBins> take();
  double angle_deg(int bin) const { return span_deg_ * (0.5 - (bin + 0.5) / kAngleBins); }

 private:
  void add(double angle_deg, double energy);

  struct Place {
    double x, y;  // of a unit vector, y to the front, x to the left
  };
  std::vector<Place> places_;  // 0, 0 of an LFE
  double span_deg_;
  std::array<double, kAngleBins> energies_{};
  int64_t frames_ = 0;
};

}  // namespace headroom
