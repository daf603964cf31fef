// The recorder of a running console: what clients switch and arm, what lies on the disk afterwards, and what the desk
// says.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <random>

#include "console/recorder/recorder.h"
#include "io/growing_sound_file.h"
#include "io/sound_file.h"
#include "tests/live_console_rig.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr int kLoopFrames = 6000;

std::vector<float> noise_of(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> any(-1, 1);
  std::vector<float> samples(kLoopFrames);
  for (float& sample : samples) sample = any(random);
  return samples;
}

struct RecordingDesk : LiveConsoleRig {
  RecordingDesk() : LiveConsoleRig("test-recorder") {
    options.recordings = folder.file("recordings");
    const std::string inputs = folder.file("inputs");
    std::filesystem::create_directory(inputs);
    for (unsigned input = 1; input <= 3; ++input) {
      auto file = GrowingSoundFile::create(inputs + '/' + std::to_string(input) + ".wav", 48000, 1);
      REQUIRE((file && file->write(noise_of(input).data(), kLoopFrames) && file->renew_header()));
    }
    options.input_folder = inputs;
  }
  void start() {
    LiveConsoleRig::start();
    client = attach();
    REQUIRE(wait_until([&] { return told(*client, "3 stems play") == 1; }));
  }
  void set(const char* address, float value) {
    const ControlId id = client->table().find(address);
    REQUIRE(id != kNoControl);
    client->set(id, value);
  }
  void set_text(const char* address, const char* text) { client->set_text(client->table().find(address), text); }
  RecordStatus recording() const {
    RecordStatus status{};
    client->read_recording(status);
    return status;
  }
  bool is_switched_on() const { return client->value(client->table().find("/desk/record")) != 0; }
  // What was set has been taken, and what fades has faded.
  bool settle() const {
    const uint64_t frames = client->status().frames;
    return wait_until([&] { return client->status().frames > frames + 48000 / 5; });
  }
  bool record_for(uint64_t frames) {
    set("/desk/record", 1);
    return wait_until([&] { return recording().is_recording && recording().frames >= frames; });
  }
  bool stop() {
    set("/desk/record", 0);
    return wait_until([&] { return !recording().is_recording; });
  }
  std::string takes() const { return options.recordings + '/' + options.desk; }
  std::string take() const { return takes() + '/' + recording().take; }

  std::unique_ptr<LinkClient> client;
};

std::vector<float> channel(const std::string& path, size_t channel = 0) {
  const auto sound = read_sound_file(path);
  REQUIRE(sound);
  REQUIRE(channel < sound->channels.size());
  return sound->channels[channel];
}

// Where in the loop the samples begin; they must be that loop, sample by sample, to their end.
size_t place_in_loop(const std::vector<float>& samples, const std::vector<float>& loop) {
  REQUIRE(samples.size() > 2);
  const auto start = std::search(loop.begin(), loop.end(), samples.begin(), samples.begin() + 2);
  const auto place = static_cast<size_t>(start - loop.begin());
  for (size_t f = 0; f < samples.size(); ++f)
    if (samples[f] != loop[(place + f) % loop.size()]) FAIL("frame " << f << " is another");
  return place;
}

TEST_CASE("Armed channels are recorded before all processing and in step with each other") {
  RecordingDesk desk;
  desk.start();
  desk.set_text("/ch/01/name", "Kick: in");
  desk.set("/ch/01/trim", -12);
  desk.set("/ch/01/mute", 1);
  desk.set("/ch/02/input", 3);
  desk.set("/ch/01/arm", 1);
  desk.set("/ch/02/arm", 1);
  REQUIRE(desk.settle());
  REQUIRE(desk.record_for(20000));
  CHECK(desk.recording().armed_lanes == 2);
  CHECK(desk.recording().seconds_left > 0);
  REQUIRE(desk.stop());
  const auto one = channel(desk.take() + "/01 Kick_ in.wav"), two = channel(desk.take() + "/02 Ch 2.wav");
  CHECK(one.size() == two.size());
  CHECK(one.size() == desk.recording().frames);
  CHECK(place_in_loop(one, noise_of(1)) == place_in_loop(two, noise_of(3)));
  CHECK(desk.recording().lost_frames == 0);
}

TEST_CASE("An armed bus is recorded behind its fader with all its channels") {
  RecordingDesk desk;
  desk.start();
  desk.set("/ch/01/fader", 0);
  desk.set("/ch/01/pan", -100);
  desk.set("/main/fader", -20);
  desk.set("/main/arm", 1);
  desk.set("/ch/01/arm", 1);
  REQUIRE(desk.settle());
  REQUIRE(desk.record_for(20000));
  REQUIRE(desk.stop());
  const auto left = channel(desk.take() + "/buses/main.wav", 0), right = channel(desk.take() + "/buses/main.wav", 1);
  const auto input = channel(desk.take() + "/01 Ch 1.wav");
  REQUIRE(left.size() == input.size());
  for (size_t f = 0; f < left.size(); ++f) {
    if (std::abs(left[f] - 0.1f * input[f]) > 1e-5f) FAIL("frame " << f << " is another");
    if (right[f] != 0) FAIL("frame " << f << " of the right side is not silent");
  }
}

TEST_CASE("With nothing armed nothing is recorded and the desk says what to do") {
  RecordingDesk desk;
  desk.start();
  desk.set("/desk/record", 1);
  CHECK(wait_until([&] { return told(*desk.client, "Nothing is recorded: no channel") == 1; }));
  CHECK(wait_until([&] { return !desk.is_switched_on(); }));
  CHECK_FALSE(std::filesystem::exists(desk.options.recordings));
}

TEST_CASE("A channel armed while it records joins the take and one disarmed leaves it") {
  RecordingDesk desk;
  desk.start();
  desk.set("/ch/01/arm", 1);
  REQUIRE(desk.record_for(10000));
  desk.set("/ch/02/arm", 1);
  const std::string second = desk.take() + "/02 Ch 2.wav";
  REQUIRE(wait_until([&] { return std::filesystem::exists(second); }));
  const uint64_t joined = desk.recording().frames;
  REQUIRE(wait_until([&] { return desk.recording().frames > joined + 20000; }));
  desk.set("/ch/01/arm", 0);
  const uint64_t left = desk.recording().frames;
  REQUIRE(wait_until([&] { return desk.recording().frames > left + 20000; }));
  REQUIRE(desk.stop());
  const auto one = channel(desk.take() + "/01 Ch 1.wav"), two = channel(second);
  CHECK(two.size() == desk.recording().frames);
  CHECK(one.size() < two.size());
  const auto first_sound = std::find_if(two.begin(), two.end(), [](float x) { return x != 0; });
  const auto silent = static_cast<size_t>(first_sound - two.begin());
  CHECK(silent >= 9000);
  const std::vector<float> sounding(two.begin() + static_cast<std::ptrdiff_t>(silent), two.end());
  const std::vector<float> at_that_time(one.begin() + static_cast<std::ptrdiff_t>(silent), one.end());
  CHECK(place_in_loop(sounding, noise_of(2)) == place_in_loop(at_that_time, noise_of(1)));
}

TEST_CASE("A folder that cannot be written costs a sentence and not the sound") {
  RecordingDesk desk;
  REQUIRE(GrowingSoundFile::create(desk.options.recordings, 48000, 1));  // a file where the folder should be
  desk.start();
  desk.set("/ch/01/arm", 1);
  desk.set("/desk/record", 1);
  CHECK(wait_until([&] { return told(*desk.client, "Nothing is recorded: \"") == 1; }));
  CHECK(wait_until([&] { return !desk.is_switched_on(); }));
  const uint64_t frames = desk.client->status().frames;
  CHECK(wait_until([&] { return desk.client->status().frames > frames + 4800; }));
}

struct Deaf final : EngineReports {
  void on_meters(uint64_t, int, std::span<const BankMeters>) noexcept override {}
  void on_event(const EngineEvent&) noexcept override {}
  void on_sound(const EngineSound&) noexcept override {}
};

// Whoever keeps the recorder's thread stands for a disk that hangs.
struct HangingDisk {
  std::atomic<bool> hangs{true}, is_waited_for{false};
  Recorder::Say say() {
    return [this](const std::string&) {
      is_waited_for = true;
      wait_until([&] { return !hangs; }, std::chrono::seconds(60));
    };
  }
};

TEST_CASE("A disk that does not answer is noticed while it does not") {
  Deaf deaf;
  const TemporaryFolder folder;
  HangingDisk disk;
  RecordTap tap(deaf);
  Recorder recorder(tap, folder.path(), 48000, disk.say());
  CHECK(recorder.state().unanswered_s < 1);
  recorder.want({true, {{0, "01 Kick", {input_of(0)}, 0}}});
  CHECK(wait_until([&] { return recorder.state().unanswered_s > 1; }));
  disk.hangs = false;
  CHECK(wait_until([&] { return recorder.state().unanswered_s < 1; }));
}

TEST_CASE("A desk that starts anew does not wait for the disk of the recording and says when the take waits long") {
  Deaf deaf;
  const TemporaryFolder folder;
  HangingDisk disk;
  auto tap = std::make_unique<RecordTap>(deaf);
  auto recorder = std::make_unique<Recorder>(*tap, folder.path(), 48000, disk.say());
  recorder->want({true, {{0, "01 Kick", {input_of(0)}, 0}}});
  REQUIRE(wait_until([&] { return disk.is_waited_for.load(); }));
  recorder->end();
  CHECK(!recorder->has_ended());
  EndingTakes takes;
  takes.add({std::move(tap), std::move(recorder)});
  int told = 0;
  const auto look = [&] { takes.look([&](const std::string&) { ++told; }); };
  CHECK(wait_until([&] { return look(), told > 0; }));
  look();
  CHECK(told == 1);
  CHECK(!takes.is_empty());
  disk.hangs = false;
  CHECK(wait_until([&] { return look(), takes.is_empty(); }));
}

TEST_CASE("A locked desk starts no recording and a fully locked one ends none") {
  RecordingDesk desk;
  desk.start();
  desk.set("/ch/01/arm", 1);
  desk.set("/desk/lock", 2);
  desk.set("/desk/record", 1);
  CHECK(wait_until([&] { return told(*desk.client, "/desk/record is locked") == 1; }));
  CHECK_FALSE(desk.is_switched_on());
  desk.set("/desk/lock", 0);
  REQUIRE(desk.record_for(4800));
  desk.set("/desk/lock", 2);
  desk.set("/desk/record", 0);
  CHECK(wait_until([&] { return told(*desk.client, "/desk/record is locked") == 1; }));
  CHECK(desk.recording().is_recording);
}

TEST_CASE("A desk that starts anew at another rate ends the take and goes on in a new one") {
  RecordingDesk desk;
  desk.start();
  desk.set("/ch/01/arm", 1);
  REQUIRE(desk.record_for(20000));
  const std::string first_take = desk.take();
  ConsoleOptions next = desk.options;
  next.machine.sample_rate = 44100;
  desk.client.reset();
  auto successor = LiveConsole::start(next, std::move(desk.console));
  REQUIRE(successor);
  desk.console = std::move(*successor);
  desk.client = desk.attach();
  REQUIRE(wait_until([&] { return desk.recording().is_recording && desk.recording().frames > 10000; }));
  CHECK(desk.take() != first_take);
  REQUIRE(desk.stop());
  const auto before = read_sound_file(first_take + "/01 Ch 1.wav");
  const auto after = read_sound_file(desk.take() + "/01 Ch 1.wav");
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->sample_rate == 48000);
  CHECK(before->frames() >= 20000);
  CHECK(after->sample_rate == 44100);
}

TEST_CASE("A console that ends while it records leaves the take whole") {
  RecordingDesk desk;
  desk.start();
  desk.set("/ch/01/arm", 1);
  REQUIRE(desk.record_for(20000));
  const std::string take = desk.take();
  desk.console.reset();
  const auto one = channel(take + "/01 Ch 1.wav");
  CHECK(one.size() >= 20000);
  place_in_loop(one, noise_of(1));
}

}  // namespace
}  // namespace headroom
