// Ardour and our time ports: it runs by our machine control, and we show the time code and beats it sends;
// jack_midi_dump, a program of JACK's, reads the time code and clock we send. Run by tests/bench/ardour_time, which
// starts JACK and Ardour. Prints one line a law; exit status 0 when all held.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "io/monotonic.h"
#include "surfaces/midi/timecode.h"
#include "tests/child_process.h"
#include "tests/mcu_jack.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr int kSmpteLamp = 113, kSmpteBeatsKey = 53, kPlayKey = 94;
constexpr TimecodeRate kRate = TimecodeRate::full_30;  // of a new Ardour session
constexpr double kFrame_ms = 1000 / 30.0;
constexpr const char* kTimeIn = "headroom-midi-time:timecode_in";
constexpr const char* kTimeOut = "headroom-midi-time-out:timecode_out";

int failures = 0;

void law(const std::string& sentence, bool holds) {
  std::printf("%s: %s\n", holds ? "holds" : "FAILS", sentence.c_str());
  std::fflush(stdout);
  if (!holds) ++failures;
}

// The place that stands on a box's ten digits, in frames: groups of 3, 2, 2 and 3. -1: none does.
int64_t frame_on(const McuBox& box) {
  const std::string digits = box.time();
  const auto number = [&](size_t first, size_t count) {
    std::string group = digits.substr(first, count);
    std::erase(group, ' ');
    return group.empty() ? -1 : std::atoi(group.c_str());
  };
  const Timecode label{number(0, 3), number(3, 2), number(5, 2), number(7, 3)};
  return label.hours < 0 || label.minutes < 0 || label.seconds < 0 || label.frames < 0 ? -1 : frame_of(label, kRate);
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

// What jack_midi_dump has printed: absolute time in frames, and the bytes of each message, of the lengths asked for.
struct Dumped {
  double at_frames;
  std::vector<int> bytes;
};
std::vector<Dumped> read_dump(const std::string& path) {
  std::vector<Dumped> messages;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Dumped message;
    char colon = 0;
    if (!(words >> message.at_frames >> colon) || colon != ':') continue;
    for (std::string byte;
         words >> byte && byte.size() == 2 && byte.find_first_not_of("0123456789abcdef") == byte.npos;)
      message.bytes.push_back(std::stoi(byte, nullptr, 16));
    messages.push_back(message);
  }
  return messages;
}

class Bench {
 public:
  Bench()
      : ardour_("box", McuJack::Ports::program),
        ours_("X-Touch"),
        desk_("headroom-console", {"--device", "JACK: system"}) {}

  int run() {
    if (!ardour_.is_open() || !ours_.is_open() || !desk_.join()) {
      std::printf("no JACK server, or no console\n");
      return 1;
    }
    auto midi =
        ChildProcess::start({program("headroom-midi"), "--desk", desk_.name(), "--api", "jack", "--port", "X-Touch"});
    come_together();
    follow_time_code();
    follow_clock();
    be_read();
    midi.end(SIGTERM);
    return failures == 0 ? 0 : 1;
  }

 private:
  template <class Condition>
  bool live_until(Condition condition) {
    return wait_until([&] {
      live();
      return condition();
    });
  }
  void live() {
    ardour_.live();
    ours_.live();
  }
  void live_for(int milliseconds) {
    for (const int64_t end_ns = monotonic_ns() + milliseconds * int64_t{1'000'000}; monotonic_ns() < end_ns;) {
      live();
      sleep_until(monotonic_ns() + 500'000);
    }
  }
  bool is_playing() { return ardour_.box().light(kPlayKey) == 0x7F; }

  void come_together() {
    law("Ardour's surface and time ports appear, and ours", live_until([&] {
          return ardour_.connect("ardour:mackie control out", ardour_.port("midi_in")) &&
                 ardour_.connect(ardour_.port("midi_out"), "ardour:mackie control in") &&
                 ardour_.connect("ardour:MTC out", kTimeIn) && ardour_.connect("ardour:MIDI Clock out", kTimeIn) &&
                 ardour_.connect(kTimeOut, "ardour:MMC in");
        }));
    law("the box on Ardour shows time code", live_until([&] {
          if (ardour_.box().light(kSmpteLamp) == 0x7F) return true;
          ardour_.box().press(kSmpteBeatsKey);
          live_for(300);
          return ardour_.box().light(kSmpteLamp) == 0x7F;
        }));
    law("our box is painted", live_until([&] { return ours_.box().text(0, 0) == "Ch 1   "; }));
    desk_.set("/desk/timecode/rate", "30");
    desk_.set("/desk/timecode/digits", "timecode in");
  }

  void follow_time_code() {
    desk_.set("/desk/timecode/run", "on");
    law("Ardour plays when our time code runs (machine control)", live_until([&] { return is_playing(); }));
    law("its time code is followed: our box's SMPTE lamp is lit",
        live_until([&] { return ours_.box().light(kSmpteLamp) == 0x7F; }));
    live_for(1000);
    std::vector<double> off;  // both boxes are told of a new frame some time after it began
    bool went_back = false;
    int64_t before = 0;
    for (const int64_t end_ns = monotonic_ns() + 20'000'000'000; monotonic_ns() < end_ns;) {
      live_for(5);
      const int64_t here = frame_on(ours_.box()), there = frame_on(ardour_.box());
      if (here < 0 || there < 0) continue;
      went_back = went_back || here < before;
      before = here;
      off.push_back(static_cast<double>(here - there));
    }
    std::printf(
        "  ours against Ardour's own digits, %zu looks in 20 s: median %+.0f frames, 1st and 99th percentile %+.0f and "
        "%+.0f "
        "(Ardour refreshes its digits about every 100 ms, which is 3 frames)\n",
        off.size(), percentile(off, 0.5), percentile(off, 0.01), percentile(off, 0.99));
    law("we show the frame Ardour shows, within four", percentile(off, 0.01) >= -4 && percentile(off, 0.99) <= 4);
    law("time never went back", !went_back);
    desk_.set("/desk/timecode/run", "off");
    law("Ardour stops with us", live_until([&] { return !is_playing(); }));
    law("our lamp goes out", live_until([&] { return ours_.box().light(kSmpteLamp) == 0; }));
    live_for(1000);
    std::printf("  at rest: ours %lld, Ardour's %lld\n", static_cast<long long>(frame_on(ours_.box())),
                static_cast<long long>(frame_on(ardour_.box())));
    law("at rest both show one place, within two frames",
        std::abs(frame_on(ours_.box()) - frame_on(ardour_.box())) <= 2);
    desk_.set("/desk/timecode/zero", "1");
    law("our locate to zero places Ardour, and its full frame places what we show",
        live_until([&] { return frame_on(ardour_.box()) == 0 && frame_on(ours_.box()) == 0; }));
  }

  void follow_clock() {
    desk_.set("/desk/timecode/digits", "beats in");
    desk_.set("/desk/timecode/run", "on");
    law("Ardour's clock is read as 120 beats a minute",
        live_until([&] { return ours_.box().time().ends_with("120"); }));
    live_for(2000);
    std::vector<double> tempos;
    for (int i = 0; i < 400; ++i) {
      live_for(10);
      tempos.push_back(std::atof(ours_.box().time().substr(7).c_str()));
    }
    std::printf("  tempo shown: median %.0f, %.0f to %.0f in 400 looks\n", percentile(tempos, 0.5),
                percentile(tempos, 0), percentile(tempos, 1));
    law("and stays so, within one", percentile(tempos, 0) >= 119 && percentile(tempos, 1) <= 121);
    desk_.set("/desk/timecode/run", "off");
    live_until([&] { return !is_playing(); });
  }

  void be_read() {
    const TemporaryFolder folder;
    auto dump = ChildProcess::start({"stdbuf", "-oL", "jack_midi_dump", "-a", "dump"}, folder.file("dump"));
    law("jack_midi_dump listens", live_until([&] { return ardour_.connect(kTimeOut, "dump:input"); }));
    live_for(300);
    desk_.set("/desk/timecode/run", "on");
    desk_.set("/desk/clock/on", "on");
    live_for(10'000);
    desk_.set("/desk/clock/on", "off");
    desk_.set("/desk/timecode/run", "off");
    live_for(500);
    dump.end(SIGTERM);
    const auto messages = read_dump(folder.file("dump"));
    std::vector<Dumped> quarters, ticks;
    int starts = 0, stops = 0;
    for (const Dumped& message : messages) {
      if (message.bytes.empty()) continue;
      if (message.bytes[0] == 0xF1) quarters.push_back(message);
      if (message.bytes[0] == 0xF8) ticks.push_back(message);
      if (message.bytes[0] == 0xFA) ++starts;
      if (message.bytes[0] == 0xFC) ++stops;
    }
    law(
        "pieces 0 to 7 follow each other without a gap", quarters.size() > 1000 && [&] {
          for (size_t i = 1; i < quarters.size(); ++i)
            if ((quarters[i].bytes[1] >> 4) != ((quarters[i - 1].bytes[1] >> 4) + 1) % 8) return false;
          return true;
        }());
    const auto rate_of = [](const std::vector<Dumped>& all) {
      return all.size() < 2
                 ? 0.0
                 : static_cast<double>(all.size() - 1) * 48000 / (all.back().at_frames - all.front().at_frames);
    };
    std::printf(
        "  %zu quarter frames, %.3f a second by JACK's own clock (30 frames a second: 120); %zu clock ticks, %.3f a "
        "second "
        "(120 beats a minute: 48)\n",
        quarters.size(), rate_of(quarters), ticks.size(), rate_of(ticks));
    law("quarter frames come at their rate within 0.5 %", std::abs(rate_of(quarters) / 120 - 1) < 0.005);
    law("clock ticks come at their rate within 0.5 %", std::abs(rate_of(ticks) / 48 - 1) < 0.005);
    law("the clock starts once and stops once", starts == 1 && stops == 1);
    // Addresses, put together by the specification: each is two frames after the one before.
    std::array<int, 8> nibble{};
    int64_t last = -1;
    int addresses = 0;
    bool in_order = true;
    size_t first = 0;
    while (first < quarters.size() && (quarters[first].bytes[1] >> 4) != 0) ++first;
    for (size_t i = first; i + 8 <= quarters.size(); i += 8, ++addresses) {
      for (size_t piece = 0; piece < 8; ++piece) nibble[piece] = quarters[i + piece].bytes[1] & 0x0F;
      const int seconds = ((nibble[6] | (nibble[7] & 1) << 4) * 60 + (nibble[4] | (nibble[5] & 3) << 4)) * 60 +
                          (nibble[2] | (nibble[3] & 3) << 4);
      const int64_t frame = int64_t{seconds} * 30 + (nibble[0] | (nibble[1] & 1) << 4);
      in_order = in_order && (last < 0 || frame == last + 2) && (nibble[7] >> 1 & 3) == 3;
      last = frame;
    }
    law("every address is two frames after the one before, and says 30 frames a second", in_order && addresses > 100);
  }

  McuJack ardour_, ours_;
  RunningDesk desk_;
};

}  // namespace
}  // namespace headroom

int main() { return headroom::Bench().run(); }
