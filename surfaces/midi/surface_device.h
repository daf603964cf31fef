// What one box of the Mackie Control family or of HUI's can do: capabilities, never products. Each box is a text file
// of `word value` lines (devices/*.surface); a word that is not there keeps its default, which is the Mackie Control's.
//
//   name   Behringer X-Touch
//   port   X-Touch                (what its MIDI port's name has in it; the longest that fits any box counts)
//   colors eight
//   top    15900
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/result.h"

namespace headroom {

enum class SurfaceProtocol : uint8_t { mackie, hui };
enum class SurfaceMeters : uint8_t {
  none,
  bars,     // lights of their own
  display,  // drawn into the text display, in the last column of each strip, once switched on
};
enum class SurfaceColors : uint8_t {
  none,
  eight,  // Behringer's message: one of eight back-lights a strip
  rgb,    // iCON's: red, green and blue of seven bits a strip
};

// A point of a fader's own law: what is printed beside it against the position it reports.
struct FaderPoint {
  float level_dB;
  int position;  // 0...16383
};

struct SurfaceDevice {
  std::string name = "Mackie Control";  // for people
  std::vector<std::string> ports;       // parts of MIDI port names that tell it, compared without case
  SurfaceProtocol protocol = SurfaceProtocol::mackie;
  uint8_t id = 0x14;               // in system exclusive: 14 main box, 15 extender, 10 and 11 Logic Control
  bool answers = true;             // to the greeting; some boxes never say a word before a hand is laid on them
  int faders = 8;                  // of strips, 0...8
  int pots = 8;                    // 0...8
  bool main_fader = true;          // the ninth
  bool follows_selection = false;  // a box of one strip, which is the selected one
  bool touch = true;               // faders feel the hand
  bool rings = true;               // lights around the pots
  int characters = 6;              // a strip's text in each line: 0 none, 4, 6, or 7 without a gap
  bool lower_line = true;          // two lines of text; with one, values take the name's place while they move
  bool main_display = false;       // HUI's own, two lines for all strips
  SurfaceColors colors = SurfaceColors::none;
  SurfaceMeters meters = SurfaceMeters::bars;
  bool main_meters = false;       // two bars of the main (iCON)
  bool time_digits = true;        // ten of them
  bool assignment_digits = true;  // two of them
  bool jog = true;
  bool flashing = true;                              // lights can flash
  std::bitset<128> keys = std::bitset<128>().set();  // notes of the keys it has
  int step = 1;                  // positions its faders tell apart, of 16383: 16 for ten bits, 128 for seven
  int noise = 16;                // a motor that settles may report this much beside its target
  int top = 16368;               // a fader that reports this or more is at the top: ten bits end at 1023 * 16
  std::vector<FaderPoint> law;   // rising; empty: the desk's own law
  int bytes_per_second = 20000;  // what its line takes: 3000 on a DIN cable (3125 at the most)

  // How many strips of the desk lie under it: those with a fader, or all pots of one without.
  int strips() const { return faders > 0 ? faders : pots; }
};

// The text of a device file; `name` is what the sentence calls it ("x-touch.surface:4: ...").
Result<SurfaceDevice> parse_surface_device(std::string_view text, std::string_view name);

// Every box that is known, from the files that are built in.
std::span<const SurfaceDevice> surface_devices();

// A box that is connected by hand and says no name: a Mackie Control.
const SurfaceDevice& generic_surface();

// A box that is known to speak HUI: its port's name tells nothing.
const SurfaceDevice& generic_hui();

// The box behind a MIDI port of that name; nothing when it does not look like one. Second ports that Behringer calls
// "EXT" (the DIN socket of an X-Touch) are not boxes.
const SurfaceDevice* surface_at(std::string_view port_name);
std::optional<SurfaceDevice> surface_named(std::string_view port_name);

}  // namespace headroom
