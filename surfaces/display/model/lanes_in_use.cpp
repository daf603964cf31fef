#include "surfaces/display/model/lanes_in_use.h"

namespace headroom::display {
namespace {

SpeakerLayout layout_of(const Show& show, StripIndex strip, Param param, int repeat) {
  return static_cast<SpeakerLayout>(static_cast<int>(show.value(strip, param, repeat)));
}

}  // namespace

SpeakerLayout main_layout(const Show& show) { return layout_of(show, show.table().strip_of(kMain), Param::layout, 0); }

std::vector<int> lanes_in_use(const Show& show, StripIndex strip) {
  const StripKind kind = show.table().strip(strip).kind;
  std::vector<int> sides;
  for (int side = 0; side < side_count(kind); ++side) {
    const Loudspeaker loudspeaker = loudspeaker_at(side);
    if (kind == kMain && !has_loudspeaker(main_layout(show), loudspeaker)) continue;
    if (kind == kMonitor) {
      const int set = static_cast<int>(show.value(strip, Param::speaker_set));
      if (!has_loudspeaker(layout_of(show, strip, Param::speaker_layout, set), loudspeaker)) continue;
    }
    sides.push_back(side);
  }
  return sides;
}

bool is_in_surround(const Show& show, StripIndex strip) {
  return show.table().id(strip, Param::surround_on) != kNoControl && show.is_on(strip, Param::surround_on) &&
         main_layout(show) > SpeakerLayout::stereo;
}

std::vector<StripIndex> sounding_strips(const Table& table) {
  std::vector<StripIndex> strips;
  for (const StripKind kind : {kChannel, kGroup, kAux, kMatrix, kMain})
    for (int number = 1; number <= table.count_of(kind); ++number) strips.push_back(table.strip_of(kind, number));
  return strips;
}

}  // namespace headroom::display
