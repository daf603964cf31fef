// Who holds something on one screen: the mouse, or a finger by the number it has from coming down to being lifted.
#pragma once

#include <cstdint>

namespace headroom::display {

using HandId = uint32_t;
inline constexpr HandId kMouseHand = 0;  // no finger has it

}  // namespace headroom::display
