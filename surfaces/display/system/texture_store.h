// Live pictures as OpenGL textures of the current context.
#pragma once

#include "surfaces/display/draw/live_picture.h"

namespace headroom::display {

class TextureStore {
 public:
  TextureStore() = default;
  ~TextureStore();
  TextureStore(const TextureStore&) = delete;
  TextureStore& operator=(const TextureStore&) = delete;

  // Gives what ImGui calls a texture. Pixels that it has already are not sent again.
  void* upload(LivePicture picture, const Pixels& pixels);

 private:
  struct Stored {
    unsigned texture = 0;
    int width = 0, height = 0;
    uint64_t version = 0;
  };
  std::array<Stored, kLivePictures> stored_;
};

}  // namespace headroom::display
