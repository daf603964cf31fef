#include "console/lane_plan.h"

#include <algorithm>

namespace headroom {
int engine_inputs(const DeskPlan& plan) { return std::max(128, plan.channels); }

LanePlan::LanePlan(const Table& table) : lanes_(table.strips().size()) {
  // The strips of a kind side by side from `lane` on, counted through all banks; the first lane behind them.
  const auto place = [&](StripKind kind, int lane) {
    const int count = side_count(kind);
    for (int number = 1; number <= table.count_of(kind); ++number, lane += count) {
      auto& parts = lanes_[table.strip_of(kind, number)];
      parts[0] = {.bank = lane / kLanes, .lane = lane % kLanes, .count = std::min(count, kLanes)};
      if (count <= kLanes) continue;
      parts[1] = {.bank = parts[0].bank + 1, .lane = 0, .count = count - kLanes, .first_side = kLanes};
      layout_.spanning |= uint64_t{1} << (parts[0].bank - layout_.channel_banks);
    }
    return lane;
  };
  const auto next_bank = [](int lane) { return (lane + kLanes - 1) / kLanes * kLanes; };
  int lane = next_bank(place(kChannel, 0));
  lane = next_bank(place(kTalk, place(kReference, lane)));
  layout_.channel_banks = lane / kLanes;
  for (const StripKind kind : {kGroup, kAux, kMain, kMatrix, kMonitor}) lane = next_bank(place(kind, lane));
  layout_.spanning |= uint64_t{1} << (lane / kLanes - layout_.channel_banks);
  lane += kRoomBanks * kLanes;
  layout_.phones = lane / kLanes - layout_.channel_banks;
  lane = next_bank(place(kPhones, lane));
  layout_.bus_banks = lane / kLanes - layout_.channel_banks;

  strip_at_.assign(static_cast<size_t>(layout_.banks() * kLanes), -1);
  for (size_t strip = 0; strip < lanes_.size(); ++strip)
    for (const StripLanes& part : parts(static_cast<StripIndex>(strip)))
      for (int i = 0; i < part.count; ++i)
        strip_at_[static_cast<size_t>(lane_index(part.bank, part.lane + i))] = static_cast<int>(strip);

  layout_.inputs = engine_inputs(table.plan());
  layout_.outputs = static_cast<int>(table.outputs().size());
}

std::span<const StripLanes> LanePlan::parts(StripIndex strip) const {
  const auto& parts = lanes_[strip];
  return std::span(parts).first(parts[0].bank < 0 ? 0 : parts[1].bank < 0 ? 1 : 2);
}

}  // namespace headroom
