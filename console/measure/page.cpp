#include "console/measure/page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "console/measure/panel.h"
#include "dsp/decibels.h"
#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr int kWidth = 1600, kHeight = 1130;
constexpr double kLeft = 90, kRight = kWidth - 50;

std::string words(const char* format, double value) {
  if (!std::isfinite(value)) return "\u2013";
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string clock_words(double seconds) {
  const auto whole = static_cast<int64_t>(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%lld:%02lld", static_cast<long long>(whole / 60),
                static_cast<long long>(whole % 60));
  return text;
}

void draw_head(Drawing& drawing, const std::string& name, const FileLayout& layout, const ProgrammeMeters& meters) {
  drawing.text({kLeft, 64}, name, 30, ink::kText, Weight::bold);
  drawing.text(
      {kLeft, 92},
      layout.name + "   " + words("%.10g Hz", meters.sample_rate()) + "   " + clock_words(meters.seconds()) + " min",
      15, ink::kQuiet);
  drawing.text({kRight, 92}, "ITU-R BS.1770-5, EBU Tech 3341 and 3342", 15, ink::kQuiet, Weight::regular, Align::right);
}

struct Figure {
  std::string label, value, unit;
  Ink ink = ink::kText;
};

void draw_figures(Drawing& drawing, const std::vector<Figure>& figures) {
  const double step = (kRight - kLeft) / static_cast<double>(figures.size());
  double x = kLeft;
  for (const Figure& figure : figures) {
    drawing.text({x, 142}, figure.label, 13, ink::kQuiet);
    drawing.text({x, 178}, figure.value, 30, figure.ink, Weight::bold);
    drawing.text({x + drawing.text_width(figure.value, 30, Weight::bold) + 6, 178}, figure.unit, 13, ink::kQuiet);
    x += step;
  }
}

std::vector<Figure> figures_of(const FileLayout& layout, const ProgrammeMeters& meters) {
  const LoudnessMeter& loudness = meters.loudness();
  const Ink peak_ink = meters.true_peak_dBTP() > 0 ? ink::kAlarm : ink::kText;
  const Ink over_ink = meters.overs() > 0 ? ink::kAlarm : ink::kText;
  std::vector<Figure> figures{{"Integrated", words("%.1f", loudness.integrated_LUFS()), "LUFS"},
                              {"Range", words("%.1f", loudness.range_LU()), "LU"},
                              {"Highest momentary", words("%.1f", loudness.max_momentary_LUFS()), "LUFS"},
                              {"Highest short-term", words("%.1f", loudness.max_short_term_LUFS()), "LUFS"},
                              {"True peak", words("%+.1f", meters.true_peak_dBTP()), "dBTP", peak_ink},
                              {"Peak to loudness", words("%.1f", meters.peak_to_loudness_dB().value_or(NAN)), "dB"},
                              {"Overs", std::to_string(meters.overs()), "", over_ink}};
  if (const auto& phase = meters.stereo_phase()) {
    figures.push_back({"Correlation", words("%+.2f", phase->whole().correlation().value_or(NAN)), ""});
  } else if (layout.channels.size() > 2) {
    const auto dominance = meters.dominance();
    const double azimuth_deg = dominance ? dominance->azimuth_deg : NAN;
    figures.push_back(
        {"Comes from", words("%.0f", std::abs(azimuth_deg)), azimuth_deg < 0 ? "degrees right" : "degrees left"});
  }
  return figures;
}

void mark_times(Panel& panel, double seconds) {
  double step = 1;
  for (const double longer : {2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600})
    if (seconds / step > 14) step = longer;
  for (double at = 0; at <= seconds; at += step) panel.mark_across(at, clock_words(at));
}

// The rows of a series that fall on one column of pixels.
template <class Draw>
void for_each_column(const Panel& panel, const std::vector<SeriesRow>& series, Draw&& draw) {
  size_t first = 0;
  while (first < series.size()) {
    const double column = std::floor(panel.x(series[first].seconds));
    size_t end = first + 1;
    while (end < series.size() && panel.x(series[end].seconds) < column + 1) ++end;
    draw(std::span(series).subspan(first, end - first));
    first = end;
  }
}

struct LegendWord {
  std::string word;
  Ink ink;
};

// Above the panel, at its right end, each word in the ink of its graph.
void draw_legend(Drawing& drawing, const Box& box, const std::vector<LegendWord>& legend) {
  double x = box.right;
  for (auto entry = legend.rbegin(); entry != legend.rend(); ++entry) {
    drawing.text({x, box.top - 10}, entry->word, 13, entry->ink, Weight::bold, Align::right);
    x -= drawing.text_width(entry->word, 13, Weight::bold) + 18;
  }
}

void draw_loudness(Drawing& drawing, const ProgrammeMeters& meters, double target_LUFS) {
  const double integrated_LUFS = meters.loudness().integrated_LUFS();
  const double middle = std::isfinite(integrated_LUFS) ? integrated_LUFS : target_LUFS;
  const Axis up{6 * std::floor((middle - 24) / 6), 6 * std::ceil((middle + 9) / 6)};
  Panel panel(drawing, {kLeft, 240, kRight, 530}, "Loudness, LUFS", {0, meters.seconds()}, up);
  mark_times(panel, meters.seconds());
  for (double level = up.first; level <= up.last; level += 6) panel.mark_up(level, words("%.0f", level));
  std::vector<Point> momentary, short_term;
  for_each_column(panel, meters.series(), [&](std::span<const SeriesRow> rows) {
    double highest = -INFINITY;
    for (const SeriesRow& row : rows) highest = std::max(highest, row.momentary_LUFS);
    momentary.push_back({panel.x(rows.back().seconds), panel.y(highest)});
    short_term.push_back({panel.x(rows.back().seconds), panel.y(rows.back().short_term_LUFS)});
  });
  drawing.curve(momentary, 1.4, ink::kLight);
  drawing.curve(short_term, 2.4, ink::kStrong);
  const auto level_line = [&](double level, Ink ink) {
    if (std::isfinite(level)) drawing.fill({kLeft, panel.y(level) - 1, kRight, panel.y(level) + 1}, ink, 0.8);
  };
  level_line(target_LUFS, ink::kQuiet);
  level_line(integrated_LUFS, ink::kAccent);
  draw_legend(drawing, panel.box(),
              {{"momentary", ink::kLight},
               {"short-term", ink::kStrong},
               {"integrated", ink::kAccent},
               {words("target %.10g", target_LUFS), ink::kQuiet}});
}

void draw_peaks(Drawing& drawing, const ProgrammeMeters& meters) {
  const double highest = std::max(0.0, std::isfinite(meters.true_peak_dBTP()) ? meters.true_peak_dBTP() : 0.0);
  Panel panel(drawing, {kLeft, 590, kRight, 730}, "True peak, dBTP", {0, meters.seconds()},
              {-42, 3 * std::ceil((highest + 0.5) / 3)});
  for (const double level : {-36, -24, -12, -6, 0}) panel.mark_up(level, words("%.0f", level));
  for_each_column(panel, meters.series(), [&](std::span<const SeriesRow> rows) {
    float peak = 0;
    for (const SeriesRow& row : rows) peak = std::max(peak, row.true_peak);
    panel.bar(rows.front().seconds - 1.0 / kSeriesRowsPerSecond, rows.back().seconds, level_dB(peak),
              peak > 1 ? ink::kAlarm : ink::kStrong);
  });
}

void draw_spectrum(Drawing& drawing, const Box& box, const ProgrammeMeters& meters) {
  const auto levels = meters.spectrum();
  double top = -60;
  for (const auto& level : levels) top = std::max(top, level.held_dBFS);
  top = 6 * std::ceil(top / 6);
  Panel panel(drawing, box, "Thirds of an octave, dBFS", {0, static_cast<double>(levels.size())}, {top - 60, top});
  draw_legend(drawing, box, {{"mean", ink::kStrong}, {"highest", ink::kLight}});
  for (double level = top; level > top - 60; level -= 12) panel.mark_up(level, words("%.0f", level));
  for (size_t i = 0; i < levels.size(); ++i) {
    const double nominal = nominal_hz(3, levels[i].band.centre_hz), middle = static_cast<double>(i) + 0.5;
    for (const double named : {31.5, 63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0})
      if (std::fabs(nominal - named) < 0.01 * named)
        panel.mark_across(middle, named < 1000 ? words("%.4g", named) : words("%.0fk", named / 1000));
    panel.bar(middle - 0.4, middle + 0.4, levels[i].held_dBFS, ink::kLight, 0.6);
    panel.bar(middle - 0.4, middle + 0.4, levels[i].mean_dBFS, ink::kStrong);
  }
}

// How often each value came, the most frequent as high as the panel.
void draw_distribution(Panel& panel, const std::vector<double>& values, int bins) {
  std::vector<double> counts(static_cast<size_t>(bins));
  for (const double value : values) {
    const double share = panel.across().share(value);
    if (share >= 0 && share <= 1) counts[std::min(counts.size() - 1, static_cast<size_t>(share * bins))] += 1;
  }
  const double most = *std::max_element(counts.begin(), counts.end());
  const double width = (panel.across().last - panel.across().first) / bins;
  for (int bin = 0; bin < bins && most > 0; ++bin) {
    const double from = panel.across().first + bin * width;
    panel.bar(from, from + 0.85 * width, counts[static_cast<size_t>(bin)] / most, ink::kStrong);
  }
}

void draw_loudness_distribution(Drawing& drawing, const Box& box, const ProgrammeMeters& meters) {
  const double highest = meters.loudness().max_short_term_LUFS();
  const double last = std::isfinite(highest) ? 6 * std::ceil(highest / 6) : 0;
  Panel panel(drawing, box, "Short-term loudness, LUFS", {last - 30, last}, {0, 1.1});
  for (double level = last - 30; level <= last; level += 6) panel.mark_across(level, words("%.0f", level));
  std::vector<double> values;
  for (size_t i = 29; i < meters.series().size(); ++i) values.push_back(meters.series()[i].short_term_LUFS);
  draw_distribution(panel, values, 60);
}

void draw_correlation_distribution(Drawing& drawing, const Box& box, const ProgrammeMeters& meters) {
  Panel panel(drawing, box, "Correlation", {-1, 1}, {0, 1.1});
  for (const double at : {-1.0, -0.5, 0.0, 0.5, 1.0}) panel.mark_across(at, words("%+.1f", at));
  std::vector<double> values;
  for (const SeriesRow& row : meters.series()) values.push_back(row.correlation.value_or(NAN));
  draw_distribution(panel, values, 40);
}

void draw_channel_levels(Drawing& drawing, const Box& box, const FileLayout& layout, const ProgrammeMeters& meters) {
  Panel panel(drawing, box, "Channels, dBFS", {0, static_cast<double>(layout.channels.size())}, {-60, 3});
  draw_legend(drawing, box, {{"RMS", ink::kStrong}, {"true peak", ink::kLight}});
  for (const double level : {-48, -36, -24, -12, 0}) panel.mark_up(level, words("%.0f", level));
  for (size_t c = 0; c < layout.channels.size(); ++c) {
    const ChannelMeters& levels = meters.channels()[c];
    const double middle = static_cast<double>(c) + 0.5;
    panel.mark_across(middle, layout.channels[c].label);
    panel.bar(middle - 0.35, middle + 0.35, level_dB(levels.true_peak), ink::kLight, 0.6);
    panel.bar(middle - 0.35, middle + 0.35, rms_dBFS(levels.squares / static_cast<double>(meters.frames())),
              ink::kStrong);
  }
}

}  // namespace

Result<Picture> measurement_page(const std::string& name, const FileLayout& layout, const ProgrammeMeters& meters,
                                 double target_LUFS) {
  auto drawing = Drawing::blank(kWidth, kHeight, ink::kPaper);
  if (!drawing) return Error{drawing.error()};
  draw_head(*drawing, name, layout, meters);
  draw_figures(*drawing, figures_of(layout, meters));
  draw_loudness(*drawing, meters, target_LUFS);
  draw_peaks(*drawing, meters);
  constexpr double kTop = 800, kBottom = kHeight - 70;
  draw_spectrum(*drawing, {kLeft, kTop, 790, kBottom}, meters);
  draw_loudness_distribution(*drawing, {850, kTop, 1170, kBottom}, meters);
  const Box last{1230, kTop, kRight, kBottom};
  if (meters.stereo_phase())
    draw_correlation_distribution(*drawing, last, meters);
  else
    draw_channel_levels(*drawing, last, layout, meters);
  return drawing->picture();
}

}  // namespace headroom
