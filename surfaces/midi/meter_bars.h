// The meters of a box: bars that fall by themselves and so are sent again while there is signal, and overload lights. A
// bar that is dark is sent once, and again in turn: not every box lets its bars fall.
#pragma once

#include <array>
#include <cstdint>

#include "console/link/link_client.h"
#include "surfaces/midi/refresh_turns.h"
#include "surfaces/midi/surface_language.h"
#include "surfaces/midi/surface_view.h"

namespace headroom {

class MeterBars {
 public:
  MeterBars() { forget(); }
  // The box may show anything now: the next levels are sent, dark ones too.
  void forget();
  // New levels: sends each bar that stands, a dark one once and in its turn.
  void show(const LinkClient& desk, const MeterLook& meters, const SurfaceDevice& device, const BoxWindow& window,
            int64_t now_ns, SurfaceLanguage& language, MidiOutlet& out);
  // The desk is gone: no bar stands for what nobody knows.
  void go_dark(const SurfaceDevice& device, SurfaceLanguage& language, MidiOutlet& out);
  // Which strips were at full scale within the last three seconds.
  std::array<bool, kSurfaceStrips> overloads(int64_t now_ns) const;
  // Other strips lie there now.
  void forget_overloads() { overload_until_ns_ = {}; }

 private:
  void forget_in_turn(int64_t now_ns);

  using Sides = std::array<uint8_t, 2>;  // heights, left and right
  static constexpr Sides kUnknown = {kNotShown, kNotShown}, kDark = {0, 0};
  std::array<int64_t, kSurfaceStrips> overload_until_ns_{};
  std::array<Sides, kSurfaceStrips> strip_;  // as last sent
  Sides main_;
  RefreshTurns refresh_{kSurfaceStrips + 1};  // the last is the main's
};

}  // namespace headroom
