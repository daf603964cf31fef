#include "console/show.h"

#include <algorithm>

#include "console/curve.h"
#include "console/edit.h"

namespace headroom {

Show::Show(const Table& table) : table_(&table), values_(table.size()), texts_(table.strips().size()) {
  for (ControlId id = 0; id < table.size(); ++id) values_[id] = table.standard_value(id);
}

bool Show::set(ControlId id, float value) {
  const float kept = std::min(nearest_value(table_->row(id), value), table_->max_value(id));
  if (kept == values_[id]) return false;
  values_[id] = kept;
  return true;
}

bool Show::set_text(ControlId id, const std::string& text) {
  char bytes[kMaxTextBytes];
  write_text(bytes, text);
  std::string kept = read_text(bytes);
  for (char& c : kept)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  std::string& stored = texts_[table_->control(id).strip];
  if (kept == stored) return false;
  stored = kept;
  return true;
}

std::string Show::strip_name(StripIndex strip) const {
  return texts_[strip].empty() ? table_->standard_name(strip) : texts_[strip];
}

bool Show::is_changed(ControlId id) const {
  if (table_->row(id).unit == Unit::text) return !text(id).empty();
  return values_[id] != table_->standard_value(id);
}

}  // namespace headroom
