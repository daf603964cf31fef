// The desk on a real JACK server that comes, goes, freezes and comes back. Needs the program jackd (package
// jackd2).
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>

#include "io/audio_driver.h"
#include "tests/jack_server.h"
#include "tests/wait_until.h"

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kNoServer = "JACK's server did not start: is the program jackd (package jackd2) installed?";

// A desk that passes input i to output i and counts.
struct Desk {
  explicit Desk(int channels, int block_frames = 256, const char* device = "system") : channels(channels) {
    DriverRequest request;
    request.inputs = request.outputs = channels;
    request.wish.block_frames = block_frames;
    request.wish.device = device;
    auto started = AudioDriver::start(request, {.process = process, .user = this});
    REQUIRE(started);
    driver = std::move(*started);
  }

  static void process(void* self, const float* const* in, float* const* out, int frames) {
    Desk& desk = *static_cast<Desk*>(self);
    if (desk.inside.exchange(true)) ++desk.overlaps;
    for (int c = 0; c < desk.channels; ++c) std::copy_n(in[c], frames, out[c]);
    desk.last_frames = frames;
    ++desk.calls;
    desk.inside = false;
  }

  bool reaches(DriverState state) {
    return wait_until([&] { return driver->status().state == state; });
  }
  // What it says may come a moment after what it does.
  bool says(const std::string& sentence) {
    return wait_until([&] {
      const auto history = driver->status().history;
      return std::any_of(history.begin(), history.end(),
                         [&](const DeviceChange& change) { return change.sentence == sentence; });
    });
  }
  bool goes_on() {
    const int before = calls;
    return wait_until([&] { return calls > before + 20; });
  }

  int channels;
  std::atomic<bool> inside{false};
  std::atomic<int> overlaps{0}, calls{0}, last_frames{0};
  std::unique_ptr<AudioDriver> driver;
};

// Another program on the same server: sends a level into the desk's input, listens at its output.
class Neighbour {
 public:
  Neighbour(float level, const char* desk_input, const char* desk_output)
      : level_(level), client_(jack_client_open("neighbour", JackNoStartServer, nullptr)) {
    REQUIRE(client_);
    send_ = jack_port_register(client_, "send", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
    listen_ = jack_port_register(client_, "listen", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    jack_set_process_callback(
        client_,
        [](jack_nframes_t frames, void* self) {
          auto& neighbour = *static_cast<Neighbour*>(self);
          std::fill_n(static_cast<float*>(jack_port_get_buffer(neighbour.send_, frames)), frames, neighbour.level_);
          neighbour.heard_ = static_cast<const float*>(jack_port_get_buffer(neighbour.listen_, frames))[frames - 1];
          return 0;
        },
        this);
    REQUIRE(jack_activate(client_) == 0);
    REQUIRE(jack_connect(client_, "neighbour:send", desk_input) == 0);
    REQUIRE(jack_connect(client_, desk_output, "neighbour:listen") == 0);
  }
  ~Neighbour() { jack_client_close(client_); }
  float heard() const { return heard_; }

 private:
  float level_;
  jack_client_t* client_;
  jack_port_t* send_ = nullptr;
  jack_port_t* listen_ = nullptr;
  std::atomic<float> heard_{0};
};

}  // namespace

TEST_CASE("the desk opens a JACK device by name, and audio goes in and out") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(8);
  REQUIRE(desk.reaches(DriverState::device));
  const DriverStatus status = desk.driver->status();
  CHECK(status.device == "JACK: system");
  CHECK(status.host_api == "JACK");
  CHECK(status.sample_rate == 48000);
  CHECK(status.block_frames == 256);
  CHECK(status.device_inputs == 8);
  Neighbour neighbour(0.5f, "headroom:in_3", "headroom:out_3");
  CHECK(wait_until([&] { return neighbour.heard() == 0.5f; }));
}

TEST_CASE("the round trip told is JACK's own, and follows its period") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(8);
  REQUIRE(desk.reaches(DriverState::device));
  jack_client_t* hand = jack_client_open("hand", JackNoStartServer, nullptr);
  REQUIRE(hand);
  for (const int period : {256, 512, 64}) {
    INFO("a period of " << period << " frames");
    REQUIRE(jack_set_buffer_size(hand, static_cast<jack_nframes_t>(period)) == 0);
    // While JACK changes it nobody is called, and the desk may go on by its own clock for a moment.
    CHECK(wait_until([&] {
      const DriverStatus status = desk.driver->status();
      return status.state == DriverState::device && status.input_latency_ms == Approx(1000.0 * period / 48000) &&
             status.output_latency_ms >=
                 status.input_latency_ms &&  // JACK counts one period more where it is asynchronous
             status.round_trip_ms == status.input_latency_ms + status.output_latency_ms;
    }));
  }
  jack_client_close(hand);
}

TEST_CASE("the list of devices names JACK's, with channels, rate and latency") {
  JackServer server;
  if (!server.start(441)) FAIL(kNoServer);
  const auto devices = AudioDevices().list();
  const auto found = find_device(devices, "JACK: system");
  REQUIRE(found);
  CHECK(devices[*found].inputs == 64);
  CHECK(devices[*found].outputs == 64);
  CHECK(devices[*found].default_rate == 48000);
  CHECK(devices[*found].rates == std::vector<double>{48000});
  CHECK(devices[*found].input_latency_ms == Approx(1000.0 * 441 / 48000));
}

TEST_CASE("looking for devices while the desk runs on JACK makes no client beside the desk's, nor through ALSA") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(8);
  REQUIRE(desk.reaches(DriverState::device));
  std::atomic<int> joined{0};
  jack_client_t* doorman = jack_client_open("doorman", JackNoStartServer, nullptr);
  REQUIRE(doorman);
  jack_set_client_registration_callback(
      doorman,
      [](const char* name, int joins, void* count) {
        if (joins && std::strcmp(name, "doorman") != 0) ++*static_cast<std::atomic<int>*>(count);
      },
      &joined);
  jack_activate(doorman);
  // He does see who comes.
  jack_client_t* guest = jack_client_open("guest", JackNoStartServer, nullptr);
  CHECK(wait_until([&] { return joined == 1; }));
  jack_client_close(guest);
  desk.driver->look_for_devices();
  REQUIRE(wait_until([&] { return desk.driver->status().devices_looked > 0; }));
  jack_client_t* last = jack_client_open("last", JackNoStartServer, nullptr);
  CHECK(wait_until([&] { return joined >= 2; }));  // whoever came before has been seen, too
  CHECK(joined == 2);
  jack_client_close(last);
  jack_client_close(doorman);
  const auto devices = desk.driver->status().devices;
  CHECK(find_device(devices, "JACK: system"));
  CHECK(
      std::none_of(devices.begin(), devices.end(), [](const DeviceInfo& d) { return d.full_name() == "ALSA: jack"; }));
}

TEST_CASE("JACK's server dies and returns: the desk free-runs, and is back by itself") {
  for (const int period : {256, 441, 1024}) {
    for (const int signal : {SIGKILL, SIGTERM}) {
      INFO("period " << period << ", signal " << signal);
      JackServer server;
      if (!server.start(period)) FAIL(kNoServer);
      Desk desk(16);
      REQUIRE(desk.reaches(DriverState::device));
      CHECK(desk.goes_on());
      CHECK(desk.last_frames == period);

      server.end(signal);
      REQUIRE(desk.reaches(DriverState::searching));
      CHECK(desk.goes_on());
      CHECK(desk.last_frames == 256);  // the clock's own block

      if (!server.start(period)) FAIL(kNoServer);
      const auto returned = std::chrono::steady_clock::now();
      REQUIRE(desk.reaches(DriverState::device));
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - returned;
      WARN("period " << period << ", signal " << signal << ": audio back " << took.count() << " ms after the server");
      Neighbour neighbour(0.25f, "headroom:in_1", "headroom:out_1");
      CHECK(wait_until([&] { return neighbour.heard() == 0.25f; }));
      CHECK(desk.overlaps == 0);
      const auto history = desk.driver->status().history;
      REQUIRE(history.size() >= 3);
      CHECK_THAT(history.back().sentence + history[history.size() - 2].sentence, Contains("runs"));
    }
  }
}

TEST_CASE("a desk started before JACK picks it up when it comes") {
  JackServer server;
  Desk desk(4);
  CHECK(desk.reaches(DriverState::searching));
  CHECK(desk.goes_on());
  if (!server.start(256)) FAIL(kNoServer);
  CHECK(desk.reaches(DriverState::device));
}

TEST_CASE("a frozen JACK server does not stop the desk, and gets its turn back when it thaws") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(4);
  REQUIRE(desk.reaches(DriverState::device));
  server.signal(SIGSTOP);
  CHECK(desk.reaches(DriverState::searching));
  CHECK(desk.goes_on());
  server.signal(SIGCONT);
  CHECK(desk.reaches(DriverState::device));
  CHECK(desk.overlaps == 0);
}

TEST_CASE("a server of another rate is refused with a sentence, and one of the show's rate is taken") {
  JackServer server;
  if (!server.start(256, 44100)) FAIL(kNoServer);
  Desk desk(4);
  CHECK(desk.says("JACK runs at 44100 Hz; the show needs 48000 Hz. Restart JACK at the show's rate."));
  CHECK(desk.goes_on());
  server.end(SIGTERM);
  if (!server.start(256, 48000)) FAIL(kNoServer);
  CHECK(desk.reaches(DriverState::device));
}

TEST_CASE("a device smaller than the show opens with what it has, and says so") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(128);
  REQUIRE(desk.reaches(DriverState::device));
  CHECK(desk.driver->status().device_inputs == 64);
  CHECK(desk.says("Sound card \"JACK: system\" offers 64 inputs; the show patches 128. Inputs 65-128 are silent."));
}

TEST_CASE("a desk can be told to leave its device and to come back") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(4);
  REQUIRE(desk.reaches(DriverState::device));
  REQUIRE(desk.driver->change_device({}));
  CHECK(desk.reaches(DriverState::clock));
  CHECK(desk.goes_on());
  REQUIRE(desk.driver->change_device({.device = "JACK: system"}));
  CHECK(desk.reaches(DriverState::device));
}

TEST_CASE("a desk whose server has died ends without waiting for it") {
  JackServer server;
  if (!server.start(256)) FAIL(kNoServer);
  Desk desk(4);
  REQUIRE(desk.reaches(DriverState::device));
  server.end(SIGKILL);
  desk.driver.reset();
  CHECK(desk.overlaps == 0);
}
