#include "surfaces/display/views/section_view.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "console/control_words.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/level_meter.h"

namespace headroom::display {
namespace {

constexpr float kSwitch = 28, kSliders = 168, kSlider = 24;
constexpr float kLineName = 88, kCellGap = 8, kColumn = 204, kColumnGap = 20, kSectionGap = 12;
constexpr float kWidestCell = 320;  // a name further from its value is hard to follow
constexpr int kSwitchesARow = 8;

// A column of section is at least kColumn wide; fewer switches lie in a row where fingers need more room for each.
int switches_a_row(const Fingers& fingers) {
  return fingers.any() ? std::min(kSwitchesARow, fingers.fitting(kColumn, kSwitch)) : kSwitchesARow;
}
float slider_pitch(const Fingers& fingers) { return fingers.row(kSlider); }
float cell_gap(const Fingers& fingers) { return fingers.space(kCellGap); }
// A section that is switched on in its heading.
float title_height(const Fingers& fingers, const Section& section) {
  return section.on == kNoControl ? metrics::kTitle : fingers.row(metrics::kTitle);
}

const ControlRow& row_of(const Frame& frame, ControlId control) { return frame.desk.table().row(control); }

// What a line or a switch belongs to: the strip that is fed, the band, the group.
std::string line_name(const Frame& frame, const Section& section, const SectionLine& line) {
  const Table& table = frame.desk.table();
  const std::string part =
      part_words(table, line.controls.front(), [&](StripIndex strip) { return frame.desk.show().strip_name(strip); });
  switch (line.repeat) {
    case Repeat::speaker_set: return "Speakers " + part;
    case Repeat::link_group: return "Link " + part;
    case Repeat::sound_limit: return "Limit " + part;
    case Repeat::once: break;
    default: return part;
  }
  // A strip of a kind that is listed whole, or a numbered part of one strip.
  const StripIndex strip = table.control(line.controls.front()).strip;
  return section.key == section.title ? table.standard_name(strip) : "Band " + std::to_string(line.number);
}

const ReductionMeter* reduction_of(const Frame& frame, const Section& section) {
  if (section.on == kNoControl) return nullptr;
  const Control& control = frame.desk.table().control(section.on);
  const LaneMeters* meters = frame.desk.meters().of(control.strip);
  if (!meters) return nullptr;
  switch (control.row->param) {
    case Param::gate_on: return &meters->gate;
    case Param::comp_on: return &meters->compressor;
    case Param::deess_on: return &meters->de_esser;
    case Param::limiter_on: return &meters->limiter;
    default: return nullptr;
  }
}

void show_heading(Frame& frame, Rect rect, const Section& section) {
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.bottom() - 1, theme::kLine);
  rect = rect.inset(0, 2);
  if (section.on != kNoControl) {
    switch_button(frame, rect.take_right(frame.fingers.size(44)).middle(frame.fingers.size(44), frame.fingers.size(20)),
                  {"section", section.on}, section.on, "ON", theme::kAccent, Face::semi11);
    rect.take_right(kCellGap);
  }
  const float width = frame.canvas.text(rect, section.title, {Face::semi11, theme::kTextMid, theme::kPanel});
  const ReductionMeter* reduction = reduction_of(frame, section);
  if (!reduction) return;
  rect.take_left(width + kCellGap);
  const bool is_on = frame.edits.shown(section.on) >= 0.5f;
  if (row_of(frame, section.on).param == Param::gate_on)
    gate_lamp(frame.canvas, rect.take_left(12), gate_state(frame.desk, frame.desk.table().control(section.on).strip));
  rect.take_left(metrics::kGap);
  if (rect.w >= 24) reduction_bar(frame.canvas, rect.middle(rect.w, 6), is_on ? reduction->gain_dB : 0, true);
}

bool has_column_names(const Section& section) {
  return std::any_of(section.columns.begin(), section.columns.end(),
                     [](const std::string& name) { return !name.empty(); });
}

// As wide as its values and as its name.
float column_width(const Frame& frame, const Section& section, size_t column) {
  const float cell = frame.fingers.size(cell_width(row_of(frame, section.lines.front().controls[column])));
  return column < section.columns.size()
             ? std::max(cell, std::ceil(frame.canvas.text_width(Face::sans11, section.columns[column])))
             : cell;
}

void show_lines(Frame& frame, Rect rect, const Section& section) {
  Rect names = rect.take_top(has_column_names(section) ? metrics::kTextRow : 0);
  names.take_left(kLineName);
  for (size_t i = 0; i < section.columns.size(); ++i) {
    frame.canvas.text(names.take_left(column_width(frame, section, i)), section.columns[i],
                      {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
    names.take_left(cell_gap(frame.fingers));
  }
  for (const SectionLine& line : section.lines) {
    Rect row = rect.take_top(frame.fingers.row(metrics::kTextRow));
    frame.canvas.text(row.take_left(kLineName), line_name(frame, section, line),
                      {Face::sans13, theme::kTextMid, theme::kPanel});
    for (size_t i = 0; i < line.controls.size(); ++i) {
      control_value(frame, row.take_left(column_width(frame, section, i)), line.controls[i]);
      row.take_left(cell_gap(frame.fingers));
    }
  }
}

void show_switches(Frame& frame, Rect rect, const Section& section) {
  rect.take_top(metrics::kGap);
  const int a_row = switches_a_row(frame.fingers);
  for (size_t first = 0; first < section.lines.size(); first += static_cast<size_t>(a_row)) {
    const Rect row = frame.fingers.inside(rect.take_top(frame.fingers.row(kSwitch)));
    for (size_t i = first; i < std::min(section.lines.size(), first + static_cast<size_t>(a_row)); ++i) {
      const ControlId control = section.lines[i].controls.front();
      switch_button(
          frame,
          row.column(static_cast<int>(i - first), a_row, frame.fingers.space(3)).inset(0, frame.fingers.any() ? 0 : 1),
          {"switch", control}, control, std::to_string(section.lines[i].number), theme::kAccent, Face::semi11);
    }
  }
}

void show_sliders(Frame& frame, Rect rect, const Section& section) {
  rect.take_top(metrics::kGap);
  const int count = static_cast<int>(section.lines.size());
  for (int i = 0; i < count; ++i) {
    const SectionLine& line = section.lines[static_cast<size_t>(i)];
    gain_slider(frame, rect.column(i, count).inset(frame.fingers.gap / 2, 0), line.controls.front(),
                line_name(frame, section, line));
  }
}

float form_height(const Fingers& fingers, const Section& section) {
  const auto lines = static_cast<float>(section.lines.size());
  switch (section.form) {
    case SectionForm::cells: return 0;
    case SectionForm::lines:
      return fingers.row(metrics::kTextRow) * lines + (has_column_names(section) ? metrics::kTextRow : 0);
    case SectionForm::switches:
      return metrics::kGap + fingers.row(kSwitch) * std::ceil(lines / static_cast<float>(switches_a_row(fingers)));
    case SectionForm::sliders: return metrics::kGap + kSliders;
  }
  return 0;
}

// A section higher than a column is shown in parts, which follow each other.
struct Part {
  Section section;
  bool is_rest;  // the part before it stands to its left
};
std::vector<Part> cut_to_fit(const Fingers& fingers, std::vector<Section> sections, Rect area) {
  const float height = area.h, row_height = fingers.row(metrics::kTextRow);
  const auto most_sliders = static_cast<size_t>(std::max(1.0f, area.w / slider_pitch(fingers)));
  std::vector<Part> parts;
  for (Section& section : sections) {
    bool is_rest = false;
    const auto is_too_wide = [&] {
      return section.form == SectionForm::sliders && section.lines.size() > most_sliders;
    };
    while ((section_height(fingers, section) > height || is_too_wide()) &&
           section.cells.size() + section.lines.size() > 1) {
      Section part = section;
      const auto rows = std::max<size_t>(
          1, static_cast<size_t>((height - title_height(fingers, section) - metrics::kTextRow) / row_height));
      const size_t cells = std::min(rows, section.cells.size());
      const size_t fitting = section.form == SectionForm::sliders ? most_sliders
                             : section.form == SectionForm::switches
                                 ? (rows - cells) * static_cast<size_t>(switches_a_row(fingers))
                                 : rows - cells;
      const size_t lines = std::min(fitting, section.lines.size());
      part.cells.resize(cells);
      part.lines.resize(lines);
      if (lines == 0) part.form = SectionForm::cells;
      section.cells.erase(section.cells.begin(), section.cells.begin() + static_cast<std::ptrdiff_t>(cells));
      section.lines.erase(section.lines.begin(), section.lines.begin() + static_cast<std::ptrdiff_t>(lines));
      section.on = kNoControl;
      parts.push_back({std::move(part), std::exchange(is_rest, true)});
    }
    if (!section.cells.empty() || !section.lines.empty()) parts.push_back({std::move(section), is_rest});
  }
  return parts;
}

// Lines wider than the page: their last columns follow below, again with the lines' names.
std::vector<Section> cut_to_width(const Frame& frame, std::vector<Section> sections, float width) {
  std::vector<Section> cut;
  for (Section& section : sections) {
    while (section.form == SectionForm::lines && section.lines.front().controls.size() > 1 &&
           section_width(frame, section) > width) {
      Section part = section;
      size_t columns = section.lines.front().controls.size();
      const auto keep = [](Section& of, size_t first, size_t last) {
        const auto cut_list = [&](auto& list) {
          const auto at = [&](size_t place) {
            return list.begin() + static_cast<std::ptrdiff_t>(std::min(place, list.size()));
          };
          list = {at(first), at(last)};
        };
        for (SectionLine& line : of.lines) cut_list(line.controls);
        cut_list(of.columns);
      };
      while (--columns > 1) {
        part = section;
        keep(part, 0, columns);
        if (section_width(frame, part) <= width) break;
      }
      keep(section, columns, section.lines.front().controls.size());
      section.cells.clear();
      section.on = kNoControl;
      cut.push_back(std::move(part));
    }
    cut.push_back(std::move(section));
  }
  return cut;
}

}  // namespace

float section_height(const Fingers& fingers, const Section& section) {
  return title_height(fingers, section) + fingers.row(metrics::kTextRow) * static_cast<float>(section.cells.size()) +
         form_height(fingers, section);
}

float section_width(const Frame& frame, const Section& section) {
  if (section.form == SectionForm::sliders)
    return slider_pitch(frame.fingers) * static_cast<float>(section.lines.size());
  if (section.form != SectionForm::lines) return 0;
  float width = kLineName;
  for (size_t i = 0; i < section.lines.front().controls.size(); ++i)
    width += column_width(frame, section, i) + cell_gap(frame.fingers);
  return width - cell_gap(frame.fingers);
}

void show_section(Frame& frame, Rect rect, const Section& section) {
  show_heading(frame, rect.take_top(title_height(frame.fingers, section)), section);
  for (const SectionCell& cell : section.cells) {
    const Rect row = rect.take_top(frame.fingers.row(metrics::kTextRow));
    control_cell(frame, {row.x, row.y, std::min(row.w, kWidestCell), row.h}, cell.control, cell.label);
  }
  switch (section.form) {
    case SectionForm::cells: break;
    case SectionForm::lines: show_lines(frame, rect, section); break;
    case SectionForm::switches: show_switches(frame, rect, section); break;
    case SectionForm::sliders: show_sliders(frame, rect, section); break;
  }
}

void show_sections(Frame& frame, Rect area, Rect heading, std::vector<Section> sections, int pages_before) {
  const int columns = std::max(1, static_cast<int>((area.w + kColumnGap) / (kColumn + kColumnGap)));
  const float step = (area.w + kColumnGap) / static_cast<float>(columns);
  std::vector<float> filled(static_cast<size_t>(columns), 0.0f);
  int page = pages_before, column = 0;
  for (const auto& [section, is_rest] :
       cut_to_fit(frame.fingers, cut_to_width(frame, std::move(sections), area.w), area)) {
    const int span =
        std::clamp(static_cast<int>(std::ceil((section_width(frame, section) + kColumnGap) / step)), 1, columns);
    const float height = section_height(frame.fingers, section);
    const auto top_at = [&](int first) {
      return *std::max_element(filled.begin() + first, filled.begin() + first + span);
    };
    // From the column last filled onwards; then wherever there is room; then on a new page.
    const auto first_free = [&](int from) {
      while (from + span <= columns && top_at(from) + height > area.h) ++from;
      return from;
    };
    column = first_free(column);
    if (column + span > columns && !is_rest) column = first_free(0);
    if (column + span > columns) {
      ++page, column = 0;
      std::fill(filled.begin(), filled.end(), 0.0f);
    }
    const float top = top_at(column);
    const float width = static_cast<float>(span) * step - kColumnGap;
    if (page == frame.open.sections_page)
      show_section(frame,
                   {area.x + std::round(static_cast<float>(column) * step), area.y + top, std::floor(width), height},
                   section);
    std::fill(filled.begin() + column, filled.begin() + column + span, top + height + kSectionGap);
  }
  page_buttons(frame, heading, {"sections page", 0}, page + 1, frame.open.sections_page);
  frame.open.sections_page = std::min(frame.open.sections_page, page);
}

}  // namespace headroom::display
