// The verbs of `headroom`: one job on the command line each, one file each (console/verbs/<name>.cpp).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>

#include "io/result.h"

namespace CLI {
class App;
}

namespace headroom {

enum ExitStatus : int { kDone = 0, kFailed = 1, kWrongUsage = 2 };

struct Verb {
  const char* name;
  const char* does;                   // half a sentence, for the list of verbs
  int (*run)(int argc, char** argv);  // argv[0] is the verb; returns an ExitStatus
};

// All of them, in the order of the help.
std::span<const Verb> verbs();
const Verb* find_verb(const std::string& name);

// Reads the words into the options declared on `app`. Has a value when that ends the verb: help was printed,
// or the words were wrong and the sentence went to stderr.
std::optional<int> parse_words(CLI::App& app, int argc, char** argv);

// One sentence to stderr; returns the status to leave with.
int fail(const std::string& sentence);
int wrong_usage(const std::string& sentence);

// An error when `output`, a file to be written, is `input`, one that the verb reads: it would be lost.
Outcome not_over(const std::string& output, const std::string& input);

// A level for people, without its unit: "-12.3", or "-oo" for silence.
std::string dB_text(double level_dB);

// A number of it: three decimals; null for what is not there, silence above all.
nlohmann::ordered_json json_number(double value);
// A machine's answer to stdout: keys carry their units, two spaces a level, levels that are off are null.
void print_json(const nlohmann::ordered_json& answer);
// The same on one line, without its end.
std::string json_line(const nlohmann::ordered_json& answer);

// The verbs' bodies.
int run_devices(int argc, char** argv);
int run_setup(int argc, char** argv);
int run_roundtrip(int argc, char** argv);
int run_tone(int argc, char** argv);
int run_templates(int argc, char** argv);
int run_versions(int argc, char** argv);
int run_controls(int argc, char** argv);
int run_get(int argc, char** argv);
int run_set(int argc, char** argv);
int run_undo(int argc, char** argv);
int run_record(int argc, char** argv);
int run_scenes(int argc, char** argv);
int run_watch(int argc, char** argv);
int run_meters(int argc, char** argv);
int run_render(int argc, char** argv);
int run_measure(int argc, char** argv);
int run_bench(int argc, char** argv);
int run_doctor(int argc, char** argv);
int run_screenshot(int argc, char** argv);
int run_surfaces(int argc, char** argv);
int run_completion(int argc, char** argv);

}  // namespace headroom
