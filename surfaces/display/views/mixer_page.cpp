#include "surfaces/display/views/mixer_page.h"

#include <algorithm>
#include <cmath>

#include "surfaces/display/views/layer_bar.h"
#include "surfaces/display/views/master_column.h"
#include "surfaces/display/views/selected_channel.h"
#include "surfaces/display/views/sheets.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/views/top_bar.h"

namespace headroom::display {
namespace {

constexpr float kLeastStrip = 38;

// Three small faders: the mixer page.
void show_mixer_icon(Canvas& canvas, Point center, Color color) {
  constexpr float kPlaces[] = {-2, 4, -5};
  for (int i = 0; i < 3; ++i) {
    const float x = center.x + static_cast<float>(i - 1) * 7;
    canvas.vertical_line(x, center.y - 9, center.y + 9, color);
    canvas.fill({x - 2, center.y + kPlaces[i] - 2, 5, 4}, color);
  }
}

void show_rail(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  canvas.fill(rect, theme::kPanel);
  canvas.vertical_line(rect.right() - 1, rect.y, rect.bottom(), theme::kLine);
  rect.w -= 1;
  rect.take_top(8);
  const Rect mix = rect.take_top(60);
  canvas.fill(mix, theme::kSelected);
  canvas.fill({mix.x, mix.y, 3, mix.h}, theme::kAccent);
  show_mixer_icon(canvas, {mix.center().x, mix.y + 22}, theme::kTextHigh);
  canvas.text({mix.x, mix.bottom() - 22, mix.w, 16}, "Mix", {Face::sans11, theme::kTextHigh, theme::kSelected, Align::center});

  rect.take_bottom(8);
  const Rect keys = rect.take_bottom(60);
  const Touch pointer = touch(canvas, keys, {"shortcuts", 0});
  const Color ground = pointer.hovered ? theme::kRaised : theme::kPanel;
  canvas.fill(keys, ground);
  canvas.text({keys.x, keys.y + 8, keys.w, 24}, "?", {Face::semi18, theme::kTextMid, ground, Align::center});
  canvas.text({keys.x, keys.bottom() - 22, keys.w, 16}, "Keys", {Face::sans11, theme::kTextMid, ground, Align::center});
  if (pointer.pressed) turn_shortcuts(frame.open);
}

void show_strips(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kApp);
  const Layer& layer = frame.layers[static_cast<size_t>(frame.open.layer)];
  const int places = strips_that_fit(rect.w, frame.open.strips);
  const auto left_of = [&](size_t place) { return rect.x + std::floor(rect.w * static_cast<float>(place) / static_cast<float>(places)); };
  for (size_t i = 0; i < layer.strips.size(); ++i)
    show_strip(frame, {left_of(i), rect.y, left_of(i + 1) - left_of(i), rect.h}, layer.strips[i]);
}

}  // namespace

Regions lay_out(Rect page, bool with_selected_channel) {
  using namespace metrics;
  const bool is_narrow = page.w < kNarrowPage;
  Regions regions;
  regions.top_bar = page.take_top(kTopBar);
  regions.layer_bar = page.take_bottom(kLayerBar);
  regions.rail = page.take_left(is_narrow ? kRailNarrow : kRail);
  regions.master = page.take_right(is_narrow ? kMasterNarrow : kMaster);
  regions.selected_channel = page.take_top(with_selected_channel ? kSelectedChannel : 0);
  regions.strips = page;
  return regions;
}

int strips_that_fit(float width, int wanted) {
  return std::clamp(wanted, 1, std::max(1, static_cast<int>(width / kLeastStrip)));
}

void show_mixer_page(Frame& frame, Rect page) {
  const Regions regions = lay_out(page, frame.open.selected_channel);
  frame.canvas.fill(page, theme::kApp);
  show_strips(frame, regions.strips);
  if (!regions.selected_channel.is_empty()) show_selected_channel(frame, regions.selected_channel);
  show_rail(frame, regions.rail);
  show_master_column(frame, regions.master);
  show_layer_bar(frame, regions.layer_bar);
  show_top_bar(frame, regions.top_bar);
  show_sheets(frame, page);
}

}  // namespace headroom::display
