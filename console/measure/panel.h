// A graph on the page: a frame with its name, grid lines with their numbers, and the way from values to pixels.
#pragma once

#include <string>

#include "console/measure/drawing.h"

namespace headroom {

namespace ink {
inline constexpr Ink kPaper{255, 255, 255}, kText{28, 32, 38}, kQuiet{104, 112, 122}, kGrid{224, 228, 232};
inline constexpr Ink kPanel{248, 249, 250}, kStrong{22, 78, 134}, kLight{140, 184, 222}, kAccent{196, 108, 20};
inline constexpr Ink kAlarm{196, 32, 40};
}  // namespace ink

struct Axis {
  double first, last;
  // 0 at first, 1 at last.
  double share(double value) const { return (value - first) / (last - first); }
};

class Panel {
 public:
  // Draws the frame and the name above it.
  Panel(Drawing& drawing, const Box& box, const std::string& name, Axis across, Axis up);

  double x(double value) const { return box_.left + across_.share(value) * box_.width(); }
  double y(double value) const;  // kept within the panel
  const Box& box() const { return box_; }
  const Axis& across() const { return across_; }

  void mark_up(double value, const std::string& words);      // a line across, its number at the left
  void mark_across(double value, const std::string& words);  // a line upwards, its number below
  // From the bottom of the panel to `value`.
  void bar(double from, double to, double value, Ink ink, double opacity = 1);

 private:
  Drawing* drawing_;
  Box box_;
  Axis across_, up_;
};

}  // namespace headroom
