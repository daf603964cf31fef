#include "surfaces/midi/midi_map.h"

#include <algorithm>

#include "console/value_text.h"
#include "surfaces/midi/built_in_files.h"
#include "surfaces/midi/surface_device.h"
#include "surfaces/midi/text_lines.h"

namespace headroom {
namespace {

constexpr const char* kEncodings[] = {"absolute", "two", "offset", "sign"};
constexpr const char* kPickUps[] = {"jump", "pickup", "scale"};

// One option into the line; the answer is what would be right, empty when it was.
std::string read_option(std::string_view option, MidiMapLine& line, bool& has_pick_up) {
  const size_t equals = option.find('=');
  const std::string_view word = option.substr(0, equals);
  const std::string_view value = equals == option.npos ? std::string_view() : option.substr(equals + 1);
  for (size_t i = 0; i < std::size(kPickUps); ++i)
    if (option == kPickUps[i]) {
      line.pick_up = static_cast<PickUp>(i);
      has_pick_up = true;
      return {};
    }
  if (word == "relative") {
    for (size_t i = 1; i < std::size(kEncodings); ++i)
      if (value == kEncodings[i]) return line.encoding = static_cast<MidiEncoding>(i), "";
    return "`relative=` takes two, offset or sign";
  }
  if (word == "range") {
    const size_t dots = value.find("..");
    if (dots == value.npos) return "`range=` takes LOW..HIGH";
    line.low = value.substr(0, dots);
    line.high = value.substr(dots + 2);
    return line.low.empty() || line.high.empty() ? "`range=` takes LOW..HIGH" : "";
  }
  if (word == "set") return line.set = value, value.empty() ? "`set=` takes a value" : "";
  if (word == "lit") {
    const auto lit = number_in(value, 1, 16383);
    line.lit = lit.value_or(127);
    return lit ? "" : "`lit=` takes a number 1 to 16383";
  }
  if (option == "invert") return line.invert = true, "";
  if (option == "button") return line.button = true, "";
  if (option == "momentary") return line.momentary = true, "";
  if (option == "latching") return line.latching = true, "";
  if (option == "feedback") return line.feedback = line.control, "";
  if (word == "feedback") {
    line.feedback = parse_control(value);
    return line.feedback ? "" : "`feedback=` takes a message like cc/1/16";
  }
  return "no option is called \"" + std::string(option) + '"';
}

std::string read_control_line(const TextLine& text, MidiMap& map) {
  MidiMapLine line;
  const auto control = parse_control(text.words[0]);
  if (!control) return "a line begins with `name`, `port` or a message like cc/1/16, note/1/60, nrpn/1/300, bend/9";
  if (text.words.size() < 2 || !text.words[1].starts_with('/'))
    return "behind the message stands an address of the desk";
  line.control = *control;
  line.address = text.words[1];
  bool has_pick_up = false;
  for (size_t i = 2; i < text.words.size(); ++i)
    if (std::string right = read_option(text.words[i], line, has_pick_up); !right.empty()) return right;
  if (line.feedback && !has_pick_up) line.pick_up = PickUp::jump;
  map.lines.push_back(std::move(line));
  return {};
}

Result<float> typed_value(const Table& table, ControlId id, const std::string& text) {
  return parse_value(table, id, text);
}

// True when two lines would hear one message.
bool hear_the_same(const MidiControl& a, const MidiControl& b) {
  if (a == b) return true;
  if (a.channel != b.channel) return false;
  if (b.kind == MidiKind::cc14) return a.kind == MidiKind::cc && (a.number == b.number || a.number == b.number + 32);
  const bool is_parameter = b.kind == MidiKind::nrpn || b.kind == MidiKind::nrpn14;
  if (is_parameter && a.kind == MidiKind::cc)
    return a.number == 6 || a.number == 38 || a.number == 98 || a.number == 99;
  return is_parameter && (a.kind == MidiKind::nrpn || a.kind == MidiKind::nrpn14) && a.number == b.number;
}

}  // namespace

int ticks_of(MidiEncoding encoding, int value) {
  switch (encoding) {
    case MidiEncoding::two: return value < 64 ? value : value - 128;
    case MidiEncoding::offset: return value - 64;
    case MidiEncoding::sign: return value & 0x40 ? -(value & 0x3F) : value & 0x3F;
    default: return 0;
  }
}

MidiMapText parse_midi_map(std::string_view text, std::string_view name) {
  MidiMapText read;
  for (const TextLine& line : lines_of(text)) {
    std::string right;
    if (line.words[0] == "name" || line.words[0] == "port") {
      if (line.rest.empty()) right = '`' + std::string(line.words[0]) + "` takes a text";
      if (line.words[0] == "name")
        read.map.name = line.rest;
      else if (!line.rest.empty())
        read.map.ports.emplace_back(line.rest);
    } else {
      right = read_control_line(line, read.map);
    }
    if (!right.empty()) read.notes.push_back(place_of(name, line) + right + '.');
  }
  return read;
}

std::string line_text(const MidiMapLine& line) {
  std::string text = control_text(line.control) + ' ' + line.address;
  if (line.encoding != MidiEncoding::absolute)
    text.append(" relative=").append(kEncodings[static_cast<size_t>(line.encoding)]);
  const PickUp unsaid = line.feedback ? PickUp::jump : PickUp::pickup;
  if (line.pick_up != unsaid) text.append(" ").append(kPickUps[static_cast<size_t>(line.pick_up)]);
  if (!line.low.empty()) text.append(" range=").append(line.low).append("..").append(line.high);
  if (line.invert) text += " invert";
  if (line.button) text += " button";
  if (line.momentary) text += " momentary";
  if (line.latching) text += " latching";
  if (!line.set.empty()) text.append(" set=").append(line.set);
  if (line.feedback) text += " feedback";
  if (line.feedback && *line.feedback != line.control) text.append("=").append(control_text(*line.feedback));
  if (line.lit != 127) text.append(" lit=").append(std::to_string(line.lit));
  return text;
}

std::string map_text(const MidiMap& map) {
  std::string text = "name " + map.name + '\n';
  for (const std::string& port : map.ports) text += "port " + port + '\n';
  for (const MidiMapLine& line : map.lines) text += line_text(line) + '\n';
  return text;
}

std::vector<std::string> conflicts_of(const MidiMap& map, const Table& table) {
  std::vector<std::string> sentences;
  const auto say = [&](const MidiMapLine& line, const std::string& what) {
    sentences.push_back(control_text(line.control) + ": " + what + '.');
  };
  for (size_t i = 0; i < map.lines.size(); ++i) {
    const MidiMapLine& line = map.lines[i];
    const ControlId id = table.find(line.address);
    if (id == kNoControl) {
      say(line, "this desk has no control " + line.address);
    } else if (table.row(id).unit == Unit::text) {
      say(line, line.address + " is a text, which no MIDI control can write");
    } else {
      for (const std::string& typed : {line.low, line.high, line.set})
        if (!typed.empty())
          if (const auto value = typed_value(table, id, typed); !value) say(line, line.address + ": " + value.error());
    }
    if (line.encoding != MidiEncoding::absolute && !line.low.empty())
      say(line, "a control that counts ticks has no range");
    for (size_t j = 0; j < i; ++j)
      if (hear_the_same(line.control, map.lines[j].control) || hear_the_same(map.lines[j].control, line.control))
        say(line, "moves " + line.address + ", and " + control_text(map.lines[j].control) + " moves " +
                      map.lines[j].address + " by the same message");
  }
  return sentences;
}

const std::vector<MidiMap>& built_in_maps() {
  static const std::vector<MidiMap> maps = [] {
    std::vector<MidiMap> read;
    for (const BuiltInFile& file : built_in_surface_files())
      if (file.name.ends_with(".map")) read.push_back(parse_midi_map(file.text, file.name).map);
    return read;
  }();
  return maps;
}

const MidiMap* map_named(std::string_view port_name, const std::vector<MidiMap>& maps) {
  const MidiMap* best = nullptr;
  size_t longest = 0;
  for (const MidiMap& map : maps)
    for (const std::string& part : map.ports)
      if (part.size() > longest && contains_without_case(port_name, part)) {
        best = &map;
        longest = part.size();
      }
  return best;
}

}  // namespace headroom
