// Worker threads change the time a block takes and nothing else: the same bits, meters and events with any number of
// them, asleep or awake.
#include <catch2/catch.hpp>

#include <sched.h>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <set>
#include <thread>

#include "console/engine/workers.h"
#include "io/monotonic.h"
#include "tests/engine_fixture.h"
#include "tests/wait_until.h"

namespace {

// A worker that finds nothing to do lets others run; here it may sleep instead, for as long as a test wants.
struct Bed {
  std::mutex mutex;
  std::condition_variable change;
  bool is_open = false;
  int sleepers = 0;

  void sleep() {
    std::unique_lock lock(mutex);
    ++sleepers;
    change.notify_all();
    change.wait(lock, [&] { return !is_open; });
    --sleepers;
  }
  // True when so many sleep.
  bool send_to_sleep(int threads) {
    std::unique_lock lock(mutex);
    is_open = true;
    return change.wait_for(lock, std::chrono::seconds(20), [&] { return sleepers == threads; });
  }
  int wake_up() {
    const std::lock_guard lock(mutex);
    is_open = false;
    change.notify_all();
    return sleepers;
  }
} bed;
std::atomic<bool> to_bed{false};

}  // namespace

extern "C" int sched_yield() noexcept {
  if (to_bed) bed.sleep();
  return 0;
}

using namespace headroom;

namespace {

// Four racks: 264 channels, of which every one is busy and keyed by any other strip.
constexpr BankLayout kLargeDesk{.channel_banks = 33, .bus_banks = 3, .inputs = 264, .outputs = 2};
constexpr int kFrames = 1400;

void set_keys(Targets& targets, unsigned seed) {
  std::mt19937 random(seed);
  const int lanes = targets.layout().banks() * kLanes;
  for (int b = 0; b < targets.layout().banks(); ++b) {
    BankTargets& bank = targets.edit(b);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      bank.gate_key[lane] = static_cast<int>(random()) % lanes;
      bank.compressor_key[lane] = both_sides(static_cast<int>(random()) % lanes & ~1);
    }
  }
}

struct Heard {
  Planar out;
  std::vector<float> main;
  std::vector<Ears::Window> windows;
  std::vector<EngineEvent> events;
};

bool operator==(const Heard& a, const Heard& b) {
  const auto same_event = [](const EngineEvent& x, const EngineEvent& y) {
    return x.kind == y.kind && x.bank == y.bank && x.lane == y.lane && x.frame == y.frame;
  };
  const auto same_window = [](const Ears::Window& x, const Ears::Window& y) {
    return x.end_frame == y.end_frame && x.banks.size() == y.banks.size() &&
           std::memcmp(x.banks.data(), y.banks.data(), x.banks.size() * sizeof(BankMeters)) == 0;
  };
  return a.out == b.out && a.main == b.main &&
         std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(), same_event) &&
         std::equal(a.windows.begin(), a.windows.end(), b.windows.begin(), b.windows.end(), same_window);
}

// A busy desk, without keys, with keys, and without again; inputs break on the way.
Heard hear(Workers* workers, const BlockSizes& block_size) {
  static const Planar inputs = [] {
    Planar in = noise(kLargeDesk.inputs, kFrames, 5);
    for (const size_t broken : {3u, 70u, 131u, 263u}) in[broken][700 + broken] = std::numeric_limits<float>::infinity();
    return in;
  }();
  Desk desk;
  desk.layout = kLargeDesk;
  desk.script = Script(kLargeDesk);
  desk.workers = workers;
  desk.script.at(0, [](Targets& targets) { set_busy(targets, 1); });
  desk.script.at(320, [](Targets& targets) { set_keys(targets, 2); });
  desk.script.at(800, [](Targets& targets) {
    const Targets own(kLargeDesk);
    for (int bank = 0; bank < kLargeDesk.banks(); ++bank) {
      targets.edit(bank).gate_key = own.bank(bank).gate_key;
      targets.edit(bank).compressor_key = own.bank(bank).compressor_key;
    }
  });
  Planar out = desk.render(inputs, block_size);
  return {std::move(out), desk.ears.audio, desk.ears.windows, desk.ears.events};
}

TEST_CASE("any number of workers mixes the same bits") {
  const Heard alone = hear(nullptr, blocks_of(64));
  CHECK(std::set<float>(alone.main.begin(), alone.main.end()).size() > 1000);  // there is sound
  CHECK(std::count_if(alone.events.begin(), alone.events.end(),
                      [](const EngineEvent& event) { return event.kind == EngineEvent::Kind::input_fault; }) == 4);
  for (const int threads : {0, 1, 2, 3}) {
    Workers workers(threads, Workers::Pace::back_to_back, kTestRate);
    CHECK(workers.threads() == threads);
    for (const int frames : {16, 64, 441}) {
      CAPTURE(threads, frames);
      CHECK((hear(&workers, blocks_of(frames)) == alone));
    }
  }
}

TEST_CASE("workers that keep the pace of a device mix the same bits") {
  Workers workers(2, Workers::Pace::real_time, kTestRate);
  const Heard alone = hear(nullptr, blocks_of(64));
  CHECK((hear(&workers, blocks_of(64)) == alone));
  CHECK((hear(&workers, blocks_of(1000)) == alone));
}

TEST_CASE("workers that sleep through every block are not missed") {
  const Heard alone = hear(nullptr, blocks_of(64));
  Workers workers(2, Workers::Pace::back_to_back, kTestRate);
  to_bed = true;
  REQUIRE(bed.send_to_sleep(2));
  CHECK((hear(&workers, blocks_of(64)) == alone));
  to_bed = false;
  CHECK(bed.wake_up() == 2);
}

TEST_CASE("every task is done once, and done when the list is") {
  constexpr int kTasks = 23;
  Workers workers(3, Workers::Pace::back_to_back, kTestRate);
  std::vector<int> times(kTasks, 0);
  for (int block = 0; block < 200; ++block) {
    const Workers::Block awake(workers, 64);
    for (int list = 1; list <= 3; ++list) {
      workers.run(kTasks, [&](int task) { ++times[static_cast<size_t>(task)]; });
      CHECK(std::all_of(times.begin(), times.end(), [&](int count) { return count == 3 * block + list; }));
    }
  }
}

TEST_CASE("workers take part, and find the next block whenever it comes") {
  const auto pace = GENERATE(Workers::Pace::back_to_back, Workers::Pace::real_time);
  Workers workers(1, pace, kTestRate);
  const auto callback = std::this_thread::get_id();
  std::atomic<bool> is_helped{false};
  // A block lasts until a worker has come, or for two milliseconds.
  const auto run_block = [&] {
    const Workers::Block awake(workers, 64);
    const int64_t end_ns = monotonic_ns() + 2'000'000;
    workers.run(2, [&](int) {
      if (std::this_thread::get_id() != callback) is_helped = true;
      while (!is_helped && monotonic_ns() < end_ns) {}
    });
    return is_helped.load();
  };
  REQUIRE(wait_until(run_block));
  is_helped = false;
  std::this_thread::sleep_for(std::chrono::milliseconds(50));  // a device that stops for a while, and goes on
  CHECK(wait_until(run_block));
}

TEST_CASE("a desk of fewer than 128 channels has no work for workers") {
  CHECK(useful_workers({.channel_banks = 9, .bus_banks = 4}) == 0);
  CHECK(useful_workers({.channel_banks = 16, .bus_banks = 4}) == 1);
  CHECK(useful_workers({.channel_banks = 129, .bus_banks = 4}) == 15);
}

}  // namespace
