// The recorder as the desk has it: /desk/record switches it, what is armed is recorded, and what it does is told. Owned
// by the control thread.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "console/desk.h"
#include "console/link/shared_layout.h"
#include "console/recorder/recorder.h"

namespace headroom {

// Whether somebody wants it to record.
bool is_recording(const Show& show);

class DeskRecorder {
 public:
  // Between the engine and `next`, which hears everything too. Takes go to the folder `takes`. What is given must
  // outlive the recorder; `say` hears sentences on any thread but the audio thread.
  DeskRecorder(EngineReports& next, Desk& desk, const std::string& takes, Recorder::Say say);
  // Goes when the engine runs no more: the take ends with all that was heard.

  // Whom the engine tells.
  EngineReports& reports() { return tap_; }

  // These controls have changed: what is recorded follows. With nothing armed nothing is recorded, and the switch falls
  // back.
  void follow(std::span<const ControlId> changed, uint64_t now_ns);
  // What it does. Where the disk has ended a take, the switch falls back.
  RecordStatus look(uint64_t now_ns);

 private:
  void follow(uint64_t now_ns);
  void switch_off(uint64_t now_ns);

  Desk& desk_;
  Recorder::Say say_;
  RecordTap tap_;
  bool is_on_ = false, has_told_stuck_ = false;
  int armed_lanes_ = 0;
  Recorder recorder_;
};

}  // namespace headroom
