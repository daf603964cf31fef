#include "console/measure/series.h"

#include <cmath>
#include <cstdio>

#include "dsp/decibels.h"

namespace headroom {
namespace {

void add_number(std::string& text, const char* format, double value) {
  text += ',';
  if (!std::isfinite(value)) return;
  char number[32];
  std::snprintf(number, sizeof number, format, value);
  text += number;
}

}  // namespace

std::string series_csv(const ProgrammeMeters& meters) {
  std::string text =
      "seconds,momentary_LUFS,short_term_LUFS,sample_peak_dBFS,true_peak_dBTP,correlation,dominant_azimuth_deg,"
      "dominant_elevation_deg\n";
  for (const SeriesRow& row : meters.series()) {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f", row.seconds);
    text += seconds;
    add_number(text, "%.2f", row.momentary_LUFS);
    add_number(text, "%.2f", row.short_term_LUFS);
    add_number(text, "%.2f", level_dB(static_cast<double>(row.sample_peak)));
    add_number(text, "%.2f", level_dB(static_cast<double>(row.true_peak)));
    add_number(text, "%.3f", row.correlation.value_or(NAN));
    add_number(text, "%.1f", row.dominance ? row.dominance->azimuth_deg : NAN);
    add_number(text, "%.1f", row.dominance ? row.dominance->elevation_deg : NAN);
    text += '\n';
  }
  return text;
}

}  // namespace headroom
