#include "surfaces/display/input/fingertips.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::display {
namespace {

// A fingertip is never quite still; both as phones have them.
constexpr float kStill = 8, kSamePlace = 24;  // logical px
constexpr double kDoubleTap_s = 0.3;

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

void Fingertips::begin_frame(std::span<const Pointer> pointers, float scale, double now_s) {
  last_s_ = std::exchange(now_s_, now_s);
  last_layers_ = std::exchange(layers_, {});
  layer_.clear();
  std::erase_if(fingers_, [](const Finger& finger) { return finger.is_lifted; });
  for (Finger& finger : fingers_) {
    if (!finger.was_shown) finger.held = 0;
    finger.was_shown = finger.is_new = false;
    finger.before = finger.place;
    finger.is_lifted = finger.is_to_be_lifted;
  }
  waiting_.insert(waiting_.end(), pointers.begin(), pointers.end());
  for (; !waiting_.empty() && !has_tapped(); waiting_.pop_front()) {
    const Pointer& pointer = waiting_.front();
    take(pointer, {pointer.place.x / scale, pointer.place.y / scale});
  }
}

// A finger came down and went within this frame.
bool Fingertips::has_tapped() const {
  return std::any_of(fingers_.begin(), fingers_.end(),
                     [](const Finger& finger) { return finger.is_new && finger.is_to_be_lifted; });
}

void Fingertips::take(const Pointer& pointer, Point place) {
  const auto known = std::find_if(fingers_.begin(), fingers_.end(), [&](const Finger& finger) {
    return finger.id == pointer.id && !finger.is_to_be_lifted;
  });
  if (known == fingers_.end()) {
    if (pointer.phase == Pointer::Phase::down)
      fingers_.push_back({.id = pointer.id,
                          .place = place,
                          .before = place,
                          .began = place,
                          .began_s = now_s_,
                          .layer = layer_at(place)});
    return;
  }
  known->place = place;
  if (distance(place, known->began) > kStill) known->has_strayed = true;
  // The quickest tap counts, and so does the last move before a finger leaves: it leaves with the next frame.
  if (pointer.phase == Pointer::Phase::up) {
    const bool has_more_to_tell = known->is_new || distance(place, known->before) > 0;
    (has_more_to_tell ? known->is_to_be_lifted : known->is_lifted) = true;
  }
}

void Fingertips::lift_all() {
  waiting_.clear();
  for (Finger& finger : fingers_) finger.is_to_be_lifted = true;
}

std::string Fingertips::enter_layer(std::string name, Rect rect) {
  layers_.push_back({name, rect});
  return std::exchange(layer_, std::move(name));
}

std::string Fingertips::layer_at(Point place) const {
  const auto top = std::find_if(last_layers_.rbegin(), last_layers_.rend(),
                                [&](const Layer& layer) { return layer.rect.contains(place); });
  return top == last_layers_.rend() ? std::string() : top->name;
}

bool Fingertips::is_second_tap(const Finger& finger) {
  const Tap last = std::exchange(last_tap_, {finger.held, finger.place, now_s_});
  const bool is_second = last.rectangle == finger.held && now_s_ - last.at_s < kDoubleTap_s &&
                         distance(last.place, finger.place) < kSamePlace;
  if (is_second) last_tap_ = {};
  return is_second;
}

Fingertips::Contact Fingertips::on(uint32_t rectangle, Rect rect, bool is_taken) {
  auto holder =
      std::find_if(fingers_.begin(), fingers_.end(), [&](const Finger& finger) { return finger.held == rectangle; });
  for (auto finger = fingers_.begin(); finger != fingers_.end(); ++finger) {
    // Who comes to what is held already does not reach through it, either.
    const bool comes_here = finger->is_new && !finger->is_spent && finger->held == 0 && finger->layer == layer_ &&
                            rect.contains(finger->place);
    if (!comes_here) continue;
    if (is_taken || holder != fingers_.end())
      finger->is_spent = true;
    else
      holder = finger, finger->held = rectangle;
  }
  if (holder == fingers_.end()) return {};
  holder->was_shown = true;
  Contact contact;
  contact.finger = holder->id;
  contact.pressed = holder->is_new;
  contact.released = holder->is_lifted;
  contact.held = !holder->is_lifted;
  contact.held_s = static_cast<float>(now_s_ - holder->began_s);
  const bool is_the_second =
      contact.held_s >= kLongHold_s && static_cast<float>(last_s_ - holder->began_s) < kLongHold_s;
  contact.held_long = contact.held && is_the_second;
  contact.strayed = holder->has_strayed;
  contact.rested = contact.held_long && !contact.strayed;
  contact.double_tapped = contact.pressed && is_second_tap(*holder);
  if (holder->has_strayed) last_tap_ = {};
  contact.moved = {holder->place.x - holder->before.x, holder->place.y - holder->before.y};
  contact.at = holder->place;
  return contact;
}

Point Fingertips::newest_place(Point otherwise) const {
  const auto newest =
      std::find_if(fingers_.begin(), fingers_.end(), [](const Finger& finger) { return finger.is_new; });
  return newest == fingers_.end() ? otherwise : newest->place;
}

bool Fingertips::pressed_outside(Rect rect) const {
  return std::any_of(fingers_.begin(), fingers_.end(),
                     [&](const Finger& finger) { return finger.is_new && !rect.contains(finger.place); });
}

std::vector<HandId> Fingertips::holding() const {
  std::vector<HandId> hands;
  for (const Finger& finger : fingers_)
    if (finger.held != 0 && finger.was_shown && !finger.is_lifted) hands.push_back(finger.id);
  return hands;
}

}  // namespace headroom::display
