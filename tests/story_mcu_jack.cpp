// A control surface as people use it: a JACK server, the console, headroom-midi, and a scripted box with motors on real
// MIDI ports. Whatever is killed, the box ends showing exactly what the desk is.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "console/curve.h"
#include "io/atomic_file.h"
#include "io/monotonic.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/midi/surface_picture.h"
#include "tests/jack_server.h"
#include "tests/mcu_jack.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr int kPeriodFrames = 256;
constexpr const char* kPlan = "channels=16 aux=2 groups=2 matrices=2 dcas=2";

// After a client was killed JACK 1.9.21 may let the others wait for ten seconds, each of them: a box, its ear and both
// ends of headroom-midi.
constexpr std::chrono::seconds kJackLimit{60};

// What carries the desk's sound. A console that a story kills stands on its own clock, so that JACK, which carries the
// MIDI, loses nobody.
enum class Carrier { jack, own_clock };

class SurfaceStory {
 public:
  // Where nothing is killed no message is lost: what a hand did is then told apart from what it should have done.
  explicit SurfaceStory(JackPace pace = JackPace::goes_on, Carrier carrier = Carrier::jack) {
    REQUIRE(server.start(kPeriodFrames, 48000, pace));
    std::vector<std::string> words = {"--no-device", "--plan", kPlan};
    if (carrier == Carrier::jack) words = {"--device", "JACK: system", "--block", "256", "--plan", kPlan};
    desk.emplace("headroom-console", words);
    REQUIRE(desk->join());
    const DriveState drive = carrier == Carrier::jack ? DriveState::device : DriveState::clock;
    REQUIRE(wait_until([&] { return desk->link().status().drive == drive; }));
  }

  // Whoever leaves JACK in order keeps nobody waiting: after a killed client JACK makes the others wait for ten seconds
  // each.
  ~SurfaceStory() {
    if (midi) midi->end(SIGTERM);
  }

  void start_midi() {
    midi.emplace(ChildProcess::start({program("headroom-midi"), "--desk", desk->name(), "--api", "jack"}));
  }
  // A box that headroom-midi finds by its name.
  void bring_box() {
    box.emplace("X-Touch");
    device = surface_at("X-Touch");
    REQUIRE(box->is_open());
  }

  // True once `condition` holds; the box lives meanwhile.
  template <class Condition>
  bool live_until(Condition condition) {
    return wait_until(
        [&] {
          box->live();
          return condition();
        },
        kJackLimit);
  }

  // A hand takes a fader to `position`, and says so again and again, as a fader does while a hand is on it.
  template <class Condition>
  bool hand_brings(int index, int position, Condition condition) {
    return live_until([&] {
      box->box().touch(index);
      box->box().move(index, position);
      return condition();
    });
  }

  ControlId fader(int channel) {
    const Table& table = desk->link().table();
    return table.id(table.strip_of(kChannel, channel), Param::fader);
  }
  int wanted_position(int channel) {
    const ControlId id = fader(channel);
    return position_of_value(desk->link().table().row(id), desk->link().value(id), *device);
  }
  // The first bank as the desk has it: faders where they belong, lights, rings and names.
  bool box_shows_desk() {
    LinkClient& link = desk->link();
    const Table& table = link.table();
    McuBox& shown = box->box();
    for (int i = 0; i < 8; ++i) {
      const StripIndex strip = table.strip_of(kChannel, i + 1);
      const ControlId pan = table.id(strip, Param::pan);
      std::string name = link.strip_name(strip);
      name.resize(7, ' ');
      const bool same = shown.fader(i) == wanted_position(i + 1) && shown.text(0, i) == name &&
                        shown.light(0x10 + i) == (link.is_on(strip, Param::mute) ? kLightOn : kLightOff) &&
                        shown.ring(i) == ring_of(table.row(pan), link.value(pan));
      if (!same) return false;
    }
    return shown.assignment() == "01";
  }

  JackServer server;
  std::optional<RunningDesk> desk;
  std::optional<ChildProcess> midi;
  std::optional<McuJack> box;
  const SurfaceDevice* device = &generic_surface();  // what headroom-midi takes the box for
};

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

// A hand takes a fader up from the bottom, again and again: how long the desk's value and the sound take to follow. The
// sound is counted in JACK's frames, from the period that carried the move.
void tell_move_to_sound(int moves) {
  SurfaceStory story(JackPace::waits_for_clients);
  story.start_midi();
  story.bring_box();
  McuJack& jack = *story.box;
  REQUIRE(jack.connect(jack.port("audio_out"), "headroom:in_1"));
  REQUIRE(jack.connect("headroom:out_1", jack.port("audio_in")));
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  LinkClient& link = story.desk->link();
  std::vector<double> edit_ms, sound_ms;
  for (int i = 0; i < moves; ++i) {
    jack.box().touch(0);
    jack.box().move(0, 0);
    REQUIRE(
        story.live_until([&] { return link.value(story.fader(1)) == kOff_dB && link.holder(story.fader(1)) >= 0; }));
    REQUIRE(story.live_until([&] { return jack.hears_silence(); }));
    jack.listen();
    const int64_t before_ns = jack.spoke_ns();
    jack.box().move(0, 12287);
    jack.live();
    int64_t arrived_ns = 0;
    const int64_t limit_ns = monotonic_ns() + 20'000'000'000;
    while (arrived_ns == 0 && monotonic_ns() < limit_ns)
      if (link.value(story.fader(1)) > -1) arrived_ns = monotonic_ns();
    REQUIRE(arrived_ns != 0);
    REQUIRE(story.live_until([&] { return jack.frames_to_sound().has_value(); }));
    CHECK(jack.spoke_ns() > before_ns);
    edit_ms.push_back(static_cast<double>(arrived_ns - jack.spoke_ns()) * 1e-6);
    sound_ms.push_back(*jack.frames_to_sound() / 48.0);
    jack.box().release(0);
  }
  std::printf(
      "MIDI move to changed value: median %.2f, p99 %.2f ms; to changed sound: median %.2f, p99 %.2f ms of JACK's time "
      "(its period is %.2f ms)\n",
      percentile(edit_ms, 0.5), percentile(edit_ms, 0.99), percentile(sound_ms, 0.5), percentile(sound_ms, 0.99),
      kPeriodFrames / 48.0);
}

}  // namespace

TEST_CASE("learning from a port or into a folder that is not there is refused at once, with a sentence") {
  const TemporaryFolder folder;
  const auto refusal = [&](const std::string& path) {
    auto midi =
        ChildProcess::start({"sh", "-c", "exec \"$@\" 2>" + folder.file("errors"), "sh", program("headroom-midi"),
                             "--desk", "nobody", "--port", "No Such Box", "--learn", path});
    CHECK(midi.wait() == 1);
    const auto said = read_whole_file(folder.file("errors"));
    REQUIRE(said);
    return *said;
  };
  CHECK(refusal(folder.file("box.map"))
            .starts_with("headroom-midi: no MIDI port has \"No Such Box\" in its name; there "));
  CHECK(refusal(folder.file("none/box.map")) ==
        "headroom-midi: the folder " + folder.file("none") + " is not there; name a file in one that is\n");
}

TEST_CASE("a box connected by hand moves the desk, shows the desk, and its motors never fight a hand") {
  SurfaceStory story(JackPace::waits_for_clients);
  REQUIRE(story.desk->set("/ch/02/fader", "-10"));
  REQUIRE(story.desk->set("/ch/03/mute", "on"));
  REQUIRE(story.desk->set("/ch/04/pan", "L40"));
  story.start_midi();
  story.box.emplace("box");
  McuJack& jack = *story.box;
  McuBox& box = jack.box();
  REQUIRE(jack.is_open());
  REQUIRE(story.live_until([&] { return jack.connect(jack.port("midi_out"), "headroom-midi:surface_in"); }));
  REQUIRE(story.live_until([&] { return jack.connect("headroom-midi-out:surface_out", jack.port("midi_in")); }));
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  CHECK(box.queries() >= 1);

  LinkClient& link = story.desk->link();
  box.touch(0);
  REQUIRE(story.live_until([&] { return link.holder(story.fader(1)) >= 0; }));
  for (const int position : {2000, 6000, 9000, 12287}) {
    const float value = nearest_value(link.table().row(story.fader(1)),
                                      value_of_position(link.table().row(story.fader(1)), position, generic_surface()));
    box.move(0, position);
    CHECK(story.live_until([&] { return link.value(story.fader(1)) == value; }));
  }
  CHECK(link.value(story.fader(1)) == Approx(0).margin(0.01));
  box.release(0);
  REQUIRE(story.live_until([&] { return link.holder(story.fader(1)) < 0; }));

  REQUIRE(story.desk->set("/ch/02/fader", "-5"));
  box.press(0x10);
  box.turn(4, 12);
  const ControlId pan = link.table().find("/ch/05/pan");
  REQUIRE(story.live_until([&] { return link.value(pan) == 24; }));
  CHECK(story.live_until([&] { return story.box_shows_desk() && box.light(0x10) == kLightOn; }));
  CHECK(box.fights() == 0);
  CHECK(box.misunderstood().empty());
  CHECK(jack.lost() == 0);
}

TEST_CASE(
    "another program that listens to a box's line takes no hand off it, one whose port is called as a box is taken for "
    "none") {
  SurfaceStory story(JackPace::waits_for_clients);
  story.start_midi();
  story.box.emplace("box");
  McuJack& jack = *story.box;
  McuBox& box = jack.box();
  REQUIRE(jack.is_open());
  McuJack early("early", McuJack::Ports::program);
  REQUIRE(story.live_until([&] { return early.connect("headroom-midi-out:surface_out", early.port("midi_in")); }));
  REQUIRE(jack.connect(jack.port("midi_out"), "headroom-midi:surface_in"));
  REQUIRE(jack.connect("headroom-midi-out:surface_out", jack.port("midi_in")));
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  LinkClient& link = story.desk->link();
  box.touch(0);
  REQUIRE(story.live_until([&] { return link.holder(story.fader(1)) >= 0; }));
  const int queries = box.queries();

  McuJack listener("X-Touch", McuJack::Ports::program);
  REQUIRE(listener.is_open());
  REQUIRE(listener.connect("headroom-midi-out:surface_out", listener.port("midi_in")));
  REQUIRE(listener.connect(listener.port("midi_out"), "headroom-midi:surface_in"));
  for (const char* state : {"on", "off", "on"}) {  // each time the surfaces' program has looked at its ports meanwhile
    REQUIRE(story.desk->set("/ch/06/mute", state));
    REQUIRE(story.live_until([&] {
      listener.live();
      return listener.box().light(0x15) == (state[1] == 'n' ? kLightOn : kLightOff);
    }));
    const int64_t until_ns = monotonic_ns() + 50'000'000;
    story.live_until([&] { return monotonic_ns() >= until_ns; });
  }
  CHECK(box.queries() == queries);
  CHECK(link.holder(story.fader(1)) >= 0);
  for (const auto& peer : link.peers())
    if (peer.kind == ClientKind::midi) CHECK(peer.boxes.size() == 1);
}

TEST_CASE(
    "wild hands on a bad line of real ports: when it is sound again one key brings the box to show exactly what the "
    "desk is") {
  SurfaceStory story(JackPace::waits_for_clients);
  story.start_midi();
  story.bring_box();
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  McuBox& box = story.box->box();
  LinkClient& link = story.desk->link();
  story.box->make_line({.latest_ms = 20, .keeps_order = false, .lost = 0.1, .twice = 0.1}, 1);
  for (int i = 0; i < 60; ++i) {
    const int place = i * 5 % 8;
    switch (i % 5) {
      case 0: box.touch(place); break;
      case 1: box.move(place, i * 2731 % 16384); break;
      case 2: box.release(place); break;
      case 3: box.press(0x10 + place); break;
      default: box.turn(place, i % 2 ? 4 : -3);
    }
    link.set(story.fader(1 + i * 3 % 8), static_cast<float>(-(i * 7 % 60)));
    const int64_t until_ns = monotonic_ns() + 10'000'000;
    story.live_until([&] { return monotonic_ns() >= until_ns; });
  }
  story.box->make_line({}, 1);
  const int64_t sound_ns = monotonic_ns();
  box.press(0x53);  // Enter: everything is sent anew
  for (int fader = 0; fader < 9;
       ++fader) {  // what the line swallowed of hands that went is made good by hands that come and go
    box.touch(fader);
    box.release(fader);
  }
  CHECK(story.live_until([&] { return story.box_shows_desk(); }));
  std::printf("the box showed the desk %.0f ms after its line was sound again\n",
              static_cast<double>(monotonic_ns() - sound_ns) * 1e-6);
  const int64_t rest_ns =
      monotonic_ns() + 400'000'000;  // longer than a hand that was never felt is believed to be there
  story.live_until([&] { return monotonic_ns() >= rest_ns; });
  CHECK(story.live_until([&] { return story.box_shows_desk(); }));
}

TEST_CASE("sound follows a fader of the surface") { tell_move_to_sound(9); }

// Not among the tests: tests/bench/surfaces asks for it.
TEST_CASE("move to sound, many times", "[.bench]") { tell_move_to_sound(300); }

TEST_CASE("headroom-midi killed with a hand on a fader: the hold is released, and its successor repaints the box") {
  SurfaceStory story;
  story.start_midi();
  story.bring_box();
  McuBox& box = story.box->box();
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  LinkClient& link = story.desk->link();
  REQUIRE(story.hand_brings(0, 8192, [&] {
    return link.holder(story.fader(1)) >= 0 && link.value(story.fader(1)) == Approx(-10).margin(0.01);
  }));
  story.midi->end(SIGKILL);
  CHECK(story.live_until([&] { return link.holder(story.fader(1)) < 0; }));
  CHECK(link.value(story.fader(1)) == Approx(-10).margin(0.01));

  box.release(0);
  box.power_cycle();
  REQUIRE(story.desk->set("/ch/03/fader", "-20"));
  story.start_midi();
  CHECK(story.live_until([&] { return story.box_shows_desk(); }));
}

TEST_CASE("the console killed and brought back: the surface finds it and shows it in full") {
  SurfaceStory story(JackPace::waits_for_clients, Carrier::own_clock);
  story.start_midi();
  story.bring_box();
  REQUIRE(story.desk->set("/ch/05/fader", "-30"));
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  story.desk->process().end(SIGKILL);
  story.box->box().power_cycle();
  const auto successor = ChildProcess::start(
      {program("headroom-console"), "--name", story.desk->name(), "--no-device", "--plan", kPlan, "--recover"});
  REQUIRE(story.desk->join());
  CHECK(story.desk->value("/ch/05/fader") == -30);
  CHECK(story.live_until([&] { return story.box_shows_desk(); }));
  CHECK(story.hand_brings(4, 12287, [&] { return story.desk->value("/ch/05/fader") == Approx(0).margin(0.01); }));
}

TEST_CASE("JACK's server killed and restarted: the surface comes back by itself") {
  SurfaceStory story;
  story.start_midi();
  story.bring_box();
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  story.server.end(SIGKILL);
  story.box.reset();
  REQUIRE(story.desk->set("/ch/06/fader", "-40"));
  REQUIRE(story.server.start(kPeriodFrames));
  const int64_t returned_ns = monotonic_ns();
  story.bring_box();
  CHECK(story.live_until([&] { return story.box_shows_desk(); }));
  std::printf("the surface was back %.0f ms after JACK's server\n",
              static_cast<double>(monotonic_ns() - returned_ns) * 1e-6);
}

TEST_CASE("a surface that is lost shows in its lamp, and its program still ends when asked to") {
  SurfaceStory story;
  story.start_midi();
  story.bring_box();
  REQUIRE(story.live_until([&] { return story.box_shows_desk(); }));
  story.server.end(SIGKILL);
  story.box.reset();
  const int process = story.midi->id();
  CHECK(wait_until([&] { return story.desk->process_of(ClientKind::midi) == process; }));
  const auto lamp_says = [&](Lamp lamp) {
    return wait_until([&] {
      for (const auto& peer : story.desk->link().peers())
        if (peer.kind == ClientKind::midi && peer.lamp == lamp) return true;
      return false;
    });
  };
  CHECK(lamp_says(Lamp::lost));
  CHECK(story.midi->end(SIGTERM) == 0);
}

}  // namespace headroom
