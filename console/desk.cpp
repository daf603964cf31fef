#include "console/desk.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "console/control_words.h"
#include "console/gang.h"
#include "console/lock.h"
#include "console/pair.h"
#include "console/show_file.h"
#include "console/table_rows.h"
#include "console/value_text.h"

namespace headroom {
namespace {

constexpr size_t kMostTold = 16;     // sentences of one tick that any hand can cause
constexpr size_t kMostPresses = 64;  // of one tick

}  // namespace

Desk::Desk(const DeskPlan& plan, double sample_rate)
    : table_(plan),
      lanes_(table_),
      sample_rate_(sample_rate),
      show_(table_),
      coverage_(table_),
      compare_(table_),
      derive_(show_, lanes_, sample_rate),
      targets_(lanes_.layout()),
      holders_(table_.size(), kNobody),
      told_latencies_(table_.strips().size(), 0) {}

void Desk::apply(int client, const Edit& edit, uint64_t now_ns) {
  if (edit.control != kNoControl && edit.control >= table_.size())
    return refuse("an edit of a control that is not there");
  switch (edit.kind) {
    case EditKind::begin_gesture:
      history_.begin(client, edit.control, now_ns);
      return take_hold(
          client, edit.control,
          std::isfinite(edit.value) ? static_cast<int>(std::clamp(edit.value, 0.0f, kMostBoxes - 1.0f)) : 0);
    case EditKind::join_gesture: {
      const bool is_control =
          edit.control != kNoControl && edit.value >= 0 && edit.value < static_cast<float>(table_.size());
      if (is_control && history_.join(client, edit.control, static_cast<ControlId>(edit.value)))
        return take_hold(client, edit.control, 0);
      return refuse("an edit that joins a gesture which has not begun");
    }
    case EditKind::end_gesture:
      history_.end(client, edit.control);
      if (edit.control != kNoControl && holders_[edit.control] == client) hold(edit.control, kNobody);
      return;
    case EditKind::set:
      if (edit.control == kNoControl) return refuse("an edit of a control that is not there");
      if (table_.row(edit.control).unit != Unit::action) return set(client, edit, now_ns);
      if (edit.value >= 0.5f) act(client, edit.control, now_ns);
      return;
    case EditKind::undo_to: return undo_to(edit);
  }
  refuse("an edit of an unknown kind");
}

void Desk::take_hold(int client, ControlId id, int box) {
  if (id != kNoControl && holders_[id] == kNobody && !is_locked(show_, id)) hold(id, client, box);
}

void Desk::set(int client, const Edit& edit, uint64_t now_ns) {
  const ControlId id = edit.control;
  const ControlRow& row = table_.row(id);
  // A hand that had it before the lock came ends its move.
  const bool closes_microphone = row.param == Param::talk_on && edit.value < 0.5f;  // which no lock may keep open
  const bool has_ended =
      row.param == Param::record && client == kConsoleItself && edit.value < 0.5f;  // which no lock may hide
  if (is_locked(show_, id) && holders_[id] != client && !closes_microphone && !has_ended)
    return refuse(locked_sentence(table_.address(id)));
  if (holders_[id] != kNobody && holders_[id] != client)
    return refuse(table_.address(id) + " is held by another hand; the edit was not taken");
  Change change{id, 0, 0, {}, {}};
  bool differs = false;
  if (row.unit == Unit::text) {
    change.text_before = show_.text(id);
    differs = show_.set_text(id, read_text(edit.text));
    change.text_after = show_.text(id);
  } else {
    if (!std::isfinite(edit.value))
      return refuse(table_.address(id) + " was sent a value that is no number; kept as it is");
    const float wanted = show_.nearest(id, edit.value);
    if (const auto obstacle = obstacle_to(show_, id, wanted)) return refuse(*obstacle);
    if (row.param == Param::scene_current) return recall_scene(client, static_cast<int>(wanted), now_ns);
    if (row.param == Param::scene_next && wanted >= 1 && !scenes_.is_used(static_cast<int>(wanted)))
      return refuse(scene_title(show_, static_cast<int>(wanted)) + " cannot be next: " + kNothingStored);
    change.before = show_.value(id);
    differs = show_.set(id, edit.value);
    change.after = show_.value(id);
  }
  if (!differs) return;
  if (row.param == Param::lock) tell_lock(client);
  if (const Gesture* gesture = note(client, id, change, now_ns)) follow(client, change, *gesture, now_ns);
}

// Moves what moves along with `lead`; a control that another hand holds stays in that hand.
void Desk::follow(int client, const Change& lead, const Gesture& gesture, uint64_t now_ns) {
  for (const Consequence& next : consequences_of(show_, lead.control, lead.before, gesture)) {
    const bool is_held = holders_[next.control] != kNobody && holders_[next.control] != client;
    Change change{next.control, show_.value(next.control), 0, {}, {}};
    if (is_held || !show_.set(next.control, next.value)) continue;
    change.after = show_.value(next.control);
    note(client, lead.control, change, now_ns);
  }
  if (table_.row(lead.control).param == Param::compare) change_over(client, lead.control, gesture.number, now_ns);
}

// What waited is heard, and what was heard waits: of the strip, and of the other side of its pair, which is no other
// processing. A control that a hand holds stays in that hand.
void Desk::change_over(int client, ControlId lead, uint32_t gesture, uint64_t now_ns) {
  const StripIndex strip = table_.control(lead).strip;
  std::vector<StripIndex> sides{strip};
  if (is_paired(show_, strip)) sides.push_back(*partner_of(table_, strip));
  const std::vector<float> comes = compare_.waiting(*std::min_element(sides.begin(), sides.end()));
  int moved = 0;
  for (const StripIndex side : sides) {
    std::vector<float> goes = processing_of(show_, side);
    const std::vector<ControlId> controls = compared_controls(table_, side);
    for (size_t i = 0; i < comes.size(); ++i) {
      Change change{controls[i], show_.value(controls[i]), 0, {}, {}};
      if (holders_[controls[i]] != kNobody || !show_.set(controls[i], comes[i])) continue;
      change.after = show_.value(controls[i]);
      note(client, lead, change, now_ns);
      if (side == strip) ++moved;
    }
    compare_.put_away(side, std::move(goes), gesture);
  }
  const std::string memory = kMemories[static_cast<size_t>(show_.value(lead))];
  tell(show_.strip_name(strip) + ": " + memory + " is heard" +
       (comes.empty() ? ", a copy so far."
                      : "; " + std::to_string(moved) + (moved == 1 ? " control" : " controls") + " changed."));
}

// A change that has been made: it is told, derived and remembered. The gesture it belongs to, where it is in undo.
const Gesture* Desk::note(int client, ControlId lead, const Change& change, uint64_t now_ns) {
  const RowFlags flags = table_.row(change.control).flags;
  changed_.push_back(change.control);
  derive_.changed(change.control);
  if (!(flags & kNotSaved)) ++applied_;
  return flags & kNotUndone ? nullptr : &history_.record(client, lead, change, now_ns);
}

void Desk::act(int client, ControlId button, uint64_t now_ns) {
  if (is_locked(show_, button)) return refuse(locked_sentence(table_.address(button)));
  switch (table_.row(button).param) {
    case Param::undo: return replay(-1);
    case Param::redo: return replay(+1);
    case Param::save: save_requested_ = true; return;
    case Param::solo_clear: return clear_solos(client, now_ns);
    case Param::surfaces_repaint:
    case Param::timecode_zero: return announce(table_.row(button).param);
    case Param::scene_store:
    case Param::scene_recall:
    case Param::scene_delete:
    case Param::scene_go:
    case Param::scene_back:
    case Param::scene_update: return press_scene(client, button, now_ns);
    default:
      if (presses_.size() < kMostPresses) presses_.push_back(button);
  }
}

void Desk::tell_lock(int client) {
  constexpr const char* kSentences[] = {"The desk is open.", "The structure of the desk is locked; the mix is free.",
                                        "The desk is locked."};
  locker_ = client;
  messages_.emplace_back(kSentences[static_cast<int>(lock_of(show_))]);
}

void Desk::clear_solos(int client, uint64_t now_ns) {
  history_.begin(client, kNoControl, now_ns);
  for (size_t strip = 0; strip < table_.strips().size(); ++strip) {
    Edit edit;
    edit.control = table_.id(static_cast<StripIndex>(strip), Param::solo);
    if (edit.control != kNoControl) set(client, edit, now_ns);
  }
  history_.end(client, kNoControl);
}

// Who does it is a client of the link, and sees the value turn over.
void Desk::announce(Param action) {
  const ControlId id = table_.id(table_.strip_of(kDesk), action);
  show_.set(id, 1 - show_.value(id));
  changed_.push_back(id);
}

void Desk::undo_to(const Edit& edit) {
  const ControlId undo = table_.id(table_.strip_of(kDesk), Param::undo);
  if (is_locked(show_, undo)) return refuse(locked_sentence(table_.address(undo)));
  const bool is_number = edit.value >= 0 && edit.value <= static_cast<float>(History::kLastNumber);
  const auto steps = is_number ? history_.steps_to(static_cast<uint32_t>(edit.value)) : std::nullopt;
  if (!steps)
    return refuse("That gesture is no longer in the undo list; nothing was undone. Choose one that is there now");
  if (*steps == 0) return tell("The desk stands there already.");
  replay(*steps);
}

// So many gestures redone, or undone where it is negative: all of them or, where something keeps one, none.
void Desk::replay(int steps) {
  const bool forwards = steps > 0;
  const std::vector<const Gesture*> way = history_.way(steps);
  if (way.empty()) {
    messages_.emplace_back(forwards ? "There is nothing to redo." : "There is nothing to undo.");
    return;
  }
  for (const Gesture* gesture : way)
    if (const auto obstacle = obstacle_to_replay(*gesture)) return refuse(*obstacle);
  const size_t count = way.size();
  std::optional<Gesture> gesture;
  for (size_t i = 0; i < count; ++i) {
    gesture = forwards ? history_.redo() : history_.undo();
    replay(*gesture, forwards);
  }
  const std::string last = name_of(*gesture), word = forwards ? "Redone" : "Undone";
  messages_.push_back(count == 1 ? word + ": " + last
                                 : word + ": " + std::to_string(count) + " gestures, the last of them " + last);
  replay_ = {.sentence = messages_.back(), .was_undo = !forwards};
}

std::optional<std::string> Desk::obstacle_to_replay(const Gesture& gesture) const {
  // What follows the hand would jump away from it, and where the hand began would be forgotten.
  if (gesture.open && gesture.control != kNoControl && holders_[gesture.control] == gesture.client)
    return table_.address(gesture.control) + " is still in the hand that moves it; let go of it, then undo";
  for (const Change& change : gesture.changes)
    if (is_locked(show_, change.control)) return locked_sentence(table_.address(change.control));
  return std::nullopt;
}

// Where both memories of a strip trade places again, what was heard until now is what waits.
void Desk::replay(const Gesture& gesture, bool forwards) {
  std::vector<std::pair<StripIndex, std::vector<float>>> heard;
  for (const Change& change : gesture.changes)
    if (table_.row(change.control).param == Param::compare && change.before != change.after) {
      const StripIndex strip = table_.control(change.control).strip;
      heard.emplace_back(strip, processing_of(show_, strip));
    }
  for (const Change& change : gesture.changes) put(change, forwards);
  for (const SceneChange& scene : gesture.scenes) {
    scenes_.put(scene.number, forwards ? scene.after : scene.before);
    ++applied_;
  }
  for (auto& [strip, processing] : heard) {
    if (forwards)
      compare_.put_away(strip, std::move(processing), gesture.number);
    else
      compare_.take_back(strip, std::move(processing), gesture.number);
  }
}

std::string Desk::name_of(const Gesture& gesture) const {
  if (!gesture.did.empty()) return gesture.did;
  return gesture_words(table_, gesture.changes.front().control, gesture.changes.size(),
                       [&](StripIndex strip) { return show_.strip_name(strip); });
}

// A control that a hand holds stays in that hand.
bool Desk::put(const Change& change, bool forwards) {
  if (holders_[change.control] != kNobody) return false;
  const bool differs = table_.row(change.control).unit == Unit::text
                           ? show_.set_text(change.control, forwards ? change.text_after : change.text_before)
                           : show_.set(change.control, forwards ? change.after : change.before);
  if (!differs) return false;
  changed_.push_back(change.control);
  derive_.changed(change.control);
  ++applied_;
  return true;
}

void Desk::hold(ControlId id, int client, int box) {
  holders_[id] = client;
  holder_changes_.emplace_back(id, Holder{client == kNobody ? -1 : client, box});
}

void Desk::release(int client) {
  history_.end_all(client);
  for (ControlId id = 0; id < table_.size(); ++id) {
    if (holders_[id] != client) continue;
    hold(id, kNobody);
    // The key that kept it open will never be heard again.
    if (table_.row(id).param == Param::talk_on && show_.set(id, 0)) note(client, id, {id, 1, 0, {}, {}}, 0);
  }
}

Result<LoadReport> Desk::load(const std::string& path) {
  auto report = load_show(path, show_, &scenes_);
  if (!report) return report;
  everything_changed();
  saved_revision_ = applied_;
  return report;
}

void Desk::take_over(const Show& show, const SceneList& scenes) {
  for (ControlId id = 0; id < table_.size(); ++id) {
    if (table_.row(id).unit == Unit::text)
      show_.set_text(id, show.text(id));
    else
      show_.set(id, show.value(id));
  }
  scenes_ = scenes;
  forget_lost_scenes(show_, scenes_);
  everything_changed();
}

void Desk::succeed(const Desk& before) {
  take_over(before.show_, before.scenes_);
  history_ = before.history_;
  history_.end_all();
  const ControlId talk = table_.id(table_.strip_of(kTalk), Param::talk_on);
  if (before.holders_[talk] != kNobody) show_.set(talk, 0);  // its key speaks to the desk before
  compare_ = before.compare_;
  if (!before.is_unsaved()) saved_revision_ = applied_;
}

int Desk::succeed_in_another_size(const Desk& before) {
  const Table& table_before = before.table_;
  Show kept(table_);
  SceneList scenes;
  const auto report = load_show_text(show_text(before.show_, before.scenes_), "the desk", kept, &scenes);
  // What no show keeps, solo, selection, the recording, goes on where it has a place. It is carried as text, as strips
  // have other numbers here.
  for (ControlId id = 0; id < table_before.size(); ++id) {
    const ControlRow& row = table_before.row(id);
    if (!(row.flags & kNotSaved) || row.unit == Unit::action || !before.show_.is_changed(id)) continue;
    if (row.param == Param::compare || row.param == Param::talk_on) continue;  // of a memory, of a hand
    const ControlId here = table_.find(table_before.address(id));
    if (here == kNoControl) continue;
    if (const auto value = parse_value(table_, here, exact_value_text(table_before, id, before.show_.value(id))))
      kept.set(here, *value);
  }
  take_over(kept, scenes);
  if (!before.is_unsaved()) saved_revision_ = applied_;
  return report ? report->lines_left_out : 0;
}

void Desk::everything_changed() {
  history_.clear();
  compare_.forget_all();
  derive_.everything_changed();
  changed_.resize(table_.size());
  for (ControlId id = 0; id < table_.size(); ++id) changed_[id] = id;
  ++applied_;
}

void Desk::refuse(const std::string& sentence) {
  ++refused_;
  tell(sentence);
}

// One sentence tells as much as a thousand of them from a client that floods.
void Desk::tell(const std::string& sentence) {
  const bool is_known = std::find(messages_.begin(), messages_.end(), sentence) != messages_.end();
  if (!is_known && messages_.size() < kMostTold) messages_.push_back(sentence);
}

std::vector<ControlId> Desk::take_changed() { return std::exchange(changed_, {}); }

bool Desk::update_targets() {
  if (!derive_.update(targets_)) return false;
  tell_latencies();
  return true;
}

// Nothing gets later unannounced. The monitors follow what they listen to, and are not told of.
void Desk::tell_latencies() {
  std::string later, in_step;
  for (size_t i = 0; i < told_latencies_.size(); ++i) {
    const auto strip = static_cast<StripIndex>(i);
    const int frames = latency_frames(strip);
    if (frames == std::exchange(told_latencies_[i], frames) || (table_.strip(strip).kind & kMonitoring)) continue;
    char by[32] = "";
    if (frames > 0) std::snprintf(by, sizeof by, " by %.1f ms", 1000 * frames / sample_rate_);
    std::string& list = frames > 0 ? later : in_step;
    list += (list.empty() ? "" : ", ") + show_.strip_name(strip) + by;
  }
  if (!later.empty()) messages_.push_back("Heard later than the channels now: " + later + ".");
  if (!in_step.empty()) messages_.push_back("In step with the channels again: " + in_step + ".");
}

std::vector<std::string> Desk::take_messages() { return std::exchange(messages_, {}); }

bool Desk::take_save_request() { return std::exchange(save_requested_, false); }

}  // namespace headroom
