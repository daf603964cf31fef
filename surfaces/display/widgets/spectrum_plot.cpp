#include "surfaces/display/widgets/spectrum_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "dsp/meters/octave_bands.h"
#include "surfaces/display/input/touch.h"
#include "surfaces/display/model/response.h"

namespace headroom::display {
namespace {

constexpr float kTop_dBFS = 0, kBottom_dBFS = -96;
constexpr float kNumbers = 36, kFoot = 18;

struct FrequencyMark {
  float freq_hz;
  const char* words;
};
constexpr FrequencyMark kFrequencies[] = {{20, "20"},   {50, "50"},   {100, "100"}, {200, "200"},   {500, "500"},
                                          {1000, "1k"}, {2000, "2k"}, {5000, "5k"}, {10000, "10k"}, {20000, "20k"}};

struct Axes {
  Rect plot;
  float tilt_dB = 0;  // per octave, about 1 kHz

  float x(double freq_hz) const {
    return plot.x + plot.w * static_cast<float>(std::clamp(place_of(freq_hz), 0.0, 1.0));
  }
  float y(float level_dBFS, double freq_hz) const {
    const float level = level_dBFS + tilt_dB * static_cast<float>(std::log2(freq_hz / 1000));
    const float share = (level - kBottom_dBFS) / (kTop_dBFS - kBottom_dBFS);
    return plot.bottom() - plot.h * (share > 0 ? std::min(share, 1.0f) : 0.0f);
  }
};

void show_grid(Canvas& canvas, Canvas& well, Rect plot, Rect numbers, Rect foot) {
  for (const FrequencyMark& mark : kFrequencies) {
    const float x = plot.x + plot.w * static_cast<float>(place_of(static_cast<double>(mark.freq_hz)));
    if (mark.freq_hz > 20 && mark.freq_hz < 20000) well.vertical_line(x, plot.y, plot.bottom(), theme::kGrid);
    canvas.text({x - 16, foot.y, 32, foot.h}, mark.words,
                {Face::mono11, theme::kTextMid, theme::kPanel, Align::center});
  }
  for (int dB = 0; dB > static_cast<int>(kBottom_dBFS); dB -= 12) {
    const float y = plot.y + plot.h * static_cast<float>(dB) / kBottom_dBFS;
    if (dB < 0) well.horizontal_line(plot.x, plot.right(), y, theme::kGrid);
    canvas.text({numbers.x, y - 7, numbers.w - 6, 14}, std::to_string(dB),
                {Face::mono11, theme::kTextMid, theme::kPanel, Align::right});
  }
}

std::vector<OctaveBand> bands_of(const SpectrumReading& spectrum) {
  std::vector<OctaveBand> bands = octave_bands(std::max(1, spectrum.bands_per_octave));
  bands.resize(std::min(bands.size(), static_cast<size_t>(spectrum.bands)));
  return bands;
}

void show_bands(Canvas& canvas, const Axes& axes, const SpectrumReading& spectrum) {
  const std::vector<OctaveBand> bands = bands_of(spectrum);
  const float gap = bands.size() > 120 ? 0.0f : 1.0f;
  for (size_t i = 0; i < bands.size(); ++i) {
    const float left = axes.x(bands[i].lower_hz), right = axes.x(bands[i].upper_hz);
    const float top = axes.y(spectrum.level_dBFS[i], bands[i].centre_hz),
                held = axes.y(spectrum.held_dBFS[i], bands[i].centre_hz);
    canvas.fill({left, top, right - left - gap, axes.plot.bottom() - top}, with_alpha(theme::kAccent, 0.75f));
    if (held < axes.plot.bottom()) canvas.fill({left, held - 1, right - left - gap, 2}, theme::kTextMid);
  }
}

std::vector<Point> curve_of(const Axes& axes, std::span<const float> levels_dBFS) {
  std::vector<Point> points(levels_dBFS.size());
  for (size_t i = 0; i < points.size(); ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(points.size() - 1);
    points[i] = {axes.plot.x + axes.plot.w * static_cast<float>(place), axes.y(levels_dBFS[i], frequency_at(place))};
  }
  return points;
}

void show_fft(Canvas& canvas, const Axes& axes, const TapSpectrum& spectrum) {
  if (!spectrum.has_spectrum()) return;
  const std::vector<Point> now = curve_of(axes, spectrum.levels_dBFS());
  canvas.area(now, axes.plot.bottom(), with_alpha(theme::kAccent, 0.25f));
  canvas.curve(curve_of(axes, spectrum.held_dBFS()), with_alpha(theme::kTextMid, 0.7f), 1);
  canvas.curve(now, theme::kAccent, 1.5f);
}

void show_reference(Canvas& canvas, const Axes& axes, const ReferenceCurve& reference) {
  std::vector<Point> points;
  for (const CurvePoint& point : reference)
    points.push_back(
        {axes.x(static_cast<double>(point.freq_hz)), axes.y(point.level_dBFS, static_cast<double>(point.freq_hz))});
  canvas.curve(points, theme::kWarning, 1.5f);
}

// The pointer's frequency and what the plot shows there.
void show_reading(Frame& frame, Canvas& canvas, const Axes& axes, int tap) {
  const Touch pointer = touch(canvas, axes.plot, {"spectrum", static_cast<uint32_t>(tap)});
  if (!pointer.hovered && !pointer.held) return;
  const double freq_hz = frequency_at(static_cast<double>((pointer.at.x - axes.plot.x) / axes.plot.w));
  const float level_dBFS = level_at(shown_spectrum(frame, tap), static_cast<float>(freq_hz));
  canvas.vertical_line(pointer.at.x, axes.plot.y, axes.plot.bottom(), with_alpha(theme::kTextHigh, 0.5f));
  char words[48];
  std::snprintf(words, sizeof words, freq_hz < 1000 ? "%.0f Hz" : "%.2f kHz",
                freq_hz < 1000 ? freq_hz : freq_hz / 1000);
  std::string sentence = words;
  if (!std::isnan(level_dBFS)) {
    std::snprintf(words, sizeof words, " · %.1f dBFS", static_cast<double>(level_dBFS));
    sentence += words;
  }
  canvas.text({axes.plot.right() - 208, axes.plot.y + 4, 200, 16}, sentence,
              {Face::mono11, theme::kTextHigh, theme::kWell, Align::right});
}

}  // namespace

ReferenceCurve shown_spectrum(const Frame& frame, int tap) {
  ReferenceCurve curve;
  if (frame.open.field.shows_fft) {
    const std::span<const float> levels_dBFS = frame.desk.heard().spectrum().levels_dBFS();
    for (size_t i = 0; i < levels_dBFS.size(); ++i)
      curve.push_back(
          {static_cast<float>(frequency_at(static_cast<double>(i) / static_cast<double>(levels_dBFS.size() - 1))),
           levels_dBFS[i]});
    return curve;
  }
  if (!frame.desk.tap(tap).has_reading()) return curve;
  const SpectrumReading& spectrum = frame.desk.tap(tap).reading().spectrum;
  const std::vector<OctaveBand> bands = bands_of(spectrum);
  for (size_t i = 0; i < bands.size(); ++i)
    curve.push_back({static_cast<float>(bands[i].centre_hz), std::max(kBottom_dBFS, spectrum.level_dBFS[i])});
  return curve;
}

void spectrum_plot(Frame& frame, Rect rect, int tap) {
  Canvas well = frame.canvas.in_well();
  Rect foot = rect.take_bottom(kFoot);
  const Rect numbers = rect.take_left(kNumbers);
  foot.take_left(kNumbers);
  rect.take_top(6), rect.take_right(12);
  const FieldView& view = frame.open.field;
  const Axes axes{rect, view.tilt_dB};
  well.fill(rect, theme::kWell);
  show_grid(frame.canvas, well, rect, numbers, foot);
  well.clip(rect);
  if (view.shows_fft)
    show_fft(well, axes, frame.desk.heard().spectrum());
  else if (frame.desk.tap(tap).has_reading())
    show_bands(well, axes, frame.desk.tap(tap).reading().spectrum);
  if (view.with_reference) show_reference(well, axes, frame.reference.curve());
  well.unclip();
  show_reading(frame, well, axes, tap);
}

void spectrogram_plot(Frame& frame, Rect rect) {
  Canvas well = frame.canvas.in_well();
  Rect foot = rect.take_bottom(kFoot);
  const Rect numbers = rect.take_left(kNumbers);
  foot.take_left(kNumbers);
  rect.take_right(12);
  well.fill(rect, theme::kWell);
  // The ring of columns, oldest first: what was written after the newest, then what was written up to it.
  const float split =
      static_cast<float>(frame.desk.heard().spectrum().oldest_column()) / static_cast<float>(kSpectrogramColumns);
  void* texture = frame.pictures[static_cast<size_t>(LivePicture::spectrogram)];
  const float old = rect.w * (1 - split);
  well.image_part(texture, {rect.x, rect.y, old, rect.h}, {split, 0, 1 - split, 1});
  well.image_part(texture, {rect.x + old, rect.y, rect.w - old, rect.h}, {0, 0, split, 1});
  for (const FrequencyMark& mark :
       {FrequencyMark{100, "100"}, FrequencyMark{1000, "1k"}, FrequencyMark{10000, "10k"}}) {
    const float y = rect.bottom() - rect.h * static_cast<float>(place_of(static_cast<double>(mark.freq_hz)));
    well.horizontal_line(rect.x, rect.right(), y, with_alpha(theme::kTextMid, 0.25f));
    frame.canvas.text({numbers.x, y - 7, numbers.w - 6, 14}, mark.words,
                      {Face::mono11, theme::kTextMid, theme::kPanel, Align::right});
  }
  struct TimeMark {
    int ago_s;
    const char* words;
  };
  for (const auto& [ago_s, words] : {TimeMark{20, "-20 s"}, TimeMark{10, "-10 s"}}) {
    const float x = rect.right() - rect.w * static_cast<float>(ago_s) / kSpectrogram_s;
    well.vertical_line(x, rect.y, rect.bottom(), with_alpha(theme::kTextMid, 0.25f));
    frame.canvas.text({x - 24, foot.y, 48, foot.h}, words,
                      {Face::mono11, theme::kTextMid, theme::kPanel, Align::center});
  }
  frame.canvas.text({rect.right() - 40, foot.y, 40, foot.h}, "now",
                    {Face::mono11, theme::kTextMid, theme::kPanel, Align::right});
}

void spectrum_shadow(Canvas& canvas, Rect rect, const SpectrumReading& spectrum, Color color) {
  const Axes axes{rect};
  std::vector<Point> points;
  const std::vector<OctaveBand> bands = bands_of(spectrum);
  for (size_t i = 0; i < bands.size(); ++i)
    points.push_back({axes.x(bands[i].centre_hz), axes.y(spectrum.level_dBFS[i], 1000)});
  canvas.area(points, rect.bottom(), color);
}

}  // namespace headroom::display
