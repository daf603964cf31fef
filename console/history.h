// Undo and redo of every edit, from whichever client it came. A gesture - a touch, a drag, a recall - is undone as one.
// Owned by the control thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "console/show.h"

namespace headroom {

// One control's step inside a gesture.
struct Change {
  ControlId control;
  float before, after;
  std::string text_before, text_after;  // only for texts
};

struct Gesture {
  int client = 0;
  ControlId control = kNoControl;  // what was held; kNoControl for a gesture over many controls
  bool open = false;
  uint64_t last_ns = 0;            // when its newest change came, by the caller's clock
  std::vector<Change> changes;     // one entry a control, in order of first change

  // What a control stood at when the hand began; what `show` says where the gesture has not changed it.
  float value_before(ControlId id, const Show& show) const;
};

class History {
 public:
  static constexpr size_t kDepth = 1000;                  // gestures remembered
  static constexpr uint64_t kSameHand_ns = 500'000'000;   // loose changes of one control closer than this are one

  void begin(int client, ControlId control, uint64_t now_ns);
  void end(int client, ControlId control);
  // Ends everything this client holds open.
  void end_all(int client);

  // Notes what was done. It joins the client's open gesture on that control, else its open gesture over many
  // controls, else its last loose change of the same control, else it stands alone. Anything redoable is forgotten.
  // `lead` is the control the hand moved: the change itself, or what the change is a consequence of. Returns the gesture.
  const Gesture& record(int client, ControlId lead, const Change& change, uint64_t now_ns);

  // Notes many changes made at once, a recall, as one gesture.
  void record_all(int client, std::vector<Change> changes, uint64_t now_ns);

  // The newest gesture that did something, taken off the stack; the caller applies its `before`s (undo) or `after`s
  // (redo). An open gesture is closed by being undone.
  std::optional<Gesture> undo();
  std::optional<Gesture> redo();

  bool can_undo() const;
  bool can_redo() const { return !undone_.empty(); }
  void clear();

 private:
  Gesture* gesture_for(int client, ControlId control, uint64_t now_ns);
  std::deque<Gesture> done_;
  std::vector<Gesture> undone_;
};

}  // namespace headroom
