#include "console/recorder/take.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "console/recorder/take_folder.h"
#include "dsp/strip_bank.h"
#include "io/atomic_file.h"
#include "io/file_error.h"

namespace headroom {
namespace {

constexpr uint64_t kPiecesAtOnce = 1024;  // two thirds of a second at 48 kHz
constexpr int64_t kRenewHeaders_ns = 1'000'000'000;
constexpr int64_t kSync_ns = 100'000'000;  // one file each time: 64 of them are safe within seven seconds
constexpr int kMostOfOneName = 1000;

// No program that opens the file may meet what is no sound, as the desk's own channels do not.
float sound_or_silence(float x) { return std::fabs(x) <= kInputLimit ? x : 0.0f; }

}  // namespace

bool Take::Group::is_open() const {
  return std::any_of(files.begin(), files.end(), [](const File& file) { return !file.is_closed; });
}

Take::Take(RecordTap& tap, std::string folder, double sample_rate)
    : tap_(tap), folder_(std::move(folder)), sample_rate_hz_(static_cast<int>(std::lround(sample_rate))) {}

Result<std::unique_ptr<Take>> Take::begin(RecordTap& tap, const std::string& recordings, int64_t unix_s,
                                          double sample_rate) {
  const auto folder = make_take_folder(recordings, unix_s);
  if (!folder) return Error{folder.error()};
  return std::unique_ptr<Take>(new Take(tap, *folder, sample_rate));
}

// A track that was ended and comes back has a file of its own.
Result<GrowingSoundFile> Take::make_file(const RecordTrack& track) const {
  const auto channels = static_cast<int>(track.sources.size());
  auto path = folder_ + '/' + track.name + ".wav";
  std::error_code failure;
  std::filesystem::create_directories(folder_of(path), failure);
  if (failure) return not_written(folder_of(path), failure.value());
  for (int number = 2; number <= kMostOfOneName; ++number) {
    std::error_code unreachable;  // which the making of the file tells
    if (!std::filesystem::exists(path, unreachable)) break;
    path = folder_ + '/' + track.name + " (" + std::to_string(number) + ").wav";
  }
  return GrowingSoundFile::create(path, sample_rate_hz_, channels, track.speakers);
}

Outcome Take::add(const std::vector<RecordTrack>& tracks, uint64_t pieces) {
  const auto is_fed = [](const Group& group) { return !group.left_out; };
  if (static_cast<size_t>(std::count_if(groups_.begin(), groups_.end(), is_fed)) >= RecordTap::kMostFeeds)
    return Error{"tracks were added to the take " + std::to_string(RecordTap::kMostFeeds) +
                 " times, which is as often as it goes; stop the recording and start it again"};
  // All memory first: files that nothing can be written to are worse than none.
  Group group;
  std::vector<int> sources;
  size_t most_channels = 0;
  for (const RecordTrack& track : tracks) {
    sources.insert(sources.end(), track.sources.begin(), track.sources.end());
    most_channels = std::max(most_channels, track.sources.size());
  }
  group.feed = std::make_unique<RecordFeed>(std::move(sources), pieces);
  interleaved_.reserve(most_channels * kPiecesAtOnce * kGridFrames);
  for (const RecordTrack& track : tracks) {
    auto file = make_file(track);
    if (!file) {
      std::error_code ignored;
      for (const File& made : group.files) std::filesystem::remove(made.sound.path(), ignored);
      // Folders that are left without a file go, too; one that holds something stays.
      for (const RecordTrack& other : tracks) std::filesystem::remove(folder_of(folder_ + '/' + other.name), ignored);
      return Error{file.error()};
    }
    group.files.push_back({track, std::move(*file), std::nullopt});
  }
  for (const File& file : group.files) sync_folder(folder_of(file.sound.path()));
  groups_.push_back(std::move(group));
  tracks_.insert(tracks_.end(), tracks.begin(), tracks.end());
  most_tracks_ = std::max(most_tracks_, tracks_.size());
  change_over();
  return {};
}

void Take::end(const std::vector<RecordTrack>& tracks) {
  for (const RecordTrack& track : tracks) {
    for (Group& group : groups_)
      for (File& file : group.files)
        if (!file.end_frame && file.track.sounds_like(track)) file.end_frame = group.feed->end_frame();
    std::erase_if(tracks_, [&](const RecordTrack& open) { return open.sounds_like(track); });
  }
}

// Feeds whose files are all closed are left out from here on.
void Take::change_over() {
  std::vector<RecordFeed*> feeds;
  std::vector<Group*> leaving;
  for (Group& group : groups_) {
    if (group.is_open())
      feeds.push_back(group.feed.get());
    else if (!group.left_out)
      leaving.push_back(&group);
  }
  change_over_ = tap_.change_over(feeds);
  for (Group* group : leaving) group->left_out = change_over_;
}

void Take::find_first_frame() {
  for (const Group& group : groups_)
    if (!first_frame_ && group.feed->begin_frame() != RecordFeed::kNothingYet) first_frame_ = group.feed->begin_frame();
}

Outcome Take::write(int64_t now_ns) {
  if (failed_at_frame_) return {};
  find_first_frame();
  if (!first_frame_) return {};
  const uint64_t whole_until = written_by_all();
  const auto write_all = [&]() -> Outcome {
    for (Group& group : groups_)
      if (const Outcome written = write_group(group); !written) return written;
    if (const Outcome renewed = renew_headers(now_ns); !renewed) return renewed;
    return sync_one(now_ns);
  };
  if (const Outcome written = write_all(); !written) {
    failed_at_frame_ = whole_until;
    static_cast<void>(end_all(whole_until));  // as far as the disk still lets us
    return written;
  }
  const auto is_done = [](const Group& group) { return !group.left_out && !group.is_open(); };
  if (std::any_of(groups_.begin(), groups_.end(), is_done)) change_over();
  std::erase_if(groups_, [&](const Group& group) {
    if (!group.left_out || !tap_.has_changed_over(*group.left_out)) return false;
    lost_frames_ = std::max(lost_frames_, group.feed->lost_frames());
    return true;
  });
  return {};
}

Outcome Take::write_group(Group& group) {
  if (!group.next_frame) group.next_frame = first_frame_;
  const uint64_t pieces = std::min(group.feed->waiting(), kPiecesAtOnce);
  if (pieces > 0) {
    int lane = 0;
    for (File& file : group.files) {
      if (!file.is_closed)
        if (const Outcome written = write_pieces(group, file, lane, pieces); !written) return written;
      lane += file.sound.channels();
    }
    group.next_frame = group.feed->piece(pieces - 1).first_frame + kGridFrames;
    group.feed->release(pieces);
  }
  return close_ended(group);
}

Outcome Take::write_pieces(const Group& group, File& file, int first_lane, uint64_t pieces) {
  const int channels = file.sound.channels();
  const uint64_t end_frame = file.end_frame.value_or(UINT64_MAX);
  interleaved_.clear();
  const auto flush = [&] {
    const Outcome written = file.sound.write(interleaved_.data(), interleaved_.size() / static_cast<size_t>(channels));
    interleaved_.clear();
    return written;
  };
  uint64_t next_frame = *group.next_frame;
  for (uint64_t i = 0; i < pieces; ++i) {
    const RecordFeed::Piece piece = group.feed->piece(i);
    if (piece.first_frame >= end_frame) break;
    if (piece.first_frame > next_frame) {
      if (const Outcome written = flush(); !written) return written;
      file.sound.write_silence(piece.first_frame - next_frame);
    }
    next_frame = piece.first_frame + kGridFrames;
    const float* lane = piece.samples + first_lane * kGridFrames;
    const size_t begin = interleaved_.size();
    interleaved_.resize(begin + static_cast<size_t>(channels * kGridFrames));
    float* to = interleaved_.data() + begin;
    for (int f = 0; f < kGridFrames; ++f)
      for (int c = 0; c < channels; ++c) *to++ = sound_or_silence(lane[c * kGridFrames + f]);
  }
  return flush();
}

Outcome Take::close_ended(Group& group) {
  for (File& file : group.files) {
    if (file.is_closed || !file.end_frame) continue;
    if (*group.next_frame < *file.end_frame && group.feed->waiting() > 0) continue;
    file.is_closed = true;
    const uint64_t frames = std::max(*file.end_frame, *first_frame_) - *first_frame_;
    if (const Outcome ended = file.sound.end_at(frames); !ended) return ended;
    if (const Outcome synced = file.sound.sync(); !synced) return synced;
  }
  return {};
}

Outcome Take::renew_headers(int64_t now_ns) {
  if (now_ns < next_header_ns_) return {};
  next_header_ns_ = now_ns + kRenewHeaders_ns;
  for (Group& group : groups_)
    for (File& file : group.files)
      if (!file.is_closed)
        if (const Outcome renewed = file.sound.renew_header(); !renewed) return renewed;
  return {};
}

// One after the other, and only while nothing waits: a disk that takes its time must not cost sound.
Outcome Take::sync_one(int64_t now_ns) {
  if (now_ns < next_sync_ns_ || is_behind()) return {};
  next_sync_ns_ = now_ns + kSync_ns;
  size_t files = 0;
  for (const Group& group : groups_) files += group.files.size();
  size_t number = next_synced_++ % std::max<size_t>(files, 1);
  for (Group& group : groups_) {
    if (number < group.files.size()) {
      File& file = group.files[number];
      return file.is_closed ? Outcome{} : file.sound.sync();
    }
    number -= group.files.size();
  }
  return {};
}

bool Take::is_behind() const {
  return std::any_of(groups_.begin(), groups_.end(),
                     [](const Group& group) { return group.feed->waiting() >= kPiecesAtOnce / 2; });
}

void Take::stop() { change_over_ = tap_.change_over({}); }

Outcome Take::finish() {
  if (failed_at_frame_) return {};
  std::error_code ignored;
  if (most_tracks_ == 0) std::filesystem::remove(folder_, ignored);
  find_first_frame();
  uint64_t end_frame = first_frame_.value_or(0);
  for (const Group& group : groups_) end_frame = std::max(end_frame, group.feed->end_frame());
  const uint64_t whole_until = written_by_all();
  const auto write_rest = [&]() -> Outcome {
    for (Group& group : groups_) do {
        if (const Outcome written = write_group(group); !written) return written;
      } while (group.feed->waiting() > 0);
    return end_all(end_frame);
  };
  const Outcome written = first_frame_ ? write_rest() : Outcome{};
  if (!written) {
    failed_at_frame_ = whole_until;
    static_cast<void>(end_all(whole_until));
  }
  return written;
}

// Tracks that came late have been written up to where they begin, as what is before that is silence.
uint64_t Take::written_by_all() const {
  uint64_t frame = UINT64_MAX;
  for (const Group& group : groups_)
    if (group.is_open()) frame = std::min(frame, std::max(group.next_frame.value_or(0), group.feed->begin_frame()));
  return frame == UINT64_MAX ? first_frame_.value_or(0) : frame;
}

Outcome Take::end_all(uint64_t end_frame) {
  Outcome first_failure;
  for (Group& group : groups_)
    for (File& file : group.files) {
      if (file.is_closed) continue;
      file.is_closed = true;
      // A track that was disarmed before it sounded ended at no time at all.
      const uint64_t end = std::max(std::min(end_frame, file.end_frame.value_or(end_frame)), *first_frame_);
      Outcome ended = file.sound.end_at(end - *first_frame_);
      if (ended) ended = file.sound.sync();
      if (!ended && first_failure) first_failure = ended;
    }
  return first_failure;
}

uint64_t Take::frames() const {
  uint64_t end_frame = 0;
  for (const Group& group : groups_) end_frame = std::max(end_frame, group.feed->end_frame());
  end_frame = failed_at_frame_.value_or(end_frame);
  return first_frame_ && end_frame > *first_frame_ ? end_frame - *first_frame_ : 0;
}

uint64_t Take::lost_frames() const {
  uint64_t lost = lost_frames_;
  for (const Group& group : groups_) lost = std::max(lost, group.feed->lost_frames());
  return lost;
}

}  // namespace headroom
