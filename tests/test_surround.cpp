// A desk whose main is more than stereo: where channels and groups are heard, what stereo listeners hear of it, how its
// dynamics keep the picture still, and that none of it depends on the size of blocks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <random>

#include "console/offline_render.h"
#include "console/surround.h"
#include "console/tap.h"
#include "dsp/surround_pan.h"
#include "tests/heard.h"

namespace headroom {
namespace {

using enum Loudspeaker;

// The gains of an input in all loudspeakers of the main, or the monitor.
SpeakerGains heard_on(Heard& heard, const std::string& strip = "/main") {
  SpeakerGains gains;
  heard.gain(strip);
  for (int side = 0; side < kLoudspeakers; ++side)
    gains[loudspeaker_at(side)] = static_cast<double>(heard.rig.sound_of(strip, side).back() / kInputPeak);
  return gains;
}

void check_same(const SpeakerGains& gains, const SpeakerGains& expected) {
  for (int side = 0; side < kLoudspeakers; ++side) {
    INFO(loudspeaker_word(loudspeaker_at(side)));
    CHECK(gains[loudspeaker_at(side)] == Approx(expected[loudspeaker_at(side)]).margin(1e-5));
  }
}

SpeakerGains front(double on_left, double on_right) {
  SpeakerGains gains;
  gains[left] = on_left;
  gains[right] = on_right;
  return gains;
}

// Channel 1 in a main of that layout.
struct WithMain : Heard {
  explicit WithMain(const std::string& layout) {
    set("/ch/01/fader", "0");
    set("/main/layout", layout);
  }
};

constexpr double kMinus3dB = 0.70711;

}  // namespace

TEST_CASE("a larger main changes nothing for a channel that is not placed") {
  for (const char* layout : {"stereo", "LCR", "5.1", "7.1", "5.1.4", "7.1.4"}) {
    CAPTURE(layout);
    WithMain heard(layout);
    check_same(heard_on(heard), front(kMinus3dB, kMinus3dB));
    heard.set("/ch/01/pan", "L");
    check_same(heard_on(heard), front(1, 0));
  }
}

TEST_CASE("a mono main hears every channel once, whatever its pan, on the left output") {
  WithMain heard("mono");
  check_same(heard_on(heard), front(1, 0));
  heard.set("/ch/01/pan", "R");
  check_same(heard_on(heard), front(1, 0));
}

TEST_CASE("a channel is as loud in a mono main through a group as straight, and stereo folds down by BS.775") {
  WithMain heard("mono");
  heard.set("/ch/01/main", "off");
  heard.set("/ch/01/group/1", "on");
  check_same(heard_on(heard), front(1, 0));
  heard.set("/ch/01/group/1", "off");
  heard.set("/ch/01/main", "on");
  heard.set("/ch/01/pair", "stereo");
  check_same(heard_on(heard), front(kMinus3dB, 0));
}

TEST_CASE("a placed channel is heard where its azimuth and elevation say") {
  WithMain heard("7.1.4");
  heard.set("/ch/01/surround/on", "on");
  check_same(heard_on(heard), pan_surround(SpeakerLayout::surround_7_1_4, {}));
  heard.set("/ch/01/surround/azimuth", "90 deg left");
  SpeakerGains side;
  side[left_surround] = 1;
  check_same(heard_on(heard), side);
  heard.set("/ch/01/surround/azimuth", "45 deg right");
  heard.set("/ch/01/surround/elevation", "30 deg up");
  SpeakerGains top;
  top[right_top_front] = 1;
  check_same(heard_on(heard), top);
  heard.set("/ch/01/surround/spread", "40 %");
  heard.set("/ch/01/surround/distance", "60 %");
  check_same(heard_on(heard), pan_surround(SpeakerLayout::surround_7_1_4, {{-45, 30}, 0.4, 0.6, 1}));
}

TEST_CASE("directions are typed as people say them") {
  Heard heard;
  const auto typed = [&](const std::string& control, const std::string& text) {
    heard.set("/ch/01/surround/" + control, text);
    return heard.rig.value("/ch/01/surround/" + control);
  };
  CHECK(typed("azimuth", "30") == 30);
  CHECK(typed("azimuth", "-110 deg") == -110);
  CHECK(typed("azimuth", "30 deg left") == 30);
  CHECK(typed("azimuth", "45 right") == -45);
  CHECK(typed("elevation", "20 deg up") == 20);
  CHECK(typed("elevation", "10 down") == -10);
  CHECK_FALSE(heard.rig.set("/ch/01/surround/elevation", "30 deg left"));
  CHECK_FALSE(heard.rig.set("/ch/01/surround/azimuth", "190"));
  CHECK_FALSE(heard.rig.set("/ch/01/surround/azimuth", "30 m"));
}

TEST_CASE("twice as far is 6 dB quieter, and the LFE send does not care") {
  WithMain heard("5.1");
  heard.set("/ch/01/surround/on", "on");
  heard.set("/ch/01/surround/lfe", "-10 dB");
  heard.set("/ch/01/surround/distance", "200 %");
  const SpeakerGains gains = heard_on(heard);
  CHECK(20 * std::log10(gains[centre]) == Approx(-6.02).margin(0.01));
  CHECK(20 * std::log10(gains[lfe]) == Approx(-10).margin(0.01));
  heard.set("/ch/01/fader", "-20 dB");
  CHECK(20 * std::log10(heard_on(heard)[lfe]) == Approx(-30).margin(0.01));
}

TEST_CASE("in LCR the pan goes over the centre, as much as is wanted") {
  WithMain heard("LCR");
  heard.set("/ch/01/surround/on", "on");
  SpeakerGains middle;
  middle[centre] = 1;
  check_same(heard_on(heard), middle);
  heard.set("/ch/01/pan", "L50");
  check_same(heard_on(heard), pan_lcr(-50, 1));
  heard.set("/ch/01/surround/center", "0 %");
  heard.set("/ch/01/pan", "C");
  check_same(heard_on(heard), front(kMinus3dB, kMinus3dB));
}

TEST_CASE("the sides of a pair and of a group stand 30 degrees to either side of their place") {
  WithMain heard("5.1");
  heard.set("/ch/01/pair", "stereo");
  heard.set("/ch/01/surround/on", "on");
  check_same(heard_on(heard), front(1, 0));
  heard.set("/ch/01/width", "50 %");
  check_same(heard_on(heard), pan_surround(SpeakerLayout::surround_5_1, {{15, 0}, 0, 1, 1}));
  heard.input = 1;
  check_same(heard_on(heard), pan_surround(SpeakerLayout::surround_5_1, {{-15, 0}, 0, 1, 1}));

  WithMain grouped("7.1");
  grouped.set("/ch/01/main", "off");
  grouped.set("/ch/01/group/1", "on");
  grouped.set("/ch/01/pan", "L");
  grouped.set("/group/1/surround/on", "on");
  grouped.set("/group/1/surround/azimuth", "90");
  check_same(heard_on(grouped), pan_surround(SpeakerLayout::surround_7_1, {{120, 0}, 0, 1, 1}));
}

TEST_CASE("a mid/side pair is placed as the left and right it is made of") {
  WithMain heard("5.1");
  heard.set("/ch/01/pair", "mid/side");
  heard.set("/ch/01/surround/on", "on");
  check_same(heard_on(heard), front(1, 1));  // mid
  heard.input = 1;
  check_same(heard_on(heard), front(1, -1));  // side
}

TEST_CASE("matrices, phones and a stereo control room hear a surround main folded down") {
  const struct {
    const char *azimuth, *elevation;
    double on_left, on_right;
  } kCases[] = {{"30", "0", 1, 0},
                {"0", "0", kMinus3dB, kMinus3dB},
                {"-90", "0", 0, 0.5},
                {"135", "0", 0.5, 0},
                {"45", "30", kMinus3dB, 0}};
  for (const auto& place : kCases) {
    CAPTURE(place.azimuth, place.elevation);
    WithMain heard("7.1.4");
    heard.set("/ch/01/surround/on", "on");
    heard.set("/ch/01/surround/azimuth", place.azimuth);
    heard.set("/ch/01/surround/elevation", place.elevation);
    heard.set("/main/matrix/1", "0 dB");
    heard.set("/monitor/fader", "0");
    heard.set("/phones/fader", "0");
    for (const char* listener : {"/matrix/1", "/monitor", "/phones"}) {
      CAPTURE(listener);
      CHECK(heard.gain(listener, 0) == Approx(place.on_left).margin(1e-5));
      CHECK(heard.gain(listener, 1) == Approx(place.on_right).margin(1e-5));
    }
    heard.set("/monitor/mono", "on");
    CHECK(heard.gain("/monitor", 1) == Approx((place.on_left + place.on_right) / 2).margin(1e-5));
  }
}

TEST_CASE("the control room hears the main on the loudspeakers of the set that plays") {
  WithMain heard("7.1");
  heard.set("/ch/01/surround/on", "on");
  heard.set("/ch/01/surround/azimuth", "135");
  heard.set("/monitor/fader", "0");
  heard.set("/monitor/speakers/2/layout", "7.1");
  heard.set("/monitor/speakers/3/layout", "5.1");
  heard.set("/monitor/speakers", "B");
  SpeakerGains rear;
  rear[left_rear] = 1;
  check_same(heard_on(heard, "/monitor"), rear);
  heard.set("/monitor/swap", "on");
  SpeakerGains swapped;
  swapped[right_rear] = 1;
  check_same(heard_on(heard, "/monitor"), swapped);
  heard.set("/monitor/swap", "off");
  heard.set("/monitor/speakers", "C");
  SpeakerGains surround;
  surround[left_surround] = kMinus3dB;
  check_same(heard_on(heard, "/monitor"), surround);
  heard.set("/monitor/check", "left only");
  check_same(heard_on(heard, "/monitor"), front(0.5, 0));
}

TEST_CASE("a single speaker in the control room plays on when sides are swapped") {
  for (const char* layout : {"mono", "stereo", "5.1"}) {
    CAPTURE(layout);
    WithMain heard(layout);
    heard.set("/monitor/fader", "0");
    heard.set("/monitor/speakers/1/layout", "mono");
    const float before = heard.gain("/monitor");
    CHECK(before == Approx(1).margin(1e-5));
    heard.set("/monitor/swap", "on");
    CHECK(heard.gain("/monitor") == before);
    heard.set("/monitor/check", "right only");
    CHECK(heard.gain("/monitor") == Approx(before / 2).margin(1e-5));
  }
}

TEST_CASE("a solo is heard in the control room as it stands in a surround mix") {
  WithMain heard("5.1");
  heard.set("/ch/01/surround/on", "on");
  heard.set("/ch/01/surround/azimuth", "110");
  heard.set("/ch/01/fader", "-6 dB");
  heard.set("/monitor/fader", "0");
  heard.set("/monitor/speakers/1/layout", "5.1");
  heard.set("/desk/solo/mode", "AFL");
  heard.set("/ch/01/solo", "on");
  CHECK(20 * std::log10(heard_on(heard, "/monitor")[left_surround]) == Approx(-6).margin(0.01));
  heard.set("/desk/solo/mode", "PFL");
  check_same(heard_on(heard, "/monitor"), front(1, 1));
}

TEST_CASE("compressor and limiter of a surround main turn every loudspeaker down alike, but for the LFE") {
  for (const char* part : {"comp", "limiter"}) {
    CAPTURE(part);
    WithMain heard("7.1.4");
    heard.set("/ch/01/surround/on", "on");
    heard.set("/ch/01/surround/azimuth", "90");  // loud on the side
    const struct {
      const char *azimuth, *elevation;
      Loudspeaker speaker;
    } kQuiet[] = {{"30", "0", left}, {"0", "0", centre}, {"-135", "0", right_rear}, {"-135", "30", right_top_rear}};
    for (int i = 0; i < 4; ++i) {
      const std::string channel = "/ch/0" + std::to_string(i + 2);
      heard.set(channel + "/fader", "-30 dB");
      heard.set(channel + "/surround/on", "on");
      heard.set(channel + "/surround/azimuth", kQuiet[i].azimuth);
      heard.set(channel + "/surround/elevation", kQuiet[i].elevation);
    }
    heard.set("/ch/06/fader", "0");
    heard.set("/ch/06/surround/on", "on");
    heard.set("/ch/06/surround/distance", "400 %");
    heard.set("/ch/06/surround/lfe", "-30 dB");
    heard.set("/ch/06/surround/azimuth", "90");
    heard.set("/main/comp/threshold", "-40 dB");
    heard.set("/main/comp/ratio", "10:1");
    heard.set("/main/limiter/ceiling", "-24 dB");
    const auto everything = [](int, uint64_t) { return kInputPeak; };
    const auto settled = [&](Loudspeaker speaker) {
      return static_cast<double>(heard.rig.sound_of("/main", side_of(speaker)).back());
    };
    heard.rig.run(everything, 48000);
    const double lfe_before = settled(lfe);
    double before[4];
    for (int i = 0; i < 4; ++i) before[i] = settled(kQuiet[i].speaker);
    const double loud_before = settled(left_surround);
    heard.set(std::string("/main/") + part + "/on", "on");
    heard.rig.run(everything, 96000);
    const double reduction_dB = 20 * std::log10(settled(left_surround) / loud_before);
    CHECK(reduction_dB < -10);
    for (int i = 0; i < 4; ++i)
      CHECK(20 * std::log10(settled(kQuiet[i].speaker) / before[i]) == Approx(reduction_dB).margin(0.05));
    CHECK(20 * std::log10(settled(lfe) / lfe_before) > reduction_dB + 5);
  }
}

TEST_CASE("sound from a late group and straight from a channel meet in one frame, above and around") {
  WithMain heard("7.1.4");
  heard.set("/ch/01/surround/on", "on");
  heard.set("/ch/01/surround/azimuth", "45");
  heard.set("/ch/01/surround/elevation", "30");
  heard.set("/ch/02/fader", "0");
  heard.set("/ch/02/main", "off");
  heard.set("/ch/02/group/1", "on");
  heard.set("/group/1/limiter/on", "on");
  heard.rig.run([](int, uint64_t) { return 0.0f; }, 4096);
  const auto click = [](int, uint64_t frame) { return frame == 5000 ? 0.1f : 0.0f; };
  heard.rig.run(click, 4096);
  const auto first_sound = [&](Loudspeaker speaker) {
    const auto& sound = heard.rig.sound_of("/main", side_of(speaker));
    return std::find_if(sound.begin(), sound.end(), [](float x) { return std::abs(x) > 0.01f; }) - sound.begin();
  };
  CHECK(first_sound(left) > 5000 - 4096);
  CHECK(first_sound(left) == first_sound(left_top_front));
}

TEST_CASE("lanes of loudspeakers come out at outputs, named in the patch") {
  WithMain heard("5.1");
  heard.set("/ch/01/surround/on", "on");
  heard.set("/ch/01/surround/azimuth", "-110 deg");
  heard.set("/out/05/source", "/main/right-surround");
  heard.gain("/main");
  CHECK(heard.rig.sound()[4].back() == Approx(kInputPeak));
  heard.set("/main/layout", "stereo");  // it has no such loudspeaker
  heard.gain("/main");
  CHECK(heard.rig.sound()[4].back() == 0);
}

TEST_CASE("layouts changed while playing give the same bits whatever the block size, on every loudspeaker") {
  const auto play = [](const std::function<int()>& next_block) {
    WithMain heard("stereo");
    heard.set("/main/comp/on", "on");
    heard.set("/main/comp/threshold", "-30 dB");
    heard.set("/main/limiter/on", "on");
    heard.set("/ch/01/surround/on", "on");
    std::vector<std::vector<float>> all(kLoudspeakers);
    std::minstd_rand random(1);
    std::vector<float> noise(200000);
    for (float& x : noise) x = static_cast<float>(random() % 2000) / 2000 - 0.5f;
    const auto signal = [&](int input, uint64_t frame) { return input == 0 && frame < 150000 ? noise[frame] : 0.0f; };
    int step = 0;
    // Long silences, so that banks fall asleep and wake.
    for (const char* layout : {"7.1.4", "stereo", "5.1", "5.1.4", "mono", "7.1.4", "LCR", "stereo", "7.1.4"}) {
      heard.set("/main/layout", layout);
      heard.set("/ch/01/surround/azimuth", std::to_string(++step * 37 - 170));
      heard.set("/ch/01/surround/elevation", std::to_string(step * 9));
      for (int left_frames = step == 6 ? 120000 : 4096; left_frames > 0;) {
        const int block = std::min(left_frames, next_block());
        heard.rig.run(signal, block, block);
        for (int side = 0; side < kLoudspeakers; ++side) {
          const auto& sound = heard.rig.sound_of("/main", side);
          all[static_cast<size_t>(side)].insert(all[static_cast<size_t>(side)].end(), sound.begin(), sound.end());
        }
        left_frames -= block;
      }
    }
    return all;
  };
  const auto reference = play([] { return 64; });
  CHECK(peak_of(reference[side_of(left_top_front)]) > 0.001f);
  for (const int block : {32, 1024}) CHECK((play([block] { return block; }) == reference));
  // Between grid frames too: a control is taken at the next one.
  const auto whole = play([] { return 4096; });
  CHECK((whole == reference));
}

TEST_CASE("a strip at its defaults passes a placed channel bit for bit to its loudspeaker") {
  WithMain heard("5.1");
  heard.set("/ch/01/surround/on", "on");
  std::minstd_rand random(1);
  std::vector<float> noise(4096);
  for (float& x : noise) x = static_cast<float>(random() % 2000) / 2000 - 0.5f;
  heard.rig.run([](int, uint64_t) { return 0.0f; }, 4096);
  heard.rig.run([&](int input, uint64_t frame) { return input == 0 ? noise[frame % noise.size()] : 0.0f; }, 4096);
  CHECK((heard.rig.sound_of("/main", side_of(centre)) == noise));
}

TEST_CASE("a surround main is written with a channel for each loudspeaker, in the order of WAVE") {
  WithMain heard("7.1");
  const StripIndex main = heard.rig.desk().table().strip_of(kMain);
  const std::vector<int> expected = {side_of(left),          side_of(right),         side_of(centre),
                                     side_of(lfe),           side_of(left_rear),     side_of(right_rear),
                                     side_of(left_surround), side_of(right_surround)};
  CHECK(sides_in_file(heard.rig.desk().show(), main) == expected);
  CHECK(wave_mask(SpeakerLayout::mono) == 0x4);
  CHECK(wave_mask(SpeakerLayout::stereo) == 0x3);
  CHECK(wave_mask(SpeakerLayout::lcr) == 0x7);
  CHECK(wave_mask(SpeakerLayout::surround_5_1) == 0x60F);
  CHECK(wave_mask(SpeakerLayout::surround_7_1) == 0x63F);
  CHECK(wave_mask(SpeakerLayout::surround_5_1_4) == 0x2D60F);
  CHECK(wave_mask(SpeakerLayout::surround_7_1_4) == 0x2D63F);
}

}  // namespace headroom
