#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "io/audio_window.h"

using namespace headroom;

namespace {

struct alignas(64) Block {
  unsigned char bytes[64];
};

// Memory as the link gives it, and the writer of a window in it.
struct Bench {
  Bench(size_t lanes, size_t frames)
      : bytes(AudioWindow::bytes_for(lanes, frames)),
        memory((bytes + 63) / 64),
        window(*AudioWindow::create(at(), bytes, lanes, frames)) {}
  void* at() { return memory.data(); }
  size_t bytes;
  std::vector<Block> memory;
  AudioWindow window;
};

// Lane 0 counts frames up, lane 1 down: any two samples copied show which frame they are from.
void write_count(AudioWindow& window, int from, int frames) {
  std::vector<float> up, down;
  for (int f = from; f < from + frames; ++f) {
    up.push_back(static_cast<float>(f));
    down.push_back(static_cast<float>(-f));
  }
  const float* lanes[] = {up.data(), down.data()};
  window.write(lanes, frames);
}

}  // namespace

TEST_CASE("the window holds the newest frames of every lane, whatever the block size") {
  Bench bench(2, 256);
  auto reader = AudioWindow::attach(bench.at(), bench.bytes);
  REQUIRE(reader);
  CHECK(reader->lanes() == 2);
  CHECK(reader->frames() == 256);
  int count = 0;
  for (int block : {1, 64, 100, 256, 7, 33}) {
    write_count(bench.window, count, block);
    count += block;
    std::vector<float> up(64), down(64);
    const auto copied = reader->copy_newest(0, up.data(), 64);
    CHECK(copied.whole);
    CHECK(copied.end == static_cast<uint64_t>(count));
    CHECK(reader->copy_until(copied.end, 1, down.data(), 64).whole);
    for (int f = 0; f < 64; ++f) {
      const int frame = count - 64 + f;
      CHECK(up[static_cast<size_t>(f)] == static_cast<float>(std::max(frame, 0)));  // silence before the first frame
      CHECK(down[static_cast<size_t>(f)] == static_cast<float>(-std::max(frame, 0)));
    }
  }
}

TEST_CASE("a copy of frames that were overwritten meanwhile says so") {
  Bench bench(2, 256);
  write_count(bench.window, 0, 256);
  std::vector<float> samples(256);
  CHECK(bench.window.copy_until(256, 0, samples.data(), 256).whole);
  write_count(bench.window, 256, 1);
  CHECK_FALSE(bench.window.copy_until(256, 0, samples.data(), 256).whole);
  CHECK(bench.window.copy_until(256, 0, samples.data(), 255).whole);
}

TEST_CASE("a goniometer never mixes old and new audio while the audio thread writes") {
  constexpr int kFrames = 1 << 20;  // whole numbers that a float holds exactly
  Bench bench(2, 1024);
  std::thread audio([&] {
    for (int from = 0; from < kFrames; from += 64) write_count(bench.window, from, 64);
  });
  auto display = AudioWindow::attach(bench.at(), bench.bytes);
  std::vector<float> left(512), right(512);
  int wrong = 0;
  while (display->written() < 1024) std::this_thread::yield();
  for (uint64_t end = 0; end < kFrames;) {
    const auto copied = display->copy_newest(0, left.data(), 512);
    end = copied.end;
    if (!copied.whole || !display->copy_until(end, 1, right.data(), 512).whole) continue;
    for (size_t f = 0; f < 512; ++f) {
      const auto frame = static_cast<float>(end - 512 + f);
      wrong += left[f] != frame || right[f] != -frame;
    }
  }
  audio.join();
  CHECK(wrong == 0);
}

TEST_CASE("memory that lies about its audio window is refused") {
  Bench bench(2, 256);
  CHECK(AudioWindow::attach(bench.at(), bench.bytes));
  CHECK_FALSE(AudioWindow::attach(bench.at(), bench.bytes - 1));
  auto* header = static_cast<AudioWindowHeader*>(bench.at());
  for (uint64_t frames : {uint64_t{0}, uint64_t{255}, uint64_t{512}, uint64_t{1} << 62}) {
    header->frames = frames;
    CHECK_FALSE(AudioWindow::attach(bench.at(), bench.bytes));
  }
  header->frames = 256;
  header->magic = 0;
  CHECK_FALSE(AudioWindow::attach(bench.at(), bench.bytes));
  CHECK_FALSE(AudioWindow::create(bench.at(), bench.bytes, 2, 300));
}
