#include "surfaces/midi/mapped_control.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/curve.h"
#include "console/value_text.h"

namespace headroom {
namespace {

constexpr int64_t kHold_ns = 300'000'000;  // a control without touch is held this long after its last move
constexpr int64_t kShowInterval_ns = 20'000'000;

float position_of_text(const Table& table, ControlId id, const std::string& text, float unsaid) {
  if (text.empty()) return unsaid;
  const auto value = parse_value(table, id, text);
  return value ? position_of(table.row(id), *value) : unsaid;
}

}  // namespace

MappedControl::MappedControl(const MidiMapLine& line, const Table& table, bool is_down)
    : line_(line), id_(table.find(line.address)), is_down_(is_down && line.momentary) {
  if (id_ != kNoControl && table.row(id_).unit == Unit::text) id_ = kNoControl;
  if (id_ == kNoControl) return;
  low_ = position_of_text(table, id_, line.low, 0);
  high_ = position_of_text(table, id_, line.high, 1);
  if (line.invert) std::swap(low_, high_);
  if (const auto value = parse_value(table, id_, line.set); !line.set.empty() && value) set_ = *value;
  const Unit unit = table.row(id_).unit;
  const bool is_button = line.control.kind == MidiKind::note || line.control.kind == MidiKind::program;
  acts_as_switch_ =
      line.encoding == MidiEncoding::absolute && (is_button || line.button || set_ || line.momentary || line.latching ||
                                                  unit == Unit::on_off || unit == Unit::action);
}

void MappedControl::move(int value, LinkClient& desk, int64_t now_ns) {
  if (id_ == kNoControl) return;
  if (line_.encoding != MidiEncoding::absolute) {
    const int ticks = ticks_of(line_.encoding, value) * (line_.invert ? -1 : 1);
    if (ticks != 0) turning_.turn(desk, id_, ticks, false, now_ns);
  } else if (acts_as_switch_) {
    press(2 * value > top_of(line_.control.kind), desk);
  } else {
    travel(static_cast<float>(value) / static_cast<float>(top_of(line_.control.kind)), desk, now_ns);
  }
}

// A switch is pressed when its message passes the middle. A programme is a press alone: nothing releases it.
void MappedControl::press(bool is_down, LinkClient& desk) {
  forget_shown();  // boxes light their buttons by themselves
  const bool was_down = std::exchange(is_down_, is_down && line_.control.kind != MidiKind::program);
  if (is_down == was_down && !line_.latching) return;
  if (line_.momentary || line_.latching) {
    // A hand that holds a control may end what it began, also when the desk is locked meanwhile.
    if (line_.momentary && is_down) desk.begin_gesture(id_);
    desk.set(id_, is_down != line_.invert ? 1.0f : 0.0f);
    if (line_.momentary && !is_down) desk.end_gesture(id_);
  } else if (is_down) {
    const Table& table = desk.table();
    desk.set(id_, set_
                      ? *set_
                      : pushed_value(table.row(id_), desk.value(id_), table.standard_value(id_), table.max_value(id_)));
  }
}

float MappedControl::position_of_desk(const LinkClient& desk) const {
  const float value = hold_.held() == id_ ? value_ : desk.value(id_);
  const float way = high_ - low_;
  return way == 0 ? 0 : std::clamp((position_of(desk.table().row(id_), value) - low_) / way, 0.0f, 1.0f);
}

bool MappedControl::has_caught(float position, float there) const {
  const float near = 1.5f / static_cast<float>(std::min(top_of(line_.control.kind), 127));
  return std::abs(position - there) <= near ||
         (last_position_ >= 0 && (last_position_ - there) * (position - there) < 0);
}

void MappedControl::travel(float position, const LinkClient& desk, int64_t now_ns) {
  const float there = position_of_desk(desk), before = last_position_;
  // Another hand has been at the value since: it must be met anew.
  if (hold_.held() != id_ && desk.value(id_) != value_) caught_ = false;
  if (line_.pick_up == PickUp::pickup && !caught_) caught_ = has_caught(position, there);
  last_position_ = position;
  if (line_.pick_up == PickUp::pickup && !caught_) return;
  float to = position;
  const bool at_an_end = position == 0 || position == 1;
  if (line_.pick_up == PickUp::scale && !at_an_end) {
    if (before < 0 || before == position) return;
    to = position > before ? there + (1 - there) * (position - before) / (1 - before) : there * position / before;
  }
  const Table& table = desk.table();
  const ControlRow& row = table.row(id_);
  value_ = std::min(nearest_value(row, value_at(row, low_ + (high_ - low_) * to)), table.max_value(id_));
  moved_ns_ = now_ns;
  forget_shown();  // its ring or motor has gone with the hand, whatever becomes of the value
  hold_.hold(id_);
  hold_.move(id_, value_);
}

void MappedControl::let_go(LinkClient& desk) {
  hold_.let_go();
  turning_.let_go();
  if (line_.momentary && is_down_) press(false, desk);
  is_down_ = caught_ = false;
  last_position_ = -1;
}

void MappedControl::tick(LinkClient& desk, int64_t now_ns) {
  if (id_ == kNoControl) return;
  if (now_ns - moved_ns_ >= kHold_ns) hold_.let_go();
  hold_.post(desk);
  turning_.tick(desk, now_ns);
}

int MappedControl::wanted(const LinkClient& desk) const {
  const ControlRow& row = desk.table().row(id_);
  const float value = desk.value(id_);
  if (set_) return value == *set_ ? line_.lit : 0;
  if (acts_as_switch_ || row.unit == Unit::on_off) return (value >= 0.5f) != line_.invert ? line_.lit : 0;
  const float top = static_cast<float>(top_of(line_.feedback->kind));
  return static_cast<int>(std::lround(position_of_desk(desk) * top));
}

bool MappedControl::show(const LinkClient& desk, int64_t now_ns, MidiOutlet& out) {
  if (!line_.feedback || id_ == kNoControl || hold_.held() == id_) return true;
  const int value = wanted(desk);
  if (value == shown_ || (shown_ >= 0 && now_ns - shown_ns_ < kShowInterval_ns)) return true;
  for (const auto& message : messages_of(*line_.feedback, value))
    if (!out.send(message)) return false;
  shown_ = value;
  shown_ns_ = now_ns;
  return true;
}

}  // namespace headroom
