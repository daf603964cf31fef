// What lies under the hands of all boxes of a surface: the window of strips, the page of the pots, flip. One view for
// all boxes that stand side by side, so that a key on one of them turns them all.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/midi/mackie_control.h"
#include "surfaces/midi/pot_page.h"
#include "surfaces/midi/surface_picture.h"
#include "surfaces/strip_layer.h"

namespace headroom {

// The strips under one box: place 0 is `offset` strips into the window, or the selected strip on a box that follows it.
struct BoxWindow {
  const StripLayer* layer = nullptr;
  int offset = 0;
  int strips = kSurfaceStrips;  // places the box has
  int followed = -1;            // the selected strip; -1: the box lies over the window
  int strip_at(int place) const {
    if (place >= strips) return -1;
    return followed >= 0 ? followed : layer->strip_at(offset + place);
  }
};

// Where the pots stand; kept when a desk goes and comes back.
struct PotView {
  int page = 0;  // of kPotPages
  PotSpread spread = PotSpread::across;
  int first = 0;      // across: the parameter shown; into: the one on the first pot
  bool flip = false;  // faders and pots have changed places
};

enum class TimeLamp : uint8_t { off, on, flashing };

// What the ten digits of a box show, from the left in groups of 3, 2, 2 and 3, and the two lamps beside them.
struct TimeShown {
  std::array<char, kTimeDigits> digits = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
  TimeLamp timecode = TimeLamp::off, beats = TimeLamp::off;
};

class SurfaceView {
 public:
  explicit SurfaceView(const Table& table, const PotView& pots = {});

  StripLayer& layer() { return layer_; }
  const StripLayer& layer() const { return layer_; }
  const PotView& pots() const { return pots_; }
  const PotPage& page() const { return kPotPages[pots_.page]; }

  // Opens a page at its beginning. Where the selected strip is a bus that a parameter of the page speaks of (an aux, on
  // the page of sends), it opens with that parameter across the strips.
  void open_page(const LinkClient& desk, int page);
  void set_spread(const LinkClient& desk, PotSpread spread);
  // To the next (+1) or previous (-1) parameter, or as many as there are pots; stops at both ends.
  void step(const LinkClient& desk, int direction);
  void flip() { pots_.flip = !pots_.flip; }
  // Every box shows everything anew, whatever it was sent before: a message may have been lost on its way.
  void repaint() { ++repaints_; }
  int repaints() const { return repaints_; }
  // Looks what has changed on the desk: repaints when somebody has asked for it (F5 on the screen), and lets a spill
  // follow its members.
  void follow(const LinkClient& desk);

  // Spills the selected DCA or mute group: it (a DCA) and its members alone lie under the hands. Once more: everything
  // again.
  void turn_spill(const LinkClient& desk);
  // Only these, which are layer `number` of somebody's own; once more: everything again. Nothing when there are none.
  void turn_own_layer(int number, const std::vector<StripIndex>& strips);
  bool is_spilled() const { return spilled_.has_value() && !layer_.shows_all(); }
  // 0 when none is open.
  int own_layer() const { return layer_.shows_all() ? 0 : own_layer_; }
  void show_time(const TimeShown& time) { time_ = time; }
  const TimeShown& time() const { return time_; }
  // While fine, a pot's tick is a tenth of what it is otherwise.
  void set_fine(bool is_fine) { is_fine_ = is_fine; }
  bool is_fine() const { return is_fine_; }

  // The control under a pot 0...7 or a fader 0...8 of a box; kNoControl where nothing is.
  ControlId pot(const LinkClient& desk, const BoxWindow& window, int place) const;
  ControlId fader(const LinkClient& desk, const BoxWindow& window, int place) const;

 private:
  ControlId page_control(const LinkClient& desk, const BoxWindow& window, int place) const;
  const std::vector<PotParameter>& parameters() const { return pages_[static_cast<size_t>(pots_.page)]; }
  void show_members(const LinkClient& desk);
  int count_on(const Table& table, StripIndex strip) const;

  StripLayer layer_;
  std::vector<std::vector<PotParameter>> pages_;
  PotView pots_;
  TimeShown time_;
  int repaints_ = 0;
  std::optional<StripIndex> spilled_;
  uint64_t spilled_revision_ = 0;
  int own_layer_ = 0;
  float asked_ = -1;  // the desk's value of that wish, as last seen; -1: never
  bool is_fine_ = false;
};

// The desk's selected strip.
StripIndex selected_strip(const LinkClient& desk);

}  // namespace headroom
