// MIDI time code coming in: quarter frames and full frames to the time that is now. Locks after one complete address,
// goes on by itself over short gaps, and says when it has lost what it followed. Source: MIDI Time Code (MIDI
// Association).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "surfaces/midi/timecode.h"

namespace headroom {

// How long it runs on by itself when quarter frames stay away.
inline constexpr int64_t kFreeWheel_ns = 500'000'000;

enum class MtcState : uint8_t {
  none,        // nothing was ever heard
  stopped,     // at a place: a full frame came, or what ran has stopped
  following,   // quarter frames come
  free_wheel,  // they stay away; it goes on until kFreeWheel_ns are over
};

class MtcReader {
 public:
  // A whole message: F1 and its nibble, or a full frame (F0 7F dd 01 01 hr mn sc fr F7). True when it was time code.
  bool read(std::span<const uint8_t> message, int64_t now_ns);
  // Nothing but the clock: gaps are noticed here.
  void tick(int64_t now_ns);

  MtcState state() const { return state_; }
  bool is_running() const { return state_ == MtcState::following || state_ == MtcState::free_wheel; }
  // -1 while it runs backwards.
  int direction() const { return direction_; }
  TimecodeRate rate() const { return rate_; }
  // The frame that is now.
  int64_t frame(int64_t now_ns) const;

 private:
  void read_quarter(int piece, int nibble, int64_t now_ns);
  bool read_full_frame(std::span<const uint8_t> message);
  void assemble(int64_t now_ns);
  // The address that the eight nibbles make; nothing when there is no such label.
  std::optional<int64_t> address();

  std::array<uint8_t, 8> nibbles_{};
  int pieces_ = 0;  // that came in order, up to eight
  int last_piece_ = -1;
  int direction_ = 1;
  MtcState state_ = MtcState::none;
  TimecodeRate rate_ = TimecodeRate::tv_25;
  double quarter_ = 0;      // quarter frames from 00:00:00:00 to the moment quarter_ns_
  int64_t quarter_ns_ = 0;  // smoothed: a message may be late by what a cable and a period take
  int64_t heard_ns_ = 0;
};

}  // namespace headroom
