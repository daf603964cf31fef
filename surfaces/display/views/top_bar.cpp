#include "surfaces/display/views/top_bar.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <string>

#include "console/lock.h"
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
              fixed("%.0f%%", 100.0 * static_cast<double>(status.load_p50)) + fixed(" %.0f%%", 100.0 * static_cast<double>(status.load_peak)),
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
  const Color color = lamp == Lamp::lost ? theme::kFailure : lamp == Lamp::catching_up ? theme::kWarning : theme::kTextMid;
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
    case DriveState::searching: lamps.push_back({(device.empty() ? "AUDIO" : upper(device)) + " LOST", Lamp::lost}); break;
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
  const Rect lines[] = {{rect.x, is_one_line ? rect.center().y - 8 : rect.y + 6, rect.w, 16}, {rect.x, rect.y + 26, rect.w, 16}};
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

constexpr float kAction = 64, kHistoryGap = 12;

// Save, undo and redo, and the space around them.
float history_width(const Fingers& fingers) { return 3 * (fingers.size(kAction) + fingers.space(metrics::kGap)) + kHistoryGap; }

void show_file_and_history(Frame& frame, Rect rect) {
  const DeskStatus& status = frame.desk.status();
  const std::string show = read_text(status.show);
  Rect name = rect.take_left(rect.w - history_width(frame.fingers));
  show_lock(frame, {name.x, name.bottom() - 18, name.w - 16, 16});
  const float width = frame.canvas.text({name.x, name.y, name.w - 16, name.h}, show.empty() ? "New show" : show,
                                        {Face::sans13, theme::kTextMid, theme::kPanel});
  if (status.unsaved) frame.canvas.circle({name.x + width + 10, name.center().y}, 4, theme::kWarning);
  const auto action = [&](const char* label, Param param, bool can) {
    const ButtonLook look = can ? ButtonLook{Face::semi13, theme::kRaised, theme::kTextHigh} : ButtonLook{Face::semi13, theme::kRaised, theme::kTextOff};
    const Touch pointer = button(frame, rect.take_left(frame.fingers.size(kAction)).middle(frame.fingers.size(kAction), frame.fingers.size(32)), {label, 0}, label, look);
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

}  // namespace

void show_top_bar(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.bottom() - 1, theme::kLine);
  // On a small screen the desk's own name goes first, then letters get smaller; nothing else may leave.
  constexpr float kSmallPage = 1200;
  const bool is_narrow = rect.w < metrics::kNarrowPage, is_small = rect.w < kSmallPage || (is_narrow && frame.fingers.any());
  Rect bar = rect.inset(16, 0);
  if (!is_small) frame.canvas.text(bar.take_left(104), "Headroom", {Face::semi18, theme::kTextHigh, theme::kPanel});
  Rect right = bar.take_right(is_small ? 404 : is_narrow ? 440 : 520);
  right = right.middle(right.w, metrics::kTopBar);
  show_health(frame, right.take_left(232));
  show_lamps(frame, right);

  show_file_and_history(frame, bar.take_left((is_small ? 336 : 392) + history_width(frame.fingers) - history_width({})));
  bar.take_left(is_small ? 0 : 20);
  bar.take_right(frame.fingers.space(metrics::kPadding));
  const float lock = frame.fingers.size(36);
  lock_key(frame, bar.take_right(lock).middle(lock, frame.fingers.size(32)), {"lock", 0});
  const float apart = frame.fingers.space(is_small ? 8 : 12), width = is_small ? 96 : 112;
  bar.take_right(apart);
  const Rect clear = bar.take_right(width).middle(width, frame.fingers.urgent_size(32));
  bar.take_right(apart);
  const bool is_soloed = frame.desk.status().solo_active != 0;
  const Touch pointer = button(frame, clear, {"solo clear", 0}, "SOLO CLR",
                               is_soloed ? lit(theme::kSolo) : ButtonLook{Face::semi13, theme::kRaised, theme::kTextMid});
  if (pointer.pressed) frame.edits.act(frame.id(frame.desk.desk(), Param::solo_clear));
  constexpr float kMuteGroups_wide = 104;
  bar = bar.middle(bar.w, metrics::kTopBar);
  show_mute_groups(frame, bar.take_bottom(20).middle(std::min(bar.w, kMuteGroups_wide), 16).moved(0, -3));
  frame.canvas.text(bar.moved(0, 2), frame.clock, {is_small ? Face::mono18 : Face::mono22, theme::kTextHigh, theme::kPanel, Align::center});
}

}  // namespace headroom::display
