// Takes of the multitrack recorder, without an engine and without a clock: what the tap hears is written out here, and
// the disk is as slow and as full as the test wants it.
#include <catch2/catch.hpp>

#include <sndfile.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>

#include "console/recorder/record_feed.h"
#include "console/recorder/record_tap.h"
#include "console/recorder/take.h"
#include "console/recorder/take_folder.h"
#include "io/growing_sound_file.h"
#include "io/sound_file.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

constexpr int kInputs = 8;
constexpr uint64_t kAmpleRoom = 1000;  // pieces
constexpr int64_t kSecond_ns = 1'000'000'000;

struct Deaf final : EngineReports {
  void on_meters(uint64_t, int, std::span<const BankMeters>) noexcept override {}
  void on_event(const EngineEvent&) noexcept override {}
  void on_sound(const EngineSound&) noexcept override {}
};

// An engine of which only the inputs are heard: noise that never repeats, channel n patched to input n.
class Stage {
 public:
  Stage() {
    std::iota(inputs_heard_.begin(), inputs_heard_.end(), 0);
    for (auto& samples : sounded_) samples.reserve(1 << 20);
  }

  RecordTap& tap() { return tap_; }
  int frames() const { return static_cast<int>(sounded_[0].size()); }
  // What sounded on an input so far, from `begin` on.
  std::vector<float> sounded(int input, size_t begin = 0) const {
    const auto& all = sounded_[static_cast<size_t>(input)];
    return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.end()};
  }

  // The device calls with blocks of that size, which the engine cuts at its grid.
  void play(int frames, int block_frames = 64) {
    for (int block; frames > 0; frames -= block) {
      block = std::min(frames, block_frames);
      play_block(block);
    }
  }

 private:
  void play_block(int frames) {
    std::uniform_real_distribution<float> any(-1, 1);
    const size_t start = sounded_[0].size();
    for (auto& samples : sounded_)
      for (int f = 0; f < frames; ++f) samples.push_back(any(random_));
    std::array<const float*, kInputs> inputs;
    for (size_t i = 0; i < kInputs; ++i) inputs[i] = sounded_[i].data() + start;
    for (int offset = 0; offset < frames;) {
      const uint64_t frame = start + static_cast<uint64_t>(offset);
      const int chunk = std::min(frames - offset, kGridFrames - static_cast<int>(frame % kGridFrames));
      tap_.on_sound({frame, chunk, {}, inputs, offset, {}, inputs_heard_});
      offset += chunk;
    }
  }

  Deaf deaf_;
  RecordTap tap_{deaf_};
  std::array<int, kInputs> inputs_heard_;
  std::array<std::vector<float>, kInputs> sounded_;
  std::mt19937 random_{7};
};

RecordTrack track_of(int input) { return {input, "0" + std::to_string(input + 1) + " Kick", {input_of(input)}, 0}; }

std::vector<RecordTrack> tracks_of(std::initializer_list<int> inputs) {
  std::vector<RecordTrack> tracks;
  for (const int input : inputs) tracks.push_back(track_of(input));
  return tracks;
}

std::unique_ptr<Take> begin(Stage& stage, const TemporaryFolder& folder, std::initializer_list<int> inputs,
                            uint64_t pieces = kAmpleRoom) {
  auto take = Take::begin(stage.tap(), folder.file("desk"), 1'795'470'187, 48000);
  REQUIRE(take);
  REQUIRE((*take)->add(tracks_of(inputs), pieces));
  return std::move(*take);
}

void finish(Take& take, Stage& stage) {
  take.stop();
  stage.play(kGridFrames);
  REQUIRE(take.is_stopped());
  REQUIRE(take.finish());
}

std::vector<float> recorded(const Take& take, const RecordTrack& track, const std::string& behind = "") {
  const auto sound = read_sound_file(take.folder() + '/' + track.name + behind + ".wav");
  REQUIRE(sound);
  REQUIRE(sound->channels.size() == 1);
  REQUIRE(sound->sample_rate == 48000);
  REQUIRE(sound->notes.empty());
  return sound->channels[0];
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

std::vector<float> first(std::vector<float> samples, size_t frames) {
  samples.resize(frames);
  return samples;
}

TEST_CASE("What is recorded is what came in bit for bit at any block size") {
  const int block_frames = GENERATE(16, 32, 64, 441, 1024);
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 3, 5});
  for (int i = 0; i < 10; ++i) {
    stage.play(4410, block_frames);
    REQUIRE(take->write(i * kSecond_ns));
  }
  finish(*take, stage);
  const size_t whole = 44100 / kGridFrames * kGridFrames;
  for (const int input : {0, 3, 5}) {
    const auto samples = recorded(*take, track_of(input));
    CHECK(samples.size() >= whole);
    CHECK(same_bits(samples, first(stage.sounded(input), samples.size())));
  }
}

TEST_CASE("All files of a take begin at the same sample and are the same length") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 1});
  stage.play(5000);
  REQUIRE(take->write(0));
  REQUIRE(take->add(tracks_of({2}), kAmpleRoom));
  const size_t armed_at = (static_cast<size_t>(stage.frames()) + kGridFrames - 1) / kGridFrames * kGridFrames;
  stage.play(5000);
  finish(*take, stage);
  const auto from_start = recorded(*take, track_of(0)), late = recorded(*take, track_of(2));
  CHECK(from_start.size() >= 9900);
  CHECK(recorded(*take, track_of(1)).size() == from_start.size());
  REQUIRE(late.size() == from_start.size());
  auto expected = first(stage.sounded(2), late.size());
  std::fill_n(expected.begin(), armed_at, 0.0f);
  CHECK(same_bits(late, expected));
}

TEST_CASE("A track that is disarmed ends where it was and comes back in a file of its own") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 1});
  stage.play(3200);
  take->end(tracks_of({1}));
  stage.play(3200);
  REQUIRE(take->write(0));
  REQUIRE(take->add(tracks_of({1}), kAmpleRoom));
  stage.play(3200);
  finish(*take, stage);
  CHECK(same_bits(recorded(*take, track_of(1)), first(stage.sounded(1), 3200)));
  CHECK(recorded(*take, track_of(0)).size() == 9600);
  auto again = first(stage.sounded(1), 9600);
  std::fill_n(again.begin(), 6400, 0.0f);
  CHECK(same_bits(recorded(*take, track_of(1), " (2)"), again));
}

TEST_CASE("A slow disk costs silence of exactly the lost length and nothing moves out of sync") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 1}, 100);
  stage.play(3200 + 1600);  // all that there is room for, and as much again half
  CHECK(take->lost_frames() == 1600);
  REQUIRE(take->write(0));  // the disk comes round
  stage.play(1600);
  finish(*take, stage);
  CHECK(take->lost_frames() == 1600);
  for (const int input : {0, 1}) {
    auto expected = first(stage.sounded(input), 6400);
    std::fill_n(expected.begin() + 3200, 1600, 0.0f);
    CHECK(same_bits(recorded(*take, track_of(input)), expected));
  }
}

TEST_CASE("What is lost at the end of a take is silence there") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0}, 10);
  stage.play(640);
  finish(*take, stage);
  auto expected = first(stage.sounded(0), 640);
  std::fill(expected.begin() + 320, expected.end(), 0.0f);
  CHECK(same_bits(recorded(*take, track_of(0)), expected));
  CHECK(take->lost_frames() == 320);
}

// No file may grow beyond so many bytes while this lives.
class FullDisk {
 public:
  explicit FullDisk(rlim_t most_bytes) {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{most_bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_CASE("A full disk ends the take with a sentence and its files whole and the same length") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 1});
  // Twice the bytes: it meets the end first.
  REQUIRE(take->add({{2, "stereo", {input_of(2), input_of(3)}, 3}}, kAmpleRoom));
  stage.play(6400);
  REQUIRE(take->write(0));
  stage.play(6400);
  Outcome written;
  {
    const FullDisk full(60'000);
    written = take->write(kSecond_ns);
    CHECK_FALSE(written);
    CHECK(written.error().find("stereo.wav\" was not written") != std::string::npos);
    CHECK(take->write(2 * kSecond_ns));  // and says so once
    finish(*take, stage);
  }
  CHECK(same_bits(recorded(*take, track_of(0)), first(stage.sounded(0), 6400)));
  CHECK(same_bits(recorded(*take, track_of(1)), first(stage.sounded(1), 6400)));
  // Nothing lies behind the sound, either.
  const auto bytes = std::filesystem::file_size(take->folder() + "/01 Kick.wav");
  CHECK(bytes < 6401 * sizeof(float) + 200);
  const auto stereo = read_sound_file(take->folder() + "/stereo.wav");
  REQUIRE(stereo);
  REQUIRE(stereo->channels.size() == 2);
  CHECK(same_bits(stereo->channels[1], first(stage.sounded(3), 6400)));
}

TEST_CASE("A disk that fills when a track has just joined keeps all that was whole before") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0, 1});
  stage.play(6400);
  REQUIRE(take->write(0));
  const bool has_sounded = GENERATE(false, true);
  if (!has_sounded) stage.play(6400);
  REQUIRE(take->add(tracks_of({2}), kAmpleRoom));
  if (has_sounded) stage.play(6400);
  {
    const FullDisk full(26'000);
    CHECK_FALSE(take->write(kSecond_ns));
    finish(*take, stage);
  }
  for (const int input : {0, 1}) CHECK(same_bits(recorded(*take, track_of(input)), first(stage.sounded(input), 6400)));
  CHECK(recorded(*take, track_of(2)) == std::vector<float>(6400, 0.0f));
  CHECK(take->frames() == 6400);
}

TEST_CASE("A track disarmed before it sounded is empty on a full disk too") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0});
  stage.play(640);
  REQUIRE(take->write(0));
  REQUIRE(take->add(tracks_of({1}), kAmpleRoom));
  take->end(tracks_of({1}));
  stage.play(6400);
  {
    const FullDisk full(20'000);
    CHECK_FALSE(take->write(0));
    finish(*take, stage);
  }
  CHECK(same_bits(recorded(*take, track_of(0)), first(stage.sounded(0), 640)));
  CHECK(std::filesystem::file_size(take->folder() + "/02 Kick.wav") < 200);
}

TEST_CASE("A recording for which there is no room or no memory leaves nothing behind") {
  TemporaryFolder folder;
  Stage stage;
  auto take = Take::begin(stage.tap(), folder.file("desk"), 1'795'470'187, 48000);
  REQUIRE(take);
  SECTION("no room") {
    const FullDisk full(10);
    CHECK_FALSE((*take)->add(tracks_of({0, 1}), kAmpleRoom));
  }
  SECTION("no memory") {
    // More than a vector may hold: refused before an allocator is asked, as a sanitizer's would end the test.
    constexpr uint64_t kMoreThanThereIs = uint64_t{1} << 56;
    CHECK_THROWS((*take)->add(tracks_of({0, 1}), kMoreThanThereIs));
  }
  CHECK((*take)->finish());
  CHECK_FALSE(std::filesystem::exists((*take)->folder()));
}

TEST_CASE("A take opens at any moment with all but its last second") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0});
  stage.play(64);
  REQUIRE(take->write(0));
  for (int tenth = 1; tenth <= 25; ++tenth) {
    stage.play(4800);
    REQUIRE(take->write(tenth * kSecond_ns / 10));
    const auto sound = read_sound_file(take->folder() + "/01 Kick.wav");
    REQUIRE(sound);
    CHECK(sound->frames() > stage.frames() - 48000 - 64);
    CHECK(same_bits(sound->channels[0], first(stage.sounded(0), static_cast<size_t>(sound->frames()))));
  }
  finish(*take, stage);
}

TEST_CASE("What is no sound is silence in the file") {
  TemporaryFolder folder;
  Stage stage;
  const auto take = begin(stage, folder, {0});
  std::vector<float> broken(kGridFrames, 0.5f);
  broken[3] = std::numeric_limits<float>::quiet_NaN();
  broken[4] = std::numeric_limits<float>::infinity();
  const std::array<const float*, 1> inputs{broken.data()};
  const std::array<int, 1> heard{0};
  stage.tap().on_sound({0, kGridFrames, {}, inputs, 0, {}, heard});
  take->stop();
  stage.tap().on_sound({kGridFrames, kGridFrames, {}, inputs, 0, {}, heard});
  REQUIRE(take->finish());
  broken[3] = broken[4] = 0;
  CHECK(same_bits(recorded(*take, track_of(0)), broken));
}

TEST_CASE("Two takes within one second have folders of their own") {
  TemporaryFolder folder;
  const auto one = make_take_folder(folder.file("a/b"), 1'795'470'187);
  const auto other = make_take_folder(folder.file("a/b"), 1'795'470'187);
  REQUIRE(one);
  REQUIRE(other);
  CHECK(*other == *one + " (2)");
  CHECK(std::filesystem::is_directory(*other));
}

TEST_CASE("A folder that cannot be made is told with the way to mend it") {
  TemporaryFolder folder;
  REQUIRE(GrowingSoundFile::create(folder.file("no-folder"), 48000, 1));
  const auto take = make_take_folder(folder.file("no-folder/desk"), 0);
  REQUIRE_FALSE(take);
  CHECK(take.error().find("is not a folder") != std::string::npos);
}

TEST_CASE("A recording never writes over a file that is there") {
  TemporaryFolder folder;
  REQUIRE(GrowingSoundFile::create(folder.file("a.wav"), 48000, 1));
  CHECK_FALSE(GrowingSoundFile::create(folder.file("a.wav"), 48000, 1));
}

TEST_CASE("Any name of a strip is a file name that every system takes") {
  CHECK(safe_file_name("01 Kick/In: \"dry\"?") == "01 Kick_In_ _dry__");
  CHECK(safe_file_name(" ..vox. ") == "vox");
  CHECK(safe_file_name("../..") == "_");
  CHECK(safe_file_name("a\nb\x7f") == "a_b_");
  CHECK(safe_file_name("Gr\xC3\xBC\xC3\x9F") == "Gr\xC3\xBC\xC3\x9F");
  CHECK(safe_file_name("...") == "");
  CHECK(safe_file_name(std::string(119, 'x') + "\xC3\xBC").size() == 119);
}

TEST_CASE("A recording of more than four gigabytes opens whole") {
  TemporaryFolder folder;
  auto file = GrowingSoundFile::create(folder.file("long.wav"), 48000, 2);
  REQUIRE(file);
  constexpr int64_t kSilent = 560'000'000;  // 4.48 GB of it, which take no room
  const float sound[] = {0.25f, -0.25f, 0.5f, -0.5f};
  file->write_silence(kSilent);
  REQUIRE(file->write(sound, 2));
  REQUIRE(file->renew_header());
  SF_INFO info{};
  SNDFILE* reader = sf_open(folder.file("long.wav").c_str(), SFM_READ, &info);
  REQUIRE(reader);
  CHECK((info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_RF64);
  CHECK(info.frames == kSilent + 2);
  float last[4];
  CHECK(sf_seek(reader, kSilent, SEEK_SET) == kSilent);
  CHECK(sf_readf_float(reader, last, 2) == 2);
  CHECK(std::equal(last, last + 4, sound));
  sf_close(reader);
}

}  // namespace
}  // namespace headroom
