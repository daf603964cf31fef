#include "dsp/graphic_eq_design.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsp/eq_design.h"

namespace headroom {
namespace {

using Bands = std::array<double, kGraphicEqBands>;
using Matrix = std::array<Bands, kGraphicEqBands>;

constexpr double kFull_dB = 12, kFullQ = 3.2;  // where both kinds are alike
constexpr double kLargest_dB = 15;
// Four rounds leave less than 0.25 dB of the worst of settings (all sliders full, up and down in turn).
constexpr int kRefinements = 4;
// A band whose slider is at 0 and whose share in correcting its neighbours is less than this is not worth a
// filter.
constexpr double kNegligible_dB = 0.02;

double q_of(GraphicEqKind kind, double gain_dB) {
  if (kind == GraphicEqKind::constant_q) return kFullQ;
  return kFullQ * std::min(0.5 + 0.5 * std::abs(gain_dB) / kFull_dB, 1.0);
}

double gain_of(double gain_dB) { return std::pow(10.0, gain_dB / 20); }

double power_dB(double power) { return 10 * std::log10(power); }

size_t distance(size_t band, size_t other) { return band > other ? band - other : other - band; }

// Power gain of an analogue bell with this linear gain at the centre of the band `distance` thirds of an
// octave away.
double bell_power(double gain, double q, size_t distance) {
  static const Bands spread = [] {
    Bands squares;
    for (int i = 0; i < kGraphicEqBands; ++i) {
      const double ratio = std::pow(10.0, i / 10.0);
      squares[static_cast<size_t>(i)] = (ratio - 1 / ratio) * (ratio - 1 / ratio);
    }
    return squares;
  }();
  const double detuning = q * q * spread[distance];
  return (detuning + gain) / (detuning + 1 / gain);
}

// How much of its own gain a bell has at each centre, taken at full gain, inverted: row i says by how much
// band i moves for each dB that is missing at a centre. The matrix is symmetric and positive definite (its
// eigenvalues are 0.50 to 2.12), so the elimination needs no pivoting.
const Matrix& corrections() {
  static const Matrix inverse = [] {
    Matrix overlap, result{};
    for (size_t i = 0; i < kGraphicEqBands; ++i) {
      result[i][i] = 1;
      for (size_t j = 0; j < kGraphicEqBands; ++j)
        overlap[i][j] = power_dB(bell_power(gain_of(kFull_dB), kFullQ, distance(i, j))) / kFull_dB;
    }
    for (size_t pivot = 0; pivot < kGraphicEqBands; ++pivot) {
      const double scale = 1 / overlap[pivot][pivot];
      for (double& x : overlap[pivot]) x *= scale;
      for (double& x : result[pivot]) x *= scale;
      for (size_t row = 0; row < kGraphicEqBands; ++row) {
        if (row == pivot) continue;
        const double factor = overlap[row][pivot];
        for (size_t j = 0; j < kGraphicEqBands; ++j) {
          overlap[row][j] -= factor * overlap[pivot][j];
          result[row][j] -= factor * result[pivot][j];
        }
      }
    }
    return result;
  }();
  return inverse;
}

// What the sliders ask for and the first `bands` bells together do not do yet.
Bands missing_dB(const Bands& wanted_dB, const Bands& bell_gain_dB, size_t bands, GraphicEqKind kind) {
  Bands power;
  power.fill(1);
  for (size_t band = 0; band < bands; ++band) {
    const double gain = gain_of(bell_gain_dB[band]), q = q_of(kind, bell_gain_dB[band]);
    for (size_t centre = 0; centre < bands; ++centre) power[centre] *= bell_power(gain, q, distance(centre, band));
  }
  Bands missing{};
  for (size_t centre = 0; centre < bands; ++centre) missing[centre] = wanted_dB[centre] - power_dB(power[centre]);
  return missing;
}

}  // namespace

double graphic_eq_centre_hz(int band) { return 1000 * std::pow(10.0, (band - 17) / 10.0); }

void design_graphic_eq(std::span<const float> gain_dB, GraphicEqKind kind, double sample_rate,
                       std::span<EqSection> sections) {
  size_t bands = kGraphicEqBands;
  while (bands > 0 && graphic_eq_centre_hz(static_cast<int>(bands) - 1) >= 0.49 * sample_rate) --bands;
  Bands wanted_dB{}, bell_gain_dB{};
  for (size_t band = 0; band < bands; ++band)
    wanted_dB[band] = std::clamp(static_cast<double>(gain_dB[band]), -kLargest_dB, kLargest_dB);

  const Matrix& inverse = corrections();
  for (int round = 0; round <= kRefinements; ++round) {
    const Bands missing = missing_dB(wanted_dB, bell_gain_dB, bands, kind);
    for (size_t i = 0; i < bands; ++i)
      for (size_t j = 0; j < bands; ++j) bell_gain_dB[i] += inverse[i][j] * missing[j];
  }

  for (size_t band = 0; band < kGraphicEqBands; ++band) {
    const double gain = bell_gain_dB[band];
    sections[band] = design_bell(graphic_eq_centre_hz(static_cast<int>(band)), gain, q_of(kind, gain), sample_rate);
    const bool is_idle = wanted_dB[band] == 0 && std::abs(gain) < kNegligible_dB;
    if (is_idle) sections[band] = bypassed(sections[band]);
  }
}

}  // namespace headroom
