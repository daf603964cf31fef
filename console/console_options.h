// The options of a console as words of a command line: read by headroom-console, passed on by headroom.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console/live_console.h"

namespace CLI {
class App;
}

namespace headroom {

// The words as typed, before they are turned into ConsoleOptions.
struct ConsoleWords {
  std::string show, template_name;
  std::string name = "main";
  // The machine, as far as it is not to be the one that was chosen for this desk before.
  std::optional<std::string> device;
  bool no_device = false;
  std::optional<double> sample_rate;
  std::optional<int> block_frames, workers;
  std::string plan;
  std::string input_folder;
  std::string recordings;
  std::string head;
  bool demo = false;
  bool first_start = false;  // the demo on the desk's own clock: what plays where is for the user to choose
  bool recover = false;
};

// True when they say nothing at all about a desk that was never started before.
bool is_first_start(const ConsoleWords& words);

// Declares the options on `app`; `words` must outlive it.
void add_console_options(CLI::App& app, ConsoleWords& words);

// Declares --workers, 0 to as many as this machine has cores beside the callback's; `workers` must outlive `app`.
void add_workers_option(CLI::App& app, int& workers);

// Checks them against each other and against the show's plan.
Result<ConsoleOptions> console_options(const ConsoleWords& words);

// The same words again, for a console started as a process of its own.
std::vector<std::string> console_arguments(const ConsoleWords& words);

// The folder of the demo band: its stems and its show.
std::string demo_folder();

}  // namespace headroom
