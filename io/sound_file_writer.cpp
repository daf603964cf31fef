#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "io/wav_header.h"

namespace headroom {
namespace {

constexpr int kWriteFrames = 4096;
constexpr int kMaxFileChannels = 1024;
constexpr float kFullScale24 = 8388608.0f;  // 2^23

char* put_bytes(char* to, uint32_t word, int count) {
  for (int byte = 0; byte < count; ++byte) *to++ = static_cast<char>(word >> (8 * byte) & 0xFF);
  return to;
}

// NaN becomes silence.
int32_t to_24_bit(float sample) {
  if (std::isnan(sample)) return 0;
  return static_cast<int32_t>(std::lrint(std::clamp(sample * kFullScale24, -kFullScale24, kFullScale24 - 1)));
}

}  // namespace

struct SoundFileWriter::Open {
  PendingFile file;
  WavFormat format;
  int sample_rate_hz;
  int channels;
  uint32_t speakers;
  uint64_t frames = 0;
  std::string chunk;

  std::string header() const { return wav_header(format, sample_rate_hz, channels, frames, speakers); }
};

SoundFileWriter::SoundFileWriter(std::unique_ptr<Open> open) : open_(std::move(open)) {}
SoundFileWriter::SoundFileWriter(SoundFileWriter&&) noexcept = default;
SoundFileWriter& SoundFileWriter::operator=(SoundFileWriter&&) noexcept = default;
SoundFileWriter::~SoundFileWriter() = default;

Result<SoundFileWriter> SoundFileWriter::create(const std::string& path, int sample_rate_hz, int channels,
                                                WavFormat format, uint32_t speakers) {
  if (channels < 1 || channels > kMaxFileChannels || sample_rate_hz < 1)
    return Error{"\"" + path + "\" was not written: a WAV file has 1 to " + std::to_string(kMaxFileChannels) +
                 " channels and a sample rate, not " + std::to_string(channels) + " channels at " +
                 std::to_string(sample_rate_hz) + " Hz."};
  Result<PendingFile> file = PendingFile::create(path);
  if (!file) return Error{file.error()};
  auto open = std::make_unique<Open>(Open{std::move(*file), format, sample_rate_hz, channels, speakers, 0, {}});
  if (const Outcome written = open->file.write(open->header()); !written) return Error{written.error()};
  return SoundFileWriter(std::move(open));
}

Outcome SoundFileWriter::write(const float* const* channels, int frames) {
  Open& open = *open_;
  for (int start = 0; start < frames; start += kWriteFrames) {
    const int count = std::min(kWriteFrames, frames - start);
    open.chunk.resize(static_cast<size_t>(count * open.channels * bytes_per_sample(open.format)));
    char* to = open.chunk.data();
    for (int f = start; f < start + count; ++f)
      for (int c = 0; c < open.channels; ++c)
        to = open.format == WavFormat::float32 ? put_bytes(to, std::bit_cast<uint32_t>(channels[c][f]), 4)
                                               : put_bytes(to, static_cast<uint32_t>(to_24_bit(channels[c][f])), 3);
    if (const Outcome written = open.file.write(open.chunk); !written) return written;
    open.frames += static_cast<uint64_t>(count);
  }
  return {};
}

Outcome SoundFileWriter::finish() {
  Open& open = *open_;
  const bool odd = open.frames * static_cast<uint64_t>(open.channels * bytes_per_sample(open.format)) % 2 != 0;
  if (odd)
    if (const Outcome padded = open.file.write(std::string_view("\0", 1)); !padded) return padded;
  if (const Outcome rewritten = open.file.rewrite_start(open.header()); !rewritten) return rewritten;
  return open.file.commit();
}

}  // namespace headroom
