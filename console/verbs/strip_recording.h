// The file of one strip while a render runs: written as it grows, there when finished.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "console/show.h"
#include "io/result.h"
#include "io/sound_file.h"

namespace headroom {

class StripRecording {
 public:
  // A file in any case.
  static StripRecording of(std::string path, int sample_rate_hz, int channels, WavFormat format) {
    return {std::move(path), sample_rate_hz, channels, format, true};
  }
  // A file only if there is any sound in it: a desk has many strips that nobody uses.
  static StripRecording if_heard(std::string path, int sample_rate_hz, int channels, WavFormat format) {
    return {std::move(path), sample_rate_hz, channels, format, false};
  }

  int channels() const { return channels_; }
  // sides[channel][frame]
  Outcome write(const float* const* sides, int frames);
  Outcome finish();

 private:
  StripRecording(std::string path, int sample_rate_hz, int channels, WavFormat format, bool always)
      : path_(std::move(path)),
        sample_rate_hz_(sample_rate_hz),
        channels_(channels),
        format_(format),
        always_(always) {}
  Outcome open();

  std::string path_;
  int sample_rate_hz_;
  int channels_;
  WavFormat format_;
  bool always_;
  uint64_t silent_frames_ = 0;  // to be written before the first sound
  std::optional<SoundFileWriter> file_;
};

// "ch-01 Kick In.wav", "main.wav": the strip's address and name, fit for a file.
std::string stem_file_name(const Show& show, StripIndex strip);

}  // namespace headroom
