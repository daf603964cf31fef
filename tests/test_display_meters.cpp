// What the screen's meters and its stereo field show for signals whose levels and places are known. No window, no graphics.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "surfaces/display/model/ballistics.h"
#include "surfaces/display/model/stereo_field.h"

using namespace headroom;
using namespace headroom::display;

// --- Meters -------------------------------------------------------------------------------------------------------

TEST_CASE("the strip meter's scale is that of IEC 60268-18") {
  struct Mark {
    float dBFS, percent;
  };
  // The table of screen.md section 5: deflection of 115 points as a share of the height.
  constexpr Mark kMarks[] = {{6, 100},   {3, 93.5f},    {0, 87.0f},    {-3, 80.4f},  {-6, 73.9f},  {-9, 67.4f},  {-12, 60.9f},
                             {-18, 47.8f}, {-20, 43.5f}, {-24, 36.5f}, {-30, 26.1f}, {-40, 13.0f}, {-50, 6.5f}, {-60, 2.2f}};
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

TEST_CASE("an over is counted and stays until it is cleared") {
  LevelMeter meter;
  meter.feed(0.999f, 0, 0.01f);
  CHECK(meter.overs == 0);
  meter.feed(1.0f, 0, 0.01f);
  for (int look = 0; look < 1000; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.overs == 1);
  CHECK(meter.max_dB == Approx(0).margin(1e-4));
  meter.clear();
  CHECK(meter.overs == 0);
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

// Direction of the cloud's centre of mass from the origin, degrees from vertical, negative left; without sign when it lies
// on the horizontal on both sides.
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
    float left, right, angle_deg, correlation;
  };
  constexpr Vector kVectors[] = {{0.5f, 0.5f, 0, 1}, {0.5f, 0, -45, 0}, {0, 0.5f, 45, 0}};
  for (const Vector& vector : kVectors) {
    StereoField field;
    feed_sine(field, vector.left, vector.right, 20);
    INFO("left " << vector.left << ", right " << vector.right);
    CHECK(polar_peak_deg(field) == Approx(vector.angle_deg).margin(1.01));
    CHECK(cloud_angle_deg(field) == Approx(vector.angle_deg).margin(1));
    CHECK(field.correlation_slow() == Approx(vector.correlation).margin(0.005));
  }
  StereoField field;
  feed_sine(field, 0.5f, -0.5f, 20);
  CHECK(std::abs(polar_peak_deg(field)) == Approx(90).margin(1.01));
  CHECK(field.correlation_slow() == Approx(-1).margin(0.005));
}

TEST_CASE("two signals with nothing in common have correlation 0 and lose 3 dB in mono") {
  StereoField field;
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 0.1f);
  std::vector<float> left(4800), right(4800);
  for (int block = 0; block < 300; ++block) {
    for (float& x : left) x = noise(random);
    for (float& x : right) x = noise(random);
    field.feed(left, right, 48000);
  }
  CHECK(field.correlation_slow() == Approx(0).margin(0.02));
  CHECK(field.mono_loss_dB() == Approx(-3.01).margin(0.1));
  CHECK(field.balance_dB() == Approx(0).margin(0.1));
}

TEST_CASE("mono loses nothing in mono - a side 6 dB down moves the balance by 6 dB") {
  StereoField field;
  feed_sine(field, 0.4f, 0.4f, 20);
  CHECK(field.mono_loss_dB() == Approx(0).margin(0.01));
  StereoField leaning;
  feed_sine(leaning, 0.4f, 0.2f, 20);
  CHECK(leaning.balance_dB() == Approx(-6.02).margin(0.05));
}

TEST_CASE("the phase alarm needs a second out of phase, and goes at once when the phase is right") {
  StereoField field;
  feed_sine(field, 0.5f, -0.5f, 0.9);
  CHECK_FALSE(field.has_phase_alarm());
  feed_sine(field, 0.5f, -0.5f, 0.3);
  CHECK(field.has_phase_alarm());
  feed_sine(field, 0.5f, 0.5f, 6);
  CHECK_FALSE(field.has_phase_alarm());
}

TEST_CASE("silence and broken samples leave the field calm") {
  StereoField field;
  std::vector<float> silence(800), broken(800, std::numeric_limits<float>::quiet_NaN());
  field.feed(silence, silence, 48000);
  CHECK_FALSE(field.has_signal());
  CHECK(field.correlation_slow() == 0);
  CHECK_FALSE(field.has_phase_alarm());
  field.feed(broken, silence, 48000);
  feed_sine(field, 0.5f, 0.5f, 20);
  CHECK(field.correlation_slow() == Approx(1).margin(0.01));
}
