#include "surfaces/midi/surface_paint.h"

#include <algorithm>
#include <string>

#include "console/curve.h"
#include "console/value_text.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/short_text.h"

namespace headroom {
namespace {

void write_cell(SurfacePicture& picture, int line, int place, const std::string& text) {
  std::copy_n(text.begin(), std::min(text.size(), static_cast<size_t>(kTextCell)),
              picture.text.begin() + line * kTextLine + place * kTextCell);
}

void light(SurfacePicture& picture, Role role, int index, uint8_t how) { picture.light[number_of(role, index)] = how; }
uint8_t on_if(bool is_on) { return is_on ? kLightOn : kLightOff; }

std::string lower_text(const LinkClient& desk, StripIndex strip, Param what, int characters) {
  const ControlId id = desk.table().id(strip, what);
  if (what == Param::name || id == kNoControl)
    return short_name(desk.table().standard_name(strip), characters);
  return short_value(value_text(desk.table().row(id), desk.value(id)), characters);
}

void paint_strip(SurfacePicture& picture, const LinkClient& desk, StripIndex strip, int place, Param lower,
                 int characters) {
  const Table& table = desk.table();
  if (const ControlId pan = table.id(strip, Param::pan); pan != kNoControl)
    picture.ring[static_cast<size_t>(place)] = pan_ring(position_of(table.row(pan), desk.value(pan)));
  const uint8_t muted = is_muted_by_dca(desk, strip) ? kLightFlashing : kLightOff;
  light(picture, Role::mute, place, desk.is_on(strip, Param::mute) ? kLightOn : muted);
  light(picture, Role::solo, place, on_if(desk.is_on(strip, Param::solo)));
  const float selected = desk.value(table.strip_of(kDesk), Param::selected);
  light(picture, Role::select, place, on_if(selected == static_cast<float>(strip)));
  write_cell(picture, 0, place, short_name(desk.strip_name(strip), characters));
  write_cell(picture, 1, place, lower_text(desk, strip, lower, characters));
  picture.color[static_cast<size_t>(place)] = back_light(static_cast<int>(desk.value(strip, Param::color)));
}

}  // namespace

SurfacePicture paint(const LinkClient& desk, const DeskStatus& status, const SurfaceDevice& device,
                     const BoxWindow& window, const LowerLine& lower,
                     const std::array<bool, kSurfaceStrips>& overload) {
  SurfacePicture picture = SurfacePicture::dark();
  for (int place = 0; place < kSurfaceStrips; ++place) {
    const auto i = static_cast<size_t>(place);
    if (const int strip = window.strip_at(place); strip >= 0)
      paint_strip(picture, desk, static_cast<StripIndex>(strip), place, lower[i], device.characters);
    picture.overload[i] = overload[i];
  }
  for (int fader = 0; fader < kSurfaceFaders; ++fader)
    if (const ControlId id = fader_control(desk, window, fader); id != kNoControl)
      picture.fader[static_cast<size_t>(fader)] =
          static_cast<uint16_t>(position_of_value(desk.table().row(id), desk.value(id), device));

  light(picture, Role::solo_clear, 0, on_if(status.solo_active));
  light(picture, Role::solo_light, 0, on_if(status.solo_active));
  light(picture, Role::undo, 0, on_if(status.can_undo));
  light(picture, Role::save, 0, on_if(status.unsaved));

  const int bank = window.strip_at(0) >= 0 ? (window.layer->first() + window.offset) / kSurfaceStrips + 1 : 0;
  for (int digit = 0, rest = bank % 100; digit < 2 && bank > 0; ++digit, rest /= 10)
    picture.digit[static_cast<size_t>(number_of(Role::assignment_digit, digit) - number_of(Role::timecode_digit))] =
        digit_code(static_cast<char>('0' + rest % 10));
  return picture;
}

ControlId fader_control(const LinkClient& desk, const BoxWindow& window, int fader) {
  const Table& table = desk.table();
  if (fader == kMainFader) return table.id(table.strip_of(kMain), Param::fader);
  const int strip = window.strip_at(fader);
  return strip < 0 ? kNoControl : table.id(static_cast<StripIndex>(strip), Param::fader);
}

bool is_muted_by_dca(const LinkClient& desk, StripIndex strip) {
  const Table& table = desk.table();
  for (int dca = 0; dca < table.count_of(kDca); ++dca) {
    const ControlId member = table.id(strip, Param::dca, dca);
    if (member == kNoControl) return false;
    if (desk.value(member) >= 0.5f && desk.is_on(table.strip_of(kDca, dca + 1), Param::mute)) return true;
  }
  return false;
}

}  // namespace headroom
