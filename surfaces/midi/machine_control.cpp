#include "surfaces/midi/machine_control.h"

namespace headroom {
namespace {

constexpr uint8_t kRealTime = 0x7F, kAllDevices = 0x7F, kCommands = 0x06;
// Commands below this stand alone; those from it on carry the number of bytes that follow.
constexpr uint8_t kFirstWithLength = 0x40, kFirstAloneAgain = 0x78;
constexpr uint8_t kLocateToTime = 0x01;
constexpr size_t kLocateBytes = 6;

}  // namespace

std::vector<MachineWish> machine_wishes(std::span<const uint8_t> message) {
  std::vector<MachineWish> wishes;
  const bool is_ours = message.size() > 5 && message[0] == 0xF0 && message[1] == kRealTime && message[3] == kCommands &&
                       message.back() == 0xF7;
  if (!is_ours) return wishes;
  for (auto rest = message.subspan(4, message.size() - 5); !rest.empty();) {
    const auto command = static_cast<MachineCommand>(rest[0]);
    const bool has_length = rest[0] >= kFirstWithLength && rest[0] < kFirstAloneAgain;
    if (has_length && (rest.size() < 2 || rest.size() < size_t{2} + rest[1])) return wishes;  // cut short
    const auto data = has_length ? rest.subspan(2, rest[1]) : rest.first(0);
    if (command == MachineCommand::locate && data.size() >= kLocateBytes && data[0] == kLocateToTime) {
      const auto rate = static_cast<TimecodeRate>(data[1] >> 5 & 3);
      const Timecode place{data[1] & 0x1F, data[2], data[3], data[4] & 0x1F};
      if (is_label(place, rate)) wishes.push_back({command, place, rate});
    }
    if (command == MachineCommand::stop || command == MachineCommand::play ||
        command == MachineCommand::deferred_play || command == MachineCommand::pause)
      wishes.push_back({command, {}});
    rest = rest.subspan(has_length ? size_t{2} + data.size() : 1);
  }
  return wishes;
}

std::vector<uint8_t> machine_message(MachineCommand command) {
  return {0xF0, kRealTime, kAllDevices, kCommands, static_cast<uint8_t>(command), 0xF7};
}

std::vector<uint8_t> machine_locate(const Timecode& place, TimecodeRate rate) {
  const auto byte = [](int number) { return static_cast<uint8_t>(number); };
  return {0xF0,
          kRealTime,
          kAllDevices,
          kCommands,
          static_cast<uint8_t>(MachineCommand::locate),
          kLocateBytes,
          kLocateToTime,
          byte(static_cast<int>(rate) << 5 | place.hours),
          byte(place.minutes),
          byte(place.seconds),
          byte(place.frames),
          0x00,
          0xF7};
}

}  // namespace headroom
