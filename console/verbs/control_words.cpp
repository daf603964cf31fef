#include "console/verbs/control_words.h"

#include <nlohmann/json.hpp>

#include "console/value_text.h"

namespace headroom {

Result<std::vector<ControlId>> controls_named(const Table& table, const std::string& pattern) {
  auto ids = table.match(pattern);
  if (ids.empty()) ids = table.match(pattern + "/**");
  if (ids.empty()) return Error{"\"" + pattern + "\" is no control of this desk; see: headroom controls"};
  return ids;
}

Result<StripIndex> audible_strip(const Table& table, const std::string& address) {
  const auto ids = table.match(address + "/**");
  if (ids.empty() || address.find_first_of("*?") != std::string::npos)
    return Error{"\"" + address +
                 "\" is no strip of this desk; right would be one like /main, /aux/01, /group/1 or /ch/07"};
  const StripIndex strip = table.control(ids.front()).strip;
  if (table.strip(strip).kind & (kDca | kMuteGroup | kOutput | kDesk | kMeter | kSoundLevel | kScene))
    return Error{address + " carries no sound; right would be one like /main, /aux/01, /group/1 or /ch/07"};
  return strip;
}

bool means_one(const Table& table, const std::string& pattern) {
  return pattern.find_first_of("*?") == std::string::npos && table.find(pattern) != kNoControl;
}

std::string key_with_unit(const std::string& stem, Unit unit) {
  switch (unit) {
    case Unit::dB: return stem + "_dB";
    case Unit::lufs: return stem + "_LUFS";
    case Unit::hz: return stem + "_hz";
    case Unit::ms:
    case Unit::delay: return stem + "_ms";
    case Unit::ratio: return stem + "_ratio";
    case Unit::bpm: return stem + "_bpm";
    case Unit::q: return stem + "_q";
    case Unit::percent:
    case Unit::pan: return stem + "_percent";
    default: return stem;
  }
}

nlohmann::ordered_json json_value(const ControlRow& row, float value) {
  if (row.unit == Unit::on_off) return value >= 0.5f;
  if (row.unit == Unit::choice || row.unit == Unit::key) return value_text(row, value);
  if (row.unit == Unit::input || row.unit == Unit::strip || row.unit == Unit::tap || row.unit == Unit::action ||
      row.unit == Unit::scene)
    return static_cast<int>(value);
  if (row.unit == Unit::dB && value <= kFaderFloor_dB) return nullptr;
  // Seven digits: what a float holds, without the noise behind it.
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", static_cast<double>(value));
  return nlohmann::ordered_json::parse(text);
}

std::string shown_value(const LinkClient& desk, ControlId id) {
  const ControlRow& row = desk.table().row(id);
  return row.unit == Unit::text ? '"' + desk.text(id) + '"' : value_text(desk.table(), id, desk.value(id));
}

nlohmann::ordered_json json_row(const LinkClient& desk, ControlId id) {
  const ControlRow& row = desk.table().row(id);
  nlohmann::ordered_json answer{{"address", desk.table().address(id)}, {"name", row.name}};
  if (row.unit == Unit::text) {
    answer["value"] = desk.text(id);
  } else {
    answer[key_with_unit("value", row.unit)] = json_value(row, desk.value(id));
    answer["text"] = value_text(desk.table(), id, desk.value(id));
  }
  return answer;
}

Result<std::unique_ptr<LinkClient>> attach_to_desk(const std::string& name, const char* verb) {
  return LinkClient::attach(name, ClientKind::command_line, std::string("headroom ") + verb);
}

}  // namespace headroom
