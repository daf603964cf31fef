#include "surfaces/display/views/health_page.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "io/clock_text.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/lamp.h"
#include "surfaces/display/widgets/scroll_bar.h"

namespace headroom::display {
namespace {

constexpr float kColumn = 480, kGap = 32, kName = 176;
constexpr float kHighLoad = 0.7f, kTooMuchLoad = 1.0f;

std::string number_text(double value, int decimals, const char* unit) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f%s", decimals, value, unit);
  return text;
}

void show_title(Frame& frame, Rect& column, const char* words) {
  const Rect heading = column.take_top(metrics::kTextRow);
  frame.canvas.text(heading, words, {Face::semi11, theme::kTextMid, theme::kPanel});
  frame.canvas.horizontal_line(heading.x, heading.right(), heading.bottom() - 1, theme::kLine);
  column.take_top(4);
}

void show_figure(Frame& frame, Rect& column, const char* name, const std::string& words,
                 Color color = theme::kTextHigh) {
  Rect row = column.take_top(metrics::kTextRow);
  frame.canvas.text(row.take_left(kName), name, {Face::sans13, theme::kTextMid, theme::kPanel});
  frame.canvas.text(row, words, {Face::mono13, color, theme::kPanel});
}

Color load_color(float load) {
  return load >= kTooMuchLoad ? theme::kFailure : load > kHighLoad ? theme::kWarning : theme::kTextHigh;
}

// A share of the block's time, as a bar and in microseconds.
void show_load(Frame& frame, Rect& column, const char* name, float share) {
  const DeskStatus& status = frame.desk.status();
  const double block_us = 1e6 * status.block_frames / frame.desk.sample_rate();
  Rect row = column.take_top(metrics::kTextRow);
  frame.canvas.text(row.take_left(kName), name, {Face::sans13, theme::kTextMid, theme::kPanel});
  frame.canvas.text(row.take_left(56), number_text(100.0 * static_cast<double>(share), 0, "%"),
                    {Face::mono13, load_color(share), theme::kPanel});
  frame.canvas.text(row.take_right(88), number_text(static_cast<double>(share) * block_us, 0, " µs"),
                    {Face::mono13, theme::kTextMid, theme::kPanel, Align::right});
  row.take_right(12);
  const Rect bar = row.middle(row.w, 8);
  frame.canvas.fill(bar, theme::kWell);
  frame.canvas.fill({bar.x, bar.y, bar.w * std::clamp(share, 0.0f, 1.0f), bar.h},
                    share > kHighLoad ? load_color(share) : theme::kGo);
}

void show_loads(Frame& frame, Rect& column) {
  const DeskStatus& status = frame.desk.status();
  show_title(frame, column, "LOAD · SHARE OF THE BLOCK");
  show_load(frame, column, "half of the blocks", status.load_p50);
  show_load(frame, column, "99 of 100", status.load_p99);
  show_load(frame, column, "999 of 1000 (p99.9)", status.load_p999);
  show_load(frame, column, "peak of late", status.load_peak);
  show_load(frame, column, "worst since start", status.load_max);
  column.take_top(12);
}

const char* drive_words(DriveState drive) {
  switch (drive) {
    case DriveState::device: return "running";
    case DriveState::searching: return "lost, looked for";
    case DriveState::clock: return "none: the desk's own clock";
  }
  return "";
}

void show_device(Frame& frame, Rect& column) {
  const DeskStatus& status = frame.desk.status();
  const std::string device = read_text(status.device);
  const auto milliseconds = [](float ms) { return number_text(static_cast<double>(ms), 1, " ms"); };
  show_title(frame, column, "DEVICE");
  if (!device.empty()) show_figure(frame, column, "name", device);
  show_figure(frame, column, "state", drive_words(status.drive),
              status.drive == DriveState::searching ? theme::kFailure : theme::kTextHigh);
  show_figure(
      frame, column, "rate, block",
      number_text(frame.desk.sample_rate() / 1000, 1, " kHz, ") + std::to_string(status.block_frames) + " frames");
  if (status.drive == DriveState::device) {
    show_figure(frame, column, "inputs, outputs",
                std::to_string(status.device_inputs) + ", " + std::to_string(status.device_outputs));
    show_figure(frame, column, "latency in, out",
                milliseconds(status.input_latency_ms) + ", " + milliseconds(status.output_latency_ms));
    show_figure(frame, column, "round trip", milliseconds(status.round_trip_ms));
  }
  column.take_top(12);
}

void show_counts(Frame& frame, Rect& column) {
  const DeskStatus& status = frame.desk.status();
  const auto warn = [](uint64_t count) { return count > 0 ? theme::kWarning : theme::kTextHigh; };
  show_title(frame, column, "SINCE THE START");
  show_figure(frame, column, "played",
              counter_text(static_cast<int64_t>(static_cast<double>(status.frames) / frame.desk.sample_rate())));
  show_figure(frame, column, "dropouts", std::to_string(status.dropouts), warn(status.dropouts));
  show_figure(frame, column, "silenced by a guard", std::to_string(status.faults), warn(status.faults));
  show_figure(frame, column, "edits, refused",
              std::to_string(status.edits_applied) + ", " + std::to_string(status.edits_refused));
  column.take_top(12);
}

const char* kind_words(ClientKind kind) {
  switch (kind) {
    case ClientKind::display: return "screen";
    case ClientKind::midi: return "surface";
    case ClientKind::command_line: return "command line";
    case ClientKind::test: return "test";
    case ClientKind::none: break;
  }
  return "";
}

void show_clients(Frame& frame, Rect& column) {
  show_title(frame, column, "WHO HAS JOINED");
  for (const LinkClient::Peer& peer : frame.desk.peers()) {
    Rect row = column.take_top(metrics::kTextRow);
    lamp_dot(frame.canvas, {row.x + 5, row.center().y}, peer.lamp);
    row.take_left(16);
    frame.canvas.text(row.take_left(112), kind_words(peer.kind), {Face::sans13, theme::kTextHigh, theme::kPanel});
    frame.canvas.text(row, peer.detail.empty() ? peer.name : peer.detail,
                      {Face::sans13, theme::kTextMid, theme::kPanel});
  }
  column.take_top(12);
}

void show_pace(Frame& frame, Rect& column) {
  show_title(frame, column, "THIS SCREEN");
  const FramePace pace = frame.pace.value_or(FramePace{});
  show_figure(frame, column, "pictures", frame.pace ? number_text(pace.frames_a_second, 0, " a second") : "-");
  show_figure(frame, column, "built, half and 99 of 100",
              frame.pace ? number_text(pace.build_p50_ms, 1, " ms, ") + number_text(pace.build_p99_ms, 1, " ms") : "-");
  column.take_top(12);
}

// Which lines are looked at: all, dropouts, or what devices did.
void show_log_kinds(Frame& frame, Rect row) {
  struct Kind {
    const char* words;
    std::optional<LogKind> kind;
  };
  constexpr Kind kKinds[] = {{"All", std::nullopt}, {"Dropouts", LogKind::dropout}, {"Devices", LogKind::device}};
  constexpr float kKindWidth = 80;
  for (uint32_t i = 0; i < std::size(kKinds); ++i) {
    const bool is_on = frame.open.log_kind == kKinds[i].kind;
    const Rect place = row.take_left(frame.fingers.size(kKindWidth));
    if (button(frame, place.middle(place.w, frame.fingers.size(24)), {"log kind", i}, kKinds[i].words,
               is_on ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed) {
      frame.open.log_kind = kKinds[i].kind;
      frame.open.log_back = 0;
    }
    row.take_left(frame.fingers.space(metrics::kGap));
  }
}

std::vector<const LogLine*> lines_of(const DeskLog& log, std::optional<LogKind> kind) {
  std::vector<const LogLine*> lines;
  for (const LogLine& line : log.lines())
    if (!kind || line.kind == *kind) lines.push_back(&line);
  return lines;
}

// The newest line last and in sight, unless somebody scrolls back.
void show_log(Frame& frame, Rect column) {
  show_title(frame, column, "LOG");
  show_log_kinds(frame, column.take_top(frame.fingers.row(32)));
  column.take_top(4);
  const std::vector<const LogLine*> lines = lines_of(frame.desk.log(), frame.open.log_kind);
  if (lines.empty()) {
    frame.canvas.text(column.take_top(metrics::kTextRow), "nothing to tell yet",
                      {Face::sans13, theme::kTextMid, theme::kPanel});
    return;
  }
  const Scrolled rows{static_cast<int>(lines.size()), static_cast<int>(column.h / metrics::kTextRow)};
  float& back = frame.open.log_back;  // lines between the end of the log and the foot of the page
  const auto end = static_cast<float>(rows.last_first());
  float first = scroll_bar(frame.canvas, column.take_right(rows.is_whole() ? 0 : frame.fingers.size(kScrollBar)),
                           {"log bar", 0}, std::max(0.0f, end - back), rows);
  first = touch_list(frame.canvas, column, {"log rows", 0}, first, rows, metrics::kTextRow).first;
  back = end - first;
  for (int i = static_cast<int>(first); i < std::min(rows.count, static_cast<int>(first) + rows.shown); ++i) {
    const LogLine& line = *lines[static_cast<size_t>(i)];
    Rect row = column.take_top(metrics::kTextRow);
    frame.canvas.text(row.take_left(80), line.time, {Face::mono13, theme::kTextMid, theme::kPanel});
    frame.canvas.text(
        row, line.sentence,
        {Face::sans13, line.kind == LogKind::dropout ? theme::kWarning : theme::kTextHigh, theme::kPanel});
  }
}

}  // namespace

void show_health_page(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  frame.canvas.text(area.take_top(metrics::kPageHeading), "Health", {Face::semi22, theme::kTextHigh, theme::kPanel});
  Rect column = area.take_left(std::min(kColumn, area.w / 2));
  area.take_left(kGap);
  show_loads(frame, column);
  show_device(frame, column);
  show_counts(frame, column);
  show_clients(frame, area);
  show_pace(frame, area);
  show_log(frame, area);
}

}  // namespace headroom::display
