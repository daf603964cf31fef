#include "io/sound_file.h"

#include <sndfile.h>
#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <new>

namespace headroom {
namespace {

constexpr double kLowestRate_hz = 1000, kHighestRate_hz = 768000;
constexpr sf_count_t kChunkFrames = 16384;

struct FileCloser {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using File = std::unique_ptr<SNDFILE, FileCloser>;

Error not_read(const std::string& path, const std::string& reason) {
  return Error{"\"" + path + "\" was not read: " + reason + "."};
}

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
  return "it needs more than the " + std::to_string(limits.bytes >> 20) +
         " MB of memory allowed for one sound";
}

// libsndfile quietly takes a WAV file that ends early for as long as it is; only its log tells what the
// header promised.
bool is_wav_cut_short(SNDFILE* file) {
  char log[4096] = {};
  sf_command(file, SFC_GET_LOG_INFO, log, sizeof log);
  const char* data = std::strstr(log, "\ndata : ");
  unsigned long long promised = 0, present = 0;
  constexpr unsigned long long kUnknownLength =
      0xFFFFFF00;  // and above: written by a program that could not seek back
  return data && std::sscanf(data, "\ndata : %llu (should be %llu)", &promised, &present) == 2 &&
         promised > present && promised < kUnknownLength;
}

std::string cut_short_note(const std::string& path, int64_t frames) {
  return quoted_name(path) + " is cut short; its first " + std::to_string(frames) + " frames were kept.";
}

// Reads until the file ends, whatever its header promises: memory grows with what is really there.
Outcome read_all(SNDFILE* file, int channels, const SoundLimits& limits, Sound& sound) {
  sound.channels.resize(static_cast<size_t>(channels));
  std::vector<float> chunk(static_cast<size_t>(kChunkFrames * channels));
  for (;;) {
    const sf_count_t got = sf_readf_float(file, chunk.data(), kChunkFrames);
    if (got <= 0) return {};
    const uint64_t bytes =
        static_cast<uint64_t>(sound.frames() + got) * sound.channels.size() * sizeof(float);
    if (bytes > limits.bytes) return Error{too_large(limits)};
    for (size_t c = 0; c < sound.channels.size(); ++c)
      for (size_t f = 0; f < static_cast<size_t>(got); ++f)
        sound.channels[c].push_back(chunk[f * sound.channels.size() + c]);
  }
}

}  // namespace

Result<Sound> read_sound_file(const std::string& path, double wanted_rate, const SoundLimits& limits) {
  std::error_code failure;
  const auto kind = std::filesystem::status(path, failure).type();
  if (kind == std::filesystem::file_type::not_found) return not_read(path, "there is no such file");
  if (kind == std::filesystem::file_type::directory)
    return not_read(path, "it is a folder; give a sound file");
  if (kind != std::filesystem::file_type::regular) return not_read(path, "it is not an ordinary file");

  SF_INFO info{};
  const File file(sf_open(path.c_str(), SFM_READ, &info));
  if (!file) {
    std::string reason = sf_strerror(nullptr);
    if (reason.ends_with(".")) reason.pop_back();
    return not_read(path, reason);
  }
  if (info.channels < 1 || info.channels > limits.channels)
    return not_read(path, "it has " + std::to_string(info.channels) + " channels; 1 to " +
                              std::to_string(limits.channels) + " are possible");
  if (info.samplerate < kLowestRate_hz || info.samplerate > kHighestRate_hz)
    return not_read(
        path, "its sample rate of " + rate_text(info.samplerate) + " is not between 1000 and 768000 Hz");

  try {
    Sound sound;
    sound.sample_rate = info.samplerate;
    if (const Outcome read = read_all(file.get(), info.channels, limits, sound); !read)
      return not_read(path, read.error());
    if (sound.frames() == 0) return not_read(path, "it holds no sound");
    const bool promised_more = info.frames > sound.frames() && info.frames < SF_COUNT_MAX;
    if (promised_more || is_wav_cut_short(file.get()))
      sound.notes.push_back(cut_short_note(path, sound.frames()));
    if (wanted_rate == 0 || wanted_rate == sound.sample_rate) return sound;

    Result<Sound> converted = resample(sound, wanted_rate, limits);
    if (!converted) return not_read(path, converted.error());
    converted->notes.push_back(quoted_name(path) + " was resampled from " + rate_text(sound.sample_rate) +
                               " to " + rate_text(wanted_rate) + ".");
    return converted;
  } catch (const std::bad_alloc&) {
    return not_read(path, "there is not enough memory for it");
  }
}

Result<Sound> resample(const Sound& sound, double wanted_rate, const SoundLimits& limits) {
  if (!(wanted_rate >= kLowestRate_hz && wanted_rate <= kHighestRate_hz))
    return Error{"the wanted sample rate of " + rate_text(wanted_rate) +
                 " is not between 1000 and 768000 Hz"};
  const auto frames_in = static_cast<size_t>(sound.frames());
  const double exact_frames = static_cast<double>(sound.frames()) * wanted_rate / sound.sample_rate;
  if (exact_frames * static_cast<double>(sound.channels.size() * sizeof(float)) >
      static_cast<double>(limits.bytes))
    return Error{too_large(limits)};
  const auto frames_out = static_cast<size_t>(std::llround(exact_frames));

  Sound converted;
  converted.sample_rate = wanted_rate;
  converted.notes = sound.notes;
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0);
  for (const std::vector<float>& channel : sound.channels) {
    std::vector<float> out(frames_out);
    size_t done = 0;
    const soxr_error_t failed =
        soxr_oneshot(sound.sample_rate, wanted_rate, 1, channel.data(), frames_in, nullptr, out.data(),
                     frames_out, &done, nullptr, &quality, nullptr);
    if (failed) return Error{std::string("resampling failed: ") + soxr_strerror(failed)};
    converted.channels.push_back(std::move(out));
  }
  return converted;
}

}  // namespace headroom
