#include "io/line_test.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "io/audio_device.h"

namespace headroom {
namespace {

float amplitude_of(float level_dBFS) { return std::pow(10.0f, level_dBFS / 20); }

const float kLoudest = amplitude_of(LineTest::kLoudest_dBFS);

// Where `line` begins in this part of the block; null when the device has no such line.
template <class Sample>
Sample* part_of(Sample* const* lines, int count, int line, int start) {
  return line >= 0 && line < count ? lines[line] + start : nullptr;
}

}  // namespace

LineTest::LineTest(double sample_rate, std::vector<float> probe)
    : probe_(std::move(probe)),
      recording_(probe_.size() + static_cast<size_t>(kLongestDelay_s * sample_rate), 0.0f),
      rise_(kLoudest / static_cast<float>(kToneFadeIn_s * sample_rate)),
      fall_(kLoudest / static_cast<float>(kToneFadeOut_s * sample_rate)),
      turn_sine_(std::sin(2 * std::numbers::pi * static_cast<double>(kTone_hz) / sample_rate)),
      turn_cosine_(std::cos(2 * std::numbers::pi * static_cast<double>(kTone_hz) / sample_rate)) {}

void LineTest::play_tone(int output, float level_dBFS) {
  // What is no number is silence.
  const float level = level_dBFS <= kLoudest_dBFS  ? amplitude_of(level_dBFS)
                      : level_dBFS > kLoudest_dBFS ? kLoudest
                                                   : 0;
  wanted_.store({output, level}, std::memory_order_relaxed);
}

bool LineTest::start_probe(int output, int input) {
  const Probe state = state_.load(std::memory_order_acquire);
  if (state == Probe::wanted || state == Probe::runs) return false;
  probe_output_ = output;
  probe_input_ = input;
  state_.store(Probe::wanted, std::memory_order_release);
  return true;
}

bool LineTest::take_finished() {
  Probe expected = Probe::finished;
  return state_.compare_exchange_strong(expected, Probe::none, std::memory_order_acquire);
}

void LineTest::process(const DeviceBlock& block, int start, int frames) {
  add_tone(block, start, frames);
  run_probe(block, start, frames);
}

void LineTest::add_tone(const DeviceBlock& block, int start, int frames) {
  const Tone wanted = wanted_.load(std::memory_order_relaxed);
  if (amplitude_ == 0) tone_output_ = wanted.output;
  if (tone_output_ == kNoLine) return;
  const float target = tone_output_ == wanted.output ? wanted.amplitude : 0;
  float* const out = part_of(block.out, block.outputs, tone_output_, start);
  for (int f = 0; f < frames; ++f) {
    amplitude_ = std::clamp(target, amplitude_ - fall_, amplitude_ + rise_);
    const double next = sine_ * turn_cosine_ + cosine_ * turn_sine_;
    cosine_ = cosine_ * turn_cosine_ - sine_ * turn_sine_;
    sine_ = next;
    if (out) out[f] += amplitude_ * static_cast<float>(sine_);
  }
}

void LineTest::run_probe(const DeviceBlock& block, int start, int frames) {
  Probe state = state_.load(std::memory_order_acquire);
  if (state == Probe::wanted) {
    position_ = 0;
    state_.store(state = Probe::runs, std::memory_order_relaxed);
  }
  if (state != Probe::runs) return;
  float* const out = part_of(block.out, block.outputs, probe_output_, start);
  const float* const in = part_of(block.in, block.inputs, probe_input_, start);
  for (int f = 0; f < frames && position_ < recording_.size(); ++f, ++position_) {
    recording_[position_] = in ? in[f] : 0;
    if (out && position_ < probe_.size()) out[f] += kLoudest * probe_[position_];
  }
  if (position_ == recording_.size()) state_.store(Probe::finished, std::memory_order_release);
}

}  // namespace headroom
