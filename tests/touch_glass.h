// A touch screen for a story: Xorg, whose picture goes nowhere (package xserver-xorg-video-dummy), and a glass that
// feels what fingers are told to do on it (inputtest(4), Xorg's own driver for tests). It reaches programs as it would
// from a real glass; none can tell.
#pragma once

#include <string>

#include "surfaces/display/draw/geometry.h"
#include "tests/temporary_folder.h"
#include "tests/x_screen.h"

namespace headroom {

class TouchGlass {
 public:
  static constexpr int kMostFingers = 10;

  // On a screen that is not started yet; the glass is as large.
  explicit TouchGlass(XScreen& screen) : screen_(screen) {}
  ~TouchGlass();
  TouchGlass(const TouchGlass&) = delete;
  TouchGlass& operator=(const TouchGlass&) = delete;
  // Starts the screen's server and lays hands on the glass. False when the server is not installed or does not come up.
  bool start();

  // Fingers have numbers from 0. The server has told everybody when these return.
  void put_down(int finger, display::Point at);
  void slide(int finger, display::Point to);
  void lift(int finger, display::Point at);
  // Its cable is pulled, whatever fingers are on it.
  void pull();

 private:
  enum class Deed { down, moved, up };
  bool greet();
  void tell(int finger, Deed deed, display::Point at);

  XScreen& screen_;
  TemporaryFolder folder_;
  int line_ = -1;  // to the driver; it takes one in its life
};

}  // namespace headroom
