// RMS level by AES17: a sine at full scale reads 0 dBFS. Also the bar of the K-System (Katz), which is the same level
// on a scale whose 0 lies 12, 14 or 20 dB below full scale, where a loudspeaker is set to 83 dB SPL.
#pragma once

#include <cstdint>

namespace headroom {

enum class KScale : uint8_t { k_12, k_14, k_20 };
// What 0 on the scale is.
double k_zero_dBFS(KScale scale);

// One channel.
class RmsMeter {
 public:
  explicit RmsMeter(double sample_rate);

  // Integration of 600 ms: 99 % of a step's level is shown after it. The same readings for blocks of any length. The
  // audio thread may.
  void process(const float* samples, int frames);
  void reset() { first_ = second_ = highest_ = 0; }
  void reset_max() { highest_ = 0; }

  double mean_square() const { return second_; }
  double reading_dBFS() const;  // -infinity for silence
  double max_dBFS() const;      // the highest since reset()
  double reading_K_dB(KScale scale) const { return reading_dBFS() - k_zero_dBFS(scale); }

 private:
  double rise_;
  double first_ = 0, second_ = 0, highest_ = 0;
};

}  // namespace headroom
