#include "surfaces/display/model/edits.h"

#include <algorithm>
#include <utility>

#include "console/curve.h"
#include "console/lock.h"

namespace headroom::display {

void Edits::update(Show& show, double now_s) {
  now_s_ = now_s;
  while (!unsent_.empty() && deliver(unsent_.front())) unsent_.pop_front();
  for (auto entry = local_.begin(); entry != local_.end();) {
    auto& [id, local] = *entry;
    if (!local.held && unsent_.empty() && now_s >= local.until_s) {
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
  if (limited == local.value || (local.locked && local.asked)) return;
  if (local.locked)
    local.asked = true;
  else
    local.value = limited;
  post({Post::Kind::value, id, limited});
}

void Edits::post(Post post) {
  if (unsent_.empty() && deliver(post)) return;
  const bool replaces_last = !unsent_.empty() && post.kind == Post::Kind::value &&
                             unsent_.back().kind == Post::Kind::value && unsent_.back().id == post.id;
  if (replaces_last) unsent_.pop_back();
  unsent_.push_back(std::move(post));
}

bool Edits::deliver(const Post& post) {
  switch (post.kind) {
    case Post::Kind::begin: return link_->begin_gesture(post.id);
    case Post::Kind::join: return link_->join_gesture(post.id, post.lead);
    case Post::Kind::value: return link_->set(post.id, post.value);
    case Post::Kind::end: return link_->end_gesture(post.id);
    case Post::Kind::text: return link_->set_text(post.id, post.text);
    case Post::Kind::act: return link_->act(post.id);
    case Post::Kind::undo_to: return link_->undo_to(post.gesture);
  }
  return true;
}

void Edits::grab(ControlId id, HandId hand) { grab_together(std::span(&id, 1), hand); }

void Edits::grab_together(std::span<const ControlId> ids, HandId hand) {
  if (std::any_of(ids.begin(), ids.end(), [&](ControlId id) { return is_held(id); })) return;
  for (const ControlId id : ids) {
    hold(id, hand);
    if (id == ids.front())
      post({Post::Kind::begin, id});
    else
      post({.kind = Post::Kind::join, .id = id, .lead = ids.front()});
  }
}

void Edits::hold(ControlId id, HandId hand) {
  const float value = shown(id);
  local_[id] = {.value = value,
                .position = position_of(link_->table().row(id), value),
                .held = true,
                .hand = hand,
                .locked = is_locked(id)};
}

bool Edits::is_locked(ControlId id) const {
  const Table& table = link_->table();
  const auto lock = static_cast<Lock>(link_->value(table.id(table.strip_of(kDesk), Param::lock)));
  return headroom::is_locked(table, lock, id);
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
  post({Post::Kind::end, id});
}

void Edits::release_all() {
  for (auto& [id, local] : local_)
    if (local.held) release(id);
}

void Edits::release_all_but(std::span<const HandId> hands) {
  for (auto& [id, local] : local_)
    if (local.held && std::find(hands.begin(), hands.end(), local.hand) == hands.end()) release(id);
}

bool Edits::is_held_by(HandId hand, ControlId id) const {
  const auto found = local_.find(id);
  return found != local_.end() && found->second.held && found->second.hand == hand;
}

bool Edits::is_held(ControlId id) const {
  const auto found = local_.find(id);
  return found != local_.end() && found->second.held;
}

std::vector<ControlId> Edits::in_hand() const {
  std::vector<ControlId> ids;
  for (const auto& [id, local] : local_) ids.push_back(id);
  return ids;
}

bool Edits::holds_any() const {
  return std::any_of(local_.begin(), local_.end(), [](const auto& entry) { return entry.second.held; });
}

void Edits::set(ControlId id, float value) {
  const auto [entry, is_new] = local_.try_emplace(id, Local{.value = link_->value(id)});
  if (!entry->second.held) entry->second.locked = is_locked(id);
  entry->second.position = position_of(link_->table().row(id), value);
  send(id, entry->second, value);
}

void Edits::set_all(std::span<const ControlId> ids, float value) {
  post({Post::Kind::begin, kNoControl});
  for (const ControlId id : ids) set(id, value);
  post({Post::Kind::end, kNoControl});
}

void Edits::act(ControlId action) {
  show_what_comes();
  post({Post::Kind::act, action});
}

void Edits::undo_to(uint32_t number) {
  show_what_comes();
  post({.kind = Post::Kind::undo_to, .id = kNoControl, .gesture = number});
}

// What the desk makes of it, an undo above all, is to be seen at once.
void Edits::show_what_comes() {
  for (auto& [id, local] : local_)
    if (!local.held) local.until_s = now_s_;
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
