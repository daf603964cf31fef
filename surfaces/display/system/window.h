// The screen in a GLFW window: pointer, fingers, keys, focus and scale come in, frames go out at the monitor's rate.
// Windows share letters and OpenGL objects; each has an ImGui context and what is open on it for itself.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/screen.h"

struct GLFWwindow;

namespace headroom::display {

// GLFW, from the first window to the last.
class WindowSystem {
 public:
  // An error when there is no display to open windows on.
  static Result<std::unique_ptr<WindowSystem>> start();
  ~WindowSystem();
  WindowSystem(const WindowSystem&) = delete;
  WindowSystem& operator=(const WindowSystem&) = delete;

  // Takes what users did at all windows; waits for it up to `seconds`.
  void take_events(double seconds);
  // The monitor on which windows open, in pixels and millimetres as far as it tells.
  Monitor monitor() const;

 private:
  WindowSystem() = default;
};

class Window {
 public:
  struct Options {
    int width = 1920, height = 1080;  // logical px; made smaller where the monitor is
    bool full_screen = false;
    std::string title = "Headroom";
  };
  // `first` is another window, whose OpenGL objects this one shares; null for the first. The scale is that of the
  // letters.
  static Result<std::unique_ptr<Window>> open(const WindowSystem& system, std::shared_ptr<Letters> letters,
                                              const Options& options, Window* first);
  ~Window();

  Screen& screen() { return *screen_; }
  bool is_open() const;
  void close();
  // The user's wish to close it is put off; it is to be seen, for it asks something.
  void stay_open();
  // Minimised: nobody would see a frame.
  bool is_hidden() const;
  // The scale its user's wishes, its monitor and its size come to.
  float wanted_scale(const Preferences& likes, const Monitor& monitor) const;

  // Builds a frame of `moment` and shows it. With `waits` until the monitor shows the one before.
  void show_frame(Screen::Moment moment, bool waits);
  // Takes over letters that were drawn anew, or whose texture went with another window.
  void take_letters();

 private:
  Window() = default;
  void make_current();
  void set_callbacks();
  void limit_size();
  std::vector<Pointer> take_fingers();
  void move_mouse(Point to);

  GLFWwindow* window_ = nullptr;
  std::unique_ptr<Screen> screen_;
  FrameWatch frame_watch_;
  std::unique_ptr<class TextureStore> textures_;
  std::unique_ptr<class TouchScreen> touch_screen_;
  std::vector<KeyPress> keys_;
  bool mouse_is_away_ = false;  // a finger was the last to move the arrow
  Point finger_place_;          // where it was then; pixels
  Point mouse_place_;           // where the arrow was last told to be; pixels
  std::deque<Point>
      button_places_;  // where it was at presses and releases of buttons that no frame has told yet; one a frame
  bool has_backends_ = false;
  bool waits_ = false;
};

}  // namespace headroom::display
