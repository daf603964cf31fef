// An engine for the tests: a small desk whose targets change at written-down frames, inputs of one's own, and
// ears for its reports.
#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "console/engine.h"
#include "dsp/kernel_table.h"

namespace headroom {

constexpr double kTestRate = 48000;

// Two channel banks, two bus banks; outputs 0 and 1 carry lanes 0 and 1 of the last bus bank.
constexpr BankLayout kSmallDesk{.channel_banks = 2, .bus_banks = 2, .inputs = 16, .outputs = 2};
constexpr int kMainBank = 3;

// Changes to the targets, each at a frame. What is written for frame 0 sounds from the first sample on.
class Script final : public TargetsSource {
 public:
  using Change = std::function<void(Targets&)>;

  explicit Script(const BankLayout& layout) : targets_(layout) {}
  void at(uint64_t frame, Change change) { changes_.emplace(frame, std::move(change)); }

  const Targets* take(uint64_t frame) noexcept override {
    bool is_new = false;
    while (!changes_.empty() && changes_.begin()->first <= frame) {
      changes_.begin()->second(targets_);
      changes_.erase(changes_.begin());
      is_new = true;
    }
    return is_new ? &targets_ : nullptr;
  }

 private:
  Targets targets_;
  std::multimap<uint64_t, Change> changes_;
};

struct Ears final : EngineReports {
  struct Window {
    uint64_t end_frame;
    std::vector<BankMeters> banks;
  };
  std::vector<Window> windows;
  std::vector<EngineEvent> events;
  std::vector<float> audio;  // of the main, left, right, ...

  void on_meters(uint64_t end_frame, int, std::span<const BankMeters> banks) noexcept override {
    windows.push_back({end_frame, {banks.begin(), banks.end()}});
  }
  void on_event(const EngineEvent& event) noexcept override { events.push_back(event); }
  void on_sound(const EngineSound& sound) noexcept override {
    float sides[2][kGridFrames];
    for (int side = 0; side < 2; ++side) sound.copy(lane_index(kMainBank, side), sides[side]);
    for (int f = 0; f < sound.frames; ++f) audio.insert(audio.end(), {sides[0][f], sides[1][f]});
  }
  std::vector<EngineEvent> events_of(EngineEvent::Kind kind) const {
    std::vector<EngineEvent> found;
    for (const EngineEvent& event : events) {
      if (event.kind == kind) found.push_back(event);
    }
    return found;
  }
};

using Planar = std::vector<std::vector<float>>;

inline Planar silence(int channels, int frames) {
  return Planar(static_cast<size_t>(channels), std::vector<float>(static_cast<size_t>(frames), 0.0f));
}

inline Planar noise(int channels, int frames, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> any(-0.5f, 0.5f);
  Planar planar = silence(channels, frames);
  for (auto& channel : planar) {
    for (float& x : channel) x = any(random);
  }
  return planar;
}

// Sizes of the blocks one after the other; the engine must not care.
using BlockSizes = std::function<int()>;
inline BlockSizes blocks_of(int frames) {
  return [frames] { return frames; };
}

struct Desk {
  BankLayout layout = kSmallDesk;
  Script script{layout};
  Ears ears;
  const KernelTable* kernels = &choose_kernels();
  Workers* workers = nullptr;
  std::function<bool(int input, int frame)> is_there = [](int, int) { return true; };

  Planar render(const Planar& in, const BlockSizes& block_size) {
    Engine engine;
    engine.prepare(layout, kTestRate, *kernels, &script, &ears, workers);
    const int frames = static_cast<int>(in.front().size());
    Planar out = silence(layout.outputs, frames);
    std::vector<const float*> in_pointers(in.size());
    std::vector<float*> out_pointers(out.size());
    for (int start = 0; start < frames;) {
      const int block = std::min(block_size(), frames - start);
      for (size_t i = 0; i < in.size(); ++i)
        in_pointers[i] = is_there(static_cast<int>(i), start) ? in[i].data() + start : nullptr;
      for (size_t i = 0; i < out.size(); ++i) out_pointers[i] = out[i].data() + start;
      engine.process(in_pointers.data(), out_pointers.data(), block);
      start += block;
    }
    return out;
  }
};

inline void patch_outputs(Targets& targets) {
  targets.edit_outputs()[0].source = lane_index(kMainBank, 0);
  targets.edit_outputs()[1].source = lane_index(kMainBank, 1);
}

// Input `input` to channel `input`, straight to the left of the main at `gain`.
inline void patch_channel(Targets& targets, int input, float gain = 1) {
  BankTargets& bank = targets.edit(input / kLanes);
  bank.source[static_cast<size_t>(input % kLanes)] = input;
  bank.mix_gain(input % kLanes, 1, 0) = gain;
}

// A desk in full swing: every stage on, sends, groups, different on every strip, drawn from `seed`.
inline void set_busy(Targets& targets, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> any(0, 1);
  const auto chance = [&](double p) { return any(random) < p; };
  const BankLayout& layout = targets.layout();
  for (int b = 0; b < layout.banks(); ++b) {
    BankTargets& bank = targets.edit(b);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!layout.is_bus(b)) bank.source[static_cast<size_t>(lane)] = chance(0.9) ? b * kLanes + lane : kNoSource;
      if (!layout.is_bus(b) && chance(0.3)) bank.backup[static_cast<size_t>(lane)] = lane;
      bank.delay_frames[static_cast<size_t>(lane)] = chance(0.5) ? 0 : static_cast<int>(any(random) * 3000);
      bank.set(Strip::trim, lane, static_cast<float>((chance(0.5) ? 1 : -1) * (0.5 + any(random))));
      bank.set(Strip::link, lane, chance(0.5) ? 1.0f : 0.0f);
      bank.set(Strip::fade, lane, chance(0.2) ? 0.0f : static_cast<float>(any(random)));
      for (int section = 0; section < kSections; ++section) {
        const double freq_hz = 20 * std::pow(1000, any(random)), gain_dB = 24 * any(random) - 12,
                     q = 0.3 + 4 * any(random);
        EqSection design = section == 0 ? design_high_pass(20 + 380 * any(random), 12, kTestRate)[0]
                                        : design_bell(freq_hz, gain_dB, q, kTestRate);
        bank.set_section(section, lane, chance(0.6) ? bypassed(design) : design);
      }
      const GateDesign gate = design_gate({.threshold_dB = -30 * any(random), .hold_ms = 20 * any(random)}, kTestRate);
      bank.set_gate(lane, chance(0.3) ? bypassed(gate) : gate);
      const CompressorDesign compressor = design_compressor(
          {.threshold_dB = -40 * any(random), .ratio = 1 + 9 * any(random), .makeup_dB = 6 * any(random)}, kTestRate);
      bank.set_compressor(lane, chance(0.3) ? bypassed(compressor) : compressor);
      for (int bus_bank = layout.first_fed_bus_bank(b); bus_bank < layout.bus_banks; ++bus_bank) {
        for (int bus_lane = 0; bus_lane < kLanes; ++bus_lane) {
          bank.mix_gain(lane, bus_bank, bus_lane) = chance(0.3) ? 0.0f : static_cast<float>(any(random) * 0.3);
          if (!layout.is_bus(b) && chance(0.1))
            bank.mix_gain(lane, bus_bank, bus_lane, MixTap::before_equaliser) = static_cast<float>(any(random) * 0.3);
        }
      }
    }
  }
  patch_outputs(targets);
}

}  // namespace headroom
