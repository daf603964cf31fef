// A real-time analyser in fractional octaves (IEC 61260-1 class 1 for thirds): each band is a sixth-order Butterworth
// band-pass, run at a rate that suits its frequency, and the level of what it lets through.
#pragma once

#include <cstdint>
#include <vector>

#include "dsp/meters/biquad.h"
#include "dsp/meters/half_band.h"
#include "dsp/meters/octave_bands.h"

namespace headroom {

// One channel.
class OctaveAnalyser {
 public:
  // Bands from 20 Hz to 20 kHz, or to where the sample rate ends; the shown level averages over `average_s`. Allocates;
  // nothing after it does.
  OctaveAnalyser(int bands_per_octave, double sample_rate, double average_s = 0.125);

  // The same levels for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  // Forgets the mean and the held levels; the filters go on.
  void reset();

  const std::vector<OctaveBand>& bands() const { return bands_; }
  // AES17: a sine at full scale reads 0 in its band. -infinity for silence.
  double level_dBFS(size_t band) const;
  double level_power(size_t band) const { return of_band(band, &BandPair::shown); }  // the same as a mean square
  double held_dBFS(size_t band) const;  // the highest that level_dBFS() was since reset()
  double mean_dBFS(size_t band) const;  // the power since reset()

 private:
  // Two bands side by side, three band-passes one after another.
  struct Section {
    TwoChannels gain, a1, a2, z1{}, z2{};
  };
  struct BandPair {
    Section sections[3];
    TwoChannels shown{}, held{}, sum{};
  };
  // Everything that runs at one sample rate.
  struct Rate {
    double rate_hz, rise = 0;
    std::vector<BandPair> pairs;
    int64_t frames = 0;  // since reset()
  };
  struct Place {
    size_t rate, pair, side;
  };
  static void filter(Rate& rate, const float* samples, int frames);
  static Section design(const OctaveBand& band, const OctaveBand& other, double rate_hz, int section);
  double of_band(size_t band, TwoChannels BandPair::*value) const;

  std::vector<OctaveBand> bands_;
  std::vector<Place> places_;
  std::vector<Rate> rates_;           // highest first; the first is twice the sample rate where it is needed
  std::vector<RateDoubler> doubler_;  // one or none
  std::vector<RateHalver> halvers_;
  std::vector<float> raised_, lowered_, more_lowered_;
};

}  // namespace headroom
