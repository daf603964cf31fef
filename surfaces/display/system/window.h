// The screen in a GLFW window: pointer, keys, focus and scale come in, frames go out at the monitor's rate.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "surfaces/display/screen.h"

struct GLFWwindow;

namespace headroom::display {

class Window {
 public:
  struct Options {
    int width = 1920, height = 1080;  // logical px; made smaller where the monitor is
    float scale = 0;                  // 0: the monitor's own
    bool full_screen = false;
    std::string title = "Headroom";
  };
  // An error when there is no display to open a window on.
  static Result<std::unique_ptr<Window>> open(const Options& options);
  ~Window();

  Screen& screen() { return *screen_; }
  bool is_open() const;
  // Takes what the user did, builds a frame of `moment`, and shows it. Waits for the monitor; at most 200 ms, also when
  // the window is hidden.
  void show_frame(const Screen::Moment& moment);

 private:
  Window() = default;
  void set_callbacks();
  void follow_scale(float scale);
  void limit_size();

  GLFWwindow* window_ = nullptr;
  std::unique_ptr<Screen> screen_;
  std::unique_ptr<class FieldTexture> field_;
  std::vector<KeyPress> keys_;
  float fixed_scale_ = 0;
  float wanted_scale_ = 0;   // the monitor's, noted by the callback, taken between frames
  bool has_backends_ = false;
};

}  // namespace headroom::display
