#include "surfaces/display/views/setup_page.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <string>

#include "console/setup/templates.h"
#include "surfaces/display/views/desk_size.h"
#include "surfaces/display/views/line_tests.h"
#include "surfaces/display/views/listen.h"
#include "surfaces/display/views/machine_choice.h"
#include "surfaces/display/views/map_lesson.h"
#include "surfaces/display/widgets/hold_button.h"
#include "surfaces/display/widgets/lamp.h"

namespace headroom::display {
namespace {

constexpr float kGap = 32;
constexpr float kLeastListen = 300;  // below the others, on a screen that stands upright

// Shows side by side in two columns, as many as there is room for; one that is held is recalled.
template <class Shows, class Words>
void show_shows(Frame& frame, Rect& rect, const char* heading, const char* id, const Shows& shows, const Words& words) {
  constexpr int kColumns = 2;
  const float height = frame.fingers.size(metrics::kButtonRow), gap = frame.fingers.space(metrics::kGap);
  const int fitting = static_cast<int>((rect.h - metrics::kTitle) / (height + gap));
  const int rows = std::min(fitting, (static_cast<int>(shows.size()) + kColumns - 1) / kColumns);
  if (rows <= 0) return;
  title(frame, rect.take_top(metrics::kTitle), heading);
  for (int i = 0; i < std::min(static_cast<int>(shows.size()), rows * kColumns); ++i) {
    const auto& show = shows[static_cast<size_t>(i)];
    const Rect place{rect.x, rect.y + static_cast<float>(i % rows) * (height + gap), rect.w, height};
    if (hold_button(frame, place.column(i / rows, kColumns, frame.fingers.space(8)), {id, static_cast<uint32_t>(i)},
                    words(show), {Face::semi13, theme::kRaised, theme::kTextHigh}))
      frame.edits.request(recall_request(show.path));
  }
  rect.take_top(static_cast<float>(rows) * (height + gap));
}

// Those that come with the program, and what was saved of this one.
void show_beginnings(Frame& frame, Rect& rect) {
  static const std::vector<ShowTemplate> kTemplates = show_templates();  // they come with the program
  show_shows(frame, rect, "SHOWS TO BEGIN WITH: HOLD TO LOAD", "template", kTemplates, [](const ShowTemplate& one) {
    std::string name = one.name;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return name;
  });
  constexpr size_t kMostVersions = 6;
  constexpr double kLookEvery_s = 2;
  SetupView& view = frame.open.setup;
  if (frame.now_s >= view.next_versions_s) {
    view.next_versions_s = frame.now_s + kLookEvery_s;
    view.versions = versions_in(read_text(frame.desk.setup().versions_folder), kMostVersions);
  }
  if (view.versions.empty()) return;
  rect.take_top(metrics::kPadding);
  show_shows(frame, rect, "SAVED BEFORE: HOLD TO RECALL", "version", view.versions,
             [](const ShowVersion& version) { return version.name; });
}

void show_lamps(Frame& frame, Rect& rect) {
  title(frame, rect.take_top(metrics::kTitle), "WHO HAS JOINED");
  const auto line = [&](Lamp lamp, const std::string& words) {
    Rect row = rect.take_top(metrics::kTextRow);
    lamp_dot(frame.canvas, {row.x + 5, row.center().y}, lamp);
    row.take_left(16);
    frame.canvas.text(row, words, {Face::sans13, theme::kTextHigh, theme::kPanel});
  };
  const DeskStatus& status = frame.desk.status();
  const std::string device = read_text(status.device);
  switch (status.drive) {
    case DriveState::device: line(Lamp::in_step, device); break;
    case DriveState::searching:
      line(Lamp::lost, device.empty() ? "the device is looked for" : device + ": lost, looked for");
      break;
    case DriveState::clock: line(Lamp::idle, "no device: the desk's own clock"); break;
  }
  for (const LinkClient::Peer& peer : frame.desk.peers())
    if (rect.h >= metrics::kTextRow) line(peer.lamp, peer.detail.empty() ? peer.name : peer.name + ": " + peer.detail);
}

// A low page shows it all one after the other, and fingers need more of that than a mouse.
void show_in_pages(Frame& frame, Rect area, int page) {
  Rect left = area.column(0, 2, kGap);
  Rect right = area.column(1, 2, kGap);
  switch (page) {
    case 0:
      if (frame.fingers.any()) {
        show_machine_choice(frame, area);
      } else {
        show_machine_choice(frame, left);
        show_desk_size(frame, right);
      }
      return;
    case 1:
      show_line_tests(frame, left);
      show_beginnings(frame, right);
      right.take_top(kGap);
      if (!frame.fingers.any()) show_boxes(frame, right);
      return;
    case 2:
      show_listen(frame, left);
      show_lamps(frame, right);
      return;
    default: show_desk_size(frame, left); show_boxes(frame, right);
  }
}

}  // namespace

void show_setup_page(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  Rect heading = area.take_top(frame.fingers.any() ? frame.fingers.row(metrics::kPageHeading) : metrics::kPageHeading);
  frame.canvas.text(heading.take_left(160), "Setup", {Face::semi22, theme::kTextHigh, theme::kPanel});
  // Where three columns have no room, as on a screen that stands upright, the third lies below the others.
  constexpr float kThreeColumns = 880;
  const bool is_wide = area.w >= kThreeColumns;
  const int columns = is_wide ? 3 : 2;
  const float machine = machine_choice_height(frame, area.column(0, columns, kGap).w);
  const float first = machine + kGap + desk_size_height(frame);
  const bool has_room = area.h >= (is_wide ? first : first + kLeastListen);
  if (frame.fingers.any() || !has_room) {
    const int pages = frame.fingers.any() ? 4 : 3;
    int& page = frame.open.setup.page;
    page = std::min(page, pages - 1);
    page_buttons(frame, heading, {"setup page", 0}, pages, page);
    return show_in_pages(frame, area, page);
  }
  Rect upper = area.take_top(is_wide ? area.h : first);
  Rect choices = upper.column(0, columns, kGap);
  show_machine_choice(frame, choices.take_top(machine));
  choices.take_top(kGap);
  show_desk_size(frame, choices);
  Rect tests = upper.column(1, columns, kGap);
  show_line_tests(frame, tests);
  show_beginnings(frame, tests);
  tests.take_top(kGap);
  show_lamps(frame, tests);
  tests.take_top(kGap);
  show_boxes(frame, tests);
  show_listen(frame, is_wide ? upper.column(2, columns, kGap) : area.column(0, 1, kGap));
}

}  // namespace headroom::display
