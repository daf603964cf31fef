#include "console/surround.h"

#include <algorithm>

#include "console/curve.h"
#include "dsp/fold_down.h"
#include "dsp/surround_pan.h"

namespace headroom {
namespace {

using enum Loudspeaker;

// Half the angle between the sides of stereo.
constexpr double kHalfStereo_deg = 30;

SurroundPosition position_of(const Show& show, StripIndex strip) {
  return {.at = {show.value(strip, Param::surround_azimuth), show.value(strip, Param::surround_elevation)},
          .spread = show.value(strip, Param::surround_spread) / 100,
          .distance = show.value(strip, Param::surround_distance) / 100,
          .centre = show.value(strip, Param::surround_center) / 100};
}

// A mono channel, or one side of what has two.
SpeakerGains place(const Show& show, StripIndex strip, int side, SpeakerLayout layout) {
  const SurroundPosition position = position_of(show, strip);
  const auto beside = [&](double angle_deg) {
    SurroundPosition moved = position;
    moved.at.azimuth_deg += angle_deg;
    return pan_surround(layout, moved);
  };
  if (show.table().strip(strip).kind == kGroup) return beside(side == 0 ? kHalfStereo_deg : -kHalfStereo_deg);
  const Pair pair = pair_of(show, strip);
  if (pair == Pair::mono) return beside(0);
  const bool is_first = is_first_side(show.table(), strip);
  const double width = show.value(strip, Param::width) / 100;
  if (pair == Pair::stereo) return beside((is_first ? width : -width) * kHalfStereo_deg);
  // The mid is heard on both sides, the side on both with opposite polarity.
  const SpeakerGains on_left = beside(kHalfStereo_deg), on_right = beside(-kHalfStereo_deg);
  return is_first ? on_left + on_right : width * (on_left + -1 * on_right);
}

SpeakerGains panned_in_front(const LaneImage& panned) {
  SpeakerGains gains;
  gains[left] = panned.left;
  gains[right] = panned.right;
  return gains;
}

SpeakerGains placed(const Show& show, StripIndex strip, int side, SpeakerLayout layout, const LaneImage& panned) {
  const double distance = show.value(strip, Param::surround_distance) / 100;
  SpeakerGains gains;
  if (layout != SpeakerLayout::lcr)
    gains = place(show, strip, side, layout);
  else if (has_sides(show, strip))
    gains = panned_in_front(panned);
  else
    gains = pan_lcr(show.value(strip, Param::pan), show.value(strip, Param::surround_center) / 100);
  gains = distance_gain(distance) * gains;
  if (has_loudspeaker(layout, lfe)) gains[lfe] = panned.mono * gain_of_dB(show.value(strip, Param::surround_lfe));
  return gains;
}

}  // namespace

SpeakerLayout layout_of_monitor(const Show& show) {
  const StripIndex monitor = show.table().strip_of(kMonitor);
  const int set = static_cast<int>(show.value(monitor, Param::speaker_set));
  return static_cast<SpeakerLayout>(static_cast<int>(show.value(monitor, Param::speaker_layout, set)));
}

SpeakerLayout layout_of(const Show& show, StripIndex strip) {
  const StripKind kind = show.table().strip(strip).kind;
  if (kind == kMain) return static_cast<SpeakerLayout>(static_cast<int>(show.value(strip, Param::layout)));
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

SpeakerImage stereo_image(const LaneImage& image) { return {SpeakerLayout::stereo, panned_in_front(image)}; }

SpeakerImage image_in_main(const Show& show, StripIndex strip, int side, const LaneImage& panned) {
  const SpeakerLayout layout = layout_of(show, show.table().strip_of(kMain));
  SpeakerImage image{layout, panned_in_front(panned)};
  const ControlId on = show.table().id(strip, Param::surround_on);
  const bool is_placed = on != kNoControl && show.value(on) >= 0.5f;
  if (layout == SpeakerLayout::mono && has_sides(show, strip)) {
    image.gains = fold_down(SpeakerLayout::stereo, image.gains, layout);
  } else if (layout == SpeakerLayout::mono) {
    image.gains = {};
    image.gains[left] = panned.mono;
  } else if (layout != SpeakerLayout::stereo && is_placed) {
    image.gains = placed(show, strip, side, layout, panned);
  }
  return image;
}

LaneImage folded_to_stereo(const SpeakerImage& image) {
  const SpeakerGains stereo = fold_down(image.layout, image.gains, SpeakerLayout::stereo);
  const SpeakerGains mono = fold_down(SpeakerLayout::stereo, stereo, SpeakerLayout::mono);
  return {static_cast<float>(stereo[left]), static_cast<float>(stereo[right]), static_cast<float>(mono[left])};
}

}  // namespace headroom
