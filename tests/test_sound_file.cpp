#include <signal.h>
#include <sndfile.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <fstream>
#include <numbers>

#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "io/wav_header.h"
#include "tests/temporary_folder.h"

// libsndfile 1.2.0 forgets libvorbis's settings when an Ogg file breaks off inside its header: not ours to
// mend.
extern "C" const char* __lsan_default_suppressions() { return "leak:vorbis_info_init\n"; }

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

std::vector<float> sine(double freq_hz, double rate_hz, int frames, float gain = 0.5f) {
  std::vector<float> samples;
  for (int f = 0; f < frames; ++f)
    samples.push_back(gain * static_cast<float>(std::sin(2 * std::numbers::pi * freq_hz * f / rate_hz)));
  return samples;
}

void write_wav(const std::string& path, int rate_hz, const std::vector<std::vector<float>>& channels,
               WavFormat format = WavFormat::float32) {
  auto writer = SoundFileWriter::create(path, rate_hz, static_cast<int>(channels.size()), format);
  REQUIRE(writer);
  std::vector<const float*> planes;
  for (const auto& channel : channels) planes.push_back(channel.data());
  REQUIRE(writer->write(planes.data(), static_cast<int>(channels[0].size())));
  REQUIRE(writer->finish());
}

// A stereo file in any format of libsndfile, as another program would have written it.
void write_other(const std::string& path, int format, int rate_hz, const std::vector<float>& samples) {
  SF_INFO info{};
  info.samplerate = rate_hz;
  info.channels = 2;
  info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  REQUIRE(file);
  std::vector<float> interleaved;
  for (float sample : samples) interleaved.insert(interleaved.end(), {sample, -sample});
  REQUIRE(sf_writef_float(file, interleaved.data(), static_cast<sf_count_t>(samples.size())) ==
          static_cast<sf_count_t>(samples.size()));
  sf_close(file);
}

}  // namespace

TEST_CASE("float WAV gives back every bit that was written") {
  TemporaryFolder folder;
  const std::vector<std::vector<float>> sound = {sine(440, 48000, 10000, 3.0f), sine(441, 48000, 10000, 1e-9f),
                                                 sine(442, 48000, 10000)};
  write_wav(folder.file("take.wav"), 48000, sound);
  const auto read = read_sound_file(folder.file("take.wav"));
  REQUIRE(read);
  CHECK(read->sample_rate == 48000);
  CHECK(read->channels == sound);
  CHECK(read->notes.empty());
}

TEST_CASE("24 bit WAV is right to half a step, and clips instead of wrapping round") {
  TemporaryFolder folder;
  const std::vector<float> samples = {0.0f, 0.5f, -0.5f, 1.0f, 1.7f, -1.0f, -3.0f, 1e-7f, 0.25f};
  write_wav(folder.file("take.wav"), 44100, {samples}, WavFormat::pcm24);
  const auto read = read_sound_file(folder.file("take.wav"));
  REQUIRE(read);
  for (size_t f = 0; f < samples.size(); ++f)
    CHECK(std::abs(read->channels[0][f] - std::clamp(samples[f], -1.0f, 1.0f)) <= 1.01f / (1 << 23));
}

TEST_CASE("the same sound written twice gives the same bytes, under a plain WAV header") {
  TemporaryFolder folder;
  for (const char* name : {"a.wav", "b.wav"}) write_wav(folder.file(name), 48000, {sine(440, 48000, 1000)});
  const auto a = read_whole_file(folder.file("a.wav"));
  CHECK(*a == *read_whole_file(folder.file("b.wav")));
  CHECK(a->substr(0, 4) == "RIFF");
}

TEST_CASE("a recording longer than 4 GB has an RF64 header that other programs read (EBU Tech 3306)") {
  TemporaryFolder folder;
  const std::string path = folder.file("concert.wav");
  constexpr uint64_t kFrames = 200'000'000;  // 32 channels for 70 minutes: 19.2 GB, of which the disk holds the header
  const std::string header = wav_header(WavFormat::pcm24, 48000, 32, kFrames);
  CHECK(header.substr(0, 4) == "RF64");
  CHECK(header.size() == wav_header(WavFormat::pcm24, 48000, 32, 10).size());
  REQUIRE(write_whole_file(path, header));
  std::filesystem::resize_file(path, header.size() + kFrames * 32 * 3);
  SF_INFO info{};
  SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
  REQUIRE(file);
  CHECK(info.frames == kFrames);
  CHECK(info.channels == 32);
  CHECK((info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_24);
  sf_close(file);
}

TEST_CASE("a recording that is not finished leaves the old take as it was") {
  TemporaryFolder folder;
  const std::string path = folder.file("take.wav");
  write_wav(path, 48000, {sine(440, 48000, 100)});
  {
    auto writer = SoundFileWriter::create(path, 48000, 1, WavFormat::float32);
    const auto samples = sine(880, 48000, 5000);
    const float* planes[] = {samples.data()};
    REQUIRE(writer->write(planes, 5000));
  }
  CHECK(read_sound_file(path)->frames() == 100);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a disk that fills up while recording is reported, and the old take stays") {
  TemporaryFolder folder;
  const std::string path = folder.file("take.wav");
  write_wav(path, 48000, {sine(440, 48000, 100)});
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 10000;
  setrlimit(RLIMIT_FSIZE, &small);
  Outcome written;
  {
    auto writer = SoundFileWriter::create(path, 48000, 1, WavFormat::float32);
    const auto samples = sine(880, 48000, 50000);
    const float* planes[] = {samples.data()};
    written = writer->write(planes, 50000);
  }
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  CHECK_FALSE(written);
  CHECK_THAT(written.error(), Contains(path));
  CHECK(read_sound_file(path)->frames() == 100);
  CHECK(folder.entries() == 1);
}

TEST_CASE("files of other programs are read: FLAC, Ogg Vorbis, Opus, AIFF, MP3") {
  TemporaryFolder folder;
  const auto samples = sine(1000, 48000, 24000);
  const struct {
    const char* name;
    int format;
    float error;  // codecs that throw away what is not heard
  } files[] = {{"a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 1e-6f},
               {"a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 1e-6f},
               {"a.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.02f},
               {"a.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 0.02f}};
  for (const auto& file : files) {
    INFO(file.name);
    write_other(folder.file(file.name), file.format, 48000, samples);
    const auto read = read_sound_file(folder.file(file.name));
    REQUIRE(read);
    REQUIRE(read->channels.size() == 2);
    REQUIRE(read->frames() == 24000);
    float largest = 0;
    for (size_t f = 4000; f < 20000; ++f)
      largest =
          std::max({largest, std::abs(read->channels[0][f] - samples[f]), std::abs(read->channels[1][f] + samples[f])});
    CHECK(largest < file.error);
  }
}

TEST_CASE("a file cut short anywhere costs its end, never the desk") {
  TemporaryFolder folder;
  const auto samples = sine(1000, 48000, 3000);
  write_wav(folder.file("whole.wav"), 48000, {samples, samples});
  write_other(folder.file("whole.flac"), SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 48000, samples);
  write_other(folder.file("whole.ogg"), SF_FORMAT_OGG | SF_FORMAT_VORBIS, 48000, samples);
  write_other(folder.file("whole.opus"), SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, samples);
  write_other(folder.file("whole.aiff"), SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 48000, samples);
  for (const std::string extension : {".wav", ".flac", ".ogg", ".opus", ".aiff"}) {
    const std::string bytes = *read_whole_file(folder.file("whole" + extension));
    for (size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 97) {
      INFO(extension << " cut to " << length << " of " << bytes.size() << " bytes");
      REQUIRE(write_whole_file(folder.file("cut" + extension), std::string_view(bytes).substr(0, length)));
      const auto read = read_sound_file(folder.file("cut" + extension), 44100);
      if (read) {
        CHECK(read->frames() <= 3000);
        CHECK_FALSE(read->notes.empty());
      } else {
        CHECK_THAT(read.error(), Contains("cut" + extension) && Contains("was not read: "));
      }
    }
  }
}

TEST_CASE("a WAV file that ends before its header says is kept as far as it goes, with a note") {
  TemporaryFolder folder;
  write_wav(folder.file("a.wav"), 48000, {sine(1000, 48000, 3000)});
  const std::string bytes = *read_whole_file(folder.file("a.wav"));
  REQUIRE(write_whole_file(folder.file("a.wav"), std::string_view(bytes).substr(0, bytes.size() - 4000)));
  const auto read = read_sound_file(folder.file("a.wav"));
  REQUIRE(read);
  CHECK(read->frames() == 2000);
  REQUIRE(read->notes.size() == 1);
  CHECK(read->notes[0] == "\"a.wav\" is cut short; its first 2000 frames were kept.");
}

TEST_CASE("a header that lies makes a sentence, not a giant allocation") {
  TemporaryFolder folder;
  const auto wav = [](uint16_t channels, uint32_t rate_hz, uint32_t data_bytes) {
    std::string bytes = "RIFF\xff\xff\xff\x7fWAVEfmt ";
    const auto add = [&](auto number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); };
    add(uint32_t{16});
    add(uint16_t{1});
    add(channels);
    add(rate_hz);
    add(uint32_t{rate_hz * channels * 2u});
    add(static_cast<uint16_t>(channels * 2u));
    add(uint16_t{16});
    bytes += "data";
    add(data_bytes);
    return bytes + std::string(400, 'x');
  };
  const auto read = [&](const std::string& bytes, double wanted_rate = 0) {
    REQUIRE(write_whole_file(folder.file("lie.wav"), bytes));
    return read_sound_file(folder.file("lie.wav"), wanted_rate);
  };
  CHECK(read(wav(2, 48000, 400)));
  CHECK(read(wav(2, 48000, 0x7fffffff))->frames() == 100);
  CHECK_THAT(read(wav(500, 48000, 400)).error(), Contains("500 channels"));
  CHECK_FALSE(read(wav(0, 48000, 400)));
  CHECK_THAT(read(wav(2, 1, 400)).error(), Contains("sample rate of 1 Hz"));
  CHECK_FALSE(read(wav(2, 4000000000u, 400)));
  CHECK_FALSE(read("RIFF"));
  CHECK_FALSE(read("this is a letter, not a sound"));
  CHECK_FALSE(read(wav(2, 48000, 400), -5));
}

TEST_CASE("a sound larger than the memory allowed for it is refused with a sentence") {
  TemporaryFolder folder;
  write_wav(folder.file("long.wav"), 1000, {std::vector<float>(100000, 0.1f)});
  const SoundLimits limits{.channels = 2, .bytes = 1 << 20};
  CHECK(read_sound_file(folder.file("long.wav"), 0, limits));
  CHECK_THAT(read_sound_file(folder.file("long.wav"), 192000, limits).error(), Contains("1 MB"));
  write_wav(folder.file("longer.wav"), 1000, {std::vector<float>(300000, 0.1f)});
  CHECK_THAT(read_sound_file(folder.file("longer.wav"), 0, limits).error(), Contains("1 MB"));
}

TEST_CASE("a folder, a missing file and a device are no sound files") {
  TemporaryFolder folder;
  CHECK_THAT(read_sound_file(folder.path()).error(), Contains("it is a folder"));
  CHECK_THAT(read_sound_file(folder.file("none.wav")).error(), Contains("there is no such file"));
  CHECK_THAT(read_sound_file("/dev/zero").error(), Contains("not an ordinary file"));
}

TEST_CASE("a tone keeps its pitch, level and start at another sample rate, and the note says so") {
  TemporaryFolder folder;
  write_wav(folder.file("tone.wav"), 44100, {sine(997, 44100, 44100)});
  const auto read = read_sound_file(folder.file("tone.wav"), 48000);
  REQUIRE(read);
  CHECK(read->sample_rate == 48000);
  CHECK(read->frames() == 48000);
  REQUIRE(read->notes.size() == 1);
  CHECK(read->notes[0] == "\"tone.wav\" was resampled from 44100 Hz to 48000 Hz.");
  const auto ideal = sine(997, 48000, 48000);
  double error = 0, power = 0;
  for (size_t f = 2400; f < 45600; ++f) {
    error += std::pow(read->channels[0][f] - ideal[f], 2);
    power += std::pow(ideal[f], 2);
  }
  CHECK(10 * std::log10(error / power) < -130);  // what 24 bits of a float can hold
}
