// The bytes before the samples of a WAV file: RIFF up to 4 GB, RF64 beyond (EBU Tech 3306). Always the same
// length, so that a file written as it grows gets its final header last.
#pragma once

#include <cstdint>
#include <string>

#include "io/sound_file.h"

namespace headroom {

int bytes_per_sample(WavFormat format);

// For `frames` frames of `channels` (1..1024) at `sample_rate_hz`, and the same bytes for the same arguments.
// `speakers` as SoundFileWriter::create() has it.
std::string wav_header(WavFormat format, int sample_rate_hz, int channels, uint64_t frames, uint32_t speakers = 0);

}  // namespace headroom
