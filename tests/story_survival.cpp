// The sound outlives everything around it, and what died comes back as it was. Programs are ended the hard way:
// kill -9, which is what a crash looks like from outside.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <random>

#include "console/show_file.h"
#include "console/show_keeper.h"
#include "io/atomic_file.h"
#include "io/clock_text.h"
#include "io/monotonic.h"
#include "io/sound_file.h"
#include "tests/jack_probe.h"
#include "tests/jack_server.h"
#include "tests/running_desk.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

const std::string kPlanWords = "channels=8 aux=2 groups=2 matrices=2 dcas=2";
constexpr double kBackWithin_s = 1.0;

double seconds_since(int64_t began_ns) { return static_cast<double>(monotonic_ns() - began_ns) * 1e-9; }

// A stem that is no two moments alike, so that a sample lost, doubled or changed shows.
constexpr int kLoopFrames = 12000;

bool write_stem(const std::string& path) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.5f, 0.5f);
  std::vector<float> samples(kLoopFrames);
  for (float& sample : samples) sample = level(random);
  auto file = SoundFileWriter::create(path, 48000, 1, WavFormat::float32);
  const float* const channels[] = {samples.data()};
  return file && file->write(channels, kLoopFrames) && file->finish();
}

// Follows the main's sound frame by frame. The first time round the loop is the run without anybody dying; every later
// sample is compared with it.
class SoundWitness {
 public:
  explicit SoundWitness(const LinkClient& link) : window_(link.audio(0)), next_(window_.written()) {}

  // Looks at what came since the last look.
  void look() {
    const uint64_t end = window_.written();
    if (end - next_ > static_cast<uint64_t>(window_.frames()) / 2) {  // the witness slept, not the desk
      missed_ += end - next_;
      next_ = end;
      return;
    }
    std::vector<float> samples(end - next_);
    if (!window_.copy_until(end, 0, samples.data(), static_cast<int>(samples.size())).whole) {
      missed_ += samples.size();
      next_ = end;
      return;
    }
    for (const float sample : samples) witness(next_++, sample);
  }
  // Looks on until that many samples were compared with the first round.
  bool look_on(uint64_t frames) {
    const uint64_t enough = compared_ + frames;
    return wait_until([&] { return look(), compared_ >= enough; });
  }

  uint64_t compared() const { return compared_; }
  uint64_t different() const { return different_; }
  uint64_t missed() const { return missed_; }

 private:
  void witness(uint64_t frame, float sample) {
    std::optional<float>& first = first_round_[frame % kLoopFrames];
    if (!first) {
      first = sample;
      return;
    }
    ++compared_;
    different_ += *first != sample;
  }

  const AudioWindow& window_;
  uint64_t next_;
  std::vector<std::optional<float>> first_round_ = std::vector<std::optional<float>>(kLoopFrames);
  uint64_t compared_ = 0, different_ = 0, missed_ = 0;
};

// What a screen does to a desk: reads everything all the time, and holds a fader.
ChildProcess screen_process(const std::string& desk) {
  return ChildProcess::run([&] {
    auto link = LinkClient::attach(desk, ClientKind::display, "a screen");
    if (!link) return 1;
    const ControlId fader = (*link)->table().find("/ch/02/fader");
    (*link)->begin_gesture(fader);
    MeterLook look;
    for (int i = 0;; ++i) {
      (*link)->beat();
      (*link)->look_at_meters(look);
      (*link)->set(fader, static_cast<float>(-(i % 60)));
    }
    return 0;
  });
}

TEST_CASE("kill -9 of a screen and of the surfaces: not one sample differs from the run without") {
  const TemporaryFolder stems;
  REQUIRE(write_stem(stems.file("1 Noise.wav")));
  RunningDesk desk("headroom-console", {"--no-device", "--input", stems.path(), "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/01/fader", "-3"));
  REQUIRE(desk.set("/ch/01/pan", "R20"));
  const uint64_t settled = desk.link().status().frames + 48000 / 10 + 1024;  // status comes ten times a second
  REQUIRE(wait_until([&] { return desk.link().audio(0).written() > settled; }));

  SoundWitness witness(desk.link());
  REQUIRE(witness.look_on(kLoopFrames));
  for (int round = 0; round < 3; ++round) {
    ChildProcess screen = screen_process(desk.name());
    ChildProcess surfaces = ChildProcess::start({program("headroom-midi"), "--desk", desk.name()});
    REQUIRE(wait_until([&] {
      witness.look();
      return desk.process_of(ClientKind::display) && desk.process_of(ClientKind::midi);
    }));
    const ControlId held = desk.link().table().find("/ch/02/fader");
    REQUIRE(wait_until([&] { return witness.look(), desk.link().holder(held) >= 0; }));
    screen.end(SIGKILL);
    surfaces.end(SIGKILL);
    CHECK(wait_until([&] {
      witness.look();
      return !desk.process_of(ClientKind::display) && !desk.process_of(ClientKind::midi) &&
             desk.link().holder(held) < 0;
    }));
    CHECK(witness.look_on(kLoopFrames));
  }
  std::printf("%llu samples compared across six kills, %llu differ (%llu not seen by the witness)\n",
              static_cast<unsigned long long>(witness.compared()), static_cast<unsigned long long>(witness.different()),
              static_cast<unsigned long long>(witness.missed()));
  CHECK(witness.different() == 0);
  CHECK(witness.compared() > 4 * kLoopFrames);
}

// An X server without a screen, for the display's window.
class VirtualScreen {
 public:
  VirtualScreen() : process_(ChildProcess::start({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24"}, file())) {}
  // True once it gives windows a place; DISPLAY then names it.
  bool start() {
    return wait_until([&] {
      std::FILE* answer = std::fopen(file().c_str(), "r");
      int number = 0;
      const bool is_up = answer && std::fscanf(answer, "%d", &number) == 1 && std::fgetc(answer) == '\n';
      if (answer) std::fclose(answer);
      char name[16];
      std::snprintf(name, sizeof name, ":%d", number);
      if (is_up) setenv("DISPLAY", name, 1);
      return is_up;
    });
  }

 private:
  std::string file() const { return folder_.file("display"); }
  TemporaryFolder folder_;
  ChildProcess process_;
};

TEST_CASE("the front door brings back a killed screen and killed surfaces, and the desk is as it was") {
  VirtualScreen screen;
  REQUIRE(screen.start());
  RunningDesk desk("headroom", {"--no-device", "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/03/fader", "-7.5"));
  for (const ClientKind kind : {ClientKind::midi, ClientKind::display}) {
    CAPTURE(static_cast<int>(kind));
    REQUIRE(wait_until([&] { return desk.process_of(kind) != 0; }));
    const int first = desk.process_of(kind);
    const uint64_t frames = desk.link().audio(0).written();
    kill(first, SIGKILL);
    CHECK(wait_until([&] { return desk.process_of(kind) != 0 && desk.process_of(kind) != first; }));
    CHECK(desk.link().console_is_alive());
    CHECK(desk.link().audio(0).written() > frames);
    CHECK(desk.value("/ch/03/fader") == -7.5f);
  }
}

TEST_CASE("kill -9 of the console: it is back within a second with the same mix") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/03/fader", "-7.5"));
  REQUIRE(desk.set("/ch/04/eq/2/freq", "1234 Hz"));
  REQUIRE(desk.set("/group/1/mute", "on"));
  const Table table{desk.link().table().plan()};  // the link's own table goes with the console
  std::vector<float> before;
  for (ControlId id = 0; id < table.size(); ++id) before.push_back(desk.link().value(id));
  const int first = desk.link().console_process();

  const int64_t killed_ns = monotonic_ns();
  const auto killed_s = static_cast<int64_t>(realtime_ns() / 1'000'000'000);
  kill(first, SIGKILL);
  REQUIRE(wait_until([&] { return !desk.link().console_is_alive(); }));
  // While the new console takes over what the dead one left, the dead one's link can still be joined for a moment.
  REQUIRE(wait_until([&] { return desk.join() && desk.link().console_process() != first; }));
  REQUIRE(wait_until([&] { return desk.link().audio(0).written() > 0; }));
  const double back_s = seconds_since(killed_ns);
  std::printf("the console was back after %.0f ms\n", 1000 * back_s);
  for (ControlId id = 0; id < table.size(); ++id)
    if (before[id] != desk.link().value(id)) FAIL(table.address(id));
  CHECK(back_s < kBackWithin_s);
  // It says of when it is: of the last moment, or of the second before.
  CHECK(wait_until([&] {
    const std::string told = desk.terminal(), of = "the desk is as it was at ";
    return told.find(of + clock_text(killed_s)) != std::string::npos ||
           told.find(of + clock_text(killed_s - 1)) != std::string::npos;
  }));
}

TEST_CASE("kill -9 of the console just after a scene was stored: its scenes are back and GO recalls them") {
  for (const bool is_demo : {false, true}) {
    std::vector<std::string> words{"--no-device", "--no-display", "--no-midi", "--plan", kPlanWords};
    if (is_demo) words = {"--no-device", "--no-display", "--no-midi", "--demo"};
    RunningDesk desk("headroom", words);
    REQUIRE(desk.join());
    const auto scenes = [&] {
      SceneStatus status{};
      desk.link().read_scenes(status);
      return status;
    };
    const auto press = [&](const char* address) { return desk.link().act(desk.link().table().find(address)); };
    REQUIRE(desk.set("/ch/03/fader", "-7.5"));
    REQUIRE(press("/scene/012/store"));
    REQUIRE(wait_until([&] { return has_scene(scenes(), 12); }));
    REQUIRE(desk.set("/ch/03/fader", "-20"));
    REQUIRE(press("/scene/013/store"));
    REQUIRE(wait_until([&] { return has_scene(scenes(), 13); }));
    REQUIRE(desk.set("/desk/scene/next", "12"));
    // Whole or not at all: what is waited for is the second scene in the file.
    const std::string kept = state_scenes_path(is_demo ? desk.name() + "+demo" : desk.name());
    REQUIRE(wait_until([&] {
      const auto text = read_whole_file(kept);
      return text && text->find("\nscene 13 ") != std::string::npos;
    }));
    const int first = desk.link().console_process();
    kill(first, SIGKILL);
    REQUIRE(wait_until([&] { return !desk.link().console_is_alive(); }));
    REQUIRE(wait_until([&] { return desk.join() && desk.link().console_process() != first; }));
    REQUIRE(wait_until([&] { return has_scene(scenes(), 12) && has_scene(scenes(), 13); }));
    CHECK(desk.value("/desk/scene/current") == 13);
    CHECK(desk.value("/ch/03/fader") == -20.0f);
    REQUIRE(press("/desk/scene/go"));
    CHECK(wait_until([&] { return desk.value("/ch/03/fader") == -7.5f && desk.value("/desk/scene/current") == 12; }));
  }
}

TEST_CASE("a console that is killed comes back with the same mix though its show file is gone and was no usual size") {
  TemporaryFolder folder;
  const std::string file = folder.file("night.show");
  const Table table{DeskPlan{.channels = 12}};
  REQUIRE(save_show(Show(table), file));
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi", file});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/12/fader", "-7.5"));
  std::filesystem::remove(file);
  kill(desk.link().console_process(), SIGKILL);
  REQUIRE(wait_until([&] { return !desk.link().console_is_alive(); }));
  REQUIRE(desk.join());
  CHECK(desk.value("/ch/12/fader") == -7.5f);
}

TEST_CASE("a take cut by kill -9 opens with all but its last second and the recording goes on in a new one") {
  const TemporaryFolder stems, recordings;
  REQUIRE(write_stem(stems.file("1 Noise.wav")));
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi", "--input", stems.path(), "--recordings",
                                recordings.path(), "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/01/arm", "on"));
  REQUIRE(desk.set("/desk/record", "on"));
  RecordStatus status{};
  const auto is_recording = [&](double seconds) {
    return wait_until([&] {
      return desk.link().read_recording(status) && status.is_recording &&
             static_cast<double>(status.frames) > 48000 * seconds;
    });
  };
  REQUIRE(is_recording(2.5));
  const std::string cut = recordings.path() + '/' + desk.name() + '/' + status.take + "/01 Ch 1.wav";
  const int died = desk.link().console_process();
  kill(died, SIGKILL);
  REQUIRE(wait_until([&] { return desk.join() && desk.link().console_process() != died; }));
  const auto sound = read_sound_file(cut);
  REQUIRE(sound);
  CHECK(static_cast<double>(sound->frames()) > 48000 * 1.3);
  CHECK(sound->notes.empty());
  // It is the noise that was played, to its last frame.
  const std::vector<float>& samples = sound->channels[0];
  size_t different = 0;
  for (size_t f = samples.size() - 1; f >= samples.size() - kLoopFrames; --f)
    different += samples[f] != samples[f - kLoopFrames];
  CHECK(different == 0);

  const std::string first_take = status.take;
  REQUIRE(wait_until(
      [&] { return desk.link().read_recording(status) && status.is_recording && status.take != first_take; }));
  CHECK(wait_until(
      [&] { return desk.terminal().find("was cut short and holds all but its last second") != std::string::npos; }));
}

TEST_CASE("a terminal that goes away takes nobody along: what dies then still comes back") {
  TemporaryFolder folder;
  const std::string terminal = folder.file("terminal");
  REQUIRE(mkfifo(terminal.c_str(), 0600) == 0);
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--plan", kPlanWords}, terminal);
  const int reader = open(terminal.c_str(), O_RDONLY);
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.process_of(ClientKind::midi) != 0; }));
  close(reader);
  const int console = desk.link().console_process(), midi = desk.process_of(ClientKind::midi);
  kill(midi, SIGKILL);  // the front door has something to say
  CHECK(
      wait_until([&] { return desk.process_of(ClientKind::midi) != 0 && desk.process_of(ClientKind::midi) != midi; }));
  CHECK(desk.link().console_is_alive());
  CHECK(desk.link().console_process() == console);
}

TEST_CASE("a second desk of the same name says so once and ends, and the first is left alone") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.process_of(ClientKind::midi) != 0; }));
  const int console = desk.link().console_process(), midi = desk.process_of(ClientKind::midi);
  TemporaryFolder folder;
  ChildProcess second = ChildProcess::start({program("headroom"), "--name", desk.name(), "--no-device", "--no-display"},
                                            folder.file("terminal"));
  CHECK(second.wait() == 1);
  const std::string said = *read_whole_file(folder.file("terminal"));
  CHECK(said.find("is running already") != std::string::npos);
  CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  CHECK(desk.link().console_process() == console);
  CHECK(desk.process_of(ClientKind::midi) == midi);
}

TEST_CASE("JACK's server killed and restarted: the desk runs on, and its sound is back within a second of the server") {
  JackServer server;
  REQUIRE(server.start(256));
  RunningDesk desk("headroom-console", {"--device", "JACK: system", "--block", "256", "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.link().status().drive == DriveState::device; }));
  REQUIRE(desk.set("/ch/01/fader", "0"));
  REQUIRE(desk.set("/ch/01/pan", "L100"));

  server.end(SIGKILL);
  REQUIRE(wait_until([&] { return desk.link().status().drive == DriveState::searching; }));
  const uint64_t frames = desk.link().audio(0).written();
  CHECK(wait_until([&] { return desk.link().audio(0).written() > frames + 4800; }));
  CHECK(desk.value("/ch/01/fader") == 0.0f);

  REQUIRE(server.start(256));
  const int64_t returned_ns = monotonic_ns();
  JackProbe player("story-player");
  REQUIRE(player.is_open());
  player.play(0.5f);
  REQUIRE(wait_until([&] { return player.connect(player.out(), "headroom:in_1"); }));
  REQUIRE(wait_until([&] { return player.connect("headroom:out_1", player.in()); }));
  CHECK(wait_until([&] { return std::abs(player.heard() - 0.5f) < 0.001f; }));
  const double back_s = seconds_since(returned_ns);
  std::printf("sound was back %.0f ms after the server's return\n", 1000 * back_s);
  CHECK(wait_until([&] { return desk.link().status().drive == DriveState::device; }));
  CHECK(desk.link().status().device == std::string("JACK: system"));
  CHECK(back_s < kBackWithin_s);
}

// `headroom setup` for this desk; its exit status.
int choose_machine(const RunningDesk& desk, std::vector<std::string> words) {
  words.insert(words.begin(), {program("headroom"), "setup", "--name", desk.name()});
  return ChildProcess::start(words).wait();
}

// The console is killed, and the front door brings another.
bool comes_back(RunningDesk& desk) {
  const int died = desk.link().console_process();
  kill(died, SIGKILL);
  return wait_until(
      [&] { return desk.join() && desk.link().console_process() != died && desk.link().status().sample_rate > 0; });
}

TEST_CASE("a desk goes on at the sample rate chosen while it ran, and comes back on it from kill -9 with its mix") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi", "--plan", kPlanWords});
  REQUIRE(desk.join());
  REQUIRE(desk.set("/ch/03/fader", "-7"));
  CHECK(choose_machine(desk, {"--rate", "96000", "--block", "128"}) == 0);
  REQUIRE(desk.join());
  CHECK(desk.link().status().sample_rate == 96000);
  CHECK(desk.value("/ch/03/fader") == -7);
  REQUIRE(comes_back(desk));
  CHECK(desk.link().status().sample_rate == 96000);
  CHECK(wait_until([&] { return desk.link().status().block_frames == 128; }));
  CHECK(desk.value("/ch/03/fader") == -7);
  CHECK(choose_machine(desk, {"--workers", "1"}) == 0);
  CHECK_FALSE(desk.link().console_is_alive());  // who asked is told when the successor is there, not before
  REQUIRE(desk.join());
  CHECK(desk.value("/ch/03/fader") == -7);
  CHECK(choose_machine(desk, {"--rate", "5"}) == 1);
  CHECK(desk.link().status().sample_rate == 96000);
}

TEST_CASE("a first start plays the demo on the desk's own clock, the machine chosen ends it, for kill -9 too") {
  setenv("DISPLAY", ":nowhere", 1);
  RunningDesk desk("headroom", {"--no-midi"});
  unsetenv("DISPLAY");
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.link().status().sample_rate > 0; }));
  CHECK(desk.link().status().demo);
  CHECK(desk.link().status().drive == DriveState::clock);
  CHECK(wait_until([&] { return desk.link().setup().is_first_start; }));  // it is shown after the status
  CHECK(choose_machine(desk, {"--no-device"}) == 0);
  REQUIRE(desk.join());
  CHECK_FALSE(desk.link().status().demo);
  REQUIRE(desk.set("/ch/01/fader", "-3"));
  REQUIRE(comes_back(desk));
  CHECK_FALSE(desk.link().status().demo);
  CHECK_FALSE(desk.link().setup().is_first_start);
  CHECK(desk.value("/ch/01/fader") == -3);
}

}  // namespace
}  // namespace headroom
