// headroom screenshot: a page of the display as a file, drawn without a window on screen.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "console/link/link_client.h"
#include "console/running_program.h"
#include "console/sibling_program.h"
#include "console/verbs/verb.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr int kLook_ms = 5;
constexpr int64_t kLimit_ns = 60'000'000'000;  // for decoding the demo band on a slow machine
constexpr float kSound = 0.01f;                // -40 dBFS

// The width and height in a PNG file's header.
std::array<int, 2> png_size(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 24> head{};
  file.read(reinterpret_cast<char*>(head.data()), head.size());
  const auto number = [&](size_t at) { return head[at] << 24 | head[at + 1] << 16 | head[at + 2] << 8 | head[at + 3]; };
  return {number(16), number(20)};
}

// What headroom-display --time says of `what`, for a program.
std::optional<nlohmann::ordered_json> times_of(const std::string& output, const std::string& what) {
  const size_t at = output.find(what + " ms: ");
  double p50_ms = 0, p99_ms = 0, max_ms = 0;
  if (at == std::string::npos ||
      std::sscanf(output.c_str() + at + what.size(), " ms: p50 %lf p99 %lf max %lf", &p50_ms, &p99_ms, &max_ms) != 3)
    return std::nullopt;
  return nlohmann::ordered_json{{"p50", p50_ms}, {"p99", p99_ms}, {"max", max_ms}};
}

// The desk's main bus carries sound.
bool is_sounding(LinkClient& desk, MeterLook& meters) {
  desk.beat();
  desk.look_at_meters(meters);
  const StripLanes& main = desk.lanes().of(desk.table().strip_of(kMain));
  return meters.frames > 0 &&
         meters.banks[static_cast<size_t>(main.bank)].peak[static_cast<size_t>(main.lane)] > kSound;
}

// Waits until the desk has sounded for a while; the console's end ends the wait.
Outcome wait_for_sound(const RunningProgram& console, const std::string& desk, double seconds) {
  pollfd gone{console.exit_event(), POLLIN, 0};
  std::unique_ptr<LinkClient> link;
  MeterLook meters;
  const int64_t limit_ns = monotonic_ns() + kLimit_ns;
  int64_t enough_ns = 0;  // 0: nothing has sounded yet
  while (enough_ns == 0 || monotonic_ns() < enough_ns) {
    if (!link) {
      auto attached = LinkClient::attach(desk, ClientKind::command_line, "headroom screenshot");
      if (attached) link = std::move(*attached);
    } else if (enough_ns == 0 && is_sounding(*link, meters)) {
      enough_ns = monotonic_ns() + static_cast<int64_t>(seconds * 1e9);
    }
    if (poll(&gone, 1, kLook_ms) > 0) return Error{"the private demo desk ended; see what headroom-console said"};
    if (enough_ns == 0 && monotonic_ns() > limit_ns)
      return Error{"the private demo desk made no sound within a minute"};
  }
  return {};
}

}  // namespace

int run_screenshot(int argc, char** argv) {
  CLI::App app{
      "Draws a page of the display into a PNG file: of the running desk, or of a private one with the demo "
      "band.",
      "headroom screenshot"};
  std::string page, output, name = "main", size, scale, fingers, strips;
  double after_s = 3;
  bool demo = false, time = false, json = false, day = false;
  app.add_option("PAGE", page,
                 "The page: mixer, channel (the selected strip whole), meters, wall (the main alone), field, patch, "
                 "scenes, record, desk, setup or health")
      ->required();
  app.add_option("--output", output, "PNG file to write")->required();
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--demo", demo,
               "A private desk with the demo band, whatever else runs; also when no desk of the name does");
  app.add_option("--after", after_s, "Seconds the private desk plays first")
      ->check(CLI::Range(0.0, 600.0))
      ->capture_default_str();
  app.add_option("--size", size, "Width x height in logical pixels, as in 1920x1080");
  app.add_option("--scale", scale, "Pixels a logical pixel, as in 2");
  app.add_option("--fingers", fingers, "Laid out for fingers, on a monitor of so many dots an inch, as in 149");
  app.add_option("--strips", strips, "How many strips lie side by side on the mixer page, 8 to 40");
  app.add_flag("--day", day, "In the theme for the sun");
  app.add_flag("--time", time, "Also say how long the page took to build");
  app.add_flag("--json", json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  std::vector<std::string> words{"--screenshot", page, "--output", output};
  for (const auto& [option, value] : {std::pair{"--size", size}, std::pair{"--scale", scale},
                                      std::pair{"--fingers", fingers}, std::pair{"--strips", strips}})
    if (!value.empty()) words.insert(words.end(), {option, value});
  if (day) words.push_back("--day");
  if (time) words.push_back("--time");
  // Before a desk is started for them: the display knows its pages and sizes.
  words.push_back("--check");
  const auto checked = ask_program("headroom-display", words);
  if (!checked) return fail(checked.error());
  if (checked->status != 0) return kWrongUsage;
  words.pop_back();

  std::optional<RunningProgram> console;
  if (demo || !LinkClient::attach(name, ClientKind::command_line, "headroom screenshot")) {
    name = "screenshot-" + std::to_string(getpid());
    auto started = RunningProgram::start("headroom-console", {"--name", name, "--no-device", "--demo"},
                                         RunningProgram::Heard::stdout_only);
    if (!started) return fail(started.error());
    console.emplace(std::move(*started));
    if (const Outcome sound = wait_for_sound(*console, name, after_s); !sound) return fail(sound.error());
  }
  words.insert(words.end(), {"--desk", name});
  const auto drawn = ask_program("headroom-display", words);
  if (console) {
    console->signal(SIGTERM);
    console->wait_for_exit();
  }
  if (!drawn) return fail(drawn.error());
  if (drawn->status != 0)
    return drawn->status == kWrongUsage ? kWrongUsage : fail("headroom-display drew no page; see above");

  const auto [width, height] = png_size(output);
  if (json) {
    nlohmann::ordered_json answer{{"page", page}, {"file", output}, {"width_px", width}, {"height_px", height}};
    if (const auto times = times_of(drawn->output, "frame build")) answer["frame_build_ms"] = *times;
    if (const auto times = times_of(drawn->output, "of one core")) answer["frame_build_core_ms"] = *times;
    print_json(answer);
  } else {
    std::printf("%s%s: %d x %d pixels\n", drawn->output.c_str(), output.c_str(), width, height);
  }
  return kDone;
}

}  // namespace headroom
