// A simulated box with motors on a bad line, played with by wild hands while other hands move the desk: once the line
// and the hands come to rest the box shows exactly what the desk is, within half a second, and no motor was ever sent
// against a hand.
#include <catch2/catch.hpp>
#include <bitset>
#include <string>

#include "surfaces/midi/byte_budget.h"
#include "surfaces/midi/surface_shadow.h"
#include "surfaces/short_text.h"
#include "tests/faulty_wire.h"
#include "tests/mcu_box.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

constexpr int kSettle_ms = 500;

// A desk, a driver, a box and the line between them, a millisecond at a time.
class Story {
 public:
  Story(const std::string& name, const WireFaults& faults, unsigned seed,
        const SurfaceDevice& device = generic_surface())
      : rig(name, device), from_box_(faults, seed), to_box_(faults, seed + 1000), random_(seed + 2000) {
    box.answer(device.answers, device.answers);
    rig.driver().connect();
    live(300);
  }

  void live(int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      for (const auto& message : box.take_sent()) from_box_.send(message, rig.now_ns());
      for (const auto& piece : from_box_.take(rig.now_ns())) hear(piece);
      rig.run(1);
      for (const auto& message : rig.take()) {
        const int fader = message[0] - 0xE0;
        if (fader >= 0 && fader <= 8 && touched_[static_cast<size_t>(fader)]) ++sent_to_touched;
        bytes += message.size();
        to_box_.send(message, rig.now_ns());
      }
      for (const auto& piece : to_box_.take(rig.now_ns()))
        for (const uint8_t byte : piece)
          if (const auto message = box_parser_.read(byte); !message.empty()) box.receive(message);
      box.advance(rig.now_ns());
    }
  }

  // What anybody may do within a few milliseconds.
  void do_something_wild() {
    const int fader = any(9);
    switch (any(10)) {
      case 0: box.touch(fader); break;
      case 1: box.release(fader); break;
      case 2:
      case 3:
        box.touch(fader);
        box.move(fader, any(16384));
        break;
      case 4: box.press(0x10 + any(8)); break;  // mutes
      case 5: box.press(0x18 + any(8)); break;  // selects
      case 6: box.turn(any(8), any(2) ? 3 : -3); break;
      case 7: box.press(0x2E + any(4)); break;  // banks and channels
      case 8: rig.turn("/ch/0" + std::to_string(1 + any(8)) + "/fader", static_cast<float>(any(100)) - 90); break;
      default: rig.turn("/ch/0" + std::to_string(1 + any(8)) + "/pan", static_cast<float>(any(201)) - 100); break;
    }
    live(1 + any(20));
  }

  // The box is without power: it says nothing, hears nothing, and has no idea of hands when it comes back.
  void lose_power(int milliseconds, bool says_so = true) {
    for (int i = 0; i < milliseconds; ++i) {
      rig.run(1);
      rig.take();
    }
    box.power_cycle();
    if (says_so) box.report_itself();
    touched_.reset();
  }

  void make_line_to_box(const WireFaults& faults) { to_box_ = FaultyWire(faults, 7); }

  void make_lines_sound() {
    from_box_.become_sound();
    to_box_.become_sound();
    live(100);  // what was on its way arrives
  }

  // Every hand comes once more and goes: what the bad line swallowed of its last visit is made good.
  void hands_come_and_go() {
    for (int fader = 0; fader < 9; ++fader) box.touch(fader);
    live(20);
    for (int fader = 0; fader < 9; ++fader) box.release(fader);
    live(20);
  }

  // The first thing on the box that is not as the desk has it; empty when all is.
  std::string difference() const {
    const Show& show = rig.show();
    const Table& table = show.table();
    for (int place = 0; place < 8; ++place) {
      const int strip = rig_layer().strip_at(place);
      const std::string where = "strip " + std::to_string(place + 1) + ": ";
      const auto at = [&](Param param) {
        return strip < 0 ? kNoControl : table.id(static_cast<StripIndex>(strip), param);
      };
      const ControlId fader = at(Param::fader), pan = at(Param::pan), mute = at(Param::mute);
      if (box.fader(place) !=
          (fader == kNoControl ? 0 : position_of_value(table.row(fader), show.value(fader), generic_surface())))
        return where + "fader";
      if (box.ring(place) != (pan == kNoControl ? 0 : ring_of(table.row(pan), show.value(pan)))) return where + "ring";
      if (box.light(0x10 + place) != (mute != kNoControl && show.value(mute) >= 0.5f ? 0x7F : 0)) return where + "mute";
      const bool selected =
          strip >= 0 && show.value(table.strip_of(kDesk), Param::selected) == static_cast<float>(strip);
      if (box.light(0x18 + place) != (selected ? 0x7F : 0)) return where + "select";
      std::string name = strip < 0 ? "" : short_name(table.standard_name(static_cast<StripIndex>(strip)), 6);
      name.resize(7, ' ');
      if (box.text(0, place) != name) return where + "name";
    }
    const ControlId main = table.id(table.strip_of(kMain), Param::fader);
    return box.fader(8) == position_of_value(table.row(main), show.value(main), generic_surface()) ? "" : "main fader";
  }

  int any(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

  SurfaceRig rig;
  McuBox box;
  int sent_to_touched = 0;
  size_t bytes = 0;

 private:
  const StripLayer& rig_layer() const { return const_cast<SurfaceRig&>(rig).layer(); }

  void hear(const std::vector<uint8_t>& piece) {
    for (const uint8_t byte : piece)
      if (const auto message = driver_side_.read(byte);
          message.size() == 3 && message[0] == 0x90 && message[1] >= 104 && message[1] <= 112)
        touched_[static_cast<size_t>(message[1] - 104)] = message[2] != 0;
    rig.say(piece);
  }

  FaultyWire from_box_, to_box_;
  MidiParser driver_side_, box_parser_;
  std::bitset<9> touched_;  // as the driver has been told
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("late messages, split ones, running status and active sensing: half a second later the box is the desk") {
  const WireFaults kLate{.latest_ms = 30, .is_real_time_between = true, .has_running_status = true, .piece_bytes = 5};
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Story story("late-" + std::to_string(seed), kLate, seed);
    for (int i = 0; i < 150; ++i) story.do_something_wild();
    for (int fader = 0; fader < 9; ++fader) story.box.release(fader);
    story.live(kSettle_ms);
    CHECK(story.difference().empty());
    CHECK(story.sent_to_touched == 0);
    CHECK(story.box.misunderstood().empty());
    CHECK(story.rig.driver().is_in_step());
  }
}

TEST_CASE(
    "repeated and reordered messages: when the line is sound again and hands have come and gone, the box is the desk") {
  const WireFaults kWild{.latest_ms = 30, .keeps_order = false, .twice = 0.2};
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Story story("reordered-" + std::to_string(seed), kWild, seed);
    for (int i = 0; i < 150; ++i) story.do_something_wild();
    story.make_lines_sound();
    story.box.press(notes_of_key("enter").first);  // repaint: older messages have overtaken newer ones
    story.hands_come_and_go();
    story.live(kSettle_ms);
    CHECK(story.difference().empty());
    CHECK(story.sent_to_touched == 0);
  }
}

TEST_CASE("lost messages: one key repaints everything, and the next touch makes good what a hand's last one lost") {
  const WireFaults kLossy{.latest_ms = 5, .lost = 0.2};
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Story story("lost-" + std::to_string(seed), kLossy, seed);
    for (int i = 0; i < 150; ++i) story.do_something_wild();
    story.make_lines_sound();
    story.box.press(notes_of_key("enter").first);
    story.hands_come_and_go();
    story.live(kSettle_ms);
    CHECK(story.difference().empty());
    CHECK(story.sent_to_touched == 0);
  }
}

TEST_CASE(
    "lost messages heal by themselves: ten seconds after the line is sound the box is the desk, and nobody touched "
    "it") {
  const WireFaults kLossy{.latest_ms = 5, .lost = 0.2};
  for (unsigned seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Story story("heal-" + std::to_string(seed), WireFaults{}, seed);
    story.make_line_to_box(kLossy);
    for (int i = 0; i < 150; ++i) story.do_something_wild();
    for (int fader = 0; fader < 9; ++fader) story.box.release(fader);
    story.make_lines_sound();
    CHECK(!story.difference().empty());
    const size_t before = story.bytes;
    story.live(static_cast<int>(kRefresh_ns / kMillisecond_ns));
    CHECK(story.difference().empty());
    CHECK(story.bytes - before < 2000);  // a fifteenth of what a DIN cable carries
    CHECK(story.sent_to_touched == 0);
  }
}

TEST_CASE(
    "a box that loses its power and says so when it is back is painted in full within half a second, again and again") {
  Story story("power", WireFaults{.latest_ms = 5}, 1);
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 20; ++i) story.do_something_wild();
    for (int fader = 0; fader < 9; ++fader) story.box.release(fader);
    story.live(50);
    story.box.power_cycle();
    story.box.report_itself();
    story.live(kSettle_ms);
    CAPTURE(round);
    CHECK(story.difference().empty());
  }
}

TEST_CASE("a box that loses its power under the hands: when it is back no fader is held, and it is painted in full") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Story story("hands-" + std::to_string(seed), WireFaults{.latest_ms = 5}, seed);
    for (int fader = 0; fader < 9; ++fader) story.box.touch(fader);
    story.box.move(3, 9000);
    story.live(100);
    CHECK(story.rig.holder("/ch/04/fader") == story.rig.link().slot());
    story.lose_power(800);
    story.live(kSettle_ms);
    for (const char* address : {"/ch/01/fader", "/ch/04/fader", "/main/fader"}) CHECK(story.rig.holder(address) == -1);
    CHECK(story.difference().empty());
    story.box.touch(3);
    story.box.report_itself();  // once more, and for no reason: a hand that has just come stays
    story.live(100);
    CHECK(story.rig.holder("/ch/04/fader") == story.rig.link().slot());
    CHECK(story.sent_to_touched == 0);
    CHECK(story.box.fights() == 0);
  }
}

TEST_CASE(
    "a box that loses its power without a word is lost within six seconds, and painted in full when it answers again") {
  for (const bool answers_versions : {true, false}) {
    CAPTURE(answers_versions);
    Story story(answers_versions ? "mute-version" : "mute-query", WireFaults{.latest_ms = 5}, 1);
    story.box.answer(answers_versions, true);
    story.live(8000);
    CHECK(!story.rig.driver().cannot_be_asked());
    for (int round = 0; round < 3; ++round) {
      CAPTURE(round);
      for (int i = 0; i < 20; ++i) story.do_something_wild();
      for (int fader = 0; fader < 9; ++fader) story.box.release(fader);
      story.live(50);
      CHECK(!story.rig.driver().is_lost());
      story.lose_power(6000, false);
      CHECK(story.rig.driver().is_lost());
      story.rig.turn("/ch/02/fader", static_cast<float>(-10 * round - 1));
      for (int ms = 0; ms < 1100 && story.rig.driver().is_lost(); ++ms) story.live(1);
      CHECK(!story.rig.driver().is_lost());
      story.live(kSettle_ms);
      CHECK(story.difference().empty());
      CHECK(story.sent_to_touched == 0);
    }
  }
}

TEST_CASE("a box that was without power for a moment and says nothing of it is painted in full when it answers again") {
  for (const bool answers_versions : {true, false}) {
    CAPTURE(answers_versions);
    Story story(answers_versions ? "blink-version" : "blink-query", WireFaults{.latest_ms = 5}, 1);
    story.box.answer(answers_versions, true);
    story.live(8000);
    for (int round = 0; round < 3; ++round) {
      CAPTURE(round);
      for (int i = 0; i < 20; ++i) story.do_something_wild();
      for (int fader = 0; fader < 9; ++fader) story.box.release(fader);
      story.live(50);
      story.lose_power(3500, false);
      CHECK(!story.rig.driver().is_lost());
      story.live(1100 + kSettle_ms);
      CHECK(story.difference().empty());
    }
  }
}

TEST_CASE(
    "a box that nobody touches for a minute is asked whether it is there, is not painted for it, and is never lost") {
  const bool answers_versions = GENERATE(true, false);
  Story story("quiet", WireFaults{}, 1);
  story.box.answer(answers_versions, true);
  story.live(20000);
  const size_t before = story.bytes;
  for (int second = 0; second < 60; ++second) {
    story.live(1000);
    if (story.rig.driver().is_lost()) FAIL("lost after " << second << " s");
  }
  CHECK((answers_versions ? story.box.version_requests() : story.box.queries()) > 20);
  CHECK(story.bytes - before < 60 * 200);  // what lost messages are made good with is most of it
  if (answers_versions) CHECK(story.box.queries() == 1);
}

TEST_CASE(
    "a box that answers no question is asked a few times, then left alone: it is not lost, and is said to be such a "
    "one") {
  SurfaceDevice device = generic_surface();
  device.answers = false;
  Story story("never", WireFaults{}, 1, device);
  story.live(5000);
  CHECK(story.rig.driver().cannot_be_asked());
  CHECK(story.box.version_requests() == 0);  // it has not said a word
  story.box.press(0x18);
  story.live(20000);
  CHECK(story.box.version_requests() == 3);
  CHECK(story.rig.driver().cannot_be_asked());
  CHECK(!story.rig.driver().is_lost());
  story.lose_power(6000, false);
  CHECK(!story.rig.driver().is_lost());
  story.box.report_itself();
  story.live(kSettle_ms);
  CHECK(story.difference().empty());
}

TEST_CASE("on a DIN cable never more than its bytes a second, whatever happens, and in the end the box is the desk") {
  constexpr size_t kCable = 3125;  // 31250 baud, ten bits a byte
  Story story("din", WireFaults{}, 3);
  ByteBudget budget(kDinBytesPerSecond);
  story.rig.outlet().may_take = [&](size_t bytes) { return budget.take(bytes, story.rig.now_ns()); };
  std::vector<size_t> sent_by_then = {story.bytes};
  const auto live = [&](int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      story.live(1);
      sent_by_then.push_back(story.bytes);
    }
  };
  for (int i = 0; i < 300; ++i) {
    story.box.press(0x2E + story.any(2));
    story.rig.turn("/ch/0" + std::to_string(1 + story.any(8)) + "/fader", static_cast<float>(story.any(100)) - 90);
    live(10);
  }
  live(1500);
  for (size_t ms = 1000; ms < sent_by_then.size(); ++ms)
    if (const size_t in_a_second = sent_by_then[ms] - sent_by_then[ms - 1000]; in_a_second > kCable)
      FAIL("more than the cable carries: " << in_a_second);
  CHECK(story.difference().empty());
}

}  // namespace headroom
