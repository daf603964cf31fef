// MIDI clock, both ways: 24 ticks a quarter note, start, continue, stop, song position. Source: MIDI 1.0 detailed
// specification, system real time.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "surfaces/midi/midi_outlet.h"

namespace headroom {

inline constexpr int kClocksPerQuarter = 24, kClocksPerSixteenth = 6;
inline constexpr uint8_t kClockTick = 0xF8, kClockStart = 0xFA, kClockContinue = 0xFB, kClockStop = 0xFC,
                         kSongPosition = 0xF2;

class MidiClockReader {
 public:
  // A whole message. True when it was one of the clock's.
  bool read(std::span<const uint8_t> message, int64_t now_ns);

  bool is_running() const { return is_running_; }
  // Beats a minute, over the last four quarter notes, as JACK tells of ticks at the ends of its periods; 0 until two
  // ticks have come, and after two seconds without any.
  double tempo(int64_t now_ns) const;
  // Ticks since the beginning of the song: the tick after a start is the first of beat 1.
  int64_t position() const { return position_; }

 private:
  void tick(int64_t now_ns);

  std::array<int64_t, 4 * kClocksPerQuarter + 1> ticks_ns_{};  // the newest, as a ring
  size_t count_ = 0;                                           // of them since the tempo last jumped
  size_t newest_ = 0;
  int jump_ = 0;  // which way the gap before was off: -1 shorter, +1 longer
  int64_t position_ = 0;
  bool is_running_ = false, is_first_ = false;
};

class MidiClockWriter {
 public:
  // Sends the ticks whose time has come; `is_on` starts and stops.
  void run(bool is_on, double tempo_bpm, int64_t now_ns, MidiOutlet& out);
  // Somebody listens now who has heard no start. While the clock runs he is told the place of the sixteenth after next,
  // and to go on from there when it comes; places are counted modulo 16384 sixteenths, as song position has 14 bits.
  void join() { has_newcomer_ = is_on_; }

 private:
  bool is_on_ = false, has_newcomer_ = false;
  double next_ns_ = 0;
  int64_t ticks_ = 0;         // sent since the start
  int64_t continue_at_ = -1;  // the tick from which a newcomer goes on; -1: none waits
};

}  // namespace headroom
