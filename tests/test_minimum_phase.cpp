// A filter of minimum phase from its magnitude, against filters known to be of minimum phase.
#include <catch2/catch.hpp>

#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "dsp/minimum_phase.h"

namespace headroom {
namespace {

constexpr int kFrames = 1024;

// |H| of the taps 1, tap[1], ... at every bin.
std::vector<float> magnitudes_of(const std::vector<double>& taps) {
  std::vector<float> magnitudes;
  for (int bin = 0; bin <= kFrames / 2; ++bin) {
    std::complex<double> sum = 0;
    for (size_t i = 0; i < taps.size(); ++i)
      sum += taps[i] * std::polar(1.0, -2 * std::numbers::pi * bin * static_cast<double>(i) / kFrames);
    magnitudes.push_back(static_cast<float>(std::abs(sum)));
  }
  return magnitudes;
}

}  // namespace

TEST_CASE("a filter whose zeros lie inside the circle comes back from its magnitude alone") {
  const std::vector<double> taps{1, -0.9, 0.3, 0.1};
  const auto found = minimum_phase_filter(magnitudes_of(taps), kFrames);
  for (size_t i = 0; i < found.size(); ++i) REQUIRE(found[i] == Approx(i < taps.size() ? taps[i] : 0.0).margin(2e-6));
}

TEST_CASE("a filter with its zero outside comes back with the zero mirrored inside") {
  const auto found = minimum_phase_filter(magnitudes_of({0.5, 1}), kFrames);
  CHECK(found[0] == Approx(1).margin(2e-6));
  CHECK(found[1] == Approx(0.5).margin(2e-6));
}

TEST_CASE("a flat magnitude is a single tap at once") {
  const auto found = minimum_phase_filter(std::vector<float>(kFrames / 2 + 1, 0.25f), kFrames);
  CHECK(found[0] == Approx(0.25));
  for (size_t i = 1; i < found.size(); ++i) REQUIRE(found[i] == Approx(0).margin(1e-7));
}

}  // namespace headroom
