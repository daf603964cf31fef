// Levels of a stretch of sound: what a file holds, or a block. Linear; full scale is 1.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace headroom {

// The largest absolute sample.
float sample_peak(const float* samples, int64_t frames);

double mean_square(std::span<const float> samples);

// Product-moment correlation of two sides without removal of their means, as goniometers show it: +1 mono, 0
// unrelated, -1 out of phase. Nothing when a side is silent. Both sides are of one length.
std::optional<double> correlation(std::span<const float> left, std::span<const float> right);

// Below this power, -80 dBFS, the field meters call a side silent.
inline constexpr double kSilentPower = 1e-8;

// The same of running means of the product and of the squares; nothing when one of the two is below kSilentPower.
std::optional<double> correlation_of(double product, double power, double other_power);

// RMS in dBFS by AES17: a sine at full scale reads 0 dBFS. -infinity for silence.
double rms_dBFS(double mean_square);

}  // namespace headroom
