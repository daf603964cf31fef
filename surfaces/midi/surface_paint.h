// What a box should show now: a function of the desk's values and of the view under the box.
#pragma once

#include <array>

#include "console/link/link_client.h"
#include "surfaces/midi/key_hand.h"
#include "surfaces/midi/surface_device.h"
#include "surfaces/midi/surface_picture.h"
#include "surfaces/midi/surface_view.h"

namespace headroom {

// Everything a picture depends on beside the desk.
struct PaintedBox {
  const SurfaceDevice& device;
  const SurfaceView& view;
  BoxWindow window;
  const KeyHand& keys;
  std::array<ControlId, kSurfaceStrips> moving;  // whose value stands in the lower line; kNoControl: what lies there
  std::array<bool, kSurfaceStrips> overload;     // which strips have been at full scale lately
};

SurfacePicture paint(const LinkClient& desk, const PaintedBox& box);

// True when a DCA the strip belongs to is muted.
bool is_muted_by_dca(const LinkClient& desk, StripIndex strip);

}  // namespace headroom
