#include "console/input_design.h"

#include "console/curve.h"

namespace headroom {

void aim_input(const Show& show, const LanePlan& plan, StripIndex strip, double sample_rate, BankTargets& bank) {
  const StripLanes& lanes = plan.of(strip);
  const bool is_channel = show.table().strip(strip).kind == kChannel;
  const float trim_gain = gain_of_dB(show.value(strip, Param::trim));
  const auto engine_input = [&](Param param) {
    const int input = static_cast<int>(show.value(strip, param));
    return input >= 1 && input <= plan.layout().inputs ? input - 1 : kNoSource;
  };
  for (int side = 0; side < lanes.count; ++side) {
    const int lane = lanes.lane + side;
    bank.set(Strip::trim, lane, is_channel && show.is_on(strip, Param::polarity) ? -trim_gain : trim_gain);
    bank.source[static_cast<size_t>(lane)] = engine_input(side == 0 ? Param::input : Param::input_right);
  }
  if (!is_channel) return;
  const auto lane = static_cast<size_t>(lanes.lane);
  bank.backup[lane] = engine_input(Param::input_backup);
  bank.delay_frames[lane] = frames_of_ms(show.value(strip, Param::delay), sample_rate);
}

}  // namespace headroom
