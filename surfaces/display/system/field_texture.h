// The goniometer's cloud as an OpenGL texture of the current context.
#pragma once

#include <span>

#include "surfaces/display/draw/theme.h"

namespace headroom::display {

class FieldTexture {
 public:
  FieldTexture();
  ~FieldTexture();
  FieldTexture(const FieldTexture&) = delete;
  FieldTexture& operator=(const FieldTexture&) = delete;

  // Takes kFieldPixels squared; gives what ImGui calls a texture.
  void* upload(std::span<const Rgba> pixels);

 private:
  unsigned texture_ = 0;
};

}  // namespace headroom::display
