#include "surfaces/midi/turning_hand.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/curve.h"

namespace headroom {
namespace {

constexpr float kTicksOfTravel = 100;

// The largest of 1, 2, 5, 10, 20 ... (or 0.5, 0.2 ...) that is not above `most`.
float round_step(float most) {
  const float decade = std::pow(10.0f, std::floor(std::log10(most) + 1e-4f));
  for (const float digit : {5.0f, 2.0f})
    if (digit * decade <= most * 1.0001f) return digit * decade;
  return decade;
}

}  // namespace

float turned_value(const ControlRow& row, float from, int ticks, bool is_fine) {
  const auto way = static_cast<float>(ticks);
  float to = from;
  if (row.curve == Curve::steps) {
    to = from + way;
  } else if (row.curve == Curve::linear) {
    const float step = round_step((row.max - row.min) / kTicksOfTravel) * (is_fine ? 0.1f : 1.0f);
    to = std::round(from / step + way) * step;
  } else {
    to = value_at(row, position_of(row, from) + way / kTicksOfTravel * (is_fine ? 0.1f : 1.0f));
  }
  to = nearest_value(row, to);
  const bool has_middle = row.min < row.standard && row.standard < row.max && row.curve == Curve::linear;
  return has_middle && (from - row.standard) * (to - row.standard) < 0 ? row.standard : to;
}

int accelerated_tick(int64_t gap_ns) {
  constexpr int64_t kSlow_ns = 50'000'000;
  if (gap_ns <= 0) return 1;  // said in one breath: nobody knows when
  return static_cast<int>(std::clamp<int64_t>(kSlow_ns / gap_ns, 1, 4));
}

float pushed_value(const ControlRow& row, float from, float standard, float most) {
  if (row.unit == Unit::action) return 1;
  if (row.unit == Unit::on_off || row.unit == Unit::choice) return from >= most ? row.min : from + 1;
  return standard;
}

void TurningHand::turn(const LinkClient& desk, ControlId control, int ticks, bool is_fine, int64_t now_ns) {
  if (control == kNoControl || desk.table().row(control).unit == Unit::text) return;
  const ControlRow& row = desk.table().row(control);
  if (row.unit == Unit::action) return;  // a button is pushed, not turned
  const int way = ticks > 0 ? 1 : -1;
  const bool goes_on = std::exchange(way_, way) == way && hold_.held() == control;
  if (goes_on && ticks == way && !is_fine && row.curve != Curve::steps) ticks *= accelerated_tick(now_ns - turned_ns_);
  // The desk answers a tick later; turns that follow each other closely go on from what was asked for last.
  const float from = hold_.held() == control ? value_ : desk.value(control);
  set(control, std::min(turned_value(row, from, ticks, is_fine), desk.table().max_value(control)), now_ns);
}

void TurningHand::push(const LinkClient& desk, ControlId control, int64_t now_ns) {
  if (control == kNoControl || desk.table().row(control).unit == Unit::text) return;
  const Table& table = desk.table();
  const float from = hold_.held() == control ? value_ : desk.value(control);
  set(control, pushed_value(table.row(control), from, table.standard_value(control), table.max_value(control)), now_ns);
}

void TurningHand::set(ControlId control, float value, int64_t now_ns) {
  hold_.hold(control);
  hold_.move(control, value);
  value_ = value;
  turned_ns_ = now_ns;
}

void TurningHand::tick(LinkClient& desk, int64_t now_ns) {
  if (now_ns - turned_ns_ >= kTurn_ns) hold_.let_go();
  hold_.post(desk);
}

}  // namespace headroom
