// Time code of film and television: hours, minutes, seconds and frames at the four rates MIDI knows, and their numbers.
// Sources: SMPTE ST 12-1 (labels, drop frame), MIDI Time Code (rate codes). No time, no MIDI.
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

// In the order of MIDI's codes (quarter frame 7, bits 1-2). 23.976 and 29.97 non-drop share the codes of 24 and 30:
// MIDI cannot tell them apart.
enum class TimecodeRate : uint8_t { film_24, tv_25, drop_29_97, full_30 };
inline constexpr int kTimecodeRateCount = 4;

// Frames a second; 29.97 is 30000/1001.
constexpr double frames_per_second(TimecodeRate rate) {
  constexpr double kRates[kTimecodeRateCount] = {24, 25, 30000.0 / 1001.0, 30};
  return kRates[static_cast<int>(rate)];
}
// Labels in a second: 30 for 29.97 drop.
constexpr int labels_per_second(TimecodeRate rate) {
  constexpr int kLabels[kTimecodeRateCount] = {24, 25, 30, 30};
  return kLabels[static_cast<int>(rate)];
}

struct Timecode {
  int hours = 0, minutes = 0, seconds = 0, frames = 0;
  bool operator==(const Timecode&) const = default;
};

// True when the label exists: drop frame leaves out frames 00 and 01 of every minute but each tenth.
bool is_label(const Timecode& label, TimecodeRate rate);

// The label of a frame counted from 00:00:00:00, and back. Counts wrap after 24 hours, both ways.
Timecode label_of(int64_t frame, TimecodeRate rate);
int64_t frame_of(const Timecode& label, TimecodeRate rate);
int64_t frames_per_day(TimecodeRate rate);

// "01:02:03:04", with a semicolon before the frames of drop frame.
std::string timecode_text(const Timecode& label, TimecodeRate rate);

}  // namespace headroom
