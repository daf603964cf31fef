// One line of a map at work on a desk: a hand on one control of a plain MIDI controller, and the light or ring beside
// it.
#pragma once

#include <cstdint>
#include <optional>

#include "surfaces/control_hold.h"
#include "surfaces/midi/midi_map.h"
#include "surfaces/midi/midi_outlet.h"
#include "surfaces/midi/turning_hand.h"

namespace headroom {

class MappedControl {
 public:
  // What this desk cannot do stays without effect; conflicts_of() says it. `is_down`: a momentary one was
  // pressed on the console before.
  MappedControl(const MidiMapLine& line, const Table& table, bool is_down);

  const MidiControl& control() const { return line_.control; }
  bool is_down() const { return is_down_; }

  void move(int value, LinkClient& desk, int64_t now_ns);
  // The box is gone: what it held is let go, what was on for as long as it was pressed goes off.
  void let_go(LinkClient& desk);
  void tick(LinkClient& desk, int64_t now_ns);

  // The box may show anything now.
  void forget_shown() { shown_ = -1; }
  // Sends what the box should show, when that differs and nobody's hand is on it: at most 50 times a second. False when
  // the outlet refused.
  bool show(const LinkClient& desk, int64_t now_ns, MidiOutlet& out);

 private:
  void press(bool is_down, LinkClient& desk);
  void travel(float position, const LinkClient& desk, int64_t now_ns);
  float position_of_desk(const LinkClient& desk) const;
  bool has_caught(float position, float there) const;
  int wanted(const LinkClient& desk) const;

  MidiMapLine line_;
  ControlId id_ = kNoControl;
  float low_ = 0, high_ = 1;  // positions of the row that are the ends of the travel
  std::optional<float> set_;
  bool acts_as_switch_ = false;  // pressed and released; otherwise it travels

  bool is_down_ = false;
  bool caught_ = false;       // the control and the value are at the same place (PickUp::pickup)
  float last_position_ = -1;  // of the control; -1: not heard yet
  float value_ = 0;           // as last moved from here
  int64_t moved_ns_ = 0;
  ControlHold hold_;
  TurningHand turning_;

  int shown_ = -1;  // as last sent; -1: unknown
  int64_t shown_ns_ = 0;
};

}  // namespace headroom
