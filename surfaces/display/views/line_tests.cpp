#include "surfaces/display/views/line_tests.h"

#include <cstdio>
#include <string>

#include "io/line_test.h"
#include "surfaces/display/widgets/stepper.h"

namespace headroom::display {
namespace {

constexpr float kName = 96, kBig = 44;

Rect step_row(const Fingers& fingers, Rect& rect) {
  const Rect row = rect.take_top(fingers.row(metrics::kStepperRow));
  return fingers.any() ? fingers.inside(row) : row.inset(0, 2);
}

void show_line(Frame& frame, Rect& rect, const char* name, uint32_t number, int& line, int lines) {
  Rect row = step_row(frame.fingers, rect);
  frame.canvas.text(row.take_left(kName), name, {Face::sans13, theme::kTextMid, theme::kPanel});
  stepper(frame, row, {"line", number}, std::to_string(line), line, 1, std::max(1, lines));
}

struct Judgement {
  const char* word;
  Color color;
};
Judgement judgement_of(const RoundTrip& trip) {
  switch (trip.state) {
    case RoundTripState::none: return {"", theme::kTextMid};
    case RoundTripState::running: return {"LISTENING", theme::kAccent};
    case RoundTripState::silent:
    case RoundTripState::disturbed:
    case RoundTripState::no_lines: return {"FAILED", theme::kFailure};
    case RoundTripState::found: break;
  }
  switch (promptness_of(trip.ms())) {
    case Promptness::good: return {"GOOD", theme::kGo};
    case Promptness::fair: return {"FAIR", theme::kWarning};
    case Promptness::bad: break;
  }
  return {"LATE", theme::kFailure};
}

void show_round_trip(Frame& frame, Rect& rect) {
  SetupView& view = frame.open.setup;
  const DeskStatus& status = frame.desk.status();
  const RoundTrip& trip = frame.desk.setup().round_trip;
  title(frame, rect.take_top(metrics::kTitle), "ROUND TRIP, THROUGH A CABLE");
  show_line(frame, rect, "output", 0, view.probe_output, status.device_outputs);
  show_line(frame, rect, "input", 1, view.probe_input, status.device_inputs);
  Rect row = frame.fingers.inside(rect.take_top(frame.fingers.row(40)));
  if (button(frame, row.take_left(104), {"measure", 0}, "Measure", lit(theme::kAccent)).pressed) {
    SetupRequest request;
    request.kind = SetupRequest::Kind::measure_round_trip;
    request.output = view.probe_output;
    request.input = view.probe_input;
    frame.edits.request(request);
  }
  row.take_left(12);
  const auto [word, color] = judgement_of(trip);
  if (*word) {
    frame.canvas.circle({row.x + 8, row.center().y}, 7, color);
    row.take_left(24);
    char time[24] = "";
    if (trip.state == RoundTripState::found) std::snprintf(time, sizeof time, "%.2f ms", trip.ms());
    row.take_left(frame.canvas.text(row, time, {Face::mono18, theme::kTextHigh, theme::kPanel}) + (*time ? 12 : 0));
    frame.canvas.text(row, word, {Face::semi13, theme::kTextHigh, theme::kPanel});
  }
  frame.canvas.text(rect.take_top(metrics::kTitle), sentence_of(trip), {Face::sans11, theme::kTextMid, theme::kPanel});
  rect.take_top(12);
}

void show_tone(Frame& frame, Rect& rect) {
  SetupView& view = frame.open.setup;
  const SetupStatus& setup = frame.desk.setup();
  const int output = view.tone_output, level_dBFS = view.tone_level_dBFS;
  const bool plays = setup.tone_output != 0;
  title(frame, rect.take_top(metrics::kTitle), "TEST TONE, 1 KHZ");
  show_line(frame, rect, "output", 2, view.tone_output, frame.desk.status().device_outputs);
  Rect row = step_row(frame.fingers, rect);
  frame.canvas.text(row.take_left(kName), "level", {Face::sans13, theme::kTextMid, theme::kPanel});
  constexpr int kStep_dB = 2, kSoftest_dBFS = -60;
  stepper(frame, row, {"line", 3}, std::to_string(view.tone_level_dBFS) + " dBFS", view.tone_level_dBFS, kSoftest_dBFS,
          static_cast<int>(LineTest::kLoudest_dBFS), kStep_dB);
  rect.take_top(frame.fingers.gap / 2);
  const Rect buttons = rect.take_top(frame.fingers.size(kBig));
  SetupRequest request;
  request.kind = SetupRequest::Kind::play_tone;
  request.output = view.tone_output;
  request.level_dBFS = static_cast<float>(view.tone_level_dBFS);
  const std::string words = plays ? "Plays on " + std::to_string(setup.tone_output) : "Play";
  const bool is_moved = plays && (output != view.tone_output || level_dBFS != view.tone_level_dBFS);
  if (button(frame, buttons.column(0, 2, frame.fingers.space(8)), {"tone", 0}, words,
             plays ? lit(theme::kWarning) : unlit())
          .pressed ||
      is_moved)
    frame.edits.request(request);
  request.kind = SetupRequest::Kind::stop_tone;
  if (button(frame, buttons.column(1, 2, frame.fingers.space(8)), {"tone", 1}, "STOP",
             plays ? lit(theme::kMute, theme::kWhite, Face::semi18) : unlit(Face::semi18))
          .pressed)
    frame.edits.request(request);
  rect.take_top(16);
}

}  // namespace

void show_line_tests(Frame& frame, Rect& rect) {
  show_round_trip(frame, rect);
  show_tone(frame, rect);
}

}  // namespace headroom::display
