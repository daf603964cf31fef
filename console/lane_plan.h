// Where each strip of a desk lies in the engine's banks of eight lanes. Mono strips take one lane, stereo strips two
// neighbours (left, right); main and monitor take a bank for the loudspeakers around the listener and another for those
// above. Behind the channels come the two-track and the talkback in a bank of their own; bus banks stand in the order
// of the signal flow, since a bank feeds later banks only: groups, auxes, main, matrices, monitor, phones. Right in
// front of the phones stand the loudspeakers of their own room, which are no strip's: what would be heard there is
// heard through a head.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "console/table.h"
#include "console/targets.h"

namespace headroom {

// What of a strip lies in one bank.
struct StripLanes {
  int bank = -1;       // -1: the strip has no audio of its own (DCA, desk)
  int lane = 0;        // first lane in the bank
  int count = 0;       // 1 mono, 2 stereo, more of a surround strip
  int first_side = 0;  // the strip's side that the first lane is
};

class LanePlan {
 public:
  // Engine inputs and outputs: enough for every input a channel may be patched to and for every bus.
  explicit LanePlan(const Table& table);

  const BankLayout& layout() const { return layout_; }
  // The strip's lanes in its first bank: all of them, but for the loudspeakers above the listener.
  const StripLanes& of(StripIndex strip) const { return lanes_[strip][0]; }
  // All of its lanes, bank by bank; none for a strip without sound.
  std::span<const StripLanes> parts(StripIndex strip) const;
  // Index among bus banks of the first bank of a bus strip: what Targets::mix_gain asks for.
  int bus_bank_of(StripIndex strip) const { return of(strip).bank - layout_.channel_banks; }
  // The same of the phones' own loudspeakers, a lane for each in the order of Loudspeaker.
  int room_bus_bank() const { return layout_.phones - kRoomBanks; }
  // The strip whose lane it is; -1 for an unused lane.
  int strip_at(int bank, int lane) const { return strip_at_[static_cast<size_t>(lane_index(bank, lane))]; }

  // Where one side of a strip lies, as lane_index(); the strip has that side.
  int lane_of(StripSide side) const { return lane_index(of(side.strip).bank, of(side.strip).lane) + side.side; }

 private:
  BankLayout layout_;
  std::vector<std::array<StripLanes, 2>> lanes_;
  std::vector<int> strip_at_;
};

// How many device inputs the desk can be patched to: 128, or one a channel on a larger desk.
int engine_inputs(const DeskPlan& plan);

}  // namespace headroom
