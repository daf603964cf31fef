#include "surfaces/display/views/desk_page.h"

#include <string>

#include "surfaces/display/views/section_view.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {

void show_desk_page(Frame& frame, Rect rect) {
  const Table& table = frame.desk.table();
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  Rect heading = area.take_top(frame.fingers.row(44));
  area.take_top(frame.fingers.gap / 2);
  frame.canvas.text(heading.take_left(112), "Desk", {Face::semi22, theme::kTextHigh, theme::kPanel});
  heading.take_left(frame.fingers.gap);
  const Rect undo_list = heading.take_left(112).middle(112, frame.fingers.size(28));
  if (button(frame, undo_list, {"undo list", 0}, "Undo list", unlit(Face::semi11)).pressed)
    turn_sheet(frame.open.undo_list);
  heading.take_left(frame.fingers.space(metrics::kGap));

  std::vector<Section> sections;
  struct Listener {
    StripKind kind;
    const char* title;
  };
  constexpr Listener kListeners[] = {{kMonitor, "MONITOR"},
                                     {kPhones, "PHONES"},
                                     {kReference, "TWO-TRACK"},
                                     {kTalk, "TALKBACK"},
                                     {kSoundLevel, "SOUND LEVEL"}};
  for (const Listener& listener : kListeners) {
    Section whole;
    whole.title = listener.title;
    std::vector<Section> others;
    for (Section& section : sections_of(table, table.strip_of(listener.kind))) {
      if (section.form == SectionForm::cells && section.on == kNoControl) {
        for (const SectionCell& cell : section.cells)
          whole.cells.push_back({cell.control, table.row(cell.control).name});
      } else {
        section.title = std::string(listener.title) + " · " + section.title;
        others.push_back(std::move(section));
      }
    }
    sections.push_back(std::move(whole));
    sections.insert(sections.end(), others.begin(), others.end());
  }
  for (Section& section : sections_of(table, frame.desk.desk())) sections.push_back(std::move(section));
  sections.push_back(section_of_kind(table, kMeter, "METERS"));
  sections.push_back(section_of_kind(table, kMuteGroup, "MUTE GROUPS"));
  sections.push_back(section_of_kind(table, kOutput, "OUTPUTS"));
  show_sections(frame, area, heading, std::move(sections));
}

}  // namespace headroom::display
