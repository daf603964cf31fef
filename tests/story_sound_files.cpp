// The verbs that read and write sound files, as the real program: mixing a folder, measuring, a full disk, files in
// their own way.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "dsp/levels.h"
#include "io/sound_file.h"
#include "tests/command_line.h"

using namespace headroom;
using nlohmann::json;

namespace {

float peak_of(const std::vector<float>& samples) {
  return sample_peak(samples.data(), static_cast<int>(samples.size()));
}

void write_tone(const std::string& path, double freq_hz, double peak, int channels, int sample_rate_hz = 48000) {
  const int frames = sample_rate_hz / 2;
  std::vector<float> samples(static_cast<size_t>(frames));
  for (size_t f = 0; f < samples.size(); ++f)
    samples[f] =
        static_cast<float>(peak * std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(f) / sample_rate_hz));
  auto file = SoundFileWriter::create(path, sample_rate_hz, channels, WavFormat::float32);
  REQUIRE(file);
  const std::vector<const float*> sides(static_cast<size_t>(channels), samples.data());
  REQUIRE(file->write(sides.data(), frames));
  REQUIRE(file->finish());
}

}  // namespace

TEST_CASE("a folder is mixed through a show into the same bytes at any block size") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("in"));
  write_tone(folder.file("in/1 Bass.wav"), 100, 0.25, 1);
  write_tone(folder.file("in/2 Keys.wav"), 997, 0.25, 2);
  write_tone(folder.file("in/3 Vox.wav"), 440, 0.25, 1, 44100);
  const auto show = [&](const std::string& lines) {
    std::ofstream(folder.file("mix.show")) << "headroom show 1\nplan channels=8 aux=2 groups=1 matrices=0 dcas=0\n"
                                           << lines;
  };
  const auto render = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"render",   folder.file("mix.show"), "--input", folder.file("in"),
                                   "--output", folder.file("out.wav"),  "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return headroom_says(words);
  };
  show(
      "/ch/01/fader 0 dB\n/ch/01/send/01/level 0 dB\n/ch/01/pan L100\n/ch/03/comp/on on\n/ch/03/fader -3 "
      "dB\n");
  std::ofstream(folder.file("edits")) << "0.2 /ch/03/fader 0 dB\n12000f /ch/01/mute on\n";

  const Answer first = render({"--edits", folder.file("edits")});
  INFO(first.errors);
  REQUIRE(first.status == 0);
  CHECK(first.as_json()["frames"] == 24000);
  CHECK(first.as_json()["seconds"] == 0.5);
  CHECK(first.as_json()["x_realtime"] > 1);
  CHECK(first.errors.find("was resampled from 44100 Hz to 48000 Hz") != std::string::npos);
  const std::string bytes = text_of(folder.file("out.wav"));
  for (const char* block : {"1", "441", "1024"}) {
    REQUIRE(render({"--edits", folder.file("edits"), "--block", block}).status == 0);
    CHECK(text_of(folder.file("out.wav")) == bytes);
  }

  SECTION("a channel's sound is that of its file, an aux is mono, a tail is silence") {
    REQUIRE(render({"--bus", "/ch/2", "--tail", "0.5"}).as_json()["frames"] == 48000);
    const auto channel = read_sound_file(folder.file("out.wav"));
    const auto file = read_sound_file(folder.file("in/2 Keys.wav"));
    REQUIRE(channel);
    CHECK(channel->channels.size() == 1);
    CHECK(std::equal(file->channels[0].begin(), file->channels[0].end(), channel->channels[0].begin()));
    CHECK(channel->channels[0].back() == 0);
    REQUIRE(render({"--bus", "/aux/01"}).status == 0);
    CHECK(read_sound_file(folder.file("out.wav"))->channels.size() == 1);
    CHECK(render({"--bus", "/dca/1"}).status == 2);
  }
  SECTION("stems: a file for every strip that sounded, named by the files on the inputs") {
    REQUIRE(render({"--stems", folder.file("stems"), "--24"}).status == 0);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.file("stems")))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"aux-01.wav", "ch-01 Bass.wav", "ch-02 Keys L.wav", "ch-03 Keys R.wav",
                                            "ch-04 Vox.wav", "main.wav"});
  }
  SECTION("an input that cannot be read is silent in the mix, and the status says that something is missing") {
    std::ofstream(folder.file("in/4 Broken.wav")) << "no sound";
    const Answer without = render({"--edits", folder.file("edits")});
    CHECK(without.status == 1);
    CHECK(without.errors.find("4 Broken.wav") != std::string::npos);
    CHECK(without.errors.find("the mix is without 1 of its inputs") != std::string::npos);
    CHECK(text_of(folder.file("out.wav")) == bytes);
  }
  SECTION("binaural phones hear a channel on the left at both ears, and say which head is not there") {
    show("/ch/01/fader 0 dB\n/ch/01/pan L100\n/phones/fader 0 dB\n");
    REQUIRE(render({"--bus", "/phones"}).status == 0);
    CHECK(peak_of(read_sound_file(folder.file("out.wav"))->channels[1]) == 0);
    show("/ch/01/fader 0 dB\n/ch/01/pan L100\n/phones/fader 0 dB\n/phones/binaural on\n");
    REQUIRE(render({"--bus", "/phones"}).status == 0);
    const auto ears = read_sound_file(folder.file("out.wav"));
    CHECK(peak_of(ears->channels[1]) > 0.01f);
    CHECK(peak_of(ears->channels[0]) > 0.01f);
    const Answer headless = render({"--bus", "/phones", "--head", folder.file("nobody.sofa")});
    CHECK(headless.status == 1);
    CHECK(headless.errors.find("nobody.sofa") != std::string::npos);
  }
  SECTION("without a show every track is at 0 dB and stereo files keep their sides") {
    std::filesystem::remove(folder.file("in/1 Bass.wav"));
    std::filesystem::remove(folder.file("in/3 Vox.wav"));
    const Answer plain =
        headroom_says({"render", "-", "--input", folder.file("in"), "--output", folder.file("out.wav"), "--json"});
    REQUIRE(plain.status == 0);
    const auto mixed = read_sound_file(folder.file("out.wav"));
    const auto keys = read_sound_file(folder.file("in/2 Keys.wav"));
    for (size_t f = 0; f < 24000; ++f) REQUIRE(mixed->channels[0][f] == Approx(keys->channels[0][f]).margin(1e-6));
    CHECK(mixed->channels[0] == mixed->channels[1]);
  }
}

TEST_CASE("measure answers with numbers that carry their units, and null for silence") {
  const TemporaryFolder folder;
  write_tone(folder.file("tone.wav"), 997, 1, 2);
  write_tone(folder.file("silence.wav"), 997, 0, 1);
  const json tone = headroom_says({"measure", folder.file("tone.wav"), "--json"}).as_json();
  CHECK(tone["sample_peak_dBFS"].get<double>() == Approx(0).margin(0.01));
  CHECK(tone["rms_dBFS"].get<double>() == Approx(0).margin(0.01));
  CHECK(tone["integrated_LUFS"].get<double>() == Approx(0).margin(0.05));
  CHECK(tone["correlation"] == 1.0);
  const json both = headroom_says({"measure", folder.file("tone.wav"), folder.file("silence.wav"), "--json"}).as_json();
  REQUIRE(both.is_array());
  for (const char* key : {"sample_peak_dBFS", "rms_dBFS", "integrated_LUFS", "correlation"})
    CHECK(both[1][key].is_null());
  CHECK(headroom_says({"measure", folder.file("silence.wav")}).output.find("-oo LUFS") != std::string::npos);
}

TEST_CASE("a sample that is no number is told, and hides no level of the others") {
  const TemporaryFolder folder;
  write_tone(folder.file("tone.wav"), 997, 0.5, 2);
  const json whole = headroom_says({"measure", folder.file("tone.wav"), "--json"}).as_json();
  auto broken = read_sound_file(folder.file("tone.wav"));
  broken->channels[0][11000] = NAN;
  broken->channels[0][12000] = INFINITY;
  auto file = SoundFileWriter::create(folder.file("broken.wav"), 48000, 2, WavFormat::float32);
  const float* const sides[] = {broken->channels[0].data(), broken->channels[1].data()};
  REQUIRE(file->write(sides, static_cast<int>(broken->frames())));
  REQUIRE(file->finish());
  const Answer answer = headroom_says({"measure", folder.file("broken.wav"), "--json"});
  CHECK(answer.errors.find("2 samples that are no numbers") != std::string::npos);
  for (const char* key : {"sample_peak_dBFS", "rms_dBFS", "integrated_LUFS"})
    CHECK(answer.as_json()[key].get<double>() == Approx(whole[key].get<double>()).margin(0.05));
}

TEST_CASE("an answer that the disk has no room for is a job that failed") {
  const TemporaryFolder folder;
  auto process = ChildProcess::start({"sh", "-c", "exec \"$@\" 2>" + folder.file("errors") + " >/dev/full", "sh",
                                      program("headroom"), "controls", "--json"},
                                     folder.file("output"));
  CHECK(process.wait() == 1);
  CHECK(count_lines(text_of(folder.file("errors"))) == 1);
}

TEST_CASE("no verb writes over a file that it reads") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("in"));
  write_tone(folder.file("in/tone.wav"), 997, 0.5, 1);
  std::ofstream(folder.file("mix.show")) << "headroom show 1\n";
  const std::string tone = text_of(folder.file("in/tone.wav")), show = text_of(folder.file("mix.show"));
  const auto renders = [&](const std::string& input, const std::string& output) {
    return std::vector<std::string>{"render", folder.file("mix.show"), "--input", folder.file(input), "--output",
                                    output};
  };
  const std::vector<std::vector<std::string>> losing = {
      {"measure", folder.file("in/tone.wav"), "--series", folder.file("in/../in/tone.wav")},
      {"measure", folder.file("in/tone.wav"), "--plot", folder.file("in/tone.wav")},
      {"measure", folder.file("in/tone.wav"), "--series", folder.file("both"), "--plot", folder.file("both")},
      renders("in", folder.file("mix.show")),
      renders("in", folder.file("in/tone.wav")),
      renders("in/tone.wav", folder.file("in/tone.wav"))};
  for (const auto& words : losing) {
    const Answer answer = headroom_says(words);
    INFO(words[0] << ": " << answer.errors);
    CHECK(answer.status == 2);
    CHECK(count_lines(answer.errors) == 1);
    CHECK((text_of(folder.file("in/tone.wav")) == tone));
    CHECK(text_of(folder.file("mix.show")) == show);
  }
}
