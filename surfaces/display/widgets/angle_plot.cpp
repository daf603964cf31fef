#include "surfaces/display/widgets/angle_plot.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace headroom::display {
namespace {

constexpr float kNames = 28, kLeastPitch = 14;

struct AngleMark {
  float place;  // 0 top ... 1 foot
  const char* words;
};
// Of stereo +90...-90 degrees of a goniometer; of surround the circle, cut behind. What matters most comes first: where
// room is short the others have no name.
constexpr AngleMark kStereo[] = {{0.5f, "M"}, {0.25f, "L"}, {0.75f, "R"}};
constexpr AngleMark kAround[] = {
    {0.5f, "C"}, {70.0f / 360, "Ls"}, {290.0f / 360, "Rs"}, {150.0f / 360, "L"}, {210.0f / 360, "R"}};

}  // namespace

void angle_plot(Frame& frame, Rect rect) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  Rect names = rect.take_left(kNames);
  canvas.image(frame.pictures[static_cast<size_t>(LivePicture::angles)], rect);
  const bool is_around = frame.desk.tap(frame.desk.heard().tap()).aim().layout > SpeakerLayout::stereo;
  const std::span<const AngleMark> marks =
      is_around ? std::span<const AngleMark>(kAround) : std::span<const AngleMark>(kStereo);
  std::vector<float> named;
  for (const AngleMark& mark : marks) {
    const float y = rect.y + rect.h * mark.place;
    canvas.horizontal_line(rect.x, rect.right(), y, with_alpha(theme::kTextMid, mark.place == 0.5f ? 0.5f : 0.25f));
    if (std::any_of(named.begin(), named.end(), [&](float other) { return std::abs(other - y) < kLeastPitch; }))
      continue;
    named.push_back(y);
    canvas.text({names.x, y - 7, names.w - 4, 14}, mark.words,
                {Face::sans11, theme::kTextMid, theme::kWell, Align::right});
  }
  for (int ten_s = 1; ten_s < 3; ++ten_s)
    canvas.vertical_line(rect.right() - rect.w * static_cast<float>(ten_s) / 3, rect.y, rect.bottom(),
                         with_alpha(theme::kTextMid, 0.25f));
}

}  // namespace headroom::display
