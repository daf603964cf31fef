// headroom bench: what the engine costs on this machine, for the figures of the README and for choosing a
// desk's size.
#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "console/console_options.h"
#include "console/engine.h"
#include "console/verbs/engine_cost.h"
#include "console/verbs/verb.h"
#include "dsp/kernel_table.h"

namespace headroom {
namespace {

double rounded(double value) { return std::round(value * 100) / 100; }

nlohmann::ordered_json json_of(const BlockTimes& times) {
  return {{"p50", rounded(times.p50_us)},
          {"p99", rounded(times.p99_us)},
          {"p999", rounded(times.p999_us)},
          {"max", rounded(times.max_us)}};
}

const char* name_of(BenchStrip strip) { return kBenchStripNames[static_cast<size_t>(strip)]; }

struct BenchOptions {
  std::vector<int> channels{64}, blocks{64};
  double seconds = 10;  // of sound, a run
  int runs = 1;
  bool json = false;
  bool compares_workers = false;
  BenchRequest request;
};

nlohmann::ordered_json json_of(const BenchOptions& options, const BenchRequest& request, const EngineCost& cost) {
  return {{"channels", request.channels},
          {"auxes", request.auxes},
          {"groups", request.groups},
          {"block_frames", request.block_frames},
          {"sample_rate_hz", request.sample_rate},
          {"seconds", options.seconds},
          {"runs", options.runs},
          {"strip", name_of(request.strip)},
          {"moving_faders", request.moving_faders},
          {"kernels", request.kernels->name},
          {"workers", cost.workers},
          {"ns_per_channel_sample", rounded(cost.ns_per_channel_sample)},
          {"fastest_ns_per_channel_sample", rounded(cost.fastest_ns)},
          {"channels_per_core", std::round(cost.channels_per_core)},
          {"share_of_core_percent", rounded(cost.share_of_core_percent)},
          {"main_level_dBFS", rounded(cost.main_level_dBFS)},
          {"block_us", json_of(cost.cpu)},
          {"block_wall_us", json_of(cost.wall)}};
}

void print_head(const BenchOptions& options) {
  const BenchRequest& request = options.request;
  std::printf("%s strip, %s faders, %d sends, %d groups, main, %.0f Hz, %s kernels; the median of %d run%s of %g s\n",
              name_of(request.strip), request.moving_faders ? "moving" : "standing", request.auxes, request.groups,
              request.sample_rate, request.kernels->name, options.runs, options.runs == 1 ? "" : "s", options.seconds);
  std::printf("us a block in CPU time, in brackets by the clock on the wall\n");
  std::printf("%8s %6s %7s %9s %8s %10s %7s %18s %18s %18s %18s\n", "channels", "frames", "workers", "ns/ch-smp",
              "fastest", "ch/core", "% core", "p50", "p99", "p99.9", "max");
}

void print_row(const BenchRequest& request, const EngineCost& cost) {
  std::printf("%8d %6d %7d %9.2f %8.2f %10.0f %7.2f", request.channels, request.block_frames, cost.workers,
              cost.ns_per_channel_sample, cost.fastest_ns, cost.channels_per_core, cost.share_of_core_percent);
  const auto column = [](double cpu_us, double wall_us) { std::printf(" %8.1f (%7.1f)", cpu_us, wall_us); };
  column(cost.cpu.p50_us, cost.wall.p50_us);
  column(cost.cpu.p99_us, cost.wall.p99_us);
  column(cost.cpu.p999_us, cost.wall.p999_us);
  column(cost.cpu.max_us, cost.wall.max_us);
  std::printf("\n");
  std::fflush(stdout);
}

// One line of the table, or two and what they come to.
void measure(const BenchOptions& options, const BenchRequest& request, nlohmann::ordered_json& rows) {
  const auto show = [&](const EngineCost& cost) {
    if (options.json)
      rows.push_back(json_of(options, request, cost));
    else
      print_row(request, cost);
  };
  if (!options.compares_workers) return show(measure_cost(request, options.seconds, options.runs));
  const WorkersGain gain = compare_workers(request, options.seconds, options.runs);
  show(gain.alone);
  show(gain.shared);
  if (options.json)
    rows.back()["times_as_fast"] = rounded(gain.times_as_fast);
  else
    std::printf("%23s %.2f x as fast by the clock on the wall, p99.9 %.1f us instead of %.1f us\n", "",
                gain.times_as_fast, gain.shared.wall.p999_us, gain.alone.wall.p999_us);
}

void measure_all(const BenchOptions& options) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  if (!options.json) print_head(options);
  for (const int count : options.channels) {
    for (const int frames : options.blocks) {
      BenchRequest request = options.request;
      request.channels = count;
      request.block_frames = frames;
      measure(options, request, rows);
    }
  }
  if (options.json) print_json(rows.size() == 1 ? rows.front() : rows);
}

}  // namespace

int run_bench(int argc, char** argv) {
  CLI::App app{
      "Measures what the engine costs: noise on every channel, a main, eight post-fader sends. Judge by CPU time; the "
      "clock on the wall also counts what else the machine did.",
      "headroom bench"};
  BenchOptions options;
  BenchRequest& request = options.request;
  std::string kernels, strip = name_of(request.strip);
  bool table = false;
  app.add_option("--strip", strip,
                 "bench: trim, high-pass, gate, four bands, compressor, fader, pan, sends; full: everything the desk "
                 "offers, switched on; flat: fader, pan and sends alone")
      ->check(CLI::IsMember(std::vector<std::string>(kBenchStripNames.begin(), kBenchStripNames.end())))
      ->capture_default_str();
  app.add_option("--channels", options.channels, "Numbers of channels, as in 64 or 8,64,256")
      ->delimiter(',')
      ->check(CLI::Range(8, DeskPlan::kMaxChannels))
      ->capture_default_str();
  app.add_option("--buses", request.auxes, "Auxes, each with a send from every channel")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  app.add_option("--groups", request.groups, "Groups, in which the channels take turns")
      ->check(CLI::Range(0, 32))
      ->capture_default_str();
  app.add_option("--block", options.blocks, "Frames per block, as in 64 or 32,64,256")
      ->delimiter(',')
      ->check(CLI::Range(1, kMaxBlockFrames))
      ->capture_default_str();
  app.add_option("--rate", request.sample_rate, "Sample rate in Hz")
      ->check(CLI::Range(8000.0, 384000.0))
      ->capture_default_str();
  app.add_option("--seconds", options.seconds, "Seconds of sound a run lasts")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--runs", options.runs, "Runs; the one of median cost counts, the fastest is named too")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_workers_option(app, request.workers);
  app.add_flag("--compare-workers", options.compares_workers,
               "Each desk without workers and with them, in turns, and how much faster that is");
  app.add_option("--kernels", kernels, "scalar, sse2 or avx2; the fastest of this machine unless given");
  app.add_flag("--moving", request.moving_faders, "Every fader moves all the time");
  app.add_flag("--table", table, "8, 64, 256, 512 and 1024 channels at 32, 64 and 256 frames");
  app.add_flag("--json", options.json, "Answer for a program: an object for one measurement, an array for several");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  for (size_t i = 0; i < kBenchStripNames.size(); ++i)
    if (strip == kBenchStripNames[i]) request.strip = static_cast<BenchStrip>(i);
  if (options.compares_workers && request.workers == 0)
    return wrong_usage("--compare-workers needs a number of workers to compare: --workers 1");
  request.kernels = kernels.empty() ? &choose_kernels() : find_kernels(kernels);
  if (!request.kernels)
    return wrong_usage("\"" + kernels +
                       "\" names no kernels this machine can run; right would be scalar, sse2 or avx2");
  if (table) {
    options.channels = {8, 64, 256, 512, 1024};
    options.blocks = {32, 64, 256};
  }
  measure_all(options);
  return kDone;
}

}  // namespace headroom
