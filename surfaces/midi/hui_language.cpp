#include "surfaces/midi/hui_language.h"

#include <vector>

#include "surfaces/midi/hui.h"

namespace headroom {
namespace {

constexpr int64_t kPingInterval_ns = 1'000'000'000;
constexpr int64_t kHuiSilence_ns = 3'000'000'000;  // three pings without an answer: the box is gone

// Two messages of one status that mean something only together.
bool send_pair(MidiOutlet& out, uint8_t status, int first1, int first2, int second1, int second2) {
  const uint8_t messages[] = {status, static_cast<uint8_t>(first1),  static_cast<uint8_t>(first2),
                              status, static_cast<uint8_t>(second1), static_cast<uint8_t>(second2)};
  return out.send(messages);
}

std::vector<uint8_t> sysex(uint8_t command) {
  std::vector<uint8_t> message(std::begin(kHuiSysex), std::end(kHuiSysex));
  message.push_back(command);
  return message;
}

// Below 20 a HUI has signs of its own.
uint8_t hui_character(char character) {
  return character >= 0x20 && character < 0x7F ? static_cast<uint8_t>(character) : uint8_t{0x20};
}

bool is_blank(uint8_t digit) { return digit == digit_code(' '); }

// The digits of a Mackie Control stand in groups of 3, 2, 2, 3; a HUI has two for each, from the right. Where the last
// group needs all three, as a tempo does, the groups before are 3, 1, 1: bars, beats and sixteenths.
constexpr size_t kThirdDigit = 2;
constexpr size_t kTimeDigitOf[kHuiTimeDigits] = {0, 1, 3, 4, 5, 6, 7, 8};
constexpr size_t kTempoDigitOf[kHuiTimeDigits] = {0, 1, 2, 3, 5, 7, 8, 9};

uint8_t hui_digit(const SurfaceDigits& digits, size_t place) {
  const bool has_third = !is_blank(digits[kThirdDigit]);
  const uint8_t digit = digits[(has_third ? kTempoDigitOf : kTimeDigitOf)[place]];
  if (is_blank(digit) || digit < '0' || digit > '9') return 0x20;
  const bool has_dot =
      has_third ? place >= 3 && place <= 5 : place == 2 || place == 4 || place == 6;  // between the groups
  return static_cast<uint8_t>((digit - '0') | (has_dot ? 0x10 : 0));
}

}  // namespace

void HuiLanguage::connect() {
  zone_ = -1;
  fader_high_.fill(-1);
  next_ping_ns_ = heard_ns_ = 0;
  has_spoken_ = is_silent_ = false;
  loss_ = Loss::everything;
}

std::optional<HandMove> HuiLanguage::read(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet&) {
  const bool was_there = std::exchange(has_spoken_, true) && !is_silent_;
  heard_ns_ = now_ns;
  is_silent_ = false;
  if (!was_there) loss_ = std::max(loss_, Loss::everything);
  if (message[0] == kHuiReset) loss_ = Loss::life;
  if (message[0] != 0xB0 || message.size() < 3) return std::nullopt;  // a ping's answer is no note
  return read_controller(message[1], message[2]);
}

std::optional<HandMove> HuiLanguage::read_controller(int number, int value) {
  if (number == kHuiZoneFromBox) {
    zone_ = value;
    return std::nullopt;
  }
  if (number == kHuiPortFromBox) {
    const auto place = zone_ < 0 ? std::nullopt : hui_role_of(zone_, value & 0x0F);
    if (!place) return std::nullopt;
    return HandMove{place->role, place->index, (value & 0xF0) == kHuiOn};
  }
  if (number >= kHuiPot && number < kHuiPot + kSurfaceStrips)
    return HandMove{Role::pot, number - kHuiPot, hui_ticks_of(static_cast<uint8_t>(value))};
  if (number == kHuiJog) return HandMove{Role::jog, 0, hui_ticks_of(static_cast<uint8_t>(value))};
  if (number < kSurfaceFaders) {
    fader_high_[static_cast<size_t>(number)] = value;
    return std::nullopt;
  }
  const int fader = number - kHuiFaderLow;
  if (fader < 0 || fader >= kSurfaceFaders) return std::nullopt;
  // Only both halves together are a position.
  const int high = std::exchange(fader_high_[static_cast<size_t>(fader)], -1);
  if (high < 0) return std::nullopt;
  return HandMove{Role::fader, fader, high << 7 | value};
}

void HuiLanguage::tick(int64_t now_ns, MidiOutlet& out) {
  if (heard_ns_ == 0) heard_ns_ = now_ns;
  if (device_.answers && now_ns - heard_ns_ >= kHuiSilence_ns && !std::exchange(is_silent_, true)) loss_ = Loss::life;
  if (now_ns >= next_ping_ns_ && out.send(kHuiPing)) next_ping_ns_ = now_ns + kPingInterval_ns;
}

bool HuiLanguage::send_fader(int fader, int position, MidiOutlet& out) {
  return send_pair(out, 0xB0, kHuiFaderHigh + fader, position >> 7, kHuiFaderLow + fader, position & 0x7F);
}

// The zone is named every time: were its message lost, a lamp of another zone would be lit.
bool HuiLanguage::send_light(int note, uint8_t light, MidiOutlet& out) {
  const auto place = hui_lamp_of(note);
  if (!place) return true;
  return send_pair(out, 0xB0, kHuiZoneToBox, place->zone, kHuiPortToBox,
                   place->port | (light == kLightOff ? 0 : kHuiOn));
}

bool HuiLanguage::send_ring(int pot, uint8_t ring, MidiOutlet& out) { return send(out, 0xB0, kHuiRing + pot, ring); }

// The upper line stands on the strips' own displays; a main display of two lines has five characters for each strip.
bool HuiLanguage::send_text(int cell, std::span<const char> characters, MidiOutlet& out) {
  constexpr int kCellsOfLine = kTextCells / 2;
  const int cells = static_cast<int>(characters.size()) / kTextCell;
  if (cell < kCellsOfLine) {
    std::vector<uint8_t> message = sysex(kHuiStripText);
    for (int i = 0; i < cells; ++i) {
      message.push_back(static_cast<uint8_t>(cell + i));
      for (int c = 0; c < kHuiTextCharacters; ++c)
        message.push_back(hui_character(characters[static_cast<size_t>(i * kTextCell + c)]));
    }
    message.push_back(0xF7);
    if (!out.send(message)) return false;
  }
  if (!device_.main_display) return true;
  for (int i = 0; i < cells; ++i)
    for (int c = 0; c <= kHuiTextCharacters; ++c)
      main_text_[static_cast<size_t>((cell + i) * (kHuiTextCharacters + 1) + c)] =
          c == kHuiTextCharacters ? ' ' : characters[static_cast<size_t>(i * kTextCell + c)];
  constexpr int kCellsOfSlice = kHuiSliceCharacters / (kHuiTextCharacters + 1);
  std::vector<uint8_t> message = sysex(kHuiMainText);
  for (int slice = cell / kCellsOfSlice; slice <= (cell + cells - 1) / kCellsOfSlice; ++slice) {
    message.push_back(static_cast<uint8_t>(slice));
    for (int c = 0; c < kHuiSliceCharacters; ++c)
      message.push_back(hui_character(main_text_[static_cast<size_t>(slice * kHuiSliceCharacters + c)]));
  }
  message.push_back(0xF7);
  return out.send(message);
}

bool HuiLanguage::send_digits(const SurfaceDigits& wanted, SurfaceDigits& shown, MidiOutlet& out) {
  // A message of time digits begins at the rightmost and goes on as far as something has changed.
  size_t changed = 0;
  for (size_t place = 0; place < kHuiTimeDigits; ++place)
    if (wanted[kTimeDigitOf[place]] != shown[kTimeDigitOf[place]]) changed = place + 1;
  if (wanted[kThirdDigit] != shown[kThirdDigit] || wanted[kTimeDigits - 1] != shown[kTimeDigits - 1])
    changed = kHuiTimeDigits;
  if (changed > 0) {
    std::vector<uint8_t> message = sysex(kHuiTime);
    for (size_t place = 0; place < changed; ++place) message.push_back(hui_digit(wanted, place));
    message.push_back(0xF7);
    if (!out.send(message)) return false;
  }
  std::copy_n(wanted.begin(), kTimeDigits, shown.begin());
  const size_t right = kTimeDigits, left = kTimeDigits + 1;
  if (wanted[right] == shown[right] && wanted[left] == shown[left]) return true;
  const auto character = [](uint8_t code) { return static_cast<uint8_t>(code < 0x20 ? code + 0x40 : code); };
  std::vector<uint8_t> message = sysex(kHuiStripText);
  message.insert(message.end(), {kHuiAssignPlace, character(wanted[left]), character(wanted[right]), ' ', ' ', 0xF7});
  if (!out.send(message)) return false;
  shown = wanted;
  return true;
}

bool HuiLanguage::send_bar(int strip, std::array<uint8_t, 2> sides, MidiOutlet& out) {
  return send_pair(out, kHuiMeter, strip, sides[0], strip, 0x10 | sides[1]);
}

}  // namespace headroom
