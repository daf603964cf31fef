// The one meter tap whose sound this screen itself looks at: its goniometer, its spectrum, its angles over time. All
// other readings come from the console's meters (model/tap_readings.h).
#pragma once

#include <vector>

#include "surfaces/display/model/angle_strip.h"
#include "surfaces/display/model/stereo_field.h"
#include "surfaces/display/model/tap_readings.h"
#include "surfaces/display/model/tap_spectrum.h"

namespace headroom::display {

// What of a tap's sound is looked at.
struct Hearing {
  int tap = 0;
  bool with_spectrum = false;  // costs time: only where it is seen
  FftChoice fft;
};

class HeardTap {
 public:
  // Listens on from where it was; another tap, or another sound of it, is heard from now on.
  void update(const LinkClient& link, const TapReadings& meters, const Hearing& hearing);

  int tap() const { return tap_; }
  const StereoField& field() const { return field_; }
  const TapSpectrum& spectrum() const { return spectrum_; }
  TapSpectrum& spectrum() { return spectrum_; }
  const AngleStrip& angles() const { return angles_; }

 private:
  void begin(int tap, const TapAim& aim, uint64_t heard);

  int tap_ = 0;
  uint64_t aim_ = ~uint64_t{0};  // TapAim::number of what is heard; at first nobody's
  uint64_t heard_ = 0;           // frames of the tap's window
  std::vector<std::vector<float>> lanes_;
  StereoField field_;
  TapSpectrum spectrum_;
  AngleStrip angles_;
};

}  // namespace headroom::display
