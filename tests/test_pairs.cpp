// Left and right: pan laws by name, stereo and mid/side pairs of channels, stereo auxes with their send pans, cue mixes
// that follow the main. Gains are heard at outputs and compared with the formulas in double.
#include <catch2/catch.hpp>

#include <numbers>

#include "console/pan.h"
#include "tests/heard.h"

namespace headroom {
namespace {

double dB_of(double gain) { return 20 * std::log10(gain); }

// A desk whose channels 1 and 2 are a pair at 0 dB.
class PairHeard : public Heard {
 public:
  explicit PairHeard(const std::string& pair) {
    set("/ch/01/pair", pair);
    set("/ch/01/fader", "0");
  }
  float gain_from(int from, const std::string& strip, int side) {
    input = from;
    return gain(strip, side);
  }
};

TEST_CASE("every pan law is its published formula to a hundredth of a dB") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  struct Law {
    const char* name;
    double (*left)(double p);
  };
  const Law laws[] = {
      {"-3 dB sine", [](double p) { return std::cos(p * std::numbers::pi / 2); }},
      {"-3 dB root", [](double p) { return std::sqrt(1 - p); }},
      {"-4.5 dB", [](double p) { return std::sqrt(std::cos(p * std::numbers::pi / 2) * (1 - p)); }},
      {"-6 dB linear", [](double p) { return 1 - p; }},
      {"0 dB balance", [](double p) { return std::min(1.0, 2 * (1 - p)); }},
  };
  for (const Law& law : laws) {
    heard.set("/desk/pan/law", law.name);
    for (const int position : {-75, -50, -20, 0, 33, 50, 90}) {
      heard.set("/ch/01/pan", std::to_string(position));
      CAPTURE(law.name, position);
      const double p = (position + 100) / 200.0;
      CHECK(heard.dB("/main", 0) == Approx(dB_of(law.left(p))).margin(0.01));
      CHECK(heard.dB("/main", 1) == Approx(dB_of(law.left(1 - p))).margin(0.01));
    }
    for (const char* side : {"L", "R"}) {
      heard.set("/ch/01/pan", side);
      CHECK(heard.gain("/main", side[0] == 'R') == 1.0f);
      CHECK(heard.gain("/main", side[0] == 'L') == 0.0f);
    }
  }
}

// panning-surround.md, section 1: the centre of each law, and the quarter positions.
TEST_CASE("the pan laws lose at the centre what their names say") {
  const double centre_dB[] = {-3.01, -3.01, -4.52, -6.02, 0};
  for (int law = 0; law < 5; ++law)
    CHECK(dB_of(static_cast<double>(pan_gains(static_cast<PanLaw>(law), 0).left)) ==
          Approx(centre_dB[law]).margin(0.01));
  const double quarter_left_dB[] = {-0.69, -1.25, -1.59, -2.50}, quarter_right_dB[] = {-8.34, -6.02, -10.19, -12.04};
  for (int law = 0; law < 4; ++law) {
    const PanGains quarter = pan_gains(static_cast<PanLaw>(law), -50);
    CHECK(dB_of(static_cast<double>(quarter.left)) == Approx(quarter_left_dB[law]).margin(0.01));
    CHECK(dB_of(static_cast<double>(quarter.right)) == Approx(quarter_right_dB[law]).margin(0.01));
  }
}

TEST_CASE("a stereo pair at its defaults passes both sides bit-exact and apart") {
  PairHeard heard("stereo");
  CHECK(heard.gain_from(0, "/main", 0) == 1.0f);
  CHECK(heard.gain_from(0, "/main", 1) == 0.0f);
  CHECK(heard.gain_from(1, "/main", 0) == 0.0f);
  CHECK(heard.gain_from(1, "/main", 1) == 1.0f);
}

TEST_CASE("a pair that is made and split again in one quick gesture stays where it was heard") {
  Heard heard;
  heard.set("/ch/01/pair", "stereo");
  heard.set("/ch/01/pair", "mono");
  CHECK(heard.rig.value("/ch/01/pan") == -100);
  CHECK(heard.rig.value("/ch/02/pan") == 100);
  heard.set("/ch/01/pair", "stereo");
  CHECK(heard.rig.value("/ch/01/pan") == 0);
  CHECK(heard.rig.value("/ch/02/pan") == 0);
}

TEST_CASE("a pair's pan is its balance") {
  PairHeard heard("stereo");
  heard.set("/ch/02/pan", "R50");
  CHECK(heard.gain_from(0, "/main", 0) == Approx(0.5f));
  CHECK(heard.gain_from(1, "/main", 1) == 1.0f);
}

TEST_CASE("width 0 is mono, 100 is as it came, 200 is twice the side signal") {
  PairHeard heard("stereo");
  for (const int percent : {0, 50, 100, 150, 200}) {
    CAPTURE(percent);
    heard.set("/ch/01/width", std::to_string(percent) + " %");
    // L' = M + w S with M = (L + R) / 2, S = (L - R) / 2.
    const double width = percent / 100.0;
    CHECK(heard.gain_from(0, "/main", 0) == Approx((1 + width) / 2).margin(1e-4));
    CHECK(heard.gain_from(0, "/main", 1) == Approx((1 - width) / 2).margin(1e-4));
    CHECK(heard.gain_from(1, "/main", 0) == Approx((1 - width) / 2).margin(1e-4));
    CHECK(heard.gain_from(1, "/main", 1) == Approx((1 + width) / 2).margin(1e-4));
  }
}

TEST_CASE("a mid/side pair is decoded: left is mid plus side, right is mid minus side") {
  PairHeard heard("mid/side");
  CHECK(heard.gain_from(0, "/main", 0) == 1.0f);
  CHECK(heard.gain_from(0, "/main", 1) == 1.0f);
  CHECK(heard.gain_from(1, "/main", 0) == 1.0f);
  CHECK(heard.gain_from(1, "/main", 1) == -1.0f);
  heard.set("/ch/01/width", "30");
  CHECK(heard.gain_from(1, "/main", 0) == Approx(0.3f));
  CHECK(heard.gain_from(1, "/main", 1) == Approx(-0.3f));
}

TEST_CASE("a mono bus hears the mean of a pair's sides, and of mid/side the mid") {
  PairHeard heard("stereo");
  heard.set("/ch/01/send/01/level", "0");
  CHECK(heard.gain_from(0, "/aux/01", 0) == 0.5f);
  CHECK(heard.gain_from(1, "/aux/01", 0) == 0.5f);
  heard.set("/ch/01/pair", "mid/side");
  CHECK(heard.gain_from(0, "/aux/01", 0) == 1.0f);
  CHECK(heard.gain_from(1, "/aux/01", 0) == 0.0f);
}

TEST_CASE("a pair's compressor turns both sides down alike, whichever is loud") {
  PairHeard heard("stereo");
  heard.set("/ch/01/comp/on", "on");
  heard.set("/ch/01/comp/threshold", "-30");
  heard.set("/ch/01/comp/attack", "1");
  heard.rig.run([](int input, uint64_t) { return input == 0 ? 0.5f : input == 1 ? 0.001f : 0.0f; }, 48000);
  const float loud = heard.rig.sound_of("/main", 0).back() / 0.5f;
  const float quiet = heard.rig.sound_of("/main", 1).back() / 0.001f;
  CHECK(loud < 0.5f);
  CHECK(quiet == Approx(loud).epsilon(1e-3));
}

TEST_CASE("PFL of a pair is stereo, before balance") {
  PairHeard heard("stereo");
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/pan", "R");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain_from(0, "/monitor", 0) == 1.0f);
  CHECK(heard.gain_from(0, "/monitor", 1) == 0.0f);
  CHECK(heard.gain_from(1, "/monitor", 1) == 1.0f);
}

TEST_CASE("a send to a stereo aux has a pan of its own") {
  Heard heard;
  heard.set("/aux/01/pair", "stereo");
  heard.set("/ch/01/pan", "R");
  heard.set("/ch/01/send/01/level", "-4");
  heard.set("/ch/01/send/01/tap", "pre-fader");
  heard.set("/ch/01/send/01/pan", "L50");
  CHECK(heard.dB("/aux/01") == Approx(-4 - 0.6877).margin(0.01));
  CHECK(heard.dB("/aux/02") == Approx(-4 - 8.3432).margin(0.01));
  heard.set("/aux/02/main", "on");  // either side's button is the pair's
  CHECK(heard.dB("/main", 0) == Approx(-4 - 0.6877).margin(0.01));
  CHECK(heard.dB("/main", 1) == Approx(-4 - 8.3432).margin(0.01));
  heard.set("/aux/01/pair", "mono");
  CHECK(heard.dB("/aux/01") == Approx(-4).margin(0.01));
}

TEST_CASE("a pair of channels reaches a stereo aux side by side") {
  PairHeard heard("stereo");
  heard.set("/aux/01/pair", "stereo");
  heard.set("/ch/02/send/02/level", "0");
  CHECK(heard.gain_from(0, "/aux/01", 0) == 1.0f);
  CHECK(heard.gain_from(0, "/aux/02", 0) == 0.0f);
  CHECK(heard.gain_from(1, "/aux/02", 0) == 1.0f);
}

TEST_CASE("a matrix hears a channel directly, behind fader and pan") {
  Heard heard;
  heard.set("/ch/01/fader", "-3");
  heard.set("/ch/01/pan", "L");
  heard.set("/ch/01/main", "off");
  heard.set("/ch/01/matrix/2", "-6");
  CHECK(heard.dB("/matrix/2", 0) == Approx(-9).margin(0.01));
  CHECK(heard.gain("/matrix/2", 1) == 0.0f);
}

TEST_CASE("an aux that follows the main hears the main's mix until a send is touched") {
  Heard heard;
  heard.set("/aux/01/follow", "on");
  heard.set("/ch/01/fader", "-7");
  CHECK(heard.dB("/aux/01") == Approx(-7).margin(0.01));
  heard.set("/ch/01/main", "off");  // not in the main: not in the mix that follows it
  CHECK(heard.gain("/aux/01") == 0.0f);
  heard.set("/ch/01/send/01/level", "-20");  // touched: from here on its own
  CHECK(heard.rig.value("/ch/01/send/01/follow") == 0.0f);
  heard.set("/ch/01/fader", "0");
  CHECK(heard.dB("/aux/01") == Approx(-20).margin(0.01));
  heard.set("/ch/01/send/01/follow", "on");  // and back
  heard.set("/ch/01/main", "on");
  CHECK(heard.dB("/aux/01") == Approx(0).margin(0.01));
}

TEST_CASE("a stereo aux that follows the main has the main's image too") {
  Heard heard;
  heard.set("/aux/01/pair", "stereo");
  heard.set("/aux/01/follow", "on");
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L50");
  CHECK(heard.dB("/aux/01") == Approx(-0.6877).margin(0.01));
  CHECK(heard.dB("/aux/02") == Approx(-8.3432).margin(0.01));
}

}  // namespace
}  // namespace headroom
