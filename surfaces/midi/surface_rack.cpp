#include "surfaces/midi/surface_rack.h"

#include <algorithm>

#include "surfaces/midi/surface_row.h"

namespace headroom {
namespace {

constexpr int64_t kMeterInterval_ns = 50'000'000;

}  // namespace

void SurfaceRack::set_desk(LinkClient* desk) {
  if (view_) {
    first_ = view_->layer().first();
    pots_ = view_->pots();
  }
  for (Box& box : boxes_) box.driver->set_desk(nullptr, nullptr, 0);
  desk_ = desk;
  view_.reset();
  meters_ = {};
  if (!desk) return;
  view_.emplace(desk->table(), pots_);
  view_->layer().go_to(first_);
  place_boxes();
}

void SurfaceRack::set_lines(const std::vector<std::shared_ptr<MidiLine>>& lines, int64_t now_ns) {
  const size_t before = boxes_.size();
  bool changed = false;
  std::erase_if(boxes_, [&](Box& box) {
    const bool stays = box.line->partner() != 0 && std::find(lines.begin(), lines.end(), box.line) != lines.end() &&
                       box.line->device().name == box.driver->device().name;
    if (!stays) box.driver->disconnect(now_ns);
    return !stays;
  });
  changed = boxes_.size() != before;
  for (const auto& line : lines) {
    if (line->partner() == 0) continue;
    const auto box = std::find_if(boxes_.begin(), boxes_.end(), [&](const Box& b) { return b.line == line; });
    if (box == boxes_.end()) {
      plug(line);
      changed = true;
    } else if (box->partner != line->partner()) {
      box->partner = line->partner();
      box->driver->connect();
    }
  }
  if (changed) place_boxes();
}

void SurfaceRack::plug(const std::shared_ptr<MidiLine>& line) {
  boxes_.push_back({line, line->partner(), std::make_unique<MackieDriver>(line->device(), *line, plan_)});
  boxes_.back().driver->connect();
  had_box_ = true;
}

void SurfaceRack::place_boxes() {
  if (!desk_) return;
  std::vector<RowBox> row;
  for (const Box& box : boxes_) row.push_back({box.line->partner_name(), &box.driver->device()});
  const SurfaceRow placed = row_of(row, plan_.order);
  for (size_t i = 0; i < boxes_.size(); ++i) boxes_[i].driver->set_desk(desk_, &*view_, placed.offsets[i]);
  view_->layer().set_width(placed.width);
}

void SurfaceRack::receive(int64_t now_ns) {
  for (Box& box : boxes_) {
    MidiBytes chunk;
    while (box.line->receive(chunk)) box.driver->receive({chunk.bytes, chunk.count}, now_ns);
  }
}

void SurfaceRack::tick(int64_t now_ns) {
  const MeterLook* meters = nullptr;
  if (desk_ && now_ns >= next_meters_ns_) {
    next_meters_ns_ = now_ns + kMeterInterval_ns;
    desk_->look_at_meters(meters_);
    if (meters_.frames > 0) meters = &meters_;
  }
  for (Box& box : boxes_) {
    box.driver->tick(now_ns, meters);
    if (box.driver->is_unanswered()) box.line->doubt();
  }
}

void SurfaceRack::unplug_all(int64_t now_ns) {
  for (Box& box : boxes_) box.driver->disconnect(now_ns);
  boxes_.clear();
}

Lamp SurfaceRack::lamp() const {
  if (boxes_.empty()) return had_box_ ? Lamp::lost : Lamp::idle;
  const bool in_step =
      std::all_of(boxes_.begin(), boxes_.end(), [](const Box& box) { return box.driver->is_in_step(); });
  return in_step ? Lamp::in_step : Lamp::catching_up;
}

std::string SurfaceRack::detail() const {
  if (boxes_.empty()) return had_box_ ? "the surface is gone" : "looking for a surface";
  std::string names;
  for (const Box& box : boxes_) names += (names.empty() ? "" : ", ") + box.line->partner_name();
  return names;
}

}  // namespace headroom
