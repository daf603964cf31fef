// The evening as it goes: somebody who has never seen the program starts it, chooses the machine on the screen, mixes,
// undoes, and then the machine breaks and comes back. A real window, a real JACK server (packages xvfb and jackd2).
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "tests/eye.h"
#include "tests/jack_server.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"
#include "tests/window_hand.h"
#include "tests/x_screen.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr int kWidth = 1600, kHeight = 900;
constexpr const char* kDevice = "JACK: system";

bool runs_on(LinkClient& link, DriveState drive, const std::string& device) {
  const DeskStatus status = link.status();
  return status.drive == drive && device == status.device;
}

// The sound goes on: a tenth of a second of it.
bool sounds(LinkClient& link) {
  const uint64_t frames = link.status().frames;
  return wait_until([&] { return link.status().frames >= frames + 4800; });
}

}  // namespace

TEST_CASE(
    "a real window and a real machine: start, choose the machine, mix, undo, lose the machine, and have it back with "
    "the mix as it was") {
  JackServer server;
  REQUIRE(server.start(256));
  XScreen screen(kWidth, kHeight);
  REQUIRE(screen.start());
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);

  // Start: nobody has chosen a machine for this desk, so it plays its demo and asks.
  RunningDesk desk("headroom", {"--no-midi"});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.link().setup().is_first_start != 0; }));
  REQUIRE(wait_until([&] { return desk.link().setup().devices_looked > 0; }));
  REQUIRE(wait_until([&] { return screens_at(desk, desk.link()) == 1; }));
  REQUIRE(wait_until([&] { return screen.windows("Headroom").size() == 1; }));
  screen.focus(screen.windows("Headroom").front());

  // Choose: another row first, so that the choice is the hand's.
  WindowHand chooser(screen, {});
  const auto choose = [&](Point words) {
    const Point beside{words.x, words.y - 8};  // between the words and the edge
    screen.move(words.x, words.y);
    if (!chooser.shows(beside, theme::kRaised)) return false;  // the window knows where the pointer is
    screen.button(true);
    const bool is_chosen = chooser.shows(beside, theme::kSelected);
    screen.button(false);
    return is_chosen;
  };
  {
    Eye eye(desk.link(), kWidth, kHeight);
    const Point own_clock = eye.find("No device"), device = eye.find(kDevice);
    CHECK(choose(own_clock));
    CHECK(choose(device));
    // The other row lights up under a hand that holds nothing, and is dark again when it has left for the button.
    const Point use = eye.find("Use this"), other{own_clock.x, own_clock.y - 8};
    screen.move(other.x, other.y);
    CHECK(chooser.shows(other, theme::kRaised));
    screen.move(use.x, use.y);
    CHECK(chooser.shows(other, theme::kPanel));
    screen.button(true);
    CHECK(wait_until([&] { return !desk.link().console_is_alive() || desk.link().setup().is_first_start == 0; }));
    screen.button(false);
  }
  // The demo ends; a desk of one's own begins, on the machine.
  REQUIRE(wait_until(
      [&] { return desk.join() && !desk.link().status().demo && runs_on(desk.link(), DriveState::device, kDevice); }));
  CHECK(sounds(desk.link()));
  REQUIRE(wait_until([&] { return screens_at(desk, desk.link()) == 1; }));

  // Mix, and undo the last of it.
  Eye eye(desk.link(), kWidth, kHeight);
  const Point keys = eye.find("Keys");
  WindowHand hand(screen, {keys.x - 24, keys.y});
  // What comes next for a new machine is on the Setup page, which is open now.
  const Point mix = eye.find("Mix");
  CHECK(hand.press_until(mix, [&] { return hand.shows_now({mix.x - 24, mix.y}, theme::kSelected); }));
  const auto id = [&](const std::string& address) { return desk.link().table().find(address); };
  const Regions regions = lay_out({0, 0, kWidth, kHeight}, true);
  const float width = regions.strips.w / static_cast<float>(eye.screen().open().strips);
  const auto fader_of = [&](int channel) {
    return Point{regions.strips.x + width * static_cast<float>(channel - 1) + 24, regions.strips.bottom() - 120};
  };
  CHECK(hand.drag(desk.link(), id("/ch/01/fader"), fader_of(1), {0, -60}));
  CHECK(hand.drag(desk.link(), id("/ch/02/fader"), fader_of(2), {0, -60}));
  const float mixed_dB = desk.link().value(id("/ch/01/fader")),
              unmixed_dB = desk.link().table().row(id("/ch/02/fader")).standard;
  CHECK(desk.link().value(id("/ch/02/fader")) > unmixed_dB);
  screen.key("z", true);
  CHECK(wait_until([&] { return desk.link().value(id("/ch/02/fader")) == unmixed_dB; }));
  CHECK(desk.link().value(id("/ch/01/fader")) == mixed_dB);

  // Break: the desk goes on, and the screen says which machine is missing.
  const Rect lamp = eye.find_box("JACK: SYSTEM");
  const Point dot{lamp.x - 9, lamp.center().y};
  CHECK(hand.shows(dot, theme::kGo));
  server.end(SIGKILL);
  CHECK(wait_until([&] { return desk.link().status().drive != DriveState::device; }));
  CHECK(desk.link().status().drive == DriveState::searching);
  eye.find("JACK: SYSTEM LOST");
  CHECK(hand.shows(dot, theme::kFailure));
  CHECK(sounds(desk.link()));
  CHECK(desk.link().console_is_alive());

  // Recover: nobody does anything.
  REQUIRE(server.start(256));
  CHECK(wait_until([&] { return runs_on(desk.link(), DriveState::device, kDevice); }));
  CHECK(hand.shows(dot, theme::kGo));
  CHECK(sounds(desk.link()));
  CHECK(desk.link().value(id("/ch/01/fader")) == mixed_dB);
  CHECK(screens_at(desk, desk.link()) == 1);

  INFO(desk.terminal());
  screen.close(screen.windows("Headroom").front());
  CHECK(desk.process().wait() == 0);
}
