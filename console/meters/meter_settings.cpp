#include "console/meters/meter_settings.h"

#include "console/table_rows.h"

namespace headroom {
namespace {

constexpr int kBandsPerOctave[] = {1, 3, 6, 12, 24};
static_assert(std::size(kBandsPerOctave) == std::size(kOctaveBands));
static_assert(std::size(kSoundWindows) == kLeqWindows_min.size() + 1);  // and the half hour of the clock
static_assert(std::size(kWeightings) == kSoundWeightings);

}  // namespace

MeterSettings meter_settings(const Show& show) {
  const Table& table = show.table();
  MeterSettings settings;
  for (int tap = 0; tap < kMeterTaps; ++tap) {
    const StripIndex meter = table.strip_of(kMeter, tap + 1);
    TapSettings& of_tap = settings.taps[static_cast<size_t>(tap)];
    of_tap.is_running = show.is_on(meter, Param::meter_run);
    of_tap.zero_VU_dBFS = static_cast<double>(show.value(meter, Param::meter_vu));
    of_tap.ppm = static_cast<PpmKind>(static_cast<int>(show.value(meter, Param::meter_ppm)));
    of_tap.bands_per_octave = kBandsPerOctave[static_cast<size_t>(show.value(meter, Param::meter_bands))];
    const float source = show.value(meter, Param::source);
    if (!table.is_no_strip(table.id(meter, Param::source), source))
      of_tap.name = show.strip_name(static_cast<StripIndex>(source));
    of_tap.average_s = show.value(meter, Param::meter_average) / 1000;
  }
  const StripIndex level = table.strip_of(kSoundLevel);
  settings.sound_level.full_scale_dB_SPL = show.value(level, Param::spl_calibration);
  settings.sound_level.is_logging = show.is_on(level, Param::spl_log);
  settings.sound_level.correction_dB = show.value(level, Param::spl_correction);
  settings.sound_level.has_peak_limit = show.is_on(level, Param::spl_peak_on);
  settings.sound_level.peak_limit_dB = show.value(level, Param::spl_peak_level);
  for (int i = 0; i < kSoundLimits; ++i) {
    SoundLimit& limit = settings.sound_level.limits[static_cast<size_t>(i)];
    limit.is_on = show.is_on(level, Param::spl_limit_on, i);
    limit.level_dB = show.value(level, Param::spl_limit_level, i);
    const auto window = static_cast<size_t>(show.value(level, Param::spl_limit_window, i));
    limit.by_the_clock = window == kLeqWindows_min.size();
    limit.window_min = limit.by_the_clock ? kClockWindow_min : kLeqWindows_min[window];
    limit.weighting =
        static_cast<FrequencyWeighting>(static_cast<int>(show.value(level, Param::spl_limit_weighting, i)));
  }
  return settings;
}

}  // namespace headroom
