// Binaural phones on a whole desk: what is heard of it at the ears, and that nothing else hears of it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "console/binaural_head.h"
#include "console/bus_targets.h"
#include "tests/desk_rig.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;

const BinauralHead& head() {
  static const auto made = [] {
    const auto loaded = SofaHead::load(SofaHead::default_path(), kLongestHead_ms);
    REQUIRE(loaded);
    return BinauralHead::of(*loaded, kRate);
  }();
  REQUIRE(made);
  return *made;
}

// A desk with channel 1 up and its phones at 0 dB.
struct Listener : DeskRig {
  Listener() {
    desk().use_head(&head());
    REQUIRE(set("/ch/01/fader", "0"));
    REQUIRE(set("/phones/fader", "0"));
  }
  void hear(const std::string& address, const std::string& text) { REQUIRE(set(address, text)); }
  const std::vector<float>& ear(int side) const { return sound_of("/phones", side); }
};

float impulse(int input, uint64_t frame) { return input == 0 && frame == 0 ? 1.0f : 0.0f; }

float sine(int input, uint64_t frame) {
  return input == 0 ? 0.5f * static_cast<float>(std::sin(2 * 3.14159265358979 * static_cast<double>(frame % 48) / 48))
                    : 0.0f;
}

double energy(const std::vector<float>& sound) {
  double sum = 0;
  for (const float sample : sound) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

size_t first_sound(const std::vector<float>& sound) {
  const float enough = 0.1f * peak_of(sound);
  return static_cast<size_t>(
      std::find_if(sound.begin(), sound.end(), [&](float sample) { return std::fabs(sample) >= enough; }) -
      sound.begin());
}

}  // namespace

TEST_CASE("a channel panned left is heard at the left ear first and louder, and at the right ear too") {
  Listener listener;
  listener.hear("/ch/01/pan", "L100");
  listener.hear("/phones/binaural", "on");
  listener.run(impulse, 4096);
  CHECK(first_sound(listener.ear(0)) >= kPartitionFrames);
  CHECK(first_sound(listener.ear(0)) + 8 < first_sound(listener.ear(1)));
  CHECK(energy(listener.ear(0)) > 2 * energy(listener.ear(1)));
  CHECK(energy(listener.ear(1)) > 0.01);
}

TEST_CASE("a channel in the centre is heard alike at both ears") {
  Listener listener;
  listener.hear("/phones/binaural", "on");
  listener.run(impulse, 4096);
  for (size_t f = 0; f < 4096; ++f) REQUIRE(listener.ear(0)[f] == Approx(listener.ear(1)[f]).margin(1e-6));
}

TEST_CASE("what is heard is the head's own response, behind the phones' level") {
  Listener listener;
  listener.hear("/ch/01/pan", "L100");
  listener.hear("/phones/binaural", "on");
  listener.hear("/phones/fader", "-6.0206");
  listener.run(impulse, 4096);
  const ConvolutionFilters& filters = head().filters(SpeakerLayout::stereo);
  PartitionedConvolution convolution(kLoudspeakers, filters.partitions());
  std::vector<float> in(kLoudspeakers * kPartitionFrames);
  in[0] = 1;
  for (size_t f = 0; f < 1024; f += kPartitionFrames) {
    convolution.push(in.data());
    in[0] = 0;
    float out[kConvolutionOutputs][kPartitionFrames];
    convolution.hear(filters, out);
    for (size_t i = 0; i < kPartitionFrames; ++i)
      for (int ear = 0; ear < 2; ++ear)
        REQUIRE(listener.ear(ear)[f + i + kPartitionFrames] == Approx(0.5f * out[ear][i]).margin(1e-5));
  }
}

TEST_CASE("the phones' checks are done at the ears: swap, mono, one side only") {
  Listener listener;
  listener.hear("/ch/01/pan", "L100");
  listener.hear("/phones/binaural", "on");
  listener.run(sine, 9600);
  const auto peak = [&](int side) { return static_cast<double>(peak_of(listener.ear(side), 4800)); };
  const double near = peak(0), far = peak(1);
  CHECK(near > 1.2 * far);
  listener.hear("/phones/swap", "on");
  listener.run(sine, 9600);
  CHECK(peak(0) == Approx(far).epsilon(1e-4));
  CHECK(peak(1) == Approx(near).epsilon(1e-4));
  listener.hear("/phones/mono", "on");
  listener.run(sine, 9600);
  CHECK(peak(0) == Approx(peak(1)).epsilon(1e-6));
  listener.hear("/phones/mono", "off");
  listener.hear("/phones/check", "left only");
  listener.run(sine, 9600);
  CHECK(peak(1) == 0);
}

// Of a channel on the left nothing is on its way to the right phone; the right ear of a head hears it.
TEST_CASE("after a long silence binaural phones are still heard through their own mute") {
  Listener listener;
  listener.hear("/ch/01/pan", "L100");
  listener.hear("/ch/01/solo", "on");
  listener.hear("/desk/solo/mode", "AFL");
  listener.hear("/phones/binaural", "on");
  listener.hear("/phones/check", "right only");
  listener.hear("/phones/mute", "on");
  listener.run([](int, uint64_t) { return 0.0f; }, 3 * 48000);
  listener.run(sine, 9600);
  CHECK(peak_of(listener.ear(1)) == 0);
  listener.hear("/phones/mute", "off");
  listener.run(sine, 9600);
  CHECK(peak_of(listener.ear(1), 4800) > 0.01f);
}

TEST_CASE("nobody else hears of it: main, monitor and auxes are the same to the bit with binaural phones") {
  const auto render = [](bool is_binaural) {
    Listener listener;
    listener.hear("/ch/01/send/01/level", "0");
    listener.hear("/phones/binaural", is_binaural ? "on" : "off");
    listener.run(sine, 4800);
    return listener.sound();
  };
  const auto with = render(true), without = render(false);
  Listener listener;
  const auto& outputs = listener.desk().table().outputs();
  const StripIndex phones = listener.desk().table().strip_of(kPhones);
  for (size_t output = 0; output < outputs.size(); ++output)
    if (outputs[output].strip != phones) CHECK(with[output] == without[output]);
}

TEST_CASE("a desk without a head plays stereo on binaural phones") {
  Listener listener;
  listener.desk().use_head(nullptr);
  listener.hear("/phones/binaural", "on");
  listener.run(sine, 4800);
  CHECK(listener.ear(0) == listener.sound_of("/main", 0));
}

TEST_CASE("binaural phones are 32 frames later than the main, and say so") {
  Listener listener;
  const StripIndex phones = listener.desk().table().strip_of(kPhones);
  listener.publish();
  CHECK(listener.desk().latency_frames(phones) == 0);
  listener.hear("/phones/binaural", "on");
  listener.publish();
  CHECK(listener.desk().latency_frames(phones) == kPartitionFrames);
}

TEST_CASE("every loudspeaker of a surround main is heard from where it stands, and stereo phones hear it folded down") {
  struct Place {
    const char *azimuth, *elevation;
    int nearer_ear;
  };
  for (const Place& place :
       {Place{"30", "0", 0}, {"-90", "0", 1}, {"135", "0", 0}, {"-45", "30", 1}, {"135", "30", 0}}) {
    CAPTURE(place.azimuth, place.elevation);
    Listener listener;
    listener.hear("/main/layout", "7.1.4");
    listener.hear("/ch/01/surround/on", "on");
    listener.hear("/ch/01/surround/azimuth", place.azimuth);
    listener.hear("/ch/01/surround/elevation", place.elevation);
    listener.hear("/phones/binaural", "on");
    listener.run(impulse, 4096);
    const auto &near = listener.ear(place.nearer_ear), &far = listener.ear(1 - place.nearer_ear);
    CHECK(energy(near) > 1.5 * energy(far));
    CHECK(first_sound(near) < first_sound(far));
    CHECK(energy(far) > 0.001);
  }
}

TEST_CASE("binaural phones of a surround main are heard through the response of the loudspeaker that plays") {
  Listener listener;
  listener.hear("/main/layout", "5.1");
  listener.hear("/ch/01/surround/on", "on");
  listener.hear("/ch/01/surround/azimuth", "110");
  listener.hear("/phones/binaural", "on");
  listener.run(impulse, 4096);
  PartitionedConvolution convolution(kLoudspeakers, 64);
  std::vector<float> in(kLoudspeakers * kPartitionFrames);
  in[kPartitionFrames * side_of(Loudspeaker::left_surround)] = 1;
  for (size_t f = 0; f < 1024; f += kPartitionFrames) {
    convolution.push(in.data());
    in.assign(in.size(), 0.0f);
    float out[kConvolutionOutputs][kPartitionFrames];
    convolution.hear(head().filters(SpeakerLayout::surround_5_1), out);
    for (size_t i = 0; i < kPartitionFrames; ++i)
      for (int ear = 0; ear < 2; ++ear)
        REQUIRE(listener.ear(ear)[f + i + kPartitionFrames] == Approx(out[ear][i]).margin(1e-5));
  }
}

TEST_CASE("a solo is heard through the head as the mix is") {
  Listener listener;
  listener.hear("/phones/binaural", "on");
  listener.hear("/ch/01/pan", "R100");
  listener.hear("/desk/solo/mode", "AFL");
  listener.hear("/ch/01/solo", "on");
  listener.run(impulse, 4096);
  CHECK(energy(listener.ear(1)) > 2 * energy(listener.ear(0)));
}

// A kink in a sine is a click. While it fades, the sound is the sum of two sines of one frequency: no sample of it is
// further from the line through its neighbours than of those sines themselves.
TEST_CASE("binaural phones are switched, solos come and go, layouts change, and nothing clicks") {
  Listener listener;
  listener.hear("/ch/01/surround/on", "on");
  listener.hear("/ch/01/surround/azimuth", "100");
  listener.run(sine, 9600);
  std::vector<float> heard[2];
  for (int i = 0; i < 36; ++i) {
    const std::string onoff = i / 2 % 2 == 0 ? "on" : "off";
    const char* const layouts[] = {"7.1.4", "stereo", "5.1", "mono"};
    if (i % 3 == 0) listener.hear("/phones/binaural", onoff);
    if (i % 3 == 1) listener.hear("/ch/01/solo", onoff);
    if (i % 3 == 2) listener.hear("/main/layout", layouts[i / 3 % 4]);
    listener.run(sine, 640 + 333 * (i % 5));
    for (int side = 0; side < 2; ++side)
      heard[side].insert(heard[side].end(), listener.ear(side).begin(), listener.ear(side).end());
  }
  for (const auto& ear : heard) {
    const double step = 2 * 3.14159265358979 / 48, bend = static_cast<double>(peak_of(ear)) * step * step;
    for (size_t f = 1; f + 1 < ear.size(); ++f) {
      const double kink =
          static_cast<double>(ear[f - 1]) - 2 * static_cast<double>(ear[f]) + static_cast<double>(ear[f + 1]);
      REQUIRE(std::fabs(kink) < 1.1 * bend);
    }
  }
}

TEST_CASE("binaural phones sound alike to the bit whatever the size of the blocks") {
  const auto render = [](int block_frames) {
    Listener listener;
    std::vector<float> heard;
    for (const char* onoff : {"on", "off", "on"}) {
      listener.hear("/phones/binaural", onoff);
      listener.run(sine, 6400, block_frames);
      heard.insert(heard.end(), listener.ear(0).begin(), listener.ear(0).end());
    }
    return heard;
  };
  const auto expected = render(32);
  for (const int block_frames : {1, 16, 64, 441, 1024}) {
    CAPTURE(block_frames);
    REQUIRE(render(block_frames) == expected);
  }
}

}  // namespace headroom
