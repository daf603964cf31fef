#include "console/phones.h"

#include <utility>

#include "console/monitor.h"

namespace headroom {

bool is_binaural(const Show& show) { return show.is_on(show.table().strip_of(kPhones), Param::binaural); }

SpeakerLayout layout_of_room(const Show& show) {
  const StripIndex main = show.table().strip_of(kMain), phones = show.table().strip_of(kPhones);
  return is_source_of(show, phones, main) ? layout_of(show, main) : SpeakerLayout::stereo;
}

void aim_phones(const Show& show, const BinauralHead* head, Targets& targets) {
  PhonesTargets wanted;
  if (head && is_binaural(show)) wanted.filters = &head->filters(layout_of_room(show));
  const StripIndex phones = show.table().strip_of(kPhones);
  for (const auto& [ear, lane] : {std::pair(0, kLeftLane), std::pair(1, kRightLane)}) {
    const SpeakerGains sides = at_the_speakers(show, phones, stereo_image(lane));
    for (const Loudspeaker side : {Loudspeaker::left, Loudspeaker::right})
      wanted.ears[static_cast<size_t>(2 * side_of(side) + ear)] = static_cast<float>(sides[side]);
  }
  if (wanted != targets.phones()) targets.edit_phones() = wanted;
}

}  // namespace headroom
