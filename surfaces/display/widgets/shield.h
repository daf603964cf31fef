// The sign of what is kept from recalls: a shield with an S; hollow where it stands for a choice that changes nothing
// now.
#pragma once

#include "surfaces/display/draw/canvas.h"

namespace headroom::display {

// In the middle of `place`, 14 x 14. `on` is the ground of a hollow one.
void shield(Canvas& canvas, Rect place, bool is_filled, Color on = theme::kPanel);

}  // namespace headroom::display
