#include "surfaces/midi/strip_watch.h"

namespace headroom {
namespace {

constexpr int64_t kMoving_ns = 1'000'000'000;  // a value stays on the strip for this long after its last move

}  // namespace

bool StripWatch::has_moved(const LinkClient& desk, ControlId control, Seen& seen) {
  const float value = control == kNoControl ? 0.0f : desk.value(control);
  const bool moved = seen.control == control && seen.value != value;
  seen = {control, value};
  return moved;
}

void StripWatch::look(const LinkClient& desk, int place, ControlId pot, ControlId fader, int64_t now_ns) {
  Place& seen = seen_[static_cast<size_t>(place)];
  const bool pot_moved = has_moved(desk, pot, seen.pot), fader_moved = has_moved(desk, fader, seen.fader);
  if (seen.moving != pot && seen.moving != fader) seen.until_ns = 0;  // it lies elsewhere now
  if (!pot_moved && !fader_moved) return;
  seen.moving = fader_moved ? fader : pot;
  seen.until_ns = now_ns + kMoving_ns;
}

ControlId StripWatch::moving(int place, int64_t now_ns) const {
  const Place& seen = seen_[static_cast<size_t>(place)];
  return now_ns < seen.until_ns ? seen.moving : kNoControl;
}

}  // namespace headroom
