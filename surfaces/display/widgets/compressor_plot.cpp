#include "surfaces/display/widgets/compressor_plot.h"

#include <algorithm>

#include "console/strip_dynamics.h"
#include "surfaces/display/input/control_touch.h"

namespace headroom::display {
namespace {

constexpr float kLowest_dB = -60;
constexpr int kPoints = 61;

}  // namespace

void compressor_plot(Frame& frame, Rect rect, StripIndex strip) {
  Canvas canvas = frame.canvas.in_well();
  const CompressorSettings settings = compressor_settings(frame.desk.show(), strip);
  const bool is_on = frame.desk.is_on(strip, Param::comp_on);
  const auto place = [&](float in_dB, float out_dB) {
    return Point{rect.x + rect.w * (in_dB - kLowest_dB) / -kLowest_dB,
                 rect.bottom() - rect.h * std::clamp((out_dB - kLowest_dB) / -kLowest_dB, 0.0f, 1.0f)};
  };
  const auto out_of = [&](float in_dB) { return in_dB + static_cast<float>(static_gain_dB(settings, in_dB)); };

  canvas.fill(rect, theme::kWell);
  for (float dB = -50; dB < 0; dB += 10) {
    const Point at = place(dB, dB);
    canvas.vertical_line(at.x, rect.y, rect.bottom(), theme::kGrid);
    canvas.horizontal_line(rect.x, rect.right(), at.y, theme::kGrid);
  }
  canvas.line(place(kLowest_dB, kLowest_dB), place(0, 0), theme::kLine, 1);
  canvas.clip(rect);
  if (is_on) {
    const float threshold = place(static_cast<float>(settings.threshold_dB), 0).x;
    canvas.vertical_line(threshold, rect.y, rect.bottom(), with_alpha(theme::kReduction, 0.5f));
  }
  std::vector<Point> points(kPoints);
  for (size_t i = 0; i < kPoints; ++i) {
    const float in_dB = kLowest_dB * (1 - static_cast<float>(i) / (kPoints - 1));
    points[i] = place(in_dB, out_of(in_dB));
  }
  canvas.curve(points, is_on ? theme::kTextHigh : theme::kTextOff, 2);
  canvas.unclip();
  // The meters know what goes in (bus) or what was taken away (all): the dot stands on the curve where that is taken.
  const LaneMeters* meters = frame.desk.meters().of(strip);
  if (!is_on || !meters || meters->level.peak_dB < kLowest_dB) return;
  const float in_dB = std::clamp(
      meters->level.peak_dB - meters->compressor.gain_dB - static_cast<float>(settings.makeup_dB), kLowest_dB, 0.0f);
  canvas.circle(place(in_dB, out_of(in_dB)), 5, theme::kReduction);
}

}  // namespace headroom::display
