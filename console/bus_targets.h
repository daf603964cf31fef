// What buses do beyond a strip, as the engine multiplies by it: graphic equaliser, limiter, output delay, the test
// signal they carry, and how long each sound waits on its way in so that all arrive together; and what the headphones
// hear. Part of Targets.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dsp/eq_section.h"
#include "dsp/graphic_eq_design.h"
#include "dsp/limiter.h"
#include "dsp/loudspeakers.h"
#include "dsp/partitioned_convolution.h"
#include "dsp/strip.h"

namespace headroom {

// One bank of buses. Neutral when new.
struct BusTargets {
  explicit BusTargets(int bus_banks);

  void set_graphic_band(int band, int lane, const EqSection& section);
  void set_limiter(int lane, bool is_in, bool is_linked, const LimiterDesign& design);

  uint64_t revision = 0;                                                       // moved on by Targets::edit_bus()
  std::array<float, kGraphicEqBands * kSectionCoefficients * kLanes> graphic;  // [band][SectionCoefficient][lane]
  std::array<float, kLanes> limiter_wet, limiter_ceiling, limiter_recovery, limiter_link;  // limiter.h
  std::array<float, kLanes> oscillator_gain;
  std::array<int, kLanes> delay_frames;  // of what the outputs hear, not of what later buses do

  // Bit `lane`: its detectors and limiter hear the loudest of all lanes marked so, here and in the other bank of the
  // strip; 0 where a strip is mono or stereo (Strip::link).
  uint32_t linked_lanes = 0;
  // Latency: frames that all channels wait in front of this bank, and each lane of this bank in front of a later one.
  int channels_wait_frames = 0;
  std::vector<std::array<int, kLanes>> waits_frames;  // [bus bank]; those not behind this one are unused
};

// The test signal.
struct OscillatorTargets {
  uint64_t revision = 0;
  int kind = -1;  // an OscillatorKind, or kNoSource: off
  double freq_hz = 1000;
};

// The banks of the loudspeakers around the head that the headphones stand for, in the order of Loudspeaker.
inline constexpr int kRoomBanks = (kLoudspeakers + kLanes - 1) / kLanes;
// The longest response of a head: what the engine keeps memory for.
inline constexpr double kLongestHead_ms = 50;

// What the headphones hear.
struct PhonesTargets {
  // From each Loudspeaker to both ears; nullptr: the stereo sum. It stays where it is for as long as the engine runs.
  const ConvolutionFilters* filters = nullptr;
  // Linear gains from the ears of the head to the sides of the headphones: left to left, right to left, left to right,
  // right to right.
  std::array<float, kLanes> ears = {1, 0, 0, 1};

  bool operator==(const PhonesTargets&) const = default;
};

}  // namespace headroom
