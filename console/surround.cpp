#include "console/surround.h"

#include <algorithm>

namespace headroom {

SpeakerLayout layout_of_monitor(const Show&) { return SpeakerLayout::stereo; }

SpeakerLayout layout_of(const Show& show, StripIndex strip) {
  const StripKind kind = show.table().strip(strip).kind;
  if (kind == kMonitor) return layout_of_monitor(show);
  return side_count(kind) > 1 ? SpeakerLayout::stereo : SpeakerLayout::mono;
}

bool is_in_layout(const Show& show, StripSide side) {
  return has_loudspeaker(layout_of(show, side.strip), loudspeaker_at(side.side));
}

std::vector<int> sides_in_file(const Show& show, StripIndex strip) {
  std::vector<int> sides;
  for (int side = 0; side < side_count(show.table().strip(strip).kind); ++side)
    if (is_in_layout(show, {strip, side})) sides.push_back(side);
  const SpeakerLayout layout = layout_of(show, strip);
  std::sort(sides.begin(), sides.end(), [layout](int a, int b) {
    return wave_speaker(layout, loudspeaker_at(a)) < wave_speaker(layout, loudspeaker_at(b));
  });
  return sides;
}

}  // namespace headroom
