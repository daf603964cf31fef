#include "console/lane_plan.h"

#include <algorithm>

namespace headroom {
namespace {

int banks_for(int lanes) { return (lanes + kLanes - 1) / kLanes; }

}  // namespace

int engine_inputs(const DeskPlan& plan) { return std::max(128, plan.channels); }

LanePlan::LanePlan(const Table& table) : lanes_(table.strips().size()) {
  int bank = 0;
  for (const StripKind kind : {kChannel, kGroup, kAux, kMain, kMatrix, kMonitor, kPhones}) {
    const int lanes_per_strip = side_count(kind);
    for (int i = 0; i < table.count_of(kind); ++i) {
      const int lane = i * lanes_per_strip;
      lanes_[table.strip_of(kind, i + 1)] = {bank + lane / kLanes, lane % kLanes, lanes_per_strip};
    }
    bank += banks_for(table.count_of(kind) * lanes_per_strip);
    if (kind == kChannel) layout_.channel_banks = bank;
  }
  layout_.bus_banks = bank - layout_.channel_banks;

  strip_at_.assign(static_cast<size_t>(layout_.banks() * kLanes), -1);
  for (size_t strip = 0; strip < lanes_.size(); ++strip)
    for (int i = 0; i < lanes_[strip].count; ++i)
      strip_at_[static_cast<size_t>(lane_index(lanes_[strip].bank, lanes_[strip].lane + i))] =
          static_cast<int>(strip);

  layout_.inputs = engine_inputs(table.plan());
  layout_.outputs = static_cast<int>(table.outputs().size());
}

}  // namespace headroom
