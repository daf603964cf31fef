#include "io/sound_file.h"

#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <new>

#include "io/sound_file_reader.h"

namespace headroom {
namespace {

constexpr int kWholeFileFrames = 16384;

std::string quoted_name(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return '"' + name + '"';
}

std::string rate_text(double rate_hz) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g Hz", rate_hz);
  return text;
}

std::string too_large(const SoundLimits& limits) {
  return "it needs more than the " + std::to_string(limits.bytes >> 20) + " MB of memory allowed for one sound";
}

// Reads until the file ends, whatever its header promises: memory grows with what is really there.
Outcome read_all(SoundFileReader& reader, const SoundLimits& limits, Sound& sound) {
  sound.channels.resize(static_cast<size_t>(reader.channels()));
  std::vector<std::vector<float>> chunk(sound.channels.size(), std::vector<float>(kWholeFileFrames));
  std::vector<float*> places;
  for (std::vector<float>& channel : chunk) places.push_back(channel.data());
  while (const int got = reader.read(places.data(), kWholeFileFrames)) {
    const uint64_t bytes = static_cast<uint64_t>(sound.frames() + got) * sound.channels.size() * sizeof(float);
    if (bytes > limits.bytes) return Error{too_large(limits)};
    for (size_t c = 0; c < sound.channels.size(); ++c)
      sound.channels[c].insert(sound.channels[c].end(), places[c], places[c] + got);
  }
  return {};
}

}  // namespace

Result<Sound> read_sound_file(const std::string& path, double wanted_rate, const SoundLimits& limits) {
  try {
    auto reader = SoundFileReader::open(path, limits.channels);
    if (!reader) return Error{reader.error()};
    Sound sound;
    sound.sample_rate = reader->sample_rate();
    if (const Outcome read = read_all(*reader, limits, sound); !read) return sound_not_read(path, read.error());
    if (sound.frames() == 0) return sound_not_read(path, "it holds no sound");
    if (const std::string note = reader->cut_short_note(); !note.empty()) sound.notes.push_back(note);
    if (wanted_rate == 0 || wanted_rate == sound.sample_rate) return sound;

    Result<Sound> converted = resample(sound, wanted_rate, limits);
    if (!converted) return sound_not_read(path, converted.error());
    converted->notes.push_back(quoted_name(path) + " was resampled from " + rate_text(sound.sample_rate) + " to " +
                               rate_text(wanted_rate) + ".");
    return converted;
  } catch (const std::bad_alloc&) {
    return sound_not_read(path, "there is not enough memory for it");
  }
}

Result<Sound> resample(const Sound& sound, double wanted_rate, const SoundLimits& limits) {
  if (!(wanted_rate >= kLowestFileRate_hz && wanted_rate <= kHighestFileRate_hz))
    return Error{"the wanted sample rate of " + rate_text(wanted_rate) + " is not between 1000 and 768000 Hz"};
  const auto frames_in = static_cast<size_t>(sound.frames());
  const double exact_frames = static_cast<double>(sound.frames()) * wanted_rate / sound.sample_rate;
  if (exact_frames * static_cast<double>(sound.channels.size() * sizeof(float)) > static_cast<double>(limits.bytes))
    return Error{too_large(limits)};
  const auto frames_out = static_cast<size_t>(std::llround(exact_frames));

  Sound converted;
  converted.sample_rate = wanted_rate;
  converted.notes = sound.notes;
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0);
  for (const std::vector<float>& channel : sound.channels) {
    std::vector<float> out(frames_out);
    size_t done = 0;
    const soxr_error_t failed = soxr_oneshot(sound.sample_rate, wanted_rate, 1, channel.data(), frames_in, nullptr,
                                             out.data(), frames_out, &done, nullptr, &quality, nullptr);
    if (failed) return Error{std::string("resampling failed: ") + soxr_strerror(failed)};
    converted.channels.push_back(std::move(out));
  }
  return converted;
}

}  // namespace headroom
