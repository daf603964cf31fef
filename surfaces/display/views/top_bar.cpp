#include "surfaces/display/views/top_bar.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <string>

#include "console/lock.h"
#include "surfaces/display/views/record_box.h"
#include "surfaces/display/views/scene_bar.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/lamp.h"
#include "surfaces/display/widgets/lock_key.h"

namespace headroom::display {
namespace {

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string fixed(const char* pattern, double value) {
  char text[48];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  std::snprintf(text, sizeof text, pattern, value);
#pragma GCC diagnostic pop
  return text;
}

void show_figure(Frame& frame, Rect rect, const char* name, const std::string& value, Color color) {
  frame.canvas.text({rect.x, rect.y + 7, rect.w, 14}, name, {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text({rect.x, rect.y + 24, rect.w, 16}, value, {Face::mono13, color, theme::kPanel});
}

void show_health(Frame& frame, Rect rect) {
  const DeskStatus& status = frame.desk.status();
  const bool has_device = status.drive == DriveState::device;
  // Measured it counts for more than what the device says of itself.
  const RoundTrip& trip = frame.desk.setup().round_trip;
  const bool is_measured = trip.state == RoundTripState::found;
  const double round_trip_ms = is_measured ? trip.ms() : static_cast<double>(status.round_trip_ms);
  show_figure(frame, rect.take_left(76), "round trip", has_device ? fixed("%.1f ms", round_trip_ms) : "-",
              is_measured ? theme::kTextHigh : theme::kTextMid);
  constexpr float kHighLoad = 0.7f;
  show_figure(frame, rect.take_left(84), "load  peak",
              fixed("%.0f%%", 100.0 * static_cast<double>(status.load_p50)) +
                  fixed(" %.0f%%", 100.0 * static_cast<double>(status.load_peak)),
              status.load_peak > kHighLoad ? theme::kWarning : theme::kTextHigh);
  show_figure(frame, rect.take_left(64), "dropouts", std::to_string(status.dropouts),
              status.dropouts > 0 ? theme::kWarning : theme::kTextHigh);
}

constexpr float kLampDot = 14, kLampGap = 12;

float lamp_width(const Frame& frame, const std::string& word) {
  return kLampDot + frame.canvas.text_width(Face::semi11, word) + kLampGap;
}

// One lamp: its dot and a word. Returns the width taken.
float show_lamp(Frame& frame, Rect rect, const std::string& word, Lamp lamp) {
  lamp_dot(frame.canvas, {rect.x + 5, rect.center().y}, lamp);
  const Color color = lamp == Lamp::lost          ? theme::kFailure
                      : lamp == Lamp::catching_up ? theme::kWarning
                                                  : theme::kTextMid;
  const float width = std::min(frame.canvas.text_width(Face::semi11, word), rect.w - kLampDot);
  frame.canvas.text({rect.x + kLampDot, rect.y, width + 1, rect.h}, word, {Face::semi11, color, theme::kPanel});
  return kLampDot + width + kLampGap;
}

struct LampWord {
  std::string word;
  Lamp lamp;
};

std::vector<LampWord> lamps_of(const Frame& frame) {
  const DeskStatus& status = frame.desk.status();
  const std::string device = read_text(status.device);
  std::vector<LampWord> lamps, screens;
  switch (status.drive) {
    case DriveState::device: lamps.push_back({device.empty() ? "AUDIO" : upper(device), Lamp::in_step}); break;
    case DriveState::searching:
      lamps.push_back({(device.empty() ? "AUDIO" : upper(device)) + " LOST", Lamp::lost});
      break;
    case DriveState::clock: lamps.push_back({"OWN CLOCK", Lamp::idle}); break;
  }
  for (const LinkClient::Peer& peer : frame.desk.peers()) {
    if (peer.kind != ClientKind::midi && peer.kind != ClientKind::display) continue;
    const bool has_box = peer.lamp == Lamp::in_step || peer.lamp == Lamp::catching_up;
    for (const LinkClient::BoxLamp& box : peer.boxes) lamps.push_back({upper(box.name), box.lamp});
    if (peer.kind == ClientKind::display)
      screens.push_back({"SCREEN", peer.lamp});
    else if (!peer.boxes.empty())
      continue;
    else if (has_box && !peer.detail.empty())
      lamps.push_back({upper(peer.detail), peer.lamp});
    else
      lamps.push_back({peer.lamp == Lamp::lost ? "SURFACE LOST" : "SURFACE", peer.lamp});
  }
  lamps.push_back({"CONSOLE", frame.console_is_alive ? Lamp::in_step : Lamp::lost});
  lamps.insert(lamps.end(), screens.begin(), screens.end());
  return lamps;
}

void show_lamps(Frame& frame, Rect rect) {
  // Two lines of lamps, in the order of what is missed most: sound, surfaces, console, screens.
  const std::vector<LampWord> lamps = lamps_of(frame);
  float all = 0;
  for (const LampWord& lamp : lamps) all += lamp_width(frame, lamp.word);
  const bool is_one_line = all <= rect.w + kLampGap;
  const Rect lines[] = {{rect.x, is_one_line ? rect.center().y - 8 : rect.y + 6, rect.w, 16},
                        {rect.x, rect.y + 26, rect.w, 16}};
  float x[2] = {0, 0};
  for (const LampWord& lamp : lamps) {
    const float width = lamp_width(frame, lamp.word);
    const size_t line = x[1] == 0 && (x[0] == 0 || x[0] + width <= rect.w + kLampGap) ? 0 : 1;
    if (x[line] > 0 && x[line] + width > rect.w + kLampGap) continue;
    x[line] += show_lamp(frame, {lines[line].x + x[line], lines[line].y, rect.w - x[line], 16}, lamp.word, lamp.lamp);
  }
}

const char* hand_words(ClientKind kind) {
  switch (kind) {
    case ClientKind::display: return " by a screen";
    case ClientKind::midi: return " by a surface";
    case ClientKind::command_line: return " by a command";
    case ClientKind::none:
    case ClientKind::test: break;
  }
  return "";
}

// What is locked and, where there is room, by whose hand.
void show_lock(Frame& frame, Rect line) {
  const Lock lock = lock_of(frame.desk.show());
  if (lock == Lock::open) return;
  std::string words = lock == Lock::full ? "locked" : "structure locked";
  const std::string whole = words + hand_words(frame.desk.status().locked_by);
  if (frame.canvas.text_width(Face::sans11, whole) <= line.w) words = whole;
  frame.canvas.text(line, words, {Face::sans11, theme::kTextMid, theme::kPanel});
}

// The show's name with the dot of what is not saved, and below it the lock.
void show_file(Frame& frame, Rect rect) {
  const DeskStatus& status = frame.desk.status();
  const std::string show = read_text(status.show);
  rect.w -= 16;
  show_lock(frame, {rect.x, rect.bottom() - 18, rect.w, 16});
  const float width =
      frame.canvas.text(rect, show.empty() ? "New show" : show, {Face::sans13, theme::kTextMid, theme::kPanel});
  if (!status.unsaved) return;
  frame.canvas.circle({rect.x + width + 10, rect.center().y}, 4, theme::kWarning);
  frame.canvas.note_sign("unsaved");
}

constexpr float kAction = 64, kHistoryGap = 12;

// Save, undo and redo, and the space around them.
float history_width(const Fingers& fingers) {
  return 3 * (fingers.size(kAction) + fingers.space(metrics::kGap)) + kHistoryGap;
}

void show_history(Frame& frame, Rect rect) {
  const DeskStatus& status = frame.desk.status();
  const auto action = [&](const char* label, Param param, bool can) {
    const ButtonLook look = can ? ButtonLook{Face::semi13, theme::kRaised, theme::kTextHigh}
                                : ButtonLook{Face::semi13, theme::kRaised, theme::kTextOff};
    const Touch pointer = button(
        frame, rect.take_left(frame.fingers.size(kAction)).middle(frame.fingers.size(kAction), frame.fingers.size(32)),
        {label, 0}, label, look);
    if (pointer.pressed && can) frame.edits.act(frame.id(frame.desk.desk(), param));
    if (pointer.right_clicked && param != Param::save) turn_sheet(frame.open.undo_list);
    rect.take_left(frame.fingers.space(metrics::kGap));
  };
  action("Save", Param::save, status.unsaved != 0);
  rect.take_left(kHistoryGap);
  action("Undo", Param::undo, status.can_undo != 0);
  action("Redo", Param::redo, status.can_redo != 0);
}

// Which mute groups are on, in the line under the clock: red says that something is silent by more than its own key.
void show_mute_groups(Frame& frame, Rect rect) {
  const Table& table = frame.desk.table();
  std::string numbers;
  int count = 0;
  for (int group = 1; group <= table.count_of(kMuteGroup); ++group) {
    if (!frame.desk.is_on(table.strip_of(kMuteGroup, group), Param::mute)) continue;
    numbers.append(" ").append(std::to_string(group));
    ++count;
  }
  if (count == 0) {
    frame.canvas.text(rect, "no mute group", {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
    return;
  }
  const std::string whole = "MUTE" + numbers;
  const bool has_room = frame.canvas.text_width(Face::semi11, whole) + 8 <= rect.w;
  const std::string words = has_room ? whole : "MUTE ×" + std::to_string(count);
  frame.canvas.fill(rect, theme::kMute, metrics::kButtonRadius);
  frame.canvas.text(rect, words, {Face::semi11, theme::kWhite, theme::kMute, Align::center});
}

void show_solo_clear(Frame& frame, Rect rect) {
  const bool is_soloed = frame.desk.status().solo_active != 0;
  const Touch pointer =
      button(frame, rect, {"solo clear", 0}, "SOLO CLR",
             is_soloed ? lit(theme::kSolo) : ButtonLook{Face::semi13, theme::kRaised, theme::kTextMid});
  if (pointer.pressed) frame.edits.act(frame.id(frame.desk.desk(), Param::solo_clear));
}

// The clock in what is left of a line, the mute groups below it.
void show_clock(Frame& frame, Rect rect, Face face) {
  constexpr float kMuteGroups_wide = 104;
  rect = rect.middle(rect.w, metrics::kTopBar);
  show_mute_groups(frame, rect.take_bottom(20).middle(std::min(rect.w, kMuteGroups_wide), 16).moved(0, -3));
  frame.canvas.text(rect.moved(0, 2), frame.clock, {face, theme::kTextHigh, theme::kPanel, Align::center});
}

// Health and lamps, cut off a line's right end.
void show_state(Frame& frame, Rect& line, float width) {
  Rect state = line.take_right(width);
  state = state.middle(state.w, metrics::kTopBar);
  show_health(frame, state.take_left(232));
  show_lamps(frame, state);
}

void show_lock_key(Frame& frame, Rect& line) {
  const float lock = frame.fingers.size(36);
  lock_key(frame, line.take_right(lock).middle(lock, frame.fingers.size(32)), {"lock", 0});
}

constexpr float kUpperLine = 44, kLowerLine = 40, kEdge = 16, kSoloClear = 112, kApart = 12, kBrand = 104;

// Where all of it does not fit beside each other what is read lies above what is touched: fingers need height for the
// keys alone.
bool has_two_lines(float width, const Fingers& fingers) {
  constexpr float kOneLine = 1760, kOneLineForFingers = 2240;
  return width < (fingers.any() ? kOneLineForFingers : kOneLine);
}
float lower_line(const Fingers& fingers) { return std::max(kLowerLine, fingers.urgent + fingers.gap); }

// Solo clear and the recording, cut off a line's right end.
void show_urgent(Frame& frame, Rect& line) {
  const Fingers& fingers = frame.fingers;
  const float apart = fingers.space(kApart);
  show_solo_clear(frame, line.take_right(kSoloClear).middle(kSoloClear, fingers.urgent_size(32)));
  line.take_right(apart);
  show_record_box(frame, line.take_right(kRecordBox).middle(kRecordBox, fingers.size(36)));
  line.take_right(apart);
}

void show_two_lines(Frame& frame, Rect bar) {
  const Fingers& fingers = frame.fingers;
  // On a small screen the desk's own name goes, then letters get smaller; nothing else may leave.
  constexpr float kSmallPage = 1200;
  const bool is_small = bar.w < kSmallPage || fingers.any();
  Rect lower = bar.take_bottom(lower_line(fingers)).inset(kEdge, 0), upper = bar.inset(kEdge, 0);
  lower.take_bottom(fingers.any() ? 0 : 4);
  if (!is_small)
    frame.canvas.text(upper.take_left(kBrand), "Headroom", {Face::semi18, theme::kTextHigh, theme::kPanel});
  show_state(frame, upper, is_small ? 404 : 440);
  show_file(frame, upper.take_left(200));
  show_clock(frame, upper, is_small ? Face::mono18 : Face::mono22);
  show_lock_key(frame, lower);
  lower.take_right(fingers.space(kApart));
  show_urgent(frame, lower);
  show_history(frame, lower.take_left(history_width(fingers)));
  lower.take_left(kApart);
  show_scene_bar(frame, lower);
}

void show_one_line(Frame& frame, Rect bar) {
  const Fingers& fingers = frame.fingers;
  constexpr float kWide = 1900, kClock = 116;
  bar = bar.inset(kEdge, 0);
  const bool is_wide = bar.w + 2 * kEdge >= kWide;
  if (is_wide) frame.canvas.text(bar.take_left(kBrand), "Headroom", {Face::semi18, theme::kTextHigh, theme::kPanel});
  show_state(frame, bar, is_wide ? 520 : 440);
  bar.take_right(fingers.space(metrics::kPadding));
  show_lock_key(frame, bar);
  bar.take_right(fingers.space(kApart));
  show_file(frame, bar.take_left(is_wide ? 160 : 144));
  show_history(frame, bar.take_left(history_width(fingers)));
  bar.take_left(kApart);
  show_urgent(frame, bar);
  show_scene_bar(frame, bar.take_left(bar.w - kClock));
  show_clock(frame, bar, Face::mono22);
}

}  // namespace

float top_bar_height(float width, const Fingers& fingers) {
  if (has_two_lines(width, fingers)) return kUpperLine + lower_line(fingers);
  return std::max(metrics::kTopBar, fingers.urgent + fingers.gap);
}

void show_top_bar(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.bottom() - 1, theme::kLine);
  if (has_two_lines(rect.w, frame.fingers))
    show_two_lines(frame, rect);
  else
    show_one_line(frame, rect);
}

}  // namespace headroom::display
