#include "surfaces/midi/surface_rack.h"

#include <algorithm>

#include "surfaces/midi/box_driver.h"
#include "surfaces/midi/map_driver.h"
#include "surfaces/midi/surface_row.h"

namespace headroom {
namespace {

constexpr int64_t kMeterInterval_ns = 50'000'000;

// Lamps are worse the higher they count.
Lamp lamp_of(const SurfaceDriver& driver) {
  if (driver.is_lost()) return Lamp::lost;
  return driver.is_in_step() ? Lamp::in_step : Lamp::catching_up;
}

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
                       box.line->partner_name() == box.name;
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
      box->driver->disconnect(now_ns);  // whoever held something there is gone
      box->driver->connect();
    }
  }
  if (changed) place_boxes();
}

void SurfaceRack::plug(const std::shared_ptr<MidiLine>& line) {
  const SurfaceChoice choice = choose_surface(line->partner_name(), settings_);
  const SurfaceDevice* device = choice.map ? nullptr : choice.device ? choice.device : &generic_surface();
  const BoxSpeech speech = !device                                    ? BoxSpeech::plain
                           : device->protocol == SurfaceProtocol::hui ? BoxSpeech::hui
                                                                      : BoxSpeech::mackie;
  line->set_pace(choice.bytes_per_second);
  Box box{line,
          line->partner(),
          line->partner_name(),
          device,
          std::make_unique<TappedOutlet>(*line, speech, traffic_),
          nullptr,
          {}};
  if (choice.map) {
    box.driver = std::make_unique<MapDriver>(*choice.map, *box.outlet);
  } else {
    box.driver = std::make_unique<BoxDriver>(*box.device, *box.outlet, settings_.plan);
  }
  boxes_.push_back(std::move(box));
  boxes_.back().driver->connect();
  had_box_ = true;
}

void SurfaceRack::place_boxes() {
  if (!desk_) return;
  std::vector<RowBox> row;
  for (const Box& box : boxes_)
    if (box.device) row.push_back({box.name, box.device});
  const SurfaceRow placed = row_of(row, settings_.plan.order);
  auto offset = placed.offsets.begin();
  for (Box& box : boxes_) box.driver->set_desk(desk_, &*view_, box.device ? *offset++ : 0);
  view_->layer().set_width(placed.width);
}

void SurfaceRack::speak_for(const Box& box) {
  if (desk_) desk_->speak_for_box(static_cast<size_t>(&box - boxes_.data()));
}

void SurfaceRack::receive(int64_t now_ns) {
  for (Box& box : boxes_) {
    speak_for(box);
    MidiBytes chunk;
    while (box.line->receive(chunk)) {
      box.driver->receive({chunk.bytes, chunk.count}, now_ns);
      for (int i = 0; i < chunk.count; ++i)
        if (const auto message = box.heard.read(chunk.bytes[i]); !message.empty())
          traffic_.write(box.name, box.outlet->speech(), false, message);
    }
  }
}

void SurfaceRack::tick(int64_t now_ns) {
  const MeterLook* meters = nullptr;
  if (desk_ && now_ns >= next_meters_ns_) {
    next_meters_ns_ = now_ns + kMeterInterval_ns;
    desk_->look_at_meters(meters_);
    if (meters_.frames > 0) meters = &meters_;
  }
  if (view_) view_->follow(*desk_);
  for (Box& box : boxes_) {
    speak_for(box);
    box.driver->tick(now_ns, meters);
    box.line->doubt(box.driver->is_unanswered());
  }
}

void SurfaceRack::unplug_all(int64_t now_ns) {
  for (Box& box : boxes_) box.driver->disconnect(now_ns);
  boxes_.clear();
}

Lamp SurfaceRack::lamp() const {
  if (boxes_.empty()) return had_box_ ? Lamp::lost : Lamp::idle;
  Lamp worst = Lamp::in_step;
  for (const Box& box : boxes_) worst = std::max(worst, lamp_of(*box.driver));
  return worst;
}

std::vector<LinkClient::BoxLamp> SurfaceRack::box_lamps() const {
  std::vector<LinkClient::BoxLamp> lamps;
  for (const Box& box : boxes_) lamps.push_back({box.name, lamp_of(*box.driver), !box.driver->cannot_be_asked()});
  return lamps;
}

std::string SurfaceRack::detail() const {
  if (boxes_.empty()) return had_box_ ? "the surface is gone" : "looking for a surface";
  std::string names;
  for (const Box& box : boxes_) names += (names.empty() ? "" : ", ") + box.line->partner_name();
  return names;
}

}  // namespace headroom
