#include "console/show.h"

#include <algorithm>

#include "console/curve.h"
#include "console/edit.h"

namespace headroom {
namespace {

// How many bytes the UTF-8 character at the start of `text` takes; 0 when there is none (RFC 3629, section 4).
size_t character_bytes(std::string_view text) {
  const auto byte = [&](size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  const auto continues = [&](size_t at, unsigned least, unsigned most) {
    return byte(at) >= least && byte(at) <= most;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = continues(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && continues(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = continues(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && continues(2, 0x80, 0xBF) && continues(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

// What every screen can draw and every file can hold.
std::string readable(std::string text) {
  for (size_t at = 0; at < text.size();) {
    const size_t bytes = character_bytes(std::string_view(text).substr(at));
    if (bytes == 0) text[at] = '?';
    if (static_cast<unsigned char>(text[at]) < 0x20 || text[at] == 0x7F) text[at] = ' ';
    at += std::max<size_t>(bytes, 1);
  }
  return text;
}

}  // namespace

Show::Show(const Table& table) : table_(&table), values_(table.size()), texts_(table.strips().size()) {
  for (ControlId id = 0; id < table.size(); ++id) values_[id] = table.standard_value(id);
}

float Show::nearest(ControlId id, float value) const {
  return std::min(nearest_value(table_->row(id), value), table_->max_value(id));
}

bool Show::set(ControlId id, float value) {
  const float kept = nearest(id, value);
  if (kept == values_[id]) return false;
  values_[id] = kept;
  return true;
}

bool Show::set_text(ControlId id, const std::string& text) {
  char bytes[kMaxTextBytes];
  write_text(bytes, text);
  const std::string kept = readable(read_text(bytes));
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
