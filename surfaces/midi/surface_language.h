// What a box speaks: how its messages become moves of hands, and how what it should show becomes messages. One object a
// box; a driver with the same hands, pages and keys stands behind every language. Use by one thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "surfaces/midi/midi_outlet.h"
#include "surfaces/midi/surface_device.h"
#include "surfaces/midi/surface_picture.h"

namespace headroom {

// What a hand did on a box, whatever the box speaks.
struct HandMove {
  Role role;  // fader, touch, pot, pot_push, solo, mute, select, key, jog, pedal
  int index;  // 0-based among the role's controls; of a key: its note on a Mackie Control (key_plan.h)
  int value;  // fader 0...16383; pot and jog ticks, right positive; pedal 0...127; everything else 1 down, 0 up
};

class SurfaceLanguage {
 public:
  // What the box has lost of what it was sent, or never heard. `life`: everything, and the hands that were on it too:
  // it was without power, or fell silent.
  enum class Loss : uint8_t { nothing, text, everything, life };

  virtual ~SurfaceLanguage() = default;

  // The line was made: greetings and liveness begin anew.
  virtual void connect() = 0;
  // One whole message from the box; nothing when it was no hand's. Answers the box where it wants one.
  virtual std::optional<HandMove> read(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out) = 0;
  // Every millisecond or two: greetings and pings whose time has come.
  virtual void tick(int64_t now_ns, MidiOutlet& out) = 0;
  // What must be sent anew, once.
  virtual Loss take_loss() = 0;
  // True when a box that answers has not done so for longer than it may.
  virtual bool is_lost() const = 0;
  // True when nobody can tell whether the box is still there: it answers no question.
  virtual bool cannot_be_asked() const = 0;
  // True when a box that answers has been greeted as often as is polite and has not said a word since connect().
  virtual bool is_unanswered() const = 0;

  // Single things of a picture as messages; what the language has no message for is sent by sending nothing. False: the
  // line had no room, and the thing is to be sent again as a whole.
  virtual bool send_fader(int fader, int position, MidiOutlet& out) = 0;
  virtual bool send_light(int note, uint8_t light, MidiOutlet& out) = 0;
  virtual bool send_ring(int pot, uint8_t ring, MidiOutlet& out) = 0;
  virtual bool send_overload(int strip, bool is_over, MidiOutlet& out) = 0;
  // Characters of whole cells of one line, the first of them `cell` (0...7 upper line, 8...15 lower line).
  virtual bool send_text(int cell, std::span<const char> characters, MidiOutlet& out) = 0;
  // The digits of `wanted` that are not as `shown`, which follows what was sent.
  virtual bool send_digits(const SurfaceDigits& wanted, SurfaceDigits& shown, MidiOutlet& out) = 0;
  virtual bool send_colors(std::span<const uint8_t, kSurfaceStrips> colors, MidiOutlet& out) = 0;
  // A meter's bar: the highest of its sides, 0...12 as kMeterThresholds_dBFS. Strip 0...7; `sides`: left and right.
  virtual bool send_bar(int strip, std::array<uint8_t, 2> sides, MidiOutlet& out) = 0;
  // The main's own bars, one a side.
  virtual bool send_main_bar(int side, uint8_t height, MidiOutlet& out) = 0;
};

// The language the device file names.
std::unique_ptr<SurfaceLanguage> language_of(const SurfaceDevice& device);

}  // namespace headroom
