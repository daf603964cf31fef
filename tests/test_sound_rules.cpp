// The sound level meter of the desk: calibration, and the rules for loud events (metering.md 11.1).
#include <catch2/catch.hpp>
#include <cmath>
#include <ctime>
#include <string>
#include <vector>

#include "console/meters/live_meters.h"
#include "console/meters/sound_levels.h"
#include "console/value_text.h"
#include "tests/desk_hands.h"
#include "tests/meter_signals.h"

namespace headroom {
namespace {

constexpr std::time_t kNoTime = 0;  // where no limit looks at the clock
constexpr TapAim kMicrophone{
    .number = 1, .window_start = 0, .first_frame = 0, .sample_rate = 8000, .strip = -1, .layout = {}, .lanes = 1};

// Whole seconds of a tone that stands for that level on the meter, full scale being 120 dB SPL.
class Microphone {
 public:
  explicit Microphone(const SoundLevelSettings& settings, std::time_t now = kNoTime)
      : levels(kMicrophone, settings), now_(now) {}
  void hear(double level_dB, int times) {
    const Samples second = tone(level_dB - 120, 1, 8000);
    for (int i = 0; i < times; ++i) levels.process(second.data(), 8000, ++now_, seconds);
  }
  SoundLevels levels;
  std::vector<SoundSecond> seconds;

 private:
  std::time_t now_;
};

std::time_t at_six_in_the_evening() {
  std::tm time{};
  time.tm_year = 126, time.tm_mon = 10, time.tm_mday = 24, time.tm_hour = 18, time.tm_isdst = -1;
  return std::mktime(&time);
}

TEST_CASE("the sound level meter hears its input, calibrated: levels, limits, and the button that calibrates it") {
  TapAim aim{
      .number = 1, .window_start = 0, .first_frame = 0, .sample_rate = 48000, .strip = -1, .layout = {}, .lanes = 1};
  SoundLevelSettings settings;
  settings.full_scale_dB_SPL = 120;
  settings.limits[0] = {.is_on = true, .level_dB = 99, .window_min = 1, .weighting = FrequencyWeighting::A};
  SoundLevels levels(aim, settings);
  std::vector<SoundSecond> seconds;
  const auto hear = [&](double level_dBFS, int times) {
    const Samples second = tone(level_dBFS, 1, 48000);
    for (int i = 0; i < times; ++i) levels.process(second.data(), 48000, kNoTime, seconds);
  };
  hear(-20, 59);
  CHECK(levels.reading().weighted[0].slow_dB == Approx(100).margin(0.1));
  CHECK(levels.reading().weighted[0].leq_dB[0] == Approx(100).margin(0.1));
  CHECK(levels.reading().weighted[1].peak_dB == Approx(103).margin(0.5));
  CHECK_FALSE(levels.reading().limit[0].is_passed);  // its minute is not over
  CHECK(seconds.size() == 59);
  CHECK(seconds.back().leq_C_dB == Approx(100).margin(0.1));
  hear(-20, 1);
  CHECK(levels.reading().limit[0].is_passed);
  CHECK(levels.take_sentences() ==
        std::vector<std::string>{"Sound level: LAeq over 1 min is 100.0 dB, over its limit of 99.0 dB."});
  hear(-40, 30);
  CHECK_FALSE(levels.reading().limit[0].is_passed);
  CHECK(levels.take_sentences().size() == 1);

  hear(-37, 10);  // a calibrator's 94 dB
  const auto full_scale = calibrated_full_scale_dB(levels.reading(), 120, 94);
  REQUIRE(full_scale);
  CHECK(*full_scale == Approx(131).margin(0.1));
  settings.full_scale_dB_SPL = *full_scale;
  levels.follow(settings);
  CHECK(levels.reading().weighted[0].slow_dB == Approx(94).margin(0.1));
  hear(-90, 10);
  CHECK_FALSE(calibrated_full_scale_dB(levels.reading(), *full_scale, 94));
}

// A minute at 99 dB after 14 at 99 just reaches 99 over 15; after 14 of silence a minute may be 11.8 dB louder.
TEST_CASE("the meter says how loud the next minute may be") {
  const TapAim aim{
      .number = 1, .window_start = 0, .first_frame = 0, .sample_rate = 8000, .strip = -1, .layout = {}, .lanes = 1};
  SoundLevelSettings settings;
  settings.limits[0] = {.is_on = true, .level_dB = 99, .window_min = 15, .weighting = FrequencyWeighting::Z};
  std::vector<SoundSecond> seconds;
  SoundLevels silent(aim, settings), at_limit(aim, settings);
  const Samples silence(8000), second = tone(-21, 1, 8000);
  for (int i = 0; i < 14 * 60; ++i) {
    silent.process(silence.data(), 8000, kNoTime, seconds);
    at_limit.process(second.data(), 8000, kNoTime, seconds);
  }
  CHECK(silent.reading().limit[0].allowed_dB == Approx(99 + 11.76).margin(0.01));
  CHECK(at_limit.reading().limit[0].allowed_dB == Approx(99).margin(0.3));
}

TEST_CASE("DIN 15905-5 counts each half hour of the clock by itself") {
  SoundLevelSettings settings;
  settings.limits[0] = {
      .is_on = true, .level_dB = 99, .window_min = 30, .by_the_clock = true, .weighting = FrequencyWeighting::Z};
  Microphone microphone(settings, at_six_in_the_evening());
  const auto limit = [&] { return microphone.levels.reading().limit[0]; };
  // At 104 dB half an hour's worth of 99 dB is over after 1800 s / 10^0.5 = 569.2 s.
  microphone.hear(104, 300);
  CHECK(limit().leq_dB == Approx(104).margin(0.05));
  CHECK(limit().allowed_s == 1500);
  CHECK(limit().allowed_dB ==
        Approx(10 * std::log10((1800 * std::pow(10, 9.9) - 300 * std::pow(10, 10.4)) / 1500)).margin(0.05));
  microphone.hear(104, 260);
  CHECK_FALSE(limit().is_passed);
  microphone.hear(104, 20);
  CHECK(limit().is_passed);
  CHECK(std::isinf(limit().allowed_dB));
  CHECK(microphone.levels.take_sentences() ==
        std::vector<std::string>{"Sound level: LZeq over this half hour is 104.0 dB, over its limit of 99.0 dB."});
  // Silence does not make it good; the next half hour does not know of it.
  microphone.hear(40, 1800 - 580 - 1);
  CHECK(limit().is_passed);
  microphone.hear(40, 2);
  CHECK_FALSE(limit().is_passed);
  CHECK(limit().leq_dB == Approx(40).margin(0.05));
  CHECK(microphone.levels.take_sentences() == std::vector<std::string>{"Sound level: a new half hour begins."});
}

TEST_CASE("limits hold at the loudest place of the audience, which the microphone's correction adds") {
  SoundLevelSettings settings;
  settings.limits[0] = {.is_on = true, .level_dB = 99, .window_min = 1, .weighting = FrequencyWeighting::Z};
  settings.correction_dB = 3;
  Microphone microphone(settings);
  microphone.hear(97, 60);
  CHECK(microphone.levels.reading().limit[0].leq_dB == Approx(100).margin(0.05));
  CHECK(microphone.levels.reading().limit[0].is_passed);
  CHECK(microphone.levels.reading().weighted[2].leq_dB[0] == Approx(97).margin(0.05));  // what it hears itself
  CHECK(microphone.seconds.back().correction_dB == 3);
  microphone.hear(95, 60);
  CHECK_FALSE(microphone.levels.reading().limit[0].is_passed);
}

TEST_CASE("one peak over its limit is one too many, until the meter is reset") {
  SoundLevelSettings settings;
  settings.has_peak_limit = true;
  settings.peak_limit_dB = 103.5;
  Microphone microphone(settings);
  microphone.hear(100, 3);  // a sine's peak is 3 dB above its level; C-weighting is flat at 1 kHz
  CHECK_FALSE(microphone.levels.reading().peak_limit.is_passed);
  microphone.hear(101, 1);
  CHECK(microphone.levels.reading().peak_limit.is_passed);
  CHECK(microphone.levels.reading().peak_limit.peak_C_dB == Approx(104).margin(0.3));
  const auto told = microphone.levels.take_sentences();
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("over its limit of 103.5 dB") != std::string::npos);
  microphone.hear(60, 10);
  CHECK(microphone.levels.reading().peak_limit.is_passed);
  ++settings.resets;
  microphone.levels.follow(settings);
  CHECK_FALSE(microphone.levels.reading().peak_limit.is_passed);
}

// A hand that chooses a rule.
struct Ruled {
  Hands hands;
  const ControlId rule = hands.desk.table().find("/spl/rule");
  void choose(const std::string& name) {
    const auto& row = hands.desk.table().row(rule);
    for (float value = 0; value <= row.max; ++value)
      if (value_text(row, value) == name) return hands.set(kScreen, "/spl/rule", value);
    FAIL("no rule " << name);
  }
  std::string text(const std::string& address) {
    const ControlId id = hands.desk.table().find(address);
    return value_text(hands.desk.table().row(id), hands.desk.show().value(id));
  }
};

TEST_CASE("a rule for loud events sets its limits as one step: Germany, WHO, France, Switzerland, Flanders, Norway") {
  Ruled ruled;
  ruled.choose("DIN 15905-5");
  CHECK(ruled.hands.value("/spl/limit/1/on") == 1);
  CHECK(ruled.hands.value("/spl/limit/1/level") == 99);
  CHECK(ruled.text("/spl/limit/1/window") == "half hour");
  CHECK(ruled.text("/spl/limit/1/weighting") == "A");
  CHECK(ruled.hands.value("/spl/limit/2/on") == 0);
  CHECK(ruled.hands.value("/spl/peak/on") == 1);
  CHECK(ruled.hands.value("/spl/peak/level") == 135);
  ruled.hands.wait_a_second();
  ruled.choose("France");
  CHECK(ruled.hands.value("/spl/limit/1/level") == 102);
  CHECK(ruled.text("/spl/limit/1/window") == "15 min");
  CHECK(ruled.hands.value("/spl/limit/2/on") == 1);
  CHECK(ruled.hands.value("/spl/limit/2/level") == 118);
  CHECK(ruled.text("/spl/limit/2/weighting") == "C");
  CHECK(ruled.hands.value("/spl/peak/on") == 0);
  ruled.hands.undo();
  CHECK(ruled.text("/spl/rule") == "DIN 15905-5");
  CHECK(ruled.hands.value("/spl/limit/1/level") == 99);
  CHECK(ruled.hands.value("/spl/limit/2/on") == 0);
  struct Law {
    const char* name;
    float level_dB;
    const char* window;
  };
  for (const Law& law :
       {Law{"WHO 2022", 100, "15 min"}, Law{"Switzerland 93", 93, "60 min"}, Law{"Flanders 100", 100, "60 min"},
        Law{"Netherlands", 103, "15 min"}, Law{"Norway", 99, "30 min"}}) {
    INFO(law.name);
    ruled.hands.wait_a_second();
    ruled.choose(law.name);
    CHECK(ruled.hands.value("/spl/limit/1/level") == law.level_dB);
    CHECK(ruled.text("/spl/limit/1/window") == law.window);
  }
  CHECK(ruled.hands.value("/spl/peak/level") == 130);
}

TEST_CASE("who changes a limit of a rule has rules of his own, and the others stay") {
  Ruled ruled;
  ruled.choose("Norway");
  ruled.hands.wait_a_second();
  ruled.hands.set(kScreen, "/spl/limit/1/level", 96);
  CHECK(ruled.text("/spl/rule") == "own");
  CHECK(ruled.hands.value("/spl/limit/1/level") == 96);
  CHECK(ruled.hands.value("/spl/peak/level") == 130);
  ruled.hands.undo();
  CHECK(ruled.text("/spl/rule") == "Norway");
  CHECK(ruled.hands.value("/spl/limit/1/level") == 99);
}

}  // namespace
}  // namespace headroom
