// Fingers as people lay them on a touch screen: a real window on an X server with a glass, which makes a mouse of the
// first finger wherever it may. What they do there is looked for at the desk, through the link.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/child_process.h"
#include "tests/eye.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/touch_glass.h"
#include "tests/wait_until.h"
#include "tests/x_screen.h"

using namespace headroom;
using namespace headroom::display;

namespace {

// The window leaves some of the glass free.
constexpr int kGlassWidth = 1600, kGlassHeight = 900, kWidth = 1400, kHeight = 800;

std::string fader(int channel) { return (channel < 10 ? "/ch/0" : "/ch/") + std::to_string(channel) + "/fader"; }

// A console, and one screen of it on the glass.
class TouchedDesk {
 public:
  TouchedDesk() : glass(screen) {}
  // False, and a sentence, where no touch screen is to be had.
  bool start() {
    if (!glass.start()) {
      WARN(
          "skipped: Xorg with a picture that goes nowhere and a glass to try does not come up here (packages "
          "xserver-xorg-core, xserver-xorg-video-dummy)");
      return false;
    }
    setenv("XDG_CONFIG_HOME", config_.path().c_str(), 1);
    desk_ = std::make_unique<RunningDesk>("headroom-console", std::vector<std::string>{"--no-device"});
    REQUIRE(desk_->join());
    display_ = std::make_unique<ChildProcess>(
        ChildProcess::start({program("headroom-display"), "--desk", desk_->name(), "--scale", "1", "--size",
                             std::to_string(kWidth) + "x" + std::to_string(kHeight)}));
    REQUIRE(wait_until(
        [&] { return desk_->process_of(ClientKind::display) > 0 && screen.windows("Headroom").size() == 1; }));
    REQUIRE(wait_until([&] { return screen.color_at(kWidth / 2, 4) != 0; }));
    eye = std::make_unique<Eye>(link(), kWidth, kHeight);
    return true;
  }

  LinkClient& link() { return desk_->link(); }
  ControlId id(const std::string& address) { return link().table().find(address); }
  float value(const std::string& address) { return desk_->value(address); }
  bool set(const std::string& address, const std::string& text) { return desk_->set(address, text); }
  bool is_held(const std::string& address) { return link().holder(id(address)) >= 0; }
  int held_faders() {
    int count = 0;
    for (int channel = 1; channel <= TouchGlass::kMostFingers; ++channel) count += is_held(fader(channel));
    return count;
  }

  // One that lies still for a second asks for a value: this one does not.
  void lay(int finger, Point at) {
    glass.put_down(finger, at);
    glass.slide(finger, {at.x + 10, at.y});
  }
  // Until the desk knows that the finger has the control.
  bool take(int finger, const std::string& address, Point at) {
    lay(finger, at);
    return wait_until([&] { return is_held(address); });
  }
  bool let_go(int finger, const std::string& address, Point at) {
    glass.lift(finger, at);
    return wait_until([&] { return !is_held(address); });
  }
  void tap(Point at) {
    glass.put_down(0, at);
    glass.lift(0, at);
  }
  // Until gestures on these, one each, are what can be undone; the newest first.
  bool can_undo(std::vector<std::string> addresses) {
    return wait_until([&] {
      UndoList list{};
      if (!link().read_undo(list) || list.count - list.undone != addresses.size()) return false;
      return std::equal(addresses.begin(), addresses.end(), list.lines + list.undone,
                        [&](const std::string& address, const UndoLine& line) {
                          return line.changes == 1 && line.control == id(address);
                        });
    });
  }

  XScreen screen{kGlassWidth, kGlassHeight};
  TouchGlass glass;
  std::unique_ptr<Eye> eye;

 private:
  TemporaryFolder config_;
  std::unique_ptr<RunningDesk> desk_;
  std::unique_ptr<ChildProcess> display_;
};

}  // namespace

TEST_CASE("on a touch screen two fingers move two faders at once, ten hold ten, each for itself and undone by itself") {
  TouchedDesk desk;
  if (!desk.start()) return;
  const Point a = desk.eye->find_target("fader", 0), b = desk.eye->find_target("fader", 1);
  REQUIRE(desk.take(0, fader(1), a));
  REQUIRE(desk.take(1, fader(2), b));
  const float first = desk.value(fader(1)), second = desk.value(fader(2));
  desk.glass.slide(0, {a.x, a.y - 60});
  desk.glass.slide(1, {b.x, b.y - 30});
  CHECK(wait_until([&] { return desk.value(fader(1)) > first && desk.value(fader(2)) > second; }));
  CHECK(desk.let_go(0, fader(1), {a.x, a.y - 60}));
  CHECK(desk.is_held(fader(2)));
  CHECK(desk.let_go(1, fader(2), {b.x, b.y - 30}));
  CHECK(desk.can_undo({fader(2), fader(1)}));

  std::vector<Point> places;
  for (int finger = 0; finger < TouchGlass::kMostFingers; ++finger)
    places.push_back(desk.eye->find_target("fader", finger));
  for (int finger = 0; finger < TouchGlass::kMostFingers; ++finger)
    desk.lay(finger, places[static_cast<size_t>(finger)]);
  CHECK(wait_until([&] { return desk.held_faders() == TouchGlass::kMostFingers; }));
  // Its cable comes off under them.
  desk.glass.pull();
  CHECK(wait_until([&] { return desk.held_faders() == 0; }));
  CHECK(desk.can_undo({fader(2), fader(1)}));
}

TEST_CASE(
    "on a touch screen a tap is one press: the mouse that the server makes of a finger presses nothing, and moves no "
    "fader") {
  TouchedDesk desk;
  if (!desk.start()) return;
  const Point mute = desk.eye->find_target("mute", 2);
  const Point a = desk.eye->find_target("fader", 0), b = desk.eye->find_target("fader", 1),
              c = desk.eye->find_target("fader", 2), d = desk.eye->find_target("fader", 3);
  REQUIRE(desk.set(fader(1), "-20"));
  REQUIRE(desk.set(fader(2), "-20"));
  desk.tap(mute);
  REQUIRE(wait_until([&] { return desk.value("/ch/03/mute") == 1; }));
  // In turns on two faders, as fast as can be: no two taps are a double click.
  for (const Point at : {a, b, a, b}) desk.tap(at);
  // A mouse that has not moved since presses where a finger left the arrow.
  REQUIRE(desk.take(0, fader(4), d));
  REQUIRE(desk.let_go(0, fader(4), d));
  desk.screen.button(true);
  CHECK(wait_until([&] { return desk.is_held(fader(4)); }));
  desk.screen.button(false);
  CHECK(wait_until([&] { return !desk.is_held(fader(4)); }));
  CHECK(desk.value("/ch/03/mute") == 1);
  CHECK(desk.value(fader(1)) == -20);
  CHECK(desk.value(fader(2)) == -20);
  CHECK(desk.can_undo({"/ch/03/mute", fader(2), fader(1)}));

  // A mouse that holds a fader keeps it where it is, though the server takes the arrow along with a finger.
  desk.screen.move(a.x, a.y);
  desk.screen.button(true);
  REQUIRE(wait_until([&] { return desk.is_held(fader(1)); }));
  REQUIRE(desk.take(0, fader(3), c));
  float last = desk.value(fader(3));
  for (int step = 1; step <= 5; ++step) {
    desk.glass.slide(0, {c.x, c.y - 20.0f * static_cast<float>(step)});
    REQUIRE(wait_until([&] { return desk.value(fader(3)) > last; }));
    last = desk.value(fader(3));
  }
  REQUIRE(desk.let_go(0, fader(3), {c.x, c.y - 100}));
  CHECK(desk.value(fader(1)) == -20);
  desk.screen.button(false);
  CHECK(wait_until([&] { return !desk.is_held(fader(1)); }));
  CHECK(desk.value(fader(1)) == -20);
}

TEST_CASE("on a touch screen a finger that slides out of the window goes on moving its fader, and lets go out there") {
  TouchedDesk desk;
  if (!desk.start()) return;
  const Point a = desk.eye->find_target("fader", 0), out{kWidth + 100, a.y - 60};
  REQUIRE(desk.take(0, fader(1), a));
  const float before = desk.value(fader(1));
  desk.glass.slide(0, out);
  CHECK(wait_until([&] { return desk.value(fader(1)) > before; }));
  CHECK(desk.is_held(fader(1)));
  CHECK(desk.let_go(0, fader(1), out));

  // Another window takes the keyboard: a finger is where it was. Minimised, nobody's hand is on it any more.
  REQUIRE(desk.take(0, fader(1), a));
  const WindowId window = desk.screen.windows("Headroom").front();
  desk.screen.focus(window);
  desk.screen.focus(XScreen::kNoWindow);
  const float moved = desk.value(fader(1));
  desk.glass.slide(0, {a.x, a.y + 60});
  CHECK(wait_until([&] { return desk.value(fader(1)) < moved; }));
  CHECK(desk.is_held(fader(1)));
  desk.screen.minimise(window);
  CHECK(wait_until([&] { return !desk.is_held(fader(1)); }));
}

TEST_CASE("on a touch screen a finger at rest on a fader asks for a value, and fingers type it") {
  TouchedDesk desk;
  if (!desk.start()) return;
  const Point a = desk.eye->find_target("fader", 0);
  desk.glass.put_down(0, a);
  REQUIRE(wait_until([&] { return desk.is_held(fader(1)); }));
  // What is typed from now on is not what the finger holds.
  REQUIRE(wait_until([&] { return !desk.is_held(fader(1)); }));
  desk.glass.lift(0, a);
  desk.eye->rest(a);
  for (const char* key : {"-", "1", "2", ".", "5", "Enter"}) desk.tap(desk.eye->find_last(key));
  CHECK(wait_until([&] { return desk.value(fader(1)) == -12.5f; }));
  CHECK(desk.can_undo({fader(1)}));
}

// Not a law but figures: tests/bench/touch_delay.
TEST_CASE("from a finger on the glass to the desk's value, and to the picture", "[.bench]") {
  constexpr int kTimes = 300, kFrame_us = 16667;
  TouchedDesk desk;
  if (!desk.start()) return;
  std::minstd_rand random(1);
  const auto print = [](const char* what, std::vector<double> delays_ms) {
    std::sort(delays_ms.begin(), delays_ms.end());
    const auto at = [&](double share) {
      return delays_ms[static_cast<size_t>(share * static_cast<double>(delays_ms.size() - 1))];
    };
    std::printf("%s: median %.1f ms, p99 %.1f ms, at most %.1f ms (%zu times)\n", what, at(0.5), at(0.99), at(1),
                delays_ms.size());
  };
  // Of what the finger does, at any time between two frames, until it is seen.
  const auto delay_ms = [&](const auto& act, const auto& is_seen) {
    std::this_thread::sleep_for(
        std::chrono::microseconds(kFrame_us + std::uniform_int_distribution<int>(0, kFrame_us)(random)));
    const auto began = std::chrono::steady_clock::now();
    act();
    while (!is_seen()) std::this_thread::sleep_for(std::chrono::microseconds(100));
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  };
  const Point lane = desk.eye->find_target("fader", 0), mute = desk.eye->find_target("mute", 2);
  std::vector<double> to_value_ms, to_picture_ms;
  REQUIRE(desk.set(fader(1), "-20"));
  REQUIRE(desk.take(0, fader(1), lane));
  for (int i = 0; i < kTimes; ++i) {
    const float before = desk.value(fader(1)), y = lane.y - (i % 2 == 0 ? 40.0f : 0.0f);
    to_value_ms.push_back(delay_ms(
        [&] {
          desk.glass.slide(0, {lane.x, y});
        },
        [&] { return desk.value(fader(1)) != before; }));
  }
  REQUIRE(desk.let_go(0, fader(1), lane));
  const int x = static_cast<int>(mute.x) - 24, y = static_cast<int>(mute.y);  // beside its word
  for (int i = 0; i < kTimes; ++i) {
    const unsigned before = desk.screen.color_at(x, y);
    to_picture_ms.push_back(delay_ms([&] { desk.tap(mute); }, [&] { return desk.screen.color_at(x, y) != before; }));
  }
  print("a fader's new value at the desk", to_value_ms);
  print("a mute's new colour on the screen", to_picture_ms);
}
