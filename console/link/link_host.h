// The console's end of the link: takes edits from every client, shows them every value, meter and sentence.
// All functions belong to the control thread, except those of reports(), which the audio thread calls, and of meters(),
// which are the meter thread's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/engine.h"
#include "console/lane_plan.h"
#include "console/link/link_meters.h"
#include "console/link/segment.h"
#include "console/link/shared_layout.h"
#include "console/show.h"
#include "io/audio_window.h"
#include "io/monotonic.h"
#include "io/overwriting_ring.h"

namespace headroom {

// What the audio thread tells: meters and audio go to shared memory, events to the control thread. Wait-free.
class LinkReports final : public EngineReports {
 public:
  LinkReports(OverwritingRingWriter meters, std::vector<AudioWindow> windows, SharedBox<TapAim>* aims, int banks);
  // [control, while no engine reports] What is heard from here on is heard at this rate, Hz.
  void begin(double sample_rate) { sample_rate_ = sample_rate; }
  void on_meters(uint64_t end_frame, int frames, std::span<const BankMeters> banks) noexcept override;
  void on_event(const EngineEvent& event) noexcept override { events_.push(event); }
  void on_sound(const EngineSound& sound) noexcept override;

  // [control] The next event the engine reported.
  bool pop_event(EngineEvent& event) { return events_.pop(event); }

 private:
  void write_tap(size_t tap, const EngineSound& sound) noexcept;

  OverwritingRingWriter meters_;
  std::vector<AudioWindow> windows_;
  SharedBox<TapAim>* aims_;
  std::array<TapTarget, kAudioTaps> targets_;  // as told in aims_
  uint64_t aims_told_ = 0, next_frame_ = 0;
  double sample_rate_ = 48000;
  std::vector<std::byte> record_;  // one meter record, put together before it is written
  Ring<EngineEvent, 1024> events_;
};

class LinkHost {
 public:
  // A segment for the desk `name`, holding the show's present values. When a living console has the name already, that
  // is an error; the segment of a dead one is replaced.
  static Result<std::unique_ptr<LinkHost>> create(const std::string& name, const Show& show, const LanePlan& lanes);
  ~LinkHost();

  // The desk whose console died without an end under this name, if its state is still there.
  struct LeftDesk {
    DeskPlan plan;
    bool is_demo;
    std::optional<Machine> machine;  // none: it died before it had told
    std::string take;                // which it was recording; empty: none
    uint64_t seen_ns = 0;            // CLOCK_REALTIME, when it last said how it was
  };
  static std::optional<LeftDesk> left_by(const std::string& name);
  // The state a console of this name left when it died without an end: puts its values and texts into `show` and
  // returns true. False when there is none, or it was another version or plan.
  static bool recover(const std::string& name, Show& show);

  LinkReports& reports() { return *reports_; }
  LinkMeters& meters() { return *meters_; }

  void show_value(ControlId id, float value) { values_[id].store(value, std::memory_order_relaxed); }
  void show_text(ControlId id, const std::string& text);
  void show_holder(ControlId id, const Holder& holder) {
    const int byte = holder.client < 0 ? 0 : holder.box << kHolderSlotBits | (holder.client + 1);
    holders_[id].store(static_cast<uint8_t>(byte), std::memory_order_relaxed);
  }
  // Call after a batch of show_...: clients look for a new number.
  void count_revision() { header_->revision.fetch_add(1, std::memory_order_release); }
  void show_status(const DeskStatus& status) { header_->status.write(status); }
  // What the client in this place is; none when it is free.
  ClientKind kind_of(int client) const;
  // Whose edits are being drained: the client in this place and the person who runs it.
  const Author& author(int client) const { return known_[static_cast<size_t>(client)].author; }
  void show_undo(const UndoList& list) { header_->undo.write(list); }
  void show_scenes(const SceneStatus& scenes) { header_->scenes.write(scenes); }
  // What the next scene would change of a strip.
  void show_next_scene(StripIndex strip, RecallScopes changes) {
    next_scene_[strip].store(changes, std::memory_order_relaxed);
  }
  void show_recording(const RecordStatus& recording) { header_->recording.write(recording); }
  void show_setup(const SetupStatus& setup) { header_->setup.write(setup); }
  // `when_ns` is of CLOCK_REALTIME.
  void log(const std::string& sentence, LogKind kind = LogKind::sentence, uint64_t when_ns = realtime_ns());
  void beat() { header_->heartbeat.fetch_add(1, std::memory_order_relaxed); }

  using Apply = std::function<void(int client, const Edit& edit)>;
  using Gone = std::function<void(int client, const std::string& name)>;
  // Hands every waiting edit to `apply`, client by client, oldest first; at most a ring full a client. Where the edits
  // of a client end and those of its successor in the same place begin, `gone` is called.
  void drain(uint64_t now_ns, const Apply& apply, const Gone& gone);
  using Hear = std::function<void(int client, const SetupRequest& request)>;
  // Hands every waiting request of the clients that are here to `hear`; `gone` as in drain().
  void drain_requests(uint64_t now_ns, const Hear& hear, const Gone& gone);
  // Calls `gone` for each client that died, left, or was replaced since the last call, after the last of its edits;
  // and for each that holds on to its place without a heartbeat for two seconds (it may come back; what it held is
  // released).
  void look_for_lost_clients(uint64_t now_ns, const Apply& apply, const Gone& gone);
  uint64_t edits_refused() const;  // by full rings, all clients

 private:
  LinkHost(Segment segment, LinkHeader* header) : segment_(std::move(segment)), header_(header) {}
  void drain_place(int place, uint64_t now_ns, const Apply& apply, const Gone& gone);
  void meet(int place, uint32_t claim, uint64_t now_ns, const Gone& gone);

  Segment segment_;
  LinkHeader* header_;
  SharedValue* values_ = nullptr;
  SharedHolder* holders_ = nullptr;
  SharedBox<SharedText>* texts_ = nullptr;
  SharedScopes* next_scene_ = nullptr;
  const Table* table_ = nullptr;
  std::optional<OverwritingRingWriter> log_;
  std::unique_ptr<LinkReports> reports_;
  std::optional<LinkMeters> meters_;
  struct Known {
    uint32_t claim = 0;
    uint64_t heartbeat = 0;
    uint64_t heard_ns = 0;
    bool silent = false;
    std::string name;  // empty: the place is free
    Author author;
  };
  std::array<Known, kClientSlots> known_;
};

}  // namespace headroom
