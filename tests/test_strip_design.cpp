// The strip's filters and their place, from the controls to the sound: what is dialled is what is heard.
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "console/strip_design.h"
#include "tests/desk_rig.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;

// A sine on input 1, channel 1 at 0 dB to the main; the centre of the pan law is taken out again.
class Sine {
 public:
  DeskRig rig;

  Sine() { set("/ch/01/fader", "0"); }
  void set(const std::string& address, const std::string& text) {
    INFO(address << ' ' << text);
    REQUIRE(rig.set(address, text));
  }
  // dBFS of what is heard at freq_hz (a multiple of 50) once all has settled, for a sine of `level_dBFS`.
  double level_dBFS(double freq_hz, double level_dBFS) {
    const double angle = 2 * std::numbers::pi * freq_hz / kRate, gain = std::pow(10, level_dBFS / 20);
    const auto sine = [&](int input, uint64_t frame) {
      return input == 0 ? static_cast<float>(gain * std::sin(angle * static_cast<double>(frame % 960))) : 0.0f;
    };
    rig.run(sine, 48000);
    const auto& heard = rig.sound_of("/main");
    double in_phase = 0, quadrature = 0;
    constexpr size_t kPeriods = 9600;
    for (size_t f = heard.size() - kPeriods; f < heard.size(); ++f) {
      in_phase += heard[f] * std::cos(angle * static_cast<double>(f));
      quadrature += heard[f] * std::sin(angle * static_cast<double>(f));
    }
    const double heard_gain = 2 * std::hypot(in_phase, quadrature) / static_cast<double>(kPeriods);
    return 20 * std::log10(heard_gain * std::numbers::sqrt2);
  }
  double gain_dB(double freq_hz) { return level_dBFS(freq_hz, -20) + 20; }
};

// Butterworth of `order`, dynamics-eq 1.4.
double butterworth_dB(double ratio, int order) { return -10 * std::log10(1 + std::pow(ratio, 2 * order)); }

TEST_CASE("high-pass and low-pass fall by their slope, 3 dB down at their frequency") {
  for (int order = 1; order <= 4; ++order) {
    const std::string slope = std::to_string(6 * order) + " dB/oct";
    CAPTURE(slope);
    Sine heard;
    heard.set("/ch/01/hp/on", "on");
    heard.set("/ch/01/hp/freq", "400");
    heard.set("/ch/01/hp/slope", slope);
    for (const double freq_hz : {100.0, 200.0, 400.0, 800.0})
      CHECK(heard.gain_dB(freq_hz) == Approx(butterworth_dB(400 / freq_hz, order)).margin(0.05));
    heard.set("/ch/01/hp/on", "off");
    heard.set("/ch/01/lp/on", "on");
    heard.set("/ch/01/lp/freq", "1k");
    heard.set("/ch/01/lp/slope", slope);
    for (const double freq_hz : {250.0, 500.0, 1000.0, 2000.0})
      CHECK(heard.gain_dB(freq_hz) == Approx(butterworth_dB(freq_hz / 1000, order)).margin(0.25));
  }
}

TEST_CASE("a channel has six bands and a bus eight, and each is heard") {
  Sine heard;
  const Table& table = heard.rig.desk().table();
  CHECK(table.find("/ch/01/eq/6/gain") != kNoControl);
  CHECK(table.find("/ch/01/eq/7/gain") == kNoControl);
  for (const std::string strip : {"/ch/01", "/main"})
    for (int band = 1; band <= (strip == "/main" ? 8 : 6); ++band) {
      const std::string address = strip + "/eq/" + std::to_string(band);
      CAPTURE(address);
      heard.set(address + "/type", "bell");
      heard.set(address + "/freq", "1k");
      heard.set(address + "/gain", "6");
      CHECK(heard.gain_dB(1000) == Approx(6).margin(0.02));
      heard.set(address + "/gain", "0");
    }
  CHECK(heard.gain_dB(1000) == Approx(0).margin(0.001));
}

TEST_CASE("a notch silences its frequency, a band-pass keeps only its own, an all-pass keeps every level") {
  Sine heard;
  heard.set("/ch/01/eq/2/freq", "1k");
  heard.set("/ch/01/eq/2/q", "2");
  heard.set("/ch/01/eq/2/type", "notch");
  CHECK(heard.gain_dB(1000) < -90);
  CHECK(heard.gain_dB(100) == Approx(0).margin(0.05));
  heard.set("/ch/01/eq/2/type", "band-pass");
  CHECK(heard.gain_dB(1000) == Approx(0).margin(0.02));
  CHECK(heard.gain_dB(100) < -20);
  heard.set("/ch/01/eq/2/type", "all-pass");
  for (const double freq_hz : {100.0, 1000.0, 10000.0}) CHECK(heard.gain_dB(freq_hz) == Approx(0).margin(0.01));
}

TEST_CASE("the compressor hears the equaliser in front of it, and not the one behind it") {
  Sine heard;
  heard.set("/ch/01/eq/3/freq", "1k");
  heard.set("/ch/01/eq/3/gain", "12");
  heard.set("/ch/01/comp/on", "on");
  heard.set("/ch/01/comp/threshold", "-20");
  heard.set("/ch/01/comp/ratio", "4");
  heard.set("/ch/01/comp/knee", "0");
  heard.set("/ch/01/comp/release", "4000");
  // -26 dBFS and 12 dB are -14, 6 dB above the threshold; a quarter of it is left.
  CHECK(heard.level_dBFS(1000, -26) == Approx(-20 + 6.0 / 4).margin(0.2));
  heard.set("/ch/01/order", "comp, eq");
  for (int second = 0; second < 20; ++second) heard.level_dBFS(1000, -26);  // the compressor lets go, by 4 s a time
  CHECK(heard.level_dBFS(1000, -26) == Approx(-14).margin(0.1));
}

TEST_CASE("a channel's delay is late by its number, in milliseconds or as the way sound takes") {
  struct Typed {
    const char* text;
    int frames;  // at 48 kHz, sound at 343.4 m/s
  };
  for (const Typed& typed : {Typed{"0 ms", 0}, {"10 ms", 480}, {"0.5 s", 24000}, {"5 m", 699}, {"16 ft", 682}}) {
    CAPTURE(typed.text);
    Sine heard;
    heard.set("/ch/01/pan", "L");
    heard.set("/ch/01/delay", typed.text);
    heard.rig.run([](int, uint64_t frame) { return frame == 100 ? 1.0f : 0.0f; }, 30000);
    const auto& main = heard.rig.sound_of("/main");
    for (size_t f = 0; f < main.size(); ++f)
      REQUIRE(main[f] == (static_cast<int>(f) == 100 + typed.frames ? 1.0f : 0.0f));
  }
}

}  // namespace
}  // namespace headroom
