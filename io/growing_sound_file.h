// A WAV file that grows while it is recorded, under its own name from the first moment: after a crash or a loss of
// power it opens with all that had come when its header was last renewed. 32-bit float, so that every sample is kept
// bit for bit; RF64 (EBU Tech 3306) beyond 4 GB. Not for the audio thread.
#pragma once

#include <cstdint>
#include <string>

#include "io/result.h"

namespace headroom {

class GrowingSoundFile {
 public:
  // Makes the file, on an error none; one that is there already is never written over. `speakers` as
  // SoundFileWriter::create() has it.
  static Result<GrowingSoundFile> create(const std::string& path, int sample_rate_hz, int channels,
                                         uint32_t speakers = 0);
  GrowingSoundFile(GrowingSoundFile&& other) noexcept;
  GrowingSoundFile& operator=(GrowingSoundFile&& other) noexcept;
  ~GrowingSoundFile();

  const std::string& path() const { return path_; }
  int channels() const { return channels_; }
  uint64_t frames() const { return frames_; }

  // Appends `frames` frames, channel by channel within each. On an error nothing counts as appended.
  Outcome write(const float* interleaved, uint64_t frames);
  // Appends silence, which takes no room on most disks.
  void write_silence(uint64_t frames) { frames_ += frames; }
  // From here on the file opens with everything appended so far.
  Outcome renew_header();
  // The same, with exactly so many frames: what is beyond is cut off, what is missing is silence.
  Outcome end_at(uint64_t frames);
  // Waits until what was written is on the disk itself.
  Outcome sync();

 private:
  GrowingSoundFile(std::string path, int descriptor, int sample_rate_hz, int channels, uint32_t speakers);
  Outcome write_at(uint64_t position, const void* from, uint64_t bytes);
  std::string header() const;
  uint64_t bytes() const;

  std::string path_;
  int descriptor_ = -1;
  int sample_rate_hz_, channels_;
  uint32_t speakers_;
  uint64_t frames_ = 0;
};

}  // namespace headroom
