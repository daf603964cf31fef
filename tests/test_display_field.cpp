// What the screen's pictures of a meter tap show for sounds whose places and levels are known: the surround field,
// angles over time, the spectrum, a stored reference. Fed with what the console's own meters read. No window, no
// graphics.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>

#include "console/meters/tap_meters.h"
#include "io/atomic_file.h"
#include "surfaces/display/model/angle_strip.h"
#include "surfaces/display/model/reference_curve.h"
#include "surfaces/display/model/response.h"
#include "surfaces/display/model/surround_shape.h"
#include "surfaces/display/model/tap_spectrum.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr double kRate = 48000;
constexpr int kBlock = 480;
constexpr float kTarget_LUFS = -23;
constexpr SpeakerLayout kSurround[] = {SpeakerLayout::surround_5_1, SpeakerLayout::surround_7_1,
                                       SpeakerLayout::surround_5_1_4, SpeakerLayout::surround_7_1_4};

// A tap of a layout, fed block by block with what `sound` gives for a lane and a frame.
struct FedTap {
  explicit FedTap(SpeakerLayout which)
      : layout(which),
        lanes(loudspeakers_of(which)),
        meters({.number = 1,
                .window_start = 0,
                .first_frame = 0,
                .sample_rate = kRate,
                .strip = 0,
                .layout = which,
                .lanes = static_cast<int32_t>(lanes.size())},
               TapSettings{}) {}

  template <class Sound>
  void feed(double seconds, Sound&& sound) {
    std::vector<std::vector<float>> samples(lanes.size(), std::vector<float>(kBlock));
    std::vector<const float*> pointers;
    for (const auto& lane : samples) pointers.push_back(lane.data());
    for (const auto end = frame + static_cast<int64_t>(seconds * kRate); frame < end; frame += kBlock) {
      for (size_t lane = 0; lane < lanes.size(); ++lane)
        for (int f = 0; f < kBlock; ++f)
          samples[lane][static_cast<size_t>(f)] = sound(static_cast<int>(lane), frame + f);
      std::vector<MeterHistory> ended;
      meters.process(pointers.data(), kBlock, ended);
      history.insert(history.end(), ended.begin(), ended.end());
    }
  }
  SurroundShape shape() const { return shape_of(layout, meters.reading().field, kTarget_LUFS); }
  int lane_of(Loudspeaker loudspeaker) const {
    return static_cast<int>(std::find(lanes.begin(), lanes.end(), loudspeaker) - lanes.begin());
  }

  SpeakerLayout layout;
  std::vector<Loudspeaker> lanes;
  headroom::TapMeters meters;
  std::deque<MeterHistory> history;
  int64_t frame = 0;
};

float sine(int64_t frame, double freq_hz = 997) {
  return static_cast<float>(std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(frame) / kRate));
}

// Both layers' corners.
std::vector<FieldCorner> corners_of(const SurroundShape& shape) {
  std::vector<FieldCorner> corners = shape.bed.corners;
  corners.insert(corners.end(), shape.heights.corners.begin(), shape.heights.corners.end());
  return corners;
}

// How far the middle of the edge that starts at corner `i` lies outside the straight line, in radii.
float bulge_of(const FieldLayer& layer, size_t i) {
  const Point from = layer.corners[i].at, to = layer.corners[(i + 1) % layer.corners.size()].at;
  constexpr int kSegments = 2;
  const Point middle = layer.outline(kSegments)[i * kSegments + 1];
  const float along_x = to.x - from.x, along_y = to.y - from.y;
  return (along_y * (middle.x - from.x) - along_x * (middle.y - from.y)) / std::hypot(along_x, along_y);
}

}  // namespace

TEST_CASE(
    "each loudspeaker alone pulls the field to its own place within a degree, as far out as it is loud within 0.1 dB") {
  constexpr float kGain = 0.1f,
                  kLoudness_LUFS = -23.01f;  // a sine in one channel: 3.01 LU below its peak level (BS.1770)
  for (const SpeakerLayout layout : kSurround)
    for (const Loudspeaker loudspeaker : loudspeakers_of(layout)) {
      if (loudspeaker == Loudspeaker::lfe) continue;
      FedTap tap(layout);
      const int alone = tap.lane_of(loudspeaker);
      tap.feed(2, [&](int lane, int64_t frame) { return lane == alone ? kGain * sine(frame) : 0.0f; });
      INFO(kSpeakerLayoutWords[static_cast<size_t>(layout)] << ", " << loudspeaker_word(loudspeaker));
      const FieldReading field = tap.meters.reading().field;
      const Direction direction = direction_of(layout, loudspeaker);
      CHECK(field.dominance_azimuth_deg == Approx(direction.azimuth_deg).margin(1));
      CHECK(field.dominance_elevation_deg == Approx(direction.elevation_deg).margin(1));
      CHECK(field.dominance_length == Approx(1).margin(0.01));
      for (const FieldCorner& corner : corners_of(tap.shape())) {
        const float radius = std::hypot(corner.at.x, corner.at.y);
        if (corner.loudspeaker != loudspeaker) {
          CHECK(radius == 0);
          continue;
        }
        CHECK(corner.loudness_LU + kTarget_LUFS == Approx(kLoudness_LUFS).margin(0.1));
        CHECK(std::atan2(-corner.at.x, corner.at.y) * 180 / std::numbers::pi ==
              Approx(direction.azimuth_deg).margin(1));
      }
    }
}

TEST_CASE("the target stands at 70 % of the radius, +9 LU at the rim, -40 LU and silence at the centre") {
  CHECK(radius_of_LU(0) == Approx(0.7f));
  CHECK(radius_of_LU(9) == Approx(1));
  CHECK(radius_of_LU(20) == 1);
  CHECK(radius_of_LU(-20) == Approx(0.35f));
  CHECK(radius_of_LU(-40) == 0);
  CHECK(radius_of_LU(-std::numeric_limits<float>::infinity()) == 0);
  CHECK(radius_of_LU(std::numeric_limits<float>::quiet_NaN()) == 0);
}

TEST_CASE(
    "the edge of two neighbours bulges when they play the same, is straight when they share nothing, caves in out of "
    "phase") {
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 0.1f);
  for (const SpeakerLayout layout : kSurround) {
    struct Case {
      float second_gain;  // of the same sine; 0: a noise of its own
      float bulge, margin;
    };
    for (const Case& expected : {Case{1, kBulge, 0.002f}, Case{-1, -kBulge, 0.002f}, Case{0, 0, 0.02f}}) {
      FedTap tap(layout);
      const int left = tap.lane_of(Loudspeaker::left), surround = tap.lane_of(Loudspeaker::left_surround);
      tap.feed(3, [&](int lane, int64_t frame) {
        if (lane != left && lane != surround) return 0.0f;
        if (expected.second_gain == 0) return noise(random);
        return (lane == surround ? expected.second_gain : 1.0f) * 0.1f * sine(frame);
      });
      const SurroundShape shape = tap.shape();
      size_t edge = 0;
      while (shape.bed.corners[edge].loudspeaker != Loudspeaker::left) ++edge;
      INFO(kSpeakerLayoutWords[static_cast<size_t>(layout)] << ", gain " << expected.second_gain);
      REQUIRE(shape.bed.corners[edge + 1].loudspeaker == Loudspeaker::left_surround);
      CHECK(bulge_of(shape.bed, edge) == Approx(expected.bulge).margin(expected.margin));
    }
  }
}

TEST_CASE("an LFE that works against the loudspeakers has a correlation of -1, and is no part of the field") {
  FedTap tap(SpeakerLayout::surround_5_1);
  tap.feed(2, [&](int lane, int64_t frame) {
    return tap.lanes[static_cast<size_t>(lane)] == Loudspeaker::lfe ? -0.2f * sine(frame, 60) : 0.1f * sine(frame, 60);
  });
  CHECK(tap.meters.reading().field.lfe_correlation == Approx(-1).margin(0.01));
  for (const FieldCorner& corner : corners_of(tap.shape())) CHECK(corner.loudspeaker != Loudspeaker::lfe);
}

TEST_CASE(
    "a source that walks across stereo leaves a line in the angles of the last half minute, each tenth where it was") {
  FedTap tap(SpeakerLayout::stereo);
  constexpr int64_t kTenth = 4800;
  // From left to right in nine seconds, a step each tenth of a second.
  const auto angle_at = [](int64_t frame) { return 45.0 - static_cast<double>(frame / kTenth); };
  tap.feed(9, [&](int lane, int64_t frame) {
    const double pan_rad = (45 - angle_at(frame)) * std::numbers::pi / 180;
    return 0.3f * static_cast<float>(lane == 0 ? std::cos(pan_rad) : std::sin(pan_rad)) * sine(frame);
  });
  AngleStrip strip;
  strip.feed(0, tap.history);
  const Pixels pixels = strip.pixels();
  REQUIRE(tap.history.size() == 90);
  const auto light = [&](int column, int bin) {
    return luminance(pixels.colors[static_cast<size_t>(bin * pixels.width + column)]);
  };
  for (int i = 0; i < 90; ++i) {
    const int column = pixels.width - 90 + i;
    int brightest = 0;
    for (int bin = 0; bin < kAngleBins; ++bin)
      if (light(column, bin) > light(column, brightest)) brightest = bin;
    const double angle_deg = 90 - (brightest + 0.5) * 180.0 / kAngleBins;
    INFO("tenth " << i);
    CHECK(std::abs(angle_deg - angle_at(i * kTenth)) <= 90.0 / kAngleBins + 0.01);
  }
}

TEST_CASE("the FFT reads a sine at its level within 0.1 dB, and the same sine on two lanes 3 dB above") {
  for (const int lanes : {1, 2}) {
    TapSpectrum spectrum;
    spectrum.prepare(lanes, kRate, {.window = SpectrumWindow::flat_top, .window_frames = 8192, .average_s = 0});
    std::vector<float> samples(kBlock);
    std::vector<const float*> pointers(static_cast<size_t>(lanes), samples.data());
    for (int64_t frame = 0; frame < 48000; frame += kBlock) {
      for (int f = 0; f < kBlock; ++f) samples[static_cast<size_t>(f)] = 0.1f * sine(frame + f, 1000);
      spectrum.process(pointers, kBlock);
    }
    REQUIRE(spectrum.has_spectrum());
    const auto at = static_cast<size_t>(std::lround(place_of(1000) * (kSpectrumPoints - 1)));
    CHECK(spectrum.levels_dBFS()[at] == Approx(-20 + 10 * std::log10(lanes)).margin(0.1));
    CHECK(spectrum.held_dBFS()[at] == Approx(-20 + 10 * std::log10(lanes)).margin(0.1));
    CHECK(spectrum.levels_dBFS().front() < -90);
  }
}

TEST_CASE("a reference spectrum comes back from its file as it was stored, and says which line is wrong") {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/deeper/spectrum.reference";
  ReferenceStore store;
  REQUIRE(store.keep_in(path));
  CHECK(store.curve().empty());
  REQUIRE(store.store({{100, -30}, {1000, -20.25f}, {10000, -40}}));
  ReferenceStore other;
  REQUIRE(other.keep_in(path));
  REQUIRE(other.curve().size() == 3);
  CHECK(other.curve()[1].freq_hz == 1000);
  CHECK(other.curve()[1].level_dBFS == -20.25f);
  CHECK(level_at(other.curve(), 316.228f) == Approx(-25.125f).margin(0.01));  // half-way on a logarithmic axis
  CHECK(std::isnan(level_at(other.curve(), 50)));
  CHECK(std::isnan(level_at(other.curve(), 20000)));

  REQUIRE(write_whole_file(path, "freq_hz,level_dBFS\n100,-30\n90,-20\n"));
  const Outcome refused = other.keep_in(path);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().find("line 3") != std::string::npos);
  CHECK(other.curve().empty());
}
