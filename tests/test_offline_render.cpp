// The desk offline: the same bits whatever the block, edits at their frames, every kind of strip heard.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "console/offline_render.h"

using namespace headroom;

namespace {

constexpr DeskPlan kPlan{.channels = 16, .auxes = 10, .groups = 2, .matrices = 1, .dcas = 1};
constexpr int kFrames = 6000;

std::vector<Stem> noise_stems(size_t count) {
  std::minstd_rand random(3);
  std::uniform_real_distribution<float> uniform(-0.5f, 0.5f);
  std::vector<Stem> stems(count);
  for (size_t i = 0; i < count; ++i) {
    stems[i].samples.resize(kFrames - 777 * i);  // each ends at another frame
    for (float& x : stems[i].samples) x = uniform(random);
  }
  return stems;
}

std::vector<TimedEdit> edits(const Desk& desk, const std::string& text) {
  const auto result = parse_timed_edits(text, "edits", desk.table(), desk.sample_rate());
  REQUIRE(result.notes.empty());
  return result.edits;
}

StripIndex strip(const Desk& desk, const std::string& address) {
  return desk.table().control(desk.table().find(address + "/fader")).strip;
}

struct Sound {
  std::vector<float> left, right;
  bool operator==(const Sound&) const = default;
};

template <class NextBlock>
Sound render(const std::vector<Stem>& stems, const std::string& edit_text, const std::string& heard, NextBlock block) {
  Desk desk(kPlan, 48000);
  OfflineRender offline(desk, stems, edits(desk, edit_text), {strip(desk, heard)});
  Sound sound;
  while (offline.frame() < kFrames) {
    const int frames = std::min(block(), kFrames - static_cast<int>(offline.frame()));
    offline.render(frames);
    sound.left.insert(sound.left.end(), offline.sound(0, 0), offline.sound(0, 0) + frames);
    if (desk.lanes().of(strip(desk, heard)).count == 2)
      sound.right.insert(sound.right.end(), offline.sound(0, 1), offline.sound(0, 1) + frames);
  }
  return sound;
}

constexpr const char* kMix =
    "0 /ch/*/fader 0 dB\n0 /ch/*/send/*/level -6 dB\n0 /ch/01/pan L100\n0 /ch/02/comp/on on\n0 "
    "/ch/02/group/1 on\n"
    "1000f /ch/01/fader -20 dB\n1111f /ch/02/eq/2/gain 12 dB\n0.05 /main/fader -3 dB\n";

}  // namespace

TEST_CASE("an offline mix has the same bits at any block size, with edits on the way") {
  const auto stems = noise_stems(3);
  const Sound reference = render(stems, kMix, "/main", [] { return 64; });
  for (const int frames : {1, 16, 32, 441, 1024}) {
    INFO("block of " << frames);
    CHECK(render(stems, kMix, "/main", [&] { return frames; }) == reference);
  }
  std::minstd_rand random(5);
  CHECK(render(stems, kMix, "/main", [&] { return static_cast<int>(random() % 700 + 1); }) == reference);
}

TEST_CASE("an edit is heard from the first grid frame on that is not before its time") {
  const auto stems = noise_stems(1);
  const auto block = [] { return 256; };
  const Sound before = render(stems, "0 /ch/01/fader 0 dB\n", "/main", block);
  const Sound after = render(stems, "0 /ch/01/fader 0 dB\n1000f /ch/01/fader -oo\n", "/main", block);
  size_t differs = 0;
  while (before.left[differs] == after.left[differs]) ++differs;
  CHECK(differs == 1024);  // the multiple of 32 behind 1000
  CHECK(after.left[1024 + 2 * 256] == 0);
}

TEST_CASE("a channel is heard before its fader, an aux behind its own") {
  const auto stems = noise_stems(1);
  const auto block = [] { return 100; };
  const Sound channel = render(stems, "0 /ch/01/fader -oo\n", "/ch/01", block);
  REQUIRE(channel.right.empty());
  CHECK(std::equal(stems[0].samples.begin(), stems[0].samples.end(), channel.left.begin()));
  for (const char* aux : {"01", "08", "09"}) {
    const std::string address = std::string("/aux/") + aux;
    const Sound sound =
        render(stems, "0 /ch/01/fader 0 dB\n0 /ch/01/send/" + std::string(aux) + "/level 0 dB\n", address, block);
    INFO(address);
    CHECK(std::equal(stems[0].samples.begin(), stems[0].samples.end(), sound.left.begin()));
    const Sound off = render(stems, "0 " + address + "/fader -oo\n", address, block);
    CHECK(off.left == std::vector<float>(kFrames));
  }
}

TEST_CASE("an input that is no sound is silenced and told, with its frame") {
  auto stems = noise_stems(2);
  stems[1].samples[500] = std::numeric_limits<float>::quiet_NaN();
  Desk desk(kPlan, 48000);
  OfflineRender offline(desk, stems, edits(desk, "0 /ch/*/fader 0 dB\n0 /ch/02/name Keys\n"), {strip(desk, "/main")});
  offline.render(2000);
  for (int f = 0; f < 2000; ++f) REQUIRE(std::isfinite(offline.sound(0, 0)[f]));
  const auto notes = offline.take_notes();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].starts_with("Keys was silenced at frame "));
}
