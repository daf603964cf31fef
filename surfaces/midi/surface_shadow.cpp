#include "surfaces/midi/surface_shadow.h"

#include <algorithm>
#include <utility>

namespace headroom {
namespace {

constexpr int64_t kFaderInterval_ns = 20'000'000;   // 50 positions a second
constexpr int64_t kTextInterval_ns = 50'000'000;    // a number that runs faster cannot be read
constexpr int64_t kColorInterval_ns = 100'000'000;  // X-Touch throttles more than about 20 a second

// The refresh goes round in turns: a fader each, eight lights each, four cells of text each, then the small things.
constexpr size_t kLightsATurn = 8, kCellsATurn = 4;
constexpr size_t kFirstLightTurn = kSurfaceFaders, kFirstTextTurn = kFirstLightTurn + 128 / kLightsATurn,
                 kRingTurn = kFirstTextTurn + kTextCells / kCellsATurn, kTurns = kRingTurn + 4;

}  // namespace

SurfaceShadow::SurfaceShadow(const SurfaceDevice& device, SurfaceLanguage& language)
    : device_(device), language_(language), refresh_(kTurns) {}

void SurfaceShadow::forget() {
  shown_ = SurfacePicture::unknown();
  motor_.fill(kNoPosition);
  refresh_.begin_anew();
}

bool SurfaceShadow::send_differences(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  forget_in_turn(now_ns);
  return send_faders(wanted, now_ns, out) && send_lights(wanted, out) && send_rings(wanted, out) &&
         send_overloads(wanted, out) && send_text(wanted, now_ns, out) && send_digits(wanted, out) &&
         send_colors(wanted, now_ns, out);
}

void SurfaceShadow::forget_in_turn(int64_t now_ns) {
  const auto next = refresh_.take(now_ns);
  if (!next) return;
  const size_t turn = *next;
  if (turn < kFirstLightTurn)
    shown_.fader[turn] = kNoPosition;
  else if (turn < kFirstTextTurn)
    std::fill_n(shown_.light.begin() + (turn - kFirstLightTurn) * kLightsATurn, kLightsATurn, kNotShown);
  else if (turn < kRingTurn)
    std::fill_n(shown_.text.begin() + (turn - kFirstTextTurn) * kCellsATurn * kTextCell, kCellsATurn * kTextCell, '\0');
  else if (turn == kRingTurn)
    shown_.ring.fill(kNotShown);
  else if (turn == kRingTurn + 1)
    shown_.overload.fill(kNotShown);
  else if (turn == kRingTurn + 2)
    shown_.digit.fill(kNotShown);
  else
    shown_.color.fill(kNotShown);
}

bool SurfaceShadow::send_faders(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  for (size_t i = 0; i < wanted.fader.size(); ++i) {
    const uint16_t position = wanted.fader[i];
    const bool there = i == kMainFader ? device_.main_fader : static_cast<int>(i) < device_.faders;
    if (!there || position == kNoPosition || position == shown_.fader[i]) continue;
    const bool must = shown_.fader[i] == kNoPosition;
    if (!must && now_ns - fader_sent_ns_[i] < kFaderInterval_ns) continue;
    if (!language_.send_fader(static_cast<int>(i), position, out)) return false;
    shown_.fader[i] = position;
    // What only is sent once more moves no motor: what the fader reports meanwhile is a hand.
    if (std::exchange(motor_[i], position) != position) fader_sent_ns_[i] = now_ns;
  }
  return true;
}

bool SurfaceShadow::send_lights(const SurfacePicture& wanted, MidiOutlet& out) {
  for (const RoleRow& row : kMackieControl) {
    if (row.status != 0x90 || row.way == Way::from_box) continue;
    for (size_t note = row.first; note < static_cast<size_t>(row.first + row.count); ++note) {
      if (!device_.keys[note]) continue;
      uint8_t light = wanted.light[note];
      if (light == kLightFlashing && !device_.flashing) light = kLightOn;
      if (light == shown_.light[note]) continue;
      if (!language_.send_light(static_cast<int>(note), light, out)) return false;
      shown_.light[note] = light;
    }
  }
  return true;
}

bool SurfaceShadow::send_rings(const SurfacePicture& wanted, MidiOutlet& out) {
  for (size_t i = 0; device_.rings && i < static_cast<size_t>(device_.pots); ++i) {
    if (wanted.ring[i] == shown_.ring[i]) continue;
    if (!language_.send_ring(static_cast<int>(i), wanted.ring[i], out)) return false;
    shown_.ring[i] = wanted.ring[i];
  }
  return true;
}

bool SurfaceShadow::send_overloads(const SurfacePicture& wanted, MidiOutlet& out) {
  for (size_t i = 0; device_.meters != SurfaceMeters::none && i < wanted.overload.size(); ++i) {
    if (wanted.overload[i] == shown_.overload[i]) continue;
    if (!language_.send_overload(static_cast<int>(i), wanted.overload[i] != 0, out)) return false;
    shown_.overload[i] = wanted.overload[i];
  }
  return true;
}

// Strip by strip, since a strip's text changes as a whole; neighbours in one line that both changed share a message.
bool SurfaceShadow::send_text(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  const bool is_unknown = shown_.text.back() == 0;
  if (device_.characters == 0 || wanted.text == shown_.text) return true;
  if (!is_unknown && now_ns - text_sent_ns_ < kTextInterval_ns) return true;
  constexpr int kCellsOfLine = kTextCells / 2;
  const auto differs = [&](int cell) {
    const auto at = static_cast<size_t>(cell * kTextCell);
    return !std::equal(&wanted.text[at], &wanted.text[at] + kTextCell, &shown_.text[at]);
  };
  for (int cell = 0; cell < kTextCells; ++cell) {
    if (!differs(cell)) continue;
    int end = cell + 1;
    while (end % kCellsOfLine != 0 && differs(end)) ++end;
    const std::span<const char> characters(&wanted.text[static_cast<size_t>(cell * kTextCell)],
                                           static_cast<size_t>((end - cell) * kTextCell));
    if (!language_.send_text(cell, characters, out)) return false;
    std::copy(characters.begin(), characters.end(), &shown_.text[static_cast<size_t>(cell * kTextCell)]);
    cell = end - 1;
  }
  text_sent_ns_ = now_ns;
  return true;
}

bool SurfaceShadow::send_digits(const SurfacePicture& wanted, MidiOutlet& out) {
  SurfaceDigits there = wanted.digit;
  for (size_t i = 0; i < there.size(); ++i)
    if (!(static_cast<int>(i) < kTimeDigits ? device_.time_digits : device_.assignment_digits))
      there[i] = shown_.digit[i];
  return language_.send_digits(there, shown_.digit, out);
}

bool SurfaceShadow::send_colors(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  if (device_.colors == SurfaceColors::none || wanted.color == shown_.color) return true;
  if (now_ns - colors_sent_ns_ < kColorInterval_ns) return true;
  if (!language_.send_colors(wanted.color, out)) return false;
  shown_.color = wanted.color;
  colors_sent_ns_ = now_ns;
  return true;
}

}  // namespace headroom
