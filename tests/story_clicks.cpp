// Nothing on a strip clicks: a sine goes through, and one control after the other is thrown about as fast as the engine
// takes news. What a sudden change adds to the spectrum lies everywhere; what a ramp adds stays near the sine.
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <random>

#include "console/curve.h"
#include "console/recall_scope.h"
#include "console/table_rows.h"
#include "tests/desk_rig.h"

namespace headroom {
namespace {

constexpr double kRate = 48000, kSine_hz = 1000;
// A ramp of 256 frames spreads a modulated sine by less than -80 dB beyond this.
constexpr double kSidebandsEnd_hz = 11000;
constexpr size_t kWindow = 1024;

// The loudest line of `sound` above the sidebands, in dB below its loudest sample; Blackman-Harris windows, half over.
double worst_click_dB(const std::vector<float>& sound) {
  std::vector<double> window(kWindow), cosine(kWindow), sine(kWindow);
  double sum = 0;
  for (size_t i = 0; i < kWindow; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(kWindow);
    cosine[i] = std::cos(angle);
    sine[i] = std::sin(angle);
    window[i] = 0.35875 - 0.48829 * std::cos(angle) + 0.14128 * std::cos(2 * angle) - 0.01168 * std::cos(3 * angle);
    sum += window[i];
  }
  double loudest = 0;
  std::vector<double> piece(kWindow);
  for (size_t start = 0; start + kWindow <= sound.size(); start += kWindow / 2) {
    for (size_t i = 0; i < kWindow; ++i) piece[i] = window[i] * sound[start + i];
    for (auto line = static_cast<size_t>(kSidebandsEnd_hz / kRate * kWindow); line < kWindow / 2; line += 3) {
      double re = 0, im = 0;
      for (size_t i = 0; i < kWindow; ++i) {
        re += piece[i] * cosine[line * i % kWindow];
        im += piece[i] * sine[line * i % kWindow];
      }
      loudest = std::max(loudest, 2 * std::hypot(re, im) / sum);
    }
  }
  return 20 * std::log10(loudest / static_cast<double>(peak_of(sound)));
}

// Channel 1 is heard in the main and in aux 1. A part is switched on while one of its controls is thrown: hp/on for
// hp/freq, and a band has a gain.
void set_at_work(DeskRig& rig, const std::string& address) {
  rig.set("/ch/01/fader", "0");
  rig.set("/ch/01/send/01/level", "0");
  const size_t slash = address.rfind('/');
  const std::string stem = address.substr(0, slash);
  rig.set(stem + "/on", "on");
  if (stem.find("/eq/") != std::string::npos) rig.set(stem + "/gain", "6");
  if (stem.ends_with("/surround")) {
    rig.set("/main/layout", "7.1.4");
    rig.set("/ch/01/surround/azimuth", "20 deg left");  // the left loudspeaker, which is listened to, plays too
  }
  rig.set("/talk/input", "1");
  rig.set("/talk/on", stem == "/talk" || stem.starts_with("/talk/") ? "on" : "off");
  rig.set("/main/talk", "on");
  rig.set("/aux/01/talk", "on");
  // What is on one side of a tap or of the order only.
  rig.set("/ch/01/eq/2/gain", "6");
  rig.set("/ch/01/comp/on", "on");
  if (!address.ends_with("/compare")) return;
  rig.set(stem + "/eq/2/gain", "6");
  rig.set(address, "B");
  for (const char* other : {"/eq/2/gain -12", "/hp/on on", "/comp/on off", "/gate/on on", "/order comp, eq"}) {
    const std::string words = other;
    const size_t space = words.find(' ');
    rig.set(stem + words.substr(0, space), words.substr(space + 1));
  }
}

// What a show keeps and a hand can move, and what turns from one processing to another.
bool is_thrown(const ControlRow& row) {
  const bool is_kept = !(row.flags & kNotSaved) && row.param != Param::color;
  return row.param == Param::compare || (row.unit != Unit::text && row.unit != Unit::action && is_kept);
}

void check_strip(const std::string& strip) {
  const Table table(kSmallPlan);
  for (const ControlId id : table.match(strip + "/**")) {
    const ControlRow& row = table.row(id);
    if (!is_thrown(row)) continue;
    const std::string address = table.address(id);
    DeskRig rig;
    set_at_work(rig, address);
    std::mt19937 random(id);
    std::uniform_real_distribution<float> position(0, 1);
    std::vector<float> main, aux;
    const auto sine = [](int, uint64_t frame) {
      const double angle = 2 * std::numbers::pi * kSine_hz / kRate * static_cast<double>(frame % 48);
      return static_cast<float>(0.5 * std::sin(angle));
    };
    rig.run(sine, 4096);
    for (int i = 0; i < 250; ++i) {
      Edit edit;
      edit.control = id;
      edit.value = value_at(row, position(random));
      rig.desk().apply(0, edit, 0);
      rig.run(sine, kGridFrames * (1 + static_cast<int>(random() % 2)));
      const auto& heard = rig.sound_of("/main");
      main.insert(main.end(), heard.begin(), heard.end());
      const auto& sent = rig.sound_of("/aux/01");
      aux.insert(aux.end(), sent.begin(), sent.end());
    }
    CAPTURE(address);
    CHECK(worst_click_dB(main) < -80);
    CHECK(worst_click_dB(aux) < -80);
  }
}

// Two scenes that differ in these parts of a channel, an aux and the main, recalled by turns as fast as the engine
// takes news. Many ramps at once spread a sine further than one does; a step would lie above -40 dB.
void check_recalls(RecallScopes scopes, double limit_dB) {
  DeskRig rig;
  const Table& table = rig.desk().table();
  const auto apply = [&](ControlId id, float value) {
    Edit edit;
    edit.control = id;
    edit.value = value;
    rig.desk().apply(0, edit, 0);
  };
  const auto press = [&](const char* address) { apply(table.find(address), 1); };
  rig.set("/ch/01/fader", "0");
  rig.set("/ch/01/send/01/level", "0");
  press("/scene/001/store");
  std::mt19937 random(1);
  std::uniform_real_distribution<float> position(0.3f, 0.7f);
  for (const char* glob : {"/ch/01/**", "/aux/01/**", "/main/**"})
    for (const ControlId id : table.match(glob)) {
      const ControlRow& row = table.row(id);
      const auto scope = scope_of(row);
      if (scope && (*scope & scopes) && is_thrown(row)) apply(id, value_at(row, position(random)));
    }
  // What is silent, or comes from elsewhere, tells nothing.
  for (const std::string words : {"/ch/01/input 1", "/ch/01/pair mono", "/aux/01/pair mono", "/ch/01/main on",
                                  "/ch/01/gate/on off", "/ch/01/mute off", "/main/mute off", "/aux/01/mute off"})
    rig.set(words.substr(0, words.find(' ')), words.substr(words.find(' ') + 1));
  press("/scene/002/store");
  std::vector<float> main, aux;
  const auto sine = [](int, uint64_t frame) {
    const double angle = 2 * std::numbers::pi * kSine_hz / kRate * static_cast<double>(frame % 48);
    return static_cast<float>(0.5 * std::sin(angle));
  };
  rig.run(sine, 4096);
  for (int i = 0; i < 250; ++i) {
    press(i % 2 ? "/scene/002/recall" : "/scene/001/recall");
    rig.run(sine, kGridFrames * (1 + static_cast<int>(random() % 2)));
    const auto& heard = rig.sound_of("/main");
    main.insert(main.end(), heard.begin(), heard.end());
    const auto& sent = rig.sound_of("/aux/01");
    aux.insert(aux.end(), sent.begin(), sent.end());
  }
  CHECK(peak_of(main) > 0.01f);
  CHECK(peak_of(aux) > 0.01f);
  CAPTURE(scopes);
  CHECK(worst_click_dB(main) < limit_dB);
  CHECK(worst_click_dB(aux) < limit_dB);
}

}  // namespace

TEST_CASE("no recall of a scene clicks however fast scenes follow each other") {
  for (int bit = 0; bit < kRecallScopes; ++bit) check_recalls(static_cast<RecallScopes>(1 << bit), -70);
  check_recalls((1 << kRecallScopes) - 1, -50);
}
TEST_CASE("no control of a channel clicks, however fast it is thrown") { check_strip("/ch/01"); }
TEST_CASE("no control of the main clicks, however fast it is thrown") { check_strip("/main"); }
TEST_CASE("no control of an aux clicks, however fast it is thrown") { check_strip("/aux/01"); }
TEST_CASE("no control of the talkback clicks, however fast it is thrown") { check_strip("/talk"); }
TEST_CASE("no control of an output clicks, however fast it is thrown") { check_strip("/out/01"); }

}  // namespace headroom
