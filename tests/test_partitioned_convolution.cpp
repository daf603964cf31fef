// Convolution in partitions against the sum that defines it, in double: one partition later, and the same.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "dsp/partitioned_convolution.h"

namespace headroom {
namespace {

using Samples = std::vector<float>;
using Response = std::array<Samples, kConvolutionOutputs>;

Samples noise(size_t frames, unsigned seed, float decay_per_frame = 1) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> even(-1, 1);
  Samples samples(frames);
  float level = 1;
  for (float& sample : samples) {
    sample = level * even(random);
    level *= decay_per_frame;
  }
  return samples;
}

ConvolutionFilters filters_of(const std::vector<Response>& responses, int frames) {
  ConvolutionFilters filters(static_cast<int>(responses.size()), frames);
  for (size_t input = 0; input < responses.size(); ++input)
    filters.set(static_cast<int>(input), {responses[input][0], responses[input][1]});
  return filters;
}

// What comes out of both outputs while `inputs` (all of one length, whole partitions) go in.
std::array<Samples, kConvolutionOutputs> convolve(PartitionedConvolution& convolution,
                                                  const ConvolutionFilters& filters,
                                                  const std::vector<Samples>& inputs) {
  std::array<Samples, kConvolutionOutputs> heard;
  Samples in(inputs.size() * kPartitionFrames);
  for (size_t first = 0; first < inputs[0].size(); first += kPartitionFrames) {
    for (size_t input = 0; input < inputs.size(); ++input)
      std::copy_n(&inputs[input][first], kPartitionFrames, &in[input * kPartitionFrames]);
    convolution.push(in.data());
    float out[kConvolutionOutputs][kPartitionFrames];
    convolution.hear(filters, out);
    for (size_t output = 0; output < kConvolutionOutputs; ++output)
      heard[output].insert(heard[output].end(), out[output], out[output] + kPartitionFrames);
  }
  return heard;
}

// The definition.
std::vector<double> direct_sum(const std::vector<Samples>& inputs, const std::vector<Response>& responses,
                               size_t output) {
  std::vector<double> sum(inputs[0].size(), 0.0);
  for (size_t input = 0; input < inputs.size(); ++input) {
    const Samples& taps = responses[input][output];
    for (size_t f = 0; f < sum.size(); ++f)
      for (size_t tap = 0; tap < std::min(taps.size(), f + 1); ++tap)
        sum[f] += static_cast<double>(taps[tap]) * static_cast<double>(inputs[input][f - tap]);
  }
  return sum;
}

double error_dB(const Samples& heard, const std::vector<double>& expected) {
  double error = 0, power = 0;
  for (size_t f = 0; f < expected.size(); ++f) {
    error += std::pow(static_cast<double>(heard[f]) - expected[f], 2);
    power += expected[f] * expected[f];
  }
  return 10 * std::log10(error / power);
}

}  // namespace

TEST_CASE("twelve inputs through filters of any length are the direct sum, error below -110 dB") {
  for (const size_t taps : {size_t{1}, size_t{31}, size_t{32}, size_t{33}, size_t{558}}) {
    CAPTURE(taps);
    std::vector<Samples> inputs;
    std::vector<Response> responses;
    for (unsigned input = 0; input < 12; ++input) {
      inputs.push_back(noise(2048, input));
      responses.push_back({noise(taps, 100 + input, 0.99f), noise(taps, 200 + input, 0.99f)});
    }
    PartitionedConvolution convolution(12, 20);
    const auto heard = convolve(convolution, filters_of(responses, static_cast<int>(taps)), inputs);
    for (size_t output = 0; output < kConvolutionOutputs; ++output)
      CHECK(error_dB(heard[output], direct_sum(inputs, responses, output)) < -110);
  }
}

TEST_CASE("an impulse comes out as the filter, from its own frame on") {
  const Response response{noise(100, 1), noise(100, 2)};
  for (const size_t at : {size_t{0}, size_t{31}, size_t{32}, size_t{50}}) {
    CAPTURE(at);
    Samples impulse(256, 0.0f);
    impulse[at] = 1;
    PartitionedConvolution convolution(1, 4);
    const auto heard = convolve(convolution, filters_of({response}, 100), {impulse});
    for (size_t output = 0; output < kConvolutionOutputs; ++output)
      for (size_t f = 0; f < 256; ++f) {
        const float expected = f >= at && f < at + 100 ? response[output][f - at] : 0.0f;
        REQUIRE(heard[output][f] == Approx(expected).margin(2e-6));
      }
  }
}

TEST_CASE("after the filter's last tap silence is silence, to the bit") {
  const Response response{noise(100, 1), noise(100, 2)};
  PartitionedConvolution convolution(1, 4);
  const auto filters = filters_of({response}, 100);
  convolve(convolution, filters, {noise(320, 3)});
  const auto heard = convolve(convolution, filters, {Samples(320, 0.0f)});
  CHECK(std::any_of(heard[0].begin(), heard[0].begin() + 100, [](float x) { return x != 0; }));
  CHECK(std::all_of(heard[0].begin() + 160, heard[0].end(), [](float x) { return x == 0; }));
}

TEST_CASE("an input without a filter is not heard, whatever is on it") {
  std::vector<Response> responses{{noise(64, 1), noise(64, 2)}, {Samples{}, Samples{}}};
  PartitionedConvolution both(2, 2), alone(2, 2);
  const auto filters = filters_of(responses, 64);
  CHECK(convolve(both, filters, {noise(640, 3), noise(640, 4)}) ==
        convolve(alone, filters, {noise(640, 3), Samples(640, 0.0f)}));
}

TEST_CASE("other filters hear the same past: a change of filters loses nothing of the sound") {
  const std::vector<Response> first{{noise(200, 1), noise(200, 2)}}, second{{noise(90, 3), noise(90, 4)}};
  const Samples sound = noise(1280, 5);
  PartitionedConvolution convolution(1, 8);
  convolve(convolution, filters_of(first, 200), {Samples(sound.begin(), sound.begin() + 640)});
  const auto heard = convolve(convolution, filters_of(second, 90), {Samples(sound.begin() + 640, sound.end())});
  const auto expected = direct_sum({sound}, second, 0);
  CHECK(error_dB(heard[0], {expected.begin() + 640, expected.end()}) < -110);
}

TEST_CASE("a convolution that was reset sounds like a new one") {
  const std::vector<Response> responses{{noise(200, 1), noise(200, 2)}};
  const auto filters = filters_of(responses, 200);
  PartitionedConvolution used(1, 8), fresh(1, 8);
  convolve(used, filters, {noise(640, 3)});
  used.reset();
  CHECK(convolve(used, filters, {noise(640, 4)}) == convolve(fresh, filters, {noise(640, 4)}));
}

}  // namespace headroom
