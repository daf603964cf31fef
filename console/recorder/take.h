// One take: a folder of WAV files that all begin at the same sample, fed by the tap while it runs. A track that comes
// late begins with silence; where the disk was too slow, silence stands for exactly what was lost; all that are
// recorded to the end are the same length. One thread uses it, not the audio thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/recorder/record_feed.h"
#include "console/recorder/record_tap.h"
#include "io/growing_sound_file.h"
#include "io/result.h"

namespace headroom {

// What one file of a take holds.
struct RecordTrack {
  int strip;                 // whose sound it is, a StripIndex
  std::string name;          // of its file, as safe_file_name() leaves it; may be in a folder of the take: "buses/main"
  std::vector<int> sources;  // of its channels, as EngineSound::copy() takes them
  uint32_t speakers = 0;     // its channel mask, as SoundFileWriter::create() has it

  bool sounds_like(const RecordTrack& other) const { return strip == other.strip && sources == other.sources; }
};

class Take {
 public:
  // Makes the folder (take_folder.h). `recordings` and the tap's engine at `sample_rate` Hz; the tap must outlive the
  // take.
  static Result<std::unique_ptr<Take>> begin(RecordTap& tap, const std::string& recordings, int64_t unix_s,
                                             double sample_rate);
  Take(const Take&) = delete;
  Take& operator=(const Take&) = delete;

  const std::string& folder() const { return folder_; }

  // Makes a file for each track, and room for `pieces` pieces of sound between the audio thread and the disk; they are
  // recorded from a grid frame to come on. On an error there are none of these files.
  Outcome add(const std::vector<RecordTrack>& tracks, uint64_t pieces);
  // The files of these tracks hold what has been heard so far, and no more.
  void end(const std::vector<RecordTrack>& tracks);
  // Those recorded at the moment.
  const std::vector<RecordTrack>& tracks() const { return tracks_; }
  // The most there were at once.
  size_t most_tracks() const { return most_tracks_; }

  // Writes what waits, some of it; once a second every header, and now and then a file to the disk itself. On an error
  // every file ends where all of them were whole, and nothing more is written. `now_ns` is any steady clock.
  Outcome write(int64_t now_ns);
  // True while so much waits that write() is to be called again at once.
  bool is_behind() const;

  // From a grid frame to come on nothing more is recorded; true once that is so. The take stays until then.
  void stop();
  bool is_stopped() const { return tap_.has_changed_over(change_over_); }
  // The last call, once it is stopped or no engine runs any more: writes what is left and puts everything onto the
  // disk.
  Outcome finish();

  // Length so far, and what was lost of it, the most of any track.
  uint64_t frames() const;
  uint64_t lost_frames() const;

 private:
  struct File {
    RecordTrack track;
    GrowingSoundFile sound;
    std::optional<uint64_t> end_frame;  // engine time, where it ends before the take does
    bool is_closed = false;
  };
  // Tracks that were added together, and what feeds them.
  struct Group {
    std::unique_ptr<RecordFeed> feed;
    std::vector<File> files;
    std::optional<uint64_t> next_frame;  // engine time up to which the files are written
    std::optional<uint64_t> left_out;    // the change-over since which the tap does not feed it
    bool is_open() const;
  };

  Take(RecordTap& tap, std::string folder, double sample_rate);
  Result<GrowingSoundFile> make_file(const RecordTrack& track) const;
  void change_over();
  void find_first_frame();
  Outcome write_group(Group& group);
  Outcome write_pieces(const Group& group, File& file, int first_lane, uint64_t pieces);
  Outcome close_ended(Group& group);
  Outcome renew_headers(int64_t now_ns);
  Outcome sync_one(int64_t now_ns);
  // All that is not closed ends at this engine time.
  Outcome end_all(uint64_t end_frame);
  uint64_t written_by_all() const;

  RecordTap& tap_;
  std::string folder_;
  int sample_rate_hz_;
  std::vector<Group> groups_;
  std::vector<RecordTrack> tracks_;
  size_t most_tracks_ = 0;
  std::optional<uint64_t> first_frame_;  // engine time of the take's first sample
  uint64_t change_over_ = 0;
  uint64_t lost_frames_ = 0;                 // by groups that are gone
  std::optional<uint64_t> failed_at_frame_;  // engine time up to which all was whole when the disk failed
  int64_t next_header_ns_ = 0, next_sync_ns_ = 0;
  size_t next_synced_ = 0;
  std::vector<float> interleaved_;
};

}  // namespace headroom
