#include "console/latency_plan.h"

#include <algorithm>
#include <array>

namespace headroom {
namespace {

bool feeds(const BankTargets& from, int lane, int bus_bank) {
  for (int bus_lane = 0; bus_lane < kLanes; ++bus_lane)
    if (from.mix_gain(lane, bus_bank, bus_lane) != 0) return true;
  return false;
}

// How long each lane of a bank waits in front of a later one, `early_frames` being how much earlier than the latest
// sound it leaves. A lane that feeds nothing there waits as the others do, so that the bank is one delay line, or none.
std::array<int, kLanes> waits_of(const BankTargets& from, int to, const std::array<int, kLanes>& early_frames) {
  std::array<int, kLanes> waits = early_frames;
  int first = 0;
  while (first < kLanes && !feeds(from, first, to)) ++first;
  for (int lane = 0; first < kLanes && lane < kLanes; ++lane)
    if (!feeds(from, lane, to)) waits[static_cast<size_t>(lane)] = early_frames[static_cast<size_t>(first)];
  return waits;
}

}  // namespace

std::vector<int> plan_latency(Targets& targets, int limiter_frames) {
  const BankLayout& layout = targets.layout();
  std::vector<int> leaves(static_cast<size_t>(layout.bus_banks * kLanes), 0);
  const auto leaving = [&](int bus_bank, int lane) -> int& {
    return leaves[static_cast<size_t>(bus_bank * kLanes + lane)];
  };
  const auto count = static_cast<size_t>(layout.bus_banks);
  std::vector<int> channels_wait(count, 0);
  std::vector<std::vector<std::array<int, kLanes>>> waits(count, std::vector<std::array<int, kLanes>>(count));

  const auto arriving = [&](int to) {
    int arrives = 0;
    for (int from = 0; from < to; ++from)
      for (int lane = 0; lane < kLanes; ++lane)
        if (feeds(targets.bank(layout.channel_banks + from), lane, to))
          arrives = std::max(arrives, leaving(from, lane));
    return arrives;
  };
  const auto hears_anything = [&](int to) {
    for (int from = 0; from < layout.channel_banks + to; ++from)
      for (int lane = 0; lane < kLanes; ++lane)
        if (feeds(targets.bank(from), lane, to)) return true;
    return false;
  };
  // A bank hears its buses in one time, and so does a strip in two banks: that of the latest sound that comes in.
  // Nobody waits for a bank that hears nothing.
  for (int to = 0; to < layout.bus_banks; ++to) {
    int arrives = arriving(to);
    const bool goes_on = layout.spans(to), goes_before = to > 0 && layout.spans(to - 1);
    if ((goes_on || goes_before) && hears_anything(to))
      arrives = std::max(arrives, arriving(goes_on ? to + 1 : to - 1));
    channels_wait[static_cast<size_t>(to)] = arrives;
    for (int from = 0; from < to; ++from) {
      std::array<int, kLanes> early_frames;
      for (int lane = 0; lane < kLanes; ++lane)
        early_frames[static_cast<size_t>(lane)] = std::max(0, arrives - leaving(from, lane));
      waits[static_cast<size_t>(from)][static_cast<size_t>(to)] =
          waits_of(targets.bank(layout.channel_banks + from), to, early_frames);
    }
    for (int lane = 0; lane < kLanes; ++lane) {
      const bool is_limited = targets.bus(to).limiter_wet[static_cast<size_t>(lane)] != 0;
      leaving(to, lane) = arrives + (is_limited ? limiter_frames : 0);
      if (to == layout.phones && targets.phones().filters) leaving(to, lane) += kPartitionFrames;
    }
  }
  for (int bus_bank = 0; bus_bank < layout.bus_banks; ++bus_bank) {
    const auto i = static_cast<size_t>(bus_bank);
    const BusTargets& now = targets.bus(bus_bank);
    if (now.channels_wait_frames == channels_wait[i] && now.waits_frames == waits[i]) continue;
    BusTargets& bus = targets.edit_bus(bus_bank);
    bus.channels_wait_frames = channels_wait[i];
    bus.waits_frames = waits[i];
  }
  return leaves;
}

}  // namespace headroom
