// headroom roundtrip: plays a probe on an output of the running desk and hears it come back on an input.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

constexpr int64_t kMeasured_ns = 10'000'000'000;  // the probe and its longest return take 0.9 s

const char* promptness_word(double ms) {
  switch (promptness_of(ms)) {
    case Promptness::good: return "good";
    case Promptness::fair: return "fair";
    case Promptness::bad: return "too late to sing with";
  }
  return "";
}

}  // namespace

int run_roundtrip(int argc, char** argv) {
  CLI::App app{
      "Measures how late an output of the device comes back on an input: join the two with a cable first. The probe, a "
      "third of a "
      "second of noise at -20 dBFS, is added to what the desk plays there.",
      "headroom roundtrip"};
  std::string name = "main";
  SetupRequest request;
  request.kind = SetupRequest::Kind::measure_round_trip;
  request.output = request.input = 1;
  bool json = false;
  app.add_option("OUTPUT", request.output, "Output of the device, from 1")->capture_default_str();
  app.add_option("INPUT", request.input, "Input of the device, from 1")->capture_default_str();
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  const auto desk = attach_to_desk(name, "roundtrip");
  if (!desk) return fail(desk.error());
  LinkClient& link = **desk;
  const uint64_t before = link.setup().round_trip.number;
  if (const Outcome asked = ask(link, request); !asked) return fail(asked.error());
  RoundTrip trip{};
  const auto is_measured = [&] {
    trip = link.setup().round_trip;
    return trip.number > before && trip.state != RoundTripState::running;
  };
  if (!wait_until(link, kMeasured_ns, is_measured)) return fail("the desk did not finish the measurement; see its log");
  if (trip.state != RoundTripState::found) return fail(sentence_of(trip));
  if (json)
    print_json({{"output", trip.output},
                {"input", trip.input},
                {"round_trip_frames", trip.frames},
                {"round_trip_ms", trip.ms()},
                {"expected_ms", link.status().round_trip_ms},
                {"level_dB", trip.level_dB},
                {"polarity_turned", trip.is_turned != 0},
                {"verdict", promptness_word(trip.ms())}});
  else
    std::printf("%s The device says %.2f ms. Verdict: %s\n", sentence_of(trip).c_str(),
                static_cast<double>(link.status().round_trip_ms), promptness_word(trip.ms()));
  return kDone;
}

}  // namespace headroom
