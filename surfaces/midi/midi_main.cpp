// headroom-midi: hardware control surfaces as clients of the desk. Joins boxes (midi_ports) and desk (the link) through the
// rack, and outlives both: whatever goes away is looked for until it returns, and then painted in full.
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "console/link/link_client.h"
#include "io/atomic_file.h"
#include "io/monotonic.h"
#include "surfaces/midi/midi_ports.h"
#include "surfaces/midi/surface_rack.h"

namespace headroom {
namespace {

constexpr int kTick_ms = 2;                         // how late a changed value may reach the box
constexpr int64_t kDeskInterval_ns = 50'000'000;    // how often a missing console is looked for
constexpr int64_t kPortInterval_ns = 10'000'000;
constexpr int64_t kLampInterval_ns = 100'000'000;

constexpr uint64_t kMaxSettingsBytes = 1u << 20;

volatile sig_atomic_t stop_wanted = 0;

const char* api_word(MidiApi api) { return api == MidiApi::jack ? "JACK" : "ALSA"; }

// The desk this program serves, found again whenever its console has been away.
class DeskSeeker {
 public:
  DeskSeeker(std::string name, const KeyPlan& plan) : name_(std::move(name)), plan_(plan) {}

  // Tells the rack when the desk came or went.
  void look(SurfaceRack& rack, int64_t now_ns) {
    if (now_ns < next_ns_) return;
    next_ns_ = now_ns + kDeskInterval_ns;
    if (desk_ && !desk_->console_is_alive()) {
      rack.set_desk(nullptr);
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
    for (const std::string& sentence : KeyHand::misfits(plan_, desk_->table()))
      std::fprintf(stderr, "headroom-midi: %s\n", sentence.c_str());
  }

  LinkClient* desk() { return desk_.get(); }

 private:
  std::string name_, reason_;
  const KeyPlan& plan_;
  std::unique_ptr<LinkClient> desk_;
  int64_t next_ns_ = 0;
};

void wait_for_bytes(int wake) {
  pollfd waiting{wake, POLLIN, 0};
  if (poll(&waiting, 1, kTick_ms) <= 0) return;
  uint64_t count = 0;
  [[maybe_unused]] const auto got = read(wake, &count, sizeof count);
}

int serve(const std::string& desk_name, const PortChoice& choice, const KeyPlan& plan, int wake) {
  MidiPorts ports(choice, wake);
  SurfaceRack rack(plan);
  DeskSeeker seeker(desk_name, plan);
  int64_t next_ports_ns = 0, next_lamp_ns = 0;
  while (!stop_wanted) {
    wait_for_bytes(wake);
    const int64_t now_ns = monotonic_ns();
    rack.receive(now_ns);
    seeker.look(rack, now_ns);
    if (now_ns >= next_ports_ns) {
      next_ports_ns = now_ns + kPortInterval_ns;
      ports.look(now_ns);
      for (const std::string& sentence : ports.take_sentences())
        std::fprintf(stderr, "headroom-midi: %s\n", sentence.c_str());
      rack.set_lines(ports.lines(), now_ns);
    }
    rack.tick(now_ns);
    if (LinkClient* desk = seeker.desk()) {
      desk->beat();
      if (now_ns >= next_lamp_ns) {
        next_lamp_ns = now_ns + kLampInterval_ns;
        desk->show_lamp(rack.lamp(), rack.detail());
      }
    }
  }
  rack.unplug_all(monotonic_ns());
  return 0;
}

// $XDG_CONFIG_HOME/headroom/surfaces, or its place in the home folder.
std::string default_settings_path() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  const std::string folder = config && *config ? config : std::string(home ? home : "") + "/.config";
  return folder + "/headroom/surfaces";
}

// The program's own plan, changed by what the file says; without a file it is the program's own. Bad lines are told.
KeyPlan read_settings(const std::string& path) {
  KeyPlan plan = default_key_plan();
  if (access(path.c_str(), F_OK) != 0) return plan;
  const auto text = read_whole_file(path, kMaxSettingsBytes);
  if (!text) std::fprintf(stderr, "headroom-midi: %s\n", text.error().c_str());
  if (text)
    for (const std::string& note : read_key_plan(*text, path, plan))
      std::fprintf(stderr, "headroom-midi: %s\n", note.c_str());
  return plan;
}

int list_ports(const PortChoice& choice, int wake, bool as_json) {
  MidiPorts ports(choice, wake);
  auto rows = nlohmann::json::array();
  for (const auto& found : ports.all_ports()) {
    const char* direction = found.sends ? "input" : "output";
    if (as_json)
      rows.push_back({{"api", api_word(found.api)},
                      {"direction", direction},
                      {"name", found.port.name},
                      {"surface", found.is_chosen}});
    else
      std::printf("%s  %-6s  %s%s\n", api_word(found.api), direction, found.port.label.c_str(),
                  found.is_chosen ? "  (surface)" : "");
  }
  if (as_json) std::printf("%s\n", rows.dump(2).c_str());
  return 0;
}

}  // namespace
}  // namespace headroom

int main(int argc, char** argv) {
  using namespace headroom;
  std::string desk = "main", api;
  PortChoice choice;
  std::string settings = default_settings_path();
  bool list = false, as_json = false;
  CLI::App app{"Control surfaces of the Mackie Control family for a Headroom desk."};
  app.add_option("--desk", desk, "Name of the desk to control")->capture_default_str();
  app.add_option("--port", choice.name_part, "Use the boxes whose MIDI ports have this in their name");
  app.add_option("--api", api, "Only this MIDI system")->check(CLI::IsMember({"jack", "alsa"}));
  app.add_option("--settings", settings, "What keys do and how boxes stand side by side")->capture_default_str();
  app.add_flag("--list", list, "Print the MIDI ports that are there");
  app.add_flag("--json", as_json, "With --list: as JSON");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!api.empty()) choice.api = api == "jack" ? MidiApi::jack : MidiApi::alsa;

  const int wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake < 0) {
    std::perror("headroom-midi: no eventfd");
    return 1;
  }
  struct sigaction stop {};
  stop.sa_handler = [](int) { stop_wanted = 1; };
  sigaction(SIGTERM, &stop, nullptr);
  sigaction(SIGINT, &stop, nullptr);
  const int status = list ? list_ports(choice, wake, as_json) : serve(desk, choice, read_settings(settings), wake);
  close(wake);
  return status;
}
