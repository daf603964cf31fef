#include "console/output_design.h"

#include "console/curve.h"
#include "console/dca.h"
#include "console/surround.h"
#include "console/talkback.h"
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

// Whether the monitor plays the speakers at this output; an output that belongs to no set is always heard.
bool is_played(const Show& show, StripIndex output) {
  const float set = show.value(output, Param::speakers);
  return set == 0 || set - 1 == show.value(show.table().strip_of(kMonitor), Param::speaker_set);
}

}  // namespace

OutputTarget output_target(const Show& show, const LanePlan& lanes, StripIndex output, double sample_rate) {
  const Table& table = show.table();
  const auto side = tap_side(table, show.value(output, Param::tap));
  const float trim_gain = gain_of_dB(show.value(output, Param::trim));
  OutputTarget target;
  target.gain = show.is_on(output, Param::polarity) ? -trim_gain : trim_gain;
  target.delay_frames = frames_of_ms(show.value(output, Param::delay), sample_rate);
  if (!side || !is_in_layout(show, *side)) return target;
  target.source = lanes.lane_of(*side);
  const StripKind kind = table.strip(side->strip).kind;
  if (kind == kChannel) listen_to_channel(show, side->strip, target);
  if (kind == kTalk) target.gain *= talk_gain(show);
  if (!is_played(show, output)) target.gain = 0;
  return target;
}

}  // namespace headroom
