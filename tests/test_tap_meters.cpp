// All meters of one tap, without threads: what they say of programmes whose readings follow from the standards.
#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <random>

#include "console/measure/programme_meters.h"
#include "console/meters/tap_meters.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr float kSilence_dB = -INFINITY;

TapAim aim_at(SpeakerLayout layout, double sample_rate = 48000) {
  return {.number = 7,
          .window_start = 0,
          .first_frame = 1000,
          .sample_rate = sample_rate,
          .strip = 3,
          .layout = layout,
          .lanes = static_cast<int32_t>(loudspeakers_of(layout).size())};
}

// A tap that has heard a programme in pieces of `piece()` frames.
struct Heard {
  TapMeters meters;
  std::vector<MeterHistory> history;

  explicit Heard(SpeakerLayout layout, const TapSettings& settings = {}, double sample_rate = 48000)
      : meters(aim_at(layout, sample_rate), settings) {}
  template <class Piece>
  Heard& hears(const std::vector<Samples>& programme, Piece&& piece) {
    std::vector<const float*> lanes(programme.size());
    for (size_t from = 0; from < programme[0].size();) {
      const size_t frames = std::min(programme[0].size() - from, static_cast<size_t>(piece()));
      for (size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] = programme[lane].data() + from;
      meters.process(lanes.data(), static_cast<int>(frames), history);
      from += frames;
    }
    return *this;
  }
  Heard& hears(const std::vector<Samples>& programme) {
    return hears(programme, [] { return 960; });
  }
  MeterReading reading() const { return meters.reading(); }
};

// Only `lane` sounds.
std::vector<Samples> alone(SpeakerLayout layout, size_t lane, const Samples& sound) {
  std::vector<Samples> programme(loudspeakers_of(layout).size(), Samples(sound.size()));
  programme[lane] = sound;
  return programme;
}

// The bits of what is read, NaN and all.
std::vector<uint32_t> bits_of(const MeterReading& reading) {
  std::vector<float> numbers;
  const auto add = [&](const auto& part, size_t floats) {
    const auto* first = reinterpret_cast<const float*>(&part);
    numbers.insert(numbers.end(), first, first + floats);
  };
  add(reading.loudness, 9);
  add(reading.phase, 5);
  add(reading.field.channel_momentary_LUFS, kTapLanes);
  add(reading.field.dominance_azimuth_deg, 4);
  add(reading.field.stereo, 5);
  add(reading.field.mono, 5);
  for (const LaneReading& lane : reading.lane) add(lane, 11);
  add(reading.spectrum.level_dBFS, kMostBands);
  add(reading.spectrum.held_dBFS, kMostBands);
  std::vector<uint32_t> bits;
  for (const float number : numbers) bits.push_back(std::bit_cast<uint32_t>(number));
  return bits;
}
std::vector<uint32_t> bits_of(const MeterHistory& record) {
  std::vector<uint32_t> bits;
  for (const float number : {record.momentary_LUFS, record.short_term_LUFS, record.peak_dBFS, record.true_peak_dBTP,
                             record.correlation, record.dominance_azimuth_deg, record.dominance_length})
    bits.push_back(std::bit_cast<uint32_t>(number));
  for (const float level : record.angle_dBFS) bits.push_back(std::bit_cast<uint32_t>(level));
  return bits;
}

int loudest_bin(const MeterHistory& record) {
  return static_cast<int>(std::max_element(record.angle_dBFS.begin(), record.angle_dBFS.end()) -
                          record.angle_dBFS.begin());
}

}  // namespace

TEST_CASE("a tap reads the same, to the last bit, in pieces of any length") {
  std::mt19937 random(5);
  for (const SpeakerLayout layout : {SpeakerLayout::mono, SpeakerLayout::stereo, SpeakerLayout::surround_5_1_4}) {
    std::vector<Samples> programme;
    for (size_t lane = 0; lane < loudspeakers_of(layout).size(); ++lane)
      programme.push_back(music_like_noise(2, 44100, static_cast<unsigned>(lane)));
    Heard whole(layout, {}, 44100), pieces(layout, {}, 44100);
    whole.hears(programme);
    pieces.hears(programme, [&] { return 1 + random() % 1500; });
    CHECK(bits_of(whole.reading()) == bits_of(pieces.reading()));
    REQUIRE(whole.history.size() == 20);
    REQUIRE(pieces.history.size() == 20);
    for (size_t i = 0; i < whole.history.size(); ++i) CHECK(bits_of(whole.history[i]) == bits_of(pieces.history[i]));
  }
}

TEST_CASE("a tap's loudness is what BS.1770 says for its layout: surrounds weigh more, the LFE nothing") {
  const Samples sound = tone(-20, 5, 48000);
  const auto loudness = [&](SpeakerLayout layout, size_t lane) {
    return Heard(layout).hears(alone(layout, lane, sound)).reading().loudness.integrated_LUFS;
  };
  CHECK(loudness(SpeakerLayout::mono, 0) == Approx(-23).margin(0.05));
  CHECK(loudness(SpeakerLayout::stereo, 1) == Approx(-23).margin(0.05));
  CHECK(loudness(SpeakerLayout::surround_5_1, 2) == Approx(-23).margin(0.05));
  CHECK(loudness(SpeakerLayout::surround_5_1, 3) == kSilence_dB);
  CHECK(loudness(SpeakerLayout::surround_5_1, 4) == Approx(-21.5).margin(0.05));  // 110 degrees
  CHECK(loudness(SpeakerLayout::surround_7_1, 4) == Approx(-21.5).margin(0.05));  // 90 degrees
  CHECK(loudness(SpeakerLayout::surround_7_1, 6) == Approx(-23).margin(0.05));    // 135 degrees
  CHECK(loudness(SpeakerLayout::surround_7_1_4, 8) == Approx(-23).margin(0.05));  // above
}

TEST_CASE("a tap measures what a measured file does") {
  const std::vector<Samples> programme{music_like_noise(30, 48000, 1), music_like_noise(30, 48000, 2)};
  const MeterReading live = Heard(SpeakerLayout::stereo).hears(programme).reading();
  ProgrammeMeters file(layout_of(std::vector<FileSpeaker>(2, FileSpeaker::unknown)), 48000);
  play(file, programme);
  CHECK(live.loudness.integrated_LUFS == Approx(file.loudness().integrated_LUFS()).margin(1e-4));
  CHECK(live.loudness.max_momentary_LUFS == Approx(file.loudness().max_momentary_LUFS()).margin(1e-4));
  CHECK(live.loudness.max_short_term_LUFS == Approx(file.loudness().max_short_term_LUFS()).margin(1e-4));
  CHECK(live.loudness.max_true_peak_dBTP == Approx(file.true_peak_dBTP()).margin(1e-4));
  CHECK(live.loudness.peak_to_loudness_dB == Approx(*file.peak_to_loudness_dB()).margin(1e-4));
  CHECK(live.loudness.measured_s == Approx(30));
}

TEST_CASE("the levels of a steady sine are what its level says, on every meter of a lane") {
  const Samples side = tone(-20, 3, 48000);
  const MeterReading reading =
      Heard(SpeakerLayout::stereo, {.ppm = PpmKind::type_IIb}).hears({side, Samples(side.size())}).reading();
  const LaneReading& lane = reading.lane[0];
  for (const float level_dB : {lane.peak_hold_dBFS, lane.max_peak_dBFS, lane.true_peak_dBTP, lane.max_true_peak_dBTP,
                               lane.rms_dBFS, lane.max_rms_dBFS})
    CHECK(level_dB == Approx(-20).margin(0.1));
  CHECK(lane.ppm_dBFS == Approx(-20).margin(0.3));
  CHECK(lane.vu_VU == Approx(0).margin(0.15));
  CHECK(Heard(SpeakerLayout::stereo, {.zero_VU_dBFS = -18}).hears({side, side}).reading().lane[0].vu_VU ==
        Approx(-2).margin(0.15));
  CHECK(reading.lane[1].peak_dBFS == kSilence_dB);
  CHECK(reading.lane[1].rms_dBFS == kSilence_dB);
  // Thirds: the one at 1 kHz is the loudest, and holds it all.
  const auto& bands = reading.spectrum.level_dBFS;
  const auto loudest = std::max_element(bands.begin(), bands.begin() + reading.spectrum.bands);
  CHECK(*loudest == Approx(-20).margin(0.5));
  CHECK(reading.spectrum.bands == 31);
  CHECK(loudest - bands.begin() == 17);
}

TEST_CASE("overs are counted by lane, with the engine's time of the last") {
  std::vector<Samples> programme(2, Samples(48000));
  for (const size_t at : {1000u, 30000u})
    for (size_t f = at; f < at + 3; ++f) programme[1][f] = 1;
  const MeterReading reading = Heard(SpeakerLayout::stereo).hears(programme).reading();
  CHECK(reading.lane[0].overs == 0);
  CHECK(reading.lane[0].last_over_frame == -1);
  CHECK(reading.lane[1].overs == 2);
  CHECK(reading.lane[1].last_over_frame == 1000 + 30000);
}

TEST_CASE("a reset forgets maxima, overs and the integrated loudness, a paused meter keeps them as they are") {
  const Samples loud = tone(-6, 5, 48000), soft = tone(-40, 5, 48000);
  Heard tap(SpeakerLayout::stereo);
  tap.hears({loud, loud});
  TapSettings settings{.is_running = false};
  tap.meters.follow(settings);
  const MeterReading before = tap.reading();
  tap.hears({soft, soft});
  CHECK(tap.reading().loudness.integrated_LUFS == before.loudness.integrated_LUFS);
  CHECK(tap.reading().loudness.measured_s == before.loudness.measured_s);
  CHECK(tap.reading().loudness.momentary_LUFS == Approx(-40).margin(0.05));
  settings = {.is_running = true, .resets = 1};
  tap.meters.follow(settings);
  tap.hears({soft, soft});
  CHECK(tap.reading().loudness.integrated_LUFS == Approx(-40).margin(0.05));
  CHECK(tap.reading().loudness.max_true_peak_dBTP == Approx(-40).margin(0.1));
  CHECK(tap.reading().lane[0].max_peak_dBFS == Approx(-40).margin(0.01));
  CHECK(tap.reading().resets == 1);
}

TEST_CASE("what is out of phase is lost in the mono fold-down, and the phase says so") {
  Samples left = tone(-20, 4, 48000), right = left;
  for (float& x : right) x = -x;
  const MeterReading reading = Heard(SpeakerLayout::stereo).hears({left, right}).reading();
  CHECK(reading.phase.correlation_slow == Approx(-1).margin(0.001));
  CHECK(reading.phase.mono_loss_dB < -60);
  CHECK(reading.phase.out_of_phase_s > 3);
  CHECK(reading.field.mono.integrated_LUFS == kSilence_dB);
  CHECK(reading.field.stereo.integrated_LUFS == reading.loudness.integrated_LUFS);
  CHECK(std::isnan(Heard(SpeakerLayout::mono).hears({left}).reading().phase.correlation_slow));
}

// BS.775-4: centre and surrounds at -3 dB on both sides, the LFE nowhere.
TEST_CASE("a surround tap tells how loud its fold-downs are") {
  const Samples sound = tone(-20, 4, 48000);
  const auto folded = [&](size_t lane) {
    return Heard(SpeakerLayout::surround_5_1).hears(alone(SpeakerLayout::surround_5_1, lane, sound)).reading().field;
  };
  CHECK(folded(0).stereo.integrated_LUFS == Approx(-23).margin(0.05));
  CHECK(folded(2).stereo.integrated_LUFS == Approx(-23).margin(0.05));
  CHECK(folded(2).stereo.max_peak_dBFS == Approx(-23).margin(0.05));
  CHECK(folded(2).mono.integrated_LUFS == Approx(-23).margin(0.05));
  CHECK(folded(3).stereo.integrated_LUFS == kSilence_dB);
  CHECK(folded(4).stereo.integrated_LUFS == Approx(-26).margin(0.05));
}

TEST_CASE("the field finds each loudspeaker within a degree, and neighbours that play the same") {
  constexpr auto kLayout = SpeakerLayout::surround_7_1_4;
  const Samples sound = tone(-20, 0.6, 48000);
  for (size_t lane = 0; lane < loudspeakers_of(kLayout).size(); ++lane) {
    if (loudspeakers_of(kLayout)[lane] == Loudspeaker::lfe) continue;
    const FieldReading field = Heard(kLayout).hears(alone(kLayout, lane, sound)).reading().field;
    CHECK(field.dominance_azimuth_deg == Approx(field_of(kLayout)[lane].azimuth_deg).margin(1));
    CHECK(field.dominance_elevation_deg == Approx(field_of(kLayout)[lane].elevation_deg).margin(1));
    CHECK(field.dominance_length == Approx(1).margin(0.01));
    CHECK(field.channel_momentary_LUFS[lane] == Approx(-23).margin(0.1));
  }
  auto programme = alone(kLayout, 0, sound);
  programme[2] = sound;
  const FieldReading field = Heard(kLayout).hears(programme).reading().field;
  for (int pair = 0; pair < field.neighbours; ++pair) {
    const NeighbourReading& sides = field.neighbour[static_cast<size_t>(pair)];
    const bool both_sound = std::min(sides.first, sides.second) == 0 && std::max(sides.first, sides.second) == 2;
    CHECK(std::isnan(sides.correlation) != both_sound);
    if (both_sound) CHECK(sides.correlation == Approx(1).margin(0.001));
  }
  CHECK(field.neighbours == 11);
}

TEST_CASE("the history shows from where the sound comes: a goniometer's angle of stereo, an azimuth of surround") {
  const Samples sound = tone(-20, 1, 48000);
  const auto stereo_bin = [&](float left, float right) {
    std::vector<Samples> programme{sound, sound};
    for (float& x : programme[0]) x *= left;
    for (float& x : programme[1]) x *= right;
    return loudest_bin(Heard(SpeakerLayout::stereo).hears(programme).history.back());
  };
  // 36 bins of 5 degrees, the leftmost first: 45 degrees is between the ninth and the tenth.
  CHECK(stereo_bin(1, 0.01f) == 9);
  CHECK(stereo_bin(1, 0.9f) == 17);
  CHECK(stereo_bin(0.01f, 1) == 26);
  CHECK(stereo_bin(1, -0.9f) == 0);
  constexpr auto kLayout = SpeakerLayout::surround_5_1;
  const auto record = Heard(kLayout).hears(alone(kLayout, 4, sound)).history.back();  // at 110 degrees
  CHECK((loudest_bin(record) == 6 || loudest_bin(record) == 7));
  CHECK(record.angle_dBFS[static_cast<size_t>(loudest_bin(record))] == Approx(-20).margin(0.1));
  CHECK(record.dominance_azimuth_deg == Approx(110).margin(1));
}

TEST_CASE("a one-sample click is in the history of its tenth of a second, and in the held peak for a second") {
  Samples side(96000);
  side[24000] = 0.7f;
  Heard tap(SpeakerLayout::stereo);
  tap.hears({side, Samples(side.size())});
  const float click_dB = 20 * std::log10(0.7f);
  for (size_t tenth = 0; tenth < tap.history.size(); ++tenth)
    CHECK(tap.history[tenth].peak_dBFS == (tenth == 5 ? Approx(click_dB) : Approx(kSilence_dB)));
  CHECK(tap.reading().lane[0].max_peak_dBFS == Approx(click_dB));
}

TEST_CASE("frames that passed unheard are counted, and time goes on") {
  const Samples sound = tone(-20, 1, 48000);
  Heard tap(SpeakerLayout::mono);
  tap.hears({sound});
  tap.meters.miss(5000);
  tap.hears({sound});
  CHECK(tap.reading().gaps == 1);
  CHECK(tap.reading().lost_frames == 5000);
  CHECK(tap.reading().end_frame == 1000 + 96000 + 5000);
}
