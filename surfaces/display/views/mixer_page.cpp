#include "surfaces/display/views/mixer_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "surfaces/display/views/selected_channel.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/banner.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kLeastStrip = 38, kBack = 96, kTurn = 36;

// Says whose members lie on the strips, turns their pages, and leads back; cuts its room off `rect`.
void show_spill_banner(Frame& frame, Rect& rect) {
  Rect banner = rect.take_top(frame.fingers.row(metrics::kSpillBanner));
  frame.canvas.fill(banner, theme::kEditMode);
  const TextStyle words{Face::semi13, theme::kInk, theme::kEditMode};
  banner.take_right(frame.fingers.gap / 2);
  if (banner_key(frame, banner, kBack, {"spill back", 0}, "Back · Esc")) return frame.open.spilled.reset();
  const Spill& spill = frame.spill;
  frame.open.spill_page = spill.page;
  if (spill.pages > 1) {
    const bool is_first = spill.page == 0, is_last = spill.page == spill.pages - 1;
    if (banner_key(frame, banner, kTurn, {"spill on", 0}, ">") && !is_last) ++frame.open.spill_page;
    frame.canvas.text(banner.take_right(64), std::to_string(spill.page + 1) + " of " + std::to_string(spill.pages),
                      {words.face, words.color, words.on, Align::center});
    if (banner_key(frame, banner, kTurn, {"spill before", 0}, "<") && !is_first) --frame.open.spill_page;
  }
  const std::string count = spill.members == 0   ? "nothing is in it yet"
                            : spill.members == 1 ? "1 member"
                                                 : std::to_string(spill.members) + " members";
  frame.canvas.text(banner.inset(12, 0), "SPILL · " + frame.desk.show().strip_name(*frame.open.spilled) + " · " + count,
                    words);
}

// Says whose sends lie on the faders, and brings the levels back; what lies under it is framed, so that nobody takes a
// send for a level. Cuts its room off `rect`.
void show_sends_banner(Frame& frame, Rect& rect) {
  const StripIndex bus = *frame.open.sends_on_faders;
  Rect banner = rect.take_top(frame.fingers.row(metrics::kSpillBanner));
  frame.canvas.fill(banner, theme::kEditMode);
  banner.take_right(frame.fingers.gap / 2);
  if (banner_key(frame, banner, kBack, {"sends back", 0}, "Back · Esc")) frame.open.sends_on_faders.reset();
  const DeskStrip& place = frame.desk.table().strip(bus);
  frame.canvas.text(banner.inset(12, 0),
                    (place.kind == kAux ? "SENDS ON FADERS · Aux " : "SENDS ON FADERS · Matrix ") +
                        std::to_string(place.number) + " · " + frame.desk.show().strip_name(bus),
                    {Face::semi13, theme::kInk, theme::kEditMode});
  constexpr float kFrame = 4;
  frame.canvas.frame(rect, theme::kEditMode, kFrame);
  rect = rect.inset(kFrame);
}

void show_strips(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kApp);
  if (frame.open.sends_on_faders) show_sends_banner(frame, rect);
  if (frame.open.spilled) show_spill_banner(frame, rect);
  const std::vector<StripIndex>& strips = frame.strips();
  const int places = strips_that_fit(rect.w, frame.open.strips, frame.fingers);
  const auto left_of = [&](size_t place) {
    return rect.x + std::floor(rect.w * static_cast<float>(place) / static_cast<float>(places));
  };
  for (size_t i = 0; i < strips.size(); ++i)
    show_strip(frame, {left_of(i), rect.y, left_of(i + 1) - left_of(i), rect.h}, strips[i]);
}

}  // namespace

int strips_that_fit(float width, int wanted, const Fingers& fingers) {
  const float least = fingers.any() ? fingers.urgent + fingers.gap + metrics::kHairline : kLeastStrip;
  return std::clamp(wanted, 1, std::max(1, static_cast<int>(width / least)));
}

void show_mixer_page(Frame& frame, const Regions& regions) {
  show_strips(frame, regions.strips);
  if (!regions.selected_channel.is_empty()) show_selected_channel(frame, regions.selected_channel);
}

}  // namespace headroom::display
