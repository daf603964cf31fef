#include "dsp/meters/octave_bands.h"

#include <cmath>

namespace headroom {
namespace {

constexpr double kReference_hz = 1000;
constexpr double kOctave_decades = 0.3;
constexpr double kSlack_octaves = 0.01;

double octaves_from_reference(double freq_hz) { return std::log10(freq_hz / kReference_hz) / kOctave_decades; }
double freq_at(double octaves) { return kReference_hz * std::pow(10, kOctave_decades * octaves); }

}  // namespace

std::vector<OctaveBand> octave_bands(int bands_per_octave, double lowest_hz, double highest_hz) {
  const double width = 1.0 / bands_per_octave;
  const double offset = bands_per_octave % 2 ? 0 : width / 2;
  const double lowest = octaves_from_reference(lowest_hz) - kSlack_octaves;
  const double highest = octaves_from_reference(highest_hz) + kSlack_octaves;
  std::vector<OctaveBand> bands;
  for (double n = std::ceil((lowest - offset) / width); n * width + offset <= highest; ++n) {
    const double centre = n * width + offset;
    bands.push_back({freq_at(centre), freq_at(centre - width / 2), freq_at(centre + width / 2)});
  }
  return bands;
}

double nominal_hz(int bands_per_octave, double centre_hz) {
  const double decade = std::pow(10, std::floor(std::log10(centre_hz) + 1e-6));
  const double within = centre_hz / decade;
  if (bands_per_octave != 1 && bands_per_octave != 3) return std::round(within * 100) / 100 * decade;
  constexpr double kNominal[] = {1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8};
  return kNominal[std::lround(10 * std::log10(within)) % 10] * decade;
}

}  // namespace headroom
