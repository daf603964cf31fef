#include "console/meters/tap_meters.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dsp/decibels.h"
#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr double kSilent_LUFS = -std::numeric_limits<double>::infinity();

float number(std::optional<double> value) { return value ? static_cast<float>(*value) : kNothing; }

// What a peak has over a loudness; nothing in silence.
float over(float peak_dB, double loudness_LUFS) {
  const float ratio_dB = peak_dB - static_cast<float>(loudness_LUFS);
  return std::isfinite(ratio_dB) ? ratio_dB : kNothing;
}

}  // namespace

TapMeters::TapMeters(const TapAim& aim, const TapSettings& settings)
    : aim_(aim),
      settings_(settings),
      loudness_(loudness_weights(aim.layout), aim.sample_rate),
      lanes_(static_cast<size_t>(aim.lanes), LaneMeters(aim.sample_rate, settings.ppm)),
      analysers_(static_cast<size_t>(aim.lanes),
                 OctaveAnalyser(settings.bands_per_octave, aim.sample_rate, settings.average_s)),
      reset_frame_(aim.first_frame),
      integrated_LUFS_(kSilent_LUFS) {
  const auto fold_to = [&](SpeakerLayout to) {
    return Fold{FoldDownMeter(fold_down_gains(aim.layout, to), to, aim.sample_rate), kSilent_LUFS};
  };
  if (aim.lanes > 1) {
    mono_.emplace(fold_to(SpeakerLayout::mono));
    phase_.emplace(aim.sample_rate);
    field_.emplace(field_of(aim.layout), aim.sample_rate);
    angles_.emplace(field_of(aim.layout));
  }
  if (aim.lanes > 2) stereo_.emplace(fold_to(SpeakerLayout::stereo));
  forget_bands();
  follow(settings);
}

void TapMeters::follow(const TapSettings& settings) {
  const TapSettings before = std::exchange(settings_, settings);
  for (LaneMeters& lane : lanes_) lane.align_vu(settings.zero_VU_dBFS);
  if (before.ppm != settings.ppm)
    for (LaneMeters& lane : lanes_) lane.use_ppm(settings.ppm);
  if (before.bands_per_octave != settings.bands_per_octave || before.average_s != settings.average_s) {
    analysers_.assign(lanes_.size(), OctaveAnalyser(settings.bands_per_octave, aim_.sample_rate, settings.average_s));
    forget_bands();
  }
  if (settings.is_running != loudness_.is_running()) settings.is_running ? loudness_.start() : loudness_.pause();
  for (auto* fold : {&stereo_, &mono_})
    if (*fold) (*fold)->meter.run(settings.is_running);
  if (before.resets != settings.resets) reset();
}

void TapMeters::reset() {
  loudness_.reset();
  for (LaneMeters& lane : lanes_) lane.reset();
  for (auto* fold : {&stereo_, &mono_})
    if (*fold) (*fold)->meter.reset();
  if (phase_) phase_->reset();
  std::fill(band_held_.begin(), band_held_.end(), 0.0);
  refresh_integrated();
  reset_frame_ = end_frame();
  max_true_peak_ = 0;
  overs_before_ = 0;
}

void TapMeters::forget_bands() {
  band_powers_.assign(analysers_[0].bands().size(), 0);
  band_held_ = band_powers_;
}

int64_t TapMeters::frame_after(int64_t count, int per_second) const {
  return std::llround(static_cast<double>(count) * aim_.sample_rate / per_second);
}

void TapMeters::process(const float* const* lanes, int frames, std::vector<MeterHistory>& ended) {
  const float* piece[kTapLanes];
  for (int from = 0; from < frames;) {
    const int64_t hop_end = frame_after(hop_ + 1, kHopsPerSecond);
    const int count =
        static_cast<int>(std::min<int64_t>({frames - from, hop_end - frame_, FoldDownMeter::kMostFrames}));
    for (size_t lane = 0; lane < lanes_.size(); ++lane) piece[lane] = lanes[lane] + from;
    process_piece(piece, count);
    from += count;
    frame_ += count;
    if (frame_ < hop_end) continue;
    end_hop();
    if (hop_ % (kHopsPerSecond / kMeterHistoryPerSecond) == 0) ended.push_back(end_tenth());
  }
}

void TapMeters::process_piece(const float* const* lanes, int frames) {
  loudness_.process(lanes, frames);
  for (size_t lane = 0; lane < lanes_.size(); ++lane) {
    lanes_[lane].process(lanes[lane], frames);
    analysers_[lane].process(lanes[lane], frames);
  }
  for (auto* fold : {&stereo_, &mono_})
    if (*fold) (*fold)->meter.process(lanes, frames);
  if (!phase_) return;
  phase_->process(stereo_ ? stereo_->meter.sound(0) : lanes[0], stereo_ ? stereo_->meter.sound(1) : lanes[1], frames);
  field_->process(lanes, frames);
  angles_->process(lanes, frames);
}

void TapMeters::end_hop() {
  for (LaneMeters& lane : lanes_) lane.end_hop();
  for (size_t band = 0; band < band_powers_.size(); ++band) {
    double power = 0;
    for (const OctaveAnalyser& analyser : analysers_) power += analyser.level_power(band);
    band_powers_[band] = power;
    band_held_[band] = std::max(band_held_[band], power);
  }
  ++hop_;
}

void TapMeters::refresh_integrated() {
  integrated_LUFS_ = loudness_.integrated_LUFS();
  range_LU_ = loudness_.range_LU();
  for (auto* fold : {&stereo_, &mono_})
    if (*fold) (*fold)->integrated_LUFS = (*fold)->meter.loudness().integrated_LUFS();
}

MeterHistory TapMeters::end_tenth() {
  refresh_integrated();
  LaneMeters::Peaks highest;
  for (LaneMeters& lane : lanes_) {
    const LaneMeters::Peaks peaks = lane.take_peaks();
    highest = {std::max(highest.sample, peaks.sample), std::max(highest.true_peak, peaks.true_peak)};
  }
  recent_true_peaks_[static_cast<size_t>(tenth_++) % recent_true_peaks_.size()] = highest.true_peak;
  if (loudness_.is_running()) max_true_peak_ = std::max(max_true_peak_, highest.true_peak);

  MeterHistory record{};
  record.aim = aim_.number;
  record.end_frame = end_frame();
  record.momentary_LUFS = static_cast<float>(loudness_.momentary_LUFS());
  record.short_term_LUFS = static_cast<float>(loudness_.short_term_LUFS());
  record.peak_dBFS = level_dB(highest.sample);
  record.true_peak_dBTP = level_dB(highest.true_peak);
  record.correlation = phase_ ? number(phase_->fast().correlation()) : kNothing;
  const auto dominance = field_ ? field_->dominance() : std::nullopt;
  record.dominance_azimuth_deg = dominance ? static_cast<float>(dominance->azimuth_deg) : kNothing;
  record.dominance_length = dominance ? static_cast<float>(dominance->length) : kNothing;
  record.overs = static_cast<int32_t>(overs() - overs_before_);
  overs_before_ = overs();
  record.angle_dBFS.fill(kNothing);
  if (angles_) {
    const auto levels = angles_->take();
    for (size_t bin = 0; bin < levels.size(); ++bin) record.angle_dBFS[bin] = static_cast<float>(rms_dBFS(levels[bin]));
  }
  return record;
}

void TapMeters::miss(uint64_t frames) {
  ++gaps_;
  lost_frames_ += frames;
}

int64_t TapMeters::overs() const {
  int64_t overs = 0;
  for (const LaneMeters& lane : lanes_) overs += lane.overs();
  return overs;
}

MeterReading TapMeters::reading() const {
  MeterReading reading{};
  reading.aim = aim_.number;
  reading.end_frame = end_frame();
  reading.resets = settings_.resets;
  reading.gaps = gaps_;
  reading.lost_frames = lost_frames_;
  reading.lanes = static_cast<int32_t>(lanes_.size());
  for (size_t lane = 0; lane < lanes_.size(); ++lane) reading.lane[lane] = lanes_[lane].reading(reset_frame_);
  read_loudness(reading.loudness);
  read_phase(reading.phase);
  read_field(reading.field);
  read_spectrum(reading.spectrum);
  return reading;
}

void TapMeters::read_loudness(LoudnessReading& reading) const {
  reading.momentary_LUFS = static_cast<float>(loudness_.momentary_LUFS());
  reading.short_term_LUFS = static_cast<float>(loudness_.short_term_LUFS());
  reading.integrated_LUFS = static_cast<float>(integrated_LUFS_);
  reading.range_LU = static_cast<float>(range_LU_);
  reading.max_momentary_LUFS = static_cast<float>(loudness_.max_momentary_LUFS());
  reading.max_short_term_LUFS = static_cast<float>(loudness_.max_short_term_LUFS());
  reading.max_true_peak_dBTP = level_dB(max_true_peak_);
  const float recent = *std::max_element(recent_true_peaks_.begin(), recent_true_peaks_.end());
  reading.peak_to_short_term_dB = over(level_dB(recent), loudness_.short_term_LUFS());
  reading.peak_to_loudness_dB = over(reading.max_true_peak_dBTP, integrated_LUFS_);
  reading.measured_s = loudness_.measured_s();
  reading.is_running = loudness_.is_running();
  reading.has_stable_range = loudness_.has_stable_range();
}

void TapMeters::read_phase(PhaseReading& reading) const {
  const SidePowers fast = phase_ ? phase_->fast() : SidePowers{}, slow = phase_ ? phase_->slow() : SidePowers{};
  reading.correlation_fast = number(fast.correlation());
  reading.correlation_slow = number(slow.correlation());
  reading.balance_dB = number(slow.balance_dB());
  reading.mono_loss_dB = number(slow.mono_loss_dB());
  reading.width_dB = number(slow.width_dB());
  reading.out_of_phase_s = phase_ ? phase_->out_of_phase_s() : 0;
}

void TapMeters::read_field(FieldReading& reading) const {
  for (int lane = 0; lane < static_cast<int>(lanes_.size()); ++lane)
    reading.channel_momentary_LUFS[static_cast<size_t>(lane)] =
        static_cast<float>(loudness_.channel_momentary_LUFS(lane));
  const auto dominance = field_ ? field_->dominance() : std::nullopt;
  reading.dominance_azimuth_deg = dominance ? static_cast<float>(dominance->azimuth_deg) : kNothing;
  reading.dominance_elevation_deg = dominance ? static_cast<float>(dominance->elevation_deg) : kNothing;
  reading.dominance_length = dominance ? static_cast<float>(dominance->length) : kNothing;
  reading.lfe_correlation = field_ ? number(field_->lfe_correlation()) : kNothing;
  const size_t pairs = field_ ? std::min<size_t>(field_->neighbours().size(), kTapLanes) : 0;
  reading.neighbours = static_cast<int32_t>(pairs);
  for (size_t pair = 0; pair < pairs; ++pair) {
    const auto [first, second] = field_->neighbours()[pair];
    reading.neighbour[pair] = {first, second, number(field_->correlation(pair))};
  }
  reading.stereo = read_fold(stereo_);
  reading.mono = read_fold(mono_);
}

// What has no more loudspeakers than that is its own fold-down.
FoldDownReading TapMeters::read_fold(const std::optional<Fold>& fold) const {
  const LoudnessMeter& loudness = fold ? fold->meter.loudness() : loudness_;
  FoldDownReading reading{};
  reading.momentary_LUFS = static_cast<float>(loudness.momentary_LUFS());
  reading.short_term_LUFS = static_cast<float>(loudness.short_term_LUFS());
  reading.integrated_LUFS = static_cast<float>(fold ? fold->integrated_LUFS : integrated_LUFS_);
  reading.peak_dBFS = reading.max_peak_dBFS = -std::numeric_limits<float>::infinity();
  if (fold) {
    reading.peak_dBFS = static_cast<float>(fold->meter.held_peak_dBFS());
    reading.max_peak_dBFS = static_cast<float>(fold->meter.max_peak_dBFS());
    return reading;
  }
  for (const LaneMeters& lane : lanes_) {
    const LaneReading levels = lane.reading(reset_frame_);
    reading.peak_dBFS = std::max(reading.peak_dBFS, levels.peak_hold_dBFS);
    reading.max_peak_dBFS = std::max(reading.max_peak_dBFS, levels.max_peak_dBFS);
  }
  return reading;
}

void TapMeters::read_spectrum(SpectrumReading& reading) const {
  const size_t bands = std::min<size_t>(band_powers_.size(), kMostBands);
  reading.bands = static_cast<int32_t>(bands);
  reading.bands_per_octave = settings_.bands_per_octave;
  for (size_t band = 0; band < bands; ++band) {
    reading.level_dBFS[band] = static_cast<float>(rms_dBFS(band_powers_[band]));
    reading.held_dBFS[band] = static_cast<float>(rms_dBFS(band_held_[band]));
  }
}

}  // namespace headroom
