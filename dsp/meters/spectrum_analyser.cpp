#include "dsp/meters/spectrum_analyser.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "dsp/levels.h"

namespace headroom {
namespace {

// The coefficients of the cosines, with alternating signs.
std::span<const double> cosines_of(SpectrumWindow window) {
  static constexpr double kHann[] = {0.5, 0.5};
  static constexpr double kBlackmanHarris[] = {0.35875, 0.48829, 0.14128, 0.01168};
  static constexpr double kFlatTop[] = {0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368};
  static constexpr double kRectangular[] = {1};
  switch (window) {
    case SpectrumWindow::hann: return kHann;
    case SpectrumWindow::blackman_harris: return kBlackmanHarris;
    case SpectrumWindow::flat_top: return kFlatTop;
    case SpectrumWindow::rectangular: return kRectangular;
  }
  return kHann;
}

std::vector<float> make_window(SpectrumWindow window, int frames) {
  std::vector<float> weights;
  for (int f = 0; f < frames; ++f) {
    double weight = 0, sign = 1;
    int harmonic = 0;
    for (const double cosine : cosines_of(window)) {
      weight += sign * cosine * std::cos(2 * std::numbers::pi * harmonic++ * f / frames);
      sign = -sign;
    }
    weights.push_back(static_cast<float>(weight));
  }
  return weights;
}

}  // namespace

SpectrumAnalyser::SpectrumAnalyser(int window_frames, int hop_frames, SpectrumWindow window, double sample_rate,
                                   double average_s)
    : fft_(window_frames),
      hop_frames_(hop_frames),
      bin_width_hz_(sample_rate / window_frames),
      rise_(average_s > 0 ? 1 - std::exp(-hop_frames / (average_s * sample_rate)) : 1),
      window_(make_window(window, window_frames)),
      ring_(window_.size()),
      windowed_(window_.size()),
      re_(static_cast<size_t>(fft_.bins())),
      im_(re_.size()),
      shown_(re_.size()),
      held_(re_.size()),
      sum_(re_.size()),
      until_window_(window_frames) {
  double sum = 0;
  for (const float weight : window_) sum += weight;
  scale_ = static_cast<float>(2 / (sum * sum));  // a bin holds half of a sine's amplitude; its power is half its square
}

void SpectrumAnalyser::process(const float* samples, int frames) {
  while (frames > 0) {
    const size_t count =
        static_cast<size_t>(std::min({frames, until_window_, static_cast<int>(ring_.size() - write_)}));
    std::copy(samples, samples + count, ring_.begin() + static_cast<ptrdiff_t>(write_));
    write_ = (write_ + count) % ring_.size();
    samples += count;
    frames -= static_cast<int>(count);
    until_window_ -= static_cast<int>(count);
    if (until_window_ > 0) continue;
    analyse();
    until_window_ = hop_frames_;
  }
}

void SpectrumAnalyser::analyse() {
  const size_t oldest = write_, size = ring_.size();
  for (size_t f = 0; f < size; ++f) windowed_[f] = window_[f] * ring_[(oldest + f) % size];
  fft_.forward(windowed_.data(), re_.data(), im_.data());
  if (!std::isfinite(re_[0])) return;  // a broken sample is in all bins alike
  for (size_t bin = 0; bin < shown_.size(); ++bin) {
    const double power = scale_ * (re_[bin] * re_[bin] + im_[bin] * im_[bin]);
    shown_[bin] += (windows_ == 0 ? 1 : rise_) * (power - shown_[bin]);
    held_[bin] = std::max(held_[bin], power);
    sum_[bin] += power;
  }
  ++windows_;
}

void SpectrumAnalyser::reset() {
  windows_ = 0;
  std::fill(held_.begin(), held_.end(), 0.0);
  std::fill(sum_.begin(), sum_.end(), 0.0);
}

double SpectrumAnalyser::level_dBFS(int bin) const { return rms_dBFS(shown_[static_cast<size_t>(bin)]); }
double SpectrumAnalyser::held_dBFS(int bin) const { return rms_dBFS(held_[static_cast<size_t>(bin)]); }
double SpectrumAnalyser::mean_dBFS(int bin) const {
  return rms_dBFS(sum_[static_cast<size_t>(bin)] / static_cast<double>(std::max<int64_t>(1, windows_)));
}

}  // namespace headroom
