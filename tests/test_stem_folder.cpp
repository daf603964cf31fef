#include <algorithm>
#include <catch2/catch.hpp>

#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "io/stem_folder.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

void write_stem(const std::string& path, int rate_hz, int channels, int frames, float level) {
  const std::vector<float> samples(static_cast<size_t>(frames), level);
  const std::vector<const float*> planes(static_cast<size_t>(channels), samples.data());
  auto writer = SoundFileWriter::create(path, rate_hz, channels, WavFormat::float32);
  REQUIRE(writer);
  REQUIRE(writer->write(planes.data(), frames));
  REQUIRE(writer->finish());
}

std::vector<std::string> names(const StemFolder& folder) {
  std::vector<std::string> result;
  for (const Stem& stem : folder.stems) result.push_back(stem.name);
  return result;
}

}  // namespace

TEST_CASE("a channel is named as its file is, without number and ending") {
  CHECK(channel_name_of("01 Kick In.ogg") == "Kick In");
  CHECK(channel_name_of("12_vox-lead.wav") == "vox-lead");
  CHECK(channel_name_of("3. Bass DI.flac") == "Bass DI");
  CHECK(channel_name_of("07 - Gtr L.wav") == "Gtr L");
  CHECK(channel_name_of("Snare.Top.wav") == "Snare.Top");
  CHECK(channel_name_of("2nd Vox.wav") == "2nd Vox");
  CHECK(channel_name_of("17.wav") == "17");
  CHECK(channel_name_of("Kick") == "Kick");
}

TEST_CASE("files are listed as a person would: numbers by value, letters regardless of case") {
  std::vector<std::string> listed = {"10 Vox.wav", "2 Snare.wav", "1 Kick.wav", "02 Rim.wav",
                                     "b.wav",      "A.wav",       "a2.wav"};
  std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return comes_before(a, b); });
  CHECK(listed ==
        std::vector<std::string>{"1 Kick.wav", "02 Rim.wav", "2 Snare.wav", "10 Vox.wav", "A.wav", "a2.wav", "b.wav"});
  for (const auto& a : listed)
    for (const auto& b : listed) CHECK((comes_before(a, b) + comes_before(b, a)) == (a == b ? 0 : 1));
}

TEST_CASE("a folder of recordings becomes named lanes of one rate, in order") {
  TemporaryFolder folder;
  write_stem(folder.file("10 Vox.wav"), 48000, 1, 480, 0.4f);
  write_stem(folder.file("2 Keys.wav"), 48000, 2, 960, 0.2f);
  write_stem(folder.file("1 Kick.wav"), 24000, 1, 120, 0.1f);
  write_stem(folder.file("11 Drums.wav"), 48000, 3, 240, 0.5f);
  REQUIRE(write_whole_file(folder.file("notes.txt"), "not a sound, and nobody says it is"));
  std::filesystem::create_directory(folder.file("old takes.wav"));

  const auto stems = open_stem_folder(folder.path(), 48000);
  REQUIRE(stems);
  CHECK(names(*stems) == std::vector<std::string>{"Kick", "Keys L", "Keys R", "Vox", "Drums 1", "Drums 2", "Drums 3"});
  CHECK(stems->sample_rate == 48000);
  CHECK(stems->frames == 960);
  CHECK(stems->stems[0].samples.size() == 240);
  CHECK(stems->stems[2].samples[959] == 0.2f);
  CHECK(stems->errors.empty());
  REQUIRE(stems->notes.size() == 1);
  CHECK_THAT(stems->notes[0], Contains("1 Kick.wav") && Contains("24000 Hz to 48000 Hz"));
}

TEST_CASE("the files of a take play where their numbers say, though some channels were not recorded") {
  TemporaryFolder folder;
  write_stem(folder.file("02 Snare.wav"), 48000, 1, 480, 0.2f);
  write_stem(folder.file("05 Vox.wav"), 48000, 1, 480, 0.5f);
  write_stem(folder.file("main.wav"), 48000, 2, 480, 0.7f);
  const auto stems = open_stem_folder(folder.path(), 48000);
  REQUIRE(stems);
  CHECK(names(*stems) == std::vector<std::string>{"", "Snare", "", "", "Vox", "main L", "main R"});
  CHECK(stems->stems[0].samples.empty());
  CHECK(stems->stems[4].samples[0] == 0.5f);
}

TEST_CASE("without a wanted rate the first file sets it") {
  TemporaryFolder folder;
  write_stem(folder.file("1 Kick.wav"), 44100, 1, 100, 0.1f);
  write_stem(folder.file("2 Snare.wav"), 48000, 1, 100, 0.1f);
  const auto stems = open_stem_folder(folder.path());
  REQUIRE(stems);
  CHECK(stems->sample_rate == 44100);
  CHECK(stems->notes.size() == 1);
}

TEST_CASE("a bad file costs only itself, and those after it keep their places") {
  TemporaryFolder folder;
  REQUIRE(write_whole_file(folder.file("1 Kick.wav"), "RIFF, but no more"));
  write_stem(folder.file("2 Snare.wav"), 48000, 1, 100, 0.1f);
  const auto stems = open_stem_folder(folder.path(), 48000);
  REQUIRE(stems);
  CHECK(names(*stems) == std::vector<std::string>{"Kick", "Snare"});
  CHECK(stems->stems[0].samples.empty());
  REQUIRE(stems->errors.size() == 1);
  CHECK_THAT(stems->errors[0], Contains("1 Kick.wav"));
}

TEST_CASE("a folder without sound is an error with a sentence") {
  TemporaryFolder folder;
  CHECK_THAT(open_stem_folder(folder.path()).error(), Contains("holds no sound files"));
  CHECK_THAT(open_stem_folder(folder.file("none")).error(), Contains("was not opened"));
  REQUIRE(write_whole_file(folder.file("1.wav"), "bad"));
  CHECK_THAT(open_stem_folder(folder.path()).error(), Contains("1.wav"));
}
