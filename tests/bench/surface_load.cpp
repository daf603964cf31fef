// What four boxes with 32 moving faders cost the engine, and how soon a box that is plugged in mid-show is painted: the
// programs themselves on a JACK server that tests/bench/surfaces has started.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "io/load_meter.h"
#include "io/monotonic.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/midi/mackie_control.h"
#include "tests/mcu_jack.h"
#include "tests/running_desk.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr int kBoxes = 4, kFaders = 8, kMovesPerSecond = 100, kPlugs = 20;
constexpr const char* kPlan = "channels=64 aux=16 groups=8 matrices=0 dcas=8";
constexpr int64_t kMillisecond_ns = 1'000'000;

[[noreturn]] void give_up(const char* sentence) {
  std::fprintf(stderr, "surface_load: %s\n", sentence);
  std::exit(1);
}

void must(bool is_so, const char* sentence) {
  if (!is_so) give_up(sentence);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

using Boxes = std::vector<std::unique_ptr<McuJack>>;

void live(const Boxes& boxes) {
  for (const auto& box : boxes) box->live();
}

// True when the faders and names of the eight channels from `first` on stand on the box, and its lamp is as the desk's.
bool shows(const LinkClient& link, McuBox& box, int first) {
  const Table& table = link.table();
  for (int i = 0; i < kFaders; ++i) {
    const StripIndex strip = table.strip_of(kChannel, first + i);
    const ControlId fader = table.id(strip, Param::fader);
    std::string name = link.strip_name(strip).substr(0, 6);
    name.resize(7, ' ');
    if (box.text(0, i) != name || box.light(0x10 + i) != (link.is_on(strip, Param::mute) ? kLightOn : kLightOff) ||
        box.fader_target(i) != position_of_value(table.row(fader), link.value(fader), *surface_named("X-Touch")))
      return false;
  }
  return true;
}

// What the hands do while the engine's blocks are timed: nothing; say a hundred times a second where they hold their
// faders, which is all the traffic and nothing new for the engine; or move them.
enum class Hands : uint8_t { away, hold, move };
constexpr std::array<Hands, 3> kPhases{Hands::away, Hands::hold, Hands::move};
constexpr std::array<const char*, 3> kPhaseNames{"still", "held", "moving"};

// Percent of the block, over the blocks of one window, or the medians of several.
struct Loads {
  double p50, p99, p999;
};

// Long enough that every block the meter remembers is of this window.
Loads spend_window(RunningDesk& desk, const Boxes& boxes, Hands hands) {
  const DeskStatus before = desk.link().status();
  const double seconds = 1.05 * LoadMeter::kBlocks * before.block_frames / before.sample_rate;
  const int64_t began_ns = monotonic_ns(), end_ns = began_ns + static_cast<int64_t>(seconds * 1e9);
  const auto each_fader = [&](auto act) {
    for (size_t box = 0; box < boxes.size(); ++box)
      for (int fader = 0; fader < kFaders; ++fader) act(boxes[box]->box(), fader, static_cast<double>(box));
  };
  if (hands != Hands::away) each_fader([](McuBox& box, int fader, double) { box.touch(fader); });
  int64_t next_move_ns = began_ns;
  for (int64_t now_ns = began_ns; now_ns < end_ns; now_ns += kMillisecond_ns) {
    sleep_until(now_ns);
    if (hands != Hands::away && now_ns >= next_move_ns) {
      next_move_ns += 1'000'000'000 / kMovesPerSecond;
      const double phase = hands == Hands::move ? static_cast<double>(now_ns - began_ns) * 1e-9 * 3 : 0;
      each_fader([&](McuBox& box, int fader, double place) {
        box.move(fader, static_cast<int>(8192 + 6000 * std::sin(phase + fader + place)));
      });
    }
    live(boxes);
  }
  const DeskStatus after = desk.link().status();
  if (hands != Hands::away) each_fader([](McuBox& box, int fader, double) { box.release(fader); });
  const int64_t rest_ns = monotonic_ns() + 200 * kMillisecond_ns;  // motors are set once more when a hand has left
  wait_until([&] {
    live(boxes);
    return monotonic_ns() >= rest_ns;
  });
  return {100.0 * after.load_p50, 100.0 * after.load_p99, 100.0 * after.load_p999};
}

Loads medians(const std::vector<Loads>& windows) {
  const auto median_of = [&](double Loads::*percentile) {
    std::vector<double> values;
    for (const Loads& window : windows) values.push_back(window.*percentile);
    return median(values);
  };
  return {median_of(&Loads::p50), median_of(&Loads::p99), median_of(&Loads::p999)};
}

void print(const char* name, const Loads& loads) {
  std::printf("  %-7s median %5.2f %%, p99 %5.2f %%, p99.9 %5.2f %%\n", name, loads.p50, loads.p99, loads.p999);
  std::fflush(stdout);
}

// The phases take turns, so that what else the machine does falls on all of them alike.
void measure_load(RunningDesk& desk, int rounds) {
  Boxes boxes;
  for (int i = 0; i < kBoxes; ++i) {
    boxes.push_back(std::make_unique<McuJack>("X-Touch-" + std::to_string(i + 1)));
    must(boxes.back()->is_open(), "a box does not join JACK");
  }
  for (int i = 0; i < kBoxes; ++i)
    must(wait_until([&] {
           live(boxes);
           return shows(desk.link(), boxes[static_cast<size_t>(i)]->box(), 1 + i * kFaders);
         }),
         "a box is not painted");
  std::printf("%d boxes with %d faders each; shares of the engine's block of %d frames, %u blocks a window\n", kBoxes,
              kFaders, desk.link().status().block_frames, LoadMeter::kBlocks);
  std::array<std::vector<Loads>, kPhases.size()> windows;
  spend_window(desk, boxes, Hands::move);  // everything has been used once
  const double edits_before = static_cast<double>(desk.link().status().edits_applied);
  for (int round = 0; round < rounds; ++round)
    for (size_t phase = 0; phase < kPhases.size(); ++phase) {
      windows[phase].push_back(spend_window(desk, boxes, kPhases[phase]));
      print(kPhaseNames[phase], windows[phase].back());
    }
  const DeskStatus after = desk.link().status();
  const double moving_s = 1.05 * LoadMeter::kBlocks * after.block_frames / after.sample_rate * rounds;
  std::printf("medians of %d windows each, %.0f edits a second while they move:\n", rounds,
              (static_cast<double>(after.edits_applied) - edits_before) / moving_s);
  std::array<Loads, kPhases.size()> all;
  for (size_t phase = 0; phase < kPhases.size(); ++phase)
    print(kPhaseNames[phase], all[phase] = medians(windows[phase]));
  int fights = 0;
  for (const auto& box : boxes) fights += box->box().fights();
  std::printf(
      "p99.9 against the same desk still: held %.2f, moving %.2f; median: held %.2f, moving %.2f; %d motors sent "
      "against a hand\n",
      all[1].p999 / all[0].p999, all[2].p999 / all[0].p999, all[1].p50 / all[0].p50, all[2].p50 / all[0].p50, fights);
}

// A box comes under another port's name each time, is painted, moves the desk, and goes.
void measure_plugging(RunningDesk& desk) {
  LinkClient& link = desk.link();
  const ControlId fader = link.table().id(link.table().strip_of(kChannel, 1), Param::fader);
  std::vector<double> painted_ms, usable_ms;
  for (int i = 0; i < kPlugs; ++i) {
    Boxes boxes;
    boxes.push_back(std::make_unique<McuJack>("X-Touch " + std::to_string(20 + i)));
    McuJack& box = *boxes.front();
    must(box.is_open(), "a box does not join JACK");
    const int64_t plugged_ns = monotonic_ns();
    const auto since_ms = [&] { return static_cast<double>(monotonic_ns() - plugged_ns) * 1e-6; };
    must(wait_until([&] {
           live(boxes);
           return shows(link, box.box(), 1);
         }),
         "the box is not painted");
    painted_ms.push_back(since_ms());
    const float before = link.value(fader);
    must(wait_until([&] {
           box.box().touch(0);
           box.box().move(0, i % 2 ? 4000 : 9000);
           live(boxes);
           return link.value(fader) != before;
         }),
         "the box does not move the desk");
    usable_ms.push_back(since_ms());
    box.box().release(0);
    live(boxes);
  }
  std::printf(
      "a box plugged in mid-show, %d times: painted after %.0f ms, its hands move the desk after %.0f ms (medians; "
      "worst "
      "%.0f and %.0f ms)\n",
      kPlugs, median(painted_ms), median(usable_ms), *std::max_element(painted_ms.begin(), painted_ms.end()),
      *std::max_element(usable_ms.begin(), usable_ms.end()));
  std::fflush(stdout);
}

int run(int rounds) {
  RunningDesk desk("headroom-console", {"--device", "JACK: system", "--block", "64", "--plan", kPlan});
  must(desk.join(), "no console");
  must(wait_until([&] { return desk.link().status().drive == DriveState::device; }), "the console does not join JACK");
  auto midi = ChildProcess::start({program("headroom-midi"), "--desk", desk.name(), "--api", "jack"});
  must(wait_until([&] { return desk.process_of(ClientKind::midi) != 0; }), "no surfaces");
  measure_plugging(desk);
  measure_load(desk, rounds);
  midi.end(SIGTERM);
  return 0;
}

}  // namespace
}  // namespace headroom

// surface_load [ROUNDS]: how often each phase of the hands has its turn.
int main(int argc, char** argv) { return headroom::run(argc > 1 ? std::atoi(argv[1]) : 5); }
