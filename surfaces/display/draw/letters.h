// The letters of all windows: one atlas, drawn at one scale. Windows are built and drawn one after the other on one
// thread.
#pragma once

#include <memory>

#include "surfaces/display/draw/fonts.h"

namespace headroom::display {

class Letters {
 public:
  // `scale` 0.75...3.
  static Result<std::shared_ptr<Letters>> load(float scale);
  ~Letters();
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;

  // Draws them anew; the renderer must then make its texture of them again. On an error they are drawn as before.
  Outcome change_scale(float scale);

  float scale() const { return scale_; }
  const Fonts& fonts() const { return fonts_; }
  ImFontAtlas& atlas() { return *atlas_; }

 private:
  Letters();
  std::unique_ptr<ImFontAtlas> atlas_;
  Fonts fonts_;
  float scale_ = 0;
};

}  // namespace headroom::display
