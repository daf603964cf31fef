// One bank for the tests of the kernels: neutral coefficients, a block of test signal, and any design put on
// all lanes.
#pragma once

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "console/targets.h"
#include "dsp/kernel_table.h"
#include "dsp/kernels.h"

namespace headroom {

// A block as the kernels want it.
struct alignas(32) TestBlock {
  float samples[kGridFrames * kLanes] = {};
  float& at(int frame, int lane) { return samples[frame * kLanes + lane]; }
};

inline StripBank neutral_bank() {
  const BankLayout one_bank{.channel_banks = 1, .bus_banks = 0, .inputs = 0, .outputs = 0};
  const Targets neutral(one_bank);
  StripBank bank{};
  aim(bank, neutral.bank(0).parameters.data(), 0);
  for (int lane = 0; lane < kLanes; ++lane) {
    bank.input.rows.jump(InputRow::fade, lane, 1);
    forget(bank.gate, lane);
    bank.gate.gain_min[lane] = 1;
  }
  return bank;
}

// Puts what `change` does to neutral targets on the bank, at once.
template <class Change>
void set_bank(StripBank& bank, Change change) {
  Targets targets(BankLayout{.channel_banks = 1, .bus_banks = 0, .inputs = 0, .outputs = 0});
  for (int lane = 0; lane < kLanes; ++lane) change(targets.edit(0), lane);
  aim(bank, targets.bank(0).parameters.data(), 0);
}

// Runs the filter section `index` of a bank alone.
inline auto filter_section(const KernelTable& kernels, int index) {
  return [&kernels, index](StripBank& bank, float* block, int frames) {
    FilterSection* const section = &bank.sections[index];
    kernels.filter[0][section->rows.moving != 0](&section, block, frames);
  };
}

// A stage whose detectors hear what it changes.
inline auto by_itself(KernelTable::KeyedStage stage) {
  return [stage](StripBank& bank, float* block, int frames) { stage(bank, block, block, frames); };
}

// Runs `stage` over a signal that is the same on every lane; returns lane 0.
template <class Stage>
std::vector<float> run_stage(Stage stage, StripBank& bank, const std::vector<float>& signal) {
  std::vector<float> result;
  TestBlock block;
  for (size_t start = 0; start < signal.size(); start += kGridFrames) {
    const int frames = static_cast<int>(std::min<size_t>(kGridFrames, signal.size() - start));
    for (int f = 0; f < frames; ++f) {
      for (int lane = 0; lane < kLanes; ++lane) block.at(f, lane) = signal[start + static_cast<size_t>(f)];
    }
    stage(bank, block.samples, frames);
    for (int f = 0; f < frames; ++f) result.push_back(block.at(f, 0));
  }
  return result;
}

inline std::vector<float> sine(double freq_hz, double gain, size_t frames, double sample_rate) {
  std::vector<float> signal(frames);
  for (size_t f = 0; f < frames; ++f) {
    signal[f] = static_cast<float>(gain * std::sin(2 * M_PI * freq_hz * static_cast<double>(f) / sample_rate));
  }
  return signal;
}

inline double dB(double gain) { return 20 * std::log10(gain); }

// Gain of `signal` at freq_hz over its last `frames` frames, a whole number of periods.
inline double gain_at(const std::vector<float>& signal, double freq_hz, size_t frames, double sample_rate) {
  double in_phase = 0, quadrature = 0;
  for (size_t f = signal.size() - frames; f < signal.size(); ++f) {
    const double angle_rad = 2 * M_PI * freq_hz * static_cast<double>(f) / sample_rate;
    in_phase += signal[f] * std::cos(angle_rad);
    quadrature += signal[f] * std::sin(angle_rad);
  }
  return 2 * std::hypot(in_phase, quadrature) / static_cast<double>(frames);
}

}  // namespace headroom
