// What the keys, the jog wheel and the pedal of a surface do, as text: `key NAME DEED` lines, one a key. The program
// brings its own (default.keys); a person's settings file changes whatever of it they like:
//
//   key f1 /mutegroup/1/mute           a switch turns over, an action acts, a choice goes on to the next
//   key f2 /main/fader = -10 dB        sets a value
//   key f3 /talk/on momentary          on while it is held
//   key f4 page comp gate              opens these pages of the pots, each press the next
//   key rec strip eq/on                one key a strip: that control of the strip under it
//   jog /monitor/fader
//   pedal /aux/01/fader
//   order X-Touch-Ext, X-Touch         boxes from left to right, by words of their ports' names
//   plain X-Touch Mini                 this box speaks plain MIDI: its map counts, not Mackie Control
//   hui X-Touch                        this box is in its HUI mode
//   din MIDISPORT 2x2                  behind this port hangs a box on a DIN cable: a Mackie Control, unless it is said
//   otherwise own 1 /ch/01 /ch/09 /dca/2         layer 1 of one's own, of eight: these strips alone
//
// Other deeds: own 1 (opens that layer, and closes it), spill (the selected DCA or mute group with its members), bank
// left, bank right, channel left, channel right, across, into, previous, next, flip, fine, layer
// channels|groups|auxes|matrices|dcas, repaint (every box shows everything anew), nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "console/control_row.h"

namespace headroom {

enum class KeyDeed : uint8_t {
  nothing,
  bank,
  channel,
  page,
  across,
  into,
  step,
  flip,
  fine,
  layer,
  own_layer,
  spill,
  repaint,
  control,  // of the desk
  strip,    // of the strip over the key
};

struct KeyPlanEntry {
  KeyDeed deed = KeyDeed::nothing;
  int direction = 0;          // bank, channel, step: -1 or +1
  int number = 0;             // own_layer: 1...kOwnLayers
  std::vector<int> pages;     // of kPotPages
  StripKind kind = kChannel;  // layer
  std::string address;        // control: "/main/fader"; strip: below the strip
  std::string value;          // as typed; empty: turn over
  bool momentary = false;
};

inline constexpr int kOwnLayers = 8;

struct KeyPlan {
  std::array<KeyPlanEntry, 128> keys;                           // by note
  std::string jog, pedal;                                       // addresses; empty: none
  std::vector<std::string> order;                               // of boxes, left to right
  std::vector<std::string> plain;                               // words of the ports of boxes that speak plain MIDI
  std::vector<std::string> hui;                                 // and of those in their HUI mode
  std::vector<std::string> din;                                 // and of those that hang on a DIN cable
  std::array<std::vector<std::string>, kOwnLayers> own_layers;  // addresses of strips
};

// The plan the program brings.
const KeyPlan& default_key_plan();

// Changes `plan` by the lines of a text. Answers a sentence for every line that was not taken ("settings:4: ...").
std::vector<std::string> read_key_plan(std::string_view text, std::string_view name, KeyPlan& plan);

// The notes of a key, by what Mackie prints on it: "f1", "bank_left"; eight of them for "rec". Empty when there is no
// such key.
struct KeyNotes {
  uint8_t first, count;
};
KeyNotes notes_of_key(std::string_view name);
// The other way; "rec" for all eight.
std::string name_of_key(int note);

}  // namespace headroom
