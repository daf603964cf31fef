#include "surfaces/midi/meter_bars.h"

#include <algorithm>

namespace headroom {
namespace {

constexpr int64_t kOverload_ns = 3'000'000'000;  // the overload light stays on this long after the last over

float peak_of(const LinkClient& desk, const MeterLook& meters, StripIndex strip, int lane) {
  const StripLanes& lanes = desk.lanes().of(strip);
  if (lane >= lanes.count) return 0;
  return meters.banks[static_cast<size_t>(lanes.bank)].peak[static_cast<size_t>(lanes.lane + lane)];
}

// The left and right peak of a strip; of one with a single lane, that on both sides; of surround, its sides.
std::array<float, 2> peaks_of(const LinkClient& desk, const MeterLook& meters, int strip) {
  std::array<float, 2> peaks{};
  if (strip < 0) return peaks;
  const int lanes = desk.lanes().of(static_cast<StripIndex>(strip)).count;
  for (int lane = 0; lane < lanes; ++lane) {
    float& side = peaks[static_cast<size_t>(lane % 2)];
    side = std::max(side, peak_of(desk, meters, static_cast<StripIndex>(strip), lane));
  }
  if (lanes == 1) peaks[1] = peaks[0];
  return peaks;
}

}  // namespace

void MeterBars::forget() {
  strip_.fill(kUnknown);
  main_ = kUnknown;
  refresh_.begin_anew();
}

void MeterBars::forget_in_turn(int64_t now_ns) {
  if (const auto turn = refresh_.take(now_ns)) (*turn < strip_.size() ? strip_[*turn] : main_) = kUnknown;
}

void MeterBars::show(const LinkClient& desk, const MeterLook& meters, const SurfaceDevice& device,
                     const BoxWindow& window, int64_t now_ns, SurfaceLanguage& language, MidiOutlet& out) {
  if (device.meters == SurfaceMeters::none) return;
  forget_in_turn(now_ns);
  for (int place = 0; place < device.strips(); ++place) {
    const auto i = static_cast<size_t>(place);
    const std::array<float, 2> peaks = peaks_of(desk, meters, window.strip_at(place));
    if (std::max(peaks[0], peaks[1]) >= 1.0f) overload_until_ns_[i] = now_ns + kOverload_ns;
    const Sides sides = {meter_height(peaks[0]), meter_height(peaks[1])};
    if ((sides != kDark || strip_[i] != kDark) && language.send_bar(place, sides, out)) strip_[i] = sides;
  }
  for (size_t side = 0; device.main_meters && side < main_.size(); ++side) {
    const uint8_t height = meter_height(peak_of(desk, meters, desk.table().strip_of(kMain), static_cast<int>(side)));
    if ((height != 0 || main_[side] != 0) && language.send_main_bar(static_cast<int>(side), height, out))
      main_[side] = height;
  }
}

void MeterBars::go_dark(const SurfaceDevice& device, SurfaceLanguage& language, MidiOutlet& out) {
  if (device.meters == SurfaceMeters::none) return;
  for (size_t i = 0; i < static_cast<size_t>(device.strips()); ++i)
    if (strip_[i] != kDark && language.send_bar(static_cast<int>(i), kDark, out)) strip_[i] = kDark;
  for (size_t side = 0; device.main_meters && side < main_.size(); ++side)
    if (main_[side] != 0 && language.send_main_bar(static_cast<int>(side), 0, out)) main_[side] = 0;
}

std::array<bool, kSurfaceStrips> MeterBars::overloads(int64_t now_ns) const {
  std::array<bool, kSurfaceStrips> is_over{};
  for (size_t i = 0; i < is_over.size(); ++i) is_over[i] = now_ns < overload_until_ns_[i];
  return is_over;
}

}  // namespace headroom
