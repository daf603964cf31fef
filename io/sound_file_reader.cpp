#include "io/sound_file_reader.h"

#include <sndfile.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace headroom {
namespace {

constexpr int kReadFrames = 4096;

// libsndfile quietly takes a WAV file that ends early for as long as it is; only its log tells what the
// header promised.
bool is_wav_cut_short(SNDFILE* file) {
  char log[4096] = {};
  sf_command(file, SFC_GET_LOG_INFO, log, sizeof log);
  const char* data = std::strstr(log, "\ndata : ");
  unsigned long long promised = 0, present = 0;
  constexpr unsigned long long kUnknownLength = 0xFFFFFF00;  // and above: written by a program that could not seek back
  return data && std::sscanf(data, "\ndata : %llu (should be %llu)", &promised, &present) == 2 && promised > present &&
         promised < kUnknownLength;
}

FileSpeaker speaker_of(int place) {
  switch (place) {
    case SF_CHANNEL_MAP_MONO:
    case SF_CHANNEL_MAP_CENTER:
    case SF_CHANNEL_MAP_FRONT_CENTER: return FileSpeaker::front_centre;
    case SF_CHANNEL_MAP_LEFT:
    case SF_CHANNEL_MAP_FRONT_LEFT: return FileSpeaker::front_left;
    case SF_CHANNEL_MAP_RIGHT:
    case SF_CHANNEL_MAP_FRONT_RIGHT: return FileSpeaker::front_right;
    case SF_CHANNEL_MAP_REAR_CENTER: return FileSpeaker::back_centre;
    case SF_CHANNEL_MAP_REAR_LEFT: return FileSpeaker::back_left;
    case SF_CHANNEL_MAP_REAR_RIGHT: return FileSpeaker::back_right;
    case SF_CHANNEL_MAP_LFE: return FileSpeaker::lfe;
    case SF_CHANNEL_MAP_FRONT_LEFT_OF_CENTER: return FileSpeaker::front_left_of_centre;
    case SF_CHANNEL_MAP_FRONT_RIGHT_OF_CENTER: return FileSpeaker::front_right_of_centre;
    case SF_CHANNEL_MAP_SIDE_LEFT: return FileSpeaker::side_left;
    case SF_CHANNEL_MAP_SIDE_RIGHT: return FileSpeaker::side_right;
    case SF_CHANNEL_MAP_TOP_CENTER: return FileSpeaker::top_centre;
    case SF_CHANNEL_MAP_TOP_FRONT_LEFT: return FileSpeaker::top_front_left;
    case SF_CHANNEL_MAP_TOP_FRONT_CENTER: return FileSpeaker::top_front_centre;
    case SF_CHANNEL_MAP_TOP_FRONT_RIGHT: return FileSpeaker::top_front_right;
    case SF_CHANNEL_MAP_TOP_REAR_LEFT: return FileSpeaker::top_back_left;
    case SF_CHANNEL_MAP_TOP_REAR_CENTER: return FileSpeaker::top_back_centre;
    case SF_CHANNEL_MAP_TOP_REAR_RIGHT: return FileSpeaker::top_back_right;
    default: return FileSpeaker::unknown;
  }
}

std::vector<FileSpeaker> speakers_of(SNDFILE* file, int channels) {
  std::vector<FileSpeaker> speakers(static_cast<size_t>(channels), FileSpeaker::unknown);
  std::vector<int> places(speakers.size());
  if (sf_command(file, SFC_GET_CHANNEL_MAP_INFO, places.data(), static_cast<int>(places.size() * sizeof(int))))
    std::transform(places.begin(), places.end(), speakers.begin(), speaker_of);
  return speakers;
}

}  // namespace

Error sound_not_read(const std::string& path, const std::string& reason) {
  return Error{"\"" + path + "\" was not read: " + reason + "."};
}

struct SoundFileReader::Open {
  struct Closer {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };
  std::string path;
  std::unique_ptr<SNDFILE, Closer> file;
  SF_INFO info;
  std::vector<FileSpeaker> speakers;
  std::vector<float> interleaved;
  int64_t frames_read = 0;
};

SoundFileReader::SoundFileReader(std::unique_ptr<Open> open) : open_(std::move(open)) {}
SoundFileReader::SoundFileReader(SoundFileReader&&) noexcept = default;
SoundFileReader& SoundFileReader::operator=(SoundFileReader&&) noexcept = default;
SoundFileReader::~SoundFileReader() = default;

double SoundFileReader::sample_rate() const { return open_->info.samplerate; }
int SoundFileReader::channels() const { return open_->info.channels; }
const std::vector<FileSpeaker>& SoundFileReader::speakers() const { return open_->speakers; }

Result<SoundFileReader> SoundFileReader::open(const std::string& path, int most_channels) {
  std::error_code failure;
  const auto kind = std::filesystem::status(path, failure).type();
  if (kind == std::filesystem::file_type::not_found) return sound_not_read(path, "there is no such file");
  if (kind == std::filesystem::file_type::directory) return sound_not_read(path, "it is a folder; give a sound file");
  if (kind != std::filesystem::file_type::regular) return sound_not_read(path, "it is not an ordinary file");

  SF_INFO info{};
  std::unique_ptr<SNDFILE, Open::Closer> file(sf_open(path.c_str(), SFM_READ, &info));
  if (!file) {
    std::string reason = sf_strerror(nullptr);
    if (reason.ends_with(".")) reason.pop_back();
    return sound_not_read(path, reason);
  }
  if (info.channels < 1 || info.channels > most_channels)
    return sound_not_read(path, "it has " + std::to_string(info.channels) + " channels; 1 to " +
                                    std::to_string(most_channels) + " are possible");
  if (info.samplerate < kLowestFileRate_hz || info.samplerate > kHighestFileRate_hz)
    return sound_not_read(
        path, "its sample rate of " + std::to_string(info.samplerate) + " Hz is not between 1000 and 768000 Hz");
  auto open = std::make_unique<Open>();
  open->path = path;
  open->speakers = speakers_of(file.get(), info.channels);
  open->interleaved.resize(static_cast<size_t>(kReadFrames) * static_cast<size_t>(info.channels));
  open->file = std::move(file);
  open->info = info;
  return SoundFileReader(std::move(open));
}

int SoundFileReader::read(float* const* channels, int frames) {
  const auto count = static_cast<size_t>(open_->info.channels);
  int done = 0;
  while (done < frames) {
    const int wanted = std::min(kReadFrames, frames - done);
    const auto got = static_cast<int>(sf_readf_float(open_->file.get(), open_->interleaved.data(), wanted));
    if (got <= 0) break;
    for (size_t c = 0; c < count; ++c) {
      const float* from = open_->interleaved.data() + c;
      float* to = channels[c] + done;
      for (int f = 0; f < got; ++f, from += count) to[f] = *from;
    }
    done += got;
  }
  open_->frames_read += done;
  return done;
}

double SoundFileReader::share_read() const {
  if (open_->info.frames <= 0) return 0;
  return std::min(1.0, static_cast<double>(open_->frames_read) / static_cast<double>(open_->info.frames));
}

std::string SoundFileReader::cut_short_note() const {
  // MPEG sound says no length: what the library gives for it is a guess by its bit rate.
  const bool is_guess = (open_->info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG;
  const bool promised_more = !is_guess && open_->info.frames > open_->frames_read && open_->info.frames < SF_COUNT_MAX;
  if (!promised_more && !is_wav_cut_short(open_->file.get())) return {};
  const std::string name = std::filesystem::path(open_->path).filename().string();
  return '"' + name + "\" is cut short; its first " + std::to_string(open_->frames_read) + " frames were kept.";
}

}  // namespace headroom
