#include "dsp/oscillator.h"

#include <cmath>
#include <numbers>

namespace headroom {
namespace {

// The library's own exp and sin may differ between processors in the last bit; these series do not.
double exponential(double x) {
  const int halvings = 8;
  double term = 1, sum = 1;
  const double small = x / (1 << halvings);
  for (int n = 1; n < 14; ++n) sum += term *= small / n;
  for (int i = 0; i < halvings; ++i) sum *= sum;
  return sum;
}

// `turns` 0 .. 1; error below 1e-11.
double sine_of(double turns) {
  const double quarter = turns > 0.75 ? turns - 1 : turns > 0.25 ? 0.5 - turns : turns;
  const double angle_rad = 2 * std::numbers::pi * quarter;
  const double square = angle_rad * angle_rad;
  double term = angle_rad, sum = angle_rad;
  for (int n = 3; n < 17; n += 2) sum += term *= -square / (n * (n - 1));
  return sum;
}

// White noise of even spread is 0 dBFS, as a full-scale sine, when it reaches to this.
const double kWhitePeak = std::sqrt(1.5);

// Poles an octave apart make a staircase of 3 dB an octave; the highest stands at this share of the sample rate, and a
// weak zero at its half straightens the end. +-0.1 dB from 20 Hz to 20 kHz at any rate from 44.1 kHz up.
constexpr double kHighestPole = 0.18946457;  // 2^-2.4
constexpr double kPinkEnd = 0.15;
constexpr double kLowestPole_hz = 4;

}  // namespace

Oscillator::Oscillator(double sample_rate)
    : sample_rate_(sample_rate),
      sweep_growth_(exponential(std::log(kSweepLast_hz / kSweepFirst_hz) / (kSweepSeconds * sample_rate))) {
  for (double pole = kHighestPole; pole * sample_rate > kLowestPole_hz; pole /= 2)
    pink_.push_back({.pole = exponential(-2 * std::numbers::pi * pole),
                     .zero = exponential(-2 * std::numbers::pi * pole * std::numbers::sqrt2)});
  // What the sections' answer to one sample holds in all is what they do to the power of white noise.
  start(OscillatorKind::pink);
  double energy = 0;
  for (int64_t f = 0; f < static_cast<int64_t>(sample_rate); ++f) {
    const double y = slope(f == 0 ? 1 : 0);
    energy += y * y;
  }
  pink_gain_ = 1 / std::sqrt(energy);
  start(OscillatorKind::sine);
}

void Oscillator::start(OscillatorKind kind) {
  kind_ = kind;
  frame_ = 0;
  phase_turns_ = 0;
  sweep_hz_ = kSweepFirst_hz;
  random_ = 1;
  pink_last_white_ = 0;
  for (PinkSection& section : pink_) section.x1 = section.y1 = 0;
}

void Oscillator::generate(float* samples, int frames, double freq_hz) {
  for (int f = 0; f < frames; ++f, ++frame_) {
    double x = 0;
    switch (kind_) {
      case OscillatorKind::sine: x = tone(freq_hz); break;
      case OscillatorKind::sweep:
        x = tone(sweep_hz_);
        sweep_hz_ = sweep_hz_ * sweep_growth_ > kSweepLast_hz ? kSweepFirst_hz : sweep_hz_ * sweep_growth_;
        break;
      case OscillatorKind::pink: x = pink_gain_ * slope(white()); break;
      case OscillatorKind::white: x = white(); break;
      case OscillatorKind::pulse: x = pulse(); break;
    }
    samples[f] = static_cast<float>(x);
  }
}

double Oscillator::tone(double freq_hz) {
  const double x = sine_of(phase_turns_);
  phase_turns_ += freq_hz / sample_rate_;
  if (phase_turns_ >= 1) phase_turns_ -= 1;
  return x;
}

double Oscillator::white() {
  random_ = random_ * 1664525u + 1013904223u;  // Numerical Recipes' generator; its high bits are the good ones
  const double even = static_cast<double>(random_ ^ (random_ >> 16)) / 2147483648.0 - 1;
  return kWhitePeak * even;
}

double Oscillator::slope(double white) {
  double y = white + kPinkEnd * pink_last_white_;
  pink_last_white_ = white;
  for (PinkSection& section : pink_) {
    section.y1 = y - section.zero * section.x1 + section.pole * section.y1;
    section.x1 = y;
    y = section.y1;
  }
  return y;
}

double Oscillator::pulse() {
  const auto every = static_cast<int64_t>(kPulseEveryMs * sample_rate_ / 1000);
  const double at = static_cast<double>(frame_ % every) / (kPulseMs * sample_rate_ / 1000);  // 0 .. 1 is the pulse
  if (at >= 1) return 0;
  const double rise = sine_of(at / 2);
  return rise * rise;  // a raised cosine
}

}  // namespace headroom
