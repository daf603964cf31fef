#include "surfaces/display/model/edits.h"

#include <algorithm>

#include "console/curve.h"

namespace headroom::display {

void Edits::update(Show& show, double now_s) {
  now_s_ = now_s;
  for (auto entry = local_.begin(); entry != local_.end();) {
    auto& [id, local] = *entry;
    if (local.unsent) local.unsent = !link_->set(id, local.value);
    if (!local.held && !local.unsent && now_s >= local.until_s) {
      show.set(id, link_->value(id));
      entry = local_.erase(entry);
    } else {
      show.set(id, local.value);
      ++entry;
    }
  }
}

void Edits::send(ControlId id, Local& local, float value) {
  const float limited = std::min(nearest_value(link_->table().row(id), value), link_->table().max_value(id));
  local.until_s = now_s_ + kEcho_s;
  if (limited == local.value && !local.unsent) return;
  local.value = limited;
  local.unsent = !link_->set(id, limited);
}

void Edits::grab(ControlId id) {
  const float value = shown(id);
  Local& local = local_[id];
  local = {.value = value, .position = position_of(link_->table().row(id), value), .held = true};
  link_->begin_gesture(id);
}

void Edits::move_by(ControlId id, float position_change) {
  const auto found = local_.find(id);
  if (found == local_.end() || !found->second.held) return;
  Local& local = found->second;
  local.position = std::clamp(local.position + position_change, 0.0f, 1.0f);
  send(id, local, value_at(link_->table().row(id), local.position));
}

void Edits::move_to(ControlId id, float value) {
  const auto found = local_.find(id);
  if (found == local_.end() || !found->second.held) return;
  found->second.position = position_of(link_->table().row(id), value);
  send(id, found->second, value);
}

void Edits::release(ControlId id) {
  const auto found = local_.find(id);
  if (found == local_.end() || !found->second.held) return;
  found->second.held = false;
  found->second.until_s = now_s_ + kEcho_s;
  link_->end_gesture(id);
}

void Edits::release_all() {
  for (auto& [id, local] : local_)
    if (local.held) release(id);
}

bool Edits::is_held(ControlId id) const {
  const auto found = local_.find(id);
  return found != local_.end() && found->second.held;
}

bool Edits::holds_any() const {
  return std::any_of(local_.begin(), local_.end(), [](const auto& entry) { return entry.second.held; });
}

void Edits::set(ControlId id, float value) {
  const auto [entry, is_new] = local_.try_emplace(id, Local{.value = link_->value(id)});
  entry->second.position = position_of(link_->table().row(id), value);
  send(id, entry->second, value);
}

void Edits::step(ControlId id, float notches, bool fine) {
  const ControlRow& row = link_->table().row(id);
  const float value = shown(id);
  if (row.unit == Unit::dB) {
    const float from = row.curve == Curve::fader ? std::max(value, kFaderFloor_dB) : value;
    set(id, from + notches * (fine ? 0.1f : 0.5f));
  } else if (row.curve == Curve::steps) {
    set(id, value + notches);
  } else {
    set(id, value_at(row, position_of(row, value) + notches * (fine ? 0.001f : 0.01f)));
  }
}

float Edits::shown(ControlId id) const {
  const auto found = local_.find(id);
  return found == local_.end() ? link_->value(id) : found->second.value;
}

}  // namespace headroom::display
