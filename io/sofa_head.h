// A listener's head, as monitoring over headphones needs it: how sound from a direction arrives at both ears, at any
// sample rate. Not for the audio thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/sofa_file.h"

namespace headroom {

// What both ears hear of an impulse; both of one length.
struct HeadResponse {
  std::vector<float> left, right;
};

class SofaHead {
 public:
  // The head that is there when nobody brings one: the KEMAR manikin of Gardner and Martin (MIT Media Lab, 1994), which
  // comes with libmysofa.
  static const char* default_path();

  explicit SofaHead(SofaMeasurements measured) : measured_(std::move(measured)) {}
  // Of a file, as read_sofa_file().
  static Result<SofaHead> load(const std::string& path, double longest_ms);

  const std::string& name() const { return measured_.name; }
  double sample_rate() const { return measured_.sample_rate; }  // as it was measured, Hz

  // From the measured direction that is nearest, without interpolation, which would comb where arrival times differ.
  // Azimuth in degrees, positive to the left; elevation in degrees, positive up. `sample_rate`: 8000 to 384000 Hz;
  // resampled by libmysofa. The response of a filter: its gain does not depend on the rate.
  Result<HeadResponse> towards(double azimuth_degrees, double elevation_degrees, double sample_rate) const;

  // The mean power of both ears over all directions, at each of these frequencies: what a diffuse field sounds like.
  std::vector<double> diffuse_field(std::span<const double> freqs_hz) const;

 private:
  size_t nearest(const std::array<double, 3>& wanted) const;

  SofaMeasurements measured_;
};

}  // namespace headroom
