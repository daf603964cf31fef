// A listener's head, as monitoring over headphones needs it: how sound from a direction arrives at both ears, at any
// sample rate. Not for the audio thread.
#pragma once

#include <string>
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

  static Result<SofaHead> load(const std::string& path);

  const std::string& name() const { return measured_.name; }

  // From the measured direction that is nearest, without interpolation, which would comb where arrival times differ.
  // Azimuth in degrees, positive to the left; elevation in degrees, positive up. `sample_rate`: 8000 to 384000 Hz;
  // resampled by libmysofa. The response of a filter: its gain does not depend on the rate.
  Result<HeadResponse> towards(double azimuth_degrees, double elevation_degrees, double sample_rate) const;

 private:
  explicit SofaHead(SofaMeasurements measured) : measured_(std::move(measured)) {}
  size_t nearest(double azimuth_degrees, double elevation_degrees) const;

  SofaMeasurements measured_;
};

}  // namespace headroom
