#include "surfaces/midi/surface_view.h"

#include <algorithm>

#include "console/control_words.h"
#include "console/dca.h"

namespace headroom {
namespace {

ControlId strip_fader(const LinkClient& desk, const BoxWindow& window, int place) {
  const int strip = window.strip_at(place);
  return strip < 0 ? kNoControl : desk.table().id(static_cast<StripIndex>(strip), Param::fader);
}

}  // namespace

SurfaceView::SurfaceView(const Table& table, const PotView& pots)
    : layer_(table), pages_(pot_parameters(table)), pots_(pots) {
  pots_.first = std::clamp(pots_.first, 0, std::max(0, static_cast<int>(parameters().size()) - 1));
}

void SurfaceView::open_page(const LinkClient& desk, int page) {
  pots_.page = page;
  pots_.spread = kPotPages[page].spread;
  pots_.first = 0;
  const Table& table = desk.table();
  const StripIndex selected = selected_strip(desk);
  const StripIndex channel = table.strip_of(kChannel);
  for (size_t i = 0; i < parameters().size(); ++i) {
    const PotParameter& parameter = parameters()[i];
    const ControlId id = table.id(channel, parameter.param, parameter.repeat);
    if (id == kNoControl || strip_of_repeat(table, table.row(id), parameter.repeat) != selected) continue;
    pots_.spread = PotSpread::across;
    pots_.first = static_cast<int>(i);
    return;
  }
}

// The parameter that stood first still does, counted among all of the page or among those the selected strip has.
void SurfaceView::set_spread(const LinkClient& desk, PotSpread spread) {
  if (pots_.spread == spread) return;
  const StripIndex strip = selected_strip(desk);
  const auto has = [&](const PotParameter& parameter) {
    return desk.table().id(strip, parameter.param, parameter.repeat) != kNoControl;
  };
  int first = 0;
  if (spread == PotSpread::into) {
    const auto before = std::count_if(parameters().begin(), parameters().begin() + pots_.first, has);
    first = static_cast<int>(before) / layer_.width() * layer_.width();
  } else {
    int left = pots_.first;
    const auto found = std::find_if(parameters().begin(), parameters().end(),
                                    [&](const PotParameter& parameter) { return has(parameter) && left-- == 0; });
    first = found == parameters().end() ? 0 : static_cast<int>(found - parameters().begin());
  }
  pots_.spread = spread;
  pots_.first = first;
}

void SurfaceView::step(const LinkClient& desk, int direction) {
  const bool across = pots_.spread == PotSpread::across;
  const int width = across ? 1 : layer_.width();
  const int count = across ? static_cast<int>(parameters().size()) : count_on(desk.table(), selected_strip(desk));
  const int first = pots_.first + direction * width;
  if (first >= 0 && first < count) pots_.first = first;
}

void SurfaceView::follow(const LinkClient& desk) {
  const float asked = desk.value(desk.table().strip_of(kDesk), Param::surfaces_repaint);
  if (asked_ >= 0 && asked != asked_) repaint();
  asked_ = asked;
  if (is_spilled() && desk.revision() != spilled_revision_) show_members(desk);
}

void SurfaceView::turn_spill(const LinkClient& desk) {
  const bool was_spilled = is_spilled();
  spilled_.reset();
  own_layer_ = 0;
  layer_.show_all();
  const StripIndex selected = selected_strip(desk);
  const StripKind kind = desk.table().strip(selected).kind;
  if (was_spilled || (kind != kDca && kind != kMuteGroup)) return;
  spilled_ = selected;
  show_members(desk);
}

void SurfaceView::show_members(const LinkClient& desk) {
  spilled_revision_ = desk.revision();
  std::vector<StripIndex> strips;
  if (desk.table().strip(*spilled_).kind == kDca) strips.push_back(*spilled_);
  const std::vector<StripIndex> members = members_of(desk, *spilled_);
  strips.insert(strips.end(), members.begin(), members.end());
  layer_.show_only(strips);
}

void SurfaceView::turn_own_layer(int number, const std::vector<StripIndex>& strips) {
  const bool was_open = own_layer() == number;
  spilled_.reset();
  own_layer_ = 0;
  layer_.show_all();
  if (was_open || strips.empty()) return;
  own_layer_ = number;
  layer_.show_only(strips);
}

ControlId SurfaceView::pot(const LinkClient& desk, const BoxWindow& window, int place) const {
  return pots_.flip ? strip_fader(desk, window, place) : page_control(desk, window, place);
}

ControlId SurfaceView::fader(const LinkClient& desk, const BoxWindow& window, int place) const {
  const Table& table = desk.table();
  if (place == kMainFader) return table.id(table.strip_of(kMain), Param::fader);
  return pots_.flip ? page_control(desk, window, place) : strip_fader(desk, window, place);
}

ControlId SurfaceView::page_control(const LinkClient& desk, const BoxWindow& window, int place) const {
  if (place >= window.strips || parameters().empty()) return kNoControl;
  const Table& table = desk.table();
  if (pots_.spread == PotSpread::across) {
    const int strip = window.strip_at(place);
    const PotParameter& parameter = parameters()[static_cast<size_t>(pots_.first)];
    return strip < 0 ? kNoControl : table.id(static_cast<StripIndex>(strip), parameter.param, parameter.repeat);
  }
  int left = pots_.first + place + (window.followed >= 0 ? 0 : window.offset);
  const StripIndex strip = selected_strip(desk);
  for (const PotParameter& parameter : parameters())
    if (const ControlId id = table.id(strip, parameter.param, parameter.repeat); id != kNoControl && left-- == 0)
      return id;
  return kNoControl;
}

int SurfaceView::count_on(const Table& table, StripIndex strip) const {
  return static_cast<int>(std::count_if(parameters().begin(), parameters().end(), [&](const PotParameter& parameter) {
    return table.id(strip, parameter.param, parameter.repeat) != kNoControl;
  }));
}

StripIndex selected_strip(const LinkClient& desk) {
  const Table& table = desk.table();
  const float selected = desk.value(table.strip_of(kDesk), Param::selected);
  return static_cast<StripIndex>(std::clamp(selected, 0.0f, static_cast<float>(table.strips().size() - 1)));
}

}  // namespace headroom
