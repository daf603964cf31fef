#include "console/verbs/verb.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace headroom {
namespace {

constexpr Verb kVerbs[] = {
    {"devices", "list audio devices and MIDI ports", run_devices},
    {"setup", "print or change what the running desk runs on: device, rate, block, workers", run_setup},
    {"roundtrip", "measure how late an output comes back on an input of the running desk", run_roundtrip},
    {"tone", "play a test tone on an output of the running desk", run_tone},
    {"templates", "list the shows to begin with, and recall one on the running desk", run_templates},
    {"versions", "list what was saved of the show, and recall one on the running desk", run_versions},
    {"controls", "list the controls of the desk: address, name, unit, range, default", run_controls},
    {"get", "print values of the running desk", run_get},
    {"set", "set a control of the running desk", run_set},
    {"undo", "list what was done on the running desk, with times; undo and redo it", run_undo},
    {"record", "say what the recorder of the running desk does; start and stop it", run_record},
    {"scenes", "list the scenes of the running desk, and how far each is from what is heard", run_scenes},
    {"watch", "print changes of the running desk as they come", run_watch},
    {"meters", "print what the meters of the running desk read", run_meters},
    {"render", "mix sound files through a show into a file, faster than real time", run_render},
    {"measure", "measure loudness, levels and correlation of sound files", run_measure},
    {"bench", "measure what the engine costs on this machine", run_bench},
    {"doctor", "say what is wrong with this machine for live sound, and how to mend it", run_doctor},
    {"surfaces", "list control surfaces, watch what they say, learn maps for any MIDI controller", run_surfaces},
    {"screenshot", "draw a page of the display into a file", run_screenshot},
    {"completion", "print the completion of words for a shell", run_completion},
};

// A file's name may hold any bytes; JSON may not.
constexpr auto kReplaceBadUtf8 = nlohmann::ordered_json::error_handler_t::replace;

int complain(const std::string& sentence, int status) {
  std::fprintf(stderr, "headroom: %s\n", sentence.c_str());
  return status;
}

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

const Verb* find_verb(const std::string& name) {
  for (const Verb& verb : kVerbs)
    if (name == verb.name) return &verb;
  return nullptr;
}

std::optional<int> parse_words(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    return wrong_usage(std::string(error.what()) + "; see: " + app.get_name() + " --help");
  }
}

int fail(const std::string& sentence) { return complain(sentence, kFailed); }
int wrong_usage(const std::string& sentence) { return complain(sentence, kWrongUsage); }

Outcome not_over(const std::string& output, const std::string& input) {
  std::error_code absent;  // of files that are not there none can be lost
  if (!std::filesystem::equivalent(output, input, absent)) return {};
  return Error{'"' + output + "\" was not written: it is read here and would be lost; give another name."};
}

std::string dB_text(double level_dB) {
  char text[32] = "-oo";
  if (std::isfinite(level_dB)) std::snprintf(text, sizeof text, "%.1f", level_dB);
  return text;
}

nlohmann::ordered_json json_number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 1000) / 1000;
}

void print_json(const nlohmann::ordered_json& answer) {
  std::printf("%s\n", answer.dump(2, ' ', false, kReplaceBadUtf8).c_str());
}

std::string json_line(const nlohmann::ordered_json& answer) { return answer.dump(-1, ' ', false, kReplaceBadUtf8); }

}  // namespace headroom
