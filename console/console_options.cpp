#include "console/console_options.h"

#include <CLI/CLI.hpp>

#include <cstdio>

#include "console/engine/workers.h"
#include "console/show_file.h"
#include "console/show_keeper.h"

namespace headroom {
namespace {

std::string number_text(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", number);
  return text;
}

// A desk that died is as large as it was, whatever has become of its show since; so is one that comes up as it was left.
Result<DeskPlan> plan_without_words(const ConsoleOptions& options) {
  if (const auto left = LinkHost::left_by(options.desk); left && takes_over(options, *left)) return left->plan;
  if (!options.show.empty()) return plan_of_show(options.show);
  const auto plan = plan_of_show(state_show_path(options.desk));
  return plan ? plan : Result<DeskPlan>(DeskPlan{});  // a new desk, or a state that the console will complain about
}

}  // namespace

void add_console_options(CLI::App& app, ConsoleWords& words) {
  app.add_option("show", words.show, "Show file to load; without one the desk comes up as it was left");
  app.add_option("--name", words.name, "Name of the desk, for screens and surfaces to find it")->capture_default_str();
  app.add_option("--device", words.device, "Audio device, or a part of its name (see: headroom devices)");
  app.add_flag("--no-device", words.no_device, "Run on the desk's own clock, without an audio device");
  app.add_option("--rate", words.sample_rate, "Sample rate in Hz")->check(CLI::Range(8000.0, 384000.0))->capture_default_str();
  app.add_option("--block", words.block_frames, "Frames per block")->check(CLI::Range(8, 8192))->capture_default_str();
  app.add_option("--plan", words.plan,
                 "Size of the desk, as in \"channels=64 aux=16 groups=8 matrices=8 dcas=8\"; without it the show's own");
  app.add_option("--input", words.input_folder, "Folder of sound files that play in a loop on the inputs");
  app.add_option("--head", words.head, "SOFA file of the head that binaural phones are heard through; without it the usual one");
  app.add_flag("--demo", words.demo, "The demo band on the inputs, with a show that mixes it");
  app.add_flag("--recover", words.recover, "Take over what a console that died under this name left behind");
  add_workers_option(app, words.workers);
}

void add_workers_option(CLI::App& app, int& workers) {
  app.add_option("--workers", workers, "Threads that share the work of 128 channels and more; the sound is the same")
      ->check(CLI::Range(0, most_workers()))
      ->capture_default_str();
}

Result<ConsoleOptions> console_options(const ConsoleWords& words) {
  if (words.no_device && !words.device.empty())
    return Error{"--device and --no-device exclude each other; give one of them"};
  if (words.demo && (!words.show.empty() || !words.input_folder.empty()))
    return Error{"--demo brings its own show and inputs; leave out the show and --input"};
  ConsoleOptions options;
  options.desk = words.name;
  options.sample_rate = words.sample_rate;
  options.block_frames = words.block_frames;
  if (!words.no_device) options.device = words.device;
  options.show = words.demo ? demo_folder() + "/demo.show" : words.show;
  options.input_folder = words.demo ? demo_folder() + "/stems" : words.input_folder;
  options.head = words.head;
  options.is_demo = words.demo;
  options.recover = words.recover;
  options.workers = words.workers;
  const auto plan = words.plan.empty() ? plan_without_words(options) : parse_plan(words.plan);
  if (!plan) return Error{plan.error()};
  options.plan = *plan;
  return options;
}

std::vector<std::string> console_arguments(const ConsoleWords& words) {
  std::vector<std::string> arguments = {"--name", words.name, "--rate", number_text(words.sample_rate), "--block",
                                        std::to_string(words.block_frames), "--workers",
                                        std::to_string(words.workers)};
  const auto add = [&](const char* option, const std::string& value) {
    if (value.empty()) return;
    arguments.push_back(option);
    arguments.push_back(value);
  };
  add("--device", words.device);
  add("--plan", words.plan);
  add("--input", words.input_folder);
  add("--head", words.head);
  if (words.no_device) arguments.push_back("--no-device");
  if (words.demo) arguments.push_back("--demo");
  if (words.recover) arguments.push_back("--recover");
  if (!words.show.empty()) arguments.push_back(words.show);
  return arguments;
}

std::string demo_folder() { return HEADROOM_DEMO_FOLDER; }

}  // namespace headroom
