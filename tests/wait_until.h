// Waits for something to become true, however slow the machine, and gives up only when it plainly never will.
#pragma once

#include <chrono>
#include <thread>

namespace headroom {

template <class Condition>
bool wait_until(Condition condition, std::chrono::seconds limit = std::chrono::seconds(20)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace headroom
