// headroom doctor: what is wrong with this machine for live sound, and how to mend it.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "console/bus_targets.h"
#include "console/sibling_program.h"
#include "console/verbs/midi_ports.h"
#include "console/verbs/verb.h"
#include "io/realtime.h"
#include "io/sofa_head.h"

namespace headroom {
namespace {

const char* word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok: return "ok";
    case Verdict::warn: return "warn";
    case Verdict::fail: return "fail";
  }
  return "";
}

RealtimeCheck check_midi() {
  const auto ports = midi_ports();
  if (!ports)
    return {"MIDI", Verdict::warn, ports.error(),
            "Surfaces stay dark until headroom-midi runs; build it with: console/run --build"};
  if (ports->empty())
    return {"MIDI", Verdict::warn, "There are no MIDI ports.",
            "Plug a surface in, or start JACK with MIDI; without a surface all is well."};
  return {"MIDI", Verdict::ok, "There are " + std::to_string(ports->size()) + " MIDI ports.", ""};
}

RealtimeCheck check_display() {
  if (!has_display())
    return {"Display", Verdict::warn, "There is no display here; the desk shows its levels in the terminal.",
            "Start it from a desktop session, or over ssh with: ssh -X"};
  if (!is_built("headroom-display"))
    return {"Display", Verdict::warn, "headroom-display is not beside this program.",
            "Build it with: console/run --build"};
  return {"Display", Verdict::ok, "There is a display for the screen.", ""};
}

RealtimeCheck check_head() {
  const auto head = SofaHead::load(SofaHead::default_path(), kLongestHead_ms);
  if (!head)
    return {"Head", Verdict::warn, head.error() + " Binaural phones hear stereo.",
            "Install it with: apt-get install libmysofa1; or give another with: --head FILE.sofa"};
  return {"Head", Verdict::ok, "Binaural phones are heard through the head \"" + head->name() + "\".", ""};
}

}  // namespace

int run_doctor(int argc, char** argv) {
  CLI::App app{"Says what is wrong with this machine for live sound, and how to mend it. Changes nothing.",
               "headroom doctor"};
  bool json = false;
  app.add_flag("--json", json, "Answer for a program: an array of checks");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  auto checks = realtime_checks();
  checks.push_back(check_midi());
  checks.push_back(check_display());
  checks.push_back(check_head());
  bool failed = false;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const RealtimeCheck& check : checks) {
    failed = failed || check.verdict == Verdict::fail;
    if (json) {
      rows.push_back({{"check", check.name},
                      {"verdict", word_of(check.verdict)},
                      {"finding", check.sentence},
                      {"mend", check.mend}});
      continue;
    }
    std::printf("%-4s  %s: %s\n", word_of(check.verdict), check.name.c_str(), check.sentence.c_str());
    if (!check.mend.empty()) std::printf("      %s\n", check.mend.c_str());
  }
  if (json) print_json(rows);
  return failed ? kFailed : kDone;
}

}  // namespace headroom
