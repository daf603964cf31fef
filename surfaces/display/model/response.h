// Frequency responses of strips, computed by the same designs the engine runs, and kept until a strip's filters change.
#pragma once

#include <array>
#include <vector>

#include "console/show.h"

namespace headroom::display {

inline constexpr double kLowest_hz = 20, kHighest_hz = 20000;
inline constexpr int kMaxSections = 2 + kMaxEqBands;
// What a strip's plot shows one by one: the high-pass, the bands, the low-pass.
inline int plotted_sections(const Table& table, StripIndex strip) { return 2 + eq_bands(table.strip(strip).kind); }
inline constexpr int kHighPassSection = 0;
inline int low_pass_section(const Table& table, StripIndex strip) { return plotted_sections(table, strip) - 1; }

// Frequency at place 0...1 of a logarithmic axis from 20 Hz to 20 kHz, and back.
double frequency_at(double place);
double place_of(double freq_hz);

struct Response {
  std::vector<float> composite_dB;  // at evenly spread places, first 20 Hz, last 20 kHz; what is switched off is flat
  std::array<std::vector<float>, kMaxSections> section_dB;  // each by itself, as if it were on
  bool is_flat = true;                                      // nothing is switched on
};

class ResponseCache {
 public:
  // The response of a processed strip at `points` places. Valid until the next call for the same strip.
  const Response& of(const Show& show, StripIndex strip, int points, double sample_rate);

 private:
  struct Entry {
    std::vector<float> key;  // every value the curve depends on
    Response response;
  };
  std::vector<Entry> entries_;
};

}  // namespace headroom::display
