#include "surfaces/midi/surface_picture.h"

#include <algorithm>
#include <vector>

namespace headroom {
namespace {

constexpr int64_t kFaderInterval_ns = 20'000'000;   // 50 positions a second
constexpr int64_t kTextInterval_ns = 50'000'000;    // a number that runs faster cannot be read
constexpr int64_t kColorInterval_ns = 100'000'000;  // X-Touch throttles more than about 20 a second

bool send_message(MidiOutlet& out, uint8_t status, int data1, int data2) {
  const uint8_t message[] = {status, static_cast<uint8_t>(data1), static_cast<uint8_t>(data2)};
  return out.send(message);
}

constexpr uint8_t kRgbColors[] = {0xF0, 0x00, 0x02, 0x4E, 0x16, 0x14};  // iCON's

}  // namespace

std::vector<uint8_t> sysex_begin(const SurfaceDevice& device, SysexCommand command) {
  std::vector<uint8_t> message(std::begin(kSysexHeader), std::end(kSysexHeader));
  message.push_back(device.id);
  message.push_back(static_cast<uint8_t>(command));
  return message;
}

SurfacePicture SurfacePicture::unknown() {
  SurfacePicture picture;
  picture.fader.fill(kNoPosition);
  picture.light.fill(kNotShown);
  picture.ring.fill(kNotShown);
  picture.overload.fill(kNotShown);
  picture.color.fill(kNotShown);
  picture.text.fill(0);
  picture.digit.fill(kNotShown);
  return picture;
}

SurfacePicture SurfacePicture::dark() {
  SurfacePicture picture;
  picture.fader.fill(0);
  picture.light.fill(kLightOff);
  picture.ring.fill(0);
  picture.overload.fill(0);
  picture.color.fill(back_light(0));
  picture.text.fill(' ');
  picture.digit.fill(digit_code(' '));
  return picture;
}

bool SurfaceShadow::send_differences(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  return send_faders(wanted, now_ns, out) && send_lights(wanted, out) && send_rings(wanted, out) &&
         send_overloads(wanted, out) && send_text(wanted, now_ns, out) && send_digits(wanted, out) &&
         send_colors(wanted, now_ns, out);
}

bool SurfaceShadow::send_faders(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  for (size_t i = 0; i < wanted.fader.size(); ++i) {
    const uint16_t position = wanted.fader[i];
    const bool there = i == kMainFader ? device_.main_fader : static_cast<int>(i) < device_.faders;
    if (!there || position == kNoPosition || position == shown_.fader[i]) continue;
    const bool must = shown_.fader[i] == kNoPosition;
    if (!must && now_ns - fader_sent_ns_[i] < kFaderInterval_ns) continue;
    const auto status = static_cast<uint8_t>(0xE0 | i);
    if (!send_message(out, status, position & 0x7F, position >> 7)) return false;
    shown_.fader[i] = position;
    fader_sent_ns_[i] = now_ns;
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
      if (!send_message(out, row.status, static_cast<int>(note), light)) return false;
      shown_.light[note] = light;
    }
  }
  return true;
}

bool SurfaceShadow::send_rings(const SurfacePicture& wanted, MidiOutlet& out) {
  for (size_t i = 0; device_.rings && i < static_cast<size_t>(device_.pots); ++i) {
    if (wanted.ring[i] == shown_.ring[i]) continue;
    if (!send_message(out, 0xB0, number_of(Role::pot_ring, static_cast<int>(i)), wanted.ring[i])) return false;
    shown_.ring[i] = wanted.ring[i];
  }
  return true;
}

bool SurfaceShadow::send_overloads(const SurfacePicture& wanted, MidiOutlet& out) {
  for (size_t i = 0; device_.meters != SurfaceMeters::none && i < wanted.overload.size(); ++i) {
    if (wanted.overload[i] == shown_.overload[i]) continue;
    const uint8_t command = wanted.overload[i] ? kOverloadOn : kOverloadOff;
    const uint8_t message[] = {0xD0, static_cast<uint8_t>(i << 4 | command)};
    if (!out.send(message)) return false;
    shown_.overload[i] = wanted.overload[i];
  }
  return true;
}

// Strip by strip, since a strip's text changes as a whole; neighbours in one line that both changed share a message.
bool SurfaceShadow::send_text(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  const bool is_unknown = shown_.text.back() == 0;
  if (device_.characters == 0 || wanted.text == shown_.text) return true;
  if (!is_unknown && now_ns - text_sent_ns_ < kTextInterval_ns) return true;
  constexpr int kCells = 2 * kTextLine / kTextCell, kCellsOfLine = kTextLine / kTextCell;
  const auto differs = [&](int cell) {
    const auto at = static_cast<size_t>(cell * kTextCell);
    return !std::equal(&wanted.text[at], &wanted.text[at] + kTextCell, &shown_.text[at]);
  };
  for (int cell = 0; cell < kCells; ++cell) {
    if (!differs(cell)) continue;
    int end = cell + 1;
    while (end % kCellsOfLine != 0 && differs(end)) ++end;
    std::vector<uint8_t> message = sysex_begin(device_, SysexCommand::text);
    message.push_back(static_cast<uint8_t>(cell * kTextCell));
    const char* from = &wanted.text[static_cast<size_t>(cell * kTextCell)];
    const int characters = (end - cell) * kTextCell;
    for (int i = 0; i < characters; ++i) message.push_back(static_cast<uint8_t>(from[i] & 0x7F));
    message.push_back(0xF7);
    if (!out.send(message)) return false;
    std::copy(from, from + characters, &shown_.text[static_cast<size_t>(cell * kTextCell)]);
    cell = end - 1;
  }
  text_sent_ns_ = now_ns;
  return true;
}

bool SurfaceShadow::send_digits(const SurfacePicture& wanted, MidiOutlet& out) {
  for (size_t i = 0; i < wanted.digit.size(); ++i) {
    const bool there = static_cast<int>(i) < kTimeDigits ? device_.time_digits : device_.assignment_digits;
    if (!there || wanted.digit[i] == shown_.digit[i]) continue;
    if (!send_message(out, 0xB0, number_of(Role::timecode_digit, static_cast<int>(i)), wanted.digit[i])) return false;
    shown_.digit[i] = wanted.digit[i];
  }
  return true;
}

bool SurfaceShadow::send_colors(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out) {
  if (device_.colors == SurfaceColors::none || wanted.color == shown_.color) return true;
  if (now_ns - colors_sent_ns_ < kColorInterval_ns) return true;
  std::vector<uint8_t> message;  // all eight, always
  if (device_.colors == SurfaceColors::eight) {
    message = sysex_begin(device_, SysexCommand::colors);
    message.insert(message.end(), wanted.color.begin(), wanted.color.end());
  } else {
    message.assign(std::begin(kRgbColors), std::end(kRgbColors));
    for (const uint8_t color : wanted.color)
      for (const uint8_t part : back_light_rgb(color)) message.push_back(part);
  }
  message.push_back(0xF7);
  if (!out.send(message)) return false;
  shown_.color = wanted.color;
  colors_sent_ns_ = now_ns;
  return true;
}

}  // namespace headroom
