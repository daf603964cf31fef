#include "surfaces/display/system/field_texture.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <cstdint>

#include "surfaces/display/model/stereo_field.h"

namespace headroom::display {

FieldTexture::FieldTexture() {
  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kFieldPixels, kFieldPixels, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
}

FieldTexture::~FieldTexture() { glDeleteTextures(1, &texture_); }

void* FieldTexture::upload(std::span<const Rgba> pixels) {
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kFieldPixels, kFieldPixels, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  return reinterpret_cast<void*>(static_cast<intptr_t>(texture_));
}

}  // namespace headroom::display
