// A box that no driver knows, taught as people do it from the screen: look for it, move a fader of the desk, turn a
// knob of the box; and the knob moves the fader. Real MIDI ports on a JACK server (package jackd2).
#include <jack/jack.h>
#include <jack/midiport.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "io/ring.h"
#include "surfaces/display/system/map_teacher.h"
#include "tests/jack_server.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr const char* kBox = "Oddbox";
constexpr uint8_t kKnob = 20;

// Hardware with one knob: control change 20 on channel 1.
class KnobBox {
 public:
  KnobBox() : client_(jack_client_open(kBox, JackNoStartServer, nullptr)) {
    REQUIRE(client_);
    out_ = jack_port_register(client_, "out", JACK_DEFAULT_MIDI_TYPE,
                              JackPortIsOutput | JackPortIsPhysical | JackPortIsTerminal, 0);
    jack_set_process_callback(
        client_, [](jack_nframes_t frames, void* self) { return static_cast<KnobBox*>(self)->process(frames); }, this);
    REQUIRE(jack_activate(client_) == 0);
  }
  ~KnobBox() { jack_client_close(client_); }
  // Dropped while more is on its way than anybody could turn.
  void turn_to(int position) { said_.push(static_cast<uint8_t>(position)); }

 private:
  int process(jack_nframes_t frames) {
    void* buffer = jack_port_get_buffer(out_, frames);
    jack_midi_clear_buffer(buffer);
    uint8_t position = 0;
    for (jack_nframes_t at = 0; at < frames && said_.pop(position); ++at) {
      const uint8_t message[] = {0xB0, kKnob, position};
      jack_midi_event_write(buffer, at, message, sizeof message);
    }
    return 0;
  }
  jack_client_t* client_;
  jack_port_t* out_ = nullptr;
  Ring<uint8_t, 256> said_;
};

bool says(const MapLesson& lesson, const std::string& part) {
  for (const std::string& sentence : lesson.sentences)
    if (sentence.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("a box that nobody knows is taught from the screen, and what is learned works at once") {
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  JackServer server;
  REQUIRE(server.start(256));
  RunningDesk desk("headroom-console", {"--no-device", "--plan", "channels=8 aux=2"});
  REQUIRE(desk.join());
  auto midi = ChildProcess::start({program("headroom-midi"), "--desk", desk.name(), "--api", "jack"});
  KnobBox box;
  MapTeacher teacher(desk.name());
  const MapLesson& lesson = teacher.lesson();
  const auto until = [&](const auto& condition) { return wait_until([&] { return teacher.look(), condition(); }); };

  teacher.look_for_boxes();
  REQUIRE(until([&] { return lesson.state == MapLesson::State::idle; }));
  REQUIRE(lesson.has_looked);
  std::string port;
  for (const MapLesson::Box& found : lesson.boxes)
    if (found.port.find(kBox) != std::string::npos) port = found.port;
  REQUIRE_FALSE(port.empty());

  teacher.begin(port);
  REQUIRE(until([&] { return says(lesson, "Move a control on the screen"); }));
  REQUIRE(desk.set("/ch/03/fader", "-20"));
  REQUIRE(until([&] { return says(lesson, "/ch/03/fader: now a control of the box"); }));
  for (int position = 40; position <= 90; ++position) box.turn_to(position);
  for (int position = 90; position >= 60; --position) box.turn_to(position);
  REQUIRE(until([&] { return says(lesson, "cc/1/20 /ch/03/fader"); }));
  CHECK(lesson.state == MapLesson::State::learning);

  // The program that serves the desk has read the map; the knob picks the fader up where it stands.
  int position = 0;
  REQUIRE(wait_until([&] {
    box.turn_to(position = std::min(position + 1, 127));
    if (desk.value("/ch/03/fader") == 10) return true;
    if (position == 127) position = 0;
    return false;
  }));
  teacher.end();
  CHECK(until([&] { return lesson.state == MapLesson::State::idle; }));
  teacher.look_for_boxes();
  REQUIRE(until([&] { return lesson.state == MapLesson::State::idle; }));
  bool is_known = false;
  for (const MapLesson::Box& found : lesson.boxes) is_known |= found.port == port && !found.driver.empty();
  CHECK(is_known);
  midi.end(SIGTERM);
}

TEST_CASE("a box that went away before its lesson is told by a sentence") {
  TemporaryFolder config;
  setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
  MapTeacher teacher("nobody");
  teacher.begin("No Such Box");
  CHECK(teacher.lesson().state == MapLesson::State::learning);
  REQUIRE(wait_until([&] { return teacher.look(), teacher.lesson().state == MapLesson::State::idle; }));
  CHECK(says(teacher.lesson(), "no MIDI port has \"No Such Box\" in its name"));
}
