// What a box should show now: a function of the desk's values and of the window of strips under the box.
#pragma once

#include <array>

#include "console/link/link_client.h"
#include "surfaces/midi/surface_picture.h"
#include "surfaces/strip_layer.h"

namespace headroom {

// The strips under one box: place 0 is `offset` strips into the window, or the selected strip on a box that follows it.
struct BoxWindow {
  const StripLayer* layer = nullptr;
  int offset = 0;
  int strips = kSurfaceStrips;  // places the box has
  int followed = -1;            // the selected strip; -1: the box lies over the window
  int strip_at(int place) const {
    if (place >= strips) return -1;
    return followed >= 0 ? followed : layer->strip_at(offset + place);
  }
};

// What stands in the lower line of each strip: Param::fader or Param::pan while that moves, Param::name for the strip's
// number otherwise.
using LowerLine = std::array<Param, kSurfaceStrips>;

// All of a box. `overload`: which strips have been at full scale lately.
SurfacePicture paint(const LinkClient& desk, const DeskStatus& status, const SurfaceDevice& device,
                     const BoxWindow& window, const LowerLine& lower, const std::array<bool, kSurfaceStrips>& overload);

// The control of a fader 0...8 of a box; kNoControl where no strip is.
ControlId fader_control(const LinkClient& desk, const BoxWindow& window, int fader);

// True when a DCA the strip belongs to is muted.
bool is_muted_by_dca(const LinkClient& desk, StripIndex strip);

}  // namespace headroom
