#include "surfaces/midi/midi_tools.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "io/atomic_file.h"
#include "io/monotonic.h"
#include "surfaces/midi/learn_session.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/traffic.h"

namespace headroom {
namespace {

constexpr int64_t kLook_ns = 5'000'000;
constexpr uint64_t kMaxMapBytes = 1u << 20;

const char* api_word(MidiApi api) { return api == MidiApi::jack ? "JACK" : "ALSA"; }

int fail(const std::string& sentence) {
  std::fprintf(stderr, "headroom-midi: %s\n", sentence.c_str());
  return 1;
}

// What serves a port: "Behringer X-Touch (Mackie Control)", "Akai MIDImix (map)"; empty when nothing does.
std::string driver_words(const std::string& port, const SurfaceSettings& settings) {
  const SurfaceChoice surface = choose_surface(port, settings);
  if (surface.map) return surface.map->name + " (map)";
  if (!surface.device) return "";
  return surface.device->name + (surface.device->protocol == SurfaceProtocol::hui ? " (HUI)" : " (Mackie Control)");
}

nlohmann::ordered_json port_rows(const PortChoice& choice, const SurfaceSettings& settings, int wake) {
  MidiPorts ports(choice, wake);
  auto rows = nlohmann::ordered_json::array();
  for (const auto& found : ports.all_ports())
    rows.push_back({{"api", api_word(found.api)},
                    {"direction", found.sends ? "input" : "output"},
                    {"name", found.port.name},
                    {"label", found.port.label},
                    {"lasting_name", lasting_name(found.port)},
                    {"surface", found.is_chosen},
                    {"driver", driver_words(found.port.label, settings)}});
  return rows;
}

// Hands every whole message of every line to the session.
class LineEars {
 public:
  void listen(const std::vector<std::shared_ptr<MidiLine>>& lines, LearnSession& session, int64_t now_ns) {
    for (const auto& line : lines) {
      Ear& ear = ears_[line.get()];
      MidiBytes chunk;
      while (line->receive(chunk))
        for (int i = 0; i < chunk.count; ++i)
          if (const auto message = ear.parser.read(chunk.bytes[i]); !message.empty())
            for (const MidiMove& move : ear.moves.read(message)) session.hear(move, now_ns);
    }
  }

 private:
  struct Ear {
    MidiParser parser;
    MidiMoves moves;
  };
  std::map<const MidiLine*, Ear> ears_;
};

// Why there is nothing to learn from, or nowhere to write it to; empty when there is.
std::string obstacle_to_learning(MidiPorts& ports, const std::string& port, const std::string& path) {
  const std::string folder = std::filesystem::absolute(path).parent_path().string();
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error))
    return "the folder " + folder + " is not there; name a file in one that is";
  if (port.empty()) return "";  // whatever is connected by hand
  std::string names;
  for (const auto& found : ports.all_ports()) {
    if (!found.sends) continue;
    if (found.is_chosen) return "";
    names += (names.empty() ? "" : ", ") + found.port.label;
  }
  return "no MIDI port has \"" + port + "\" in its name; there " + (names.empty() ? "is none at all" : "are: " + names);
}

Result<MidiMap> map_to_learn(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    MidiMap fresh;
    fresh.name = std::filesystem::path(path).stem().string();
    return fresh;
  }
  const auto text = read_whole_file(path, kMaxMapBytes);
  if (!text) return Error{text.error()};
  MidiMapText read = parse_midi_map(*text, path);
  // Writing the map anew would lose what was not understood.
  if (!read.notes.empty()) return Error{read.notes.front() + " Mend that line first"};
  return read.map;
}

}  // namespace

int list_ports(const PortChoice& choice, const SurfaceSettings& settings, int wake, bool as_json) {
  const auto rows = port_rows(choice, settings, wake);
  if (as_json) {
    std::printf("%s\n", rows.dump(2).c_str());
    return 0;
  }
  for (const auto& row : rows)
    std::printf("%s  %-6s  %s%s\n", row["api"].get<std::string>().c_str(), row["direction"].get<std::string>().c_str(),
                row["label"].get<std::string>().c_str(), row["surface"].get<bool>() ? "  (surface)" : "");
  return 0;
}

int list_known(const PortChoice& choice, const SurfaceSettings& settings, int wake, const std::string& desk) {
  auto boxes = nlohmann::ordered_json::array();
  for (const auto& row : port_rows(choice, settings, wake))
    if (row["direction"] == "input" && row["surface"])
      boxes.push_back({{"port", row["label"]}, {"driver", row["driver"]}});
  auto devices = nlohmann::ordered_json::array(), maps = nlohmann::ordered_json::array();
  for (const SurfaceDevice& device : surface_devices()) devices.push_back(device.name);
  for (const MidiMap& map : settings.maps) maps.push_back({{"name", map.name}, {"controls", map.lines.size()}});
  auto conflicts = nlohmann::ordered_json::array();
  if (const auto link = LinkClient::attach(desk, ClientKind::command_line, "surfaces"))
    for (const std::string& sentence : misfits_of(settings, (*link)->table())) conflicts.push_back(sentence);
  const nlohmann::ordered_json known = {
      {"boxes", boxes}, {"devices", devices}, {"maps", maps}, {"conflicts", conflicts}};
  std::printf("%s\n", known.dump(2).c_str());
  return 0;
}

int monitor(const std::string& desk, const volatile int& stop) {
  auto reader = TrafficReader::attach(desk);
  if (!reader) return fail(reader.error());
  TrafficRecord record;
  uint64_t lost = 0;
  while (!stop) {
    if (reader->next(record, lost)) {
      std::printf("%s\n", traffic_text(record).c_str());
      std::fflush(stdout);
    } else if (!reader->is_current()) {
      return fail("the headroom-midi of the desk \"" + desk + "\" has ended");
    } else {
      sleep_until(monotonic_ns() + kLook_ns);
    }
    if (lost > 0)
      std::printf("(%llu messages came faster than they were read)\n",
                  static_cast<unsigned long long>(std::exchange(lost, 0)));
  }
  return 0;
}

int learn(const std::string& desk_name, const std::string& path, const PortChoice& choice, int wake,
          const volatile int& stop) {
  MidiPorts ports(choice, wake);
  if (const std::string obstacle = obstacle_to_learning(ports, choice.name_part, path); !obstacle.empty())
    return fail(obstacle);
  const auto desk = LinkClient::attach(desk_name, ClientKind::command_line, "surfaces learn");
  if (!desk) return fail(desk.error());
  auto map = map_to_learn(path);
  if (!map) return fail(map.error());
  if (map->ports.empty()) map->ports.push_back(choice.name_part);
  LearnSession session(**desk, std::move(*map));
  LineEars ears;
  std::printf("%s is written after each control; Ctrl+C ends it.\n", path.c_str());
  bool is_ready = false;
  while (!stop) {
    pollfd waiting{wake, POLLIN, 0};
    uint64_t count = 0;
    if (poll(&waiting, 1, 10) > 0 && read(wake, &count, sizeof count) < 0) continue;
    const int64_t now_ns = monotonic_ns();
    if (!(*desk)->console_is_alive()) return fail("the console of the desk \"" + desk_name + "\" is gone");
    (*desk)->beat();
    ports.look(now_ns);
    for (const std::string& sentence : ports.take_sentences())
      std::fprintf(stderr, "headroom-midi: %s\n", sentence.c_str());
    // What is moved before the box is heard would be lost.
    if (!ports.lines().empty() && !std::exchange(is_ready, true))
      std::printf("Move a control on the screen, then one on the box.\n");
    ears.listen(ports.lines(), session, now_ns);
    for (const std::string& sentence : session.look(now_ns)) std::printf("%s\n", sentence.c_str());
    std::fflush(stdout);
    if (!session.take_learned()) continue;
    if (const auto written = write_whole_file(path, map_text(session.map())); !written) return fail(written.error());
  }
  return 0;
}

}  // namespace headroom
