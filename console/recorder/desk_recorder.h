// The recorder as the desk has it: /desk/record switches it, what is armed is recorded, and what it does is told. Owned
// by the control thread.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "console/desk.h"
#include "console/link/shared_layout.h"
#include "console/recorder/ending_takes.h"
#include "console/recorder/recorder.h"

namespace headroom {

// Whether somebody wants it to record.
bool is_recording(const Show& show);

class DeskRecorder {
 public:
  // Between the engine and `next`, which hears everything too. Takes go to the folder `takes`. What is given must
  // outlive the recorder, but for `say`: it hears sentences on any thread but the audio thread, the last ones when the
  // disk has all of the last take.
  DeskRecorder(EngineReports& next, Desk& desk, const std::string& takes, Recorder::Say say);
  // Whom the engine tells.
  EngineReports& reports() { return *tap_; }

  // These controls have changed: what is recorded follows. With nothing armed nothing is recorded, and the switch falls
  // back.
  void follow(std::span<const ControlId> changed, uint64_t now_ns);
  // What it does. Where the disk has ended a take, the switch falls back.
  RecordStatus look(uint64_t now_ns);
  // The last call, when the engine runs no more: the take ends with all that was heard.
  EndingTake end();

 private:
  void follow(uint64_t now_ns);
  void switch_off(uint64_t now_ns);

  Desk& desk_;
  Recorder::Say say_;
  std::unique_ptr<RecordTap> tap_;
  bool is_on_ = false, has_told_stuck_ = false;
  int armed_lanes_ = 0;
  std::unique_ptr<Recorder> recorder_;
};

}  // namespace headroom
