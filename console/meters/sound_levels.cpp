#include "console/meters/sound_levels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "console/table_rows.h"

namespace headroom {
namespace {

// A level that hovers at its limit is not told as over and within every second.
constexpr double kBackWithin_dB = 0.1;

SoundLevelMeter meter_of(FrequencyWeighting weighting, const TapAim& aim, const SoundLevelSettings& settings) {
  return SoundLevelMeter(weighting, aim.sample_rate, settings.full_scale_dB_SPL);
}

std::string limit_sentence(const SoundLimit& limit, double leq_dB, const char* words) {
  char sentence[160];
  std::snprintf(sentence, sizeof sentence, "Sound level: L%seq over %d min is %.1f dB, %s its limit of %.1f dB.",
                kWeightings[static_cast<int>(limit.weighting)], limit.window_min, leq_dB, words, limit.level_dB);
  return sentence;
}

}  // namespace

SoundLevels::SoundLevels(const TapAim& aim, const SoundLevelSettings& settings)
    : aim_(aim),
      settings_(settings),
      meters_{meter_of(FrequencyWeighting::A, aim, settings), meter_of(FrequencyWeighting::C, aim, settings),
              meter_of(FrequencyWeighting::Z, aim, settings)} {}

void SoundLevels::follow(const SoundLevelSettings& settings) {
  const SoundLevelSettings before = std::exchange(settings_, settings);
  for (SoundLevelMeter& meter : meters_) {
    meter.calibrate(settings.full_scale_dB_SPL);
    if (before.resets != settings.resets) meter.reset();
  }
  for (size_t i = 0; i < is_passed_.size(); ++i)
    if (before.limits[i] != settings.limits[i] || before.resets != settings.resets) is_passed_[i] = false;
  if (before.resets != settings.resets) seconds_ = 0;
}

void SoundLevels::process(const float* samples, int frames, std::vector<SoundSecond>& ended) {
  for (int from = 0; from < frames;) {
    const int count = std::min(frames - from, 1024);  // less than a second
    for (SoundLevelMeter& meter : meters_) meter.process(samples + from, count);
    from += count;
    frames_ += static_cast<uint64_t>(count);
    if (meters_[0].seconds() == seconds_) continue;
    seconds_ = meters_[0].seconds();
    ended.push_back({meter(FrequencyWeighting::A).leq_of_last_dB(1), meter(FrequencyWeighting::C).leq_of_last_dB(1),
                     meter(FrequencyWeighting::Z).leq_of_last_dB(1),
                     meter(FrequencyWeighting::C).peak_of_last_second_dB(), settings_.full_scale_dB_SPL});
    look_at_limits();
  }
}

// Once a second. A limit counts as soon as its window is full: a loud song at the beginning of a night is not yet a
// loud quarter of an hour.
void SoundLevels::look_at_limits() {
  for (size_t i = 0; i < is_passed_.size(); ++i) {
    const SoundLimit& limit = settings_.limits[i];
    const double leq_dB = meter(limit.weighting).leq_dB(limit.window_min);
    const double passed_above_dB = limit.level_dB - (is_passed_[i] ? kBackWithin_dB : 0.0);
    const bool is_passed = limit.is_on && seconds_ >= 60 * limit.window_min && leq_dB > passed_above_dB;
    if (std::exchange(is_passed_[i], is_passed) != is_passed)
      sentences_.push_back(limit_sentence(limit, leq_dB, is_passed ? "over" : "again within"));
  }
}

SoundLevelReading::Limit SoundLevels::read_limit(const SoundLimit& limit) const {
  const SoundLevelMeter& heard = meter(limit.weighting);
  SoundLevelReading::Limit reading{};
  reading.is_on = limit.is_on;
  reading.leq_dB = static_cast<float>(heard.leq_dB(limit.window_min));
  // What stays in the window after a minute, and what that leaves for the minute.
  const int64_t stays = std::min<int64_t>(heard.seconds(), 60 * (limit.window_min - 1));
  const auto energy = [](double seconds, double level_dB) {
    return seconds > 0 ? seconds * std::pow(10, level_dB / 10) : 0;
  };
  const double left =
      energy(60 * limit.window_min, limit.level_dB) - energy(static_cast<double>(stays), heard.leq_of_last_dB(stays));
  reading.next_minute_dB = static_cast<float>(10 * std::log10(std::max(left, 0.0) / 60));
  return reading;
}

SoundLevelReading SoundLevels::reading() const {
  SoundLevelReading reading{};
  reading.aim = aim_.number;
  reading.end_frame = aim_.first_frame + frames_ + lost_frames_;
  reading.resets = settings_.resets;
  reading.seconds = meters_[0].seconds();
  for (size_t w = 0; w < meters_.size(); ++w) {
    const SoundLevelMeter& meter = meters_[w];
    SoundLevelReading::Weighted& weighted = reading.weighted[w];
    weighted.fast_dB = static_cast<float>(meter.fast_dB());
    weighted.slow_dB = static_cast<float>(meter.slow_dB());
    weighted.max_fast_dB = static_cast<float>(meter.max_fast_dB());
    weighted.max_slow_dB = static_cast<float>(meter.max_slow_dB());
    weighted.peak_dB = static_cast<float>(meter.peak_dB());
    for (size_t i = 0; i < kLeqWindows_min.size(); ++i)
      weighted.leq_dB[i] = static_cast<float>(meter.leq_dB(kLeqWindows_min[i]));
  }
  for (size_t i = 0; i < settings_.limits.size(); ++i) {
    reading.limit[i] = read_limit(settings_.limits[i]);
    reading.limit[i].is_passed = is_passed_[i];
  }
  reading.lost_frames = lost_frames_;
  reading.is_logging = settings_.is_logging;
  return reading;
}

}  // namespace headroom
