#include "console/verbs/strip_recording.h"

#include <algorithm>
#include <vector>

namespace headroom {
namespace {

constexpr int kSilenceFrames = 4096;

bool is_silent(const float* samples, int frames) {
  return std::all_of(samples, samples + frames, [](float x) { return x == 0; });
}

}  // namespace

Outcome StripRecording::write(const float* const* sides, int frames) {
  if (!file_) {
    const bool silent = is_silent(sides[0], frames) && (channels_ == 1 || is_silent(sides[1], frames));
    if (silent && !always_) {
      silent_frames_ += static_cast<uint64_t>(frames);
      return {};
    }
    if (const Outcome opened = open(); !opened) return opened;
  }
  return file_->write(sides, frames);
}

Outcome StripRecording::finish() {
  return file_ ? file_->finish() : Outcome{};
}

Outcome StripRecording::open() {
  auto file = SoundFileWriter::create(path_, sample_rate_hz_, channels_, format_);
  if (!file) return Error{file.error()};
  file_.emplace(std::move(*file));
  const std::vector<float> silence(kSilenceFrames);
  const float* const sides[] = {silence.data(), silence.data()};
  while (silent_frames_ > 0) {
    const auto frames = static_cast<int>(std::min<uint64_t>(silent_frames_, kSilenceFrames));
    if (const Outcome written = file_->write(sides, frames); !written) return written;
    silent_frames_ -= static_cast<uint64_t>(frames);
  }
  return {};
}

std::string stem_file_name(const Show& show, StripIndex strip) {
  const Table& table = show.table();
  std::string name = table.strip(strip).address.substr(1);
  const std::string called = show.strip_name(strip);
  if (called != table.standard_name(strip)) name += ' ' + called;
  std::replace(name.begin(), name.end(), '/', '-');
  return name + ".wav";
}

}  // namespace headroom
