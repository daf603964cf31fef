// A drawn picture beside its stored one: how far they differ, and how many small ones make a sheet.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "surfaces/display/system/offscreen.h"

namespace headroom::display {

struct Difference {
  double mean = 0;        // of all colour values, 0...255
  double share = 0;       // of pixels that differ visibly: by more than 24 in any colour
  double tile_share = 0;  // the most of any tile of kTileWidth x kTileHeight: a button that is gone
  int worst_x = 0, worst_y = 0, worst = 0;
};

constexpr int kTileWidth = 64, kTileHeight = 32;

inline Difference compare(const Picture& a, const Picture& b) {
  constexpr int kVisible = 24;
  Difference difference;
  size_t differing = 0;
  const int tiles_a_row = (a.width + kTileWidth - 1) / kTileWidth;
  std::vector<int> differing_in(static_cast<size_t>(tiles_a_row * ((a.height + kTileHeight - 1) / kTileHeight)));
  for (size_t pixel = 0; pixel < a.rgb.size() / 3; ++pixel) {
    int worst = 0;
    for (size_t i = 3 * pixel; i < 3 * pixel + 3; ++i) {
      const int step = std::abs(int{a.rgb[i]} - int{b.rgb[i]});
      difference.mean += step;
      worst = std::max(worst, step);
    }
    const int x = static_cast<int>(pixel) % a.width, y = static_cast<int>(pixel) / a.width;
    if (worst > kVisible) {
      ++differing;
      ++differing_in[static_cast<size_t>(y / kTileHeight * tiles_a_row + x / kTileWidth)];
    }
    if (worst > difference.worst) {
      difference.worst = worst;
      difference.worst_x = x;
      difference.worst_y = y;
    }
  }
  difference.mean /= static_cast<double>(a.rgb.size());
  difference.share = static_cast<double>(differing) / (static_cast<double>(a.rgb.size()) / 3);
  difference.tile_share =
      *std::max_element(differing_in.begin(), differing_in.end()) / static_cast<double>(kTileWidth * kTileHeight);
  return difference;
}

// The same picture, but for what another way of rounding makes of its edges.
inline bool is_alike(const Difference& difference) {
  return difference.mean < 0.6 && difference.share < 0.01 && difference.tile_share < 0.05;
}

// Makes the stored picture, or compares with it.
inline void check_against_stored(const std::string& name, const Picture& picture) {
  const std::string path = std::string(HEADROOM_PICTURES) + "/" + name + ".png";
  if (std::getenv("HEADROOM_MAKE_PICTURES")) {
    REQUIRE(write_png(path, picture));
    return;
  }
  const auto stored = read_png(path);
  INFO(stored.error());
  REQUIRE(stored);
  REQUIRE(stored->width == picture.width);
  REQUIRE(stored->height == picture.height);
  const Difference difference = compare(picture, *stored);
  INFO(name << ": mean difference " << difference.mean << ", visible in " << difference.share << " of the picture and "
            << difference.tile_share << " of a part of it; largest " << difference.worst << " at " << difference.worst_x
            << "," << difference.worst_y << "; drawn picture in " << name << ".drawn.png");
  if (!is_alike(difference)) CHECK(write_png(name + ".drawn.png", picture));
  CHECK(is_alike(difference));
}

// The mean of each `cell` x `cell` pixels, in steps of eight - the stored pictures stay small - as a part of a sheet.
inline void put_reduced(const Picture& picture, int cell, Picture& sheet, int left, int top) {
  for (int y = 0; y < picture.height / cell; ++y)
    for (int x = 0; x < picture.width / cell; ++x)
      for (int color = 0; color < 3; ++color) {
        int sum = 0;
        for (int row = y * cell; row < (y + 1) * cell; ++row)
          for (int column = x * cell; column < (x + 1) * cell; ++column)
            sum += picture.rgb[static_cast<size_t>(3 * (row * picture.width + column) + color)];
        sheet.rgb[static_cast<size_t>(3 * ((top + y) * sheet.width + left + x) + color)] =
            static_cast<uint8_t>(sum / (cell * cell) & ~7);
      }
}

}  // namespace headroom::display
