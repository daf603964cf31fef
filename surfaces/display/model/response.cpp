#include "surfaces/display/model/response.h"

#include <cmath>
#include <span>

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
  std::vector<float> key{static_cast<float>(points), static_cast<float>(sample_rate)};
  for (const Param param :
       {Param::hp_on, Param::hp_freq, Param::hp_slope, Param::lp_on, Param::lp_freq, Param::lp_slope, Param::eq_on})
    key.push_back(show.value(strip, param));
  const int bands = eq_bands(show.table().strip(strip).kind);
  for (int band = 0; band < bands; ++band)
    for (const EqBandPart part : {EqBandPart::type, EqBandPart::freq, EqBandPart::gain, EqBandPart::q})
      key.push_back(show.value(strip, eq_band(band, part)));
  if (key == entry.key) return entry.response;
  entry.key = std::move(key);

  Response& response = entry.response;
  const auto count = static_cast<size_t>(points);
  const bool high_pass_on = show.is_on(strip, Param::hp_on), low_pass_on = show.is_on(strip, Param::lp_on);
  const bool eq_on = show.is_on(strip, Param::eq_on);
  response.is_flat = !high_pass_on && !low_pass_on && !eq_on;
  response.composite_dB.assign(count, 0.0f);
  const auto plot = [&](std::span<const EqSection> designs, bool is_on) {
    std::vector<float> curve(count);
    for (size_t i = 0; i < count; ++i) {
      const double freq_hz = frequency_at(static_cast<double>(i) / static_cast<double>(points - 1));
      // A desk at 32 kHz has nothing to show above 16 kHz.
      for (const EqSection& design : designs)
        curve[i] += freq_hz < sample_rate / 2 ? static_cast<float>(response_dB(design, freq_hz, sample_rate)) : 0.0f;
      if (is_on) response.composite_dB[i] += curve[i];
    }
    return curve;
  };
  response.section_dB[kHighPassSection] = plot(high_pass_design(show, strip, sample_rate), high_pass_on);
  for (int band = 0; band < bands; ++band) {
    const EqSection design = eq_band_design(show, strip, band, sample_rate);
    response.section_dB[static_cast<size_t>(1 + band)] = plot({&design, 1}, eq_on);
  }
  response.section_dB[static_cast<size_t>(low_pass_section(show.table(), strip))] =
      plot(low_pass_design(show, strip, sample_rate), low_pass_on);
  return response;
}

}  // namespace headroom::display
