#include "surfaces/midi/midi_control.h"

#include <iterator>

#include "surfaces/midi/text_lines.h"

namespace headroom {
namespace {

// MIDI 1.0 detailed specification, table 3: controllers 32-63 are the second halves of 0-31; 98 and 99 name a
// parameter, 6 and 38 carry its value.
constexpr int kDataHigh = 6, kDataLow = 38, kParameterLow = 98, kParameterHigh = 99;

struct KindWord {
  const char* word;
  MidiKind kind;
  int least, most;  // numbers; -1: has none
};
constexpr KindWord kKinds[] = {{"note", MidiKind::note, 0, 127},         {"cc", MidiKind::cc, 0, 127},
                               {"cc14", MidiKind::cc14, 0, 31},          {"nrpn", MidiKind::nrpn, 0, 16383},
                               {"nrpn14", MidiKind::nrpn14, 0, 16383},   {"bend", MidiKind::bend, -1, -1},
                               {"pressure", MidiKind::pressure, -1, -1}, {"program", MidiKind::program, 0, 127}};

const KindWord& word_of(MidiKind kind) { return kKinds[static_cast<size_t>(kind)]; }
static_assert([] {
  for (size_t i = 0; i < std::size(kKinds); ++i)
    if (kKinds[i].kind != static_cast<MidiKind>(i)) return false;
  return true;
}());

std::vector<uint8_t> controller(const MidiControl& control, int number, int value) {
  return {static_cast<uint8_t>(0xB0 | (control.channel - 1)), static_cast<uint8_t>(number),
          static_cast<uint8_t>(value)};
}

}  // namespace

std::string control_text(const MidiControl& control) {
  const KindWord& kind = word_of(control.kind);
  std::string text = std::string(kind.word) + '/' + std::to_string(control.channel);
  return kind.least < 0 ? text : text + '/' + std::to_string(control.number);
}

std::optional<MidiControl> parse_control(std::string_view text) {
  const size_t first = text.find('/'), second = text.find('/', first == text.npos ? first : first + 1);
  if (first == text.npos) return std::nullopt;
  for (const KindWord& kind : kKinds) {
    if (text.substr(0, first) != kind.word) continue;
    const auto channel = number_in(text.substr(first + 1, second == text.npos ? second : second - first - 1), 1, 16);
    if (!channel || (second == text.npos) != (kind.least < 0)) return std::nullopt;
    MidiControl control{kind.kind, static_cast<uint8_t>(*channel), 0};
    if (second == text.npos) return control;
    const auto number = number_in(text.substr(second + 1), kind.least, kind.most);
    if (!number) return std::nullopt;
    control.number = static_cast<uint16_t>(*number);
    return control;
  }
  return std::nullopt;
}

std::vector<std::vector<uint8_t>> messages_of(const MidiControl& control, int value) {
  const auto status = [&](int kind) { return static_cast<uint8_t>(kind | (control.channel - 1)); };
  const auto low = static_cast<uint8_t>(value & 0x7F), high = static_cast<uint8_t>(value >> 7 & 0x7F);
  const auto number = static_cast<uint8_t>(control.number & 0x7F);
  switch (control.kind) {
    case MidiKind::note: return {{status(0x90), number, low}};
    case MidiKind::cc: return {controller(control, control.number, value)};
    case MidiKind::cc14:
      return {controller(control, control.number, high), controller(control, control.number + 32, low)};
    case MidiKind::nrpn:
    case MidiKind::nrpn14: {
      std::vector<std::vector<uint8_t>> messages = {controller(control, kParameterHigh, control.number >> 7),
                                                    controller(control, kParameterLow, control.number & 0x7F)};
      messages.push_back(controller(control, kDataHigh, control.kind == MidiKind::nrpn ? value : high));
      if (control.kind == MidiKind::nrpn14) messages.push_back(controller(control, kDataLow, low));
      return messages;
    }
    case MidiKind::bend: return {{status(0xE0), low, high}};
    case MidiKind::pressure: return {{status(0xD0), low}};
    case MidiKind::program: return {{status(0xC0), number}};
  }
  return {};
}

std::span<const MidiMove> MidiMoves::read(std::span<const uint8_t> message) {
  count_ = 0;
  const auto channel = static_cast<uint8_t>(message[0] & 0x0F);
  const int a = message.size() > 1 ? message[1] : 0, b = message.size() > 2 ? message[2] : 0;
  switch (message[0] & 0xF0) {
    case 0x80: add(MidiKind::note, channel, a, 0); break;
    case 0x90: add(MidiKind::note, channel, a, b); break;
    case 0xB0: read_controller(channel, a, b); break;
    case 0xC0: add(MidiKind::program, channel, a, 127); break;
    case 0xD0: add(MidiKind::pressure, channel, 0, a); break;
    case 0xE0: add(MidiKind::bend, channel, 0, a | b << 7); break;
    default: break;
  }
  return {moves_.data(), count_};
}

void MidiMoves::add(MidiKind kind, uint8_t channel, int number, int value) {
  moves_[count_++] = {{kind, static_cast<uint8_t>(channel + 1), static_cast<uint16_t>(number)}, value};
}

void MidiMoves::read_controller(uint8_t channel_index, int number, int value) {
  Channel& channel = channels_[channel_index];
  add(MidiKind::cc, channel_index, number, value);
  if (number < 32) channel.first_half[static_cast<size_t>(number)] = static_cast<int8_t>(value);
  if (number >= 32 && number < 64) {
    const int high = channel.first_half[static_cast<size_t>(number - 32)];
    if (high >= 0) add(MidiKind::cc14, channel_index, number - 32, high << 7 | value);
  }
  if (number == kParameterHigh) channel.parameter_high = static_cast<int8_t>(value);
  if (number == kParameterLow) channel.parameter_low = static_cast<int8_t>(value);
  if (number == kParameterHigh || number == kParameterLow) channel.data_high = -1;
  // 127/127 is "no parameter".
  const bool has_parameter = channel.parameter_high >= 0 && channel.parameter_low >= 0 &&
                             !(channel.parameter_high == 127 && channel.parameter_low == 127);
  if (!has_parameter) return;
  const int parameter = channel.parameter_high << 7 | channel.parameter_low;
  if (number == kDataHigh) {
    channel.data_high = static_cast<int8_t>(value);
    add(MidiKind::nrpn, channel_index, parameter, value);
  }
  if (number == kDataLow && channel.data_high >= 0)
    add(MidiKind::nrpn14, channel_index, parameter, channel.data_high << 7 | value);
}

}  // namespace headroom
