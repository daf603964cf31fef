#include "console/console_options.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>

#include "console/engine/workers.h"
#include "console/setup/templates.h"
#include "console/show_file.h"
#include "console/show_keeper.h"
#include "io/atomic_file.h"

namespace headroom {
namespace {

constexpr const char* kWorkersHelp = "Threads that share the work of 128 channels and more; the sound is the same";

std::string number_text(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", number);
  return text;
}

// A desk that died is as large as it was, whatever has become of its show since; so is one that comes up as it was
// left.
Result<DeskPlan> plan_without_words(const ConsoleOptions& options) {
  if (const auto left = LinkHost::left_by(options.desk); left && takes_over(options, *left)) return left->plan;
  if (!options.show.empty()) return plan_of_show(options.show);
  if (!options.first_show.empty()) return plan_of_show(options.first_show);
  return kept_plan(options.desk);  // a state that cannot be read the console will complain about
}

bool names_machine(const ConsoleWords& words) {
  return words.no_device || words.device || words.sample_rate || words.block_frames || words.workers;
}

// What its console ran on when it died; else the words, before what was chosen for this desk.
Result<Machine> machine_of(const ConsoleWords& words, const std::optional<LinkHost::LeftDesk>& left) {
  if (left && left->machine) return *left->machine;
  Machine machine;
  if (const std::string path = machine_path(words.name); std::filesystem::exists(path)) {
    const auto text = read_whole_file(path);
    const auto kept = text ? parse_machine(*text, path) : Result<Machine>(Error{text.error()});
    if (!kept) return Error{kept.error() + "; mend or remove the file"};
    machine = *kept;
  } else if (words.first_start) {
    set_device(machine, std::nullopt);
  }
  if (words.device) set_device(machine, *words.device);
  if (words.no_device) set_device(machine, std::nullopt);
  if (words.sample_rate) machine.sample_rate = *words.sample_rate;
  if (words.block_frames) machine.block_frames = *words.block_frames;
  if (words.workers) machine.workers = *words.workers;
  return machine;
}

}  // namespace

void add_console_options(CLI::App& app, ConsoleWords& words) {
  app.add_option("show", words.show, "Show file to load; without one the desk comes up as it was left");
  app.add_option("--template", words.template_name,
                 "Begin with a show that comes with the program (see: headroom templates)")
      ->excludes("show");
  app.add_option("--name", words.name, "Name of the desk, for screens and surfaces to find it")->capture_default_str();
  app.add_option("--device", words.device,
                 "Audio device, or a part of its name (see: headroom devices); without it the one chosen for this "
                 "desk, or the default");
  app.add_flag("--no-device", words.no_device, "Run on the desk's own clock, without an audio device");
  app.add_option("--rate", words.sample_rate, "Sample rate in Hz; without it the one chosen for this desk, or 48000")
      ->check(CLI::Range(8000.0, 384000.0));
  app.add_option("--block", words.block_frames, "Frames per block; without it as chosen for this desk, or 64")
      ->check(CLI::Range(8, 8192));
  app.add_option(
      "--plan", words.plan,
      "Size of the desk, as in \"channels=64 aux=16 groups=8 matrices=8 dcas=8\"; without it the show's own");
  app.add_option("--input", words.input_folder, "Folder of sound files that play in a loop on the inputs");
  app.add_option("--recordings", words.recordings,
                 "Folder that recordings go to, a folder each; without it Headroom in your music folder");
  app.add_option("--head", words.head,
                 "SOFA file of the head that binaural phones are heard through; without it the usual one");
  app.add_flag("--demo", words.demo, "The demo band on the inputs, with a show that mixes it");
  app.add_flag("--first-start", words.first_start, "The demo on the desk's own clock, and a machine to choose");
  app.add_flag("--recover", words.recover, "Take over what a console that died under this name left behind");
  app.add_option("--workers", words.workers, kWorkersHelp)->check(CLI::Range(0, most_workers()));
}

void add_workers_option(CLI::App& app, int& workers) {
  app.add_option("--workers", workers, kWorkersHelp)->check(CLI::Range(0, most_workers()))->capture_default_str();
}

Result<ConsoleOptions> console_options(const ConsoleWords& words) {
  if (words.no_device && words.device) return Error{"--device and --no-device exclude each other; give one of them"};
  if (words.demo && (!words.show.empty() || !words.template_name.empty() || !words.input_folder.empty()))
    return Error{"--demo brings its own show and inputs; leave out the show and --input"};
  ConsoleOptions options;
  options.desk = words.name;
  // What died goes on as it was, whatever it was begun as: a demo may have become a desk of its own.
  const auto left = words.recover ? LinkHost::left_by(words.name) : std::nullopt;
  const auto machine = machine_of(words, left);
  if (!machine) return Error{machine.error()};
  options.machine = *machine;
  options.is_first_start = !names_machine(words) && !std::filesystem::exists(machine_path(words.name));
  options.is_demo = left && left->machine ? left->is_demo : words.demo || words.first_start;
  options.show = options.is_demo ? demo_folder() + "/demo.show" : words.show;
  options.input_folder = options.is_demo ? demo_folder() + "/stems" : words.input_folder;
  if (!words.template_name.empty()) {
    const auto path = template_path(words.template_name);
    if (!path) return Error{path.error()};
    options.first_show = *path;
  }
  options.recordings = words.recordings;
  options.head = words.head;
  options.recover = words.recover;
  const bool goes_on = left || words.plan.empty();  // a desk that died may have become another size since
  const auto plan = goes_on ? plan_without_words(options) : parse_plan(words.plan);
  if (!plan) return Error{plan.error()};
  options.plan = *plan;
  return options;
}

std::vector<std::string> console_arguments(const ConsoleWords& words) {
  std::vector<std::string> arguments = {"--name", words.name};
  const auto add = [&](const char* option, const std::string& value) {
    if (value.empty()) return;
    arguments.push_back(option);
    arguments.push_back(value);
  };
  if (words.device) arguments.insert(arguments.end(), {"--device", *words.device});
  add("--rate", words.sample_rate ? number_text(*words.sample_rate) : "");
  add("--block", words.block_frames ? std::to_string(*words.block_frames) : "");
  add("--workers", words.workers ? std::to_string(*words.workers) : "");
  add("--template", words.template_name);
  add("--plan", words.plan);
  add("--input", words.input_folder);
  add("--recordings", words.recordings);
  add("--head", words.head);
  if (words.no_device) arguments.push_back("--no-device");
  if (words.demo) arguments.push_back("--demo");
  if (words.first_start) arguments.push_back("--first-start");
  if (words.recover) arguments.push_back("--recover");
  if (!words.show.empty()) arguments.push_back(words.show);
  return arguments;
}

bool is_first_start(const ConsoleWords& words) {
  const bool says_nothing = !names_machine(words) && !words.demo && words.show.empty() && words.template_name.empty() &&
                            words.plan.empty() && words.input_folder.empty();
  return says_nothing && !std::filesystem::exists(machine_path(words.name)) &&
         !std::filesystem::exists(state_show_path(words.name));
}

std::string demo_folder() { return HEADROOM_DEMO_FOLDER; }

}  // namespace headroom
