// Sound files: any format libsndfile knows, read whole into planar floats; WAV written as a stream, whole or
// not at all. Not for the audio thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct Sound {
  double sample_rate = 0;                    // Hz
  std::vector<std::vector<float>> channels;  // channels[channel][frame], full scale is 1
  std::vector<std::string> notes;            // sentences: resampled, cut short
  int64_t frames() const { return channels.empty() ? 0 : static_cast<int64_t>(channels[0].size()); }
};

struct SoundLimits {
  int channels = 128;
  uint64_t bytes = uint64_t{4} << 30;  // of memory for one sound, before and after resampling
};

// The whole file, brought to `wanted_rate` Hz (0: as it is), with a note when that meant resampling (libsoxr,
// very high quality) or when the file ends before the frames it promises.
Result<Sound> read_sound_file(const std::string& path, double wanted_rate = 0, const SoundLimits& limits = {});

// The same sound at another rate. Length: frames * wanted_rate / sample_rate, rounded; the filter's delay is
// removed.
Result<Sound> resample(const Sound& sound, double wanted_rate, const SoundLimits& limits = {});

enum class WavFormat { float32, pcm24 };

// Writes a WAV file as it grows; RF64 (EBU Tech 3306) when it passes 4 GB. Bytes depend on format and samples
// alone. Under its name the file exists only after finish().
class SoundFileWriter {
 public:
  // `speakers`: the channel mask of WAVE_FORMAT_EXTENSIBLE, a bit for each channel in ascending order; 0: those of
  // mono and stereo, none for more channels.
  static Result<SoundFileWriter> create(const std::string& path, int sample_rate_hz, int channels, WavFormat format,
                                        uint32_t speakers = 0);
  SoundFileWriter(SoundFileWriter&&) noexcept;
  SoundFileWriter& operator=(SoundFileWriter&&) noexcept;
  ~SoundFileWriter();

  // channels[channel][frame]. 24 bit clips at full scale.
  Outcome write(const float* const* channels, int frames);
  Outcome finish();

 private:
  struct Open;
  explicit SoundFileWriter(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

}  // namespace headroom
