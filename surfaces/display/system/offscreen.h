// An OpenGL context without a window, an X server or a graphics card: EGL's surfaceless platform, a framebuffer in
// memory.
#pragma once

#include <memory>

#include "io/result.h"
#include "io/png.h"

namespace headroom::display {

class Offscreen {
 public:
  // `width` and `height` in pixels, 1...8192. Makes the context current on this thread.
  // Call when ImGui has its letters, before the first frame is built.
  static Result<std::unique_ptr<Offscreen>> create(int width, int height);
  ~Offscreen();

  // Draws the last frame that ImGui built.
  void draw();
  // What was drawn last.
  Picture read() const;

 private:
  Offscreen() = default;
  struct Context;
  std::unique_ptr<Context> context_;
  int width_ = 0, height_ = 0;
};

}  // namespace headroom::display
