// Tells what moves on a strip of a box, so that the scribble strip says the value while it does: whoever moves it.
#pragma once

#include <array>
#include <cstdint>

#include "console/link/link_client.h"
#include "surfaces/midi/mackie_control.h"

namespace headroom {

class StripWatch {
 public:
  // The controls under the place's pot and fader now. What lies there anew does not count as moved.
  void look(const LinkClient& desk, int place, ControlId pot, ControlId fader, int64_t now_ns);
  // The control of that place that has moved within the last second; kNoControl when none has.
  ControlId moving(int place, int64_t now_ns) const;
  void forget() { seen_ = {}; }

 private:
  struct Seen {
    ControlId control = kNoControl;
    float value = 0;
  };
  struct Place {
    Seen pot, fader;
    ControlId moving = kNoControl;
    int64_t until_ns = 0;
  };
  static bool has_moved(const LinkClient& desk, ControlId control, Seen& seen);

  std::array<Place, kSurfaceStrips> seen_;
};

}  // namespace headroom
