// headroom-midi: hardware control surfaces as clients of the desk. Joins boxes (midi_ports) and desk (the link) through
// the rack, and outlives both: whatever goes away is looked for until it returns, and then painted in full.
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "console/link/link_client.h"
#include "io/monotonic.h"
#include "io/user_folder.h"
#include "surfaces/midi/midi_ports.h"
#include "surfaces/midi/midi_tools.h"
#include "surfaces/midi/surface_rack.h"
#include "surfaces/midi/timekeeper.h"
#include "surfaces/midi/traffic.h"

namespace headroom {
namespace {

constexpr int kTick_ms = 2;                       // how late a changed value may reach the box
constexpr int64_t kDeskInterval_ns = 50'000'000;  // how often a missing console is looked for
constexpr int64_t kPortInterval_ns = 10'000'000;
constexpr int64_t kSettingsInterval_ns = 500'000'000;
constexpr int64_t kLampInterval_ns = 100'000'000;

volatile int stop_wanted = 0;  // sig_atomic_t is int here

void tell(const std::vector<std::string>& sentences) {
  for (const std::string& sentence : sentences) std::fprintf(stderr, "headroom-midi: %s\n", sentence.c_str());
}

// The desk this program serves, found again whenever its console has been away.
class DeskSeeker {
 public:
  DeskSeeker(std::string name, const SurfaceSettings& settings) : name_(std::move(name)), settings_(settings) {}

  // Tells the rack and the timekeeper when the desk came or went.
  void look(SurfaceRack& rack, Timekeeper& time, int64_t now_ns) {
    if (now_ns < next_ns_) return;
    next_ns_ = now_ns + kDeskInterval_ns;
    if (desk_ && !desk_->console_is_alive()) {
      rack.set_desk(nullptr);
      time.set_desk(nullptr);
      desk_.reset();
    }
    if (desk_) return;
    auto found = LinkClient::attach(name_, ClientKind::midi, "headroom-midi");
    if (!found) {
      // Said once: the reason stays the same for as long as the console is away.
      if (found.error() != reason_) std::fprintf(stderr, "headroom-midi: %s\n", found.error().c_str());
      reason_ = found.error();
      return;
    }
    reason_.clear();
    desk_ = std::move(*found);
    rack.set_desk(desk_.get());
    time.set_desk(desk_.get());
    tell(misfits_of(settings_, desk_->table()));
  }

  LinkClient* desk() { return desk_.get(); }

 private:
  std::string name_, reason_;
  const SurfaceSettings& settings_;
  std::unique_ptr<LinkClient> desk_;
  int64_t next_ns_ = 0;
};

void wait_for_bytes(int wake) {
  pollfd waiting{wake, POLLIN, 0};
  if (poll(&waiting, 1, kTick_ms) <= 0) return;
  uint64_t count = 0;
  [[maybe_unused]] const auto got = read(wake, &count, sizeof count);
}

// A line that is not there yet swallows what it is sent: time that was not told in time is nobody's time.
class NoOutlet final : public MidiOutlet {
 public:
  bool send(std::span<const uint8_t>) override { return true; }
};

// `partner`: of the line, as last seen.
void keep_time(Timekeeper& time, MidiLine* line, uint64_t& partner, int64_t now_ns) {
  if (line && std::exchange(partner, line->partner()) != line->partner()) time.join();
  MidiBytes chunk;
  while (line && line->receive(chunk)) time.receive({chunk.bytes, chunk.count}, now_ns);
  NoOutlet nowhere;
  time.tick(now_ns, line ? static_cast<MidiOutlet&>(*line) : nowhere);
}

Timecode time_of_day() {
  const time_t now = std::time(nullptr);
  tm clock{};
  localtime_r(&now, &clock);
  return {clock.tm_hour, clock.tm_min, clock.tm_sec, 0};
}

// Serves until it is asked to stop. A changed settings file or map counts at once: every box is plugged anew.
int serve(const std::string& desk_name, const PortChoice& choice, const std::string& folder, SurfaceSettings& settings,
          int wake) {
  MidiPorts ports(choice, wake);
  TrafficWriter traffic(desk_name);
  SurfaceRack rack(settings, traffic);
  uint64_t stamp = settings_stamp(folder + "/surfaces", folder + "/maps");
  Timekeeper time;
  DeskSeeker seeker(desk_name, settings);
  uint64_t time_partner = 0;
  int64_t next_ports_ns = 0, next_lamp_ns = 0, next_settings_ns = 0;
  while (!stop_wanted) {
    wait_for_bytes(wake);
    const int64_t now_ns = monotonic_ns();
    rack.receive(now_ns);
    seeker.look(rack, time, now_ns);
    if (now_ns >= next_ports_ns) {
      next_ports_ns = now_ns + kPortInterval_ns;
      ports.look(now_ns);
      tell(ports.take_sentences());
      if (now_ns >= next_settings_ns) {
        next_settings_ns = now_ns + kSettingsInterval_ns;
        const uint64_t stamp_now = settings_stamp(folder + "/surfaces", folder + "/maps");
        if (std::exchange(stamp, stamp_now) != stamp_now) {
          rack.unplug_all(now_ns);
          settings = SurfaceSettings();
          tell(read_surface_settings(folder + "/surfaces", folder + "/maps", settings));
          if (seeker.desk()) tell(misfits_of(settings, seeker.desk()->table()));
          ports.look_anew();
        }
      }
      rack.set_lines(ports.lines(), now_ns);
    }
    keep_time(time, ports.time_line(), time_partner, now_ns);
    rack.show_time(time.shown(now_ns, time_of_day()));
    rack.tick(now_ns);
    if (LinkClient* desk = seeker.desk()) {
      desk->beat();
      if (now_ns >= next_lamp_ns) {
        next_lamp_ns = now_ns + kLampInterval_ns;
        desk->show_lamp(rack.lamp(), rack.detail(), rack.box_lamps());
      }
    }
  }
  rack.unplug_all(monotonic_ns());
  return 0;
}

}  // namespace
}  // namespace headroom

int main(int argc, char** argv) {
  using namespace headroom;
  std::string desk = "main", api;
  PortChoice choice;
  std::string folder = config_folder();  // "surfaces" in it says what keys do, "maps" holds maps
  bool list = false, as_json = false, known = false, monitored = false;
  std::string learned;
  CLI::App app{"Control surfaces for a Headroom desk: the Mackie Control family, and any MIDI controller with a map."};
  app.add_option("--desk", desk, "Name of the desk to control")->capture_default_str();
  app.add_option("--port", choice.name_part, "Use the boxes whose MIDI ports have this in their name");
  app.add_option("--api", api, "Only this MIDI system")->check(CLI::IsMember({"jack", "alsa"}));
  app.add_option("--settings", folder, "Folder of `surfaces` (what keys do, how boxes stand) and `maps`")
      ->capture_default_str();
  app.add_flag("--list", list, "Print the MIDI ports that are there");
  app.add_flag("--json", as_json, "With --list: as JSON");
  app.add_flag("--known", known, "Print boxes, devices and maps, as JSON");
  app.add_flag("--monitor", monitored, "Print what the program that serves the desk sends and hears");
  app.add_option("--learn", learned, "Learn a map into this file, with --port");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!api.empty()) choice.api = api == "jack" ? MidiApi::jack : MidiApi::alsa;

  SurfaceSettings settings;
  tell(read_surface_settings(folder + "/surfaces", folder + "/maps", settings));
  // A DAW has ports that are called as a box is.
  choice.is_surface = [&](const MidiPortName& port) {
    const SurfaceChoice surface = choose_surface(port.label, settings);
    return (surface.device || surface.map) && (port.is_hardware || surface.is_named);
  };

  const int wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake < 0) {
    std::perror("headroom-midi: no eventfd");
    return 1;
  }
  struct sigaction stop {};
  stop.sa_handler = [](int) { stop_wanted = 1; };
  sigaction(SIGTERM, &stop, nullptr);
  sigaction(SIGINT, &stop, nullptr);
  choice.may_only_send = [&](const MidiPortName& port) {
    return !learned.empty() || choose_surface(port.label, settings).map != nullptr;
  };
  if (!learned.empty()) {
    choice.is_surface = [](const MidiPortName&) { return false; };
    choice.with_own_ports = choice.name_part.empty();  // one that serves the desk may have them
  }
  int status = 0;
  if (list)
    status = list_ports(choice, settings, wake, as_json);
  else if (known)
    status = list_known(choice, settings, wake, desk);
  else if (monitored)
    status = monitor(desk, stop_wanted);
  else if (!learned.empty())
    status = learn(desk, learned, choice, wake, stop_wanted);
  else
    status = serve(desk, choice, folder, settings, wake);
  close(wake);
  return status;
}
