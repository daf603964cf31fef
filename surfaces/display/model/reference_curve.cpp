#include "surfaces/display/model/reference_curve.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <sstream>

#include "io/atomic_file.h"

namespace headroom::display {
namespace {

constexpr const char* kHeading = "freq_hz,level_dBFS";
constexpr uint64_t kMostBytes = 1 << 20;

}  // namespace

std::string reference_text(const ReferenceCurve& curve) {
  std::string text = std::string(kHeading) + "\n";
  for (const CurvePoint& point : curve) {
    char line[48];
    std::snprintf(line, sizeof line, "%.2f,%.2f\n", static_cast<double>(point.freq_hz),
                  static_cast<double>(point.level_dBFS));
    text += line;
  }
  return text;
}

Result<ReferenceCurve> parse_reference(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || line != kHeading)
    return Error{std::string("line 1 of a reference spectrum must be \"") + kHeading + "\""};
  ReferenceCurve curve;
  for (int number = 2; std::getline(lines, line); ++number) {
    CurvePoint point{};
    int length = 0;
    const bool is_point = std::sscanf(line.c_str(), "%f,%f%n", &point.freq_hz, &point.level_dBFS, &length) == 2 &&
                          length == static_cast<int>(line.size()) && std::isfinite(point.freq_hz) &&
                          std::isfinite(point.level_dBFS);
    const bool is_rising = is_point && point.freq_hz > (curve.empty() ? 0.0f : curve.back().freq_hz);
    if (!is_rising)
      return Error{"line " + std::to_string(number) +
                   " of a reference spectrum must be a higher frequency in Hz and a level in dBFS: 1000,-32.5"};
    curve.push_back(point);
  }
  return curve;
}

float level_at(const ReferenceCurve& curve, float freq_hz) {
  const auto above = std::lower_bound(curve.begin(), curve.end(), freq_hz,
                                      [](const CurvePoint& point, float hz) { return point.freq_hz < hz; });
  if (above == curve.end() || (above == curve.begin() && above->freq_hz > freq_hz))
    return std::numeric_limits<float>::quiet_NaN();
  if (above->freq_hz == freq_hz) return above->level_dBFS;
  const CurvePoint& below = *std::prev(above);
  const float share = std::log(freq_hz / below.freq_hz) / std::log(above->freq_hz / below.freq_hz);
  return below.level_dBFS + share * (above->level_dBFS - below.level_dBFS);
}

Outcome ReferenceStore::keep_in(const std::string& path) {
  path_ = path;
  curve_.clear();
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  const Result<std::string> text = read_whole_file(path, kMostBytes);
  if (!text) return Error{text.error()};
  Result<ReferenceCurve> curve = parse_reference(*text);
  if (!curve) return Error{path + ": " + curve.error()};
  curve_ = std::move(*curve);
  return {};
}

Outcome ReferenceStore::store(ReferenceCurve curve) {
  if (!path_.empty()) {
    std::error_code ignored;  // the write says what is wrong
    std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
    if (const Outcome written = write_whole_file(path_, reference_text(curve)); !written) return written;
  }
  curve_ = std::move(curve);
  return {};
}

}  // namespace headroom::display
