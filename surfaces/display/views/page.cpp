#include "surfaces/display/views/page.h"

#include "surfaces/display/views/channel_page.h"
#include "surfaces/display/views/desk_page.h"
#include "surfaces/display/views/field_page.h"
#include "surfaces/display/views/health_page.h"
#include "surfaces/display/views/layer_bar.h"
#include "surfaces/display/views/map_lesson.h"
#include "surfaces/display/views/master_column.h"
#include "surfaces/display/views/meters_page.h"
#include "surfaces/display/views/mixer_page.h"
#include "surfaces/display/views/patch_page.h"
#include "surfaces/display/views/rail.h"
#include "surfaces/display/views/record_page.h"
#include "surfaces/display/views/scenes_page.h"
#include "surfaces/display/views/setup_page.h"
#include "surfaces/display/views/sheets.h"
#include "surfaces/display/views/top_bar.h"
#include "surfaces/display/views/wall_page.h"

namespace headroom::display {

Regions lay_out(Rect page, bool with_selected_channel, const Fingers& fingers, bool with_banner) {
  using namespace metrics;
  const bool is_narrow = page.w < kNarrowPage;
  Regions regions;
  regions.top_bar = page.take_top(top_bar_height(page.w, fingers));
  regions.layer_bar = page.take_bottom(fingers.row(kLayerBar));
  regions.rail = page.take_left(std::max(is_narrow ? kRailNarrow : kRail, fingers.target + fingers.gap + kHairline));
  // Four targets lie side by side in the master column.
  regions.master =
      page.take_right(std::max(is_narrow ? kMasterNarrow : kMaster, 4 * (fingers.target + fingers.gap) + 2 * kPadding));
  regions.banner = page.take_top(with_banner ? fingers.row(kSpillBanner) : 0);
  regions.selected_channel = page.take_top(with_selected_channel && !fingers.any() ? kSelectedChannel : 0);
  regions.strips = page;
  return regions;
}

void show_page(Frame& frame, Rect page) {
  const Regions regions = lay_out(page, frame.open.selected_channel, frame.fingers, has_lesson(frame));
  frame.canvas.fill(page, theme::kApp);
  if (frame.open.page == Page::wall) {
    show_wall_page(frame, {page.x, regions.top_bar.bottom(), page.w, page.bottom() - regions.top_bar.bottom()});
    show_top_bar(frame, regions.top_bar);
    return show_sheets(frame, page);
  }
  // What is touched in the middle keeps its distance from the bars.
  Rect middle = regions.middle();
  if (frame.fingers.any()) {
    frame.canvas.fill(middle, theme::kPanel);
    middle = middle.inset(frame.fingers.gap / 2);
  }
  switch (frame.open.page) {
    case Page::mixer: show_mixer_page(frame, regions); break;
    case Page::channel: show_channel_page(frame, middle); break;
    case Page::field: show_field_page(frame, middle); break;
    case Page::meters: show_meters_page(frame, middle); break;
    case Page::wall: break;  // it has no bars beside it
    case Page::patch: show_patch_page(frame, middle); break;
    case Page::scenes: show_scenes_page(frame, middle); break;
    case Page::record: show_record_page(frame, middle); break;
    case Page::health: show_health_page(frame, middle); break;
    case Page::desk: show_desk_page(frame, middle); break;
    case Page::setup: show_setup_page(frame, middle); break;
  }
  if (has_lesson(frame)) show_lesson(frame, regions.banner);
  show_rail(frame, regions.rail);
  show_master_column(frame, regions.master);
  show_layer_bar(frame, regions.layer_bar);
  show_top_bar(frame, regions.top_bar);
  show_sheets(frame, page);
}

}  // namespace headroom::display
