#include <sndfile.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "io/atomic_file.h"
#include "io/sound_file.h"

namespace headroom {
namespace {

constexpr int kChunkFrames = 4096;

}  // namespace

struct SoundFileWriter::Open {
  explicit Open(PendingFile pending) : file(std::move(pending)) {}
  ~Open() {
    if (sound) sf_close(sound);
  }
  Error not_written() const {
    // A full disk is the likely reason, and errno knows it; libsndfile says "System error."
    const std::string reason = errno != 0 ? std::strerror(errno) : sf_strerror(sound);
    return Error{"\"" + file.path() + "\" was not written: " + reason + "."};
  }
  PendingFile file;
  SNDFILE* sound = nullptr;
  int channels = 0;
  std::vector<float> interleaved;
};

SoundFileWriter::SoundFileWriter(std::unique_ptr<Open> open) : open_(std::move(open)) {}
SoundFileWriter::SoundFileWriter(SoundFileWriter&&) noexcept = default;
SoundFileWriter& SoundFileWriter::operator=(SoundFileWriter&&) noexcept = default;
SoundFileWriter::~SoundFileWriter() = default;

Result<SoundFileWriter> SoundFileWriter::create(const std::string& path, int sample_rate_hz, int channels,
                                                WavFormat format) {
  Result<PendingFile> file = PendingFile::create(path);
  if (!file) return Error{file.error()};
  auto open = std::make_unique<Open>(std::move(*file));
  open->channels = channels;
  SF_INFO info{};
  info.samplerate = sample_rate_hz;
  info.channels = channels;
  info.format = SF_FORMAT_RF64 | (format == WavFormat::float32 ? SF_FORMAT_FLOAT : SF_FORMAT_PCM_24);
  errno = 0;
  open->sound = sf_open_fd(open->file.descriptor(), SFM_WRITE, &info, SF_FALSE);
  if (!open->sound) {
    return Error{"\"" + path + "\" was not written: a WAV file of " + std::to_string(channels) +
                 " channels at " + std::to_string(sample_rate_hz) + " Hz is not possible."};
  }
  open->interleaved.resize(static_cast<size_t>(kChunkFrames) * static_cast<size_t>(channels));
  sf_command(open->sound, SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);  // plain WAV up to 4 GB
  sf_command(open->sound, SFC_SET_CLIPPING, nullptr, SF_TRUE);
  // The PEAK chunk holds the time of day: two renders of the same sound would differ.
  sf_command(open->sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  return SoundFileWriter(std::move(open));
}

Outcome SoundFileWriter::write(const float* const* channels, int frames) {
  for (int start = 0; start < frames; start += kChunkFrames) {
    const int count = std::min(kChunkFrames, frames - start);
    float* to = open_->interleaved.data();
    for (int f = start; f < start + count; ++f)
      for (int c = 0; c < open_->channels; ++c) *to++ = channels[c][f];
    errno = 0;
    if (sf_writef_float(open_->sound, open_->interleaved.data(), count) != count) return open_->not_written();
  }
  return {};
}

Outcome SoundFileWriter::finish() {
  errno = 0;
  if (sf_close(std::exchange(open_->sound, nullptr)) != 0) return open_->not_written();
  return open_->file.commit();
}

}  // namespace headroom
