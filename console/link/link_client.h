// A client's end of the link: what the screen, a surface, a script or a test sees of the desk, and its one door to
// change it. Use by one thread. Everything here is a copy or an atomic read; nothing ever waits on the console.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/engine.h"
#include "console/lane_plan.h"
#include "console/link/segment.h"
#include "console/link/shared_layout.h"
#include "console/show.h"
#include "console/table.h"
#include "io/audio_window.h"
#include "io/overwriting_ring.h"

namespace headroom {

// The meters of every lane since the last look: highest peaks, mean of squares, lowest gains. Linear.
struct MeterLook {
  std::vector<BankMeters> banks;
  uint64_t end_frame = 0;  // engine time of the newest window
  uint64_t frames = 0;     // how much audio it sums up; 0: nothing new, the numbers are those of the look before
  uint64_t lost = 0;       // windows that were overwritten before they were read
};

class LinkClient {
 public:
  // Finds the desk of that name. A console of another version or a desk with all client places taken is refused with a
  // sentence. `name` is what logs and lamps call this client, at most 31 bytes.
  static Result<std::unique_ptr<LinkClient>> attach(const std::string& desk, ClientKind kind, const std::string& name);
  ~LinkClient();

  // False once the console is gone, however it went; attach anew to find its successor.
  bool console_is_alive() const { return segment_.is_locked(Segment::kConsoleByte); }

  const Table& table() const { return table_; }
  const LanePlan& lanes() const { return lanes_; }

  // The process behind the desk, for whoever looks after it.
  int console_process() const { return header_->console_process; }

  // Values as the desk has them. revision() changes after each batch of changes.
  uint64_t revision() const { return header_->revision.load(std::memory_order_acquire); }
  float value(ControlId id) const { return values_[id].load(std::memory_order_relaxed); }
  float value(StripIndex strip, Param param, int repeat = 0) const { return value(table_.id(strip, param, repeat)); }
  bool is_on(StripIndex strip, Param param, int repeat = 0) const { return value(strip, param, repeat) >= 0.5f; }
  std::string text(ControlId id) const;
  // The strip's name, or what it is called until somebody names it.
  std::string strip_name(StripIndex strip) const;
  // Who holds the control: -1 nobody, else the client's slot.
  int holder(ControlId id) const { return holder_and_box(id).client; }
  Holder holder_and_box(ControlId id) const {
    const int byte = holders_[id].load(std::memory_order_relaxed);
    return {(byte & ((1 << kHolderSlotBits) - 1)) - 1, byte >> kHolderSlotBits};
  }
  int slot() const { return slot_; }
  // A whole show of the desk's present state, for the design code that reads shows.
  Show copy_show() const;
  // Brings such a show up to date: what differs is set, nothing else is touched. The numbers that were set, by their
  // controls.
  std::vector<ControlId> refresh(Show& show) const;

  // The newest gestures, done and undone. False, and `list` as it was, while it cannot be read whole.
  bool read_undo(UndoList& list) const;

  // The desk's scenes, and its recorder. False, and the value as it was, while it cannot be read whole.
  bool read_scenes(SceneStatus& scenes) const { return header_->scenes.read(scenes); }
  bool read_recording(RecordStatus& recording) const;
  // The scopes in which the strip stands otherwise than the next scene has it, safe ones among them.
  RecallScopes next_scene_changes(StripIndex strip) const { return next_scene_[strip].load(std::memory_order_relaxed); }

  // What this client takes hold of from now on is in the hand of that one of its boxes, 0...kMostBoxLabels-1, as
  // show_lamp() counts them.
  void speak_for_box(size_t box) { box_ = std::min(box, kMostBoxLabels - 1); }

  // Edits. False when the console is so far behind that the ring is full; the caller may try again later.
  bool set(ControlId id, float value);
  bool set_text(ControlId id, const std::string& text);
  bool act(ControlId action) { return set(action, 1); }
  // To where the desk stood right after the gesture of that number of the undo list, in one edit; 0: before them all.
  bool undo_to(uint32_t number);
  bool begin_gesture(ControlId id) { return post_gesture(id, EditKind::begin_gesture); }
  // The hand that began on `lead` holds this, too: what it does to both is undone as one.
  bool join_gesture(ControlId id, ControlId lead);
  bool end_gesture(ControlId id) { return post_gesture(id, EditKind::end_gesture); }

  // The machine under the desk, and requests about it. False when the console has not heard the last ones yet.
  SetupStatus setup() const;
  bool request(const SetupRequest& request) { return my_slot().requests.push({claim_, request}); }

  // Fills `look` with what came since the last call with any look.
  void look_at_meters(MeterLook& look);
  // Meter taps count from 0. What tap 0..kAudioTaps-1 hears, and its newest audio; lanes of one `end` are of the same
  // frames.
  TapAim tap_aim(int tap) const;
  const AudioWindow& audio(int tap) const { return audio_[static_cast<size_t>(tap)]; }
  // The newest readings of tap 0..kMeterTaps-1. False, and `reading` as it was, while they cannot be read whole.
  bool read_meters(int tap, MeterReading& reading) const { return readings_[tap].read(reading); }
  bool read_sound_level(SoundLevelReading& reading) const { return header_->sound_level.read(reading); }
  // The next tenth of a second of a tap, oldest first: ten minutes are there when a client comes.
  bool next_history(int tap, MeterHistory& record) { return histories_[static_cast<size_t>(tap)].read(&record).found; }
  // The next sentence of the desk's log, oldest first.
  bool next_log(LogRecord& record);
  DeskStatus status() const;

  // Must be called at least every 200 ms by a client that holds controls.
  void beat() { my_slot().heartbeat.fetch_add(1, std::memory_order_relaxed); }
  struct BoxLamp {
    std::string name;
    Lamp lamp;
    bool can_be_asked = true;  // false: it answers no question, and nobody can tell whether it is still there
  };
  // What the top bar shows about this client, and about each of its boxes, as many as have a place.
  void show_lamp(Lamp lamp, const std::string& detail, const std::vector<BoxLamp>& boxes = {});

  struct Peer {
    int slot;
    ClientKind kind;
    Lamp lamp;
    std::string name, detail;
    int process;
    std::string user;  // who runs it
    std::vector<BoxLamp> boxes;
  };
  std::vector<Peer> peers() const;

 private:
  LinkClient(Segment segment, const DeskPlan& plan);
  ClientSlot& my_slot() { return header_->slots[static_cast<size_t>(slot_)]; }
  bool post(const Edit& edit);
  bool post_gesture(ControlId id, EditKind kind);

  Segment segment_;
  LinkHeader* header_;
  Table table_;
  LanePlan lanes_;
  SharedValue* values_ = nullptr;
  SharedHolder* holders_ = nullptr;
  SharedBox<SharedText>* texts_ = nullptr;
  SharedScopes* next_scene_ = nullptr;
  std::optional<OverwritingRingReader> meters_;
  std::optional<OverwritingRingReader> log_;
  std::vector<AudioWindow> audio_;
  const SharedBox<MeterReading>* readings_ = nullptr;
  std::vector<OverwritingRingReader> histories_;
  std::vector<std::byte> record_;
  std::string name_, user_;
  int slot_ = -1;
  uint32_t claim_ = 0;
  size_t box_ = 0;
};

}  // namespace headroom
