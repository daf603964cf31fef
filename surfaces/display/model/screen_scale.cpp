#include "surfaces/display/model/screen_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "surfaces/display/draw/metrics.h"

namespace headroom::display {
namespace {

constexpr float kFineDots_per_mm = 140 / 25.4f;
constexpr float kMmPerInch = 25.4f;

float finger_scale(const Monitor& monitor) {
  return std::ceil(kFinger_mm * monitor.dots_per_mm() / kLeastTarget / metrics::kScaleStep) * metrics::kScaleStep;
}

}  // namespace

float own_scale(const Monitor& monitor) {
  if (monitor.told_scale != 1.0f) return std::clamp(std::round(monitor.told_scale / metrics::kScaleStep) * metrics::kScaleStep, metrics::kSmallestScale, metrics::kLargestScale);
  return monitor.dots_per_mm() > kFineDots_per_mm && monitor.width_px > 1920 ? 1.5f : 1.0f;
}

float scale_for(const Preferences& likes, const Monitor& monitor, int width_px, int height_px) {
  float scale = likes.scale > 0 ? likes.scale : own_scale(monitor);
  if (likes.is_touched) scale = std::max(scale, finger_scale(monitor));
  const float room = std::min(static_cast<float>(width_px) / metrics::kMinPageWidth, static_cast<float>(height_px) / metrics::kMinPageHeight);
  return std::clamp(std::min(scale, std::floor(room / metrics::kScaleStep) * metrics::kScaleStep), metrics::kSmallestScale, metrics::kLargestScale);
}

std::string scale_note(const Preferences& likes, const Monitor& monitor, float scale) {
  char words[200] = "";
  const auto percent = static_cast<double>(100 * scale), per_inch = static_cast<double>(monitor.dots_per_mm() * kMmPerInch);
  if (likes.is_touched && scale < finger_scale(monitor))
    std::snprintf(words, sizeof words, "Small buttons are %.0f mm here, fingers want 9 mm: the page needs a larger window or monitor",
                  static_cast<double>(kLeastTarget * scale / monitor.dots_per_mm()));
  else if (!likes.is_touched && likes.scale == 0 && monitor.told_scale == 1.0f && scale > 1)
    std::snprintf(words, sizeof words, "This monitor has %.0f dots an inch: the screen is drawn at %.0f %%. Ctrl + and Ctrl - change it", per_inch, percent);
  return words;
}

}  // namespace headroom::display
