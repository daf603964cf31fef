// A real screen for a story: an X server without a monitor (Xvfb), and a hand on its pointer and keyboard (XTest). What
// the hand does reaches programs as it would from a mouse and keys; none can tell.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/child_process.h"
#include "tests/temporary_folder.h"

namespace headroom {

using WindowId = unsigned long;

class XScreen {
 public:
  static constexpr WindowId kNoWindow = 0;

  XScreen(int width, int height);
  ~XScreen();
  // Starts the server and makes it the display of programs started from now on. False when Xvfb is missing or does not
  // come up.
  bool start();
  // The same of Xorg, which can have more than a pointer and keys: as `configuration` says, in the words of
  // xorg.conf(5).
  bool start_xorg(const std::string& configuration);

  int width() const { return width_; }
  int height() const { return height_; }
  // Takes an input device from the server, as if its cable were pulled.
  void disable_device(const std::string& name);

  // The windows in sight whose title begins so, lowest first.
  std::vector<WindowId> windows(const std::string& title) const;
  // The keyboard belongs to it from now on; to kNoWindow: to nobody.
  void focus(WindowId window);
  // As a window manager asks it, when its cross was clicked.
  void close(WindowId window);
  // As a window manager minimises it (ICCCM 4.1.4), and shows it again.
  void minimise(WindowId window);
  void restore(WindowId window);
  // The colour at a place, 0xRRGGBB.
  unsigned color_at(int x, int y) const;

  void move(float x, float y);
  void button(bool is_down);
  // A key by its X name ("n", "Up"), with "Control_L" held when wanted.
  void key(const std::string& name, bool with_control = false);

 private:
  bool run(const std::string& server);

  int width_, height_;
  TemporaryFolder folder_;
  std::unique_ptr<ChildProcess> server_;
  struct Connection;
  std::unique_ptr<Connection> x_;
};

}  // namespace headroom
