// A strip's controls as the table lists them, gathered into sections by the first part of their addresses: "gate/range"
// and "gate/key/freq" belong together. Pages that show everything draw these, so a new row of the table shows by
// itself.
#pragma once

#include <string>
#include <vector>

#include "console/table.h"

namespace headroom::display {

// A control and what it is called within its section.
struct SectionCell {
  ControlId control = kNoControl;
  std::string label;
};

// Controls that belong to one number of many: a send, a band, a link group.
struct SectionLine {
  Repeat repeat = Repeat::once;  // what the number counts; once: only a number, or a whole strip
  int number = 0;                // 1-based
  std::vector<ControlId> controls;
};

enum class SectionForm {
  cells,     // one below the other
  lines,     // a table: a line a number, a column a control
  switches,  // a grid of numbered switches
  sliders,   // gains side by side, as on a graphic equaliser
};

struct Section {
  std::string key;    // what the addresses share: "gate"; or where single words stand: "strip"
  std::string title;  // "GATE"
  SectionForm form = SectionForm::cells;
  ControlId on = kNoControl;         // the switch beside the title
  std::vector<SectionCell> cells;    // above lines, switches and sliders, too
  std::vector<std::string> columns;  // names of the lines' controls
  std::vector<SectionLine> lines;    // of switches and sliders: one control each
};

// All controls of a strip, each in exactly one place of one section, in the order of the signal.
std::vector<Section> sections_of(const Table& table, StripIndex strip);

// One section for all strips of a kind, a line a strip: mute groups, outputs. Empty when the desk has none.
Section section_of_kind(const Table& table, StripKind kind, const std::string& title);

}  // namespace headroom::display
