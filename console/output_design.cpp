#include "console/output_design.h"

#include "console/curve.h"
#include "console/dca.h"
#include "console/tap.h"

namespace headroom {
namespace {

// The channel's part in it: where it is tapped, and how loud it is there.
void listen_to_channel(const Show& show, StripIndex channel, OutputTarget& target) {
  const auto tap = static_cast<DirectTap>(static_cast<int>(show.value(channel, Param::direct_tap)));
  if (tap == DirectTap::pre_equaliser) target.source = before_equaliser(target.source);
  if (tap == DirectTap::post_fader) target.gain *= strip_gain(show, channel);
  target.gain *= gain_of_dB(show.value(channel, Param::direct_level));
}

}  // namespace

OutputTarget output_target(const Show& show, const LanePlan& lanes, StripIndex output, double sample_rate) {
  const Table& table = show.table();
  const auto side = tap_side(table, show.value(output, Param::tap));
  const float trim_gain = gain_of_dB(show.value(output, Param::trim));
  OutputTarget target;
  target.gain = show.is_on(output, Param::polarity) ? -trim_gain : trim_gain;
  target.delay_frames = frames_of_ms(show.value(output, Param::delay), sample_rate);
  if (!side) return target;
  target.source = lanes.lane_of(*side);
  if (table.strip(side->strip).kind == kChannel) listen_to_channel(show, side->strip, target);
  return target;
}

}  // namespace headroom
