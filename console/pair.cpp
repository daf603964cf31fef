#include "console/pair.h"

namespace headroom {
namespace {

// One side of a pair at `width` 0 (mono) ... 1 (as it came) ... 2.
LaneImage paired_image(Pair pair, bool is_first, float width, PanGains balance) {
  if (pair == Pair::mid_side)
    return is_first ? LaneImage{balance.left, balance.right, 1}
                    : LaneImage{width * balance.left, -width * balance.right, 0};
  const float own = 0.5f * (1 + width), other = 0.5f * (1 - width);
  return is_first ? LaneImage{own * balance.left, other * balance.right, 0.5f}
                  : LaneImage{other * balance.left, own * balance.right, 0.5f};
}

}  // namespace

std::optional<StripIndex> partner_of(const Table& table, StripIndex strip) {
  if (table.id(strip, Param::pair) == kNoControl) return std::nullopt;
  const DeskStrip& own = table.strip(strip);
  const int number = is_first_side(table, strip) ? own.number + 1 : own.number - 1;
  if (number > table.count_of(own.kind)) return std::nullopt;
  return table.strip_of(own.kind, number);
}

Pair pair_of(const Show& show, StripIndex strip) {
  const auto partner = partner_of(show.table(), strip);
  if (!partner) return Pair::mono;
  const StripIndex first = is_first_side(show.table(), strip) ? strip : *partner;
  return static_cast<Pair>(static_cast<int>(show.value(first, Param::pair)));
}

bool is_linked_to_neighbour(const Show& show, StripIndex strip, int side) {
  const bool is_middle = side == side_of(Loudspeaker::centre) || side == side_of(Loudspeaker::lfe);
  return has_sides(show, strip) && !is_middle;
}

LaneImage channel_image(const Show& show, StripIndex channel, float position) {
  const Pair pair = pair_of(show, channel);
  if (pair == Pair::mono) {
    const Table& table = show.table();
    const auto law = static_cast<PanLaw>(static_cast<int>(show.value(table.strip_of(kDesk), Param::pan_law)));
    const PanGains gains = pan_gains(law, position);
    return {gains.left, gains.right, 1};
  }
  const float width = show.value(channel, Param::width) / 100;
  return paired_image(pair, is_first_side(show.table(), channel), width, stereo_balance(position));
}

LaneImage plain_image(const Show& show, StripIndex strip) {
  const Pair pair = pair_of(show, strip);
  if (pair == Pair::mono) return {1, 1, 1};
  return paired_image(pair, is_first_side(show.table(), strip), 1, {1, 1});
}

}  // namespace headroom
