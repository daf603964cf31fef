#include "dsp/meters/half_band.h"

#include <cmath>
#include <numbers>

namespace headroom {

std::vector<float> design_half_band(size_t neighbours, double kaiser_beta) {
  std::vector<double> exact(neighbours);
  double sum = 0;
  for (size_t k = 0; k < neighbours; ++k) {
    const double place = static_cast<double>(k) + 0.5;  // in samples of the lower rate
    const double inside = place / static_cast<double>(neighbours);
    const double window =
        std::cyl_bessel_i(0, kaiser_beta * std::sqrt(1 - inside * inside)) / std::cyl_bessel_i(0, kaiser_beta);
    exact[k] = std::sin(std::numbers::pi * place) / (std::numbers::pi * place) * window;
    sum += 2 * exact[k];
  }
  std::vector<float> coefficients;
  for (const double c : exact) coefficients.push_back(static_cast<float>(c / sum));
  return coefficients;
}

}  // namespace headroom
