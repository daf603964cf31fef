#include "surfaces/display/views/explanation.h"

#include <string>

#include "console/compare.h"
#include "console/row_text.h"
#include "console/table_rows.h"
#include "surfaces/display/input/control_touch.h"
#include "surfaces/display/views/sheet.h"

namespace headroom::display {

void show_explanation(Frame& frame, Rect page) {
  const ControlId id = *frame.open.explained;
  const Table& table = frame.desk.table();
  const ControlRow& row = table.row(id);
  const bool has_value = row.unit != Unit::text && row.unit != Unit::action;
  struct Line {
    const char* word;
    std::string says;
  };
  std::vector<Line> lines = {{"strip", frame.desk.show().strip_name(table.control(id).strip)},
                             {"address", table.address(id)},
                             {"unit", unit_name(row.unit)},
                             {"range", range_text(table, id)}};
  if (has_value) {
    lines.push_back({"default", shown_value(frame.desk, id, table.standard_value(id))});
    lines.push_back({"now", shown_value(frame.desk, id, frame.edits.shown(id))});
  }
  // The one part whose name is not the number in its address.
  if (row.repeat == Repeat::speaker_set) {
    const int set = table.control(id).repeat;
    lines.insert(lines.begin() + 1, {"set", std::string("loudspeakers ") + kSpeakerSets[set] + ", " +
                                                std::to_string(set + 1) + " in the address"});
  }
  if (row.param == Param::compare) lines.push_back({"takes", compared_words()});
  constexpr float kRow = 24, kWord = 88;
  const Rect rect = page.middle(560, 84 + kRow * static_cast<float>(lines.size()));
  sheet(frame, "explanation", rect, theme::kAccent, [&](Frame& above) {
    Rect inner = rect.inset(24, 16);
    above.canvas.text(inner.take_top(28), row.name, {Face::semi18, theme::kTextHigh, theme::kPanel});
    for (const Line& line : lines) {
      Rect place = inner.take_top(kRow);
      above.canvas.text(place.take_left(kWord), line.word, {Face::sans13, theme::kTextMid, theme::kPanel});
      above.canvas.text(place, line.says, {Face::mono13, theme::kTextHigh, theme::kPanel});
    }
    above.canvas.text(inner, "From a terminal: headroom set " + table.address(id) + " VALUE",
                      {Face::sans11, theme::kTextMid, theme::kPanel});
  });
  if (clicked_outside(frame.canvas, rect)) frame.open.explained.reset();
}

}  // namespace headroom::display
