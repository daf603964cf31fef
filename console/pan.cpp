#include "console/pan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

PanGains pan_gains(PanLaw law, float position) {
  const double p = std::clamp((static_cast<double>(position) + 100) / 200, 0.0, 1.0);
  const double angle_rad = p * std::numbers::pi / 2;
  const double cosine = p < 1 ? std::cos(angle_rad) : 0;  // cos(pi/2) in binary is not 0
  const double sine = std::sin(angle_rad);
  const auto gains = [](double left, double right) {
    return PanGains{static_cast<float>(left), static_cast<float>(right)};
  };
  switch (law) {
    case PanLaw::sine: return gains(cosine, sine);
    case PanLaw::root: return gains(std::sqrt(1 - p), std::sqrt(p));
    case PanLaw::compromise: return gains(std::sqrt(cosine * (1 - p)), std::sqrt(sine * p));
    case PanLaw::linear: return gains(1 - p, p);
    case PanLaw::balance: return gains(std::min(1.0, 2 * (1 - p)), std::min(1.0, 2 * p));
  }
  return gains(cosine, sine);
}

PanGains stereo_balance(float position) { return pan_gains(PanLaw::balance, position); }

}  // namespace headroom
