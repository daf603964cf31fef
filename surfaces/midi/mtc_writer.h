// MIDI time code going out: a full frame wherever it is set to, quarter frames while it runs. Source: MIDI Time Code.
#pragma once

#include <array>
#include <cstdint>

#include "surfaces/midi/midi_outlet.h"
#include "surfaces/midi/timecode.h"

namespace headroom {

// F0 7F 7F 01 01 hr mn sc fr F7: to every device.
std::array<uint8_t, 10> full_frame(const Timecode& label, TimecodeRate rate);
// The data byte of quarter frame 0...7 of an address.
uint8_t quarter_frame(int piece, const Timecode& label, TimecodeRate rate);

class MtcWriter {
 public:
  // It stands at a place, or jumps there: told once by a full frame.
  void locate(double frame, TimecodeRate rate) {
    located_ = frame, rate_ = rate, must_locate_ = true, next_quarter_ = -1;
  }
  // It runs and is at `frame` now: sends the quarter frames whose time has come. After a jump or a gap of more than two
  // frames an address begins anew, at the next even frame.
  void run(double frame, TimecodeRate rate, MidiOutlet& out);
  // It stands still: sends a full frame that waits.
  void stand(MidiOutlet& out);

 private:
  double located_ = 0;
  TimecodeRate rate_ = TimecodeRate::tv_25;
  bool must_locate_ = false;
  int64_t next_quarter_ = -1;  // counted from 00:00:00:00; -1: begins anew
};

}  // namespace headroom
