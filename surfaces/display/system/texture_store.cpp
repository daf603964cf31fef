#include "surfaces/display/system/texture_store.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <cstdint>

namespace headroom::display {

TextureStore::~TextureStore() {
  for (const Stored& stored : stored_)
    if (stored.texture != 0) glDeleteTextures(1, &stored.texture);
}

void* TextureStore::upload(LivePicture picture, const Pixels& pixels) {
  Stored& stored = stored_[static_cast<size_t>(picture)];
  const bool is_new = stored.texture == 0;
  if (is_new) glGenTextures(1, &stored.texture);
  if (is_new || stored.width != pixels.width || stored.height != pixels.height || stored.version != pixels.version) {
    glBindTexture(GL_TEXTURE_2D, stored.texture);
    if (stored.width == pixels.width && stored.height == pixels.height) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, pixels.width, pixels.height, GL_RGBA, GL_UNSIGNED_BYTE,
                      pixels.colors.data());
    } else {
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
      glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, pixels.width, pixels.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                   pixels.colors.data());
    }
    stored.width = pixels.width, stored.height = pixels.height, stored.version = pixels.version;
  }
  return reinterpret_cast<void*>(static_cast<intptr_t>(stored.texture));
}

}  // namespace headroom::display
