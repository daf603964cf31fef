// The digital peak meter (IEC 60268-18): it rises with the first sample, falls 20 dB in 1.7 s, and holds the highest
// peak of the last second beside it.
#pragma once

#include <cstdint>

namespace headroom {

// One channel.
class DigitalPeakMeter {
 public:
  explicit DigitalPeakMeter(double sample_rate);

  // The same readings for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  void reset();

  double reading_dBFS() const;  // the bar; -infinity for silence
  double held_dBFS() const;     // the mark: the highest of the last second, then it falls as the bar does

 private:
  float fall_;  // what is left after a frame
  int64_t hold_frames_;
  float peak_ = 0, held_ = 0;
  int64_t since_held_ = 0;  // frames
};

// The height of a level on the scale, 0..1: 20 dB take half of it, 0 lies at -70 dBFS and below.
double digital_peak_deflection(double reading_dBFS);

}  // namespace headroom
