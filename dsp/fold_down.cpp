#include "dsp/fold_down.h"

#include <numbers>

namespace headroom {
namespace {

using enum Loudspeaker;

constexpr double kMinus3dB = 1 / std::numbers::sqrt2;

// Where the sound of a loudspeaker goes that is not there; tops before what they fold to, and so on down to the front.
struct StandIn {
  Loudspeaker missing, stand_in;
};
constexpr StandIn kStandIns[] = {
    {left_top_front, left},
    {right_top_front, right},
    {left_top_rear, left_surround},
    {right_top_rear, right_surround},
    {left_rear, left_surround},
    {right_rear, right_surround},
    {left_surround, left},
    {right_surround, right},
    {centre, left},
    {centre, right},
};

SpeakerGains to_mono(const SpeakerGains& stereo) {
  SpeakerGains mono;
  mono[left] = kMinus3dB * (stereo[left] + stereo[right]);
  return mono;
}

}  // namespace

SpeakerGains fold_down(SpeakerLayout from, Loudspeaker loudspeaker, SpeakerLayout to) {
  SpeakerGains gains;
  if (!has_loudspeaker(from, loudspeaker)) return gains;
  gains[from == SpeakerLayout::mono && to != SpeakerLayout::mono ? centre : loudspeaker] = 1;
  if (from == to) return gains;
  if (to == SpeakerLayout::mono) return to_mono(fold_down(from, loudspeaker, SpeakerLayout::stereo));

  const bool loses_rears = has_loudspeaker(from, left_rear) && !has_loudspeaker(to, left_rear);
  if (loses_rears && (loudspeaker == left_surround || loudspeaker == right_surround)) gains[loudspeaker] = kMinus3dB;
  for (const auto [missing, stand_in] : kStandIns)
    if (!has_loudspeaker(to, missing)) gains[stand_in] += kMinus3dB * gains[missing];
  for (int side = 0; side < kLoudspeakers; ++side)
    if (!has_loudspeaker(to, loudspeaker_at(side))) gains[loudspeaker_at(side)] = 0;
  return gains;
}

SpeakerGains fold_down(SpeakerLayout from, const SpeakerGains& gains, SpeakerLayout to) {
  SpeakerGains sum;
  for (int side = 0; side < kLoudspeakers; ++side)
    sum = sum + gains[loudspeaker_at(side)] * fold_down(from, loudspeaker_at(side), to);
  return sum;
}

}  // namespace headroom
