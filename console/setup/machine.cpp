#include "console/setup/machine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "console/edit.h"
#include "console/engine.h"
#include "console/engine/workers.h"
#include "io/jack_device.h"
#include "io/user_folder.h"

namespace headroom {
namespace {

constexpr const char* kMachineLine = "headroom machine 1";
constexpr double kLowestRate_hz = 8000, kHighestRate_hz = 384000, kUsualRate_hz = 48000;
constexpr int kShortestBlock = 8, kShortestBest = 64, kLongestBest = 1024;
constexpr int kBlocksEachWay = 2;

// A line of the file that holds a number.
struct NumberLine {
  const char* word;
  int32_t Machine::*number;
};
constexpr NumberLine kNumberLines[] = {{"block", &Machine::block_frames},
                                       {"workers", &Machine::workers},
                                       {"inputs", &Machine::most_inputs},
                                       {"outputs", &Machine::most_outputs}};

Outcome set_number(Machine& machine, const std::string& word, double number) {
  if (word == "rate") {
    machine.sample_rate = number;
    return {};
  }
  for (const NumberLine& line : kNumberLines)
    if (word == line.word) {
      if (!(std::abs(number) <= 1e6) || number != std::floor(number)) return Error{"it must be a whole number"};
      machine.*line.number = static_cast<int32_t>(number);
      return {};
    }
  return Error{"it is no word of a machine; right would be device, clock, rate, block, workers, inputs, outputs"};
}

Outcome in_range(const char* what, double number, double least, double most) {
  if (number >= least && number <= most) return {};
  char sentence[160];
  std::snprintf(sentence, sizeof sentence, "%s %g is out of range; right would be %g to %g", what, number, least, most);
  return Error{sentence};
}

}  // namespace

std::optional<std::string> device_of(const Machine& machine) {
  if (!machine.has_device) return std::nullopt;
  return read_text(machine.device);
}

void set_device(Machine& machine, const std::optional<std::string>& device) {
  machine.has_device = device.has_value();
  std::fill(std::begin(machine.device), std::end(machine.device), '\0');
  const std::string name = device.value_or("");
  std::copy_n(name.begin(), std::min(name.size(), sizeof machine.device - 1), machine.device);
}

DeviceWish wish_of(const Machine& machine) {
  return {device_of(machine), machine.block_frames, machine.most_inputs, machine.most_outputs};
}

Result<Machine> checked_machine(const Machine& machine) {
  for (const Outcome& fit : {in_range("the sample rate", machine.sample_rate, kLowestRate_hz, kHighestRate_hz),
                             in_range("a block of", machine.block_frames, kShortestBlock, kMaxBlockFrames),
                             in_range("the number of workers", machine.workers, 0, most_workers()),
                             in_range("the number of inputs", machine.most_inputs, 0, kMostLines),
                             in_range("the number of outputs", machine.most_outputs, 0, kMostLines)})
    if (!fit) return Error{fit.error()};
  return machine;
}

std::string machine_text(const Machine& machine) {
  std::ostringstream text;
  text << kMachineLine << '\n';
  const auto device = device_of(machine);
  if (!device) text << "clock\n";
  if (device && !device->empty()) text << "device " << *device << '\n';
  text << "rate " << machine.sample_rate << '\n';
  for (const NumberLine& line : kNumberLines) text << line.word << ' ' << machine.*line.number << '\n';
  return text.str();
}

Result<Machine> parse_machine(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || line != kMachineLine)
    return Error{name + " does not describe a machine: its first line would be \"" + kMachineLine + "\""};
  Machine machine;
  for (int number = 2; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const size_t space = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, space), rest = line.substr(std::min(space + 1, line.size()));
    if (word == "clock" || word == "device") {
      set_device(machine, word == "clock" ? std::nullopt : std::optional(rest));
      continue;
    }
    char* end = nullptr;
    const double value = std::strtod(rest.c_str(), &end);
    const bool is_number = end != rest.c_str() && *end == '\0';
    const Outcome set = is_number ? set_number(machine, word, value) : Error{"a number must follow"};
    if (!set) return Error{name + ":" + std::to_string(number) + ": " + word + ": " + set.error()};
  }
  const auto checked = checked_machine(machine);
  return checked ? checked : Error{name + ": " + checked.error()};
}

std::string machine_path(const std::string& desk) { return state_folder() + "/" + desk + ".machine"; }

Machine best_machine(std::span<const DeviceInfo> devices) {
  Machine machine;
  const auto device =
      std::find_if(devices.begin(), devices.end(), [](const DeviceInfo& info) { return info.is_default; });
  if (device == devices.end()) {
    set_device(machine, std::nullopt);
    return machine;
  }
  set_device(machine, device->full_name());
  const bool has_usual =
      device->rates.empty() || std::count(device->rates.begin(), device->rates.end(), kUsualRate_hz) > 0;
  machine.sample_rate = has_usual ? kUsualRate_hz : device->default_rate;
  const double least_frames = device->output_latency_ms / 1000 * machine.sample_rate / kBlocksEachWay;
  machine.block_frames = kShortestBest;
  while (machine.block_frames < least_frames && machine.block_frames < kLongestBest) machine.block_frames *= 2;
  return machine;
}

double expected_round_trip_ms(const Machine& machine, const DeviceInfo& device) {
  if (device.host_api == kJackHost) return device.input_latency_ms + device.output_latency_ms;
  const double block_ms = 1000.0 * machine.block_frames / machine.sample_rate;
  return std::max(kBlocksEachWay * block_ms, device.input_latency_ms) +
         std::max(kBlocksEachWay * block_ms, device.output_latency_ms);
}

}  // namespace headroom
