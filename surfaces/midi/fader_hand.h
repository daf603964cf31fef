// One motor fader and the hand on it: motors never fight a hand. While a hand is there its positions are commands and
// the motor is left alone; when it goes, the present value is sent once, whatever was sent before.
#pragma once

#include <cstdint>

#include "surfaces/control_hold.h"
#include "surfaces/midi/surface_device.h"

namespace headroom {

// How long after its last move an untouched fader counts as held (boxes that do not feel hands).
inline constexpr int64_t kImplicitTouch_ns = 300'000'000;
// A motor may report where it is for this long after it was sent somewhere.
inline constexpr int64_t kMotorTravel_ns = 100'000'000;
// How long after a hand has gone its last move may take to arrive in the desk.
inline constexpr int64_t kLastMove_ns = 50'000'000;
// A box that has lost its power takes longer than this to come to life, and reports no hand from before.
inline constexpr int64_t kSilentHand_ns = 500'000'000;
inline constexpr int kFullScale = 16383;  // 14 bits

// The value of a fader's row at a position the box reports, and the position to send for a value, rounded to what the
// box tells apart. The law is the row's, or the box's own where it has one and the row is a level.
float value_of_position(const ControlRow& row, int position, const SurfaceDevice& device);
int position_of_value(const ControlRow& row, float value, const SurfaceDevice& device);

class FaderHand {
 public:
  // The hand arrives on a fader that now stands for `control` (kNoControl: for nothing), and leaves it.
  void touch(ControlId control, int64_t now_ns);
  void release(int64_t now_ns);
  // The box is gone, and every hand with it.
  void unplug(int64_t now_ns) { leave(now_ns); }
  // The box has just come to life: a hand that it has not spoken of for kSilentHand_ns was there before, and is
  // forgotten.
  void doubt(int64_t now_ns);

  // The box reports a position. `sent` and `sent_ns`: where the motor was last sent and when (kNoPosition: nowhere).
  void move(const LinkClient& desk, ControlId control, int position, const SurfaceDevice& device, int sent,
            int64_t sent_ns, int64_t now_ns);

  // The fader stands for another strip now. A hand still on it has lost its hold and must come anew.
  void change_strip(int64_t now_ns);
  // A new console: a hand that is there takes hold of `control` on it.
  void change_console(ControlId control);

  // Ends implicit touches, posts what waits. True once after each end of a touch, when the desk has heard the last
  // move: the motor must be sent home.
  bool tick(LinkClient& desk, int64_t now_ns);
  bool may_drive() const { return state_ == State::free; }

 private:
  enum class State : uint8_t {
    free,
    touched,   // the box feels a hand
    implicit,  // it moves without a reported touch
    dropped,   // a hand is there but its strip has gone
    leaving,   // no hand any more, but its last move is still on its way to the desk
  };
  void leave(int64_t now_ns);

  State state_ = State::free;
  int64_t moved_ns_ = 0;
  int64_t heard_ns_ = 0;  // when the box last spoke of this hand
  int64_t left_ns_ = 0;
  ControlId moved_control_ = kNoControl;  // since the hand came; kNoControl: not moved
  float moved_value_ = 0;
  ControlHold hold_;
};

}  // namespace headroom
