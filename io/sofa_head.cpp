#include "io/sofa_head.h"

#include <mysofa.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace headroom {
namespace {

// libmysofa frees and allocates the arrays it resamples.
MYSOFA_ARRAY copied(const float* values, size_t count) {
  auto* copy = static_cast<float*>(std::malloc(count * sizeof(float)));
  std::copy_n(values, count, copy);
  return {copy, static_cast<unsigned>(count), nullptr};
}

}  // namespace

const char* SofaHead::default_path() { return "/usr/share/libmysofa/default.sofa"; }

Result<SofaHead> SofaHead::load(const std::string& path) {
  auto measured = read_sofa_file(path);
  if (!measured) return Error{measured.error()};
  return SofaHead(std::move(*measured));
}

size_t SofaHead::nearest(double azimuth_degrees, double elevation_degrees) const {
  const double azimuth = azimuth_degrees * std::numbers::pi / 180, elevation = elevation_degrees * std::numbers::pi / 180;
  const double wanted[] = {std::cos(azimuth) * std::cos(elevation), std::sin(azimuth) * std::cos(elevation),
                           std::sin(elevation)};
  size_t best = 0;
  double best_cosine = -2;
  for (size_t i = 0; i < measured_.count(); ++i) {
    double cosine = 0;
    for (size_t axis = 0; axis < 3; ++axis) cosine += wanted[axis] * static_cast<double>(measured_.directions[3 * i + axis]);
    if (cosine <= best_cosine) continue;
    best_cosine = cosine;
    best = i;
  }
  return best;
}

Result<HeadResponse> SofaHead::towards(double azimuth_degrees, double elevation_degrees, double sample_rate) const {
  const size_t index = nearest(azimuth_degrees, elevation_degrees);
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

}  // namespace headroom
