#include <cstdio>
#include <ctime>

#include "surfaces/midi/hui.h"
#include "surfaces/midi/key_plan.h"
#include "surfaces/midi/mackie_control.h"
#include "surfaces/midi/midi_control.h"
#include "surfaces/midi/traffic.h"

namespace headroom {
namespace {

constexpr const char* kRoles[] = {"fader", "touch",  "V-Pot",      "V-Pot push", "ring", "solo",
                                  "mute",  "select", "key",        "rude solo",  "jog",  "pedal",
                                  "meter", "digit",  "assignment", "time light"};
static_assert(std::size(kRoles) == static_cast<size_t>(Role::time_light) + 1);

std::optional<RolePlace> role_at_box(std::span<const uint8_t> message) {
  for (const RoleRow& row : kMackieControl) {
    const uint8_t kind = message[0] & 0xF0;
    const int number = kind == 0xE0 ? message[0] & 0x0F : kind == 0xD0 ? message[1] >> 4 : message[1];
    if (row.status == kind && number >= row.first && number < row.first + row.count)
      return RolePlace{row.role, number - row.first};
  }
  return std::nullopt;
}

// "select 1 pressed", "fader 3 at 8192", "V-Pot 2 by -3"
std::string mackie_text(std::span<const uint8_t> message, bool to_box) {
  const auto place = role_at_box(message);
  if (!place) return "";
  std::string text = place->role == Role::key ? "key " + name_of_key(message[1])
                                              : std::string(kRoles[static_cast<size_t>(place->role)]) + ' ' +
                                                    std::to_string(place->index + 1);
  const int kind = message[0] & 0xF0;
  if (kind == 0xE0) return text + " at " + std::to_string(message[1] | message[2] << 7);
  if (kind == 0xD0) return text + ": " + std::to_string(message[1] & 0x0F);
  if (place->role == Role::pot || place->role == Role::jog) return text + " by " + std::to_string(ticks_of(message[2]));
  if (kind == 0xB0) return text + ": " + std::to_string(message[2]);
  if (to_box) return text + (message[2] == kLightOff ? " dark" : message[2] == kLightFlashing ? " flashing" : " lit");
  return text + (message[2] != 0 && kind == 0x90 ? " pressed" : " released");
}

// A switch takes two messages, of which each tells half: "zone 3", then "port 2 pressed".
std::string hui_text(std::span<const uint8_t> message, bool to_box) {
  const int kind = message[0], number = message[1], value = message[2];
  if (kind == kHuiPing[0] && number == kHuiPing[1]) return value == 0 ? "ping" : "ping answered";
  if (kind == kHuiMeter)
    return "meter " + std::to_string(number + 1) + (value & 0x10 ? " right: " : " left: ") +
           std::to_string(value & 0x0F);
  if (kind != 0xB0) return "";
  const auto of = [&](const char* word, int first) { return word + std::to_string(number - first + 1); };
  if (number == (to_box ? kHuiZoneToBox : kHuiZoneFromBox)) return "zone " + std::to_string(value);
  if (number == (to_box ? kHuiPortToBox : kHuiPortFromBox)) {
    const bool is_on = value & kHuiOn;
    return "port " + std::to_string(value & 0x0F) +
           (to_box  ? is_on ? " lit" : " dark"
            : is_on ? " pressed"
                    : " released");
  }
  if (number < kHuiFaderHigh + kSurfaceFaders)
    return of("fader ", kHuiFaderHigh) + " high half " + std::to_string(value);
  if (number >= kHuiFaderLow && number < kHuiFaderLow + kSurfaceFaders)
    return of("fader ", kHuiFaderLow) + " low half " + std::to_string(value);
  if (to_box && number >= kHuiRing && number < kHuiRing + kSurfaceStrips)
    return of("ring ", kHuiRing) + ": " + std::to_string(value);
  const int ticks = hui_ticks_of(static_cast<uint8_t>(value));
  if (!to_box && number >= kHuiPot && number < kHuiPot + kSurfaceStrips)
    return of("V-Pot ", kHuiPot) + " by " + std::to_string(ticks);
  return !to_box && number == kHuiJog ? "jog by " + std::to_string(ticks) : "";
}

// What can be read of a system exclusive message.
std::string sysex_text(std::span<const uint8_t> message) {
  std::string text = "system exclusive, " + std::to_string(message.size()) + " bytes";
  std::string readable;
  for (const uint8_t byte : message)
    if (byte >= 0x20 && byte < 0x7F) readable += static_cast<char>(byte);
  return readable.empty() ? text : text + " \"" + readable + '"';
}

}  // namespace

std::string message_text(std::span<const uint8_t> message, BoxSpeech speech, bool to_box) {
  if (message.empty()) return "";
  if (message[0] == kHuiReset) return "reset: it was just powered up";
  if (message[0] == 0xF0) return sysex_text(message);
  const size_t least = (message[0] & 0xF0) == 0xC0 || (message[0] & 0xF0) == 0xD0 ? 2 : 3;
  if (message[0] < 0x80 || message[0] > 0xEF || message.size() < least) return "not whole";
  std::string text;
  if (speech == BoxSpeech::mackie) text = mackie_text(message, to_box);
  if (speech == BoxSpeech::hui && message.size() == 3) text = hui_text(message, to_box);
  if (!text.empty()) return text;
  MidiMoves moves;
  const MidiMove move = moves.read(message).front();
  return control_text(move.control) + " = " + std::to_string(move.value);
}

std::string traffic_text(const TrafficRecord& record) {
  const time_t seconds = static_cast<time_t>(record.when_ns / 1'000'000'000);
  tm clock{};
  localtime_r(&seconds, &clock);
  char time[32];
  std::snprintf(time, sizeof time, "%02d:%02d:%02d.%03d", clock.tm_hour, clock.tm_min, clock.tm_sec,
                static_cast<int>(record.when_ns / 1'000'000 % 1000));
  std::string bytes;
  for (int i = 0; i < record.count; ++i) {
    char hex[4];
    std::snprintf(hex, sizeof hex, "%02X ", record.bytes[i]);
    bytes += hex;
  }
  const std::span<const uint8_t> message(record.bytes, record.count);
  return std::string(time) + "  " + record.box + (record.to_box ? "  <-  " : "  ->  ") + bytes + "  " +
         message_text(message, record.speech, record.to_box != 0);
}

}  // namespace headroom
