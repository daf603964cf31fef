// The file of one strip while a render runs: written as it grows, there when finished.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "console/show.h"
#include "io/result.h"
#include "io/sound_file.h"

namespace headroom {

// What all files of a render have in common, and what each has of its own.
struct RecordingFormat {
  int sample_rate_hz;
  WavFormat samples;
};

class StripRecording {
 public:
  enum class When : uint8_t {
    always,
    if_heard,  // only if there is any sound in it: a desk has many strips that nobody uses
  };
  // A channel for every loudspeaker of the strip's layout, as the show has it now.
  StripRecording(std::string path, const Show& show, StripIndex strip, RecordingFormat format, When when);

  // The strip's sides in the order of the file.
  const std::vector<int>& sides() const { return sides_; }
  // channels[i][frame] is the sound of sides()[i].
  Outcome write(const float* const* channels, int frames);
  Outcome finish();

 private:
  Outcome open();

  std::string path_;
  RecordingFormat format_;
  When when_;
  std::vector<int> sides_;
  uint32_t speakers_;           // the file's channel mask
  uint64_t silent_frames_ = 0;  // to be written before the first sound
  std::optional<SoundFileWriter> file_;
};

// "ch-01 Kick In.wav", "main.wav": the strip's address and name, fit for a file.
std::string stem_file_name(const Show& show, StripIndex strip);

}  // namespace headroom
