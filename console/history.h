// Undo and redo of every edit, from whichever client it came. A gesture - a touch, a drag, a recall - is undone as one.
// Owned by the control thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "console/author.h"
#include "console/scene.h"

namespace headroom {

// One control's step inside a gesture.
struct Change {
  ControlId control;
  float before, after;
  std::string text_before, text_after;  // only for texts
};

// One scene's step inside a gesture; an empty place holds nothing.
struct SceneChange {
  int number;
  ScenePtr before, after;
};

struct Gesture {
  int client = 0;
  ControlId control = kNoControl;  // what was held; kNoControl for a gesture over many controls
  std::vector<ControlId> joined;   // what the same hand holds, too
  bool open = false;
  uint64_t when_ns = 0;         // when its newest change came, by the caller's clock
  std::vector<Change> changes;  // one entry a control, in order of first change
  std::vector<SceneChange> scenes;
  uint32_t number = 0;  // its name in the undo list, 1...History::kLastNumber; it keeps it through undo and redo
  Author author;
  std::string did;         // "Recalled 13 Chorus", of what moves much at once; empty for hands
  bool is_redone = false;  // a later change of the same control is a new gesture

  bool holds(ControlId id) const;
  // What a control stood at when the hand began; what `show` says where the gesture has not changed it.
  float value_before(ControlId id, const Show& show) const;
};

class History {
 public:
  static constexpr size_t kDepth = 1000;                 // gestures remembered
  static constexpr size_t kMostChanges = 500'000;        // in all of them, for recalls of large desks: about 40 MB
  static constexpr uint32_t kLastNumber = 1 << 24;       // then 1 again: an edit's value holds each of them exactly
  static constexpr uint64_t kSameHand_ns = 500'000'000;  // loose changes of one control closer than this are one

  // Who is behind a client's number in all it does from now on.
  void introduce(int client, const Author& author) { authors_[client] = author; }

  void begin(int client, ControlId control, uint64_t now_ns);
  // The hand that began on `lead` holds `control`, too, until it ends that or all. False: it has not begun there.
  bool join(int client, ControlId control, ControlId lead);
  void end(int client, ControlId control);
  // Ends everything this client holds open.
  void end_all(int client);
  // Ends everything: the clients are others from now on.
  void end_all();

  // Notes what was done. It joins the client's open gesture on that control, or that it joined, else its open gesture
  // over many controls, else its last loose change of the same control, else it stands alone. Anything redoable is
  // forgotten. `lead` is the control the hand moved: the change itself, or what the change is a consequence of. Returns
  // the gesture.
  const Gesture& record(int client, ControlId lead, const Change& change, uint64_t now_ns);

  // Notes many changes made at once, at least one of them a control's, as one gesture; `did` says what they were.
  // Where there are too many to remember the oldest gestures are forgotten, never this one.
  void record_all(int client, std::vector<Change> changes, std::vector<SceneChange> scenes, const std::string& did,
                  uint64_t now_ns);

  // The newest gesture that did something, taken off the stack; the caller applies its `before`s (undo) or `after`s
  // (redo). An open gesture is closed by being undone.
  std::optional<Gesture> undo();
  std::optional<Gesture> redo();

  // How many redos lead to where the desk stood right after that gesture, undos counted negative; 0 stands before all
  // that are remembered. Nothing when no such gesture is remembered.
  std::optional<int> steps_to(uint32_t number) const;

  // The gestures that so many redos lead through, undos counted negative, in that order; fewer where fewer are
  // remembered. Good until the history changes.
  std::vector<const Gesture*> way(int steps) const;

  // What can be undone, oldest first - a touch that has moved nothing yet is among it - and what can be redone, the
  // next last.
  const std::deque<Gesture>& done() const { return done_; }
  const std::vector<Gesture>& undone() const { return undone_; }
  // Another number whenever any of that changed.
  uint64_t revision() const { return revision_; }

  bool can_undo() const;
  bool can_redo() const { return !undone_.empty(); }
  void clear();

 private:
  // Hands that are at work go on in gestures of their own, over what was done at once: what goes along with them starts
  // from where that has put it, and undo takes back first what came last.
  void begin_anew(uint64_t now_ns);
  void forget_empty();
  void forget_oldest();
  Gesture* gesture_for(int client, ControlId control, uint64_t now_ns);
  Gesture& add(int client, ControlId control, uint64_t now_ns);

  std::deque<Gesture> done_;
  std::vector<Gesture> undone_;
  std::map<int, Author> authors_;  // by client
  uint32_t last_number_ = 0;
  uint64_t revision_ = 0;
};

}  // namespace headroom
