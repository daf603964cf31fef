#include "dsp/loudspeakers.h"

namespace headroom {
namespace {

using enum Loudspeaker;

constexpr unsigned bit(Loudspeaker loudspeaker) { return 1u << side_of(loudspeaker); }

constexpr unsigned kStereo = bit(left) | bit(right);
constexpr unsigned kLcr = kStereo | bit(centre);
constexpr unsigned k51 = kLcr | bit(lfe) | bit(left_surround) | bit(right_surround);
constexpr unsigned k71 = k51 | bit(left_rear) | bit(right_rear);
constexpr unsigned kTops = bit(left_top_front) | bit(right_top_front) | bit(left_top_rear) | bit(right_top_rear);
// By SpeakerLayout.
constexpr unsigned kMembers[kSpeakerLayouts] = {bit(left), kStereo, kLcr, k51, k71, k51 | kTops, k71 | kTops};

struct LoudspeakerFacts {
  const char* word;
  uint32_t wave_speaker;
};
constexpr LoudspeakerFacts kFacts[kLoudspeakers] = {
    {"left", 0x1},
    {"right", 0x2},
    {"centre", 0x4},
    {"lfe", 0x8},
    {"left-surround", 0x200},
    {"right-surround", 0x400},
    {"left-rear", 0x10},
    {"right-rear", 0x20},
    {"left-top-front", 0x1000},
    {"right-top-front", 0x4000},
    {"left-top-rear", 0x8000},
    {"right-top-rear", 0x20000},
};

}  // namespace

bool has_loudspeaker(SpeakerLayout layout, Loudspeaker loudspeaker) {
  return (kMembers[static_cast<int>(layout)] & bit(loudspeaker)) != 0;
}

std::vector<Loudspeaker> loudspeakers_of(SpeakerLayout layout) {
  std::vector<Loudspeaker> members;
  for (int side = 0; side < kLoudspeakers; ++side)
    if (has_loudspeaker(layout, loudspeaker_at(side))) members.push_back(loudspeaker_at(side));
  return members;
}

// BS.2051-3: systems A, B, I, D, J. The tops stand at 30 degrees of elevation.
Direction direction_of(SpeakerLayout layout, Loudspeaker loudspeaker) {
  if (layout == SpeakerLayout::mono) return {};
  const bool has_rear = has_loudspeaker(layout, left_rear);
  const double side = is_right(loudspeaker) ? -1 : 1;
  switch (loudspeaker) {
    case left:
    case right: return {side * 30, 0};
    case left_surround:
    case right_surround: return {side * (has_rear ? 90 : 110), 0};
    case left_rear:
    case right_rear: return {side * 135, 0};
    case left_top_front:
    case right_top_front: return {side * (has_rear ? 45 : 30), 30};
    case left_top_rear:
    case right_top_rear: return {side * (has_rear ? 135 : 110), 30};
    default: return {};
  }
}

const char* loudspeaker_word(Loudspeaker loudspeaker) { return kFacts[side_of(loudspeaker)].word; }

// Left and right ones stand in pairs.
bool is_left(Loudspeaker loudspeaker) { return side_of(loudspeaker) % 2 == 0 && loudspeaker != centre; }
bool is_right(Loudspeaker loudspeaker) { return side_of(loudspeaker) % 2 == 1 && loudspeaker != lfe; }

Loudspeaker mirrored(Loudspeaker loudspeaker) {
  if (is_left(loudspeaker)) return loudspeaker_at(side_of(loudspeaker) + 1);
  return is_right(loudspeaker) ? loudspeaker_at(side_of(loudspeaker) - 1) : loudspeaker;
}

uint32_t wave_speaker(SpeakerLayout layout, Loudspeaker loudspeaker) {
  return kFacts[side_of(layout == SpeakerLayout::mono ? centre : loudspeaker)].wave_speaker;
}

uint32_t wave_mask(SpeakerLayout layout) {
  uint32_t mask = 0;
  for (int side = 0; side < kLoudspeakers; ++side)
    if (has_loudspeaker(layout, loudspeaker_at(side))) mask |= wave_speaker(layout, loudspeaker_at(side));
  return mask;
}

}  // namespace headroom
