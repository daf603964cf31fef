// The fingers on one window's glass, as an X server with XInput 2.2 tells of them. GLFW knows no fingers and hands on
// nothing it does not know, so they are asked for on a connection of their own. Without such a server there are none,
// and the mouse does.
#pragma once

#include <memory>
#include <vector>

#include "surfaces/display/input/fingertips.h"

struct GLFWwindow;

namespace headroom::display {

class TouchScreen {
 public:
  // Null where nobody can tell of fingers: GLFW draws on no X server, or on one from before XInput 2.2.
  static std::unique_ptr<TouchScreen> watch(GLFWwindow& window);
  ~TouchScreen();
  TouchScreen(const TouchScreen&) = delete;
  TouchScreen& operator=(const TouchScreen&) = delete;

  // What fingers did since the last call, in order. A finger that is down keeps the server from making a mouse of it
  // for this window, so that nothing is told twice.
  std::vector<Pointer> take();

 private:
  TouchScreen() = default;

  struct Connection;
  struct Down {
    unsigned detail;  // the server's number of the touch
    HandId id;
  };
  std::unique_ptr<Connection> connection_;
  std::vector<Down> down_;
  HandId last_id_ = kMouseHand;
};

}  // namespace headroom::display
