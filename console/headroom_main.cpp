// headroom: the front door. Without a verb it runs the desk; with one it does one job (console/verbs/).
#include <CLI/CLI.hpp>
#include <cstdio>

#include "console/front_door.h"
#include "console/verbs/verb.h"

namespace {

std::string list_of_verbs() {
  std::string list = "Verbs, each with its own --help:\n";
  for (const headroom::Verb& verb : headroom::verbs()) {
    char line[160];
    std::snprintf(line, sizeof line, "  headroom %-12s %s\n", verb.name, verb.does);
    list += line;
  }
  return list;
}

// An answer that did not reach its file (a full disk) is no answer.
int end_of_verb(int status) {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return status;
  return headroom::fail("the answer was not written to its end; is the disk full?");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1)
    if (const headroom::Verb* verb = headroom::find_verb(argv[1])) return end_of_verb(verb->run(argc - 1, argv + 1));

  CLI::App app{"A live console and mixer. Without a verb: runs the desk, its surfaces and its screen.", "headroom"};
  headroom::FrontDoorWords words;
  headroom::add_console_options(app, words.console);
  app.add_flag("--no-display", words.no_display, "No screen; levels are shown in the terminal");
  app.add_flag("--no-midi", words.no_midi, "No control surfaces");
  app.footer(list_of_verbs());
  if (const auto ends = headroom::parse_words(app, argc, argv)) return *ends;
  // Who starts it for the first time is to see and hear something; without a screen nobody would know what plays.
  if (!words.no_display && headroom::is_first_start(words.console)) words.console.first_start = true;
  return headroom::run_desk(words);
}
