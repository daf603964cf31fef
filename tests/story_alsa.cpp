// The desk on a sound card of ALSA, through PortAudio. The card is ALSA's own plug-in that ends in a JACK server (its
// dummy driver), so that real blocks come in real time and another program can hear them.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <optional>

#include "io/atomic_file.h"
#include "tests/jack_probe.h"
#include "tests/jack_server.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr const char* kCard = R"(</usr/share/alsa/alsa.conf>
pcm.storycard {
  type jack
  playback_ports { 0 system:playback_1 1 system:playback_2 }
  capture_ports { 0 system:capture_1 1 system:capture_2 }
  hint { show on description "a card that ends in JACK" }
}
)";

// The port of the card, which carries its program's name, that ends so; empty while there is none.
std::string port_that_ends(const JackProbe& probe, const std::string& end) {
  std::string found;
  for (const std::string& port : probe.ports())
    if (port.starts_with("headroom-console.") && port.ends_with(end)) found = port;
  return found;
}

TEST_CASE("a sound card of ALSA carries the desk both ways, at the gain of its faders") {
  const TemporaryFolder folder;
  REQUIRE(write_whole_file(folder.file("asound.conf"), kCard));
  setenv("ALSA_CONFIG_PATH", folder.file("asound.conf").c_str(), 1);
  JackServer server;
  REQUIRE(server.start(256));
  RunningDesk desk("headroom-console", {"--device", "ALSA: storycard", "--block", "256"});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.link().status().drive == DriveState::device; }));
  const DeskStatus status = desk.link().status();
  CHECK(std::string(status.device) == "ALSA: storycard");
  CHECK(status.device_inputs == 2);
  CHECK(status.device_outputs == 2);
  CHECK(status.round_trip_ms >= 2 * 256 / 48.0f);  // at least a block each way

  JackProbe player("story-player");
  REQUIRE(player.is_open());
  std::string into_card, out_of_card;
  REQUIRE(wait_until([&] {
    into_card = port_that_ends(player, "in_000");
    out_of_card = port_that_ends(player, "out_000");
    return !into_card.empty() && !out_of_card.empty();
  }));
  REQUIRE(player.connect(player.out(), into_card));
  REQUIRE(player.connect(out_of_card, player.in()));
  player.play(0.5f);
  REQUIRE(desk.set("/ch/01/pan", "L100"));
  REQUIRE(desk.set("/ch/01/fader", "-6"));
  const double level = 0.5 * std::pow(10.0, -6 / 20.0);
  CHECK(wait_until([&] { return std::abs(player.heard() - level) <= 0.00115 * level; }));
  REQUIRE(desk.set("/ch/01/mute", "on"));
  CHECK(wait_until([&] { return player.heard() == 0.0f; }));
}

}  // namespace
}  // namespace headroom
