#include "surfaces/display/views/sound_level_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"

namespace headroom::display {
namespace {

constexpr float kBig = 48, kCell = 40, kLimit = 52;
constexpr char kLetters[] = {'A', 'C', 'Z'};  // as FrequencyWeighting counts
constexpr float kNear_dB = 3;                 // below a limit

std::string sentence(const char* format, char letter) {
  char words[32];
  std::snprintf(words, sizeof words, format, letter);
  return words;
}

void show_number(Frame& frame, Rect cell, const std::string& name, const std::string& words,
                 Color color = theme::kTextHigh) {
  frame.canvas.text(cell.take_top(14), name, {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(cell, words, {Face::mono16, color, theme::kPanel});
}

void show_now(Frame& frame, Rect rect, char letter, const SoundLevelReading::Weighted& level) {
  const float width = frame.canvas.text_width(Face::mono40, "888.8") + 8;
  frame.canvas.text(rect.take_left(width), level_text(level.slow_dB),
                    {Face::mono40, frame.canvas.palette().loudness, theme::kPanel});
  Rect unit = rect.take_left(52);
  frame.canvas.text(unit.row(0, 2).inset(0, 2), "slow", {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(unit.row(1, 2).inset(0, 2), sentence("dB%c", letter),
                    {Face::semi11, theme::kTextHigh, theme::kPanel});
  show_number(frame, rect.column(0, 2, 4), "fast", level_text(level.fast_dB));
  show_number(frame, rect.column(1, 2, 4), "peak", level_text(level.peak_dB));
}

// The mean over each window; of a window that is not full yet, over what there is.
void show_means(Frame& frame, Rect rect, char letter, const SoundLevelReading::Weighted& level, int64_t seconds) {
  for (size_t i = 0; i < kLeqWindows_min.size(); ++i) {
    const auto place = static_cast<int>(i);
    const bool is_full = seconds >= 60 * kLeqWindows_min[i];
    show_number(frame, rect.row(place / 3, 2).column(place % 3, 3, 8),
                sentence("L%ceq ", letter) + std::to_string(kLeqWindows_min[i]) + " min", level_text(level.leq_dB[i]),
                is_full ? theme::kTextHigh : theme::kTextMid);
  }
}

// Its controls, and below them where it stands and what the coming minute may be.
void show_limit(Frame& frame, Rect rect, StripIndex meter, int number, const SoundLevelReading::Limit& limit) {
  const float gap = frame.fingers.space(metrics::kGap), small = frame.fingers.size(36);
  Rect row = rect.take_top(frame.fingers.size(metrics::kTextRow));
  const ControlId on = frame.id(meter, Param::spl_limit_on, number),
                  level = frame.id(meter, Param::spl_limit_level, number);
  switch_button(frame, row.take_left(64).middle(64, frame.fingers.size(22)),
                {"sound limit", static_cast<uint32_t>(number)}, on, "LIMIT " + std::to_string(number + 1),
                theme::kAccent, Face::semi11);
  row.take_left(gap);
  control_value(frame, row.take_left(72), level);
  row.take_left(gap);
  control_value(frame, row.take_right(small), frame.id(meter, Param::spl_limit_weighting, number));
  row.take_right(gap);
  control_value(frame, row, frame.id(meter, Param::spl_limit_window, number));
  rect.take_top(metrics::kGap);
  if (!limit.is_on) return;
  const float limit_dB = frame.edits.shown(level), over_dB = limit.leq_dB - limit_dB;
  const Color color = limit.is_passed ? theme::kFailure : over_dB > -kNear_dB ? theme::kWarning : theme::kGo;
  Rect state = rect.take_top(16);
  if (limit.is_passed) {
    const Rect chip = state.take_left(52);
    frame.canvas.fill(chip, color, 2);
    frame.canvas.text(chip, "PASSED", {Face::semi11, theme::kInk, color, Align::center});
    state.take_left(metrics::kGap);
  }
  frame.canvas.text(state.take_left(56), level_text(limit.leq_dB) + " dB",
                    {Face::mono11, theme::kTextHigh, theme::kPanel});
  const std::string time = limit.allowed_s > 60    ? "next " + std::to_string((limit.allowed_s + 59) / 60) + " min"
                           : limit.allowed_s == 60 ? "next minute"
                                                   : "next " + std::to_string(limit.allowed_s) + " s";
  const std::string next =
      limit.allowed_dB > 0 ? time + " at most " + level_text(limit.allowed_dB) : "even silence is too loud now";
  frame.canvas.text(state, next, {Face::sans11, theme::kTextMid, theme::kPanel, Align::right});
  Canvas well = frame.canvas.in_well();
  const Rect bar = rect.take_top(6).inset(0, 1);
  constexpr float kRange_dB = 30;  // up to 5 dB above the limit
  const float place = std::clamp((over_dB + kRange_dB - 5) / kRange_dB, 0.0f, 1.0f);
  well.fill(bar, theme::kWell);
  well.fill({bar.x, bar.y, bar.w * (std::isnan(place) ? 0.0f : place), bar.h}, color);
  well.vertical_line(bar.x + bar.w * (kRange_dB - 5) / kRange_dB, bar.y - 1, bar.bottom() + 1, theme::kTextHigh);
}

// The rule the limits are of, and what the loudest place of the audience has more than the microphone.
void show_rule(Frame& frame, Rect rect, StripIndex meter) {
  Rect row = frame.fingers.inside(rect);
  const float gap = frame.fingers.space(metrics::kPadding);
  frame.canvas.text(row.take_left(32), "Rule", {Face::sans11, theme::kTextMid, theme::kPanel});
  control_value(frame, row.take_right(72), frame.id(meter, Param::spl_correction));
  frame.canvas.text(row.take_right(60), "audience", {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
  row.take_right(gap - metrics::kPadding);
  control_value(frame, row, frame.id(meter, Param::spl_rule));
}

void show_peak_limit(Frame& frame, Rect rect, StripIndex meter, const SoundLevelReading::PeakLimit& limit) {
  Rect row = frame.fingers.inside(rect);
  const float gap = frame.fingers.space(metrics::kGap);
  switch_button(frame, row.take_left(64).middle(64, frame.fingers.size(22)), {"sound peak limit", 0},
                frame.id(meter, Param::spl_peak_on), "PEAK C", theme::kAccent, Face::semi11);
  row.take_left(gap);
  control_value(frame, row.take_left(72), frame.id(meter, Param::spl_peak_level));
  if (!limit.is_on) return;
  row.take_left(gap);
  if (limit.is_passed) {
    const Rect chip = row.take_left(52).middle(52, 16);
    frame.canvas.fill(chip, theme::kFailure, 2);
    frame.canvas.text(chip, "PASSED", {Face::semi11, theme::kInk, theme::kFailure, Align::center});
  }
  frame.canvas.text(row, level_text(limit.peak_C_dB) + " dB",
                    {Face::mono11, theme::kTextHigh, theme::kPanel, Align::right});
}

float limit_high(const Fingers& fingers) { return kLimit + fingers.size(metrics::kTextRow) - metrics::kTextRow; }

// Of what is looked at during a show.
float show_high(const Fingers& fingers) {
  return 2 * fingers.row(28) + kBig + 2 * kCell + 2 * metrics::kPadding + kSoundLimits * limit_high(fingers) +
         fingers.row(metrics::kTextRow);
}

void show_calibration(Frame& frame, Rect rect, StripIndex meter) {
  Rect row = frame.fingers.inside(rect);
  const float gap = frame.fingers.space(metrics::kGap);
  frame.canvas.text(row.take_left(64), "Full scale", {Face::sans11, theme::kTextMid, theme::kPanel});
  control_value(frame, row.take_left(72), frame.id(meter, Param::spl_calibration));
  row.take_left(frame.fingers.space(metrics::kPadding));
  control_value(frame, row.take_right(76), frame.id(meter, Param::spl_calibrate));
  row.take_right(gap);
  control_value(frame, row, frame.id(meter, Param::spl_calibrator));
}

}  // namespace

void show_sound_level_panel(Frame& frame, Rect rect) {
  const StripIndex meter = frame.desk.table().strip_of(kSoundLevel);
  const SoundLevelReading& reading = frame.desk.sound_level();
  const ControlId input = frame.id(meter, Param::input), weighting = frame.id(meter, Param::spl_weighting);
  const Fingers& fingers = frame.fingers;
  const float high = fingers.size(metrics::kTextRow), log_width = fingers.size(40), letter_width = fingers.size(36);
  // What is set once a night is left to the Desk page where fingers leave no room for it.
  const float settings_high = 2 * fingers.row(metrics::kTextRow) + std::max(metrics::kGap, fingers.gap / 2);
  const bool has_settings = rect.h >= show_high(fingers) + settings_high;
  Rect heading = rect.take_top(fingers.row(28));
  control_value(frame, heading.take_right(log_width).middle(log_width, high), frame.id(meter, Param::spl_log));
  frame.canvas.text(heading.take_right(32), "log", {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
  control_value(frame, heading.take_right(letter_width).middle(letter_width, high), weighting);
  heading.take_right(fingers.space(metrics::kGap));
  control_value(frame, heading.take_right(72).middle(72, high), input);
  title(frame, heading, "SOUND LEVEL");
  const auto shown =
      static_cast<size_t>(std::clamp(static_cast<int>(frame.edits.shown(weighting)), 0, kSoundWeightings - 1));
  const char letter = kLetters[shown];
  if (frame.edits.shown(input) > 0 && reading.aim != 0) {
    show_now(frame, rect.take_top(kBig), letter, reading.weighted[shown]);
    show_means(frame, rect.take_top(2 * kCell), letter, reading.weighted[shown], reading.seconds);
  } else {
    const bool is_patched = frame.edits.shown(input) > 0;
    Rect hint = rect.take_top(kBig + 2 * kCell);
    const TextStyle style{Face::sans13, theme::kTextMid, theme::kPanel};
    frame.canvas.text(
        hint.take_top(metrics::kTextRow),
        is_patched ? "The meter waits for the desk's sound." : "No measuring microphone is patched:", style);
    frame.canvas.text(hint.take_top(metrics::kTextRow), is_patched ? "" : "choose its input above, then calibrate.",
                      style);
  }
  rect.take_top(metrics::kPadding);
  if (has_settings) {
    show_rule(frame, rect.take_top(fingers.row(metrics::kTextRow)), meter);
    rect.take_top(std::max(metrics::kGap, fingers.gap / 2));
  }
  for (int number = 0; number < kSoundLimits; ++number)
    show_limit(frame, rect.take_top(limit_high(fingers)), meter, number, reading.limit[static_cast<size_t>(number)]);
  show_peak_limit(frame, rect.take_top(fingers.row(metrics::kTextRow)), meter, reading.peak_limit);
  rect.take_top(metrics::kPadding);
  if (has_settings) show_calibration(frame, rect.take_top(fingers.row(metrics::kTextRow)), meter);
  Rect foot = rect.take_top(fingers.row(28));
  const ControlId reset = frame.id(meter, Param::meter_reset);
  reach(frame, reset);
  if (button(frame, foot.take_right(76).middle(76, fingers.size(22)), {"sound level reset", 0}, "RESET",
             unlit(Face::semi11))
          .pressed)
    frame.edits.act(reset);
  char words[48];
  std::snprintf(words, sizeof words, "measured %lld:%02lld min", static_cast<long long>(reading.seconds / 60),
                static_cast<long long>(reading.seconds % 60));
  frame.canvas.text(foot, words, {Face::sans11, theme::kTextMid, theme::kPanel});
}

}  // namespace headroom::display
