#include "dsp/meters/digital_peak.h"

#include <cmath>
#include <iterator>

#include "dsp/decibels.h"

namespace headroom {
namespace {

constexpr double kFall_dB_per_s = 20 / 1.7;
constexpr double kHold_s = 1;

// Below each level the scale is straight to the one before.
struct Mark {
  double level_dBFS, height;
};
constexpr Mark kMarks[] = {{-70, 0}, {-60, 0.025}, {-50, 0.075}, {-40, 0.15}, {-30, 0.3}, {-20, 0.5}, {0, 1}};

}  // namespace

DigitalPeakMeter::DigitalPeakMeter(double sample_rate)
    : fall_(static_cast<float>(std::pow(10, -kFall_dB_per_s / 20 / sample_rate))),
      hold_frames_(std::llround(kHold_s * sample_rate)) {}

void DigitalPeakMeter::process(const float* samples, int frames) {
  for (int f = 0; f < frames; ++f) {
    const float x = std::fabs(samples[f]);
    peak_ *= fall_;
    if (x > peak_) peak_ = x;  // false for NaN
    if (since_held_ >= hold_frames_) held_ *= fall_;
    ++since_held_;
    if (peak_ >= held_) {
      held_ = peak_;
      since_held_ = 0;
    }
  }
}

void DigitalPeakMeter::reset() {
  peak_ = held_ = 0;
  since_held_ = 0;
}

double DigitalPeakMeter::reading_dBFS() const { return level_dB(static_cast<double>(peak_)); }
double DigitalPeakMeter::held_dBFS() const { return level_dB(static_cast<double>(held_)); }

double digital_peak_deflection(double reading_dBFS) {
  if (!(reading_dBFS > kMarks[0].level_dBFS)) return 0;
  for (size_t i = 1; i < std::size(kMarks); ++i) {
    const Mark &low = kMarks[i - 1], &high = kMarks[i];
    if (reading_dBFS < high.level_dBFS)
      return low.height +
             (reading_dBFS - low.level_dBFS) / (high.level_dBFS - low.level_dBFS) * (high.height - low.height);
  }
  return 1;
}

}  // namespace headroom
