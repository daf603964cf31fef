// What moves much of a desk at once - recalls of shows and scenes - and what scenes are stored from: one gesture each.
#include "console/desk.h"
#include "console/lock.h"
#include "console/recall.h"

namespace headroom {
namespace {

// A show's scenes and its place among them are no part of its recall.
bool belongs_to_scenes(const Table& table, ControlId id) {
  const Param param = table.row(id).param;
  return param == Param::scene_current || param == Param::scene_next ||
         table.strip(table.control(id).strip).kind == kScene;
}

}  // namespace

// Those that were made stay in `changes`.
size_t Desk::put_all(std::vector<Change>& changes) {
  std::erase_if(changes, [&](const Change& change) { return !put(change, true); });
  return changes.size();
}

void Desk::tell_recall(const std::string& what, size_t controls) {
  recall_ = what + ": " + std::to_string(controls) + (controls == 1 ? " control changed." : " controls changed.");
}

size_t Desk::recall(int client, const Show& show, const std::string& what, uint64_t now_ns) {
  if (lock_of(show_) != Lock::open) {
    refuse(locked_sentence("The desk"));
    return 0;
  }
  std::vector<Change> changes = changes_between(show_, show);
  std::erase_if(changes, [&](const Change& change) {
    return (table_.row(change.control).flags & (kNotSaved | kNotUndone)) || belongs_to_scenes(table_, change.control);
  });
  const size_t count = put_all(changes);
  if (count > 0) history_.record_all(client, std::move(changes), {}, "Recalled " + what, now_ns);
  tell_recall("Recalled " + what, count);
  return count;
}

void Desk::press_scene(int client, ControlId button, uint64_t now_ns) {
  const int number = table_.strip(table_.control(button).strip).number, current = current_scene();
  switch (table_.row(button).param) {
    case Param::scene_store: return store_scene(client, button, number, now_ns);
    case Param::scene_recall: return recall_scene(client, number, now_ns);
    case Param::scene_delete: return delete_scene(client, button, number, now_ns);
    case Param::scene_update:
      if (current == 0) return refuse("No scene is current that could be updated; store one with /scene/001/store");
      return store_scene(client, button, current, now_ns);
    case Param::scene_go:
      if (next_scene() == 0)
        return refuse("There is no next scene; set /desk/scene/next to the number of one that is stored");
      return recall_scene(client, next_scene(), now_ns);
    default: {
      const int before = current == 0 ? 0 : scenes_.used_before(current);
      if (before == 0) return refuse("There is no scene before this one");
      return recall_scene(client, before, now_ns);
    }
  }
}

// What is safe, what a hand holds and what the lock keeps stays as it is.
void Desk::recall_scene(int client, int number, uint64_t now_ns) {
  if (number == 0) return refuse("There is no scene 0 to recall; right would be the number of one that is stored");
  if (!scenes_.is_used(number)) return refuse(scene_title(show_, number) + " cannot be recalled: " + kNothingStored);
  const Lock lock = lock_of(show_);
  std::vector<Change> changes = changes_of_recall(coverage_, *scenes_.at(number), show_, [&](ControlId id) {
    return holders_[id] != kNobody || is_locked(table_, lock, id);
  });
  const size_t count = put_all(changes);
  set_scene_number(Param::scene_current, number, changes);
  set_scene_number(Param::scene_next, scenes_.used_after(number), changes);
  const std::string did = "Recalled " + scene_title(show_, number);
  if (!changes.empty()) history_.record_all(client, std::move(changes), {}, did, now_ns);
  tell_recall(did, count);
}

// The button leads the gesture: it stands for it in the undo list, where no control need have changed.
void Desk::store_scene(int client, ControlId button, int number, uint64_t now_ns) {
  const bool is_used = scenes_.is_used(number);
  std::vector<Change> changes{{button, 0, 0, {}, {}}};
  std::vector<SceneChange> scenes{{number, scenes_.at(number), scene_of(coverage_, show_)}};
  scenes_.put(number, scenes.front().after);
  ++applied_;
  if (number != current_scene()) {
    set_scene_number(Param::scene_current, number, changes);
    set_scene_number(Param::scene_next, scenes_.used_after(number), changes);
  }
  const std::string did = (is_used ? "Updated " : "Stored ") + scene_title(show_, number);
  history_.record_all(client, std::move(changes), std::move(scenes), did, now_ns);
  recall_ = did + ".";
}

void Desk::delete_scene(int client, ControlId button, int number, uint64_t now_ns) {
  if (!scenes_.is_used(number)) return refuse(scene_title(show_, number) + " cannot be deleted: " + kNothingStored);
  const std::string did = "Deleted " + scene_title(show_, number);
  std::vector<Change> changes{{button, 0, 0, {}, {}}};
  std::vector<SceneChange> scenes{{number, scenes_.at(number), nullptr}};
  scenes_.put(number, nullptr);
  ++applied_;
  const ControlId name = table_.id(table_.strip_of(kScene, number), Param::name);
  Change unnamed{name, 0, 0, show_.text(name), {}};
  if (put(unnamed, true)) changes.push_back(std::move(unnamed));
  if (number == current_scene()) set_scene_number(Param::scene_current, 0, changes);
  if (number == next_scene()) set_scene_number(Param::scene_next, scenes_.used_after(number), changes);
  history_.record_all(client, std::move(changes), std::move(scenes), did, now_ns);
  recall_ = did + ".";
}

// It says where the desk stands, whoever holds it.
void Desk::set_scene_number(Param which, int number, std::vector<Change>& changes) {
  const ControlId id = table_.id(table_.strip_of(kDesk), which);
  Change change{id, show_.value(id), static_cast<float>(number), {}, {}};
  if (!show_.set(id, change.after)) return;
  changed_.push_back(id);
  ++applied_;
  changes.push_back(std::move(change));
}

}  // namespace headroom
