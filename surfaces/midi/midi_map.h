// A map from any MIDI controller to the desk: a text file, one line a control, made by learning or by hand.
//
//   name  Akai MIDImix
//   port  MIDI Mix
//   cc/1/19   /ch/01/fader  scale
//   note/1/1  /ch/01/mute   feedback
//   cc/1/16   /ch/01/eq/1/freq  relative=two
//   cc/1/20   /main/fader  range=-60..0 invert feedback=cc/1/52
//
// Options: relative=two|offset|sign; jump, pickup or scale (how a control without motor meets a value that is
// elsewhere; pickup where nothing is said, jump with feedback); range=LOW..HIGH; invert; button (a controller that is
// pressed and released); momentary (on for as long as it is pressed); latching (the box's own button turns over: on and
// off as it says); set=VALUE (what a press sets; otherwise it turns over); feedback, or feedback=MESSAGE where the
// light is another message; lit=VALUE (what lights it, 127 where nothing is said). Values are typed without
// blanks: 2.5k, -10dB, on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/table.h"
#include "io/result.h"
#include "surfaces/midi/midi_control.h"

namespace headroom {

enum class MidiEncoding : uint8_t {
  absolute,
  two,     // 1, 2, ... to the right; 127, 126, ... to the left
  offset,  // 65, 66, ... to the right; 63, 62, ... to the left
  sign,    // 1, 2, ... to the right; 65, 66, ... to the left
};
// Ticks of a relative encoding, right positive.
int ticks_of(MidiEncoding encoding, int value);

enum class PickUp : uint8_t {
  jump,    // the value goes where the control is
  pickup,  // nothing moves until the control has passed the value
  scale,   // both move at once and meet at the end of the travel
};

struct MidiMapLine {
  MidiControl control;
  std::string address;
  MidiEncoding encoding = MidiEncoding::absolute;
  PickUp pick_up = PickUp::pickup;
  std::string low, high;  // of the range, as typed; empty: the row's
  bool invert = false;
  bool button = false;
  bool momentary = false;
  bool latching = false;
  std::string set;  // what a press sets, as typed; empty: it turns over
  std::optional<MidiControl> feedback;
  int lit = 127;
};

struct MidiMap {
  std::string name;
  std::vector<std::string> ports;  // parts of port names that tell the box
  std::vector<MidiMapLine> lines;
};

struct MidiMapText {
  MidiMap map;
  std::vector<std::string> notes;  // a sentence for every line that was not taken, "name:line: ..."
};
MidiMapText parse_midi_map(std::string_view text, std::string_view name);

// The text of a map, one line a control, and of one line.
std::string map_text(const MidiMap& map);
std::string line_text(const MidiMapLine& line);

// What is odd about a map on this desk, in sentences: controls of the desk it does not have, values out of range, two
// lines that hear the same message.
std::vector<std::string> conflicts_of(const MidiMap& map, const Table& table);

// The maps of common boxes that are built in, and the one whose port name fits best; nothing when none does.
const std::vector<MidiMap>& built_in_maps();
const MidiMap* map_named(std::string_view port_name, const std::vector<MidiMap>& maps);

}  // namespace headroom
