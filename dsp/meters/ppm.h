// Quasi-peak programme meters (IEC 60268-10, EBU Tech 3205): they follow peaks long enough to be heard as distorted and
// pass over shorter ones, and fall slowly enough to be read.
#pragma once

#include <cstdint>

namespace headroom {

enum class PpmKind : uint8_t {
  type_I,     // IEC type I: 5 ms
  din_45406,  // type I with the faster return of German broadcasting, 1.5 s for 20 dB
  nordic,     // type I with the Nordic scale (N9)
  type_IIa,   // British: 10 ms, scale 1..7
  type_IIb,   // EBU: as IIa, scale in dB about TEST
};

// One channel.
class PpmMeter {
 public:
  PpmMeter(PpmKind kind, double sample_rate);

  // The same readings for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  void reset() { slow_ = fast_ = highest_ = 0; }
  void reset_max() { highest_ = 0; }

  // A steady sine reads its peak; -infinity for silence.
  double reading_dBFS() const;
  double max_dBFS() const;  // the highest reading since reset()

 private:
  double slow_rise_, fast_rise_, slow_share_, gain_;
  double fall_;  // what is left after a frame
  double slow_ = 0, fast_ = 0, highest_ = 0;
};

// Where a level stands on the scale of its kind, as engraved: type I and DIN in dB about the permitted maximum
// (0 = -9 dBFS), Nordic and EBU in dB about TEST (-18 dBFS), British 1..7 (4 = -18 dBFS, 4 dB a mark).
double ppm_scale(PpmKind kind, double reading_dBFS);

}  // namespace headroom
