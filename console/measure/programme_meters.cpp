#include "console/measure/programme_meters.h"

#include <algorithm>
#include <cmath>

#include "dsp/decibels.h"
#include "dsp/fold_down.h"
#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr size_t kShortTermRows = 30;
constexpr int kSpectrumBands = 3;  // an octave

std::vector<double> weights_of(const FileLayout& layout) {
  std::vector<double> weights;
  for (const FileChannel& channel : layout.channels) weights.push_back(channel.weight);
  return weights;
}

std::optional<FoldDownMeter> fold_of(const FileLayout& layout, SpeakerLayout to, double sample_rate) {
  const auto from = desk_layout_of(layout);
  if (!from || *from <= to) return std::nullopt;
  std::vector<SpeakerGains> gains;
  for (const FileChannel& channel : layout.channels) gains.push_back(fold_down(*from, *channel.loudspeaker, to));
  return FoldDownMeter(gains, to, sample_rate);
}

}  // namespace

ChannelMeters::ChannelMeters(double sample_rate, const MeterChoice& choice)
    : ppm_I(PpmKind::type_I, sample_rate),
      ppm_II(PpmKind::type_IIa, sample_rate),
      vu(sample_rate),
      rms(sample_rate),
      true_peak_meter(sample_rate) {
  if (choice.spectrum) spectrum.emplace_back(kSpectrumBands, sample_rate);
  if (choice.full_scale_dB_SPL) {
    const auto meter = [&](FrequencyWeighting weighting) {
      return SoundLevelMeter(weighting, sample_rate, *choice.full_scale_dB_SPL);
    };
    sound_levels.push_back({meter(FrequencyWeighting::A), meter(FrequencyWeighting::C), meter(FrequencyWeighting::Z)});
  }
}

void ChannelMeters::process(const float* samples, int frames) {
  piece_sample_peak = headroom::sample_peak(samples, frames);
  piece_true_peak = true_peak_meter.process(samples, frames);
  sample_peak = std::max(sample_peak, piece_sample_peak);
  true_peak = std::max(true_peak, piece_true_peak);
  for (int f = 0; f < frames; ++f) {
    squares += static_cast<double>(samples[f]) * samples[f];
    sum += samples[f];
  }
  overs.process(samples, frames);
  ppm_I.process(samples, frames);
  ppm_II.process(samples, frames);
  vu.process(samples, frames);
  rms.process(samples, frames);
  for (OctaveAnalyser& analyser : spectrum) analyser.process(samples, frames);
  for (ChannelSoundLevels& levels : sound_levels)
    for (SoundLevelMeter* meter : {&levels.a, &levels.c, &levels.z}) meter->process(samples, frames);
}

ProgrammeMeters::ProgrammeMeters(const FileLayout& layout, double sample_rate, const MeterChoice& choice)
    : sample_rate_(sample_rate),
      loudness_(weights_of(layout), sample_rate),
      channels_(layout.channels.size(), ChannelMeters(sample_rate, choice)) {
  for (const FileChannel& channel : layout.channels)
    loudspeakers_.push_back({channel.azimuth_deg, channel.elevation_deg, channel.is_lfe()});
  if (layout.name == "stereo") stereo_phase_.emplace(sample_rate);
  if (layout.channels.size() > 2) field_.emplace(loudspeakers_, sample_rate);
  folded_to_stereo_ = fold_of(layout, SpeakerLayout::stereo, sample_rate);
  folded_to_mono_ = fold_of(layout, SpeakerLayout::mono, sample_rate);
}

void ProgrammeMeters::process(const float* const* channels, int frames) {
  std::vector<const float*> piece(channels_.size());
  for (int from = 0; from < frames;) {
    const int64_t row_end = std::llround(static_cast<double>(series_.size() + 1) * sample_rate_ / kSeriesRowsPerSecond);
    const int count = static_cast<int>(std::min<int64_t>(frames - from, row_end - frames_));
    for (size_t c = 0; c < channels_.size(); ++c) {
      piece[c] = channels[c] + from;
      channels_[c].process(piece[c], count);
      row_.sample_peak = std::max(row_.sample_peak, channels_[c].piece_sample_peak);
      row_.true_peak = std::max(row_.true_peak, channels_[c].piece_true_peak);
    }
    loudness_.process(piece.data(), count);
    if (stereo_phase_) stereo_phase_->process(piece[0], piece[1], count);
    if (field_) field_->process(piece.data(), count);
    for (auto* fold : {&folded_to_stereo_, &folded_to_mono_})
      if (*fold) (*fold)->process(piece.data(), count);
    frames_ += count;
    from += count;
    if (frames_ == row_end) end_row();
  }
}

void ProgrammeMeters::end_row() {
  row_.seconds = static_cast<double>(series_.size() + 1) / kSeriesRowsPerSecond;
  row_.momentary_LUFS = loudness_.momentary_LUFS();
  row_.short_term_LUFS = loudness_.short_term_LUFS();
  if (stereo_phase_) row_.correlation = stereo_phase_->fast().correlation();
  if (field_) row_.dominance = field_->dominance();
  series_.push_back(row_);
  row_ = {};
}

void ProgrammeMeters::finish() {
  for (ChannelMeters& channel : channels_) {
    const std::vector<float> silence(static_cast<size_t>(channel.true_peak_meter.latency_frames()));
    const float peak = channel.true_peak_meter.process(silence.data(), static_cast<int>(silence.size()));
    channel.true_peak = std::max(channel.true_peak, peak);
  }
  loudness_.finish();
}

double ProgrammeMeters::sample_peak_dBFS() const {
  float peak = 0;
  for (const ChannelMeters& levels : channels_) peak = std::max(peak, levels.sample_peak);
  return level_dB(peak);
}

double ProgrammeMeters::true_peak_dBTP() const {
  float peak = 0;
  for (const ChannelMeters& levels : channels_) peak = std::max(peak, levels.true_peak);
  return level_dB(peak);
}

double ProgrammeMeters::rms_dBFS() const {
  double squares = 0;
  for (const ChannelMeters& levels : channels_) squares += levels.squares;
  return headroom::rms_dBFS(squares / static_cast<double>(frames_) / static_cast<double>(channels_.size()));
}

int64_t ProgrammeMeters::overs() const {
  int64_t count = 0;
  for (const ChannelMeters& levels : channels_) count += levels.overs.count();
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
    const double ratio_dB = level_dB(peak) - series_[end - 1].short_term_LUFS;
    if (std::isfinite(ratio_dB) && (!least_dB || ratio_dB < *least_dB)) least_dB = ratio_dB;
  }
  return least_dB;
}

std::optional<Dominance> ProgrammeMeters::dominance() const {
  if (!field_) return std::nullopt;
  std::vector<double> powers;
  for (const ChannelMeters& channel : channels_) powers.push_back(channel.squares / static_cast<double>(frames_));
  return dominance_of(loudspeakers_, powers);
}

std::vector<ProgrammeMeters::BandLevel> ProgrammeMeters::spectrum() const {
  std::vector<BandLevel> levels;
  if (channels_[0].spectrum.empty()) return levels;
  const std::vector<OctaveBand>& bands = channels_[0].spectrum[0].bands();
  for (size_t band = 0; band < bands.size(); ++band) {
    double mean = 0, held = 0;
    for (const ChannelMeters& channel : channels_) {
      mean += std::pow(10, channel.spectrum[0].mean_dBFS(band) / 10);
      held += std::pow(10, channel.spectrum[0].held_dBFS(band) / 10);
    }
    levels.push_back({bands[band], 10 * std::log10(mean), 10 * std::log10(held)});
  }
  return levels;
}

}  // namespace headroom
