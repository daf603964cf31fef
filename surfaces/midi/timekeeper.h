// Time, in and out: the desk's own time code runs by the engine's sample clock and goes out as MTC with machine control
// beside it; MIDI clock goes out at the desk's tempo; MTC, clock and machine control come in. What the digits of the
// boxes show is the desk's choice. One for all boxes; no MIDI library. Use by one thread.
#pragma once

#include <cstdint>
#include <span>

#include "console/link/link_client.h"
#include "surfaces/midi/midi_clock.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/mtc_reader.h"
#include "surfaces/midi/mtc_writer.h"
#include "surfaces/midi/surface_view.h"

namespace headroom {

// The engine's sample clock as seconds that pass evenly: the desk tells its frames block by block, and a surface looks
// at them when it has time.
class EngineClock {
 public:
  // `frames` the desk has counted, looked at now. A clock that begins anew (another engine) goes on without a jump.
  double seconds(uint64_t frames, double sample_rate, int64_t now_ns);

 private:
  double offset_s_ = 0;  // what engines before this one have counted
  double now_s_ = 0;
  int64_t now_ns_ = 0;  // 0: not looked at yet
};

class Timekeeper {
 public:
  // The desk came, came back (nullptr: is gone). Time code that a keeper before this one ran is stopped: nobody knows
  // where it was.
  void set_desk(LinkClient* desk);
  // Bytes from the time port.
  void receive(std::span<const uint8_t> bytes, int64_t now_ns);
  // Somebody new listens to what goes out: he is told where the clock and a time code that stands are.
  void join();
  // Every millisecond or two.
  void tick(int64_t now_ns, MidiOutlet& out);

  // What the digits show now. `time_of_day`: hours, minutes and seconds.
  TimeShown shown(int64_t now_ns, const Timecode& time_of_day) const;

  const MtcReader& incoming() const { return reader_; }
  double position_s() const { return position_s_; }

 private:
  void obey(std::span<const uint8_t> message);
  void set_run(bool is_running);
  float value(Param param) const { return desk_->value(desk_->table().strip_of(kDesk), param); }
  TimecodeRate rate() const { return static_cast<TimecodeRate>(value(Param::timecode_rate)); }
  // A place that was told as a label is that frame again: n / rate * rate may come out a rounding below n.
  double frame() const { return position_s_ * frames_per_second(rate()) + 1e-6; }

  LinkClient* desk_ = nullptr;
  EngineClock clock_;
  double engine_s_ = 0;
  double position_s_ = 0;  // of the desk's own time code
  bool is_running_ = false, must_locate_ = false;
  float zeroed_ = 0;  // the desk's value of that wish, as last seen
  MidiParser parser_{SystemMessages::wanted};
  MtcReader reader_;
  MtcWriter writer_;
  MidiClockReader clock_reader_;
  MidiClockWriter clock_writer_;
};

}  // namespace headroom
