#include "console/lane_plan.h"

#include <algorithm>

namespace headroom {
namespace {

int banks_for(int lanes) { return (lanes + kLanes - 1) / kLanes; }

}  // namespace

int engine_inputs(const DeskPlan& plan) { return std::max(128, plan.channels); }

LanePlan::LanePlan(const Table& table) : lanes_(table.strips().size()) {
  struct KindLanes {
    StripKind kind;
    int lanes_per_strip;
  };
  constexpr KindLanes kOrder[] = {{kChannel, 1}, {kGroup, 2}, {kAux, 1}, {kMain, 2}, {kMatrix, 2}, {kMonitor, 2}, {kPhones, 2}};
  int bank = 0;
  for (const KindLanes& kind : kOrder) {
    for (int i = 0; i < table.count_of(kind.kind); ++i) {
      const int lane = i * kind.lanes_per_strip;
      lanes_[table.strip_of(kind.kind, i + 1)] = {bank + lane / kLanes, lane % kLanes, kind.lanes_per_strip};
    }
    bank += banks_for(table.count_of(kind.kind) * kind.lanes_per_strip);
    if (kind.kind == kChannel) layout_.channel_banks = bank;
  }
  layout_.bus_banks = bank - layout_.channel_banks;

  strip_at_.assign(static_cast<size_t>(layout_.banks() * kLanes), -1);
  for (size_t strip = 0; strip < lanes_.size(); ++strip)
    for (int i = 0; i < lanes_[strip].count; ++i)
      strip_at_[static_cast<size_t>(lane_index(lanes_[strip].bank, lanes_[strip].lane + i))] =
          static_cast<int>(strip);

  for (const StripKind kind : {kMain, kMonitor, kAux, kGroup, kMatrix, kPhones})
    for (int number = 1; number <= table.count_of(kind); ++number) {
      const StripLanes& lanes = of(table.strip_of(kind, number));
      for (int i = 0; i < lanes.count; ++i) outputs_.push_back(lane_index(lanes.bank, lanes.lane + i));
    }
  layout_.inputs = engine_inputs(table.plan());
  layout_.outputs = static_cast<int>(outputs_.size());
}

}  // namespace headroom
