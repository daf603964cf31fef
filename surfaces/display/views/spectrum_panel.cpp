#include "surfaces/display/views/spectrum_panel.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>

#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/spectrum_plot.h"

namespace headroom::display {
namespace {

constexpr float kControls = 32, kControl = 24;
constexpr double kSentence_s = 8;

// A choice of this screen alone: a click goes on to the next, a right click back.
template <class Value>
void cycle(Frame& frame, Rect& row, float width, TouchId id, const std::string& words, std::span<const Value> choices,
           Value& value) {
  const Touch pointer = button(
      frame, row.take_left(frame.fingers.size(width)).middle(frame.fingers.size(width), frame.fingers.size(kControl)),
      id, words, {Face::sans11, theme::kRaised, theme::kTextHigh});
  row.take_left(frame.fingers.space(metrics::kGap));
  const auto count = static_cast<std::ptrdiff_t>(choices.size());
  const auto now = std::find(choices.begin(), choices.end(), value) - choices.begin();
  if (pointer.pressed) value = choices[static_cast<size_t>((now + 1) % count)];
  if (pointer.right_clicked) value = choices[static_cast<size_t>((now + count - 1) % count)];
}

void show_fft_choices(Frame& frame, Rect& row) {
  FftChoice& fft = frame.open.field.fft;
  constexpr std::array kWindows = {SpectrumWindow::hann, SpectrumWindow::blackman_harris, SpectrumWindow::flat_top,
                                   SpectrumWindow::rectangular};
  constexpr const char* kWindowWords[] = {"Hann", "Blackman-Harris", "flat top", "rectangular"};
  constexpr std::array kFrames = {2048, 4096, 8192, 16384};
  constexpr std::array kAverages_s = {0.0f, 0.1f, 0.3f, 1.0f, 3.0f};
  cycle<SpectrumWindow>(frame, row, 104, {"fft window", 0}, kWindowWords[static_cast<size_t>(fft.window)], kWindows,
                        fft.window);
  cycle<int>(frame, row, 48, {"fft frames", 0}, std::to_string(fft.window_frames / 1024) + "k", kFrames,
             fft.window_frames);
  char words[16] = "no mean";
  if (fft.average_s > 0) std::snprintf(words, sizeof words, "%g s", static_cast<double>(fft.average_s));
  cycle<float>(frame, row, 56, {"fft average", 0}, words, kAverages_s, fft.average_s);
}

void show_tilt(Frame& frame, Rect& row) {
  constexpr std::array kTilts_dB = {0.0f, 3.0f, 4.5f};
  char words[24] = "flat";
  if (frame.open.field.tilt_dB > 0)
    std::snprintf(words, sizeof words, "+%g dB/oct", static_cast<double>(frame.open.field.tilt_dB));
  cycle<float>(frame, row, 76, {"spectrum tilt", 0}, words, kTilts_dB, frame.open.field.tilt_dB);
}

void show_reference(Frame& frame, Rect& row, int tap) {
  FieldView& view = frame.open.field;
  const ButtonLook look = unlit(Face::semi11);
  const bool has_reference = !frame.reference.curve().empty();
  const bool is_shown = has_reference && view.with_reference;
  if (button(frame, row.take_right(frame.fingers.size(44)).middle(frame.fingers.size(44), frame.fingers.size(kControl)),
             {"show reference", 0}, "REF", is_shown ? lit(theme::kWarning, theme::kInk, Face::semi11) : look)
          .pressed)
    view.with_reference = !view.with_reference;
  row.take_right(frame.fingers.space(metrics::kGap));
  if (button(frame, row.take_right(frame.fingers.size(56)).middle(frame.fingers.size(56), frame.fingers.size(kControl)),
             {"store reference", 0}, "STORE", look)
          .pressed) {
    const ReferenceCurve shown = shown_spectrum(frame, tap);
    // What is kept is not given up for nothing.
    const Outcome stored = shown.empty() ? Outcome(Error{"There is no spectrum to keep: the tap hears nothing"})
                                         : frame.reference.store(shown);
    view.with_reference = true;
    frame.open.toast =
        Toast{stored ? "The spectrum is kept as the reference" : stored.error(), frame.now_s + kSentence_s};
  }
  row.take_right(frame.fingers.space(metrics::kGap));
}

}  // namespace

void show_spectrum_panel(Frame& frame, Rect rect, int tap) {
  FieldView& view = frame.open.field;
  const StripIndex meter = frame.desk.table().strip_of(kMeter, tap + 1);
  const float gap = frame.fingers.space(metrics::kGap), high = frame.fingers.size(kControl);
  // Under fingers the choices have a row of their own.
  Rect row = rect.take_top(frame.fingers.row(kControls));
  Rect second = rect.take_top(frame.fingers.any() ? frame.fingers.row(kControls) : 0);
  for (const bool is_fft : {false, true}) {
    const bool is_on = view.shows_fft == is_fft;
    if (button(frame, row.take_left(frame.fingers.size(44)).middle(frame.fingers.size(44), high),
               {"spectrum kind", is_fft}, is_fft ? "FFT" : "RTA",
               is_on ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      view.shows_fft = is_fft;
    row.take_left(gap);
  }
  show_reference(frame, row, tap);
  Rect& choices = frame.fingers.any() ? second : row;
  if (view.shows_fft) {
    show_fft_choices(frame, choices);
  } else {
    control_value(frame, choices.take_left(88).middle(88, high), frame.id(meter, Param::meter_bands));
    choices.take_left(gap);
    control_value(frame, choices.take_left(72).middle(72, high), frame.id(meter, Param::meter_average));
    choices.take_left(gap);
  }
  show_tilt(frame, choices);
  if (button(frame, choices.take_left(frame.fingers.size(52)).middle(frame.fingers.size(52), high), {"clear held", 0},
             "CLEAR", unlit(Face::semi11))
          .pressed) {
    frame.desk.heard().spectrum().reset_held();
    // The bands' highest begin anew with all that the tap measures.
    if (!view.shows_fft) frame.edits.act(frame.id(meter, Param::meter_reset));
  }
  spectrum_plot(frame, rect, tap);
}

void show_spectrogram_panel(Frame& frame, Rect rect) {
  title(frame, rect.take_top(24), "SPECTROGRAM · 30 S");
  spectrogram_plot(frame, rect);
}

}  // namespace headroom::display
