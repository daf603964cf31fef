// Stereo pairs: an odd channel or aux and the even one behind it, which then count as the two sides of one strip.
// The pair's kind stands in both sides' `pair`; the odd one's is what counts.
#pragma once

#include <optional>

#include "console/pan.h"
#include "console/show.h"

namespace headroom {

enum class Pair : uint8_t { mono, stereo, mid_side };  // the order of kPairs in the table

// The strip next to this one that it could be paired with; none for the last of an odd number of strips, and for kinds
// that are stereo by themselves.
std::optional<StripIndex> partner_of(const Table& table, StripIndex strip);
// The left (or mid) side: the odd number.
inline bool is_first_side(const Table& table, StripIndex strip) { return table.strip(strip).number % 2 == 1; }

// What the strip is half of; mono for a strip that stands alone.
Pair pair_of(const Show& show, StripIndex strip);
inline bool is_paired(const Show& show, StripIndex strip) { return pair_of(show, strip) != Pair::mono; }
// Half of a pair, or stereo or surround by itself.
inline bool has_sides(const Show& show, StripIndex strip) {
  return side_count(show.table().strip(strip).kind) > 1 || is_paired(show, strip);
}

// Whether detectors of this side work with those of its neighbour (sides 2i and 2i + 1): of all that have sides, but of
// centre and LFE, which only lie side by side.
bool is_linked_to_neighbour(const Show& show, StripIndex strip, int side);

// How one lane of a strip stands in a stereo bus, and how much of it a mono bus hears. Linear gains.
struct LaneImage {
  float left, right, mono;
};
// Left and right as they are; a mono bus hears their mean.
inline constexpr LaneImage kLeftLane{1, 0, 0.5f}, kRightLane{0, 1, 0.5f};

// The image of a channel that is panned to `position`: by the desk's pan law alone, by balance and width in a pair.
//
// A mid/side pair is processed as mid and side and decoded here, where it is mixed: left = mid + width * side,
// right = mid - width * side. With the pair's settings ganged and its detectors linked that sounds as if it had been
// decoded in front of the strip, and meters and direct outs show mid and side.
LaneImage channel_image(const Show& show, StripIndex channel, float position);
// The same before pan, balance and width: what PFL hears.
LaneImage plain_image(const Show& show, StripIndex strip);

}  // namespace headroom
