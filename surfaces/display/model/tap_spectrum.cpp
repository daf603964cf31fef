#include "surfaces/display/model/tap_spectrum.h"

#include <algorithm>
#include <cmath>

#include "dsp/levels.h"
#include "surfaces/display/model/response.h"

namespace headroom::display {
namespace {

constexpr float kSilence_dBFS = -160;

float level_of(double power) {
  return power > 0 ? std::max(kSilence_dBFS, static_cast<float>(rms_dBFS(power))) : kSilence_dBFS;
}

}  // namespace

void TapSpectrum::prepare(int lanes, double sample_rate, const FftChoice& choice) {
  if (lanes == lanes_ && sample_rate == sample_rate_ && choice == choice_) return;
  lanes_ = lanes, sample_rate_ = sample_rate, choice_ = choice;
  analysers_.clear();
  windows_ = 0;
  const int hop_frames = static_cast<int>(std::lround(sample_rate / kSpectrogramPerSecond));
  for (int lane = 0; lane < lanes; ++lane)
    analysers_.emplace_back(choice.window_frames, hop_frames, choice.window, sample_rate, 0);
  const auto bins = static_cast<size_t>(choice.window_frames / 2 + 1);
  rise_ =
      choice.average_s > 0 ? 1 - std::exp(-1.0 / (static_cast<double>(choice.average_s) * kSpectrogramPerSecond)) : 1;
  newest_.assign(bins, 0), shown_.assign(bins, 0);
  const double bin_width_hz = sample_rate / choice.window_frames;
  points_ = places_of(kSpectrumPoints, bin_width_hz, bins);
  rows_ = places_of(kSpectrogramRows, bin_width_hz, bins);
  levels_dBFS_.assign(kSpectrumPoints, kSilence_dBFS), held_dBFS_ = levels_dBFS_;
  pixels_.assign(static_cast<size_t>(kSpectrogramColumns * kSpectrogramRows), theme::kPhosphor[0]);
  next_column_ = 0;
  ++drawn_;
}

void TapSpectrum::process(std::span<const float* const> lanes, int frames) {
  if (analysers_.empty() || lanes.size() < analysers_.size()) return;
  const int64_t before = analysers_.front().windows();
  for (size_t lane = 0; lane < analysers_.size(); ++lane) analysers_[lane].process(lanes[lane], frames);
  if (analysers_.front().windows() != before) take_window();
}

void TapSpectrum::reset_held() { std::fill(held_dBFS_.begin(), held_dBFS_.end(), kSilence_dBFS); }

void TapSpectrum::take_window() {
  std::fill(newest_.begin(), newest_.end(), 0.0);
  for (const SpectrumAnalyser& analyser : analysers_)
    for (size_t bin = 0; bin < newest_.size(); ++bin) newest_[bin] += analyser.powers()[bin];
  const double rise = windows_ == 0 ? 1 : rise_;
  for (size_t bin = 0; bin < newest_.size(); ++bin) shown_[bin] += rise * (newest_[bin] - shown_[bin]);
  ++windows_;
  for (size_t i = 0; i < points_.size(); ++i) {
    levels_dBFS_[i] = level_of(power_at(points_[i], shown_));
    held_dBFS_[i] = std::max(held_dBFS_[i], levels_dBFS_[i]);
  }
  draw_column(newest_);
}

void TapSpectrum::draw_column(std::span<const double> powers) {
  const std::array<Rgba, 256>& light = phosphor();
  for (size_t row = 0; row < rows_.size(); ++row) {
    const float share = (level_of(power_at(rows_[row], powers)) - kSpectrogramBottom_dBFS) /
                        (kSpectrogramTop_dBFS - kSpectrogramBottom_dBFS);
    pixels_[(rows_.size() - 1 - row) * kSpectrogramColumns + static_cast<size_t>(next_column_)] =
        light[static_cast<size_t>(std::clamp(share, 0.0f, 1.0f) * 255.0f)];
  }
  next_column_ = (next_column_ + 1) % kSpectrogramColumns;
  ++drawn_;
}

std::vector<TapSpectrum::Place> TapSpectrum::places_of(int points, double bin_width_hz, size_t bins) {
  std::vector<Place> places;
  const double last = points - 1, highest = static_cast<double>(bins - 1);
  for (int i = 0; i < points; ++i) {
    const auto bin_at = [&](double place) { return std::min(frequency_at(place) / bin_width_hz, highest); };
    const double first = std::ceil(bin_at((i - 0.5) / last)), end = std::floor(bin_at((i + 0.5) / last));
    if (end >= first) {
      places.push_back({static_cast<size_t>(first), static_cast<size_t>(end), 0});
    } else {
      const double here = bin_at(i / last), below = std::floor(here);
      places.push_back({static_cast<size_t>(below), static_cast<size_t>(std::min(below + 1, highest)),
                        static_cast<float>(here - below)});
    }
  }
  return places;
}

double TapSpectrum::power_at(const Place& place, std::span<const double> powers) {
  if (place.share > 0) {
    // Between bins that stand further apart than the axis shows.
    const auto share = static_cast<double>(place.share);
    return (1 - share) * powers[place.first_bin] + share * powers[place.last_bin];
  }
  return *std::max_element(powers.begin() + static_cast<std::ptrdiff_t>(place.first_bin),
                           powers.begin() + static_cast<std::ptrdiff_t>(place.last_bin) + 1);
}

}  // namespace headroom::display
