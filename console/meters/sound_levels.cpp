#include "console/meters/sound_levels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

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
  std::snprintf(sentence, sizeof sentence, "Sound level: L%seq over %s is %.1f dB, %s its limit of %.1f dB.",
                kWeightings[static_cast<int>(limit.weighting)],
                limit.by_the_clock ? "this half hour" : (std::to_string(limit.window_min) + " min").c_str(), leq_dB,
                words, limit.level_dB);
  return sentence;
}

double energy(int64_t seconds, double level_dB) {
  return seconds > 0 ? static_cast<double>(seconds) * std::pow(10, level_dB / 10) : 0;
}

int64_t seconds_into_half_hour(std::time_t now) {
  std::tm time{};
  localtime_r(&now, &time);
  return time.tm_min % kClockWindow_min * 60 + time.tm_sec;
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
  const bool has_peak_changed =
      before.has_peak_limit != settings.has_peak_limit || before.peak_limit_dB != settings.peak_limit_dB;
  if (has_peak_changed || before.resets != settings.resets) is_peak_passed_ = false;
  if (before.resets != settings.resets) seconds_ = 0;
}

void SoundLevels::process(const float* samples, int frames, std::time_t now, std::vector<SoundSecond>& ended) {
  for (int from = 0; from < frames;) {
    const int count = std::min(frames - from, 1024);  // less than a second
    for (SoundLevelMeter& meter : meters_) meter.process(samples + from, count);
    from += count;
    frames_ += static_cast<uint64_t>(count);
    if (meters_[0].seconds() == seconds_) continue;
    seconds_ = meters_[0].seconds();
    ended.push_back({meter(FrequencyWeighting::A).leq_of_last_dB(1), meter(FrequencyWeighting::C).leq_of_last_dB(1),
                     meter(FrequencyWeighting::Z).leq_of_last_dB(1),
                     meter(FrequencyWeighting::C).peak_of_last_second_dB(), settings_.full_scale_dB_SPL,
                     settings_.correction_dB});
    into_half_hour_s_ = seconds_into_half_hour(now);
    look_at_limits();
    look_at_peak();
  }
}

SoundLevels::Window SoundLevels::window_of(const SoundLimit& limit) const {
  const int64_t seconds = 60 * limit.window_min;
  return {seconds, std::min(seconds_, limit.by_the_clock ? into_half_hour_s_ : seconds)};
}

double SoundLevels::level_at_limit_dB(const SoundLimit& limit) const {
  return meter(limit.weighting).leq_of_last_dB(window_of(limit).measured_s) + settings_.correction_dB;
}

// A sliding limit counts as soon as its window is full: a loud song at the beginning of a night is not yet a loud
// quarter of an hour. One by the clock is passed once nothing can come that would bring the half hour below it.
bool SoundLevels::is_over(const SoundLimit& limit, double limit_dB) const {
  const Window window = window_of(limit);
  const double level_dB = level_at_limit_dB(limit);
  if (limit.by_the_clock) return energy(window.measured_s, level_dB) > energy(window.seconds, limit_dB);
  return window.measured_s == window.seconds && level_dB > limit_dB;
}

// Once a second.
void SoundLevels::look_at_limits() {
  for (size_t i = 0; i < is_passed_.size(); ++i) {
    const SoundLimit& limit = settings_.limits[i];
    const bool is_passed = limit.is_on && is_over(limit, limit.level_dB - (is_passed_[i] ? kBackWithin_dB : 0.0));
    if (std::exchange(is_passed_[i], is_passed) == is_passed) continue;
    if (!is_passed && limit.by_the_clock)
      sentences_.emplace_back("Sound level: a new half hour begins.");
    else
      sentences_.push_back(limit_sentence(limit, level_at_limit_dB(limit), is_passed ? "over" : "again within"));
  }
}

// Each second that holds such a peak is told: each is one too many.
void SoundLevels::look_at_peak() {
  const double peak_dB = meter(FrequencyWeighting::C).peak_of_last_second_dB() + settings_.correction_dB;
  if (!settings_.has_peak_limit || !(peak_dB > settings_.peak_limit_dB)) return;
  is_peak_passed_ = true;
  char sentence[96];
  std::snprintf(sentence, sizeof sentence, "Sound level: LCpeak is %.1f dB, over its limit of %.1f dB.", peak_dB,
                settings_.peak_limit_dB);
  sentences_.push_back(sentence);
}

SoundLevelReading::Limit SoundLevels::read_limit(const SoundLimit& limit) const {
  const SoundLevelMeter& heard = meter(limit.weighting);
  const Window window = window_of(limit);
  SoundLevelReading::Limit reading{};
  reading.is_on = limit.is_on;
  reading.leq_dB = static_cast<float>(level_at_limit_dB(limit));
  // What stays in the window while the coming time joins it, and what that leaves for that time.
  const int64_t coming_s = limit.by_the_clock ? window.seconds - window.measured_s : 60;
  const int64_t stays_s = std::min(window.measured_s, window.seconds - coming_s);
  const double left =
      energy(window.seconds, limit.level_dB) - energy(stays_s, heard.leq_of_last_dB(stays_s) + settings_.correction_dB);
  reading.allowed_s = static_cast<int32_t>(coming_s);
  reading.allowed_dB =
      static_cast<float>(10 * std::log10(std::max(left, 0.0) / static_cast<double>(std::max<int64_t>(1, coming_s))));
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
  reading.peak_limit.is_on = settings_.has_peak_limit;
  reading.peak_limit.is_passed = is_peak_passed_;
  reading.peak_limit.peak_C_dB = static_cast<float>(meter(FrequencyWeighting::C).peak_dB() + settings_.correction_dB);
  reading.lost_frames = lost_frames_;
  reading.is_logging = settings_.is_logging;
  return reading;
}

}  // namespace headroom
