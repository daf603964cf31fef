#include "console/history.h"

#include <algorithm>
#include <cstdlib>

namespace headroom {

float Gesture::value_before(ControlId id, const Show& show) const {
  const auto known = std::find_if(changes.begin(), changes.end(), [&](const Change& c) { return c.control == id; });
  return known == changes.end() ? show.value(id) : known->before;
}

bool Gesture::holds(ControlId id) const {
  return control == id || std::find(joined.begin(), joined.end(), id) != joined.end();
}

void History::begin(int client, ControlId control, uint64_t now_ns) {
  end(client, control);
  add(client, control, now_ns).open = true;
}

Gesture& History::add(int client, ControlId control, uint64_t now_ns) {
  Gesture& gesture = done_.emplace_back();
  gesture.client = client;
  gesture.control = control;
  gesture.when_ns = now_ns;
  gesture.number = last_number_ = last_number_ % kLastNumber + 1;
  if (const auto known = authors_.find(client); known != authors_.end()) gesture.author = known->second;
  if (done_.size() > kDepth) done_.pop_front();
  return gesture;
}

bool History::join(int client, ControlId control, ControlId lead) {
  for (auto gesture = done_.rbegin(); gesture != done_.rend(); ++gesture) {
    if (!gesture->open || gesture->client != client || gesture->control != lead) continue;
    if (!gesture->holds(control)) gesture->joined.push_back(control);
    return true;
  }
  return false;
}

void History::end(int client, ControlId control) {
  for (Gesture& gesture : done_) {
    if (!gesture.open || gesture.client != client) continue;
    if (gesture.control == control) gesture.open = false;
    std::erase(gesture.joined, control);
  }
  forget_empty();
}

void History::end_all(int client) {
  for (Gesture& gesture : done_)
    if (gesture.client == client) gesture.open = false;
  forget_empty();
}

void History::end_all() {
  for (Gesture& gesture : done_) gesture.open = false;
  forget_empty();
}

// A touch that moved nothing is nothing to undo.
void History::forget_empty() {
  std::erase_if(done_, [](const Gesture& g) { return !g.open && g.changes.empty(); });
}

Gesture* History::gesture_for(int client, ControlId control, uint64_t now_ns) {
  for (const ControlId held : {control, kNoControl})
    for (auto gesture = done_.rbegin(); gesture != done_.rend(); ++gesture)
      if (gesture->open && gesture->client == client && gesture->holds(held)) return &*gesture;
  if (done_.empty()) return nullptr;
  Gesture& last = done_.back();
  const bool same_hand = !last.open && !last.is_redone && last.client == client && last.control == control &&
                         now_ns - last.when_ns < kSameHand_ns;
  return same_hand ? &last : nullptr;
}

const Gesture& History::record(int client, ControlId lead, const Change& change, uint64_t now_ns) {
  undone_.clear();
  ++revision_;
  Gesture* gesture = gesture_for(client, lead, now_ns);
  if (!gesture) gesture = &add(client, lead, now_ns);
  gesture->when_ns = now_ns;
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

void History::record_all(int client, std::vector<Change> changes, std::vector<SceneChange> scenes,
                         const std::string& did, uint64_t now_ns) {
  undone_.clear();
  ++revision_;
  Gesture& gesture = add(client, kNoControl, now_ns);
  gesture.changes = std::move(changes);
  gesture.scenes = std::move(scenes);
  gesture.did = did;
  begin_anew(now_ns);
  forget_oldest();
}

void History::begin_anew(uint64_t now_ns) {
  struct Hand {
    int client;
    ControlId control;
    std::vector<ControlId> joined;
  };
  std::vector<Hand> hands;
  for (Gesture& gesture : done_) {
    if (!gesture.open || gesture.control == kNoControl) continue;
    hands.push_back({gesture.client, gesture.control, gesture.joined});
    gesture.open = false;
  }
  forget_empty();
  for (Hand& hand : hands) {
    Gesture& anew = add(hand.client, hand.control, now_ns);
    anew.joined = std::move(hand.joined);
    anew.open = true;
  }
}

void History::forget_oldest() {
  size_t changes = 0;
  for (const Gesture& gesture : done_) changes += gesture.changes.size();
  while (changes > kMostChanges && done_.size() > 1) {
    changes -= done_.front().changes.size();
    done_.pop_front();
  }
}

std::optional<Gesture> History::undo() {
  const auto newest = std::find_if(done_.rbegin(), done_.rend(), [](const Gesture& g) { return !g.changes.empty(); });
  if (newest == done_.rend()) return std::nullopt;
  Gesture gesture = std::move(*newest);
  done_.erase(std::next(newest).base());
  gesture.open = false;
  undone_.push_back(gesture);
  ++revision_;
  return gesture;
}

std::optional<Gesture> History::redo() {
  if (undone_.empty()) return std::nullopt;
  Gesture gesture = std::move(undone_.back());
  undone_.pop_back();
  gesture.is_redone = true;
  done_.push_back(gesture);
  ++revision_;
  return gesture;
}

std::optional<int> History::steps_to(uint32_t number) const {
  int steps = 0;
  for (auto gesture = done_.rbegin(); gesture != done_.rend(); ++gesture) {
    if (gesture->number == number) return steps;
    if (!gesture->changes.empty()) --steps;
  }
  if (number == 0) return steps;
  steps = 0;
  for (auto gesture = undone_.rbegin(); gesture != undone_.rend(); ++gesture) {
    ++steps;
    if (gesture->number == number) return steps;
  }
  return std::nullopt;
}

std::vector<const Gesture*> History::way(int steps) const {
  const auto count = static_cast<size_t>(std::abs(steps));
  std::vector<const Gesture*> way;
  if (steps > 0)
    for (auto gesture = undone_.rbegin(); gesture != undone_.rend() && way.size() < count; ++gesture)
      way.push_back(&*gesture);
  else
    for (auto gesture = done_.rbegin(); gesture != done_.rend() && way.size() < count; ++gesture)
      if (!gesture->changes.empty()) way.push_back(&*gesture);
  return way;
}

bool History::can_undo() const {
  return std::any_of(done_.begin(), done_.end(), [](const Gesture& g) { return !g.changes.empty(); });
}

void History::clear() {
  done_.clear();
  undone_.clear();
  ++revision_;
}

}  // namespace headroom
