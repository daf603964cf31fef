// Pictures that change with the sound and are drawn as one rectangle: the goniometer's cloud, the angles of the last
// half minute, the spectrogram. Whoever has a renderer keeps them as textures.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "surfaces/display/draw/theme.h"

namespace headroom::display {

enum class LivePicture : uint8_t { goniometer, angles, spectrogram };
inline constexpr size_t kLivePictures = 3;

struct Pixels {
  int width = 0, height = 0;
  std::span<const Rgba> colors;  // top row first
  uint64_t version = 0;          // of one picture: the same number is the same pixels
};

// Gives back what the renderer calls a texture.
using PictureUpload = std::function<void*(LivePicture, const Pixels&)>;
// By LivePicture; null where nothing can hold a texture.
using LiveTextures = std::array<void*, kLivePictures>;

// The light of all three, dark to bright.
const std::array<Rgba, 256>& phosphor();

}  // namespace headroom::display
