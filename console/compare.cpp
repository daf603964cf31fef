#include "console/compare.h"

#include <utility>

#include "console/gang.h"

namespace headroom {

bool is_compared(const ControlRow& row) {
  const LinkedPart part = linked_part(row);
  const bool is_processing = part == LinkedPart::equaliser || part == LinkedPart::dynamics || row.param == Param::order;
  return is_processing && !(row.flags & kNotSaved);
}

std::string compared_words() { return "filters, dynamics, equalisers; not the input, not the mix"; }

std::vector<ControlId> compared_controls(const Table& table, StripIndex strip) {
  const DeskStrip& place = table.strip(strip);
  std::vector<ControlId> controls;
  for (ControlId id = place.first_control; id < place.first_control + place.controls; ++id)
    if (is_compared(table.row(id))) controls.push_back(id);
  return controls;
}

std::vector<float> processing_of(const Show& show, StripIndex strip) {
  std::vector<float> values;
  for (const ControlId id : compared_controls(show.table(), strip)) values.push_back(show.value(id));
  return values;
}

void CompareMemories::put_away(StripIndex strip, std::vector<float> processing, uint32_t gesture) {
  Waiting& memory = memories_[strip];
  if (memory.values.empty()) memory.first_gesture = gesture;
  memory.values = std::move(processing);
}

void CompareMemories::take_back(StripIndex strip, std::vector<float> processing, uint32_t gesture) {
  Waiting& memory = memories_[strip];
  if (memory.first_gesture == gesture)
    memory = {};
  else
    memory.values = std::move(processing);
}

void CompareMemories::forget_all() {
  for (Waiting& memory : memories_) memory = {};
}

int CompareMemories::differences(const Show& show, StripIndex strip) const {
  const std::vector<float>& waits = waiting(strip);
  if (waits.empty()) return 0;
  const std::vector<float> heard = processing_of(show, strip);
  int count = 0;
  for (size_t i = 0; i < waits.size(); ++i) count += waits[i] != heard[i];
  return count;
}

}  // namespace headroom
