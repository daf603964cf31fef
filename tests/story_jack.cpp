// The desk among other programs on a JACK server (its dummy driver, 256 frames): their sound goes through at the gain
// the faders say, and the desk takes no time of its own.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <optional>
#include <sstream>

#include "tests/jack_probe.h"
#include "tests/jack_server.h"
#include "tests/running_desk.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr int kPeriodFrames = 256;
constexpr double kCentre_dB = -3.0103;  // of the constant-power pan law

// Ours and the server's: a desk on its device, joined.
class JackStory {
 public:
  JackServer server;
  std::optional<RunningDesk> desk;

  void begin() {
    REQUIRE(server.start(kPeriodFrames));
    desk.emplace("headroom-console", std::vector<std::string>{"--device", "JACK: system", "--block", "256", "--plan",
                                                              "channels=8 aux=2 groups=2 matrices=2 dcas=2"});
    REQUIRE(desk->join());
    REQUIRE(wait_until([&] { return desk->link().status().drive == DriveState::device; }));
  }
};

// True once the probe hears `level` to a hundredth of a dB.
bool hears(const JackProbe& probe, double level) {
  return wait_until([&] { return std::abs(probe.heard() - level) <= 0.00115 * level; });
}

double gain(double dB) { return std::pow(10.0, dB / 20); }

TEST_CASE("another program's sound goes through the desk and comes back at the gain of its faders") {
  JackStory story;
  story.begin();
  RunningDesk& desk = *story.desk;
  CHECK(desk.link().status().block_frames == kPeriodFrames);

  JackProbe player("story-player");
  REQUIRE(player.is_open());
  REQUIRE(player.connect(player.out(), "headroom:in_1"));
  REQUIRE(player.connect("headroom:out_1", player.in()));
  player.play(0.5f);
  REQUIRE(desk.set("/ch/01/fader", "0"));
  CHECK(hears(player, 0.5 * gain(kCentre_dB)));

  // The way a person does it.
  CHECK(ChildProcess::start({program("headroom"), "set", "--name", desk.name(), "/ch/01/fader", "-6", "dB"}).wait() ==
        0);
  CHECK(hears(player, 0.5 * gain(-6 + kCentre_dB)));
  REQUIRE(desk.set("/ch/01/pan", "L100"));
  CHECK(hears(player, 0.5 * gain(-6)));
  REQUIRE(desk.set("/main/fader", "-20"));
  CHECK(hears(player, 0.5 * gain(-26)));
  REQUIRE(desk.set("/ch/01/mute", "on"));
  CHECK(wait_until([&] { return player.heard() == 0.0f; }));

  // The server tells every client of its own dropouts; those are all the desk has on the device, when it was in time.
  const DeskStatus status = desk.link().status();
  std::printf(
      "JACK's own dropouts: %d; the desk's dropouts, hand-over included: %llu; its longest callback: %.0f %% of a "
      "block\n",
      player.xruns(), static_cast<unsigned long long>(status.dropouts), 100 * static_cast<double>(status.load_max));
}

// The delay in frames from `out` to `in` as Debian's jack_delay measures it, once three readings in a row agree.
std::optional<double> outside_delay_frames(const std::string& out, const std::string& in) {
  const TemporaryFolder folder;
  const ChildProcess meter =
      ChildProcess::start({"stdbuf", "-oL", "jack_delay", "-O", out, "-I", in}, folder.file("readings"));
  std::optional<double> delay_frames;
  const bool is_steady = wait_until(
      [&] {
        std::FILE* file = std::fopen(folder.file("readings").c_str(), "r");
        if (!file) return false;
        char line[256];
        int agreeing = 0;
        double last = -1, frames = 0;
        while (std::fgets(line, sizeof line, file))
          if (std::sscanf(line, "%lf frames", &frames) == 1) {
            agreeing = std::abs(frames - last) < 0.01 ? agreeing + 1 : 0;
            last = frames;
          }
        std::fclose(file);
        if (agreeing >= 2) delay_frames = last;
        return agreeing >= 2;
      },
      std::chrono::seconds(40));
  return is_steady ? delay_frames : std::nullopt;
}

TEST_CASE("the desk adds not one frame to JACK's own way out and back, by an outside meter") {
  JackStory story;
  story.begin();
  RunningDesk& desk = *story.desk;
  REQUIRE(desk.set("/ch/01/fader", "0"));
  REQUIRE(desk.set("/ch/01/pan", "L100"));

  // What a program that only copies its input gives: JACK's own delay for a client in a loop.
  JackProbe wire("story-wire", JackProbe::Kind::wire);
  REQUIRE(wire.is_open());
  const auto through_wire = outside_delay_frames(wire.in(), wire.out());
  REQUIRE(through_wire);
  const auto through_desk = outside_delay_frames("headroom:in_1", "headroom:out_1");
  REQUIRE(through_desk);
  std::printf("delay by jack_delay: %.3f frames through a wire, %.3f through the desk\n", *through_wire, *through_desk);
  CHECK(std::fmod(*through_wire + 0.5, kPeriodFrames) < 1);  // whole periods
  CHECK(*through_desk == Approx(*through_wire).margin(0.05));
}

// A round trip as the desk measures it. What a server does to its clients on a machine in need costs another try: a
// dropout in the middle of the probe, or a desk that it lost for a moment, and with it the connections that `wire_up`
// makes.
template <class WireUp>
RoundTrip measured(LinkClient& link, WireUp wire_up) {
  SetupRequest request;
  request.kind = SetupRequest::Kind::measure_round_trip;
  request.output = request.input = 1;
  RoundTrip trip{};
  for (int tries = 0; tries < 50; ++tries) {
    if (!wait_until([&] { return link.status().drive == DriveState::device; }) || !wire_up()) continue;
    const uint64_t before = link.setup().round_trip.number;
    if (!link.request(request)) continue;
    wait_until([&] {
      trip = link.setup().round_trip;
      return trip.number > before && trip.state != RoundTripState::running;
    });
    if (trip.state != RoundTripState::disturbed && trip.state != RoundTripState::no_lines) break;
  }
  return trip;
}

TEST_CASE("the desk measures the way out and back as an outside meter does, to the frame, and makes none up") {
  JackStory story;
  story.begin();
  JackProbe wire("story-wire", JackProbe::Kind::wire);
  REQUIRE(wire.is_open());
  const auto outside = outside_delay_frames(wire.in(), wire.out());
  REQUIRE(outside);
  LinkClient& link = story.desk->link();
  CHECK(measured(link, [] { return true; }).state == RoundTripState::silent);
  const RoundTrip trip = measured(
      link, [&] { return wire.connect("headroom:out_1", wire.in()) && wire.connect(wire.out(), "headroom:in_1"); });
  CHECK(trip.state == RoundTripState::found);
  std::printf("round trip through a wire: %d frames by the desk, %.3f by jack_delay\n", trip.frames, *outside);
  CHECK(trip.frames == Approx(*outside).margin(1));
  CHECK(trip.level_dB == Approx(0).margin(0.01));
  CHECK_FALSE(trip.is_turned);
}

TEST_CASE("a device is left and taken again, in another block, while the desk runs on") {
  JackStory story;
  story.begin();
  LinkClient& link = story.desk->link();
  const uint64_t frames = link.status().frames;
  SetupRequest request;
  request.kind = SetupRequest::Kind::use_machine;
  for (const bool has_device : {false, true, false, true}) {
    request.machine = link.setup().machine;
    request.machine.block_frames = has_device ? 256 : 64;
    set_device(request.machine, has_device ? std::optional<std::string>("JACK: system") : std::nullopt);
    REQUIRE(link.request(request));
    REQUIRE(wait_until([&] { return link.status().drive == (has_device ? DriveState::device : DriveState::clock); }));
    CHECK(wait_until([&] { return link.status().block_frames == request.machine.block_frames; }));
  }
  CHECK(link.console_is_alive());
  CHECK(link.status().frames > frames);
}

}  // namespace
}  // namespace headroom
