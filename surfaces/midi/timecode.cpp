#include "surfaces/midi/timecode.h"

#include <cstdio>

namespace headroom {
namespace {

// Drop frame: 1798 frames in a minute that drops two labels, 17982 in ten minutes.
constexpr int64_t kDropMinute = 1798, kDropTenMinutes = 17982;

}  // namespace

bool is_label(const Timecode& label, TimecodeRate rate) {
  const bool fits = label.hours >= 0 && label.hours < 24 && label.minutes >= 0 && label.minutes < 60 &&
                    label.seconds >= 0 && label.seconds < 60 && label.frames >= 0 &&
                    label.frames < labels_per_second(rate);
  const bool is_dropped =
      rate == TimecodeRate::drop_29_97 && label.seconds == 0 && label.frames < 2 && label.minutes % 10 != 0;
  return fits && !is_dropped;
}

int64_t frames_per_day(TimecodeRate rate) {
  return rate == TimecodeRate::drop_29_97 ? kDropTenMinutes * 6 * 24 : int64_t{labels_per_second(rate)} * 86400;
}

Timecode label_of(int64_t frame, TimecodeRate rate) {
  const int64_t day = frames_per_day(rate);
  int64_t number = (frame % day + day) % day;
  if (rate == TimecodeRate::drop_29_97) {
    const int64_t tens = number / kDropTenMinutes, rest = number % kDropTenMinutes;
    number += 18 * tens + (rest > 1 ? 2 * ((rest - 2) / kDropMinute) : 0);
  }
  const int64_t a_second = labels_per_second(rate), seconds = number / a_second;
  return {static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
          static_cast<int>(number % a_second)};
}

int64_t frame_of(const Timecode& label, TimecodeRate rate) {
  const int64_t minutes = label.hours * 60 + label.minutes;
  const int64_t number = (minutes * 60 + label.seconds) * labels_per_second(rate) + label.frames;
  return rate == TimecodeRate::drop_29_97 ? number - 2 * (minutes - minutes / 10) : number;
}

std::string timecode_text(const Timecode& label, TimecodeRate rate) {
  char text[64];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d%c%02d", label.hours, label.minutes, label.seconds,
                rate == TimecodeRate::drop_29_97 ? ';' : ':', label.frames);
  return text;
}

}  // namespace headroom
