// The watcher of audio callbacks sees what it is there to see. A watcher that sees nothing would prove anything.
#include <catch2/catch.hpp>

#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "tests/realtime_watch.h"

namespace headroom {
namespace {

void nothing(int) {}

TEST_CASE("the watcher lets arithmetic pass") {
  volatile double sum = 0;
  const auto report = watch_realtime(10, nothing, [&](int block) { sum = sum + std::sin(block); });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.allocations == 0);
  CHECK(report.locks == 0);
  CHECK(report.system_calls == 0);
}

TEST_CASE("the watcher sees an allocation and its release") {
  static std::unique_ptr<std::vector<int>> kept;
  const auto report = watch_realtime(3, nothing, [](int block) {
    if (block == 1) kept = std::make_unique<std::vector<int>>(10);
    if (block == 2) kept.reset();
  });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.allocations == 4);  // two taken, two given back
}

TEST_CASE("the watcher sees a lock, also one that nobody contends for") {
  static std::mutex mutex;
  static std::shared_mutex shared_mutex;
  const auto report = watch_realtime(1, nothing, [](int) {
    const std::lock_guard lock(mutex);
    const std::shared_lock shared_lock(shared_mutex);
  });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.locks == 2);
  CHECK(report.system_calls == 0);
}

TEST_CASE("the watcher sees what a worker does, but not how it waits for its turn") {
  static std::atomic<int> turn{0};
  const auto report = watch_realtime(
      1,
      [](int) {
        std::thread([] {
          while (turn == 0) {}
          watch_worker();
          getppid();
          turn = 2;
          for (;;) sched_yield();
        }).detach();
      },
      [](int) {
        turn = 1;
        while (turn != 2) {}
      });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.system_calls == 1);
}

TEST_CASE("the watcher sees a system call and names it") {
  const auto report = watch_realtime(2, nothing, [](int block) {
    if (block == 1) getppid();
  });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.system_calls == 1);
  CHECK(report.first_system_call >= 0);
}

TEST_CASE("the watcher sees memory touched for the first time") {
  static volatile char* page = nullptr;
  const auto report = watch_realtime(
      2,
      [](int) {
        page = static_cast<char*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
      },
      [](int) { page[0] = 1; });
  INFO(report);
  CHECK(report.finished);
  CHECK(report.page_faults >= 2);
}

TEST_CASE("the watcher does not count what happens between the blocks") {
  static std::vector<std::string> kept;
  const auto report = watch_realtime(
      20, [](int) { kept.emplace_back(1000, 'x'), getppid(); }, [](int) {});
  INFO(report);
  CHECK(report.finished);
  CHECK(report.allocations == 0);
  CHECK(report.system_calls == 0);
}

TEST_CASE("the watcher says so when the callback crashes") {
  const auto report = watch_realtime(1, nothing, [](int) { __builtin_trap(); });
  CHECK_FALSE(report.finished);
}

}  // namespace
}  // namespace headroom
