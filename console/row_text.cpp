#include "console/row_text.h"

#include "console/value_text.h"

namespace headroom {

const char* unit_name(Unit unit) {
  switch (unit) {
    case Unit::ratio: return "n:1";
    case Unit::q: return "Q";
    case Unit::pan: return "pan";
    case Unit::on_off: return "on/off";
    case Unit::choice: return "choice";
    case Unit::input: return "input";
    case Unit::strip: return "strip";
    case Unit::key: return "key";
    case Unit::tap: return "tap";
    case Unit::scene: return "scene";
    case Unit::text: return "text";
    case Unit::action: return "button";
    default: return unit_word(unit);
  }
}

std::string range_text(const Table& table, ControlId id) {
  const ControlRow& row = table.row(id);
  if (row.unit == Unit::on_off) return "off, on";
  if (row.unit == Unit::action) return "1 presses it";
  if (row.unit == Unit::tap) return "none, or a side of any strip";
  if (row.flags & kMayBeNone) return "any strip with sound, or none";
  if (row.param == Param::source) return "any channel or bus, or the two-track";
  if (row.unit == Unit::text) return "up to " + std::to_string(kMaxTextBytes) + " bytes";
  if (row.unit != Unit::choice)
    return value_text(table, id, row.min) + " to " + value_text(table, id, table.max_value(id));
  std::string words;
  for (int i = 0; i <= static_cast<int>(row.max); ++i) words += (i ? ", " : "") + std::string(row.choices[i]);
  return words;
}

}  // namespace headroom
