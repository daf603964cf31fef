// How a window keeps up: the pictures it draws a second, and how long the building of one takes.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

namespace headroom::display {

struct FramePace {
  double frames_a_second = 0;
  double build_p50_ms = 0, build_p99_ms = 0;  // by the clock, without the drawing of the triangles
};

class FrameWatch {
 public:
  // A frame that was begun at `began_s`, of any clock that never goes back, and took so long to build.
  void add(double began_s, double took_s);
  // Over the last kFrames frames; nothing before there are two.
  std::optional<FramePace> pace() const;

 private:
  static constexpr size_t kFrames = 240;  // 4 s
  struct Built {
    double began_s = 0, took_s = 0;
  };
  std::array<Built, kFrames> built_{};
  size_t count_ = 0;  // of all so far
};

}  // namespace headroom::display
