#include <catch2/catch.hpp>
#include <numeric>

#include "io/loop_player.h"

using namespace headroom;

namespace {

// Sample f of the stem is first + f: what is heard tells which frame it is.
Stem counting_stem(float first, size_t frames) {
  Stem stem{"Stem", std::vector<float>(frames)};
  std::iota(stem.samples.begin(), stem.samples.end(), first);
  return stem;
}

// What `inputs` inputs hear in `frames` frames, asked for in blocks of `block`: heard[input][frame].
std::vector<std::vector<float>> hear(LoopPlayer& player, int frames, int block) {
  std::vector<std::vector<float>> heard(static_cast<size_t>(player.inputs()),
                                        std::vector<float>(static_cast<size_t>(frames), -1.0f));
  for (int start = 0; start < frames; start += block) {
    std::vector<float*> inputs;
    for (auto& input : heard) inputs.push_back(input.data() + start);
    player.fill(inputs.data(), std::min(block, frames - start));
  }
  return heard;
}

}  // namespace

TEST_CASE("the loop's first frame follows its last, and shorter stems are silent until then") {
  LoopPlayer player({counting_stem(100, 1000), counting_stem(5000, 300)}, 3);
  const auto heard = hear(player, 2500, 64);
  CHECK(player.loop_frames() == 1000);
  CHECK(player.position_frames() == 500);
  for (size_t f = 0; f < 2500; ++f) {
    const size_t position = f % 1000;
    REQUIRE(heard[0][f] == static_cast<float>(100 + position));
    REQUIRE(heard[1][f] == (position < 300 ? static_cast<float>(5000 + position) : 0.0f));
    REQUIRE(heard[2][f] == 0.0f);  // an input without a stem
  }
}

TEST_CASE("the band plays the same whatever the block size") {
  LoopPlayer reference({counting_stem(1, 777), counting_stem(1000, 500)}, 2);
  const auto expected = hear(reference, 5000, 5000);
  for (int block : {1, 16, 441, 777, 1024, 2000}) {
    LoopPlayer player({counting_stem(1, 777), counting_stem(1000, 500)}, 2);
    CHECK(hear(player, 5000, block) == expected);
  }
}

TEST_CASE("more stems than inputs, no stems and empty stems do no harm") {
  LoopPlayer many({counting_stem(1, 10), counting_stem(2, 10)}, 1);
  CHECK(hear(many, 10, 4)[0][9] == 10.0f);
  LoopPlayer none({}, 2);
  CHECK(hear(none, 10, 4)[1] == std::vector<float>(10, 0.0f));
  LoopPlayer empty({Stem{"Empty", {}}}, 2);
  CHECK(hear(empty, 10, 4)[0] == std::vector<float>(10, 0.0f));
}

TEST_CASE("the player can stand in for a device's inputs") {
  LoopPlayer player({counting_stem(7, 10)}, 1);
  const InputSource source = player.source();
  float heard[4];
  float* inputs[] = {heard};
  source.fill(source.user, inputs, 4);
  CHECK(heard[3] == 10.0f);
}
