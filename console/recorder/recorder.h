// The multitrack recorder: a thread of its own, at an ordinary priority, that makes takes of what is armed while it is
// told to. Whatever the disk does, the sound goes on; whatever ends a take, its files are whole and the same length.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "console/recorder/take.h"

namespace headroom {

struct RecorderState {
  bool is_recording = false;
  uint64_t frames = 0;       // of this take, or of the last one
  uint64_t lost_frames = 0;  // the same
  double seconds_left = -1;  // on the disk, for the tracks that are wanted; negative: not known, or none wanted
  std::string take;          // its folder's name; empty: none yet
  double unanswered_s = 0;   // since the disk was asked for something that it has not done; 0: nothing is asked of it
  bool has_ended_itself = false;  // the disk ended the take, or let none begin; until is_on is false
};

class Recorder {
 public:
  using Say = std::function<void(const std::string&)>;
  // A disk that leaves a question unanswered for longer is worth a sentence.
  static constexpr double kPatience_s = 4;
  struct Wish {
    bool is_on = false;
    std::vector<RecordTrack> tracks;
  };

  // Takes go to the folder `recordings`, made when the first begins. The tap hears an engine at `sample_rate` Hz and
  // must outlive the recorder. `say` hears sentences for people, on the recorder's thread.
  Recorder(RecordTap& tap, std::string recordings, double sample_rate, Say say);
  // As end(), and waits for the disk.
  ~Recorder();

  // [control] When the engine runs no more: the take ends with all that was heard. Returns at once.
  void end();
  // [control] True once that is so, and all of it is on the disk.
  bool has_ended() const { return has_ended_.load(std::memory_order_acquire); }

  // [control] What is to be recorded from here on. Returns at once.
  void want(Wish wish);
  // [control]
  RecorderState state() const;

 private:
  void run();
  void follow(const Wish& wish);
  void begin(const Wish& wish);
  void change_tracks(const std::vector<RecordTrack>& wanted);
  Outcome add(const std::vector<RecordTrack>& tracks);
  void write();
  void end_take();
  void give_up(const std::string& why);
  void tell_lost(bool is_end);
  void look_at_disk(const Wish& wish);
  double seconds_left(const std::vector<RecordTrack>& tracks) const;
  bool is_ending() const;

  RecordTap& tap_;
  const std::string recordings_;
  const double sample_rate_;
  const Say say_;
  std::unique_ptr<Take> take_;  // all from here to the mutex are the thread's
  std::vector<RecordTrack> refused_;
  bool has_given_up_ = false;
  bool has_told_low_ = false;
  uint64_t lost_told_ = 0;
  int64_t next_tell_lost_ns_ = 0, next_look_ns_ = 0;
  size_t lanes_looked_ = 0;  // that the time left was worked out for
  RecorderState seen_;

  std::atomic<bool> has_ended_{false};
  std::atomic<int64_t> asked_ns_{0};  // when the thread turned to the disk last; 0: it waits for something to do

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool is_ending_ = false;
  Wish wish_;
  RecorderState state_;
  std::thread thread_;
};

}  // namespace headroom
