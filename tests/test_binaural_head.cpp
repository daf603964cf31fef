// A head made ready for monitoring: as loud as the loudspeakers it stands for, and each of them where it belongs.
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "console/binaural_head.h"
#include "console/bus_targets.h"
#include "dsp/meters/loudness.h"
#include "dsp/real_fft.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;
// Each ear hears about half of the power that goes to the loudspeakers.
constexpr double kBothEars_dB = -3;

const BinauralHead& head() {
  static const auto made = [] {
    const auto loaded = SofaHead::load(SofaHead::default_path(), kLongestHead_ms);
    REQUIRE(loaded);
    return BinauralHead::of(*loaded, kRate);
  }();
  REQUIRE(made);
  return *made;
}

using Sound = std::vector<float>;

// What both ears hear of one sound on each of some loudspeakers.
std::array<Sound, 2> at_the_ears(SpeakerLayout layout,
                                 const std::vector<std::pair<Loudspeaker, const Sound*>>& sounds) {
  const ConvolutionFilters& filters = head().filters(layout);
  PartitionedConvolution convolution(kLoudspeakers, filters.partitions());
  std::array<Sound, 2> ears;
  for (size_t first = 0; first + kPartitionFrames <= sounds[0].second->size(); first += kPartitionFrames) {
    Sound in(kLoudspeakers * kPartitionFrames);
    for (const auto& [loudspeaker, sound] : sounds)
      std::copy_n(sound->begin() + static_cast<std::ptrdiff_t>(first), kPartitionFrames,
                  in.begin() + side_of(loudspeaker) * kPartitionFrames);
    convolution.push(in.data());
    float out[kConvolutionOutputs][kPartitionFrames];
    convolution.hear(filters, out);
    for (size_t ear = 0; ear < 2; ++ear) ears[ear].insert(ears[ear].end(), out[ear], out[ear] + kPartitionFrames);
  }
  return ears;
}

// As much power in every octave from 20 Hz to 20 kHz; 11 s.
Sound pink_noise(unsigned seed) {
  constexpr int kFrames = 1 << 19;
  RealFft fft(kFrames);
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> turn(0, 6.2831853f);
  Sound re(static_cast<size_t>(fft.bins())), im(re.size()), noise(kFrames);
  for (size_t bin = 0; bin < re.size(); ++bin) {
    const double freq_hz = static_cast<double>(bin) * kRate / kFrames;
    if (freq_hz < 20 || freq_hz > 20000) continue;
    const float magnitude = 0.01f / static_cast<float>(std::sqrt(freq_hz)), angle = turn(random);
    re[bin] = magnitude * std::cos(angle);
    im[bin] = magnitude * std::sin(angle);
  }
  fft.inverse(re.data(), im.data(), noise.data());
  return noise;
}

double loudness_LUFS(const Sound& left, const Sound& right) {
  const double weights[] = {1, 1};
  LoudnessMeter meter(weights, kRate);
  const float* const channels[] = {left.data(), right.data()};
  meter.process(channels, static_cast<int>(left.size()));
  return meter.integrated_LUFS();
}

double energy(const Sound& sound) {
  double sum = 0;
  for (const float sample : sound) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

double power_at(const Sound& sound, double freq_hz) {
  double re = 0, im = 0;
  for (size_t f = 0; f < sound.size(); ++f) {
    const double angle = 2 * 3.14159265358979 * freq_hz / kRate * static_cast<double>(f);
    re += static_cast<double>(sound[f]) * std::cos(angle);
    im += static_cast<double>(sound[f]) * std::sin(angle);
  }
  return re * re + im * im;
}

Sound impulse() {
  Sound sound(2048);
  sound[0] = 1;
  return sound;
}

}  // namespace

TEST_CASE("pink noise on left and right is as loud at the ears as on its way to the loudspeakers") {
  const Sound left = pink_noise(1), right = pink_noise(2);
  const auto ears = at_the_ears(SpeakerLayout::stereo, {{Loudspeaker::left, &left}, {Loudspeaker::right, &right}});
  CHECK(loudness_LUFS(ears[0], ears[1]) == Approx(loudness_LUFS(left, right)).margin(0.1));
}

TEST_CASE("in every layout the left loudspeakers are louder at the left ear, the right ones at the right ear") {
  const Sound click = impulse();
  for (int i = 0; i < kSpeakerLayouts; ++i) {
    const auto layout = static_cast<SpeakerLayout>(i);
    if (layout == SpeakerLayout::mono) continue;
    for (int side = 0; side < kLoudspeakers; ++side) {
      const Loudspeaker loudspeaker = loudspeaker_at(side);
      CAPTURE(i, side);
      const auto ears = at_the_ears(layout, {{loudspeaker, &click}});
      if (!has_loudspeaker(layout, loudspeaker)) {
        CHECK(energy(ears[0]) + energy(ears[1]) == 0);
      } else if (is_left(loudspeaker)) {
        CHECK(energy(ears[0]) > 1.5 * energy(ears[1]));
      } else if (is_right(loudspeaker)) {
        CHECK(energy(ears[1]) > 1.5 * energy(ears[0]));
      } else {
        CHECK(energy(ears[0]) == Approx(energy(ears[1])).epsilon(0.03));
      }
    }
  }
}

TEST_CASE("left and right loudspeakers are mirror images") {
  const Sound click = impulse();
  for (const Loudspeaker left : {Loudspeaker::left, Loudspeaker::left_surround, Loudspeaker::left_rear,
                                 Loudspeaker::left_top_front, Loudspeaker::left_top_rear}) {
    CAPTURE(side_of(left));
    const auto from_left = at_the_ears(SpeakerLayout::surround_7_1_4, {{left, &click}});
    const auto from_right = at_the_ears(SpeakerLayout::surround_7_1_4, {{mirrored(left), &click}});
    CHECK(from_left[0] == from_right[1]);
    CHECK(from_left[1] == from_right[0]);
  }
}

TEST_CASE("mono stands in front: both ears hear the same of it, whichever side it comes on") {
  const Sound click = impulse();
  const auto ears = at_the_ears(SpeakerLayout::mono, {{Loudspeaker::left, &click}});
  CHECK(energy(ears[0]) == Approx(energy(ears[1])).epsilon(0.03));
  CHECK(at_the_ears(SpeakerLayout::mono, {{Loudspeaker::right, &click}}) == ears);
}

// At low frequencies a head is not in the way; above, what is the same from everywhere has been taken away.
TEST_CASE("bass is whole at both ears, wherever it comes from: 20 to 200 Hz within 1 dB") {
  const Sound click = impulse();
  for (int side = 0; side < kLoudspeakers; ++side)
    for (const Sound& ear : at_the_ears(SpeakerLayout::surround_7_1_4, {{loudspeaker_at(side), &click}}))
      for (double freq_hz = 20; freq_hz < 201; freq_hz *= std::exp2(0.25)) {
        CAPTURE(side, freq_hz);
        CHECK(10 * std::log10(power_at(ear, freq_hz)) == Approx(kBothEars_dB).margin(1));
      }
}

TEST_CASE("the mean over the layout's loudspeakers is even from 200 Hz to 8 kHz, within 5 dB") {
  const Sound click = impulse();
  const auto mean_dB = [&](double freq_hz) {
    double power = 0;
    for (int side = 0; side < kLoudspeakers; ++side)
      if (loudspeaker_at(side) != Loudspeaker::lfe)
        for (const Sound& ear : at_the_ears(SpeakerLayout::surround_7_1_4, {{loudspeaker_at(side), &click}}))
          power += power_at(ear, freq_hz) / (2 * (kLoudspeakers - 1));
    return 10 * std::log10(power);
  };
  const double at_1k_dB = mean_dB(1000);
  for (double freq_hz = 200; freq_hz < 8000; freq_hz *= std::exp2(0.5)) {
    CAPTURE(freq_hz);
    CHECK(mean_dB(freq_hz) == Approx(at_1k_dB).margin(5));
  }
}

TEST_CASE("the LFE reaches both ears alike, in step with the centre's bass") {
  const Sound click = impulse();
  const auto lfe = at_the_ears(SpeakerLayout::surround_5_1, {{Loudspeaker::lfe, &click}});
  CHECK(lfe[0] == lfe[1]);
  const auto centre_and_lfe =
      at_the_ears(SpeakerLayout::surround_5_1, {{Loudspeaker::centre, &click}, {Loudspeaker::lfe, &click}});
  for (const double freq_hz : {30.0, 60.0, 120.0})
    CHECK(10 * std::log10(power_at(centre_and_lfe[0], freq_hz) / power_at(lfe[0], freq_hz)) == Approx(6).margin(0.5));
}

TEST_CASE("the nearest ear hears a loudspeaker within a millisecond") {
  const Sound click = impulse();
  const auto ears = at_the_ears(SpeakerLayout::surround_7_1, {{Loudspeaker::left_surround, &click}});
  CHECK(*std::max_element(ears[0].begin(), ears[0].begin() + 48) > 0.1f);
}

TEST_CASE("a head is ready at every rate of a desk, and as loud") {
  const auto loaded = SofaHead::load(SofaHead::default_path(), kLongestHead_ms);
  REQUIRE(loaded);
  for (const double rate : {44100.0, 88200.0, 96000.0, 192000.0}) {
    CAPTURE(rate);
    const auto made = BinauralHead::of(*loaded, rate);
    REQUIRE(made);
    // A 300 Hz tone from in front.
    const auto peak = [&](const ConvolutionFilters& filters, double at_rate) {
      PartitionedConvolution convolution(kLoudspeakers, filters.partitions());
      float loudest = 0;
      for (int first = 0; first < at_rate / 10; first += kPartitionFrames) {
        Sound in(kLoudspeakers * kPartitionFrames);
        for (int f = 0; f < kPartitionFrames; ++f)
          in[static_cast<size_t>(f)] = static_cast<float>(std::sin(2 * 3.14159265358979 * 300 * (first + f) / at_rate));
        convolution.push(in.data());
        float out[kConvolutionOutputs][kPartitionFrames];
        convolution.hear(filters, out);
        if (first > at_rate / 20) loudest = std::max(loudest, *std::max_element(out[0], out[0] + kPartitionFrames));
      }
      return loudest;
    };
    const auto mono = SpeakerLayout::mono;
    CHECK(peak(made->filters(mono), rate) == Approx(peak(head().filters(mono), kRate)).epsilon(0.02));
  }
}

}  // namespace headroom
