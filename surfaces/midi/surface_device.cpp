#include "surfaces/midi/surface_device.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "surfaces/midi/built_in_files.h"
#include "surfaces/midi/text_lines.h"

namespace headroom {
namespace {

struct NumberWord {
  const char* word;
  int SurfaceDevice::*field;
  int least, most;
};
constexpr NumberWord kNumbers[] = {{"faders", &SurfaceDevice::faders, 0, 8},
                                   {"pots", &SurfaceDevice::pots, 0, 8},
                                   {"characters", &SurfaceDevice::characters, 0, 7},
                                   {"step", &SurfaceDevice::step, 1, 1024},
                                   {"noise", &SurfaceDevice::noise, 0, 1024},
                                   {"top", &SurfaceDevice::top, 8192, 16383},
                                   {"bytes_per_second", &SurfaceDevice::bytes_per_second, 500, 1'000'000}};

struct SwitchWord {
  const char* word;
  bool SurfaceDevice::*field;
};
constexpr SwitchWord kSwitches[] = {{"answers", &SurfaceDevice::answers},
                                    {"main_fader", &SurfaceDevice::main_fader},
                                    {"touch", &SurfaceDevice::touch},
                                    {"rings", &SurfaceDevice::rings},
                                    {"jog", &SurfaceDevice::jog},
                                    {"flashing", &SurfaceDevice::flashing},
                                    {"main_meters", &SurfaceDevice::main_meters},
                                    {"time_digits", &SurfaceDevice::time_digits},
                                    {"assignment_digits", &SurfaceDevice::assignment_digits},
                                    {"follows_selection", &SurfaceDevice::follows_selection},
                                    {"lower_line", &SurfaceDevice::lower_line},
                                    {"main_display", &SurfaceDevice::main_display}};

// Reads one line into the device; the answer is what would be right, empty when it was.
class DeviceReader {
 public:
  explicit DeviceReader(SurfaceDevice& device) : device_(device) {}

  std::string read(const TextLine& line) {
    const std::string_view word = line.words[0], value = line.rest;
    for (const NumberWord& number : kNumbers)
      if (word == number.word) return read_number(number, value);
    for (const SwitchWord& turn : kSwitches)
      if (word == turn.word) return read_switch(turn, value);
    if (word == "name") return read_text(value, device_.name);
    if (word == "port") return read_text(value, device_.ports.emplace_back());
    if (word == "id") return read_id(value);
    if (word == "protocol") return read_word(value, {"mackie", "hui"}, device_.protocol);
    if (word == "meters") return read_word(value, {"none", "bars", "display"}, device_.meters);
    if (word == "colors") return read_word(value, {"none", "eight", "rgb"}, device_.colors);
    if (word == "keys") return read_keys(line);
    if (word == "law") return read_law_point(line);
    return "is no word of a device";
  }

 private:
  std::string read_number(const NumberWord& number, std::string_view value) {
    const auto read = number_in(value, number.least, number.most);
    if (!read) return "takes a number " + std::to_string(number.least) + " to " + std::to_string(number.most);
    device_.*number.field = *read;
    return {};
  }
  std::string read_switch(const SwitchWord& turn, std::string_view value) {
    if (value != "yes" && value != "no") return "takes yes or no";
    device_.*turn.field = value == "yes";
    return {};
  }
  static std::string read_text(std::string_view value, std::string& text) {
    text = value;
    return value.empty() ? "takes a text" : "";
  }
  std::string read_id(std::string_view value) {
    for (const uint8_t id : std::initializer_list<uint8_t>{0x10, 0x11, 0x14, 0x15}) {
      char hex[3];
      std::snprintf(hex, sizeof hex, "%02x", id);
      if (value == hex) return device_.id = id, "";
    }
    return "takes 10, 11, 14 or 15";
  }
  template <class Choice>
  static std::string read_word(std::string_view value, std::initializer_list<std::string_view> words, Choice& choice) {
    const auto found = std::find(words.begin(), words.end(), value);
    if (found == words.end()) {
      std::string all;
      for (const std::string_view word : words) all.append(all.empty() ? "" : ", ").append(word);
      return "takes one of: " + all;
    }
    choice = static_cast<Choice>(found - words.begin());
    return {};
  }
  // "40-45 84 85": notes, decimal.
  std::string read_keys(const TextLine& line) {
    device_.keys.reset();
    for (size_t i = 1; i < line.words.size(); ++i) {
      const std::string_view word = line.words[i];
      const size_t dash = word.find('-');
      const auto first = number_in(word.substr(0, dash), 0, 127);
      const auto last = dash == word.npos ? first : number_in(word.substr(dash + 1), 0, 127);
      if (!first || !last) return "takes notes 0 to 127 and ranges of them";
      for (int note = *first; note <= *last; ++note) device_.keys.set(static_cast<size_t>(note));
    }
    return {};
  }
  // "law -10 8437": dB and the position that stands for it, rising from line to line.
  std::string read_law_point(const TextLine& line) {
    constexpr const char* kRight = "takes a level in dB and its position 0 to 16383, both rising from line to line";
    if (line.words.size() != 3) return kRight;
    FaderPoint point{};
    const auto [end, error] =
        std::from_chars(line.words[1].data(), line.words[1].data() + line.words[1].size(), point.level_dB);
    const auto position = number_in(line.words[2], 0, 16383);
    const bool is_number = error == std::errc() && end == line.words[1].data() + line.words[1].size();
    if (!is_number || !position || !(point.level_dB >= -144 && point.level_dB <= 10)) return kRight;
    point.position = *position;
    if (!device_.law.empty() &&
        (point.level_dB <= device_.law.back().level_dB || point.position <= device_.law.back().position))
      return kRight;
    device_.law.push_back(point);
    return {};
  }

  SurfaceDevice& device_;
};

std::vector<SurfaceDevice> read_built_in() {
  std::vector<SurfaceDevice> devices;
  for (const BuiltInFile& file : built_in_surface_files()) {
    if (!file.name.ends_with(".surface")) continue;
    auto device = parse_surface_device(file.text, file.name);
    if (!device) {  // part of the program: it cannot be other than it was when it was tested
      std::fprintf(stderr, "%s\n", device.error().c_str());
      std::abort();
    }
    devices.push_back(std::move(*device));
  }
  return devices;
}

}  // namespace

Result<SurfaceDevice> parse_surface_device(std::string_view text, std::string_view name) {
  SurfaceDevice device;
  DeviceReader reader(device);
  for (const TextLine& line : lines_of(text))
    if (const std::string right = reader.read(line); !right.empty())
      return Error{place_of(name, line) + '"' + std::string(line.words[0]) + "\" " + right + '.'};
  if (device.law.size() == 1) return Error{std::string(name) + ": a law needs two points at least."};
  if (device.strips() == 0 && !device.main_fader)
    return Error{std::string(name) + ": a box without faders and pots is no surface."};
  return device;
}

std::span<const SurfaceDevice> surface_devices() {
  static const std::vector<SurfaceDevice> devices = read_built_in();
  return devices;
}

const SurfaceDevice& generic_surface() {
  static const SurfaceDevice device;
  return device;
}

const SurfaceDevice& generic_hui() { return *surface_at("HUI"); }

const SurfaceDevice* surface_at(std::string_view port_name) {
  if (port_name.find(" EXT") != port_name.npos || port_name.find("_EXT") != port_name.npos) return nullptr;
  const SurfaceDevice* best = nullptr;
  size_t longest = 0;
  for (const SurfaceDevice& device : surface_devices())
    for (const std::string& part : device.ports)
      if (part.size() > longest && contains_without_case(port_name, part)) {
        best = &device;
        longest = part.size();
      }
  return best;
}

std::optional<SurfaceDevice> surface_named(std::string_view port_name) {
  const SurfaceDevice* device = surface_at(port_name);
  return device ? std::optional(*device) : std::nullopt;
}

}  // namespace headroom
