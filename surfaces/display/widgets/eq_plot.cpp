#include "surfaces/display/widgets/eq_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <vector>

#include "console/curve.h"
#include "console/meters/tap_target.h"
#include "console/strip_design.h"
#include "console/value_text.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/spectrum_plot.h"

namespace headroom::display {
namespace {

constexpr float kRange_dB = 18;
constexpr float kNode = 9;        // radius
constexpr float kNodeReach = 14;  // of the pointer
constexpr int kPoints = 321;
constexpr float kShadow = 0.3f;  // opacity of the spectrum behind

float x_of(Rect plot, double freq_hz) { return plot.x + plot.w * static_cast<float>(place_of(freq_hz)); }
float y_of(Rect plot, float dB) {
  return plot.center().y - std::clamp(dB, -kRange_dB, kRange_dB) / kRange_dB * plot.h / 2;
}

// Lines within the plot, numbers beside it.
void show_grid(Canvas& canvas, Canvas& well, Rect plot) {
  struct Mark {
    float freq_hz;
    const char* words;  // null: a line without a number
  };
  constexpr Mark kMarks[] = {{20, "20"},   {50, "50"},   {100, "100"}, {200, "200"},   {500, "500"},
                             {1000, "1k"}, {2000, "2k"}, {5000, "5k"}, {10000, "10k"}, {20000, "20k"}};
  const TextStyle number{Face::mono11, theme::kTextLow, theme::kPanel, Align::center};
  for (const Mark& mark : kMarks) {
    const float x = x_of(plot, mark.freq_hz);
    if (mark.freq_hz > 20 && mark.freq_hz < 20000) well.vertical_line(x, plot.y, plot.bottom(), theme::kGrid);
    canvas.text({x - 18, plot.bottom() + 2, 36, 16}, mark.words, number);
  }
  for (int dB = -12; dB <= 12; dB += 6) {
    well.horizontal_line(plot.x, plot.right(), y_of(plot, static_cast<float>(dB)),
                         dB == 0 ? theme::kLine : theme::kGrid);
    char words[8];
    std::snprintf(words, sizeof words, dB == 0 ? "%d" : "%+d", dB);
    canvas.text({plot.x - 36, y_of(plot, static_cast<float>(dB)) - 8, 30, 16}, words,
                {Face::mono11, theme::kTextLow, theme::kPanel, Align::right});
  }
}

std::vector<Point> plotted(Rect plot, const std::vector<float>& curve_dB) {
  std::vector<Point> points(curve_dB.size());
  for (size_t i = 0; i < points.size(); ++i)
    points[i] = {plot.x + plot.w * static_cast<float>(i) / static_cast<float>(points.size() - 1),
                 y_of(plot, curve_dB[i])};
  return points;
}

// The controls of a section; high-pass and low-pass have neither gain nor Q, and a slope for a type.
struct SectionControls {
  ControlId freq, gain, q, type;
};
SectionControls controls_of(const Table& table, StripIndex strip, int section) {
  if (section == kHighPassSection)
    return {table.id(strip, Param::hp_freq), kNoControl, kNoControl, table.id(strip, Param::hp_slope)};
  if (section == low_pass_section(table, strip))
    return {table.id(strip, Param::lp_freq), kNoControl, kNoControl, table.id(strip, Param::lp_slope)};
  const auto id = [&](EqBandPart part) { return table.id(strip, eq_band(section - 1, part)); };
  return {id(EqBandPart::freq), id(EqBandPart::gain), id(EqBandPart::q), id(EqBandPart::type)};
}

ControlId switch_of(const Table& table, StripIndex strip, int section) {
  const bool is_low_pass = section == low_pass_section(table, strip);
  return table.id(strip, section == kHighPassSection ? Param::hp_on : is_low_pass ? Param::lp_on : Param::eq_on);
}

// As it stands on the node: "HP", the band's number, "LP".
std::string section_mark(const Table& table, StripIndex strip, int section) {
  if (section == kHighPassSection) return "HP";
  return section == low_pass_section(table, strip) ? "LP" : std::to_string(section);
}

// High-pass and low-pass are both grey: their letters tell them apart.
Color section_color(const Table& table, StripIndex strip, int section) {
  return theme::kBandColors[static_cast<size_t>(section == low_pass_section(table, strip) ? kHighPassSection
                                                                                          : section)];
}

Point node_of(const Frame& frame, Rect plot, StripIndex strip, int section) {
  const SectionControls ids = controls_of(frame.desk.table(), strip, section);
  const double freq_hz = frame.edits.shown(ids.freq);
  // High-pass and low-pass are marked where they are 3 dB down; bands at their own gain.
  const float dB = ids.gain == kNoControl ? -3.0f : frame.edits.shown(ids.gain);
  return {std::clamp(x_of(plot, freq_hz), plot.x, plot.right()), y_of(plot, dB)};
}

void move_node(Frame& frame, const Touch& pointer, const SectionControls& ids, Rect plot) {
  Edits& edits = frame.edits;
  if (pointer.double_clicked) {
    for (const ControlId id : {ids.freq, ids.gain, ids.q})
      if (id != kNoControl) edits.set(id, frame.desk.table().standard_value(id));
    return;
  }
  if (pointer.right_clicked && ids.type != kNoControl) {
    const float types = frame.desk.table().row(ids.type).max + 1;
    edits.set(ids.type, std::fmod(edits.shown(ids.type) + 1, types));
  }
  if (pointer.wheel != 0 && ids.q != kNoControl) edits.step(ids.q, pointer.wheel * 3, pointer.fine);
  if (pointer.pressed) {
    const ControlId both[] = {ids.freq, ids.gain};
    edits.grab_together(std::span(both).first(ids.gain != kNoControl ? 2 : 1), pointer.hand);
  }
  if (!edits.is_held_by(pointer.hand, ids.freq)) return;
  const float fine = pointer.fine ? 0.1f : 1.0f;
  if (pointer.held && pointer.moved.x != 0) {
    const double place = place_of(edits.shown(ids.freq)) + static_cast<double>(pointer.moved.x / plot.w * fine);
    edits.move_to(ids.freq, static_cast<float>(frequency_at(place)));
  }
  if (pointer.held && pointer.moved.y != 0 && ids.gain != kNoControl)
    edits.move_by(ids.gain, -pointer.moved.y / plot.h * fine);
  if (pointer.released) {
    edits.release(ids.freq);
    if (ids.gain != kNoControl) edits.release(ids.gain);
  }
}

void show_node(Canvas& canvas, Point at, const std::string& mark, Color color, bool is_on, bool is_lit) {
  const Color fill = is_on ? color : theme::kRaised;
  canvas.circle(at, kNode + 1.5f, is_lit ? theme::kWhite : theme::kWell);
  canvas.circle(at, kNode, fill);
  if (!is_on) canvas.circle(at, kNode, color, false, 1.5f);
  canvas.text({at.x - 10, at.y - 8, 20, 16}, mark,
              {Face::semi11, is_on ? theme::kInk : theme::kTextMid, fill, Align::center});
}

// How much is said of a section, as the room allows.
enum class Telling { all, values, frequency_and_gain };

std::string section_text(const DeskCopy& desk, StripIndex strip, int section, Telling telling) {
  const SectionControls ids = controls_of(desk.table(), strip, section);
  const auto words = [&](ControlId id) { return shown_value(desk.table().row(id), desk.show().value(id)); };
  if (ids.gain == kNoControl)
    return std::string(section == kHighPassSection ? "high-pass · " : "low-pass · ") + words(ids.freq) +
           (telling == Telling::all ? " · " + words(ids.type) : "");
  std::string values = words(ids.freq) + " · " + signed_dB(desk.show().value(ids.gain));
  if (telling != Telling::frequency_and_gain) values += " · Q " + words(ids.q);
  return telling != Telling::all ? values
                                 : "band " + std::to_string(section) + " · " + words(ids.type) + " · " + values;
}

int section_at_hand(const Frame& frame, StripIndex strip) {
  for (int section = 0; section < plotted_sections(frame.desk.table(), strip); ++section) {
    const SectionControls ids = controls_of(frame.desk.table(), strip, section);
    if (frame.edits.is_held(ids.freq)) return section;
  }
  return std::min(frame.open.section, low_pass_section(frame.desk.table(), strip));
}

// A finger's nodes overlap where they stand close together: the one nearest to it is taken.
std::vector<int> by_nearness(const Frame& frame, Rect plot, StripIndex strip, int sections) {
  std::vector<int> order(static_cast<size_t>(sections));
  std::iota(order.begin(), order.end(), 0);
  if (!frame.fingers.any()) return order;
  const Point pointer = frame.canvas.fingertips().newest_place(pointer_place(frame.canvas));
  const auto distance = [&](int section) {
    const Point at = node_of(frame, plot, strip, section);
    return std::hypot(at.x - pointer.x, at.y - pointer.y);
  };
  std::sort(order.begin(), order.end(), [&](int a, int b) { return distance(a) < distance(b); });
  return order;
}

}  // namespace

void analyser_button(Frame& frame, Rect rect, StripIndex strip) {
  if (!can_be_metered(frame.desk.table(), strip)) return;
  const bool is_heard = frame.desk.tap_hearing(strip) >= 0;
  const ControlId source = frame.id(frame.desk.table().strip_of(kMeter, kMeterTaps), Param::source);
  if (!button(frame, rect, {"analyser", strip}, "RTA",
              is_heard ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
           .pressed)
    return;
  const bool is_ours = static_cast<StripIndex>(frame.edits.shown(source)) == strip;
  frame.edits.set(source, is_ours ? frame.desk.table().max_value(source) : static_cast<float>(strip));
}

void section_line(Frame& frame, Rect rect, StripIndex strip) {
  const int section = section_at_hand(frame, strip);
  TextStyle style{Face::mono13, theme::kTextHigh, theme::kPanel, Align::right};
  std::string words = section_text(frame.desk, strip, section, Telling::all);
  const auto fits = [&] { return frame.canvas.text_width(style.face, words) <= rect.w; };
  if (!fits()) style.face = Face::mono11;
  for (const Telling less : {Telling::values, Telling::frequency_and_gain})
    if (!fits()) words = section_text(frame.desk, strip, section, less);
  frame.canvas.text(rect, words, style);
}

void eq_plot(Frame& frame, Rect rect, StripIndex strip) {
  Canvas canvas = frame.canvas.in_well();
  rect.take_left(36);
  rect.take_bottom(18);
  const Rect plot = rect;
  canvas.fill(plot, theme::kWell);
  show_grid(frame.canvas, canvas, plot);

  const int tap = frame.desk.tap_hearing(strip);
  if (tap >= 0 && frame.desk.tap(tap).has_reading())
    spectrum_shadow(canvas, plot, frame.desk.tap(tap).reading().spectrum, with_alpha(theme::kAccent, kShadow));
  const Response& response = frame.desk.response(strip, kPoints);
  const bool eq_on = frame.desk.is_on(strip, Param::eq_on);
  const Table& table = frame.desk.table();
  const int sections = plotted_sections(table, strip);
  const std::vector<Point> composite = plotted(plot, response.composite_dB);
  canvas.clip(plot);
  canvas.area(composite, y_of(plot, 0), with_alpha(theme::kAccent, response.is_flat ? 0.0f : 0.14f));
  for (int section = 1; section < low_pass_section(table, strip) && eq_on; ++section) {
    if (eq_band_is_flat(frame.desk.show(), strip, section - 1)) continue;
    canvas.curve(plotted(plot, response.section_dB[static_cast<size_t>(section)]),
                 with_alpha(theme::kBandColors[static_cast<size_t>(section)], 0.4f), 1);
  }
  canvas.curve(composite, response.is_flat ? theme::kTextLow : theme::kTextHigh, 2);
  canvas.unclip();

  const float reached = frame.fingers.size(2 * kNodeReach);
  for (const int section : by_nearness(frame, plot, strip, sections)) {
    const Point at = node_of(frame, plot, strip, section);
    const Rect reach{at.x - reached / 2, at.y - reached / 2, reached, reached};
    const Touch pointer =
        touch(canvas, reach, {"eq node", static_cast<uint32_t>(strip) * kMaxSections + static_cast<uint32_t>(section)});
    if (pointer.hovered || pointer.held) frame.open.section = section;
    move_node(frame, pointer, controls_of(table, strip, section), plot);
    show_node(canvas, node_of(frame, plot, strip, section), section_mark(table, strip, section),
              section_color(table, strip, section), frame.edits.shown(switch_of(table, strip, section)) >= 0.5f,
              pointer.hovered || pointer.held);
  }
}

}  // namespace headroom::display
