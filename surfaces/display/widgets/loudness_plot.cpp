#include "surfaces/display/widgets/loudness_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace headroom::display {
namespace {

constexpr float kNumbers = 16, kMomentary = 8, kShortTerm = 4, kBarGap = 2;

float x_of(Rect scale, const TapScales& scales, float loudness_LUFS) {
  return scale.x + scale.w * scales.place_of(loudness_LUFS);
}

bool has_tenths(float loudness_LUFS) { return std::abs(loudness_LUFS - std::round(loudness_LUFS)) >= 0.05f; }

// Every three LU of EBU +9, every six of EBU +18.
// Twice that where numbers have tenths and want room.
int number_step(const TapScales& scales) {
  const int step = scales.highest_LU > 9 ? 6 : 3;
  return !scales.is_relative && has_tenths(scales.target_LUFS) ? 2 * step : step;
}

std::string scale_number(const TapScales& scales, int loudness_LU) {
  char text[8];
  if (scales.is_relative)
    std::snprintf(text, sizeof text, loudness_LU > 0 ? "+%d" : "%d", loudness_LU);
  else
    std::snprintf(text, sizeof text, "%.*f", has_tenths(scales.target_LUFS) ? 1 : 0,
                  static_cast<double>(scales.target_LUFS) + loudness_LU);
  return text;
}

void show_bar(Canvas& canvas, Rect bar, const TapScales& scales, float loudness_LUFS, float highest_LUFS) {
  canvas.fill(bar, theme::kWell);
  const float end = x_of(bar, scales, loudness_LUFS), target = x_of(bar, scales, scales.target_LUFS);
  const Color hue = canvas.palette().loudness;
  // Up to the target in the hue of loudness; what is above it shines.
  canvas.fill({bar.x, bar.y, std::min(end, target) - bar.x, bar.h}, with_alpha(hue, 0.65f));
  if (end > target) canvas.fill({target, bar.y, end - target, bar.h}, hue);
  const float highest = x_of(bar, scales, highest_LUFS);
  if (highest > bar.x) canvas.vertical_line(std::min(highest, bar.right() - 2), bar.y, bar.bottom(), theme::kWhite, 2);
}

// The loudest and the quietest of what one pixel column shows.
struct Column {
  float short_term_LUFS = -std::numeric_limits<float>::infinity();
  float momentary_LUFS = -std::numeric_limits<float>::infinity();
  float true_peak_dBTP = -std::numeric_limits<float>::infinity();
};

std::vector<Column> columns_of(const std::deque<MeterHistory>& history, int seconds, size_t count) {
  std::vector<Column> columns(count);
  const auto shown = static_cast<size_t>(seconds * kMeterHistoryPerSecond);
  const size_t first = history.size() > shown ? history.size() - shown : 0;
  for (size_t i = first; i < history.size(); ++i) {
    const size_t age = history.size() - 1 - i;  // the newest at the right edge
    Column& column = columns[count - 1 - std::min(count - 1, age * count / shown)];
    const MeterHistory& record = history[i];
    column.short_term_LUFS = std::max(column.short_term_LUFS, record.short_term_LUFS);
    column.momentary_LUFS = std::max(column.momentary_LUFS, record.momentary_LUFS);
    column.true_peak_dBTP = std::max(column.true_peak_dBTP, record.true_peak_dBTP);
  }
  return columns;
}

// The time of day some seconds before another, "21:43:07".
std::string time_before(const std::string& clock, int ago_s) {
  constexpr int kDay_s = 24 * 3600;
  int hours = 0, minutes = 0, seconds = 0;
  if (std::sscanf(clock.c_str(), "%d:%d:%d", &hours, &minutes, &seconds) != 3) return "";
  const int then_s = ((hours * 60 + minutes) * 60 + seconds - ago_s % kDay_s + kDay_s) % kDay_s;
  char words[40];
  std::snprintf(words, sizeof words, "%02d:%02d:%02d", then_s / 3600, then_s / 60 % 60, then_s % 60);
  return words;
}

void show_times(Frame& frame, Canvas& well, Rect plot, Rect line, int seconds) {
  constexpr float kLabel = 64;
  const int step_s = seconds > 300 ? 120 : seconds > 120 ? 60 : 30;
  for (int ago_s = step_s; ago_s < seconds; ago_s += step_s) {
    const float x = plot.right() - plot.w * static_cast<float>(ago_s) / static_cast<float>(seconds);
    well.vertical_line(x, plot.y, plot.bottom(), theme::kGrid);
    if (line.h > 0)
      frame.canvas.text({x - kLabel / 2, line.y, kLabel, line.h}, time_before(frame.clock, ago_s),
                        {Face::mono11, theme::kTextMid, theme::kPanel, Align::center});
  }
}

}  // namespace

void loudness_bars(Frame& frame, Rect rect, const TapScales& scales, const LoudnessReading& loudness) {
  Canvas& canvas = frame.canvas;
  const Rect numbers = rect.take_bottom(kNumbers);
  Canvas well = canvas.in_well();
  const float spare = rect.h - kMomentary - kShortTerm - kBarGap;
  rect.take_top(std::max(0.0f, spare / 2));
  const Rect momentary = rect.take_top(kMomentary);
  rect.take_top(kBarGap);
  const Rect short_term = rect.take_top(kShortTerm);
  show_bar(well, momentary, scales, loudness.momentary_LUFS, loudness.max_momentary_LUFS);
  show_bar(well, short_term, scales, loudness.short_term_LUFS, loudness.max_short_term_LUFS);
  const float target = x_of(momentary, scales, scales.target_LUFS);
  // Seen on the panel and in the well.
  canvas.vertical_line(target, momentary.y - 3, short_term.bottom() + 3, theme::kTextHigh);
  well.vertical_line(target, momentary.y, short_term.bottom(), theme::kTextHigh);
  if (loudness.integrated_LUFS > scales.target_LUFS + scales.lowest_LU) {
    const float x = x_of(momentary, scales, loudness.integrated_LUFS);
    canvas.triangle({x - 5, momentary.y - 6}, {x + 5, momentary.y - 6}, {x, momentary.y}, theme::kTextHigh);
  }
  const int step = number_step(scales);
  for (int LU = static_cast<int>(scales.lowest_LU) / step * step; LU < static_cast<int>(scales.highest_LU);
       LU += step) {
    if (static_cast<float>(LU) <= scales.lowest_LU) continue;
    const float x = x_of(momentary, scales, scales.target_LUFS + static_cast<float>(LU));
    canvas.text({x - 14, numbers.y, 28, numbers.h}, scale_number(scales, LU),
                {Face::mono11, LU == 0 ? theme::kTextHigh : theme::kTextMid, theme::kPanel, Align::center});
  }
}

void loudness_history(Frame& frame, Rect rect, const TapScales& scales, const std::deque<MeterHistory>& history,
                      int seconds, bool with_times) {
  const Rect times = rect.take_bottom(with_times ? kNumbers : 0);
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  show_times(frame, canvas, rect, times, seconds);
  const auto y_of = [&](float loudness_LUFS) { return rect.bottom() - rect.h * scales.place_of(loudness_LUFS); };
  canvas.horizontal_line(rect.x, rect.right(), y_of(scales.target_LUFS), theme::kLine);
  const float most_LUFS = scales.target_LUFS + kMostShortTerm_LU;
  const std::vector<Column> columns = columns_of(history, seconds, static_cast<size_t>(std::max(1.0f, rect.w)));
  const Color hue = canvas.palette().loudness;
  std::vector<Point> line;
  for (size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    const float x = rect.x + static_cast<float>(i);
    if (!(column.momentary_LUFS > scales.target_LUFS + scales.lowest_LU)) {
      canvas.curve(line, hue, 1.5f);
      line.clear();
      continue;
    }
    canvas.fill({x, y_of(column.momentary_LUFS), 1, rect.bottom() - y_of(column.momentary_LUFS)},
                with_alpha(hue, 0.22f));
    const float top = y_of(column.short_term_LUFS);
    if (column.short_term_LUFS > most_LUFS) canvas.fill({x, top, 1, y_of(scales.target_LUFS) - top}, theme::kWarning);
    if (column.true_peak_dBTP > kMostTruePeak_dBTP) canvas.fill({x, rect.y, 1, 4}, theme::kWarning);
    line.push_back({x + 0.5f, top});
  }
  canvas.curve(line, hue, 1.5f);
}

}  // namespace headroom::display
