#include "console/measure/programme_meters.h"

#include <algorithm>
#include <cmath>

#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr int kRowsPerSecond = 10;
constexpr size_t kShortTermRows = 30;

double dB_of(double linear) { return 20 * std::log10(linear); }

std::vector<double> weights_of(const FileLayout& layout) {
  std::vector<double> weights;
  for (const FileChannel& channel : layout.channels) weights.push_back(channel.weight);
  return weights;
}

}  // namespace

ProgrammeMeters::ProgrammeMeters(const FileLayout& layout, double sample_rate)
    : sample_rate_(sample_rate),
      loudness_(weights_of(layout), sample_rate),
      true_peak_meters_(layout.channels.size(), TruePeakMeter(sample_rate)),
      channels_(layout.channels.size()) {}

void ProgrammeMeters::process(const float* const* channels, int frames) {
  std::vector<const float*> piece(channels_.size());
  for (int from = 0; from < frames;) {
    const int64_t row_end =
        std::llround(static_cast<double>(series_.size() + 1) * sample_rate_ / kRowsPerSecond);
    const int count = static_cast<int>(std::min<int64_t>(frames - from, row_end - frames_));
    for (size_t c = 0; c < channels_.size(); ++c) {
      const float* samples = piece[c] = channels[c] + from;
      ChannelLevels& levels = channels_[c];
      const float sample_peak = headroom::sample_peak(samples, count);
      const float true_peak = true_peak_meters_[c].process(samples, count);
      levels.sample_peak = std::max(levels.sample_peak, sample_peak);
      levels.true_peak = std::max(levels.true_peak, true_peak);
      row_.sample_peak = std::max(row_.sample_peak, sample_peak);
      row_.true_peak = std::max(row_.true_peak, true_peak);
      for (int f = 0; f < count; ++f) {
        levels.squares += static_cast<double>(samples[f]) * samples[f];
        levels.sum += samples[f];
      }
      levels.overs.process(samples, count);
    }
    if (channels_.size() == 2)
      for (int f = 0; f < count; ++f) products_ += static_cast<double>(piece[0][f]) * piece[1][f];
    loudness_.process(piece.data(), count);
    frames_ += count;
    from += count;
    if (frames_ == row_end) end_row();
  }
}

void ProgrammeMeters::end_row() {
  row_.seconds = static_cast<double>(series_.size() + 1) / kRowsPerSecond;
  row_.momentary_LUFS = loudness_.momentary_LUFS();
  row_.short_term_LUFS = loudness_.short_term_LUFS();
  series_.push_back(row_);
  row_ = {};
}

void ProgrammeMeters::finish() {
  for (size_t c = 0; c < channels_.size(); ++c) {
    const std::vector<float> silence(static_cast<size_t>(true_peak_meters_[c].latency_frames()));
    const float peak = true_peak_meters_[c].process(silence.data(), static_cast<int>(silence.size()));
    channels_[c].true_peak = std::max(channels_[c].true_peak, peak);
  }
  loudness_.finish();
}

double ProgrammeMeters::sample_peak_dBFS() const {
  float peak = 0;
  for (const ChannelLevels& levels : channels_) peak = std::max(peak, levels.sample_peak);
  return dB_of(peak);
}

double ProgrammeMeters::true_peak_dBTP() const {
  float peak = 0;
  for (const ChannelLevels& levels : channels_) peak = std::max(peak, levels.true_peak);
  return dB_of(peak);
}

double ProgrammeMeters::rms_dBFS() const {
  double squares = 0;
  for (const ChannelLevels& levels : channels_) squares += levels.squares;
  return headroom::rms_dBFS(squares / static_cast<double>(frames_) / static_cast<double>(channels_.size()));
}

int64_t ProgrammeMeters::overs() const {
  int64_t count = 0;
  for (const ChannelLevels& levels : channels_) count += levels.overs.count();
  return count;
}

std::optional<double> ProgrammeMeters::peak_to_loudness_dB() const {
  const double ratio_dB = true_peak_dBTP() - loudness_.integrated_LUFS();
  return std::isfinite(ratio_dB) ? std::optional(ratio_dB) : std::nullopt;
}

std::optional<double> ProgrammeMeters::least_peak_to_short_term_dB() const {
  std::optional<double> least_dB;
  for (size_t end = kShortTermRows; end <= series_.size(); ++end) {
    const auto last = series_.begin() + static_cast<ptrdiff_t>(end);
    const auto by_peak = [](const SeriesRow& a, const SeriesRow& b) { return a.true_peak < b.true_peak; };
    const float peak = std::max_element(last - kShortTermRows, last, by_peak)->true_peak;
    const double ratio_dB = dB_of(peak) - series_[end - 1].short_term_LUFS;
    if (std::isfinite(ratio_dB) && (!least_dB || ratio_dB < *least_dB)) least_dB = ratio_dB;
  }
  return least_dB;
}

std::optional<double> ProgrammeMeters::correlation() const {
  if (channels_.size() != 2) return std::nullopt;
  const double powers = channels_[0].squares * channels_[1].squares;
  if (!(powers > 0)) return std::nullopt;
  return std::clamp(products_ / std::sqrt(powers), -1.0, 1.0);
}

}  // namespace headroom
