// headroom-console: audio device, engine and show. No window, no MIDI, no network: those are clients of the link.
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include "console/console_options.h"
#include "console/live_console.h"
#include "io/open_files.h"

namespace {

void print_sentences(headroom::LiveConsole& console) {
  for (const std::string& sentence : console.take_sentences())
    std::fprintf(stderr, "headroom-console: %s\n", sentence.c_str());
}

// What the standard library throws when the system gives no thread or no memory is a sentence like any other.
headroom::Result<std::unique_ptr<headroom::LiveConsole>> start(
    const headroom::ConsoleOptions& options, std::unique_ptr<headroom::LiveConsole> predecessor = nullptr) {
  try {
    return headroom::LiveConsole::start(options, std::move(predecessor));
  } catch (const std::exception& refusal) {
    return headroom::Error{std::string("the system refused what the desk needs (") + refusal.what() +
                           "); see the limits of threads and memory with: ulimit -a"};
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The console of Headroom: audio device, engine and show. Usually started by: headroom"};
  headroom::ConsoleWords words;
  headroom::add_console_options(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  signal(SIGPIPE, SIG_IGN);           // the sound goes on when nobody reads what is said about it
  signal(SIGXFSZ, SIG_IGN);           // and when a recording grows beyond what the system allows a file
  headroom::allow_most_open_files();  // a recording has one for every track
  // Every thread inherits the mask, so that only the loop below hears the end.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  const auto options = headroom::console_options(words);
  if (!options) {
    std::fprintf(stderr, "headroom-console: %s\n", options.error().c_str());
    return 2;
  }
  auto console = start(*options);
  if (!console) {
    std::fprintf(stderr, "headroom-console: %s\n", console.error().c_str());
    return 1;
  }
  const timespec look_every{0, 50'000'000};
  do {
    print_sentences(**console);
    const auto successor = (*console)->take_successor();
    if (!successor) continue;
    console = start(*successor, std::move(*console));
    if (!console) {
      std::fprintf(stderr, "headroom-console: %s\n", console.error().c_str());
      return 1;
    }
  } while (sigtimedwait(&ends, nullptr, &look_every) < 0);
  (*console)->stop();
  print_sentences(**console);
  return 0;
}
