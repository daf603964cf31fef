// The faces of the screen: Inter for words, JetBrains Mono for numbers (their digits are all of one width).
#pragma once

#include <array>
#include <string>

#include "io/result.h"

struct ImFont;
struct ImFontAtlas;

namespace headroom::display {

// Family, weight and size of the letters' em in logical pixels.
enum class Face : int {
  sans11,
  semi11,
  sans13,
  semi13,
  semi15,
  semi18,
  semi22,
  mono11,
  mono12,
  mono13,
  mono16,
  mono18,
  mono22,
  mono28,
  mono40,
  mono56,
  count
};
inline constexpr int kFaces = static_cast<int>(Face::count);

struct Fonts {
  struct Loaded {
    ImFont* font = nullptr;
    float cap_height = 0;  // of capital letters and digits, in physical pixels
  };
  std::array<Loaded, kFaces> faces;
  std::string note;  // a sentence when other letters had to be taken than those intended; else empty

  const Loaded& of(Face face) const { return faces[static_cast<size_t>(face)]; }
};

// Loads every face at its size times `scale` into `atlas`, which must be empty. An error names the packages to install.
Result<Fonts> load_fonts(ImFontAtlas& atlas, float scale);

}  // namespace headroom::display
