// The stage that plays loudspeakers through a head: what it adds to the headphones, when, and how it comes and goes.
#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "console/engine/binaural_stage.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;
constexpr int kRamp = 256;
// A desk of nothing but the loudspeakers' banks and the headphones.
constexpr BankLayout kHeadphones{.bus_banks = kRoomBanks + 1, .phones = kRoomBanks};

// A tap for each loudspeaker and ear, each at a frame of its own.
ConvolutionFilters taps(int first_frame, float level) {
  ConvolutionFilters filters(kLoudspeakers, 200);
  for (int i = 0; i < kLoudspeakers; ++i) {
    std::vector<float> left(static_cast<size_t>(first_frame + i + 1)),
        right(static_cast<size_t>(first_frame + 2 * i + 1));
    left.back() = level;
    right.back() = -level;
    filters.set(i, {left, right});
  }
  return filters;
}

// The stage with sound on its loudspeakers and a stereo sum, in blocks of any size.
class Headphones {
 public:
  // The sample of loudspeaker 0..11, or of the sum's side 100, 101.
  using Signal = std::function<float(int place, int frame)>;

  void run(const Signal& signal, int frames, int block_frames = 64) {
    for (const int end = frame_ + frames, start = frame_; frame_ < end;) {
      const int past_grid = frame_ % kGridFrames;
      if (past_grid == 0) stage.advance(frame_ == 0 ? 0 : kRamp);
      const int left_of_block = block_frames - (frame_ - start) % block_frames;
      const int chunk = std::min({end - frame_, kGridFrames - past_grid, left_of_block});
      for (int f = 0; f < chunk; ++f) {
        for (int i = 0; i < kLoudspeakers; ++i)
          blocks_[static_cast<size_t>(i / kLanes)].samples[f * kLanes + i % kLanes] = signal(i, frame_ + f);
        for (int side = 0; side < 2; ++side)
          blocks_[kRoomBanks].samples[f * kLanes + side] = signal(100 + side, frame_ + f);
      }
      stage.process(blocks_, past_grid, chunk);
      for (int f = 0; f < chunk; ++f)
        for (size_t side = 0; side < 2; ++side)
          heard[side].push_back(blocks_[kRoomBanks].samples[static_cast<size_t>(f * kLanes) + side]);
      frame_ += chunk;
    }
  }

  BinauralStage stage{kHeadphones, kRate};
  std::vector<float> heard[2];

 private:
  std::vector<Block> blocks_{kRoomBanks + 1};
  int frame_ = 0;
};

float noise(int place, int frame) {
  std::minstd_rand random(static_cast<unsigned>(1 + place * 100003 + frame));
  random.discard(3);
  return static_cast<float>(random() % 20001) / 10000.0f - 1;
}

float sine(int, int frame) { return 0.5f * static_cast<float>(std::sin(2 * 3.14159265358979 * (frame % 48) / 48.0)); }

}  // namespace

TEST_CASE("headphones without a head hear the stereo sum, to the bit") {
  Headphones phones;
  phones.run(noise, 1000);
  for (int f = 0; f < 1000; ++f)
    for (int side = 0; side < 2; ++side) REQUIRE(phones.heard[side][static_cast<size_t>(f)] == noise(100 + side, f));
}

TEST_CASE("every loudspeaker is heard through its own filter, one partition later, and the stereo sum is not") {
  const ConvolutionFilters filters = taps(5, 0.25f);
  for (int loudspeaker = 0; loudspeaker < kLoudspeakers; ++loudspeaker) {
    CAPTURE(loudspeaker);
    Headphones phones;
    phones.stage.aim({.filters = &filters});
    phones.run(
        [&](int place, int frame) { return place >= 100 || (place == loudspeaker && frame == 70) ? 1.0f : 0.0f; }, 400);
    const int left = 70 + kPartitionFrames + 5 + loudspeaker, right = left + loudspeaker;
    for (int f = 0; f < 400; ++f) {
      REQUIRE(phones.heard[0][static_cast<size_t>(f)] == Approx(f == left ? 0.25f : 0.0f).margin(1e-6));
      REQUIRE(phones.heard[1][static_cast<size_t>(f)] == Approx(f == right ? -0.25f : 0.0f).margin(1e-6));
    }
  }
}

TEST_CASE("the head is heard alike to the bit whatever the size of the blocks, switches and all") {
  const ConvolutionFilters first = taps(5, 0.25f), second = taps(60, 0.5f);
  const auto render = [&](int block_frames) {
    Headphones phones;
    const ConvolutionFilters* const in_turn[] = {&first, &second, nullptr, &first};
    for (const ConvolutionFilters* filters : in_turn) {
      phones.stage.aim({.filters = filters});
      phones.run(noise, 96 * kGridFrames, block_frames);
    }
    return phones;
  };
  const Headphones expected = render(32);
  for (const int block_frames : {1, 7, 16, 64, 441, 1024}) {
    CAPTURE(block_frames);
    const Headphones heard = render(block_frames);
    for (int side = 0; side < 2; ++side) REQUIRE(heard.heard[side] == expected.heard[side]);
  }
}

// All filters of one sum let a steady sine through with little change of phase, so that what a step adds is a step.
TEST_CASE("from the sum to a head, to another head and back, no sample steps further than the sine itself") {
  ConvolutionFilters near(kLoudspeakers, 64), far(kLoudspeakers, 640);
  std::vector<float> soon(3), late(600);
  soon.back() = 1;
  late.back() = -1;
  near.set(0, {soon, soon});
  far.set(0, {late, late});
  Headphones phones;
  phones.run(sine, 4800);
  const ConvolutionFilters* const heard[] = {&near, &far, nullptr, &far};
  for (const ConvolutionFilters* filters : heard) {
    phones.stage.aim({.filters = filters});
    phones.run(sine, 4800);
  }
  const double steepest = 0.5 * 2 * 3.14159265358979 / 48;
  for (size_t f = 1; f < phones.heard[0].size(); ++f)
    REQUIRE(std::fabs(phones.heard[0][f] - phones.heard[0][f - 1]) < 1.05 * steepest);
}

TEST_CASE("a head that was switched off and on again remembers nothing of what it heard before") {
  const ConvolutionFilters filters = taps(100, 1);
  Headphones phones;
  phones.stage.aim({.filters = &filters});
  phones.run(noise, 4800);
  phones.stage.aim({});
  phones.run([](int, int) { return 0.0f; }, 4800);
  phones.stage.aim({.filters = &filters});
  const size_t before = phones.heard[0].size();
  phones.run([](int, int) { return 0.0f; }, 4800);
  for (size_t f = before; f < phones.heard[0].size(); ++f) REQUIRE(phones.heard[0][f] == 0.0f);
}

TEST_CASE("a head that is off is not in use any more, heard or given up before it was heard") {
  const ConvolutionFilters filters = taps(100, 1);
  for (const int frames : {2 * kGridFrames, 200 * kGridFrames}) {
    CAPTURE(frames);
    Headphones phones;
    phones.run(noise, kGridFrames);
    phones.stage.aim({.filters = &filters});
    phones.run(noise, frames);
    CHECK(phones.stage.is_in_use());
    phones.stage.aim({});
    phones.run(noise, 200 * kGridFrames);
    CHECK_FALSE(phones.stage.is_in_use());
    CHECK(phones.heard[0].back() == noise(100, static_cast<int>(phones.heard[0].size()) - 1));
  }
}

TEST_CASE("the ears can be swapped, and both hear the mean") {
  ConvolutionFilters filters(kLoudspeakers, 32);
  const std::vector<float> left{1}, right{0.25f};
  filters.set(0, {left, right});
  const auto heard = [&](std::array<float, kLanes> ears) {
    Headphones phones;
    phones.stage.aim({.filters = &filters, .ears = ears});
    phones.run([](int place, int) { return place == 0 ? 1.0f : 0.0f; }, 200);
    return std::pair(phones.heard[0].back(), phones.heard[1].back());
  };
  CHECK(heard({1, 0, 0, 1}) == std::pair(1.0f, 0.25f));
  CHECK(heard({0, 1, 1, 0}) == std::pair(0.25f, 1.0f));
  CHECK(heard({0.5f, 0.5f, 0.5f, 0.5f}) == std::pair(0.625f, 0.625f));
}

}  // namespace headroom
