// What a plain MIDI controller says, decoded: which of its controls moved and to where. A control is a message: a note,
// a controller, a pair of controllers (14 bits), a non-registered parameter, pitch bend, channel pressure, a programme.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

enum class MidiKind : uint8_t { note, cc, cc14, nrpn, nrpn14, bend, pressure, program };

struct MidiControl {
  MidiKind kind = MidiKind::cc;
  uint8_t channel = 1;  // 1...16, as people count
  uint16_t number = 0;  // note, controller (of cc14 the first: 0...31), parameter 0...16383, programme 0...127; else 0
  bool operator==(const MidiControl&) const = default;
};

// The largest value the control's messages carry: 127 or 16383.
constexpr int top_of(MidiKind kind) {
  return kind == MidiKind::cc14 || kind == MidiKind::nrpn14 || kind == MidiKind::bend ? 16383 : 127;
}

// "cc/1/16", "cc14/1/7", "nrpn/3/300", "note/10/36", "bend/9", "pressure/1", "program/1/5"; both ways. Nothing when the
// text is none.
std::string control_text(const MidiControl& control);
std::optional<MidiControl> parse_control(std::string_view text);

// The messages that carry `value` (0...top_of) to the box: its lights, rings and motors.
std::vector<std::vector<uint8_t>> messages_of(const MidiControl& control, int value);

struct MidiMove {
  MidiControl control;
  int value;  // 0...top_of(kind); notes: the velocity, 0 when released; a programme: 127
};

// Whole channel messages to moves. One message may be several: a controller 39 is itself and the second half of 7.
class MidiMoves {
 public:
  // Valid until the next call.
  std::span<const MidiMove> read(std::span<const uint8_t> message);
  // The line was cut: halves are forgotten.
  void reset() { channels_ = {}; }

 private:
  struct Channel {
    std::array<int8_t, 32> first_half = filled();  // of controllers 0...31; -1: not heard
    int8_t parameter_high = -1, parameter_low = -1, data_high = -1;
    static constexpr std::array<int8_t, 32> filled() {
      std::array<int8_t, 32> all{};
      all.fill(-1);
      return all;
    }
  };
  void add(MidiKind kind, uint8_t channel, int number, int value);
  void read_controller(uint8_t channel, int number, int value);

  std::array<Channel, 16> channels_{};
  std::array<MidiMove, 3> moves_{};
  size_t count_ = 0;
};

}  // namespace headroom
