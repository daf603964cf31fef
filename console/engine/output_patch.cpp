#include "console/engine/output_patch.h"

#include <algorithm>

#include "console/control_row.h"
#include "console/engine/source_change.h"

namespace headroom {
namespace {

constexpr Block kSilence{};

// First of the samples, kLanes apart.
const float* sound_of(const StripSounds& sounds, int source) {
  if (source == kNoSource) return kSilence.samples;
  const auto strip = static_cast<size_t>(without_before_equaliser(source));
  const std::vector<Block>& blocks = is_before_equaliser(source) ? sounds.before_equaliser : sounds.strips;
  return blocks[strip / kLanes].samples + strip % kLanes;
}

// to[0, to_stride, ...] = from[0, kLanes, ...] under one lane of a ramp.
template <int kRows>
void scale(RampRows<kRows>& ramps, int row, int lane, const float* from, float* to, int to_stride, int frames) {
  float level = ramps.current[row][lane];
  const float step = ramps.step[row][lane];
  for (int f = 0; f < frames; ++f) {
    level += step;
    to[f * to_stride] = from[f * kLanes] * level;
  }
  ramps.current[row][lane] = level;
}

}  // namespace

OutputPatch::OutputBank::OutputBank(int longest_delay_frames) : delay(longest_delay_frames) {
  source.fill(kNoSource);
  wanted.fill(kNoSource);
  gain.fill(1);
  for (int lane = 0; lane < kLanes; ++lane) ramps.jump(Row::gain, lane, 1);
}

OutputPatch::OutputPatch(const BankLayout& layout, double sample_rate)
    : layout_(layout), hears_before_equaliser_(static_cast<size_t>(layout.channel_banks), 0) {
  const int banks = (layout.outputs + kLanes - 1) / kLanes;
  for (int bank = 0; bank < banks; ++bank) banks_.emplace_back(static_cast<int>(kLongestDelay_ms * sample_rate / 1000));
  out_.assign(static_cast<size_t>(banks * kLanes), nullptr);
}

bool OutputPatch::exists(int source) const {
  const int lane = without_before_equaliser(source);
  return lane >= 0 && lane < (is_before_equaliser(source) ? layout_.channel_banks : layout_.banks()) * kLanes;
}

void OutputPatch::aim(std::span<const OutputTarget> outputs) {
  for (size_t first = 0; first < outputs.size(); first += kLanes) {
    OutputBank& bank = banks_[first / kLanes];
    std::array<int, kLanes> delay_frames{};
    for (size_t lane = 0; lane < kLanes && first + lane < outputs.size(); ++lane) {
      const OutputTarget& target = outputs[first + lane];
      bank.wanted[lane] = exists(target.source) ? target.source : kNoSource;
      bank.gain[lane] = target.gain;
      delay_frames[lane] = target.delay_frames;
    }
    bank.delay.aim(delay_frames);
  }
  is_changing_ = true;
}

void OutputPatch::advance(int ramp_frames) {
  for (OutputBank& bank : banks_) {
    bank.ramps.advance();
    bank.delay.advance(ramp_frames);
  }
  if (!is_changing_) return;
  is_changing_ = false;
  for (OutputBank& bank : banks_) {
    bank.ramps.go_row(Row::gain, bank.gain.data(), ramp_frames);
    for (int lane = 0; lane < kLanes; ++lane) {
      const auto i = static_cast<size_t>(lane);
      if (!follow_source(bank.source[i], bank.wanted[i], bank.ramps, Row::fade, lane, ramp_frames)) is_changing_ = true;
    }
  }
  see_what_is_heard();
}

void OutputPatch::see_what_is_heard() {
  std::fill(hears_before_equaliser_.begin(), hears_before_equaliser_.end(), uint8_t{0});
  for (const OutputBank& bank : banks_)
    for (const int source : bank.source)
      if (is_before_equaliser(source))
        hears_before_equaliser_[static_cast<size_t>(without_before_equaliser(source) / kLanes)] = 1;
}

void OutputPatch::scatter(const StripSounds& sounds, float* const* out, int offset, int frames) {
  std::copy_n(out, layout_.outputs, out_.begin());
  for (size_t bank = 0; bank < banks_.size(); ++bank) {
    const bool is_plain = banks_[bank].ramps.moving == 0 && banks_[bank].delay.is_neutral();
    (is_plain ? carry_plainly : carry_moving)(banks_[bank], sounds, out_.data() + bank * kLanes, offset, frames);
  }
}

// Nearly always: no sample waits for the one before.
void OutputPatch::carry_plainly(OutputBank& bank, const StripSounds& sounds, float* const* out, int offset,
                                int frames) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (!out[lane]) continue;
    float* to = out[lane] + offset;
    if (bank.source[lane] == kNoSource) {
      std::fill_n(to, frames, 0.0f);
      continue;
    }
    const float level = bank.ramps.current[Row::fade][lane] * bank.ramps.current[Row::gain][lane];
    const float* from = sound_of(sounds, bank.source[lane]);
#pragma GCC unroll 8  // half of the instructions would be the loop's own
    for (int f = 0; f < frames; ++f) to[f] = from[f * kLanes] * level;
  }
}

void OutputPatch::carry_moving(OutputBank& bank, const StripSounds& sounds, float* const* out, int offset, int frames) {
  Block carried;
  for (int lane = 0; lane < kLanes; ++lane) {
    const float* from = sound_of(sounds, bank.source[static_cast<size_t>(lane)]);
    scale(bank.ramps, Row::fade, lane, from, carried.samples + lane, kLanes, frames);
  }
  bank.delay.process(carried.samples, frames);
  for (int lane = 0; lane < kLanes; ++lane)
    if (out[lane]) scale(bank.ramps, Row::gain, lane, carried.samples + lane, out[lane] + offset, 1, frames);
}

}  // namespace headroom
