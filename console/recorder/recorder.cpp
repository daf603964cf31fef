#include "console/recorder/recorder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <new>
#include <utility>

#include "console/recorder/take_folder.h"
#include "io/clock_text.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr std::chrono::milliseconds kWrite{50};
constexpr std::chrono::milliseconds kIdle{500};
constexpr int64_t kLookAtDisk_ns = 1'000'000'000;
constexpr int64_t kTellLost_ns = 10'000'000'000;
constexpr double kLow_s = 5 * 60;
constexpr double kRoom_s = 10;
constexpr double kLeastRoom_s = 1;
constexpr uint64_t kMostRoomBytes = uint64_t{512} << 20;

size_t lanes_of(const std::vector<RecordTrack>& tracks) {
  size_t lanes = 0;
  for (const RecordTrack& track : tracks) lanes += track.sources.size();
  return lanes;
}

// How much sound the disk may be behind: ten seconds, less where a great many lanes would need too much memory for
// that.
uint64_t room_pieces(size_t lanes, double sample_rate) {
  const double bytes_a_second = static_cast<double>(lanes) * sample_rate * sizeof(float);
  const double room_s = std::max(kLeastRoom_s, std::min(kRoom_s, static_cast<double>(kMostRoomBytes) / bytes_a_second));
  return static_cast<uint64_t>(std::ceil(room_s * sample_rate / kGridFrames));
}

std::string tracks_text(size_t count) { return std::to_string(count) + (count == 1 ? " track" : " tracks"); }

}  // namespace

Recorder::Recorder(RecordTap& tap, std::string recordings, double sample_rate, Say say)
    : tap_(tap), recordings_(std::move(recordings)), sample_rate_(sample_rate), say_(std::move(say)), thread_([this] {
        run();
      }) {}

Recorder::~Recorder() {
  end();
  thread_.join();
}

void Recorder::end() {
  {
    std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  wake_.notify_one();
}

void Recorder::want(Wish wish) {
  {
    std::lock_guard lock(mutex_);
    wish_ = std::move(wish);
    state_.has_ended_itself = state_.has_ended_itself && wish_.is_on;
  }
  wake_.notify_one();
}

RecorderState Recorder::state() const {
  const int64_t asked_ns = asked_ns_.load(std::memory_order_relaxed);
  std::lock_guard lock(mutex_);
  RecorderState state = state_;
  if (asked_ns != 0) state.unanswered_s = static_cast<double>(monotonic_ns() - asked_ns) * 1e-9;
  return state;
}

bool Recorder::is_ending() const {
  std::lock_guard lock(mutex_);
  return is_ending_;
}

void Recorder::run() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    const Wish wish = wish_;
    lock.unlock();
    asked_ns_.store(monotonic_ns(), std::memory_order_relaxed);
    follow(wish);
    asked_ns_.store(0, std::memory_order_relaxed);
    lock.lock();
    state_ = seen_;
    state_.has_ended_itself = has_given_up_ && wish_.is_on;
    const bool hurries = take_ && take_->is_behind();
    if (!hurries && !is_ending_) wake_.wait_for(lock, take_ ? kWrite : kIdle);
  }
  lock.unlock();
  asked_ns_.store(monotonic_ns(), std::memory_order_relaxed);
  if (take_) end_take();
  asked_ns_.store(0, std::memory_order_relaxed);
  has_ended_.store(true, std::memory_order_release);
}

void Recorder::follow(const Wish& wish) {
  const bool is_wanted = wish.is_on && !wish.tracks.empty();
  has_given_up_ = has_given_up_ && wish.is_on;
  if (take_ && !is_wanted) end_take();
  if (!take_ && is_wanted && !has_given_up_) begin(wish);
  if (take_) change_tracks(wish.tracks);
  if (take_) write();
  look_at_disk(wish);
}

void Recorder::begin(const Wish& wish) {
  auto take = Take::begin(tap_, recordings_, static_cast<int64_t>(realtime_ns() / 1'000'000'000), sample_rate_);
  if (!take) return give_up(take.error());
  take_ = std::move(*take);
  has_told_low_ = false;
  lost_told_ = 0;
  refused_.clear();
  if (const Outcome added = add(wish.tracks); !added) return give_up(added.error());
  seen_.is_recording = true;
  seen_.frames = seen_.lost_frames = 0;
  seen_.take = std::filesystem::path(take_->folder()).filename().string();
  const double left_s = seconds_left(wish.tracks);
  say_("Recording " + tracks_text(wish.tracks.size()) + " to \"" + take_->folder() + '"' +
       (left_s < 0 ? "." : "; the disk has room for " + length_text(left_s) + '.'));
}

// A track that cannot be had costs nothing but itself, and is tried again when it is armed anew.
void Recorder::change_tracks(const std::vector<RecordTrack>& wanted) {
  const auto without = [](const std::vector<RecordTrack>& these, const std::vector<RecordTrack>& those) {
    std::vector<RecordTrack> rest;
    for (const RecordTrack& track : these)
      if (std::none_of(those.begin(), those.end(), [&](const RecordTrack& other) { return other.sounds_like(track); }))
        rest.push_back(track);
    return rest;
  };
  refused_ = without(refused_, without(refused_, wanted));
  if (const auto ended = without(take_->tracks(), wanted); !ended.empty()) take_->end(ended);
  const auto added = without(without(wanted, take_->tracks()), refused_);
  if (added.empty()) return;
  const Outcome outcome = add(added);
  if (outcome) return;
  say_("Not recorded: " + outcome.error());
  refused_.insert(refused_.end(), added.begin(), added.end());
}

Outcome Recorder::add(const std::vector<RecordTrack>& tracks) {
  try {
    return take_->add(tracks, room_pieces(lanes_of(tracks), sample_rate_));
  } catch (const std::bad_alloc&) {
    return Error{"the recording of " + tracks_text(tracks.size()) +
                 " needs more memory than the system gives; arm fewer, or see the limits with: ulimit -a"};
  }
}

void Recorder::write() {
  if (const Outcome written = take_->write(monotonic_ns()); !written) return give_up(written.error());
  seen_.frames = take_->frames();
  seen_.lost_frames = take_->lost_frames();
  tell_lost(false);
}

// The take ends as it is, and none begins until the recording is switched off and on.
void Recorder::give_up(const std::string& why) {
  has_given_up_ = true;
  say_((seen_.is_recording ? "The recording ended: " : "Nothing is recorded: ") + why);
  if (take_) end_take();
}

void Recorder::end_take() {
  take_->stop();
  while (!take_->is_stopped() && !is_ending()) {
    if (const Outcome written = take_->write(monotonic_ns()); !written) say_("The recording: " + written.error());
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(1));
  }
  const size_t tracks = take_->most_tracks();
  if (const Outcome finished = take_->finish(); !finished) say_("The recording: " + finished.error());
  if (tracks == 0) return take_.reset();  // it never began
  seen_.is_recording = false;
  seen_.frames = take_->frames();
  seen_.lost_frames = take_->lost_frames();
  tell_lost(true);
  const std::string length = length_text(static_cast<double>(seen_.frames) / sample_rate_);
  say_("Recorded " + length + " of " + tracks_text(tracks) + " in \"" + take_->folder() + "\".");
  take_.reset();
}

// While the disk is too slow, every ten seconds: what is lost shows in the status all the time.
void Recorder::tell_lost(bool is_end) {
  const uint64_t lost = seen_.lost_frames;
  if (lost == lost_told_ || (!is_end && monotonic_ns() < next_tell_lost_ns_)) return;
  next_tell_lost_ns_ = monotonic_ns() + kTellLost_ns;
  lost_told_ = lost;
  char text[160];
  std::snprintf(text, sizeof text,
                "The disk is too slow for the recording: %.2f s of this take were lost so far and are silence; record "
                "fewer tracks, or on another disk.",
                static_cast<double>(lost) / sample_rate_);
  say_(text);
}

double Recorder::seconds_left(const std::vector<RecordTrack>& tracks) const {
  const double bytes = free_bytes(recordings_);
  if (bytes < 0 || tracks.empty()) return -1;
  return bytes / (static_cast<double>(lanes_of(tracks)) * sample_rate_ * sizeof(float));
}

void Recorder::look_at_disk(const Wish& wish) {
  const size_t lanes = lanes_of(wish.tracks);
  const bool is_other = std::exchange(lanes_looked_, lanes) != lanes;
  if (!is_other && monotonic_ns() < next_look_ns_) return;
  next_look_ns_ = monotonic_ns() + kLookAtDisk_ns;
  seen_.seconds_left = seconds_left(wish.tracks);
  if (!take_ || has_told_low_ || seen_.seconds_left < 0 || seen_.seconds_left > kLow_s) return;
  has_told_low_ = true;
  say_("The disk of the recording is nearly full: room for " + length_text(seen_.seconds_left) + " is left in \"" +
       recordings_ + "\"; free some space.");
}

}  // namespace headroom
