#include "surfaces/display/model/screen_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "surfaces/display/draw/metrics.h"

namespace headroom::display {
namespace {

constexpr float kFineDots_per_mm = 140 / 25.4f;
constexpr float kMmPerInch = 25.4f;

constexpr float kLogicalPerMm = 96 / kMmPerInch;
// The rail's ten buttons between the two bars.
constexpr float kLeastFingerPage_mm = kUrgentFinger_mm + 11 * kFinger_mm + 12 * kFingerGap_mm;

float height_mm(const Monitor& monitor) { return static_cast<float>(monitor.height_px) / monitor.dots_per_mm(); }

}  // namespace

float own_scale(const Monitor& monitor) {
  if (monitor.told_scale != 1.0f)
    return std::clamp(std::round(monitor.told_scale / metrics::kScaleStep) * metrics::kScaleStep,
                      metrics::kSmallestScale, metrics::kLargestScale);
  return monitor.dots_per_mm() > kFineDots_per_mm && monitor.width_px > 1920 ? 1.5f : 1.0f;
}

float scale_for(const Preferences& likes, const Monitor& monitor, int width_px, int height_px) {
  const float scale = likes.scale > 0 ? likes.scale : own_scale(monitor);
  const float room = std::min(static_cast<float>(width_px) / metrics::kMinPageWidth,
                              static_cast<float>(height_px) / metrics::kMinPageHeight);
  return std::clamp(std::min(scale, std::floor(room / metrics::kScaleStep) * metrics::kScaleStep),
                    metrics::kSmallestScale, metrics::kLargestScale);
}

Fingers fingers_at(const Monitor& monitor, float scale) {
  const float logical_per_mm = monitor.dots_per_mm() > 0 ? monitor.dots_per_mm() / scale : kLogicalPerMm;
  const auto logical = [&](float mm) { return mm * logical_per_mm; };
  return {logical(kFinger_mm), logical(kUrgentFinger_mm), logical(kFingerGap_mm)};
}

Fingers fingers_for(const Preferences& likes, const Monitor& monitor, float scale) {
  return likes.is_touched ? fingers_at(monitor, scale) : Fingers{};
}

std::string scale_note(const Preferences& likes, const Monitor& monitor, float scale) {
  char words[200] = "";
  const auto percent = static_cast<double>(100 * scale),
             per_inch = static_cast<double>(monitor.dots_per_mm() * kMmPerInch);
  if (likes.is_touched && monitor.dots_per_mm() == 0)
    std::snprintf(words, sizeof words,
                  "This monitor does not say its size: what fingers touch is made for 96 dots an inch. Ctrl + and Ctrl "
                  "- change it");
  else if (likes.is_touched && height_mm(monitor) < kLeastFingerPage_mm)
    std::snprintf(words, sizeof words,
                  "This monitor is %.0f mm high, and what fingers touch needs %.0f mm: not all of it is in sight",
                  static_cast<double>(height_mm(monitor)), static_cast<double>(kLeastFingerPage_mm));
  else if (!likes.is_touched && likes.scale == 0 && monitor.told_scale == 1.0f && scale > 1)
    std::snprintf(words, sizeof words,
                  "This monitor has %.0f dots an inch: the screen is drawn at %.0f %%. Ctrl + and Ctrl - change it",
                  per_inch, percent);
  return words;
}

}  // namespace headroom::display
