// headroom surfaces: the control surfaces of this machine, how they are doing, and the maps they may have; monitor and
// learn are done by headroom-midi itself, whose business MIDI is.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/link/link_client.h"
#include "console/sibling_program.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

const char* lamp_word(Lamp lamp) {
  switch (lamp) {
    case Lamp::in_step: return "in step";
    case Lamp::catching_up: return "catching up";
    case Lamp::lost: return "lost";
    default: return "idle";
  }
}

// How headroom-midi of a running desk is doing; null when no desk or no surfaces run.
nlohmann::ordered_json state_of(const std::string& desk) {
  const auto link = LinkClient::attach(desk, ClientKind::command_line, "surfaces");
  if (!link) return nullptr;
  for (const auto& peer : (*link)->peers())
    if (peer.kind == ClientKind::midi) {
      auto boxes = nlohmann::ordered_json::array();
      for (const auto& box : peer.boxes)
        boxes.push_back({{"port", box.name}, {"lamp", lamp_word(box.lamp)}, {"can_be_asked", box.can_be_asked}});
      return {{"lamp", lamp_word(peer.lamp)}, {"detail", peer.detail}, {"boxes", boxes}};
    }
  return nullptr;
}

void print_for_people(const nlohmann::ordered_json& known, const std::string& desk) {
  for (const auto& box : known["boxes"])
    std::printf("%s: %s\n", box.value("port", "").c_str(), box.value("driver", "").c_str());
  if (known["boxes"].empty()) std::printf("No surface is plugged in.\n");
  const auto& state = known["state"];
  if (state.is_null())
    std::printf("No desk \"%s\" with surfaces runs.\n", desk.c_str());
  else
    std::printf("Desk \"%s\": %s (%s)\n", desk.c_str(), state.value("lamp", "").c_str(),
                state.value("detail", "").c_str());
  for (const auto& box : state.is_null() ? nlohmann::ordered_json::array() : state["boxes"])
    std::printf("  %s: %s%s\n", box.value("port", "").c_str(), box.value("lamp", "").c_str(),
                box.value("can_be_asked", true) ? "" : " (cannot be asked whether it is still there)");
  std::printf("Devices:");
  for (const auto& device : known["devices"]) std::printf(" %s;", device.get<std::string>().c_str());
  std::printf("\nMaps:");
  for (const auto& map : known["maps"])
    std::printf(" %s (%d controls);", map.value("name", "").c_str(), map.value("controls", 0));
  std::printf("\n");
  for (const auto& conflict : known["conflicts"]) std::printf("Conflict: %s\n", conflict.get<std::string>().c_str());
}

// headroom-midi in place of this program: it prints and ends by itself.
int become_midi(std::vector<std::string> words) {
  const std::string path = sibling_path("headroom-midi");
  words.insert(words.begin(), path);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(path.c_str(), arguments.data());
  return fail("headroom-midi did not start; it lies beside headroom when it is built");
}

}  // namespace

int run_surfaces(int argc, char** argv) {
  CLI::App app{"Lists control surfaces: what is plugged in, how it is doing, which devices and maps are known.",
               "headroom surfaces"};
  std::string desk = "main", map, port;
  bool json = false;
  app.add_option("--name", desk, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "The same for a program");
  CLI::App* monitor = app.add_subcommand("monitor", "print what surfaces say and hear, decoded, until Ctrl+C");
  CLI::App* learn = app.add_subcommand("learn", "learn a map: move a control on the screen, then one on the box");
  learn->add_option("FILE", map, "The map, made when it is not there: a .map file in ~/.config/headroom/maps")
      ->required();
  learn->add_option("--port", port, "Words of the box's MIDI port (headroom devices lists them)")->required();
  for (CLI::App* verb : {monitor, learn}) verb->fallthrough();  // --name may stand behind them
  app.require_subcommand(0, 1);
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  if (monitor->parsed()) return become_midi({"--monitor", "--desk", desk});
  if (learn->parsed()) return become_midi({"--learn", map, "--port", port, "--desk", desk});

  const auto answer = ask_program("headroom-midi", {"--known", "--desk", desk});
  if (!answer) return fail(answer.error());
  auto known = nlohmann::ordered_json::parse(answer->output, nullptr, false);
  if (answer->status != 0 || !known.is_object())
    return fail("headroom-midi did not say what it knows; try: headroom-midi --known");
  known["state"] = state_of(desk);
  if (json)
    print_json(known);
  else
    print_for_people(known, desk);
  return kDone;
}

}  // namespace headroom
