// The way of the sound from the engine through the link to the meters, and of the readings to whoever looks.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <random>
#include <thread>

#include "console/engine.h"
#include "console/live_targets.h"
#include "console/measure/programme_meters.h"
#include "console/meters/live_meters.h"
#include "io/atomic_file.h"
#include "tests/link_fixture.h"
#include "tests/meter_signals.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

using namespace headroom;

namespace {

constexpr int kBlock = 64;

// A console without threads: desk, engine, link and meters, driven by the test's own time.
struct MeteredDesk {
  DeskName name;
  Console console{name};
  LiveTargets targets{console.desk.lanes().layout()};
  Engine engine;
  std::vector<std::string> said;
  DeskMeters meters;
  MeterSettings settings;
  std::vector<std::vector<float>> outputs;

  explicit MeteredDesk(const std::string& log_start = "")
      : meters(
            console.host->meters(), [this](const std::string& sentence) { said.push_back(sentence); }, log_start) {
    const BankLayout& layout = console.desk.lanes().layout();
    console.host->reports().begin(48000);
    engine.prepare(layout, 48000, choose_kernels(), &targets, &console.host->reports());
    outputs.resize(static_cast<size_t>(layout.outputs), std::vector<float>(kBlock));
    set("/ch/01/fader", 0);
    set("/ch/01/pan", -100);
    set("/ch/02/fader", 0);
    set("/ch/02/pan", 100);
  }
  void set(const char* address, float value) {
    Edit edit;
    edit.control = console.id(address);
    edit.value = value;
    console.desk.apply(0, edit, 0);
    settings = meter_settings(console.desk.show());
    if (console.desk.update_targets()) targets.publish(console.desk.targets());
  }
  // `frames` (a multiple of kBlock) from input 1 and 2; the meters look every 20 ms, the main comes out.
  std::vector<Samples> run(const Samples& left, const Samples& right, size_t from, size_t frames, bool looks = true) {
    std::vector<const float*> in(static_cast<size_t>(console.desk.lanes().layout().inputs));
    std::vector<float*> out;
    for (auto& output : outputs) out.push_back(output.data());
    std::vector<Samples> main(2);
    for (size_t at = from; at < from + frames; at += kBlock) {
      in[0] = left.data() + at;
      in[1] = right.data() + at;
      engine.process(in.data(), out.data(), kBlock);
      for (size_t side = 0; side < 2; ++side)
        main[side].insert(main[side].end(), outputs[side].begin(), outputs[side].end());
      if (looks && at / 960 != (at + kBlock) / 960) meters.look(settings);
    }
    return main;
  }
};

MeterReading reading_of(const LinkClient& client, int tap) {
  MeterReading reading{};
  CHECK(client.read_meters(tap, reading));
  return reading;
}

}  // namespace

TEST_CASE("the loudness of the main in the running desk is that of the rendered file") {
  MeteredDesk desk;
  const auto client = attach(desk.name);
  const Samples left = music_like_noise(8, 48000, 1), right = music_like_noise(8, 48000, 2);
  const std::vector<Samples> main = desk.run(left, right, 0, 8 * 48000);
  ProgrammeMeters file(layout_of(std::vector<FileSpeaker>(2, FileSpeaker::unknown)), 48000);
  play(file, main);
  const MeterReading reading = reading_of(*client, 0);
  CHECK(reading.end_frame == 8 * 48000);
  CHECK(reading.lost_frames == 0);
  CHECK(reading.loudness.integrated_LUFS == Approx(file.loudness().integrated_LUFS()).margin(0.001));
  CHECK(reading.loudness.max_short_term_LUFS == Approx(file.loudness().max_short_term_LUFS()).margin(0.001));
  CHECK(reading.loudness.max_true_peak_dBTP == Approx(file.true_peak_dBTP()).margin(0.001));
  // The second tap hears the monitor, 10 dB softer.
  CHECK(reading_of(*client, 1).loudness.integrated_LUFS == Approx(reading.loudness.integrated_LUFS - 10).margin(0.01));
  // Who hears nothing reads nothing, rather than zeros.
  CHECK(reading_of(*client, 2).aim == 0);
}

TEST_CASE("a tap may change what it hears while sound runs, its meters begin anew with the first frame of the new") {
  MeteredDesk desk;
  const auto client = attach(desk.name);
  const Samples sound = tone(-20, 4, 48000), silence(sound.size());
  desk.run(sound, silence, 0, 48000);
  const TapAim main = client->tap_aim(0);
  CHECK(main.strip == desk.console.desk.table().strip_of(kMain));
  CHECK(main.layout == SpeakerLayout::stereo);
  desk.set("/meter/1/source", static_cast<float>(desk.console.desk.table().strip_of(kChannel, 2)));
  desk.run(sound, silence, 48000, 48000);
  const TapAim channel = client->tap_aim(0);
  CHECK(channel.number != main.number);
  CHECK(channel.first_frame == 48000);
  CHECK(channel.lanes == 1);
  CHECK(reading_of(*client, 0).aim == channel.number);
  CHECK(reading_of(*client, 0).loudness.integrated_LUFS == -INFINITY);
  CHECK(reading_of(*client, 0).loudness.measured_s == Approx(1));

  desk.set("/ch/01/pair", 1);
  desk.set("/meter/1/source", static_cast<float>(desk.console.desk.table().strip_of(kChannel, 2)));
  desk.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1));
  desk.set("/meter/2/source", static_cast<float>(desk.console.desk.table().strip_of(kMain)));
  desk.run(sound, silence, 96000, 48000);
  CHECK(client->tap_aim(0).lanes == 2);
  CHECK(reading_of(*client, 0).lane[0].rms_dBFS == Approx(-20).margin(0.2));
  CHECK(client->tap_aim(1).layout == SpeakerLayout::surround_5_1);
  CHECK(reading_of(*client, 1).lanes == 6);
  CHECK(reading_of(*client, 1).field.neighbours == 5);

  desk.set("/meter/1/source", desk.console.desk.table().max_value(desk.console.id("/meter/1/source")));
  const uint64_t written = client->audio(0).written();
  desk.run(sound, silence, 144000, 4800);
  CHECK(client->tap_aim(0).strip == -1);
  CHECK(client->audio(0).written() == written);
  CHECK(reading_of(*client, 0).lanes == 0);
}

// Clicks of one sample at any time, one between two looks at most; whoever looks seven times a second sees each.
TEST_CASE("no click is missed by a reader who looks seven times a second: on strips, on taps, in the history") {
  MeteredDesk desk;
  const auto client = attach(desk.name);
  constexpr size_t kLook = 48000 / 7 / kBlock * kBlock, kLooks = 70;
  std::mt19937 random(11);
  Samples left(kLook * kLooks), right(left.size());
  std::vector<float> clicks(kLooks);
  for (size_t look = 0; look < kLooks; ++look) {
    clicks[look] = random() % 2 ? 0.1f + 0.8f * static_cast<float>(random() % 1000) / 1000 : 0;
    left[look * kLook + random() % kLook] = clicks[look];
  }
  MeterLook strips;
  float pending = 0, in_history = 0, highest = 0;
  for (size_t look = 0; look < kLooks; ++look) {
    desk.run(left, right, look * kLook, kLook);
    client->look_at_meters(strips);
    // What a window that is not over yet holds comes with the next look.
    const float seen = strips.banks[0].peak[0];
    CHECK((seen >= 0.999f * clicks[look] || strips.end_frame < (look + 1) * kLook));
    CHECK(std::max(seen, pending) >= 0.999f * (look ? clicks[look - 1] : 0));
    pending = seen;
    highest = std::max(highest, clicks[look]);
    CHECK(reading_of(*client, 0).lane[0].max_peak_dBFS == Approx(20 * std::log10(highest)).margin(0.01));
    MeterHistory record;
    while (client->next_history(0, record))
      in_history = std::max(in_history, record.peak_dBFS > -100 ? std::pow(10.0f, record.peak_dBFS / 20) : 0);
  }
  CHECK(in_history == Approx(highest).epsilon(0.001));
  CHECK(strips.lost == 0);
}

TEST_CASE("what the meters came too late for is counted and told, and the rest is measured") {
  MeteredDesk desk;
  const auto client = attach(desk.name);
  const Samples sound = tone(-20, 2, 48000);
  desk.run(sound, sound, 0, 4800);
  desk.run(sound, sound, 4800, 48000, false);
  desk.run(sound, sound, 52800, 4800);
  const MeterReading reading = reading_of(*client, 0);
  CHECK(reading.gaps == 1);
  CHECK(reading.lost_frames > 0);
  CHECK(reading.end_frame == 57600);
  CHECK(reading.lost_frames + static_cast<uint64_t>(std::llround(reading.loudness.measured_s * 48000)) + 480 > 57600);
  CHECK(std::any_of(desk.said.begin(), desk.said.end(),
                    [](const std::string& s) { return s.find("were not measured") != s.npos; }));
}

TEST_CASE("overs on a tap are told with the name of what it hears, once a second at most") {
  MeteredDesk desk;
  desk.set("/meter/1/source", static_cast<float>(desk.console.desk.table().strip_of(kChannel, 1)));
  Samples sound(96000);
  for (size_t at = 4800; at < 90000; at += 4800) sound[at] = sound[at + 1] = sound[at + 2] = 1.5f;
  desk.run(sound, sound, 0, 96000);
  REQUIRE_FALSE(desk.said.empty());
  CHECK(desk.said[0] == "Ch 1: over (three samples at full scale), 1 on left.");
  CHECK(desk.said.size() <= 3);
}

TEST_CASE("the audio thread, the meter thread and a client at work at once: every reading is whole") {
  const DeskName name;
  Console console(name);
  const auto client = attach(name);
  const Samples sound = tone(-20, 0.01, 48000);
  const float* const inputs[] = {sound.data(), sound.data()};
  TapTarget taps[kAudioTaps];
  for (int tap = 0; tap < kMeterTaps; ++tap) {
    taps[tap].lanes = 2;
    taps[tap].layout = SpeakerLayout::stereo;
    taps[tap].source[0] = taps[tap].source[1] = engine_input(0);
  }
  std::atomic<bool> ending{false};
  std::thread audio([&] {
    uint64_t frame = 0;
    for (; !ending; frame += 480) {
      for (int offset = 0; offset < 480; offset += kGridFrames)
        console.host->reports().on_sound(
            {frame + static_cast<uint64_t>(offset), kGridFrames, {}, inputs, offset, taps, {}});
      if (frame % 48000 == 0) taps[3].source[1] = frame % 96000 ? engine_input(1) : kNoSource;
      std::this_thread::yield();
    }
  });
  {
    LiveMeters meters(
        console.host->meters(), [](const std::string&) {}, "");
    MeterReading reading{};
    MeterHistory record{};
    int records = 0;
    CHECK(wait_until([&] {
      if (client->read_meters(0, reading) && reading.aim != 0 && reading.lanes > 0) {
        CHECK(reading.lanes == 2);
        CHECK(reading.lane[0].peak_dBFS == reading.lane[1].peak_dBFS);
      }
      while (client->next_history(1, record)) {
        CHECK(record.correlation == Approx(1));
        ++records;
      }
      return records >= 10;
    }));
  }
  ending = true;
  audio.join();
}

TEST_CASE("a desk whose microphone is patched logs a line a second, a line cut short by a crash harms no other") {
  const TemporaryFolder folder;
  const auto lines_of_log = [&] {
    std::vector<std::string> lines;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) lines.push_back(line);
    }
    return lines;
  };
  const Samples sound = tone(-20, 3, 48000);
  {
    MeteredDesk desk(folder.file("night"));
    desk.set("/spl/input", 1);
    desk.set("/spl/log", 1);
    desk.run(sound, sound, 0, 3 * 48000);
    const auto client = attach(desk.name);
    SoundLevelReading reading{};
    CHECK(client->read_sound_level(reading));
    CHECK(reading.weighted[0].fast_dB == Approx(100).margin(0.2));
    CHECK(reading.seconds == 3);
  }
  REQUIRE(lines_of_log().size() == 4);
  CHECK(lines_of_log()[0] == "time,LAeq_1s_dB,LCeq_1s_dB,LZeq_1s_dB,LCpeak_dB,full_scale_dB_SPL,correction_dB");
  CHECK(lines_of_log()[3].find(",100.0,100.0,100.0,103.0,120.0,0.0") != std::string::npos);

  const std::string path = std::filesystem::directory_iterator(folder.path())->path().string();
  std::ofstream(path, std::ios::app) << "2026-11-";
  {
    auto file = AppendedFile::open(path, "no heading");
    REQUIRE(file);
    CHECK(file->append("whole"));
    CHECK(file->sync());
  }
  CHECK(lines_of_log().size() == 6);
  CHECK(lines_of_log()[5] == "whole");
  CHECK_FALSE(AppendedFile::open(folder.path(), ""));
  CHECK_FALSE(AppendedFile::open(folder.file("missing/file.csv"), ""));
}

TEST_CASE("a log that another version began is left as it is, and goes on in a file of its own") {
  const TemporaryFolder folder;
  const std::string path = folder.file("night-2026-11-22");
  std::ofstream(path + ".csv") << "time,level\n21:00,95\n";
  for (int i = 0; i < 2; ++i) {
    auto file = AppendedFile::open_csv(path, "time,level,correction");
    REQUIRE(file);
    CHECK(file->append("21:01,95,0"));
  }
  CHECK(*read_whole_file(path + ".csv") == "time,level\n21:00,95\n");
  CHECK(*read_whole_file(path + "-2.csv") == "time,level,correction\n21:01,95,0\n21:01,95,0\n");
}
