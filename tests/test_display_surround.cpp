// A strip among the loudspeakers, by hand: the pad of the channel's page, and what a surround main shows of its lanes.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "surfaces/display/model/lanes_in_use.h"
#include "tests/display_hand.h"

using namespace headroom;
using namespace headroom::display;

namespace {

// Where the pad lies on the page, found by the surrounds of 5.1, which stand at +-110 degrees.
struct PadPlace {
  Point center;
  float radius;
};
PadPlace pad_of(const Hand& hand) {
  const Regions regions = lay_out({0, 0, 1920, 1080}, true);
  const auto label = [&](const char* words) {
    for (int nth = 0; nth < hand.count(words); ++nth)
      if (regions.middle().contains(hand.find(words, nth))) return hand.find(words, nth);
    FAIL("no loudspeaker \"" << words << "\" on the page");
    return Point{};
  };
  constexpr float kAngle = 110 * std::numbers::pi_v<float> / 180;
  const Point left = label("Ls"), right = label("Rs");
  const float radius = (right.x - left.x) / 2 / std::sin(kAngle);
  return {{(left.x + right.x) / 2, left.y + radius * std::cos(kAngle)}, radius};
}

}  // namespace

TEST_CASE("the dot of the pad is dragged over azimuth, positive to the left, and distance, and undone as one") {
  DisplayRig rig("display_pad");
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1));
  rig.set("/ch/9/surround/on", 1);
  Hand hand(rig);
  hand.key('c');
  hand.frame();
  const PadPlace pad = pad_of(hand);
  const Point front{pad.center.x, pad.center.y - pad.radius};
  hand.move(front);
  hand.press();
  hand.move({pad.center.x - pad.radius, pad.center.y});
  hand.lift();
  CHECK(rig.value("/ch/9/surround/azimuth") == Approx(90).margin(1));
  CHECK(rig.value("/ch/9/surround/distance") == Approx(100).margin(8));  // a pixel beyond the circle is a long way
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/9/surround/azimuth") == 0);
  CHECK(rig.value("/ch/9/surround/distance") == 100);
}

TEST_CASE("the dot goes into the middle of the circle and beyond it, and its wheel turns the spread") {
  DisplayRig rig("display_pad_far");
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1));
  rig.set("/ch/9/surround/on", 1);
  Hand hand(rig);
  hand.key('c');
  hand.frame();
  const PadPlace pad = pad_of(hand);
  const Point front{pad.center.x, pad.center.y - pad.radius};
  hand.wheel(front, 5);
  CHECK(rig.value("/ch/9/surround/spread") > 1);
  hand.move(front);
  hand.press();
  hand.move({front.x, front.y + pad.radius / 2});
  CHECK(rig.value("/ch/9/surround/distance") == Approx(50).margin(2));
  hand.move({front.x, front.y - pad.radius / 6});
  hand.lift();
  CHECK(rig.value("/ch/9/surround/distance") > 120);
  CHECK(rig.value("/ch/9/surround/azimuth") == Approx(0).margin(1));
}

TEST_CASE("a strip has no pad while the main has no loudspeakers around it") {
  DisplayRig rig("display_no_pad");
  rig.set("/ch/9/surround/on", 1);
  Hand hand(rig);
  hand.key('c');
  hand.frame();
  CHECK(hand.count("AMONG THE LOUDSPEAKERS") == 0);
}

TEST_CASE("a main shows a meter for each loudspeaker of its layout, and no other") {
  DisplayRig rig("display_lanes");
  const StripIndex main = rig.desk().table().strip_of(kMain);
  Hand hand(rig);
  CHECK(lanes_in_use(rig.desk().show(), main).size() == 2);
  CHECK(hand.count("LFE") == 0);
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_7_1_4));
  hand.frame();
  CHECK(lanes_in_use(rig.desk().show(), main).size() == 12);
  for (int side = 0; side < kLoudspeakers; ++side) CHECK(hand.count(side_label(side)) >= 1);
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1));
  hand.frame();
  CHECK(hand.count("LFE") == 2);  // its meter, and its bar beside the field
  CHECK(hand.count("Ltf") == 0);
}
