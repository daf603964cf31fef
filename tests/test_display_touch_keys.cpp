// Fingers that type: at rest on a value they ask for an exact one, and the screen brings the keys they need.
#include <catch2/catch.hpp>
#include <string>

#include "surfaces/display/model/screen_scale.h"
#include "tests/display_hand.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

TEST_CASE("keys tapped faster than the screen draws count in the order in which they were tapped") {
  DisplayRig rig("fingers_fast");
  Hand hand(rig);
  const Point a = hand.fader_of(0);
  hand.rest(1, a);
  REQUIRE(hand.screen().open().entry);
  HandId finger = 2;
  for (const char* key : {"-", "2", "1", "Enter"}) {
    const Point at = hand.find(key, hand.count(key) - 1);
    hand.finger(finger, Pointer::Phase::down, at);
    hand.finger(finger++, Pointer::Phase::up, at);
  }
  hand.wait(0.2);
  CHECK(rig.value("/ch/01/fader") == Approx(-21));
}

TEST_CASE(
    "a finger at rest on a value asks for an exact one, one that moves does not, and neither reaches through a sheet") {
  DisplayRig rig("fingers_rest");
  Hand hand(rig);
  const Point a = hand.fader_of(0);
  hand.put_down(1, a);
  hand.slide(1, {a.x, a.y - 40});
  hand.wait(1.2);
  CHECK_FALSE(hand.screen().open().entry);
  hand.lift_finger(1, {a.x, a.y - 40});
  hand.wait(0.5);
  const float before = rig.value("/ch/01/fader");
  hand.put_down(1, a);
  hand.wait(1.2);
  REQUIRE(hand.screen().open().entry);
  CHECK(hand.screen().open().entry->control == rig.desk().table().find("/ch/01/fader"));
  hand.slide(1, {a.x, a.y - 40});
  hand.lift_finger(1, {a.x, a.y - 40});
  CHECK(rig.value("/ch/01/fader") == before);
  // A tap on the sheet stays there, one beside closes it.
  const Point on_sheet = hand.find("Fader");
  hand.tap(on_sheet);
  CHECK(hand.screen().open().entry);
  hand.tap({960, 1});
  CHECK_FALSE(hand.screen().open().entry);
}

TEST_CASE(
    "a value that a finger asks for comes with keys, also on a screen laid out for the mouse, and one that the mouse "
    "asks for without") {
  DisplayRig rig("fingers_keys");
  Hand hand(rig);
  const Point a = hand.fader_of(0);
  hand.rest(1, a);
  REQUIRE(hand.screen().open().entry);
  for (const char* key : {"-", "1", "8", "Enter"}) {
    hand.tap(hand.find(key, hand.count(key) - 1));
    hand.wait(0.1);
  }
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.value("/ch/01/fader") == Approx(-18));
  hand.move(a);
  hand.press(1);
  hand.lift(1);
  REQUIRE(hand.screen().open().entry);
  CHECK(hand.count("Enter") == 0);
}

TEST_CASE("a value and a name can be typed by fingers alone, wrong ones are told of, and Esc forgets them") {
  DisplayRig rig("fingers_type");
  Hand hand(rig);
  const Monitor monitor{.width_px = 1920, .height_px = 1080, .width_mm = 345};
  hand.use_fingers(fingers_at(monitor, scale_for({.is_touched = true}, monitor, monitor.width_px, monitor.height_px)));
  const auto tap = [&](const std::string& key) {
    hand.tap(hand.find(key, hand.count(key) - 1));  // the sheet lies on top
    hand.wait(0.1);
  };
  const Point fader = hand.fader_of(0);
  const auto rest = [&] {
    hand.rest(1, fader);
    REQUIRE(hand.screen().open().entry);
    REQUIRE(hand.screen().open().entry->control == rig.desk().table().find("/ch/01/fader"));
  };
  hand.key(Key::f2);
  hand.frame();
  REQUIRE(hand.screen().open().entry);
  tap("Shift");
  for (const char* letter : {"J", "i", "m", "m", "Back", "space", "7"}) tap(letter);
  tap("Enter");
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.desk().show().text(rig.desk().table().find("/ch/09/name")) == "Jim 7");

  rest();
  for (const char* key : {"-", "1", "2", ".", "5", "6", "Back"}) tap(key);
  tap("Enter");
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.value("/ch/01/fader") == Approx(-12.5));
  rest();
  for (const char* key : {"9", "9", "9", "Enter"}) tap(key);
  REQUIRE(hand.screen().open().entry);
  CHECK_FALSE(hand.screen().open().entry->error.empty());
  tap("Esc");
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.value("/ch/01/fader") == Approx(-12.5));
}
