#include "console/bus_targets.h"

#include <bit>

namespace headroom {

BusTargets::BusTargets(int bus_banks) : waits_frames(static_cast<size_t>(bus_banks)) {
  for (int band = 0; band < kGraphicEqBands; ++band)
    for (int lane = 0; lane < kLanes; ++lane) set_graphic_band(band, lane, EqSection{});
  for (int lane = 0; lane < kLanes; ++lane) set_limiter(lane, false, false, LimiterDesign{});
  oscillator_gain.fill(0);
  delay_frames.fill(0);
  for (auto& waits : waits_frames) waits.fill(0);
}

void BusTargets::set_graphic_band(int band, int lane, const EqSection& section) {
  const auto numbers = std::bit_cast<std::array<float, kSectionCoefficients>>(section);
  for (int i = 0; i < kSectionCoefficients; ++i)
    graphic[static_cast<size_t>((band * kSectionCoefficients + i) * kLanes + lane)] = numbers[static_cast<size_t>(i)];
}

void BusTargets::set_limiter(int lane, bool is_in, bool is_linked, const LimiterDesign& design) {
  const auto i = static_cast<size_t>(lane);
  limiter_wet[i] = is_in ? 1.0f : 0.0f;
  limiter_link[i] = is_linked ? 1.0f : 0.0f;
  limiter_ceiling[i] = design.ceiling;
  limiter_recovery[i] = design.recovery;
}

}  // namespace headroom
