// Asking the running desk for something, and waiting for its answer.
#pragma once

#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "io/monotonic.h"
#include "io/result.h"

namespace headroom {

inline constexpr int64_t kAnswer_ns = 2'000'000'000;  // the desk answers within a few ms; beyond this it is in trouble

// Looks until `is_so()` holds; false when the limit passed or the console went away.
template <class Predicate>
bool wait_until(LinkClient& desk, int64_t limit_ns, Predicate is_so) {
  constexpr int64_t kLook_ns = 500'000;  // half the console's tick
  const int64_t end_ns = monotonic_ns() + limit_ns;
  while (!is_so()) {
    const int64_t now_ns = monotonic_ns();
    if (now_ns > end_ns || !desk.console_is_alive()) return false;
    desk.beat();
    sleep_until(now_ns + kLook_ns);
  }
  return true;
}

// What the desk has said since the last call with this desk: not what its log tells of devices and dropouts, which come
// of themselves.
std::vector<std::string> new_log(LinkClient& desk);

// The name of the client that holds a control.
std::string holder_name(const LinkClient& desk, int slot);
// Takes hold of a control; the desk grants it to one hand at a time.
Outcome take_hold(LinkClient& desk, ControlId id);
Outcome let_go(LinkClient& desk, ControlId id);
// Returns when all that was posted so far has been done and told: a tick that takes hold of `id` and one that lets go
// are over.
Outcome wait_for_round(LinkClient& desk, ControlId id);

// Posts the request and waits until the desk has heard it.
Outcome ask(LinkClient& desk, const SetupRequest& request);

}  // namespace headroom
