// The steady gain from one input of a desk to its outputs, for tests that compare what is heard with formulas.
#pragma once

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

#include "tests/desk_rig.h"

namespace headroom {

inline constexpr float kInputPeak = 0.5f;

// A constant goes into one input, the first unless another is chosen; the equaliser is flat at 0 Hz too.
class Heard {
 public:
  DeskRig rig;
  int input = 0;  // 0-based

  explicit Heard(const DeskPlan& plan = kSmallPlan) : rig(plan) {}

  // Linear, with its sign.
  float gain(const std::string& strip, int side = 0) {
    // Longer than a ramp, so that what was set has been reached; the last sample is the settled one.
    rig.run([this](int at, uint64_t) { return at == input ? kInputPeak : 0.0f; }, 1024);
    return rig.sound_of(strip, side).back() / kInputPeak;
  }
  double dB(const std::string& strip, int side = 0) { return 20 * std::log10(std::abs(gain(strip, side))); }
  void set(const std::string& address, const std::string& text) {
    INFO(address << ' ' << text);
    REQUIRE(rig.set(address, text));
  }
};

}  // namespace headroom
