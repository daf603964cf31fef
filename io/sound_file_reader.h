// A sound file read piece by piece, however long it is: any format libsndfile knows, into planar floats. Not for the
// audio thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

// Where a file says that a channel plays: the speaker positions of WAVE_FORMAT_EXTENSIBLE.
enum class FileSpeaker : uint8_t {
  unknown,
  front_left,
  front_right,
  front_centre,
  lfe,
  back_left,
  back_right,
  front_left_of_centre,
  front_right_of_centre,
  back_centre,
  side_left,
  side_right,
  top_centre,
  top_front_left,
  top_front_centre,
  top_front_right,
  top_back_left,
  top_back_centre,
  top_back_right,
};

inline constexpr int kLowestFileRate_hz = 1000, kHighestFileRate_hz = 768000;

class SoundFileReader {
 public:
  // A file with 1 to `most_channels` channels and a sample rate from kLowestFileRate_hz to kHighestFileRate_hz.
  static Result<SoundFileReader> open(const std::string& path, int most_channels = 128);
  SoundFileReader(SoundFileReader&&) noexcept;
  SoundFileReader& operator=(SoundFileReader&&) noexcept;
  ~SoundFileReader();

  double sample_rate() const;  // Hz
  int channels() const;
  // One a channel; all unknown when the file does not say.
  const std::vector<FileSpeaker>& speakers() const;

  // The next frames, channels[channel][frame], full scale 1; fewer than `frames` only at the end, 0 after it.
  int read(float* const* channels, int frames);

  // Of what the file says it holds, how much has been read, 0..1; MPEG sound only guesses.
  double share_read() const;

  // Once everything was read: a sentence when the file ended before the frames it promises; else empty.
  std::string cut_short_note() const;

 private:
  struct Open;
  explicit SoundFileReader(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

// '"path" was not read: reason.'
Error sound_not_read(const std::string& path, const std::string& reason);

}  // namespace headroom
