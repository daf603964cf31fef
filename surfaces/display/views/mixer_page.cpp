#include "surfaces/display/views/mixer_page.h"

#include <algorithm>
#include <cmath>

#include "surfaces/display/views/selected_channel.h"
#include "surfaces/display/views/strip.h"

namespace headroom::display {
namespace {

constexpr float kLeastStrip = 38;

void show_strips(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kApp);
  const Layer& layer = frame.layers[static_cast<size_t>(frame.open.layer)];
  const int places = strips_that_fit(rect.w, frame.open.strips);
  const auto left_of = [&](size_t place) { return rect.x + std::floor(rect.w * static_cast<float>(place) / static_cast<float>(places)); };
  for (size_t i = 0; i < layer.strips.size(); ++i)
    show_strip(frame, {left_of(i), rect.y, left_of(i + 1) - left_of(i), rect.h}, layer.strips[i]);
}

}  // namespace

int strips_that_fit(float width, int wanted) {
  return std::clamp(wanted, 1, std::max(1, static_cast<int>(width / kLeastStrip)));
}

void show_mixer_page(Frame& frame, const Regions& regions) {
  show_strips(frame, regions.strips);
  if (!regions.selected_channel.is_empty()) show_selected_channel(frame, regions.selected_channel);
}

}  // namespace headroom::display
