#include "surfaces/midi/meter_bars.h"

#include <algorithm>

namespace headroom {
namespace {

constexpr int64_t kOverload_ns = 3'000'000'000;  // the overload light stays on this long after the last over
constexpr uint8_t kStripMeter = 0xD0, kMainMeter = 0xD1;

float peak_of(const LinkClient& desk, const MeterLook& meters, StripIndex strip, int lane) {
  const StripLanes& lanes = desk.lanes().of(strip);
  if (lane >= lanes.count) return 0;
  return meters.banks[static_cast<size_t>(lanes.bank)].peak[static_cast<size_t>(lanes.lane + lane)];
}

float highest_peak_of(const LinkClient& desk, const MeterLook& meters, int strip) {
  float peak = 0;
  if (strip < 0) return peak;
  for (int lane = 0; lane < desk.lanes().of(static_cast<StripIndex>(strip)).count; ++lane)
    peak = std::max(peak, peak_of(desk, meters, static_cast<StripIndex>(strip), lane));
  return peak;
}

void send_bar(uint8_t status, int place, uint8_t height, uint8_t& shown, MidiOutlet& out) {
  if (height == 0 && shown == 0) return;
  const uint8_t message[] = {status, static_cast<uint8_t>(place << 4 | height)};
  if (out.send(message)) shown = height;
}

}  // namespace

void MeterBars::show(const LinkClient& desk, const MeterLook& meters, const SurfaceDevice& device,
                     const BoxWindow& window, int64_t now_ns, MidiOutlet& out) {
  if (device.meters == SurfaceMeters::none) return;
  for (int place = 0; place < device.strips(); ++place) {
    const auto i = static_cast<size_t>(place);
    const float peak = highest_peak_of(desk, meters, window.strip_at(place));
    if (peak >= 1.0f) overload_until_ns_[i] = now_ns + kOverload_ns;
    send_bar(kStripMeter, place, meter_height(peak), strip_[i], out);
  }
  for (int side = 0; device.main_meters && side < 2; ++side) {
    const float peak = peak_of(desk, meters, desk.table().strip_of(kMain), side);
    send_bar(kMainMeter, side, meter_height(peak), main_[static_cast<size_t>(side)], out);
  }
}

std::array<bool, kSurfaceStrips> MeterBars::overloads(int64_t now_ns) const {
  std::array<bool, kSurfaceStrips> is_over{};
  for (size_t i = 0; i < is_over.size(); ++i) is_over[i] = now_ns < overload_until_ns_[i];
  return is_over;
}

}  // namespace headroom
