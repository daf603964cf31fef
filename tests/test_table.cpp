// The table: every control there and back - travel to value, value to text, address to control - and desks of every
// size.
#include <catch2/catch.hpp>

#include <cmath>
#include <set>

#include "console/curve.h"
#include "console/table.h"
#include "console/table_rows.h"
#include "console/value_text.h"

namespace headroom {
namespace {

bool has_number(const ControlRow& row) { return row.unit != Unit::text; }

// As many positions as a motor fader of 10 bits knows.
constexpr int kSteps = 1023;

TEST_CASE("every control's value comes back from its position") {
  for (const ControlRow& row : kTableRows) {
    if (!has_number(row)) continue;
    CAPTURE(row.address);
    for (int step = 0; step <= kSteps; ++step) {
      const float value = value_at(row, static_cast<float>(step) / kSteps);
      REQUIRE(value >= row.min);
      REQUIRE(value <= row.max);
      REQUIRE(value == nearest_value(row, value));
      const float again = value_at(row, position_of(row, value));
      REQUIRE(again == Approx(value).epsilon(1e-5).margin(1e-4));
    }
  }
}

TEST_CASE("travel never runs backwards: a higher position is never a lower value") {
  for (const ControlRow& row : kTableRows) {
    if (!has_number(row)) continue;
    CAPTURE(row.address);
    float before = value_at(row, 0);
    CHECK(before == row.min);
    for (int step = 1; step <= kSteps; ++step) {
      const float value = value_at(row, static_cast<float>(step) / kSteps);
      REQUIRE(value >= before);
      before = value;
    }
    CHECK(before == row.max);
  }
}

TEST_CASE("a position beyond the travel, or none at all, stays in the control's range") {
  for (const ControlRow& row : kTableRows) {
    if (!has_number(row)) continue;
    CAPTURE(row.address);
    CHECK(value_at(row, -3.0f) == row.min);
    CHECK(value_at(row, 3.0f) == row.max);
    CHECK(nearest_value(row, NAN) == row.standard);
    CHECK(nearest_value(row, INFINITY) == row.max);
    CHECK(nearest_value(row, -INFINITY) == row.min);
  }
}

TEST_CASE("what a show file writes reads back as the same number, bit for bit") {
  for (const ControlRow& row : kTableRows) {
    if (!has_number(row)) continue;
    CAPTURE(row.address);
    for (int step = 0; step <= kSteps; ++step) {
      const float value = value_at(row, static_cast<float>(step) / kSteps);
      const std::string text = exact_value_text(row, value);
      CAPTURE(text);
      const auto parsed = parse_value(row, text);
      REQUIRE(parsed);
      REQUIRE(*parsed == nearest_value(row, value));
    }
  }
}

TEST_CASE("what people read they may type, and it means what they read") {
  for (const ControlRow& row : kTableRows) {
    if (!has_number(row)) continue;
    CAPTURE(row.address);
    for (int step = 0; step <= kSteps; ++step) {
      const float value = value_at(row, static_cast<float>(step) / kSteps);
      const std::string text = value_text(row, value);
      CAPTURE(text, value);
      const auto parsed = parse_value(row, text);
      REQUIRE(parsed);
      REQUIRE(value_text(row, *parsed) == text);
    }
  }
}

TEST_CASE("values are taken as people write them") {
  const Table table{DeskPlan{}};
  const auto typed = [&](const char* address, const char* text) {
    const auto value = parse_value(table.row(table.find(address)), text);
    return value ? *value : NAN;
  };
  CHECK(typed("/ch/01/fader", "-6") == -6.0f);
  CHECK(typed("/ch/01/fader", " +3 dB ") == 3.0f);
  CHECK(typed("/ch/01/fader", "-oo") == kOff_dB);
  CHECK(typed("/ch/01/fader", "off") == kOff_dB);
  CHECK(typed("/ch/01/fader", "-95 dB") == kOff_dB);
  CHECK(typed("/ch/01/eq/2/freq", "2.5k") == 2500.0f);
  CHECK(typed("/ch/01/eq/2/freq", "2.5 kHz") == 2500.0f);
  CHECK(typed("/ch/01/eq/2/freq", "440 Hz") == 440.0f);
  CHECK(typed("/ch/01/eq/1/type", "Low Shelf") == 1.0f);
  CHECK(typed("/ch/01/gate/hold", "0.2 s") == Approx(200.0f));
  CHECK(typed("/ch/01/comp/ratio", "4:1") == 4.0f);
  CHECK(typed("/ch/01/pan", "L35") == -35.0f);
  CHECK(typed("/ch/01/pan", "centre") == 0.0f);
  CHECK(typed("/ch/01/pan", "R") == 100.0f);
  CHECK(typed("/ch/01/mute", "yes") == 1.0f);
  CHECK(typed("/ch/01/input", "none") == 0.0f);
}

TEST_CASE("a value that is none is refused with a sentence that says what would be right") {
  const Table table{DeskPlan{}};
  const auto complaint = [&](const char* address, const char* text) {
    const auto value = parse_value(table.row(table.find(address)), text);
    return value ? std::string() : value.error();
  };
  for (const char* text : {"", "loud", "nan", "inf", "-6 Hz", "11", "1e39", "--3", "3 dB dB"}) {
    CAPTURE(text);
    CHECK(complaint("/ch/01/fader", text).find("-oo to 10.0 dB") != std::string::npos);
  }
  CHECK(complaint("/ch/01/mute", "0.5").find("on or off") != std::string::npos);
  CHECK(complaint("/ch/01/eq/1/type", "comb").find("bell, low shelf, high shelf") != std::string::npos);
  CHECK_FALSE(complaint("/ch/01/eq/2/freq", "31000 Hz").empty());
  CHECK_FALSE(complaint("/ch/01/pan", "Lx").empty());
  CHECK_FALSE(complaint("/ch/01/input", "1.5").empty());
}

// dB against position as X32 remotes expect: four straight segments, +10 dB at the top, unity at three quarters.
TEST_CASE("the fader law is the one X32 remotes expect") {
  const Table table{DeskPlan{}};
  const ControlRow& fader = table.row(table.find("/ch/01/fader"));
  struct Point {
    float dB, position;
  };
  constexpr Point kPublished[] = {{10, 1.0f},     {8, 0.95f},    {5, 0.875f},    {0, 0.75f},
                                  {-5, 0.625f},   {-10, 0.5f},   {-20, 0.375f},  {-30, 0.25f},
                                  {-40, 0.1875f}, {-50, 0.125f}, {-60, 0.0625f}, {-70, 0.0416667f}};
  for (const Point& point : kPublished) {
    CAPTURE(point.dB);
    CHECK(value_at(fader, point.position) == Approx(point.dB).margin(1e-4));
    CHECK(position_of(fader, point.dB) == Approx(point.position).margin(1e-6));
  }
  CHECK(value_at(fader, 0) == kOff_dB);
  CHECK(position_of(fader, kOff_dB) == 0.0f);
  CHECK(gain_of_dB(value_at(fader, 0)) == 0.0f);
  CHECK(gain_of_dB(0) == 1.0f);
  CHECK(gain_of_dB(-20) == Approx(0.1).epsilon(1e-6));
}

TEST_CASE("no two controls share an address, and each is found by its own, however its numbers are written") {
  const DeskPlan plan = GENERATE(DeskPlan{}, DeskPlan{8, 0, 0, 0, 0}, DeskPlan{DeskPlan::kMaxChannels, 64, 32, 32, 32});
  const Table table(plan);
  std::set<std::string> seen;
  for (ControlId id = 0; id < table.size(); ++id) {
    const std::string address = table.address(id);
    if (!seen.insert(address).second || table.find(address) != id) FAIL(address);
    const Control& control = table.control(id);
    if (table.id(control.strip, control.row->param, control.repeat) != id) FAIL(address);
  }
  CHECK(seen.size() == table.size());
  CHECK(table.find("/ch/7/fader") == table.find("/ch/07/fader"));
  CHECK(table.find("/ch/007/fader") == table.find("/ch/07/fader"));
  CHECK(table.find("/ch/07/fader") != kNoControl);
}

TEST_CASE("an address that is not on the desk finds nothing") {
  const Table table{DeskPlan{}};
  for (const char* address : {"", "/", "/ch", "/ch/", "/ch/65/fader", "/ch/0/fader", "/ch/00/fader", "/ch/01/fader/",
                              "ch/01/fader", "/ch/01/FADER", "/ch/01/send/17/level", "/main/solo", "/dca/1/pan"}) {
    CAPTURE(address);
    CHECK(table.find(address) == kNoControl);
  }
}

TEST_CASE("a desk of any plan has every strip it says, and nothing of another") {
  for (const int channels : {8, 9, 64, DeskPlan::kMaxChannels}) {
    const DeskPlan plan{.channels = channels, .auxes = channels / 8, .groups = channels / 16, .matrices = 0, .dcas = 1};
    const Table table(plan);
    CAPTURE(channels);
    CHECK(table.count_of(kChannel) == channels);
    CHECK(table.count_of(kAux) == plan.auxes);
    CHECK(table.count_of(kMatrix) == 0);
    CHECK(table.strip(table.strip_of(kChannel, channels)).number == channels);
    CHECK(table.find("/ch/" + std::to_string(channels + 1) + "/fader") == kNoControl);
    CHECK(table.match("/matrix/**").empty());
  }
}

TEST_CASE("plans outside 8 to 1024 channels are refused by the number's name - the others are written and read alike") {
  CHECK(checked_plan({.channels = 8}));
  CHECK(checked_plan({.channels = 1024}));
  CHECK_FALSE(checked_plan({.channels = 7}));
  CHECK(checked_plan({.channels = 1025}).error().find("channels=1025") != std::string::npos);
  CHECK_FALSE(checked_plan({.auxes = -1}));
  const DeskPlan plan{.channels = 24, .auxes = 6, .groups = 4, .matrices = 2, .dcas = 8};
  const auto read = parse_plan(plan_text(plan));
  REQUIRE(read);
  CHECK(*read == plan);
  CHECK(*parse_plan("channels=16") == DeskPlan{.channels = 16});
  for (const char* text : {"channels=", "channels", "=8", "channels=8x", "channels=99999999999", "faders=8"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_plan(text));
  }
}

TEST_CASE("another plan is another table, the same plan the same") {
  const Table table{DeskPlan{}};
  CHECK(table.version() == Table{DeskPlan{}}.version());
  CHECK(table.version() != Table{DeskPlan{.channels = 65}}.version());
}

TEST_CASE("a glob picks the controls a person means") {
  const Table table{DeskPlan{}};
  CHECK(table.match("/ch/*/fader").size() == 64);
  CHECK(table.match("/ch/0?/fader").size() == 9);
  CHECK(table.match("/ch/1/eq/*/gain").size() == 6);  // as an address: with leading zeros or without
  CHECK(table.match("/ch/01/eq/*/gain").size() == 6);
  CHECK(table.match("/ch/1/fader").size() == 1);
  CHECK(table.match("**").size() == table.size());
  const size_t with_safes = 64 + 8 + 16 + 1 + 8 + 8;  // each of them has a mute and a safe for it
  CHECK(table.match("/**/mute").size() == 2 * with_safes + 2 + kMuteGroups + kLinkGroups);
  CHECK(table.match("/*/fader").size() == 4);  // main, monitor, phones, talkback: '*' stays within one part
  CHECK(table.match("nothing").empty());
  CHECK(glob_matches("a*b*c", "aXbYc"));
  CHECK_FALSE(glob_matches("a*c", "a/c"));
  CHECK_FALSE(glob_matches("a?c", "a/c"));
  CHECK(glob_matches("a**c", "a/b/c"));
  CHECK_FALSE(glob_matches(std::string(3000, '*') + "x", "/ch/01/name"));  // answered at once, not after years
}

}  // namespace
}  // namespace headroom
