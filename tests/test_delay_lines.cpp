// Delay lines: late by exactly what was asked, changed without a step, the same whatever the size of the chunks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "console/engine/delay_lines.h"

using namespace headroom;

namespace {

constexpr int kLongest = 1000;
constexpr int kRamp = 256;

// Feeds lane `lane` with signal(frame) * (lane + 1); keeps what comes out.
class Rig {
 public:
  template <class Signal>
  void run(int grids, Signal signal, int chunk = kGridFrames, int ramp_frames = kRamp) {
    for (int grid = 0; grid < grids; ++grid) {
      lines.advance(ramp_frames);
      for (int done = 0; done < kGridFrames;) {
        const int frames = std::min(chunk, kGridFrames - done);
        alignas(32) float block[kGridFrames * kLanes];
        for (int f = 0; f < frames; ++f)
          for (int lane = 0; lane < kLanes; ++lane)
            block[f * kLanes + lane] = static_cast<float>(lane + 1) * signal(static_cast<int>(heard[0].size()) + f);
        lines.process(block, frames);
        for (int f = 0; f < frames; ++f)
          for (size_t lane = 0; lane < kLanes; ++lane)
            heard[lane].push_back(block[static_cast<size_t>(f) * kLanes + lane]);
        done += frames;
      }
    }
  }
  DelayLines lines{kLongest};
  std::vector<float> heard[kLanes];
};

float tone(int frame) { return std::sin(2 * std::numbers::pi_v<float> * static_cast<float>(frame) / 48); }
float count(int frame) { return static_cast<float>(frame + 1); }

}  // namespace

TEST_CASE("each lane is late by exactly its delay") {
  Rig rig;
  const std::array<int, kLanes> delays{0, 1, 31, 32, 33, 500, 999, 1000};
  rig.lines.aim(delays);
  rig.run(100, count, kGridFrames, 0);
  for (size_t lane = 0; lane < kLanes; ++lane)
    for (int f = 0; f < 100 * kGridFrames; ++f) {
      const int source = f - delays[lane];
      REQUIRE(rig.heard[lane][static_cast<size_t>(f)] ==
              (source < 0 ? 0 : static_cast<float>(lane + 1) * count(source)));
    }
}

TEST_CASE("lines without a delay pass their input untouched and need not be run") {
  Rig rig;
  rig.lines.aim({});
  rig.run(10, count);
  CHECK(rig.lines.is_neutral());
  for (int f = 0; f < 10 * kGridFrames; ++f) REQUIRE(rig.heard[2][static_cast<size_t>(f)] == 3 * count(f));
}

TEST_CASE("a change of delay makes no step, and ends exactly at the new delay") {
  Rig rig;
  for (const int delay : {700, 3, 0, 1000, 250}) {
    const size_t start = rig.heard[0].size();
    rig.lines.aim({delay, delay, delay, delay, delay, delay, delay, delay});
    rig.run(60, tone);
    CAPTURE(delay);
    for (size_t f = std::max<size_t>(start, 1); f < rig.heard[0].size(); ++f)
      REQUIRE(std::abs(rig.heard[0][f] - rig.heard[0][f - 1]) < 0.15f);  // the tone's own steps reach 0.131
    const auto last = static_cast<int>(rig.heard[0].size()) - 1;
    CHECK(rig.heard[0].back() == tone(last - delay));
  }
}

TEST_CASE("a line that has heard too little plays on until it can be late without a hole") {
  Rig rig;
  rig.lines.aim({1000});
  rig.run(60, [](int) { return 1.0f; });
  for (const float x : rig.heard[0]) REQUIRE(x == 1.0f);
  CHECK_FALSE(rig.lines.is_neutral());
}

TEST_CASE(
    "a delay that is there at once is silent until it has heard enough, whatever was heard before it was last off") {
  for (const int ramp_frames : {0, kRamp}) {
    CAPTURE(ramp_frames);
    Rig rig;
    rig.lines.aim({1000, 500});
    rig.run(100, count, kGridFrames, 0);
    rig.lines.aim({});
    rig.run(10, count, kGridFrames, 0);
    REQUIRE(rig.lines.is_neutral());
    const size_t start = rig.heard[0].size();
    rig.lines.aim({1000, 500});
    rig.run(
        4, [](int) { return 0.0f; }, kGridFrames, 0);
    rig.lines.aim({0, 100});  // lane 1 fades to it from what it has not heard
    rig.run(
        60, [](int) { return 0.0f; }, kGridFrames, ramp_frames);
    for (size_t lane = 0; lane < kLanes; ++lane)
      for (size_t f = start; f < rig.heard[lane].size(); ++f) REQUIRE(rig.heard[lane][f] == 0.0f);
  }
}

TEST_CASE("a delay out of range becomes the nearest one in range") {
  Rig rig;
  rig.lines.aim({5000, -7});
  rig.run(60, count, kGridFrames, 0);
  const auto last = static_cast<int>(rig.heard[0].size()) - 1;
  CHECK(rig.heard[0].back() == count(last - kLongest));
  CHECK(rig.heard[1].back() == 2 * count(last));
}

TEST_CASE("delay lines sound the same in chunks of any size") {
  Rig reference;
  const auto play = [](Rig& rig, int chunk) {
    std::mt19937 random(4);
    for (int change = 0; change < 20; ++change) {
      std::array<int, kLanes> delays;
      for (int& delay : delays) delay = static_cast<int>(random() % 4) * static_cast<int>(random() % 300);
      rig.lines.aim(delays);
      rig.run(3 + change, tone, chunk);
    }
  };
  play(reference, kGridFrames);
  for (const int chunk : {1, 5, 31}) {
    Rig rig;
    play(rig, chunk);
    CAPTURE(chunk);
    for (size_t lane = 0; lane < kLanes; ++lane) CHECK(rig.heard[lane] == reference.heard[lane]);
  }
}

TEST_CASE("a delay that grows or shrinks by much leaves the other lanes as they are") {
  Rig rig;
  for (const int delay : {100, 900, 1000, 300, 100, 600}) {
    CAPTURE(delay);
    rig.lines.aim({delay, 250, 31});
    rig.run(83, tone);
    const auto last = static_cast<int>(rig.heard[0].size()) - 1;
    CHECK(rig.heard[0].back() == tone(last - delay));
  }
  for (size_t f = 1; f < rig.heard[0].size(); ++f) REQUIRE(std::abs(rig.heard[0][f] - rig.heard[0][f - 1]) < 0.15f);
  for (size_t f = 1000; f < rig.heard[0].size(); ++f) {
    REQUIRE(rig.heard[1][f] == 2 * tone(static_cast<int>(f) - 250));
    REQUIRE(rig.heard[2][f] == 3 * tone(static_cast<int>(f) - 31));
  }
}
