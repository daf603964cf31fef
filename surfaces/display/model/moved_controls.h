// Which control of each strip a hand has moved last, so that the number of the strip says what it does: for a second,
// whoever's hand it is.
#pragma once

#include <vector>

#include "console/table.h"

namespace headroom::display {

inline constexpr double kMoved_s = 1;

class MovedControls {
 public:
  // `table` must outlive this.
  explicit MovedControls(const Table& table) : table_(&table), last_(table.strips().size()) {}

  // A hand has moved it, or still holds it. Switches, actions and names say themselves what they are.
  void see(ControlId id, double now_s) {
    const Unit unit = table_->row(id).unit;
    if (unit == Unit::on_off || unit == Unit::action || unit == Unit::text) return;
    last_[table_->control(id).strip] = {id, now_s + kMoved_s};
  }
  // kNoControl: nothing within the last second.
  ControlId on(StripIndex strip, double now_s) const {
    return now_s < last_[strip].until_s ? last_[strip].id : kNoControl;
  }

 private:
  struct Moved {
    ControlId id = kNoControl;
    double until_s = 0;
  };
  const Table* table_;
  std::vector<Moved> last_;  // by strip
};

}  // namespace headroom::display
