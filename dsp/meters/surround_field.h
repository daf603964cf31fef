// Where the sound of several loudspeakers comes from: the level of each, how neighbours belong together, and the one
// direction in which all of them pull.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dsp/loudspeakers.h"

namespace headroom {

// Degrees: azimuth 0 in front, positive to the left; elevation positive up.
struct FieldLoudspeaker {
  double azimuth_deg = 0, elevation_deg = 0;
  bool is_lfe = false;
};

// The loudspeakers of a layout, in their order.
std::vector<FieldLoudspeaker> field_of(SpeakerLayout layout);

// The energy vector rE = sum of power * direction / sum of power, without the LFE.
struct Dominance {
  double azimuth_deg = 0, elevation_deg = 0;
  double length = 0;  // 0 from all around .. 1 from one loudspeaker
};

// Of mean squares, one a loudspeaker; nothing in silence.
std::optional<Dominance> dominance_of(std::span<const FieldLoudspeaker> loudspeakers, std::span<const double> powers);

class SurroundFieldMeter {
 public:
  // Allocates; nothing after it does.
  SurroundFieldMeter(std::span<const FieldLoudspeaker> loudspeakers, double sample_rate);

  // channels[channel][frame]; averages over 0.3 s. The same readings for blocks of any length. The audio thread may.
  void process(const float* const* channels, int frames);
  void reset();

  // RMS of a channel (AES17); -infinity for silence.
  double level_dBFS(int channel) const;

  // Two loudspeakers that stand side by side in one layer (below 20 degrees of elevation, or above), first and second
  // in the order of their azimuth; the circle closes behind.
  struct Neighbours {
    int first, second;
  };
  const std::vector<Neighbours>& neighbours() const { return neighbours_; }
  // -1..+1 of a pair of neighbours(); nothing when one is silent (below -80 dBFS).
  std::optional<double> correlation(size_t pair) const;
  // Of the LFE with the sum of all others, below 0 when it works against them; nothing when one is silent, or there is
  // no LFE.
  std::optional<double> lfe_correlation() const;

  // Nothing in silence.
  std::optional<Dominance> dominance() const { return dominance_of(loudspeakers_, powers_); }

 private:
  std::vector<FieldLoudspeaker> loudspeakers_;
  std::vector<Neighbours> neighbours_;
  int lfe_ = -1;  // its channel
  double rise_;
  std::vector<double> powers_, products_;  // of each channel, of each pair
  double others_power_ = 0, lfe_product_ = 0;
};

}  // namespace headroom
