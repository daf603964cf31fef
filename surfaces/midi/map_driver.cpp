#include "surfaces/midi/map_driver.h"

#include <algorithm>
#include <utility>

namespace headroom {
namespace {

constexpr size_t kMostTurns = 500;

}  // namespace

void MapDriver::set_desk(LinkClient* desk, SurfaceView* view, int) {
  view_ = view;
  const bool is_another = desk != desk_;
  desk_ = desk;
  if (!is_another) return;
  in_step_ = false;
  down_.resize(std::max(down_.size(), controls_.size()));
  for (size_t i = 0; i < controls_.size(); ++i) down_[i] = controls_[i].is_down();
  controls_.clear();
  if (!desk) return;
  down_.resize(map_.lines.size());
  controls_.reserve(map_.lines.size());
  for (const MidiMapLine& line : map_.lines) controls_.emplace_back(line, desk->table(), down_[controls_.size()]);
  refresh_ = RefreshTurns(std::min(controls_.size(), kMostTurns));
}

void MapDriver::connect() {
  parser_.reset();
  moves_.reset();
  in_step_ = false;
  forget_shown();
}

void MapDriver::forget_shown() {
  for (MappedControl& control : controls_) control.forget_shown();
  refresh_.begin_anew();
}

void MapDriver::forget_in_turn(int64_t now_ns) {
  const auto turn = refresh_.take(now_ns);
  for (size_t i = turn.value_or(controls_.size()); i < controls_.size(); i += kMostTurns) controls_[i].forget_shown();
}

void MapDriver::disconnect(int64_t now_ns) {
  down_.clear();
  if (!desk_) return;
  for (MappedControl& control : controls_) {
    control.let_go(*desk_);
    control.tick(*desk_, now_ns);
  }
}

void MapDriver::receive(std::span<const uint8_t> bytes, int64_t now_ns) {
  for (const uint8_t byte : bytes) {
    const auto message = parser_.read(byte);
    if (message.empty() || !desk_) continue;
    for (const MidiMove& move : moves_.read(message))
      for (MappedControl& control : controls_)
        if (control.control() == move.control) control.move(move.value, *desk_, now_ns);
  }
  if (desk_)
    for (MappedControl& control : controls_) control.tick(*desk_, now_ns);
}

void MapDriver::tick(int64_t now_ns, const MeterLook*) {
  if (!desk_) return;
  if (std::exchange(repaints_, view_->repaints()) != view_->repaints()) forget_shown();
  forget_in_turn(now_ns);
  in_step_ = true;
  for (MappedControl& control : controls_) {
    control.tick(*desk_, now_ns);
    if (in_step_) in_step_ = control.show(*desk_, now_ns, outlet_);
  }
}

}  // namespace headroom
