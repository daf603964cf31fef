#include "console/meters/live_meters.h"

#include <cmath>
#include <cstdio>

namespace headroom {
namespace {

constexpr float kCalibrators_dB[] = {94, 114};  // IEC 60942; as kCalibrators
// A calibrator is a tone far above all else: what is softer, or moves, is none.
constexpr float kSoftest_dBFS = -70, kSteady_dB = 0.5f;

}  // namespace

LiveMeters::LiveMeters(LinkMeters& link, DeskMeters::Say say, std::string log_start)
    : link_(link), say_(say), thread_(link, std::move(say), std::move(log_start)) {}

void LiveMeters::follow(const Show& show) {
  MeterSettings wanted = meter_settings(show);
  for (size_t tap = 0; tap < wanted.taps.size(); ++tap) wanted.taps[tap].resets = settings_.taps[tap].resets;
  wanted.sound_level.resets = settings_.sound_level.resets;
  if (wanted == settings_) return;
  settings_ = wanted;
  thread_.set(settings_);
}

std::optional<Edit> LiveMeters::press(const Show& show, ControlId button) {
  const Table& table = show.table();
  const Control& control = table.control(button);
  const DeskStrip& strip = table.strip(control.strip);
  if (control.row->param == Param::meter_reset) {
    const auto tap = static_cast<size_t>(strip.number - 1);
    ++(strip.kind == kMeter ? settings_.taps[tap].resets : settings_.sound_level.resets);
    thread_.set(settings_);
  }
  if (control.row->param != Param::spl_calibrate) return std::nullopt;
  SoundLevelReading reading{};
  link_.read_sound_level(reading);
  const auto full_scale =
      calibrated_full_scale_dB(reading, show.value(control.strip, Param::spl_calibration),
                               kCalibrators_dB[static_cast<int>(show.value(control.strip, Param::spl_calibrator))]);
  if (!full_scale) {
    say_(full_scale.error());
    return std::nullopt;
  }
  char sentence[80];
  std::snprintf(sentence, sizeof sentence, "Sound level: full scale is %.1f dB SPL now.",
                static_cast<double>(*full_scale));
  say_(sentence);
  Edit edit;
  edit.control = table.id(control.strip, Param::spl_calibration);
  edit.value = *full_scale;
  return edit;
}

Result<float> calibrated_full_scale_dB(const SoundLevelReading& reading, float full_scale_dB_SPL, float calibrator_dB) {
  const SoundLevelReading::Weighted& A = reading.weighted[0];
  const float level_dBFS = A.slow_dB - full_scale_dB_SPL;
  const bool is_heard = reading.aim != 0 && level_dBFS > kSoftest_dBFS && std::abs(A.slow_dB - A.fast_dB) < kSteady_dB;
  if (!is_heard)
    return Error{
        "Sound level: no calibrator is heard; set the input, put the calibrator on the microphone, and press again "
        "when its tone has been steady for a few seconds"};
  return calibrator_dB - level_dBFS;
}

}  // namespace headroom
