// The show: what every control of the desk is set to. Owned by the control thread.
#pragma once

#include <string>
#include <vector>

#include "console/table.h"

namespace headroom {

class Show {
 public:
  explicit Show(const Table& table);  // every control at its default; `table` must outlive the show

  const Table& table() const { return *table_; }

  // Numbers, in each control's unit. `id` is valid for the table and not a text.
  float value(ControlId id) const { return values_[id]; }
  float value(StripIndex strip, Param param, int repeat = 0) const { return values_[table_->id(strip, param, repeat)]; }
  bool is_on(StripIndex strip, Param param, int repeat = 0) const { return value(strip, param, repeat) >= 0.5f; }
  // The value nearest to `value` that the control can hold.
  float nearest(ControlId id, float value) const;
  // Keeps the nearest value the control can hold. True when that differs from before.
  bool set(ControlId id, float value);

  // Names. At most kMaxTextBytes bytes are kept; control characters become spaces, bytes that are no UTF-8 become '?'.
  const std::string& text(ControlId id) const { return texts_[table_->control(id).strip]; }
  bool set_text(ControlId id, const std::string& text);

  // The strip's name, or what it is called until somebody names it.
  std::string strip_name(StripIndex strip) const;

  // True when the control differs from its default.
  bool is_changed(ControlId id) const;

 private:
  const Table* table_;
  std::vector<float> values_;
  std::vector<std::string> texts_;  // one a strip: the only text a strip has is its name
};

}  // namespace headroom
