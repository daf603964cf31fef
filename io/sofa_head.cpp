#include "io/sofa_head.h"

#include <mysofa.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <numbers>

namespace headroom {
namespace {

constexpr double kSameCosine = 1e-6;  // of the angle between two directions: single precision tells no more apart

// libmysofa frees and allocates the arrays it resamples.
MYSOFA_ARRAY copied(const float* values, size_t count) {
  auto* copy = static_cast<float*>(std::malloc(count * sizeof(float)));
  std::copy_n(values, count, copy);
  return {copy, static_cast<unsigned>(count), nullptr};
}

}  // namespace

const char* SofaHead::default_path() { return "/usr/share/libmysofa/default.sofa"; }

Result<SofaHead> SofaHead::load(const std::string& path, double longest_ms) {
  auto measured = read_sofa_file(path, longest_ms);
  if (!measured) return Error{measured.error()};
  return SofaHead(std::move(*measured));
}

size_t SofaHead::nearest(const std::array<double, 3>& wanted) const {
  size_t best = 0;
  double best_cosine = -2;
  for (size_t i = 0; i < measured_.count(); ++i) {
    const float* direction = &measured_.directions[3 * i];
    double cosine = 0;
    for (size_t axis = 0; axis < 3; ++axis) cosine += wanted[axis] * static_cast<double>(direction[axis]);
    // Of two that are as near, the one further in front: then left and right are mirror images.
    const bool is_nearer = cosine > best_cosine + kSameCosine;
    const bool is_in_front = direction[0] > measured_.directions[3 * best];
    if (!is_nearer && !(cosine > best_cosine - kSameCosine && is_in_front)) continue;
    best_cosine = cosine;
    best = i;
  }
  return best;
}

Result<HeadResponse> SofaHead::towards(double azimuth_degrees, double elevation_degrees, double sample_rate) const {
  const double azimuth = azimuth_degrees * std::numbers::pi / 180,
               elevation = elevation_degrees * std::numbers::pi / 180;
  const size_t index =
      nearest({std::cos(azimuth) * std::cos(elevation), std::sin(azimuth) * std::cos(elevation), std::sin(elevation)});
  const auto rate = static_cast<float>(measured_.sample_rate);
  MYSOFA_HRTF one{};
  one.I = one.E = one.M = 1;
  one.C = 3;
  one.R = 2;
  one.N = static_cast<unsigned>(measured_.frames);
  one.DataIR = copied(&measured_.responses[2 * index * measured_.frames], 2 * measured_.frames);
  one.DataDelay = copied(&measured_.delays[2 * index], 2);
  one.DataSamplingRate = copied(&rate, 1);
  const int error = mysofa_resample(&one, static_cast<float>(sample_rate));
  HeadResponse response;
  const double scale = measured_.sample_rate / sample_rate;
  for (const size_t ear : {size_t{0}, size_t{1}}) {
    std::vector<float>& heard = ear == 0 ? response.left : response.right;
    const float* taps = one.DataIR.values + ear * one.N;
    heard.assign(static_cast<size_t>(std::lround(one.DataDelay.values[ear])), 0.0f);
    for (unsigned i = 0; i < one.N; ++i) heard.push_back(static_cast<float>(scale * static_cast<double>(taps[i])));
  }
  for (MYSOFA_ARRAY* array : {&one.DataIR, &one.DataDelay, &one.DataSamplingRate}) std::free(array->values);
  if (error != MYSOFA_OK)
    return Error{"The head \"" + measured_.name + "\" cannot be heard at " + std::to_string(std::lround(sample_rate)) +
                 " Hz; libmysofa takes 8000 Hz and more."};
  const size_t frames = std::max(response.left.size(), response.right.size());
  response.left.resize(frames, 0.0f);
  response.right.resize(frames, 0.0f);
  return response;
}

// Directions are taken evenly from the sphere (a spiral by the golden angle), however unevenly they were measured.
std::vector<double> SofaHead::diffuse_field(std::span<const double> freqs_hz) const {
  constexpr int kDirections = 128;
  constexpr double kGoldenAngle = std::numbers::pi * (3 - 2.2360679774997896);
  std::vector<double> powers(freqs_hz.size(), 0.0);
  for (int i = 0; i < kDirections; ++i) {
    const double up = 1 - (2 * i + 1.0) / kDirections, out = std::sqrt(1 - up * up), turn = kGoldenAngle * i;
    const float* ears =
        &measured_.responses[2 * measured_.frames * nearest({out * std::cos(turn), out * std::sin(turn), up})];
    for (size_t at = 0; at < powers.size(); ++at)
      for (const float* ear : {ears, ears + measured_.frames}) {
        const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi * freqs_hz[at] / measured_.sample_rate);
        std::complex<double> turned = 1, sum = 0;
        for (size_t frame = 0; frame < measured_.frames; ++frame, turned *= step)
          sum += static_cast<double>(ear[frame]) * turned;
        powers[at] += std::norm(sum) / (2 * kDirections);
      }
  }
  return powers;
}

}  // namespace headroom
