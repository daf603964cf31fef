// Fuzz target: any bytes from a surface, cut into pieces and spread over time, against a whole driver and a small desk;
// the same bytes come in as time code, clock and machine control. The first byte of the input picks the box - one with
// a map among them -, then each piece is one byte of length and its bytes.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "surfaces/midi/surface_device.h"
#include "surfaces/midi/timekeeper.h"
#include "tests/surface_rig.h"

namespace headroom {
namespace {

// A known device, a Mackie Control, or a box with one of the maps.
std::unique_ptr<SurfaceRig> rig_of(uint8_t byte) {
  const DeskPlan plan{.channels = 8, .auxes = 1, .groups = 1, .matrices = 1, .dcas = 1};
  const auto devices = surface_devices();
  const auto& maps = built_in_maps();
  const size_t number = byte % (devices.size() + 1 + maps.size());
  if (number > devices.size()) return std::make_unique<SurfaceRig>("fuzz", maps[number - devices.size() - 1], plan);
  return std::make_unique<SurfaceRig>("fuzz", number == devices.size() ? generic_surface() : devices[number], plan);
}

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace
}  // namespace headroom

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace headroom;
  if (size == 0) return 0;
  const auto box = rig_of(data[0]);
  SurfaceRig& rig = *box;
  rig.driver().connect();
  Timekeeper time;
  RecordingOutlet time_out;
  time.set_desk(&rig.link());
  for (size_t at = 1; at < size;) {
    const size_t length = std::min<size_t>(data[at] & 0x3F, size - at - 1);
    rig.say({data + at + 1, data + at + 1 + length});
    time.receive({data + at + 1, length}, rig.now_ns());
    time.tick(rig.now_ns(), time_out);
    for (const char digit : time.shown(rig.now_ns(), {}).digits) demand(digit == ' ' || (digit >= '0' && digit <= '9'));
    rig.run(data[at] & 0x40 ? 30 : 1);
    at += 1 + length;
  }
  for (int i = 0; i < 8; ++i) rig.say({0x90, static_cast<uint8_t>(0x68 + i), 0x00});
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  const Table& table = rig.desk().table();
  for (ControlId id = 0; id < table.size(); ++id) {
    demand(rig.link().holder(id) == -1);
    if (table.row(id).unit == Unit::text) continue;
    const float value = rig.show().value(id);
    demand(std::isfinite(value) && value >= table.row(id).min && value <= table.max_value(id));
  }
  for (const auto& message : rig.take()) demand(!message.empty() && message.front() >= 0x80);
  return 0;
}
