// Time code, clock and machine control, both ways: labels by SMPTE's arithmetic, streams byte for byte as the MIDI
// specifications have them, and what becomes of gaps, jumps and jitter.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "surfaces/midi/machine_control.h"
#include "surfaces/midi/timekeeper.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

constexpr TimecodeRate kRates[] = {TimecodeRate::film_24, TimecodeRate::tv_25, TimecodeRate::drop_29_97,
                                   TimecodeRate::full_30};

// Eight quarter frames of an address, `gap_ns` apart. The time of the last one.
int64_t send_address(MtcReader& reader, const Timecode& label, TimecodeRate rate, int64_t from_ns) {
  const auto gap_ns = static_cast<int64_t>(1e9 / (4 * frames_per_second(rate)));
  for (int piece = 0; piece < 8; ++piece)
    reader.read(Bytes{0xF1, quarter_frame(piece, label, rate)}, from_ns + piece * gap_ns);
  return from_ns + 7 * gap_ns;
}

// A desk with a timekeeper in front of it.
struct TimeRig : SurfaceRig {
  explicit TimeRig(const std::string& name) : SurfaceRig("time_" + name) { keeper.set_desk(&link()); }
  void run(int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      SurfaceRig::run(1);
      keeper.tick(now_ns(), out);
      say({});
    }
  }
  std::string digits() const {
    const TimeShown shown = keeper.shown(now_ns(), {21, 43, 7, 0});
    return {shown.digits.begin(), shown.digits.end()};
  }
  Timekeeper keeper;
  RecordingOutlet out;
};

MidiMessages taken(RecordingOutlet& out) { return std::exchange(out.messages, {}); }

}  // namespace

TEST_CASE("drop frame leaves out two labels a minute but each tenth, and keeps with the clock within a frame an hour") {
  const auto rate = TimecodeRate::drop_29_97;
  CHECK(timecode_text(label_of(1799, rate), rate) == "00:00:59;29");
  CHECK(timecode_text(label_of(1800, rate), rate) == "00:01:00;02");
  CHECK(timecode_text(label_of(17981, rate), rate) == "00:09:59;29");
  CHECK(timecode_text(label_of(17982, rate), rate) == "00:10:00;00");
  CHECK(!is_label({0, 1, 0, 1}, rate));
  CHECK(is_label({0, 10, 0, 0}, rate));
  CHECK(frames_per_day(rate) == 2589408);
  CHECK(static_cast<double>(frame_of({1, 0, 0, 0}, rate)) / frames_per_second(rate) == Approx(3600).margin(0.004));
}

TEST_CASE("every frame of a day has its label and every label its frame, at every rate") {
  for (const TimecodeRate rate : kRates) {
    Timecode before{-1, 0, 0, 0};
    for (int64_t frame = 0; frame < frames_per_day(rate); frame += frame % 18000 < 2000 ? 1 : 997) {
      const Timecode label = label_of(frame, rate);
      if (!is_label(label, rate) || frame_of(label, rate) != frame || label == before) FAIL(timecode_text(label, rate));
      before = label;
    }
    CHECK(label_of(frames_per_day(rate), rate) == Timecode{});
    CHECK(label_of(-1, rate) == Timecode{23, 59, 59, labels_per_second(rate) - 1});
  }
}

// MIDI Time Code: pieces 0...7, low nibble first, 7 carries hours bit 4 and the rate.
TEST_CASE("golden: quarter frames and full frame of 01:37:52:16 at 30 frames") {
  const Timecode label{1, 37, 52, 16};
  const uint8_t kQuarters[] = {0x00, 0x11, 0x24, 0x33, 0x45, 0x52, 0x61, 0x76};
  for (int piece = 0; piece < 8; ++piece) CHECK(quarter_frame(piece, label, TimecodeRate::full_30) == kQuarters[piece]);
  const auto full = full_frame(label, TimecodeRate::full_30);
  CHECK(Bytes(full.begin(), full.end()) == Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x61, 0x25, 0x34, 0x10, 0xF7});
  CHECK(quarter_frame(7, {23, 0, 0, 0}, TimecodeRate::tv_25) == 0x73);
}

TEST_CASE("a reader follows after one whole address, and knows the frame that is now, not the one that was sent") {
  for (const TimecodeRate rate : kRates) {
    MtcReader reader;
    const Timecode label{1, 37, 52, 16};
    const int64_t last_ns = send_address(reader, label, rate, 1'000'000'000);
    REQUIRE(reader.state() == MtcState::following);
    CHECK(reader.rate() == rate);
    CHECK(reader.frame(last_ns) == frame_of(label, rate) + 1);  // seven quarter frames later
    const auto quarter_ns = static_cast<int64_t>(1e9 / (4 * frames_per_second(rate)));
    CHECK(reader.frame(last_ns + quarter_ns + 1000) == frame_of(label, rate) + 2);
  }
}

TEST_CASE(
    "what a writer sends a reader shows, at every rate, for ten minutes, with messages up to five milliseconds late") {
  std::mt19937 random(3);
  std::uniform_int_distribution<int64_t> late_ns(0, 5'000'000);
  for (const TimecodeRate rate : kRates) {
    MtcWriter writer;
    MtcReader reader;
    RecordingOutlet out;
    double worst = 0;
    const double first = static_cast<double>(frame_of({9, 55, 0, 0}, rate));
    for (int64_t ms = 0; ms < 600'000; ms += 2) {
      const double frame = first + static_cast<double>(ms) * 1e-3 * frames_per_second(rate);
      writer.run(frame, rate, out);
      for (const Bytes& message : taken(out)) reader.read(message, ms * kMillisecond_ns + late_ns(random));
      if (ms < 500) continue;
      if (reader.state() != MtcState::following) FAIL("lost it at " << ms);
      worst = std::max(
          worst, std::abs(static_cast<double>(reader.frame(ms * kMillisecond_ns + 5'000'000)) - std::floor(frame)));
    }
    CHECK(worst <= 1);
  }
}

TEST_CASE("time code that stays away is followed on for half a second, and stands where it was last heard") {
  MtcReader reader;
  const int64_t last_ns = send_address(reader, {0, 0, 10, 0}, TimecodeRate::tv_25, 1'000'000'000);
  const int64_t frame = reader.frame(last_ns);
  reader.tick(last_ns + 100 * kMillisecond_ns);
  CHECK(reader.state() == MtcState::free_wheel);
  CHECK(reader.frame(last_ns + 405 * kMillisecond_ns) == frame + 10);
  reader.tick(last_ns + 500 * kMillisecond_ns);
  CHECK(reader.state() == MtcState::stopped);
  CHECK(reader.frame(last_ns + 3000 * kMillisecond_ns) == frame);
}

TEST_CASE("a full frame sets the place and starts nothing, a label that does not exist is not believed") {
  MtcReader reader;
  CHECK(reader.read(Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x21, 0x02, 0x03, 0x04, 0xF7}, 0));
  CHECK(reader.state() == MtcState::stopped);
  CHECK(reader.rate() == TimecodeRate::tv_25);
  CHECK(label_of(reader.frame(1'000'000'000), reader.rate()) == Timecode{1, 2, 3, 4});
  CHECK(!reader.read(Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x21, 0x02, 0x03, 0x19, 0xF7}, 0));  // frame 25 of 25
  CHECK(!reader.read(Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x41, 0x02, 0x00, 0x00, 0xF7}, 0));  // dropped
  CHECK(label_of(reader.frame(0), reader.rate()) == Timecode{1, 2, 3, 4});
}

TEST_CASE("pieces out of order end the following, backwards is seen from two pieces") {
  MtcReader reader;
  int64_t now_ns = send_address(reader, {0, 0, 10, 0}, TimecodeRate::tv_25, 1'000'000'000);
  reader.read(Bytes{0xF1, 0x30}, now_ns += 10'000'000);
  CHECK(reader.state() == MtcState::stopped);
  for (int piece = 7; piece >= 0; --piece)
    reader.read(Bytes{0xF1, quarter_frame(piece, {0, 0, 20, 0}, TimecodeRate::tv_25)}, now_ns += 10'000'000);
  CHECK(reader.state() == MtcState::following);
  CHECK(reader.direction() == -1);
  CHECK(reader.frame(now_ns + 100'000'000) < frame_of({0, 0, 20, 0}, TimecodeRate::tv_25));
}

TEST_CASE("a writer begins with a full frame and piece 0 of an even frame, and leaves none out when it wakes late") {
  MtcWriter writer;
  RecordingOutlet out;
  writer.locate(25 * 3600 + 1, TimecodeRate::tv_25);
  for (const double frame : {90001.0, 90001.9, 90002.0, 90002.3, 90003.5}) writer.run(frame, TimecodeRate::tv_25, out);
  CHECK(taken(out) == MidiMessages{{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x21, 0x00, 0x00, 0x01, 0xF7},
                                   {0xF1, 0x02},
                                   {0xF1, 0x10},
                                   {0xF1, 0x20},
                                   {0xF1, 0x30},
                                   {0xF1, 0x40},
                                   {0xF1, 0x50},
                                   {0xF1, 0x61}});
}

TEST_CASE("a clock's tempo is read over four quarter notes, through jitter, and a jump of it at once") {
  MidiClockReader reader;
  int64_t now_ns = 0;
  const auto play = [&](double bpm, int ticks) {
    for (int i = 0; i < ticks; ++i)
      reader.read(Bytes{0xF8}, now_ns += static_cast<int64_t>(2.5e9 / bpm) + (i % 2 ? 500'000 : -500'000));
  };
  reader.read(Bytes{0xFA}, 0);
  play(120, 1);
  CHECK(reader.position() == 0);
  CHECK(reader.tempo(now_ns) == 0);
  play(120, 48);
  CHECK(reader.position() == 48);
  CHECK(reader.tempo(now_ns) == Approx(120).margin(0.5));
  play(180, 6);
  CHECK(reader.tempo(now_ns) == Approx(180).margin(5));
  reader.read(Bytes{0xFC}, now_ns);
  reader.read(Bytes{0xF2, 0x08, 0x01}, now_ns);  // 136 sixteenths
  CHECK(reader.position() == 136 * 6);
  CHECK(reader.tempo(now_ns + 3'000'000'000) == 0);
}

TEST_CASE("a clock that goes out starts, ticks 24 times a beat and stops") {
  MidiClockWriter writer;
  RecordingOutlet out;
  for (int64_t ms = 0; ms < 10'000; ms += 2) writer.run(true, 120, ms * kMillisecond_ns, out);
  writer.run(false, 120, 10'000 * kMillisecond_ns, out);
  const MidiMessages sent = taken(out);
  CHECK(sent.front() == Bytes{0xFA});
  CHECK(sent.back() == Bytes{0xFC});
  CHECK(count(sent, {0xF8}) == 480);
}

// MIDI 1.0 detailed specification, song position: F2 lsb msb in sixteenths, then continue; the first tick after it is
// that place.
TEST_CASE(
    "who joins a clock that runs is told the place and goes on from there, and who listened all along loses no tick") {
  MidiClockWriter writer;
  RecordingOutlet out;
  MidiClockReader before, newcomer;
  int64_t ms = 0;
  const auto run_until = [&](int64_t end_ms) {
    for (; ms < end_ms; ms += 2) {
      writer.run(true, 120, ms * kMillisecond_ns, out);
      for (const Bytes& message : taken(out)) {
        before.read(message, ms * kMillisecond_ns);
        if (ms >= 10'000) newcomer.read(message, ms * kMillisecond_ns);
      }
    }
  };
  run_until(10'000);
  CHECK(before.position() == 479);  // 480 ticks, the first is place 0
  writer.join();
  writer.run(true, 120, 10'000 * kMillisecond_ns, out);
  const MidiMessages sent = taken(out);
  REQUIRE(!sent.empty());
  CHECK(sent.front() == Bytes{0xF2, 82, 0x00});  // 80 sixteenths have gone by
  for (const Bytes& message : sent)
    for (MidiClockReader* reader : {&before, &newcomer}) reader->read(message, 10'000 * kMillisecond_ns);
  CHECK(!newcomer.is_running());
  ms = 10'002;
  run_until(10'300);
  CHECK(newcomer.is_running());
  run_until(20'000);
  CHECK(newcomer.position() == before.position());
  CHECK(before.position() == 959);
}

TEST_CASE("a port that opens late: a clock that runs goes on there from its place, time code that stands is told") {
  TimeRig rig("join");
  rig.turn("/desk/clock/on", 1);
  rig.run(2000);
  taken(rig.out);
  rig.keeper.join();
  rig.run(400);
  const MidiMessages sent = taken(rig.out);
  CHECK(of_status(sent, 0xF2).size() == 1);
  CHECK(count(sent, {0xFB}) == 1);
  CHECK(count(sent, {0xFA}) == 0);
  CHECK(has(sent, {0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x20, 0x00, 0x00, 0x00, 0xF7}));
  rig.turn("/desk/clock/on", 0);
  rig.run(10);
  taken(rig.out);
  rig.keeper.join();
  rig.run(10);
  CHECK(of_status(taken(rig.out), 0xF2).empty());  // nothing runs
}

TEST_CASE("machine control: several commands in a message, each by its own length, a cut one ends it") {
  const auto wishes = machine_wishes(Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x06, 0x40, 0x03, 0x4F, 0x01, 0x02,
                                           0x44, 0x06, 0x01, 0x21, 0x02, 0x03, 0x04, 0x00, 0x02, 0xF7});
  REQUIRE(wishes.size() == 2);
  CHECK(wishes[0].command == MachineCommand::locate);
  CHECK(wishes[0].place == Timecode{1, 2, 3, 4});
  CHECK(wishes[0].rate == TimecodeRate::tv_25);
  CHECK(wishes[1].command == MachineCommand::play);
  CHECK(machine_wishes(Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x44, 0x06, 0x01, 0xF7}).empty());
  CHECK(machine_wishes(Bytes{0xF0, 0x7F, 0x7F, 0x07, 0x02, 0xF7}).empty());  // an answer, no command
  CHECK(machine_message(MachineCommand::stop) == Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x01, 0xF7});
  CHECK(machine_locate({1, 2, 3, 4}, TimecodeRate::tv_25) ==
        Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x44, 0x06, 0x01, 0x21, 0x02, 0x03, 0x04, 0x00, 0xF7});
}

TEST_CASE(
    "the desk's time code runs by the engine's samples: 100 quarter frames a second at 25, and stands with a full "
    "frame") {
  TimeRig rig("run");
  rig.run(100);
  taken(rig.out);
  rig.turn("/desk/timecode/run", 1);
  rig.run(10'000);
  MidiMessages sent = taken(rig.out);
  CHECK(sent.front() == Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x03, 0xF7});  // the recorder plays along
  CHECK(of_status(sent, 0xF1).size() == Approx(1000).margin(3));
  CHECK(rig.keeper.position_s() == Approx(10).margin(0.01));
  rig.turn("/desk/timecode/run", 0);
  rig.run(2);
  sent = taken(rig.out);
  REQUIRE(sent.size() == 2);
  CHECK(sent[0] == Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x01, 0xF7});
  CHECK(Bytes(sent[1].begin(), sent[1].begin() + 5) == Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01});
  rig.run(1000);
  CHECK(taken(rig.out).empty());
  rig.turn("/desk/timecode/zero", 1);
  rig.run(2);
  sent = taken(rig.out);
  CHECK(has(sent, {0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x20, 0x00, 0x00, 0x00, 0xF7}));
  CHECK(has(sent, {0xF0, 0x7F, 0x7F, 0x06, 0x44, 0x06, 0x01, 0x20, 0x00, 0x00, 0x00, 0x00, 0xF7}));
}

TEST_CASE("a remote runs, places and stops the desk's time code") {
  TimeRig rig("remote");
  rig.run(10);
  rig.keeper.receive(Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x44, 0x06, 0x01, 0x21, 0x02, 0x03, 0x04, 0x00, 0x02, 0xF7},
                     rig.now_ns());
  rig.run(10);
  CHECK(rig.value("/desk/timecode/run") == 1);
  CHECK(rig.keeper.position_s() == Approx(3723.16).margin(0.05));
  rig.keeper.receive(Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x01, 0xF7}, rig.now_ns());
  rig.run(2);
  CHECK(rig.value("/desk/timecode/run") == 0);
}

TEST_CASE("time code that nobody keeps any more is stopped by the next keeper") {
  TimeRig rig("next");
  rig.turn("/desk/timecode/run", 1);
  Timekeeper successor;
  successor.set_desk(&rig.link());
  rig.say({});
  CHECK(rig.value("/desk/timecode/run") == 0);
}

TEST_CASE("the digits show the time of day, the desk's time code, what comes in, or beats, as the desk says") {
  TimeRig rig("digits");
  rig.run(10);
  CHECK(rig.digits() == " 214307   ");
  rig.turn("/desk/timecode/digits", 1);
  rig.keeper.receive(Bytes{0xF0, 0x7F, 0x7F, 0x06, 0x44, 0x06, 0x01, 0x21, 0x02, 0x03, 0x04, 0x00, 0xF7}, rig.now_ns());
  CHECK(rig.digits() == "  10203 04");
  rig.turn("/desk/timecode/digits", 2);
  CHECK(rig.digits() == "          ");
  rig.keeper.receive(Bytes{0xF0, 0x7F, 0x7F, 0x01, 0x01, 0x35, 0x3B, 0x3B, 0x18, 0xF7}, rig.now_ns());
  CHECK(rig.digits() == " 215959 24");
  rig.turn("/desk/timecode/digits", 3);
  CHECK(rig.digits() == "          ");
  rig.keeper.receive(Bytes{0xFA}, rig.now_ns());
  int64_t now_ns = rig.now_ns();
  for (int i = 0; i <= 24 * 5 + 6; ++i) rig.keeper.receive(Bytes{0xF8}, now_ns += 20'833'333);
  const TimeShown shown = rig.keeper.shown(now_ns, {});
  CHECK(std::string(shown.digits.begin(), shown.digits.end()) == "  20202120");
  CHECK(shown.beats == TimeLamp::on);
}

TEST_CASE("the box's digits and lamps are the time: SMPTE lit while it runs, flashing on a gap") {
  PaintedRig rig("time_lamps");
  TimeShown time;
  const std::string digits = "  10203 04";
  std::copy(digits.begin(), digits.end(), time.digits.begin());
  time.timecode = TimeLamp::on;
  rig.view().show_time(time);
  rig.run(25);
  CHECK(rig.take() == MidiMessages{note(0x71, 0x7F), controller(0x40, '4'), controller(0x41, '0'),
                                   controller(0x43, '3'), controller(0x44, '0'), controller(0x45, '2'),
                                   controller(0x46, '0'), controller(0x47, '1')});
  time.timecode = TimeLamp::flashing;
  rig.view().show_time(time);
  rig.run(25);
  CHECK(rig.take() == MidiMessages{note(0x71, 0x01)});
}

TEST_CASE("frames that are told block by block pass evenly, and another engine makes no jump") {
  EngineClock clock;
  double before_s = clock.seconds(0, 48000, 1'000'000'000);
  for (int64_t ms = 2; ms < 5000; ms += 2) {
    const auto frames = static_cast<uint64_t>(ms * 48 / 1024 * 1024);
    const double now_s = clock.seconds(frames, 48000, 1'000'000'000 + ms * kMillisecond_ns);
    if (now_s < before_s || now_s - before_s > 0.004) FAIL("at " << ms);
    before_s = now_s;
  }
  CHECK(before_s == Approx(5).margin(0.022));
  CHECK(clock.seconds(0, 48000, 6'000'000'000) == Approx(before_s).margin(0.003));
  CHECK(clock.seconds(96, 48000, 6'002'000'000) == Approx(before_s + 0.002).margin(0.003));
}

}  // namespace headroom
