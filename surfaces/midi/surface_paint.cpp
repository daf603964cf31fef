#include "surfaces/midi/surface_paint.h"

#include <algorithm>
#include <string>

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

// While something moves its value; on the page of pans whose strip it is; on every other what the page's control is.
std::string lower_text(const LinkClient& desk, const PaintedBox& box, int place, ControlId under) {
  const Table& table = desk.table();
  const int characters = box.device.characters;
  if (const ControlId moving = box.moving[static_cast<size_t>(place)]; moving != kNoControl)
    return short_value(value_text(table, moving, desk.value(moving)), characters);
  const int strip = box.window.strip_at(place);
  if (strip >= 0 && under != kNoControl && table.row(under).param == Param::pan)
    return short_name(table.standard_name(static_cast<StripIndex>(strip)), characters);
  if (under != kNoControl) return pot_name(desk, under, box.view.page(), characters);
  const bool is_first_page = box.view.pots().page == 0 && box.view.pots().first == 0;
  return strip >= 0 && is_first_page ? short_name(table.standard_name(static_cast<StripIndex>(strip)), characters) : "";
}

// What moves there, where the box has no other line to say it in; otherwise the strip's name.
std::string upper_text(const LinkClient& desk, const PaintedBox& box, int place, StripIndex strip) {
  const ControlId moving = box.moving[static_cast<size_t>(place)];
  if (!box.device.lower_line && moving != kNoControl)
    return short_value(value_text(desk.table(), moving, desk.value(moving)), box.device.characters);
  return short_name(desk.strip_name(strip), box.device.characters);
}

void paint_strip(SurfacePicture& picture, const LinkClient& desk, const PaintedBox& box, StripIndex strip, int place) {
  const uint8_t muted = is_muted_by_dca(desk, strip) ? kLightFlashing : kLightOff;
  light(picture, Role::mute, place, desk.is_on(strip, Param::mute) ? kLightOn : muted);
  light(picture, Role::solo, place, on_if(desk.is_on(strip, Param::solo)));
  light(picture, Role::select, place, on_if(selected_strip(desk) == strip));
  write_cell(picture, 0, place, upper_text(desk, box, place, strip));
  picture.color[static_cast<size_t>(place)] = back_light(static_cast<int>(desk.value(strip, Param::color)));
}

void paint_digits(SurfacePicture& picture, const PaintedBox& box) {
  char shown[2] = {box.view.page().digits[0], box.view.page().digits[1]};
  // The page the box opens with shows where its window is: the bank, counted from 1.
  if (box.view.pots().page == 0) {
    const bool has_strips = box.window.strip_at(0) >= 0;
    const int own = box.view.own_layer();
    const int first = box.window.followed >= 0 ? box.view.layer().place_of(box.window.followed)
                                               : box.view.layer().first() + box.window.offset;
    const int bank = (first / kSurfaceStrips + 1) % 100;
    shown[0] = has_strips ? static_cast<char>('0' + bank / 10) : ' ';
    shown[1] = has_strips ? static_cast<char>('0' + bank % 10) : ' ';
    if (box.view.is_spilled()) shown[0] = 'S';
    if (own > 0) shown[0] = 'U';
    if (own > 0) shown[1] = static_cast<char>('0' + own);
  }
  const TimeShown& time = box.view.time();
  for (size_t i = 0; i < time.digits.size(); ++i) picture.digit[kTimeDigits - 1 - i] = digit_code(time.digits[i]);
  constexpr uint8_t kLamps[] = {kLightOff, kLightOn, kLightFlashing};
  light(picture, Role::time_light, 0, kLamps[static_cast<int>(time.timecode)]);
  light(picture, Role::time_light, 1, kLamps[static_cast<int>(time.beats)]);
  picture.digit[kTimeDigits] = digit_code(shown[1]);
  picture.digit[kTimeDigits + 1] = digit_code(shown[0]);
}

}  // namespace

SurfacePicture paint(const LinkClient& desk, const PaintedBox& box) {
  SurfacePicture picture = SurfacePicture::dark();
  const Table& table = desk.table();
  const DeskStatus status = desk.status();
  for (int place = 0; place < kSurfaceStrips; ++place) {
    const auto i = static_cast<size_t>(place);
    if (const int strip = box.window.strip_at(place); strip >= 0)
      paint_strip(picture, desk, box, static_cast<StripIndex>(strip), place);
    const ControlId pot = box.view.pot(desk, box.window, place);
    if (pot != kNoControl) picture.ring[i] = ring_of(table.row(pot), desk.value(pot));
    const ControlId page_control = box.view.pots().flip ? box.view.fader(desk, box.window, place) : pot;
    write_cell(picture, 1, place, lower_text(desk, box, place, page_control));
    picture.overload[i] = box.overload[i];
  }
  for (int fader = 0; fader < kSurfaceFaders; ++fader)
    if (const ControlId id = box.view.fader(desk, box.window, fader); id != kNoControl)
      picture.fader[static_cast<size_t>(fader)] =
          static_cast<uint16_t>(position_of_value(table.row(id), desk.value(id), box.device));
  for (const RoleRow& row : kMackieControl)
    for (int note = row.first; row.role == Role::key && note < row.first + row.count; ++note)
      picture.light[static_cast<size_t>(note)] = box.keys.light(note, desk, status, box.view, box.window);
  light(picture, Role::solo_light, 0, on_if(status.solo_active));
  paint_digits(picture, box);
  return picture;
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
