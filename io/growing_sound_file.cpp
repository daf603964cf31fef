#include "io/growing_sound_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <utility>

#include "io/file_error.h"
#include "io/wav_header.h"

namespace headroom {

// A WAV file holds the bytes of a float as this machine does.
static_assert(std::endian::native == std::endian::little);

Result<GrowingSoundFile> GrowingSoundFile::create(const std::string& path, int sample_rate_hz, int channels,
                                                  uint32_t speakers) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return not_written(path, errno);
  GrowingSoundFile file(path, descriptor, sample_rate_hz, channels, speakers);
  if (const Outcome begun = file.renew_header(); !begun) {
    unlink(path.c_str());  // no program opens it
    return Error{begun.error()};
  }
  return file;
}

GrowingSoundFile::GrowingSoundFile(std::string path, int descriptor, int sample_rate_hz, int channels,
                                   uint32_t speakers)
    : path_(std::move(path)),
      descriptor_(descriptor),
      sample_rate_hz_(sample_rate_hz),
      channels_(channels),
      speakers_(speakers) {}

GrowingSoundFile::GrowingSoundFile(GrowingSoundFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      sample_rate_hz_(other.sample_rate_hz_),
      channels_(other.channels_),
      speakers_(other.speakers_),
      frames_(other.frames_) {}

GrowingSoundFile& GrowingSoundFile::operator=(GrowingSoundFile&& other) noexcept {
  path_ = std::move(other.path_);
  std::swap(descriptor_, other.descriptor_);
  sample_rate_hz_ = other.sample_rate_hz_;
  channels_ = other.channels_;
  speakers_ = other.speakers_;
  frames_ = other.frames_;
  return *this;
}

GrowingSoundFile::~GrowingSoundFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string GrowingSoundFile::header() const {
  return wav_header(WavFormat::float32, sample_rate_hz_, channels_, frames_, speakers_);
}

uint64_t GrowingSoundFile::bytes() const {
  return header().size() + frames_ * static_cast<uint64_t>(channels_) * sizeof(float);
}

Outcome GrowingSoundFile::write_at(uint64_t position, const void* from, uint64_t bytes) {
  const char* next = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t written = pwrite(descriptor_, next, bytes, static_cast<off_t>(position));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return not_written(path_, errno);
    next += written;
    position += static_cast<uint64_t>(written);
    bytes -= static_cast<uint64_t>(written);
  }
  return {};
}

Outcome GrowingSoundFile::write(const float* interleaved, uint64_t frames) {
  const Outcome written = write_at(bytes(), interleaved, frames * static_cast<uint64_t>(channels_) * sizeof(float));
  if (written) frames_ += frames;
  return written;
}

Outcome GrowingSoundFile::renew_header() {
  const std::string now = header();
  return write_at(0, now.data(), now.size());
}

Outcome GrowingSoundFile::end_at(uint64_t frames) {
  frames_ = frames;
  if (ftruncate(descriptor_, static_cast<off_t>(bytes())) != 0) return not_written(path_, errno);
  return renew_header();
}

Outcome GrowingSoundFile::sync() {
  if (fdatasync(descriptor_) == 0) return {};
  return not_written(path_, errno);
}

}  // namespace headroom
