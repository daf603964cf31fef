#include "console/meters/tap_target.h"

#include "console/pair.h"
#include "console/surround.h"

namespace headroom {
namespace {

void add(TapTarget& target, int source) { target.source[static_cast<size_t>(target.lanes++)] = source; }

TapTarget sound_level_target(const Show& show) {
  TapTarget target;
  const int input = static_cast<int>(show.value(show.table().strip_of(kSoundLevel), Param::input));
  if (input > 0) add(target, engine_input(input - 1));
  return target;
}

}  // namespace

bool can_be_metered(const Table& table, StripIndex strip) { return side_count(table.strip(strip).kind) > 0; }

TapTarget tap_target(const Show& show, const LanePlan& lanes, int tap) {
  if (tap == kSoundLevelTap) return sound_level_target(show);
  const Table& table = show.table();
  const ControlId control = table.id(table.strip_of(kMeter, tap + 1), Param::source);
  TapTarget target;
  if (table.is_no_strip(control, show.value(control))) return target;
  auto strip = static_cast<StripIndex>(show.value(control));
  if (is_paired(show, strip)) {
    const StripIndex partner = *partner_of(table, strip);
    if (!is_first_side(table, strip)) strip = partner;
    add(target, lanes.lane_of({strip, 0}));
    add(target, lanes.lane_of({*partner_of(table, strip), 0}));
    target.layout = SpeakerLayout::stereo;
  } else {
    target.layout = layout_of(show, strip);
    for (int side = 0; side < side_count(table.strip(strip).kind); ++side)
      if (is_in_layout(show, {strip, side})) add(target, lanes.lane_of({strip, side}));
  }
  target.strip = strip;
  return target;
}

void aim_taps(const Show& show, const LanePlan& lanes, Targets& targets) {
  for (int tap = 0; tap < kAudioTaps; ++tap) {
    const TapTarget wanted = tap_target(show, lanes, tap);
    if (wanted != targets.taps()[static_cast<size_t>(tap)]) targets.edit_taps()[static_cast<size_t>(tap)] = wanted;
  }
}

}  // namespace headroom
