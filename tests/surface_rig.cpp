#include "tests/surface_rig.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace headroom {
namespace {

constexpr uint64_t kBlockFrames = 256;

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "surface rig: %s\n", result.error().c_str());
  std::abort();
}

}  // namespace

SurfaceRig::SurfaceRig(const std::string& name, const SurfaceDevice& device, const DeskPlan& plan, const KeyPlan& keys)
    : name_("test-" + name + "-" + std::to_string(getpid())),
      desk_(std::make_unique<Desk>(plan, 48000)),
      driver_(std::make_unique<BoxDriver>(device, outlet_, keys)) {
  bring_console_back();
}

SurfaceRig::SurfaceRig(const std::string& name, const MidiMap& map, const DeskPlan& plan)
    : name_("test-" + name + "-" + std::to_string(getpid())),
      desk_(std::make_unique<Desk>(plan, 48000)),
      driver_(std::make_unique<MapDriver>(map, outlet_)) {
  bring_console_back();
}

SurfaceRig::~SurfaceRig() { lose_console(); }

void SurfaceRig::lose_console() {
  driver_->set_desk(nullptr, nullptr, 0);
  view_.reset();
  if (link_) desk_->release(link_->slot());
  desk_->take_holder_changes();
  link_.reset();
  host_.reset();
}

void SurfaceRig::bring_console_back() {
  host_ = must(LinkHost::create(name_, desk_->show(), desk_->lanes()));
  link_ = must(LinkClient::attach(name_, ClientKind::test, "surface rig"));
  view_ = std::make_unique<SurfaceView>(link_->table());
  driver_->set_desk(link_.get(), view_.get(), 0);
  serve();
}

void SurfaceRig::say(const std::vector<uint8_t>& bytes) {
  driver_->receive(bytes, now_ns_);
  serve();
}

void SurfaceRig::run(int milliseconds, const MeterLook* meters) {
  for (int i = 0; i < milliseconds; ++i) {
    driver_->tick(now_ns_, i == 0 ? meters : nullptr);
    serve();
    now_ns_ += kMillisecond_ns;
  }
}

MidiMessages SurfaceRig::take() {
  MidiMessages messages;
  messages.swap(outlet_.messages);
  return messages;
}

void SurfaceRig::turn(const std::string& address, float value) {
  Edit edit;
  edit.control = desk_->table().find(address);
  edit.value = value;
  desk_->apply(kConsoleItself, edit, static_cast<uint64_t>(now_ns_));
  serve();
}

float SurfaceRig::value(const std::string& address) const { return show().value(desk_->table().find(address)); }

// A tick of the console's control thread.
void SurfaceRig::serve() {
  if (!host_) return;
  const auto now_ns = static_cast<uint64_t>(now_ns_);
  host_->drain(
      now_ns, [&](int client, const Edit& edit) { desk_->apply(client, edit, now_ns); },
      [&](int client, const std::string&) { desk_->release(client); });
  bool changed = false;
  for (const ControlId id : desk_->take_changed()) {
    if (desk_->table().row(id).unit == Unit::text)
      host_->show_text(id, show().text(id));
    else
      host_->show_value(id, show().value(id));
    changed = true;
  }
  for (const auto& [control, holder] : desk_->take_holder_changes()) host_->show_holder(control, holder);
  DeskStatus status{};
  status.sample_rate = desk_->sample_rate();
  status.frames = static_cast<uint64_t>(now_ns_ - kBegin_ns) * 48 / 1'000'000 / kBlockFrames * kBlockFrames;
  status.solo_active = desk_->is_solo_active();
  status.can_undo = desk_->can_undo();
  status.can_redo = desk_->can_redo();
  status.unsaved = desk_->is_unsaved();
  host_->show_status(status);
  if (changed) host_->count_revision();
}

}  // namespace headroom
