#include "console/history.h"

#include <algorithm>

namespace headroom {

float Gesture::value_before(ControlId id, const Show& show) const {
  const auto known = std::find_if(changes.begin(), changes.end(), [&](const Change& c) { return c.control == id; });
  return known == changes.end() ? show.value(id) : known->before;
}

void History::begin(int client, ControlId control, uint64_t now_ns) {
  end(client, control);
  done_.push_back({client, control, true, now_ns, {}});
  if (done_.size() > kDepth) done_.pop_front();
}

void History::end(int client, ControlId control) {
  for (Gesture& gesture : done_)
    if (gesture.client == client && gesture.control == control) gesture.open = false;
  // A touch that moved nothing is nothing to undo.
  std::erase_if(done_, [](const Gesture& g) { return !g.open && g.changes.empty(); });
}

void History::end_all(int client) {
  for (Gesture& gesture : done_)
    if (gesture.client == client) gesture.open = false;
  std::erase_if(done_, [](const Gesture& g) { return !g.open && g.changes.empty(); });
}

Gesture* History::gesture_for(int client, ControlId control, uint64_t now_ns) {
  for (const ControlId held : {control, kNoControl})
    for (auto gesture = done_.rbegin(); gesture != done_.rend(); ++gesture)
      if (gesture->open && gesture->client == client && gesture->control == held) return &*gesture;
  if (done_.empty()) return nullptr;
  Gesture& last = done_.back();
  const bool same_hand = !last.open && last.client == client && last.control == control &&
                         now_ns - last.last_ns < kSameHand_ns;
  return same_hand ? &last : nullptr;
}

const Gesture& History::record(int client, ControlId lead, const Change& change, uint64_t now_ns) {
  undone_.clear();
  Gesture* gesture = gesture_for(client, lead, now_ns);
  if (!gesture) {
    done_.push_back({client, lead, false, now_ns, {}});
    if (done_.size() > kDepth) done_.pop_front();
    gesture = &done_.back();
  }
  gesture->last_ns = now_ns;
  const auto known = std::find_if(gesture->changes.begin(), gesture->changes.end(),
                                  [&](const Change& c) { return c.control == change.control; });
  if (known == gesture->changes.end()) {
    gesture->changes.push_back(change);
  } else {
    known->after = change.after;
    known->text_after = change.text_after;
  }
  return *gesture;
}

void History::record_all(int client, std::vector<Change> changes, uint64_t now_ns) {
  undone_.clear();
  done_.push_back({client, kNoControl, false, now_ns, std::move(changes)});
  if (done_.size() > kDepth) done_.pop_front();
}

std::optional<Gesture> History::undo() {
  const auto newest =
      std::find_if(done_.rbegin(), done_.rend(), [](const Gesture& g) { return !g.changes.empty(); });
  if (newest == done_.rend()) return std::nullopt;
  Gesture gesture = std::move(*newest);
  done_.erase(std::next(newest).base());
  gesture.open = false;
  undone_.push_back(gesture);
  return gesture;
}

std::optional<Gesture> History::redo() {
  if (undone_.empty()) return std::nullopt;
  Gesture gesture = std::move(undone_.back());
  undone_.pop_back();
  gesture.last_ns = 0;  // a later change of the same control is a new gesture
  done_.push_back(gesture);
  return gesture;
}

bool History::can_undo() const {
  return std::any_of(done_.begin(), done_.end(), [](const Gesture& g) { return !g.changes.empty(); });
}

void History::clear() {
  done_.clear();
  undone_.clear();
}

}  // namespace headroom
