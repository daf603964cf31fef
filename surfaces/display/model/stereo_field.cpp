#include "surfaces/display/model/stereo_field.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "surfaces/display/model/ballistics.h"

namespace headroom::display {
namespace {

constexpr float kPolar_s = 0.3f;
constexpr float kPolarRange_dB = 30;
constexpr float kDecayPerFrame = 0.86f, kFramesPerSecond = 60;
constexpr float kZoomUp_dB_per_s = 10, kZoomDown_dB_per_s = 3, kMaxZoom_dB = 40;
constexpr float kComfortableRadius = 0.8f;    // where the loudest samples should lie
constexpr float kHalfLight = 255.0f / 110;    // samples on one spot
constexpr float kDarkest = kHalfLight / 254;  // below, the light is the ground's
constexpr double kSilentPower = 1e-8;         // -80 dBFS
const float kHalfRoot = std::numbers::sqrt2_v<float> / 2;

float share_kept(float seconds, float time_constant_s) { return std::exp(-seconds / time_constant_s); }

}  // namespace

StereoField::StereoField()
    : density_(static_cast<size_t>(kFieldPixels * kFieldPixels), 0.0f), pixels_(density_.size(), theme::kPhosphor[0]) {}

void StereoField::reset() {
  const uint64_t drawn = drawn_;
  *this = StereoField();
  drawn_ = drawn + 1;
}

void StereoField::feed(std::span<const float> left, std::span<const float> right, double sample_rate) {
  const size_t frames = std::min(left.size(), right.size());
  if (frames == 0 || sample_rate <= 0) return;
  const double seconds = static_cast<double>(frames) / sample_rate;
  Axis now;
  for (size_t f = 0; f < frames; ++f) {
    const double across = static_cast<double>(right[f]) - left[f], up = static_cast<double>(left[f]) + right[f];
    now.up += up * up, now.across += across * across, now.product += up * across;
  }
  // One broken sample would stay in the averages for ever; the engine reports it, here it is skipped.
  if (!std::isfinite(now.up + now.across)) return;
  const double keep = static_cast<double>(share_kept(static_cast<float>(seconds), kPolar_s));
  const double share = (1 - keep) / (2.0 * static_cast<double>(frames));
  axis_.up = keep * axis_.up + share * now.up;
  axis_.across = keep * axis_.across + share * now.across;
  axis_.product = keep * axis_.product + share * now.product;
  measure_polar(left.first(frames), right.first(frames), static_cast<float>(seconds));
  draw_cloud(left.first(frames), right.first(frames), static_cast<float>(seconds));
}

void StereoField::draw_cloud(std::span<const float> left, std::span<const float> right, float seconds) {
  float highest = 0;
  for (size_t f = 0; f < left.size(); ++f) highest = std::max(highest, left[f] * left[f] + right[f] * right[f]);
  const float radius = std::sqrt(highest);
  if (radius > 1e-4f) {
    const float wanted_dB = std::clamp(dB_of_gain(kComfortableRadius / radius), 0.0f, kMaxZoom_dB);
    const float up = kZoomUp_dB_per_s * seconds, down = kZoomDown_dB_per_s * seconds;
    zoom_dB_ = zoom_dB_ < wanted_dB ? std::min(wanted_dB, zoom_dB_ + up) : std::max(wanted_dB, zoom_dB_ - down);
  }
  fade(std::pow(kDecayPerFrame, seconds * kFramesPerSecond));
  constexpr float kMiddle = kFieldPixels / 2, kOrigin = kFieldOrigin * kFieldPixels;
  const float magnify = std::pow(10.0f, zoom_dB_ / 20.0f) * kHalfRoot * kFieldRadius * kFieldPixels;
  for (size_t f = 0; f < left.size(); ++f) {
    const float up = left[f] + right[f] < 0 ? -magnify : magnify;
    const float x = kMiddle + (right[f] - left[f]) * up, y = kOrigin - (left[f] + right[f]) * up;
    // What leaves the plot is not drawn; NaN fails every comparison.
    if (!(x >= 0 && x < kFieldPixels && y >= 0 && y < kFieldPixels)) continue;
    density_[static_cast<size_t>(y) * kFieldPixels + static_cast<size_t>(x)] += 1.0f;
    is_lit_[static_cast<size_t>(y)] = true;
  }
  draw_pixels();
}

// What is darker than the darkest light is nothing: else it would go on shrinking to numbers that processors are slow
// with.
void StereoField::fade(float decay) {
  for (size_t row = 0; row < is_lit_.size(); ++row) {
    if (!is_lit_[row]) continue;
    uint32_t any = 0;  // bits: so that compilers take four places at a time
    for (float& value : std::span(density_).subspan(row * kFieldPixels, kFieldPixels)) {
      const float faded = value * decay;
      value = faded < kDarkest ? 0.0f : faded;
      any |= std::bit_cast<uint32_t>(value);
    }
    is_lit_[row] = any != 0;
  }
}

// Half the light for one fresh sample; the brightest for about six on one spot.
void StereoField::draw_pixels() {
  const std::array<Rgba, 256>& light = phosphor();
  for (size_t row = 0; row < is_lit_.size(); ++row) {
    const std::span<Rgba> pixels = std::span(pixels_).subspan(row * kFieldPixels, kFieldPixels);
    if (!is_lit_[row]) {
      std::fill(pixels.begin(), pixels.end(), light[0]);
      continue;
    }
    const float* density = density_.data() + row * kFieldPixels;
    std::array<int, kFieldPixels> lit;
    for (size_t x = 0; x < lit.size(); ++x) lit[x] = static_cast<int>(255.0f * density[x] / (density[x] + kHalfLight));
    for (size_t x = 0; x < lit.size(); ++x) pixels[x] = light[static_cast<size_t>(lit[x])];
  }
  ++drawn_;
}

void StereoField::measure_polar(std::span<const float> left, std::span<const float> right, float seconds) {
  std::array<float, kPolarBins> energy{};
  for (size_t f = 0; f < left.size(); ++f) {
    float x = right[f] - left[f], y = left[f] + right[f];
    if (y < 0) x = -x, y = -y;  // both half-waves of one source lie on one line
    const float power = x * x + y * y;
    if (!(power > 0)) continue;
    const float angle_deg = std::atan2(x, y) * 180.0f / std::numbers::pi_v<float>;
    energy[static_cast<size_t>(std::clamp(std::lround((angle_deg + 90.0f) / 2.0f), 0L, kPolarBins - 1L))] += power;
  }
  const float keep = share_kept(seconds, kPolar_s);
  const float share = 1.0f / static_cast<float>(left.size());
  for (size_t bin = 0; bin < kPolarBins; ++bin) {
    const float now = energy[bin] * share;
    polar_energy_[bin] = now + keep * (polar_energy_[bin] - now);
  }
  // A little width: a direction also counts for its neighbours within 4 degrees, so that the outline is one line.
  constexpr float kWidth[] = {1, 2, 3, 2, 1};
  std::array<float, kPolarBins> smooth{};
  float loudest = 0;
  for (int bin = 0; bin < kPolarBins; ++bin) {
    for (int i = -2; i <= 2; ++i)
      if (bin + i >= 0 && bin + i < kPolarBins)
        smooth[static_cast<size_t>(bin)] += kWidth[i + 2] * polar_energy_[static_cast<size_t>(bin + i)];
    loudest = std::max(loudest, smooth[static_cast<size_t>(bin)]);
  }
  for (size_t bin = 0; bin < kPolarBins; ++bin) {
    const float below_dB =
        loudest > 1e-10f && smooth[bin] > 0 ? 10.0f * std::log10(smooth[bin] / loudest) : -kPolarRange_dB;
    polar_radius_[bin] = std::clamp(1.0f + below_dB / kPolarRange_dB, 0.0f, 1.0f);
  }
}

std::optional<float> StereoField::image_angle_deg() const {
  if (axis_.up + axis_.across < kSilentPower) return std::nullopt;
  return static_cast<float>(0.5 * std::atan2(2 * axis_.product, axis_.up - axis_.across) * 180 / std::numbers::pi);
}

}  // namespace headroom::display
