// The mailbox and the ring, each between two running threads.
#include <catch2/catch.hpp>
#include <memory>
#include <thread>

#include "io/latest.h"
#include "io/ring.h"

using namespace headroom;

TEST_CASE("the newest scene is taken whole, and none older than the last") {
  struct Scene {
    int number = 0;
    std::array<int, 64> faders{};
  };
  Latest<Scene> scenes;
  constexpr int kLast = 20000;
  std::thread control([&] {
    for (int n = 1; n <= kLast; ++n) {
      Scene& scene = scenes.draft();
      scene.number = n;
      scene.faders.fill(n);
      scenes.publish();
    }
  });
  int last = 0, torn = 0, backwards = 0;
  while (last < kLast) {
    const Scene* scene = scenes.take();
    if (!scene) continue;
    if (scene->number <= last) ++backwards;
    for (int fader : scene->faders) torn += fader != scene->number;
    last = scene->number;
  }
  control.join();
  CHECK(torn == 0);
  CHECK(backwards == 0);
  CHECK(scenes.take() == nullptr);
}

TEST_CASE("edits arrive in order, and what a full ring refuses is counted") {
  auto ring = std::make_unique<Ring<int, 256>>();
  constexpr int kEdits = 100000;
  int accepted = 0;
  std::thread surface([&] {
    for (int n = 0; n < kEdits; ++n) accepted += ring->push(n);
    while (!ring->push(kEdits)) {}
  });
  int got = 0, last = -1, wrong_order = 0;
  while (last != kEdits) {
    int edit = 0;
    if (!ring->pop(edit)) continue;
    if (edit <= last) ++wrong_order;
    last = edit;
    ++got;
  }
  surface.join();
  CHECK(wrong_order == 0);
  CHECK(got == accepted + 1);
  CHECK(ring->refused() >= static_cast<uint32_t>(kEdits - accepted));
}
