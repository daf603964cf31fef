#include "console/binaural_head.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>
#include <numbers>
#include <optional>

#include "console/head_equaliser.h"
#include "dsp/meters/k_weighting.h"

namespace headroom {
namespace {

constexpr float kSilence = 0.001f;  // of a response's peak: -60 dB

double power_at(const std::vector<float>& ear, double angle) {
  const std::complex<double> step = std::polar(1.0, -angle);
  std::complex<double> turn = 1, sum = 0;
  for (const float sample : ear) {
    sum += static_cast<double>(sample) * turn;
    turn *= step;
  }
  return std::norm(sum);
}

double power_at(const BiquadCoefficients& c, double angle) {
  const std::complex<double> z = std::polar(1.0, -angle);
  return std::norm((c.b0 + z * (c.b1 + z * c.b2)) / (1.0 + z * (c.a1 + z * c.a2)));
}

// How much louder pink noise is at the ears than on its way to this loudspeaker and its mirror image, as a power.
// Pink noise has as much power in each part of an octave as in any other.
double pink_loudness(const HeadResponse& response, double sample_rate) {
  const KWeighting weighting = design_k_weighting(sample_rate);
  double before = 0, after = 0;
  for (double freq_hz = 20; freq_hz < std::min(20000.0, 0.45 * sample_rate); freq_hz *= std::exp2(1.0 / 48)) {
    const double angle = 2 * std::numbers::pi * freq_hz / sample_rate;
    const double weight = power_at(weighting.shelf, angle) * power_at(weighting.high_pass, angle);
    before += weight;
    after += weight * (power_at(response.left, angle) + power_at(response.right, angle));
  }
  return after / before;
}

// Every direction that a layout asks for, equalised.
class Responses {
 public:
  Responses(const SofaHead& head, double sample_rate)
      : head_(head), sample_rate_(sample_rate), equaliser_(head, sample_rate) {}

  Outcome measure(const Direction& direction) {
    const auto key = std::pair(direction.azimuth_deg, direction.elevation_deg);
    if (by_direction_.contains(key)) return {};
    auto response = head_.towards(direction.azimuth_deg, direction.elevation_deg, sample_rate_);
    if (!response) return Error{response.error()};
    if (key == std::pair(0.0, 0.0))
      lfe_.left = lfe_.right = equaliser_.as_it_is(arrival_frame(response->left, kArrival));
    by_direction_.emplace(key, equaliser_.equalised(*response));
    return {};
  }
  // In step with what comes from in front.
  const HeadResponse& lfe() const { return lfe_; }
  HeadResponse& at(const Direction& direction) {
    return by_direction_.at({direction.azimuth_deg, direction.elevation_deg});
  }

  // Takes the silence away that all begin with.
  void begin_at_once() {
    size_t silence = SIZE_MAX;
    for_each([&](std::vector<float>& ear) { silence = std::min(silence, arrival_frame(ear, kSilence)); });
    for_each(
        [&](std::vector<float>& ear) { ear.erase(ear.begin(), ear.begin() + static_cast<std::ptrdiff_t>(silence)); });
  }
  void scale(double gain) {
    for_each([&](std::vector<float>& ear) {
      for (float& sample : ear) sample = static_cast<float>(gain * static_cast<double>(sample));
    });
  }
  size_t longest() const {
    size_t frames = lfe_.left.size();
    for (const auto& [direction, response] : by_direction_) frames = std::max(frames, response.left.size());
    return frames;
  }

 private:
  template <class Act>
  void for_each(Act act) {
    for (auto& [direction, response] : by_direction_) {
      act(response.left);
      act(response.right);
    }
    act(lfe_.left);
    act(lfe_.right);
  }

  const SofaHead& head_;
  double sample_rate_;
  HeadEqualiser equaliser_;
  HeadResponse lfe_;
  std::map<std::pair<double, double>, HeadResponse> by_direction_;
};

// Where a loudspeaker is heard from; none when the layout lacks it.
std::optional<Direction> heard_from(SpeakerLayout layout, Loudspeaker loudspeaker) {
  if (layout == SpeakerLayout::mono && loudspeaker == Loudspeaker::right) return Direction{};
  if (!has_loudspeaker(layout, loudspeaker)) return std::nullopt;
  return direction_of(layout, loudspeaker);
}

}  // namespace

Result<BinauralHead> BinauralHead::of(const SofaHead& head, double sample_rate) {
  Responses responses(head, sample_rate);
  const Direction left = direction_of(SpeakerLayout::stereo, Loudspeaker::left), front{};
  for (const Direction& direction : {left, front})
    if (const Outcome measured = responses.measure(direction); !measured) return Error{measured.error()};
  for (int layout = 0; layout < kSpeakerLayouts; ++layout)
    for (int side = 0; side < kLoudspeakers; ++side)
      if (const auto direction = heard_from(static_cast<SpeakerLayout>(layout), loudspeaker_at(side)))
        if (const Outcome measured = responses.measure(*direction); !measured) return Error{measured.error()};

  const double loudness = pink_loudness(responses.at(left), sample_rate);
  if (!(loudness > 0)) return Error{"The head \"" + head.name() + "\" hears nothing from in front; give another."};
  responses.scale(1 / std::sqrt(loudness));
  responses.begin_at_once();

  BinauralHead made;
  made.name_ = head.name();
  for (int layout = 0; layout < kSpeakerLayouts; ++layout) {
    ConvolutionFilters& filters = made.filters_.emplace_back(kLoudspeakers, static_cast<int>(responses.longest()));
    for (int side = 0; side < kLoudspeakers; ++side) {
      const auto direction = heard_from(static_cast<SpeakerLayout>(layout), loudspeaker_at(side));
      if (!direction) continue;
      const bool is_lfe = loudspeaker_at(side) == Loudspeaker::lfe;
      const HeadResponse& response = is_lfe ? responses.lfe() : responses.at(*direction);
      filters.set(side, {response.left, response.right});
    }
  }
  return made;
}

}  // namespace headroom
