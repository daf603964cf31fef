// headroom bench: what the engine costs on this machine, for the figures of the README and for choosing a
// desk's size.
#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "console/engine.h"
#include "console/verbs/engine_cost.h"
#include "console/verbs/verb.h"
#include "dsp/kernel_table.h"

namespace headroom {
namespace {

double rounded(double value) {
  return std::round(value * 100) / 100;
}

nlohmann::ordered_json json_of(const BlockTimes& times) {
  return {{"p50", rounded(times.p50_us)},
          {"p99", rounded(times.p99_us)},
          {"p999", rounded(times.p999_us)},
          {"max", rounded(times.max_us)}};
}

nlohmann::ordered_json json_of(const CostRequest& request, const EngineCost& cost) {
  return {{"channels", request.channels},
          {"auxes", request.auxes},
          {"groups", cost_plan(request).groups},
          {"block_frames", request.block_frames},
          {"sample_rate_hz", request.sample_rate},
          {"seconds", request.seconds},
          {"strip", request.full_strip ? "full" : "flat"},
          {"kernels", request.kernels->name},
          {"ns_per_channel_sample", rounded(cost.ns_per_channel_sample)},
          {"channels_per_core", std::round(cost.channels_per_core)},
          {"share_of_core_percent", rounded(cost.share_of_core_percent)},
          {"block_us", json_of(cost.cpu)},
          {"block_wall_us", json_of(cost.wall)}};
}

void print_head(const CostRequest& request) {
  std::printf(
      "%s strip, %d auxes, 8 groups, main, %.0f Hz, %s kernels; us a block in CPU time, in brackets by the "
      "clock on the wall\n",
      request.full_strip ? "full" : "flat", request.auxes, request.sample_rate, request.kernels->name);
  std::printf("%8s %6s %9s %10s %7s %18s %18s %18s %18s\n", "channels", "frames", "ns/ch-smp", "ch/core",
              "% core", "p50", "p99", "p99.9", "max");
}

void print_row(const CostRequest& request, const EngineCost& cost) {
  std::printf("%8d %6d %9.2f %10.0f %7.2f", request.channels, request.block_frames,
              cost.ns_per_channel_sample, cost.channels_per_core, cost.share_of_core_percent);
  const auto column = [](double cpu_us, double wall_us) { std::printf(" %8.1f (%7.1f)", cpu_us, wall_us); };
  column(cost.cpu.p50_us, cost.wall.p50_us);
  column(cost.cpu.p99_us, cost.wall.p99_us);
  column(cost.cpu.p999_us, cost.wall.p999_us);
  column(cost.cpu.max_us, cost.wall.max_us);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int run_bench(int argc, char** argv) {
  CLI::App app{
      "Measures what the engine costs: noise on every channel, every stage of the strip on, all sends up; "
      "equaliser and compressor on the eight groups and on main. Judge by CPU time; the clock on the wall "
      "also counts what else the machine did.",
      "headroom bench"};
  CostRequest request;
  std::vector<int> channels{64}, blocks{64};
  std::string kernels, strip = "full";
  bool json = false, table = false;
  app.add_option("--channels", channels, "Numbers of channels, as in 64 or 8,64,256")
      ->delimiter(',')
      ->check(CLI::Range(8, 512))
      ->capture_default_str();
  app.add_option("--buses", request.auxes, "Auxes, each with a send from every channel")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  app.add_option("--block", blocks, "Frames per block, as in 64 or 32,64,256")
      ->delimiter(',')
      ->check(CLI::Range(1, kMaxBlockFrames))
      ->capture_default_str();
  app.add_option("--rate", request.sample_rate, "Sample rate in Hz")
      ->check(CLI::Range(8000.0, 384000.0))
      ->capture_default_str();
  app.add_option("--seconds", request.seconds, "Seconds of sound a measurement lasts")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--kernels", kernels, "scalar, sse2 or avx2; the fastest of this machine unless given");
  app.add_option("--strip", strip, "full: every stage on; flat: fader, pan and sends alone")
      ->check(CLI::IsMember({"full", "flat"}))
      ->capture_default_str();
  app.add_flag("--table", table, "8, 64, 256 and 512 channels at 32, 64 and 256 frames");
  app.add_flag("--json", json, "Answer for a program: an object for one measurement, an array for several");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  request.full_strip = strip == "full";
  request.kernels = kernels.empty() ? &choose_kernels() : find_kernels(kernels);
  if (!request.kernels)
    return wrong_usage("\"" + kernels +
                       "\" names no kernels this machine can run; right would be scalar, sse2 or avx2");
  if (table) {
    channels = {8, 64, 256, 512};
    blocks = {32, 64, 256};
  }

  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  if (!json) print_head(request);
  for (const int count : channels) {
    for (const int frames : blocks) {
      request.channels = count;
      request.block_frames = frames;
      const EngineCost cost = measure_cost(request);
      if (json)
        rows.push_back(json_of(request, cost));
      else
        print_row(request, cost);
    }
  }
  if (json) print_json(rows.size() == 1 ? rows.front() : rows);
  return kDone;
}

}  // namespace headroom
