#include "console/verbs/strip_recording.h"

#include <algorithm>
#include <utility>

#include "console/surround.h"

namespace headroom {
namespace {

constexpr int kSilenceFrames = 4096;

bool is_silent(const float* samples, int frames) {
  return std::all_of(samples, samples + frames, [](float x) { return x == 0; });
}

}  // namespace

StripRecording::StripRecording(std::string path, const Show& show, StripIndex strip, RecordingFormat format, When when)
    : path_(std::move(path)),
      format_(format),
      when_(when),
      sides_(sides_in_file(show, strip)),
      speakers_(wave_mask(layout_of(show, strip))) {}

Outcome StripRecording::write(const float* const* channels, int frames) {
  if (!file_) {
    const bool silent = std::all_of(channels, channels + sides_.size(),
                                    [=](const float* samples) { return is_silent(samples, frames); });
    if (silent && when_ == When::if_heard) {
      silent_frames_ += static_cast<uint64_t>(frames);
      return {};
    }
    if (const Outcome opened = open(); !opened) return opened;
  }
  return file_->write(channels, frames);
}

Outcome StripRecording::finish() { return file_ ? file_->finish() : Outcome{}; }

Outcome StripRecording::open() {
  auto file = SoundFileWriter::create(path_, format_.sample_rate_hz, static_cast<int>(sides_.size()), format_.samples,
                                      speakers_);
  if (!file) return Error{file.error()};
  file_.emplace(std::move(*file));
  const std::vector<float> silence(kSilenceFrames);
  const std::vector<const float*> channels(sides_.size(), silence.data());
  while (silent_frames_ > 0) {
    const auto frames = static_cast<int>(std::min<uint64_t>(silent_frames_, kSilenceFrames));
    if (const Outcome written = file_->write(channels.data(), frames); !written) return written;
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
