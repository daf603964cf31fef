// The screen as people meet it: the whole desk with a real window on an X server, driven by mouse and keys from
// outside. What hands do there is looked for at the desk, through the link.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>

#include "io/atomic_file.h"
#include "io/system_facts.h"
#include "surfaces/display/views/page.h"
#include "tests/eye.h"
#include "tests/running_desk.h"
#include "tests/wait_until.h"
#include "tests/window_hand.h"
#include "tests/x_screen.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr int kWidth = 1600, kHeight = 900;

// What a process and its threads have taken of the processor so far.
double processor_s(int process) {
  const auto line = first_line("/proc/" + std::to_string(process) + "/stat");
  unsigned long user = 0, system = 0;
  // After the name, which may hold anything.
  if (!line || std::sscanf(line->c_str() + line->rfind(')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                           &user, &system) != 2)
    return 0;
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// The dropouts of the desk until `process` has taken so much more of the processor.
uint64_t dropouts_while(LinkClient& desk, int process, double takes_s) {
  const uint64_t before = desk.status().dropouts;
  const double began_s = processor_s(process);
  REQUIRE(wait_until([&] { return processor_s(process) >= began_s + takes_s; }, std::chrono::seconds(60)));
  return desk.status().dropouts - before;
}

// A console with the demo band, and screens of their own that draw without a pause.
struct LoadedDesk {
  LoadedDesk(int block_frames, int screens)
      : desk("headroom-console", {"--no-device", "--demo", "--block", std::to_string(block_frames)}) {
    REQUIRE(desk.join());
    for (int i = 0; i < screens; ++i)
      displays.push_back(ChildProcess::start({program("headroom-display"), "--desk", desk.name(), "--without-pause"}));
    const auto in_step = [](const LinkClient::Peer& peer) {
      return peer.kind == ClientKind::display && peer.lamp == Lamp::in_step;
    };
    REQUIRE(wait_until([&] {
      const auto peers = desk.link().peers();
      return std::count_if(peers.begin(), peers.end(), in_step) == screens;
    }));
  }
  RunningDesk desk;
  std::vector<ChildProcess> displays;
};

}  // namespace

TEST_CASE(
    "a real window, by mouse and keys: find the voice, mix it, undo, lose the console, go on, then a second window, "
    "and the day") {
  XScreen hand(kWidth, kHeight);
  REQUIRE(hand.start());  // package xvfb
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  RunningDesk desk("headroom", {"--no-device", "--no-midi", "--demo"});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return screens_at(desk, desk.link()) == 1; }));
  REQUIRE(wait_until([&] { return hand.windows("Headroom").size() == 1; }));
  hand.focus(hand.windows("Headroom").front());

  Eye eye(desk.link(), kWidth, kHeight);
  const Point keys = eye.find("Keys");
  WindowHand mouse(hand, {keys.x - 24, keys.y});
  const ControlId selected = desk.link().table().find("/desk/selected");
  const auto id = [&](const std::string& control) { return desk.link().table().find("/ch/20/" + control); };
  // Find: the voice is in sight from the start; away from its layer and back, to its name by way of another.
  const Point layer = eye.find("IN 17–32"), other_layer = eye.find("IN 1–16");
  const Point beside{layer.x + 40, layer.y};  // the words
  // A first start offers to set up; who wants to mix at once puts that aside.
  REQUIRE(wait_until([&] { return hand.color_at(kWidth / 2, 4) != 0; }));
  hand.key("Escape");
  REQUIRE(mouse.shows(beside, theme::kSelected));
  const Point name = eye.find("Lead Vox"), other_name = eye.find("BV 1");
  const StripIndex voice = desk.link().table().strip_of(kChannel, 20);
  CHECK(desk.link().value(selected) == static_cast<float>(voice));
  CHECK(mouse.press_until(other_name, [&] { return desk.link().value(selected) == static_cast<float>(voice + 1); }));
  CHECK(mouse.press_until(other_layer, [&] { return mouse.shows(beside, theme::kStrip); }));
  CHECK(mouse.press_until(layer, [&] { return mouse.shows(beside, theme::kSelected); }));
  CHECK(mouse.press_until(name, [&] { return desk.link().value(selected) == static_cast<float>(voice); }));

  // Mix: fader, mute, a node of the equaliser.
  const Regions regions = lay_out({0, 0, kWidth, kHeight}, true);
  const float level_dB = desk.link().value(id("fader"));
  const float places = static_cast<float>(eye.screen().open().strips),
              strip_left = name.x - std::fmod(name.x - regions.strips.x, regions.strips.w / places);
  CHECK(mouse.drag(desk.link(), id("fader"), {strip_left + 24, regions.strips.bottom() - 120}, {0, -40}));
  CHECK(desk.link().value(id("fader")) > level_dB);
  hand.key("m");
  CHECK(wait_until([&] { return desk.link().value(id("mute")) == 1; }));
  const float freq_hz = desk.link().value(id("eq/3/freq"));
  // The window is late, and hears of the press when the mouse is elsewhere: it takes what lay under the press.
  const Point node = eye.find("3", Color(theme::kBandColors[3]));
  const int window_process = desk.process_of(ClientKind::display);
  kill(window_process, SIGSTOP);
  CHECK(mouse.press_until(node, [&] {
    hand.move(node.x + 50, node.y);
    kill(window_process, SIGCONT);
    return desk.link().value(id("eq/3/freq")) > freq_hz;
  }));

  // Undo: one gesture at a time.
  hand.key("z", true);
  CHECK(wait_until([&] { return desk.link().value(id("eq/3/freq")) == freq_hz; }));
  hand.key("z", true);
  CHECK(wait_until([&] { return desk.link().value(id("mute")) == 0; }));
  hand.key("z", true);
  CHECK(wait_until([&] { return desk.link().value(id("fader")) == level_dB; }));

  // Break and recover: the window outlives its console, and its hands reach the next one.
  kill(desk.link().console_process(), SIGKILL);
  REQUIRE(wait_until([&] { return !desk.link().console_is_alive(); }));
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return screens_at(desk, desk.link()) == 1; }));
  CHECK(desk.process_of(ClientKind::display) == window_process);
  CHECK(wait_until([&] {
    hand.key("m");
    return wait_until([&] { return desk.link().value(id("mute")) == 1; }, std::chrono::seconds(2));
  }));

  // A second window has its own place at the desk; it goes, the first stays.
  hand.key("n", true);
  REQUIRE(wait_until([&] { return hand.windows("Headroom").size() == 2 && screens_at(desk, desk.link()) == 2; }));
  const std::vector<WindowId> windows = hand.windows("Headroom");
  hand.close(windows.back());
  REQUIRE(wait_until([&] { return hand.windows("Headroom").size() == 1 && screens_at(desk, desk.link()) == 1; }));

  // The day: in sight, and kept for this user.
  hand.focus(windows.front());
  hand.key("n");
  CHECK(wait_until([&] { return (hand.color_at(kWidth / 2, 4) & 0xFF) > 0xE0; }));
  CHECK(wait_until([&] {
    const auto kept = read_whole_file(config.path() + "/headroom/display");
    return kept && kept->find("theme day") != std::string::npos;
  }));

  // The last window closed ends the desk.
  hand.close(windows.front());
  CHECK(desk.process().wait() == 0);
}

TEST_CASE("a screen that draws without a pause, and takes all of a core, costs the desk no block") {
  XScreen hand(kWidth, kHeight);
  REQUIRE(hand.start());
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  // Where threads may have no real-time priority a block waits its turn behind other programs: it is longer there.
  constexpr double kTaken_s = 0.5;  // some fifty frames
  constexpr int kTries = 20;
  LoadedDesk loaded(highest_allowed_priority() > 0 ? 256 : 2048, 1);
  uint64_t fewest = ~uint64_t{0};
  // Other programs on the machine, and its host, may hold a block up; what the screen does it does every time.
  for (int i = 0; i < kTries && fewest > 0; ++i)
    fewest = std::min(fewest, dropouts_while(loaded.desk.link(), loaded.displays.front().id(), kTaken_s));
  CHECK(fewest == 0);
}

TEST_CASE("a minimised window takes next to nothing of the processor, and is there again when it is wanted") {
  XScreen hand(kWidth, kHeight);
  REQUIRE(hand.start());
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  LoadedDesk loaded(256, 1);
  LinkClient& desk = loaded.desk.link();
  const int process = loaded.displays.front().id();
  REQUIRE(wait_until([&] { return hand.windows("Headroom").size() == 1; }));
  const WindowId window = hand.windows("Headroom").front();
  REQUIRE(wait_until([&] { return hand.color_at(kWidth / 2, 4) != 0; }));

  constexpr double kTaken_s = 0.5;
  const uint64_t began = desk.status().frames;
  dropouts_while(desk, process, kTaken_s);
  const uint64_t as_long = desk.status().frames - began;
  hand.minimise(window);
  // The frame that was under way when it went is drawn to its end.
  double settled_s = 0;
  uint64_t look = desk.status().frames;
  REQUIRE(wait_until([&] {
    if (desk.status().frames < look + as_long / 4) return false;
    const double taken_s = processor_s(process);
    const bool is_settled = taken_s - settled_s < kTaken_s / 10;
    settled_s = taken_s;
    look = desk.status().frames;
    return is_settled;
  }));
  const uint64_t end = desk.status().frames + as_long;
  REQUIRE(wait_until([&] { return desk.status().frames >= end; }));
  CHECK(processor_s(process) - settled_s < kTaken_s / 5);

  hand.restore(window);
  CHECK(wait_until([&] { return hand.color_at(kWidth / 2, 4) != 0; }));
  dropouts_while(desk, process, kTaken_s / 5);  // it draws
}

// What the host of a virtual machine has kept of its processors from it so far: proc(5), the eighth number of "cpu".
double stolen_s() {
  const auto line = first_line("/proc/stat");
  unsigned long stolen = 0;
  if (!line || std::sscanf(line->c_str(), "cpu %*u %*u %*u %*u %*u %*u %*u %lu", &stolen) != 1) return 0;
  return static_cast<double>(stolen) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Not a law but figures: tests/bench/display_load. Beside the screens: nothing, and programs that only spin, one a
// core; a dropout that comes as often beside those is the machine's.
TEST_CASE("dropouts of the desk under screens that draw without a pause", "[.bench]") {
  constexpr double kHeard_s = 10;
  struct Load {
    const char* name;
    int screens, spinners;
  };
  const int cores = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  XScreen hand(1920, 1080);
  REQUIRE(hand.start());
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  std::printf("real-time priority: %s\n", highest_allowed_priority() > 0 ? "allowed" : "refused");
  for (const int block_frames : {64, 128, 256, 1024})
    for (const Load& load : {Load{"nothing", 0, 0}, Load{"a spinning program a core", 0, cores},
                             Load{"one screen without a pause", 1, 0}, Load{"two screens without a pause", 2, 0}}) {
      LoadedDesk loaded(block_frames, load.screens);
      std::vector<ChildProcess> spinners;
      for (int i = 0; i < load.spinners; ++i)
        spinners.push_back(ChildProcess::start({"/bin/sh", "-c", "while :; do :; done"}));
      LinkClient& desk = loaded.desk.link();
      const auto taken_s = [&] {
        double sum_s = 0;
        for (const ChildProcess& display : loaded.displays) sum_s += processor_s(display.id());
        return sum_s;
      };
      REQUIRE(wait_until([&] { return desk.status().frames > 0; }));
      const DeskStatus before = desk.status();
      const double began_s = taken_s(), stolen_before_s = stolen_s();
      const uint64_t end = before.frames + static_cast<uint64_t>(kHeard_s * before.sample_rate);
      REQUIRE(wait_until([&] { return desk.status().frames >= end; }, std::chrono::seconds(60)));
      std::printf(
          "blocks of %4d frames, %s: %llu dropouts in %.0f s; the screens took %.0f %% of a core, the machine's host "
          "kept "
          "%.2f s; load of a block %.0f %%, at most %.0f %%\n",
          block_frames, load.name, static_cast<unsigned long long>(desk.status().dropouts - before.dropouts), kHeard_s,
          100 * (taken_s() - began_s) / kHeard_s, stolen_s() - stolen_before_s,
          100.0 * static_cast<double>(desk.status().load_p50), 100.0 * static_cast<double>(desk.status().load_peak));
      std::fflush(stdout);
    }
}
