#include "surfaces/display/model/response.h"

#include <cmath>

#include "console/strip_design.h"

namespace headroom::display {
namespace {

constexpr double kDecades = 3;  // 20 Hz to 20 kHz

}  // namespace

double frequency_at(double place) { return kLowest_hz * std::pow(10.0, kDecades * place); }
double place_of(double freq_hz) { return std::log10(freq_hz / kLowest_hz) / kDecades; }

const Response& ResponseCache::of(const Show& show, StripIndex strip, int points, double sample_rate) {
  if (strip >= entries_.size()) entries_.resize(static_cast<size_t>(strip) + 1);
  Entry& entry = entries_[strip];
  std::vector<float> key{static_cast<float>(points), static_cast<float>(sample_rate), show.value(strip, Param::hp_on),
                         show.value(strip, Param::hp_freq), show.value(strip, Param::eq_on)};
  for (int band = 0; band < kEqBands; ++band)
    for (const EqBandPart part : {EqBandPart::type, EqBandPart::freq, EqBandPart::gain, EqBandPart::q})
      key.push_back(show.value(strip, eq_band(band, part)));
  if (key == entry.key) return entry.response;
  entry.key = std::move(key);

  Response& response = entry.response;
  const auto count = static_cast<size_t>(points);
  const bool high_pass_on = show.is_on(strip, Param::hp_on), eq_on = show.is_on(strip, Param::eq_on);
  response.is_flat = !high_pass_on && !eq_on;
  response.composite_dB.assign(count, 0.0f);
  for (int section = 0; section < kSections; ++section) {
    const EqSection design = section == 0 ? high_pass_design(show, strip, sample_rate)
                                          : eq_band_design(show, strip, section - 1, sample_rate);
    const bool is_on = section == 0 ? high_pass_on : eq_on;
    std::vector<float>& curve = response.section_dB[static_cast<size_t>(section)];
    curve.resize(count);
    for (size_t i = 0; i < count; ++i) {
      const double freq_hz = frequency_at(static_cast<double>(i) / static_cast<double>(points - 1));
      // A desk at 32 kHz has nothing to show above 16 kHz.
      curve[i] = freq_hz < sample_rate / 2 ? static_cast<float>(response_dB(design, freq_hz, sample_rate)) : 0.0f;
      if (is_on) response.composite_dB[i] += curve[i];
    }
  }
  return response;
}

}  // namespace headroom::display
