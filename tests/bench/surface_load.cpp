// What four boxes with 32 moving faders cost the engine, and how soon a box that is plugged in mid-show is painted: the
// programs themselves on a JACK server that tests/bench/surfaces has started.
#include <algorithm>
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

constexpr int kBoxes = 4, kFaders = 8, kMovesPerSecond = 100, kPairsOfWindows = 5, kPlugs = 20;
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

// Everything is as loud as it was, or every hand moves its fader up and down a hundred times a second.
void spend_window(RunningDesk& desk, const Boxes& boxes, bool hands_move) {
  const DeskStatus before = desk.link().status();
  const double seconds = 1.05 * LoadMeter::kBlocks * before.block_frames / before.sample_rate;
  const int64_t began_ns = monotonic_ns(), end_ns = began_ns + static_cast<int64_t>(seconds * 1e9);
  int64_t next_move_ns = began_ns;
  for (int64_t now_ns = began_ns; now_ns < end_ns; now_ns += kMillisecond_ns) {
    sleep_until(now_ns);
    if (hands_move && now_ns >= next_move_ns) {
      next_move_ns += 1'000'000'000 / kMovesPerSecond;
      const double phase = static_cast<double>(now_ns - began_ns) * 1e-9 * 3;
      for (size_t box = 0; box < boxes.size(); ++box)
        for (int fader = 0; fader < kFaders; ++fader)
          boxes[box]->box().move(fader, static_cast<int>(8192 + 6000 * std::sin(phase + fader + static_cast<double>(box))));
    }
    live(boxes);
  }
}

void measure_load(RunningDesk& desk) {
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
  std::vector<double> quiet, moving, ratios;
  spend_window(desk, boxes, false);  // everything has been used once
  for (int pair = 0; pair < kPairsOfWindows; ++pair) {
    spend_window(desk, boxes, false);
    const DeskStatus still = desk.link().status();
    for (const auto& box : boxes)
      for (int fader = 0; fader < kFaders; ++fader) box->box().touch(fader);
    spend_window(desk, boxes, true);
    const DeskStatus busy = desk.link().status();
    for (const auto& box : boxes)
      for (int fader = 0; fader < kFaders; ++fader) box->box().release(fader);
    quiet.push_back(still.load_p999);
    moving.push_back(busy.load_p999);
    ratios.push_back(busy.load_p999 / still.load_p999);
    std::printf("  still: median %.2f %%, p99.9 %.2f %% of the block; moving: median %.2f %%, p99.9 %.2f %%; %.0f edits a second\n",
                100.0 * still.load_p50, 100.0 * still.load_p999, 100.0 * busy.load_p50, 100.0 * busy.load_p999,
                static_cast<double>(busy.edits_applied - still.edits_applied) * busy.sample_rate /
                    static_cast<double>(busy.frames - still.frames));
    std::fflush(stdout);
  }
  int fights = 0;
  for (const auto& box : boxes) fights += box->box().fights();
  std::printf("32 faders moved %d times a second each, %d frames: p99.9 of the engine's block %.2f %% of it, %.2f %% while they "
              "stand still; ratio %.2f (medians of %d windows of %u blocks); %d motors sent against a hand\n",
              kMovesPerSecond, desk.link().status().block_frames, 100 * median(moving), 100 * median(quiet), median(ratios),
              kPairsOfWindows, LoadMeter::kBlocks, fights);
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
  std::printf("a box plugged in mid-show, %d times: painted after %.0f ms, its hands move the desk after %.0f ms (medians; worst "
              "%.0f and %.0f ms)\n",
              kPlugs, median(painted_ms), median(usable_ms), *std::max_element(painted_ms.begin(), painted_ms.end()),
              *std::max_element(usable_ms.begin(), usable_ms.end()));
  std::fflush(stdout);
}

int run() {
  RunningDesk desk("headroom-console", {"--device", "JACK: system", "--block", "64", "--plan", kPlan});
  must(desk.join(), "no console");
  must(wait_until([&] { return desk.link().status().drive == DriveState::device; }), "the console does not join JACK");
  auto midi = ChildProcess::start({program("headroom-midi"), "--desk", desk.name(), "--api", "jack"});
  must(wait_until([&] { return desk.process_of(ClientKind::midi) != 0; }), "no surfaces");
  measure_plugging(desk);
  measure_load(desk);
  midi.end(SIGTERM);
  return 0;
}

}  // namespace
}  // namespace headroom

int main() { return headroom::run(); }
