// Where sound stands between left and right: pan laws by name, and balance. Gains are linear; a position is
// -100 (left) ... 0 ... +100 (right).
#pragma once

#include <cstdint>

namespace headroom {

struct PanGains {
  float left, right;
};

// The order of kPanLaws in the table. With p = 0 (left) ... 1 (right) and t = p * pi/2:
enum class PanLaw : uint8_t {
  sine,        // cos t, sin t: constant power, -3.01 dB each at the centre
  root,        // sqrt(1-p), sqrt(p): constant power, -3.01 dB, a wider middle
  compromise,  // the geometric mean of sine and linear: -4.52 dB
  linear,      // 1-p, p: constant sum in mono, -6.02 dB
  balance,     // min(1, 2(1-p)), min(1, 2p): 0 dB, the near side never turned down
};

// The hard sides are exact: one gain is 1, the other 0.
PanGains pan_gains(PanLaw law, float position);

// Balance of what is stereo already: the far side is turned down, the near side stays at 0 dB.
PanGains stereo_balance(float position);

}  // namespace headroom
