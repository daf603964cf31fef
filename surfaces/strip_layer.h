// The strips of the desk in the order a control surface walks through them, and the window of them that lies under the
// hands. Shared by all boxes of a surface that stand side by side.
#pragma once

#include <optional>
#include <vector>

#include "console/table.h"

namespace headroom {

class StripLayer {
 public:
  // Channels, groups, auxes, matrices, DCAs: one list. The main has a fader of its own and is not in it.
  explicit StripLayer(const Table& table);

  // The strip at a place of the window, 0 = leftmost; -1 where the list has ended.
  int strip_at(int place) const;

  // Only these lie there until show_all(): a DCA with its members, a layer of somebody's own. The window begins at the
  // first of them, unless they were there before.
  void show_only(const std::vector<StripIndex>& strips);
  void show_all();
  bool shows_all() const { return !some_; }

  // Where a strip stands in the list; -1 when it is not in it.
  int place_of(int strip) const;
  // The strip that many places away from `strip`, or the last one on that way; -1 when `strip` is not in the list.
  int neighbour(int strip, int places) const;

  int first() const { return first_; }
  // How far a bank button moves: the strips of all boxes together.
  int width() const { return width_; }
  void set_width(int width) { width_ = width; }

  // How many strips there are to walk through.
  int size() const { return static_cast<int>(shown().size()); }
  // Moves the window: +-width() for a bank, +-1 for a channel. It stops at the first strip, and a move that would
  // leave no strip under the hands is not made, so that banks keep their places.
  void move(int strips);
  // All strips, with the window at this one, if the list has it.
  void go_to_strip(StripIndex strip);
  // The place it had before, as far as this desk reaches.
  void go_to(int first);

 private:
  const std::vector<StripIndex>& shown() const { return some_ ? *some_ : strips_; }

  std::vector<StripIndex> strips_;
  std::optional<std::vector<StripIndex>> some_;
  int first_of_all_ = 0;  // where the window stood before only some were shown
  int first_ = 0;
  int width_ = 8;
};

}  // namespace headroom
