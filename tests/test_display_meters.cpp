// What the screen's meters and its stereo field show for signals whose levels and places are known. No window, no
// graphics.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "surfaces/display/model/ballistics.h"
#include "surfaces/display/model/meter_scale.h"
#include "surfaces/display/model/stereo_field.h"

using namespace headroom;
using namespace headroom::display;

// --- Meters -------------------------------------------------------------------------------------------------------

TEST_CASE("the strip meter's scale is that of IEC 60268-18") {
  struct Mark {
    float dBFS, percent;
  };
  // The table of screen.md section 5: deflection of 115 points as a share of the height.
  constexpr Mark kMarks[] = {{6, 100},     {3, 93.5f},   {0, 87.0f},   {-3, 80.4f},  {-6, 73.9f},
                             {-9, 67.4f},  {-12, 60.9f}, {-18, 47.8f}, {-20, 43.5f}, {-24, 36.5f},
                             {-30, 26.1f}, {-40, 13.0f}, {-50, 6.5f},  {-60, 2.2f}};
  for (const Mark& mark : kMarks) {
    INFO(mark.dBFS << " dBFS");
    CHECK(100 * iec_deflection(mark.dBFS) == Approx(mark.percent).margin(0.06));
  }
  CHECK(iec_deflection(-71) == 0);
  CHECK(iec_deflection(20) == 1);
}

TEST_CASE("a level meter rises at once and falls 20 dB in 1.7 s of audio, however often it is looked at") {
  for (const int looks : {17, 102, 510}) {
    LevelMeter meter;
    meter.feed(1.0f, 0, 0.001f);
    CHECK(meter.peak_dB == Approx(0).margin(1e-4));
    for (int look = 0; look < looks; ++look) meter.feed(0, 0, 1.7f / static_cast<float>(looks));
    CHECK(meter.peak_dB == Approx(-20).margin(0.01));
  }
}

TEST_CASE("the hold line stands for 1.5 s, then falls as the meter does") {
  LevelMeter meter;
  meter.feed(0.5f, 0, 0.01f);
  for (int look = 0; look < 149; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-6.02).margin(0.01));
  for (int look = 0; look < 86; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-6.02 - 0.85 * 20 / 1.7).margin(0.05));
  meter.feed(0.9f, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-0.915).margin(0.01));
}

TEST_CASE("full scale once reached shows until it is cleared") {
  LevelMeter meter;
  meter.feed(0.999f, 0, 0.01f);
  CHECK(!meter.was_full);
  meter.feed(1.0f, 0, 0.01f);
  for (int look = 0; look < 1000; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.was_full);
  CHECK(meter.max_dB == Approx(0).margin(1e-4));
  meter.clear();
  CHECK(!meter.was_full);
}

TEST_CASE("the body of a meter settles on the RMS level") {
  LevelMeter meter;
  for (int look = 0; look < 300; ++look) meter.feed(1, 0.5f, 0.01f);
  CHECK(meter.rms_dB() == Approx(-3.01).margin(0.01));
}

// --- The stereo field ---------------------------------------------------------------------------------------------

namespace {

// Feeds `seconds` of a 997 Hz sine with these gains left and right.
void feed_sine(StereoField& field, float left_gain, float right_gain, double seconds) {
  constexpr int kBlock = 800;
  std::vector<float> left(kBlock), right(kBlock);
  for (int block = 0; block < static_cast<int>(seconds * 60); ++block) {
    for (int f = 0; f < kBlock; ++f) {
      const auto x = static_cast<float>(std::sin(2 * std::numbers::pi * 997.0 * (block * kBlock + f) / 48000.0));
      left[static_cast<size_t>(f)] = left_gain * x;
      right[static_cast<size_t>(f)] = right_gain * x;
    }
    field.feed(left, right, 48000);
  }
}

float polar_peak_deg(const StereoField& field) {
  int loudest = 0;
  for (int bin = 0; bin < kPolarBins; ++bin)
    if (field.polar_radius(bin) > field.polar_radius(loudest)) loudest = bin;
  return StereoField::polar_angle_deg(loudest);
}

// Direction of the cloud's centre of mass from the origin, degrees from vertical, negative left; without sign when it
// lies on the horizontal on both sides.
float cloud_angle_deg(const StereoField& field) {
  double x_sum = 0, y_sum = 0;
  for (int y = 0; y < kFieldPixels; ++y)
    for (int x = 0; x < kFieldPixels; ++x) {
      const double light = static_cast<double>(field.density(x, y));
      x_sum += light * (x + 0.5 - kFieldPixels / 2.0);
      y_sum += light * (kFieldOrigin * kFieldPixels - (y + 0.5));
    }
  return static_cast<float>(std::atan2(x_sum, y_sum) * 180 / std::numbers::pi);
}

}  // namespace

TEST_CASE("mono is vertical in the field, hard left and right lie at 45 degrees, out of phase is horizontal") {
  struct Vector {
    float left, right, angle_deg;
  };
  constexpr Vector kVectors[] = {{0.5f, 0.5f, 0}, {0.5f, 0, -45}, {0, 0.5f, 45}};
  for (const Vector& vector : kVectors) {
    StereoField field;
    feed_sine(field, vector.left, vector.right, 20);
    INFO("left " << vector.left << ", right " << vector.right);
    CHECK(field.image_angle_deg().value() == Approx(vector.angle_deg).margin(0.01));
    CHECK(polar_peak_deg(field) == Approx(vector.angle_deg).margin(1.01));
    CHECK(cloud_angle_deg(field) == Approx(vector.angle_deg).margin(1));
  }
  StereoField field;
  feed_sine(field, 0.5f, -0.5f, 20);
  CHECK(std::abs(field.image_angle_deg().value()) == Approx(90).margin(0.01));
  CHECK(std::abs(polar_peak_deg(field)) == Approx(90).margin(1.01));
}

TEST_CASE("a source panned from left to right is seen where it is panned to, within a degree, loud or soft") {
  for (const float gain : {1.0f, 0.01f})
    for (int step = 0; step <= 18; ++step) {
      const float angle_deg = -45.0f + 5.0f * static_cast<float>(step);
      const float pan_rad = (angle_deg + 45.0f) * std::numbers::pi_v<float> / 180;
      StereoField field;
      feed_sine(field, gain * std::cos(pan_rad), gain * std::sin(pan_rad), 1);
      INFO(angle_deg << " degrees at a gain of " << gain);
      CHECK(field.image_angle_deg().value() == Approx(angle_deg).margin(1));
    }
}

TEST_CASE("a direction 10 dB below the loudest stands 10 dB nearer to the centre of the polar level") {
  StereoField field;
  // By turns hard left and, 10 dB lower, hard right: each by itself in its direction.
  std::vector<float> sound(800), silence(800);
  for (int block = 0; block < 600; ++block) {
    const bool is_left = block % 2 == 0;
    for (size_t f = 0; f < sound.size(); ++f)
      sound[f] = (is_left ? 0.5f : 0.5f * std::pow(10.0f, -0.5f)) *
                 static_cast<float>(std::sin(2 * std::numbers::pi * 60 * static_cast<double>(f) / 48000));
    field.feed(is_left ? sound : silence, is_left ? silence : sound, 48000);
  }
  const auto radius_at = [&](float angle_deg) {
    return field.polar_radius(static_cast<int>(std::lround((angle_deg + 90) / 2)));
  };
  // The mean of 300 ms leans by a sixtieth of a second to whoever came last.
  CHECK(30 * (radius_at(-45) - radius_at(45)) == Approx(10).margin(0.5));
}

TEST_CASE("silence and broken samples leave the field calm") {
  StereoField field;
  std::vector<float> silence(800), broken(800, std::numeric_limits<float>::quiet_NaN());
  field.feed(silence, silence, 48000);
  CHECK_FALSE(field.image_angle_deg());
  field.feed(broken, silence, 48000);
  feed_sine(field, 0.5f, 0.5f, 20);
  CHECK(field.image_angle_deg().value() == Approx(0).margin(0.01));
}

// --- Scales -------------------------------------------------------------------------------------------------------

TEST_CASE("every scale rises from mark to mark, and a reading between two marks stands between them") {
  for (int kind = 0; kind < kLevelKinds; ++kind)
    for (const PpmKind ppm :
         {PpmKind::type_I, PpmKind::din_45406, PpmKind::nordic, PpmKind::type_IIa, PpmKind::type_IIb})
      for (const KScale k : {KScale::k_12, KScale::k_14, KScale::k_20}) {
        const MeterScale& scale = scale_of(static_cast<LevelKind>(kind), ppm, k);
        INFO(scale.name);
        CHECK(scale.marks.front().height >= 0);
        CHECK(scale.marks.back().height == 1);
        for (size_t i = 1; i < scale.marks.size(); ++i) {
          const ScaleMark &below = scale.marks[i - 1], &above = scale.marks[i];
          CHECK(above.reading > below.reading);
          CHECK(above.height > below.height);
          CHECK(height_on(scale, above.reading) == Approx(above.height));
          CHECK(height_on(scale, (above.reading + below.reading) / 2) == Approx((above.height + below.height) / 2));
        }
        CHECK(height_on(scale, std::numeric_limits<float>::quiet_NaN()) == 0);
        CHECK(height_on(scale, -std::numeric_limits<float>::infinity()) == 0);
        CHECK(height_on(scale, 100) == 1);
      }
}

TEST_CASE("a programme meter at TEST and at its permitted maximum stands where its kind says") {
  const auto height = [](PpmKind kind, double level_dBFS) {
    return height_on(scale_of(LevelKind::ppm, kind, KScale::k_20), static_cast<float>(ppm_scale(kind, level_dBFS)));
  };
  // TEST is the fourth of seven evenly spread marks; the permitted maximum, 8 dB above it, the sixth.
  CHECK(height(PpmKind::type_IIa, -18) == Approx(4.0f / 8));
  CHECK(height(PpmKind::type_IIa, -10) == Approx(6.0f / 8));
  CHECK(height(PpmKind::type_IIb, -18) == Approx(4.0f / 8));
  CHECK(height(PpmKind::nordic, -18) == Approx(0.778f));
  CHECK(height(PpmKind::type_I, -9) == Approx(0.92f));
}

TEST_CASE("the VU scale is linear in voltage, full at +3 VU") {
  for (const float VU : {-20.0f, -10.0f, -7.0f, -3.0f, 0.0f, 3.0f})
    CHECK(height_on(scale_of(LevelKind::vu, {}, {}), VU) == Approx(std::pow(10.0f, (VU - 3) / 20)).margin(0.001));
}
