// What the engine should sound like: every number it multiplies by. Control derives them from the show and
// publishes them through a mailbox; the engine ramps to them. Sized once by the layout, never again.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "console/bus_targets.h"
#include "console/meters/meter_reading.h"
#include "dsp/compressor_design.h"
#include "dsp/de_esser_design.h"
#include "dsp/eq_design.h"
#include "dsp/gate_design.h"
#include "dsp/strip.h"

namespace headroom {

inline constexpr int kNoSource = -1;

// Banks of eight lanes in processing order: channel banks first, then bus banks. A bank feeds *later bus
// banks* only.
struct BankLayout {
  int channel_banks = 0;
  int bus_banks = 0;      // at most 64
  int inputs = 0;         // planar inputs of the engine
  int outputs = 0;        // planar outputs
  uint64_t spanning = 0;  // bit i: bus bank i and the next one are one strip of up to 16 lanes
  // Bus bank of the headphones, in its first two lanes; the kRoomBanks in front of it are the loudspeakers that are
  // heard through a head. kNoSource: a desk without headphones.
  int phones = kNoSource;

  int banks() const { return channel_banks + bus_banks; }
  bool is_bus(int bank) const { return bank >= channel_banks; }
  // First bus bank (counted among bus banks, 0..bus_banks) that `bank` may feed.
  int first_fed_bus_bank(int bank) const { return is_bus(bank) ? bank - channel_banks + 1 : 0; }
  // `bus_bank` counts among bus banks.
  bool spans(int bus_bank) const { return (spanning >> bus_bank & 1) != 0; }
  bool operator==(const BankLayout&) const = default;
};

// One strip anywhere on the desk, counted lane by lane through all banks.
constexpr int lane_index(int bank, int lane) { return bank * kLanes + lane; }

// Both lanes of a stereo strip as one key: their mean.
constexpr int both_sides(int left_lane_index) { return left_lane_index | 1 << 20; }
constexpr int without_both_sides(int source) { return source < 0 ? source : source & ~(1 << 20); }

// A channel's sound behind the gate and before its equaliser, as an output's source.
constexpr int before_equaliser(int lane_index) { return lane_index | 1 << 21; }
constexpr bool is_before_equaliser(int source) { return source >= 0 && (source & 1 << 21) != 0; }
constexpr int without_before_equaliser(int source) { return source < 0 ? source : source & ~(1 << 21); }

// An input of the engine as it comes, before any strip, as a meter tap's source.
constexpr int engine_input(int input) { return input | 1 << 22; }
constexpr bool is_engine_input(int source) { return source >= 0 && (source & 1 << 22) != 0; }
constexpr int without_engine_input(int source) { return source & ~(1 << 22); }

// The input that a channel hears at the moment, its backup where that plays, as it comes: what a recording keeps of it.
constexpr int input_of(int lane_index) { return lane_index | 1 << 23; }
constexpr bool is_input_of(int source) { return source >= 0 && (source & 1 << 23) != 0; }
constexpr int without_input_of(int source) { return source & ~(1 << 23); }

// What one meter tap hears.
struct TapTarget {
  std::array<int, kTapLanes> source;           // `lanes` of them: lane_index() of a strip, or engine_input()
  int lanes = 0;                               // 0: nothing
  int strip = -1;                              // the StripIndex whose sound it is, if it is one's
  SpeakerLayout layout = SpeakerLayout::mono;  // what the lanes are, in the order of Loudspeaker

  TapTarget() { source.fill(kNoSource); }
  bool operator==(const TapTarget&) const = default;
};

// What one engine output carries.
struct OutputTarget {
  int source = kNoSource;  // lane_index() of a strip (buses post-fader, channels pre-fader), or before_equaliser() of a
                           // channel's
  float gain = 1;          // linear; below zero the polarity is turned
  int delay_frames = 0;    // 0 .. kLongestDelay_ms

  bool operator==(const OutputTarget&) const = default;
};

// Where in a strip a bus listens: behind all its processing, or (channels only) behind the gate.
enum class MixTap : uint8_t { strip, before_equaliser };

// What the strips of one bank do.
struct StripTargets {
  uint64_t strip_revision = 0;                         // moved on by Targets::edit_strip() and edit()
  std::array<float, Strip::rows * kLanes> parameters;  // [row of Strip][lane]
  std::array<int, kLanes> source;                      // channel banks: engine input 0.., or kNoSource
  std::array<int, kLanes> backup;                      // the same: heard while `source` is broken or not there
  // Whose sound the detectors hear: lane_index() of a strip, by default the lane's own, or both_sides() of one.
  std::array<int, kLanes> gate_key, compressor_key;
  std::array<int, kLanes> delay_frames;  // channel banks: 0 .. kLongestDelay_ms

  float parameter(int row, int lane) const { return parameters[static_cast<size_t>(row * kLanes + lane)]; }
  void set(int row, int lane, float value) { parameters[static_cast<size_t>(row * kLanes + lane)] = value; }
  // `section` counts the filter sections in the order of the signal (strip.h).
  void set_section(int section, int lane, const EqSection& design);
  void set_gate(int lane, const GateDesign& design);
  void set_compressor(int lane, const CompressorDesign& design);
  void set_de_esser(int lane, const EqSection& band, const DeEsserDesign& design);
  // Six rows from `first_row` on: Strip::gate_key, Strip::compressor_key.
  void set_filter(int first_row, int lane, const EqSection& design);
};

// And how loud each of them is in every bus, where one of the two taps is heard: 64 numbers for each bus bank, which
// have a revision of their own, as a hand on a fader moves very few of them.
struct MixTargets {
  std::vector<float> gains;         // [bus bank][lane of this bank][lane of the bus bank], linear
  std::vector<uint64_t> revisions;  // by bus bank

  std::span<const float, kLanes * kLanes> to(int bus_bank) const {
    return std::span<const float, kLanes * kLanes>(gains.data() + bus_bank * kLanes * kLanes, kLanes * kLanes);
  }
  void update_from(const MixTargets& newer);
};

struct BankTargets : StripTargets {
  uint64_t revision = 0;  // moved on by every edit
  MixTargets mix;
  MixTargets mix_before_equaliser;  // channel banks: for sends that listen there

  MixTargets& mix_at(MixTap tap) { return tap == MixTap::strip ? mix : mix_before_equaliser; }
  // Linear gain from this bank's `lane` to lane `bus_lane` of bus bank `bus_bank` (0.. among bus banks; must
  // be a later bank). To be changed after Targets::edit() only; set_mix_gain() serves every edit.
  float& mix_gain(int lane, int bus_bank, int bus_lane, MixTap tap = MixTap::strip) {
    return mix_at(tap).gains[mix_index(lane, bus_bank, bus_lane)];
  }
  float mix_gain(int lane, int bus_bank, int bus_lane) const { return mix.gains[mix_index(lane, bus_bank, bus_lane)]; }
  // Where the gain is another than before, what the bus bank hears of this bank counts as new.
  void set_mix_gain(int lane, int bus_bank, int bus_lane, float gain, MixTap tap = MixTap::strip) {
    float& old = mix_gain(lane, bus_bank, bus_lane, tap);
    if (old != gain) mix_at(tap).revisions[static_cast<size_t>(bus_bank)] = revision;
    old = gain;
  }

 private:
  static size_t mix_index(int lane, int bus_bank, int bus_lane) {
    return static_cast<size_t>((bus_bank * kLanes + lane) * kLanes + bus_lane);
  }
};

// Control writes it (a master copy, and the mailbox's draft), the engine reads the published copy. Neutral
// when new: every strip passes its input unchanged, no input is patched, nothing feeds anything.
class Targets {
 public:
  Targets() = default;
  explicit Targets(const BankLayout& layout);

  const BankLayout& layout() const { return layout_; }
  const BankTargets& bank(int index) const { return banks_[static_cast<size_t>(index)]; }
  // The same, to be changed: everything of the bank counts as new from here on, for update_from() and for the engine.
  BankTargets& edit(int index);
  // The same where gains are changed by set_mix_gain(): only what the strips do counts as new, or not even that.
  BankTargets& edit_strip(int index);
  BankTargets& edit_mix(int index);

  // What the buses of a bus bank do beyond their strips; `index` counts among bus banks.
  const BusTargets& bus(int index) const { return buses_[static_cast<size_t>(index)]; }
  BusTargets& edit_bus(int index);
  const OscillatorTargets& oscillator() const { return oscillator_; }
  OscillatorTargets& edit_oscillator();
  const PhonesTargets& phones() const { return phones_; }
  PhonesTargets& edit_phones();

  // Per engine output.
  std::span<const OutputTarget> outputs() const { return outputs_; }
  std::span<OutputTarget> edit_outputs();
  uint64_t outputs_revision() const { return outputs_revision_; }

  std::span<const TapTarget> taps() const { return taps_; }
  std::span<TapTarget, kAudioTaps> edit_taps();

  // Counts every edit; the engine reports at which frame it took which revision.
  uint64_t revision() const { return revision_; }

  // Copies what differs in revision; for the mailbox's draft. Both must have the same layout. Never
  // allocates.
  void update_from(const Targets& newer);

 private:
  BankLayout layout_;
  std::vector<BankTargets> banks_;
  std::vector<BusTargets> buses_;
  OscillatorTargets oscillator_;
  PhonesTargets phones_;
  std::vector<OutputTarget> outputs_;
  uint64_t outputs_revision_ = 0;
  std::array<TapTarget, kAudioTaps> taps_;
  uint64_t revision_ = 0;
};

}  // namespace headroom
