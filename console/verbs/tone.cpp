// headroom tone: a test tone on an output of the running desk, for as long as this runs.
#include <CLI/CLI.hpp>
#include <csignal>

#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {

int run_tone(int argc, char** argv) {
  CLI::App app{
      "Plays a sine of 1 kHz on an output of the device, added to what the desk plays there: it fades in over a second "
      "and ends "
      "with Ctrl+C.",
      "headroom tone"};
  std::string name = "main";
  SetupRequest request;
  request.kind = SetupRequest::Kind::play_tone;
  request.level_dBFS = -40;
  double seconds = 0;
  app.add_option("OUTPUT", request.output, "Output of the device, from 1")->required();
  app.add_option("--level", request.level_dBFS, "Peak level in dBFS, at most -20")
      ->check(CLI::Range(-90.0, static_cast<double>(LineTest::kLoudest_dBFS)))
      ->capture_default_str();
  app.add_option("--seconds", seconds, "End by itself after so many seconds")->check(CLI::Range(0.1, 3600.0));
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const auto desk = attach_to_desk(name, "tone");
  if (!desk) return fail(desk.error());
  LinkClient& link = **desk;
  new_log(link);
  if (const Outcome asked = ask(link, request); !asked) return fail(asked.error());
  if (link.setup().tone_output != request.output) {
    std::string why = "the desk plays no tone";
    wait_until(link, kAnswer_ns, [&] {
      for (const std::string& sentence : new_log(link))
        if (sentence.starts_with("No test tone")) return why = sentence, true;
      return false;
    });
    return fail(why);
  }
  std::printf("A tone of %g dBFS on output %d; Ctrl+C ends it.\n", static_cast<double>(request.level_dBFS),
              request.output);
  std::fflush(stdout);
  const int64_t end_ns = seconds > 0 ? monotonic_ns() + static_cast<int64_t>(seconds * 1e9) : INT64_MAX;
  const timespec beat_every{0, 100'000'000};
  while (link.console_is_alive() && link.setup().tone_output == request.output && monotonic_ns() < end_ns) {
    link.beat();
    if (sigtimedwait(&stop, nullptr, &beat_every) >= 0) break;
  }
  request.kind = SetupRequest::Kind::stop_tone;
  if (link.console_is_alive())
    if (const Outcome stopped = ask(link, request); !stopped) return fail(stopped.error());
  return kDone;
}

}  // namespace headroom
