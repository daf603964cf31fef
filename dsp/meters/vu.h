// The VU meter (IEC 60268-17, ANSI C16.5): a needle that shows the average of the rectified sound, close to how loud it
// seems.
#pragma once

namespace headroom {

inline constexpr double kZeroVU_dBFS =
    -20;  // a sine of +4 dBu in a desk aligned by SMPTE RP 155; EBU R 68 puts 0 dBu at -18

// One channel.
class VuMeter {
 public:
  // A steady sine of `zero_VU_dBFS` (peak) rests at 0 VU.
  explicit VuMeter(double sample_rate, double zero_VU_dBFS = kZeroVU_dBFS);

  // Another alignment from now on; the needle swings there.
  void align(double zero_VU_dBFS);

  // The same readings for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  void reset() { deflection_ = speed_ = highest_ = 0; }

  // The needle's place, linear in voltage: 0 at rest, 1 at 0 VU, 1.41 at +3 VU.
  double deflection() const { return deflection_; }
  double reading_VU() const;  // dB; -infinity at rest
  double max_VU() const;      // the highest since reset()

 private:
  double gain_;  // of the rectified sound; 1 is what holds the needle at 0 VU
  double frame_s_;
  double deflection_ = 0, speed_ = 0, highest_ = 0;
};

}  // namespace headroom
