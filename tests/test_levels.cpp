// Levels of a stretch of sound, against numbers that can be worked out by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "dsp/levels.h"

using namespace headroom;

namespace {

std::vector<float> sine(double freq_hz, double peak, double phase_rad = 0) {
  std::vector<float> samples(48000);
  for (size_t f = 0; f < samples.size(); ++f)
    samples[f] = static_cast<float>(
        peak * std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(f) / 48000 + phase_rad));
  return samples;
}

}  // namespace

TEST_CASE("a sine at full scale reads 0 dBFS RMS, a square +3.01 (AES17)") {
  CHECK(rms_dBFS(mean_square(sine(1000, 1))) == Approx(0).margin(0.001));
  const std::vector<float> square(100, -1.0f);
  CHECK(rms_dBFS(mean_square(square)) == Approx(3.0103).margin(0.001));
}

TEST_CASE("silence has no level") {
  const std::vector<float> silence(100);
  CHECK(rms_dBFS(mean_square(silence)) == -INFINITY);
  CHECK(rms_dBFS(mean_square({})) == -INFINITY);
  CHECK(sample_peak(silence.data(), 100) == 0);
}

TEST_CASE("the sample peak is the largest sample of either sign") {
  const std::vector<float> samples{0.1f, -0.75f, 0.5f};
  CHECK(sample_peak(samples.data(), 3) == 0.75f);
}

TEST_CASE("correlation is 1 for mono, -1 for reversed polarity, 0 for a quarter turn, whatever the levels") {
  const auto left = sine(1000, 0.5);
  auto right = sine(1000, 0.01);
  CHECK(*correlation(left, right) == Approx(1).margin(1e-6));
  for (float& x : right) x = -x;
  CHECK(*correlation(left, right) == Approx(-1).margin(1e-6));
  CHECK(*correlation(left, sine(1000, 0.5, std::numbers::pi / 2)) == Approx(0).margin(1e-6));
}

TEST_CASE("a silent side has no correlation with anything") {
  const std::vector<float> silence(48000);
  CHECK_FALSE(correlation(sine(1000, 0.5), silence));
}
