// What lies in the shared memory between the console and its clients, byte for byte. Everything in it is plain numbers
// and lock-free atomics; nothing in it points anywhere.
//
//   LinkHeader | values | holders | texts | next scene (a byte a strip) | meters (overwriting ring) | audio (one window
//   a tap) | readings (one box a tap) | histories (one overwriting ring a tap) | log (overwriting ring)
//
// Who writes what: the console's control thread writes values, holders, texts, status, undo list and log; its audio
// thread writes meters, audio and aims; its meter thread writes readings and histories; each client writes its own slot
// and nothing else. Everybody may read everything.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "console/author.h"
#include "console/edit.h"
#include "console/log_kind.h"
#include "console/meters/meter_reading.h"
#include "console/recall_scope.h"
#include "console/setup/setup_status.h"
#include "io/ring.h"

namespace headroom {

inline constexpr uint64_t kLinkMagic = 0x4B4E494C4D4F4452ull;  // "RDOMLINK"
inline constexpr uint32_t kLinkVersion = 10;                   // of this layout
inline constexpr int kClientSlots = 16;
inline constexpr uint32_t kRequests = 4;          // about the machine that a client may have waiting
inline constexpr uint32_t kEditRingEdits = 4096;  // a client may be this far ahead of the console's 1 ms tick

// A value of several words that one thread writes and any process reads whole: readers retry while it is being written.
// The writer never waits. A reader gives up after many tries (the writer died half-way) and keeps what it had.
template <class T>
class SharedBox {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  void write(const T& value) {
    uint64_t words[kWords] = {};
    std::memcpy(words, &value, sizeof value);
    const uint32_t before = sequence_.load(std::memory_order_relaxed) & ~1u;  // a dead writer may have left it odd
    sequence_.store(before + 1, std::memory_order_relaxed);
    for (size_t i = 0; i < kWords; ++i) words_[i].store(words[i], std::memory_order_release);
    sequence_.store(before + 2, std::memory_order_release);
  }

  bool read(T& value) const {
    uint64_t words[kWords];
    for (int tries = 0; tries < 1000; ++tries) {
      const uint32_t before = sequence_.load(std::memory_order_acquire);
      if (before & 1) continue;
      for (size_t i = 0; i < kWords; ++i) words[i] = words_[i].load(std::memory_order_acquire);
      if (sequence_.load(std::memory_order_relaxed) != before) continue;
      std::memcpy(&value, words, sizeof value);
      return true;
    }
    return false;
  }

  uint32_t sequence() const { return sequence_.load(std::memory_order_acquire); }

 private:
  static constexpr size_t kWords = (sizeof(T) + 7) / 8;
  std::atomic<uint32_t> sequence_{0};
  std::array<std::atomic<uint64_t>, kWords> words_{};
};

// How a client is doing, for the lamps of the top bar.
enum class Lamp : uint32_t { idle, in_step, catching_up, lost };

// A box that a client serves, with a lamp of its own.
struct BoxLabel {
  char name[28];  // "X-Touch"
  Lamp lamp;
  uint32_t can_be_asked;  // 0: it answers no question, and nobody can tell whether it is still there
};
inline constexpr size_t kMostBoxLabels = kMostBoxes;

struct ClientLabel {
  char name[32];                   // "headroom-display"
  char detail[64];                 // for its lamp: "X-Touch", "looking for a surface"
  char user[kMaxUserBytes];        // who runs it, by their full name or else their login
  BoxLabel boxes[kMostBoxLabels];  // those with a name
};

// An edit with the claim it was written under: one place's ring may hold the last edits of a client that died and the
// first of its successor.
struct ClientEdit {
  uint32_t claim = 0;
  Edit edit;
};

// What a client asks of the machine under the desk, with the claim it was asked under.
struct ClientRequest {
  uint32_t claim = 0;
  SetupRequest request;
};

// One client's place. Claimed with a file lock on the slot's byte, which the system drops when the client dies, however
// it dies.
struct alignas(64) ClientSlot {
  std::atomic<uint32_t> claims{0};  // counts claims: a new number is a new client
  std::atomic<uint32_t> in_use{0};  // the present client's claim; 0 once somebody has seen it gone
  std::atomic<ClientKind> kind{ClientKind::none};
  std::atomic<Lamp> lamp{Lamp::idle};
  std::atomic<int32_t> process{0};
  std::atomic<uint64_t> heartbeat{0};  // counted up by the client at least every 200 ms
  SharedBox<ClientLabel> label;
  Ring<ClientEdit, kEditRingEdits> edits;   // client writes, console's control thread reads
  Ring<ClientRequest, kRequests> requests;  // the same
};

struct SharedText {
  char bytes[kMaxTextBytes];
};

enum class DriveState : uint32_t { clock, searching, device };  // as io's DriverState

// The desk's health and names, as the console's control thread knows them. Shares of a block: 1 = the whole block.
struct DeskStatus {
  double sample_rate;
  uint64_t written_ns;  // CLOCK_REALTIME
  uint64_t frames;      // samples since the engine started
  uint64_t dropouts;
  uint64_t edits_applied, edits_refused;
  float load_p50, load_p99, load_p999, load_max, load_peak;
  float input_latency_ms, output_latency_ms, round_trip_ms;
  int32_t block_frames, device_inputs, device_outputs;
  DriveState drive;
  uint32_t faults;  // inputs and strips silenced by a guard since the start
  uint8_t unsaved, can_undo, can_redo, solo_active, demo;
  uint16_t compared_strip;  // the selected one when this was written: how many controls of its other memory differ from
  uint16_t compare_differences;  // what is heard of it (console/compare.h)
  ClientKind locked_by;          // who turned the lock last; none: the console itself, or nobody
  char device[64];
  char show[64];            // the show file's name without its folder
  char message[200];        // the newest sentence for people
  uint64_t message_number;  // counts messages
  char recalled[200];       // the sentence that told of the newest recall: undo takes that back
  uint64_t recall_message;  // and its number; what was said after it may stand in message already
  uint64_t replay_message;  // the number of the one that told of the newest undo or redo
  uint8_t replay_was_undo;  // redo takes it back; else undo
};

// One gesture of the undo list. What it did is told by its first control; names and words are the reader's.
struct UndoLine {
  uint64_t when_ns;   // CLOCK_REALTIME; when its newest change came
  uint32_t number;    // what EditKind::undo_to takes
  ControlId control;  // the first it changed
  uint32_t changes;   // how many controls it changed
  float from, to;     // of the first, unless that is a text
  char text_from[kMaxTextBytes], text_to[kMaxTextBytes];
  char did[40];  // "Recalled 13 Chorus", of what moves much at once; empty for hands
  Author author;
};
inline constexpr size_t kUndoLines = 48;

// The gestures next to where the desk stands now, newest first: lines[0...undone) can be redone, the others undone.
struct UndoList {
  uint32_t count, undone;
  uint32_t newer, older;  // gestures beyond its ends that are remembered, too
  UndoLine lines[kUndoLines];
};

// The scenes of the desk. Which one is current and which one is next are controls, names are texts.
struct SceneStatus {
  uint64_t revision;      // another number whenever a scene was stored or deleted
  uint32_t edited;        // controls in which the desk stands otherwise than its current scene; 0 without one
  uint32_t next_changes;  // controls that the next scene would change, safe ones among them; 0 without one
  uint64_t used[(kScenes + 63) / 64];  // a bit a place, from the lowest
};
// `number` is 1...kScenes; 0 is none.
inline bool has_scene(const SceneStatus& scenes, int number) {
  return number > 0 && (scenes.used[(number - 1) / 64] >> ((number - 1) % 64) & 1) != 0;
}

// What the recorder does, for people: the take that runs, or else the last one.
struct RecordStatus {
  uint8_t is_recording;
  int32_t armed_lanes;   // that are recorded, or would be
  uint64_t frames;       // length of the take
  uint64_t lost_frames;  // written as silence because the disk was too slow, the most of any lane
  double seconds_left;   // on the disk, at this many lanes; negative: not known
  char take[64];         // the take's folder without those above it; empty: none yet
};

struct LogRecord {
  uint64_t when_ns;  // CLOCK_REALTIME
  LogKind kind;
  char sentence[236];
};

// The head of one meter record; `BankMeters[banks]` of console/engine.h follow it.
struct MeterRecordHead {
  uint64_t end_frame;
  uint32_t frames, banks;
};
inline constexpr size_t kMeterRecords = 256;  // more than a second of them
inline constexpr size_t kLogRecords = 256;
inline constexpr size_t kAudioFrames = 16384;  // 340 ms at 48 kHz

// Where the parts behind the header lie, in bytes from the start of the segment. It follows from the desk alone
// (link_places() in console/link/link_places.h); the header repeats it so that a liar is found out.
struct LinkPlaces {
  uint64_t values_at, holders_at, texts_at, next_scene_at;
  uint64_t meters_at, meter_bytes;
  uint64_t audio_at, audio_bytes;  // bytes of one tap's window
  uint64_t readings_at, histories_at;
  uint64_t history_bytes;  // of one tap's ring
  uint64_t log_at, log_bytes;
  uint64_t bytes;  // of the whole segment
  bool operator==(const LinkPlaces&) const = default;
};

struct LinkHeader {
  std::atomic<uint64_t> magic;  // written last: a segment is whole or not there
  uint32_t version;
  int32_t console_process;
  uint64_t table_version;
  int32_t channels, auxes, groups, matrices, dcas;  // the desk plan
  LinkPlaces places;
  alignas(64) std::atomic<uint64_t> heartbeat;  // counted up by the control thread, every tick
  std::atomic<uint64_t> revision;               // counted up after each batch of changed values or texts
  SharedBox<DeskStatus> status;
  SharedBox<SetupStatus> setup;
  SharedBox<UndoList> undo;
  SharedBox<SceneStatus> scenes;
  SharedBox<RecordStatus> recording;
  std::array<SharedBox<TapAim>, kAudioTaps> aims;
  SharedBox<SoundLevelReading> sound_level;
  std::array<ClientSlot, kClientSlots> slots;
};

using SharedValue = std::atomic<float>;
// Who holds a control. 0: nobody; else the client's slot + 1, and in the upper bits which of its boxes, from 0.
using SharedHolder = std::atomic<uint8_t>;
inline constexpr int kHolderSlotBits = 5;
static_assert(kClientSlots < 1 << kHolderSlotBits && kMostBoxLabels << kHolderSlotBits <= 256);
// What the next scene would change of a strip.
using SharedScopes = std::atomic<RecallScopes>;
static_assert(SharedValue::is_always_lock_free && SharedHolder::is_always_lock_free &&
              SharedScopes::is_always_lock_free);

}  // namespace headroom
