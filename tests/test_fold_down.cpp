// Fold-down (dsp/fold_down.h) against the coefficients of BS.775-4 and against another program's.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>

#include "dsp/fold_down.h"
#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "tests/child_process.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using enum Loudspeaker;

namespace {

constexpr double kMinus3dB = 0.70711;

using Expected = std::map<Loudspeaker, double>;

void check_fold(SpeakerLayout from, Loudspeaker source, SpeakerLayout to, const Expected& expected) {
  const SpeakerGains gains = fold_down(from, source, to);
  for (int side = 0; side < kLoudspeakers; ++side) {
    INFO(loudspeaker_word(source) << " on " << loudspeaker_word(loudspeaker_at(side)));
    const auto wanted = expected.find(loudspeaker_at(side));
    CHECK(gains[loudspeaker_at(side)] == Approx(wanted == expected.end() ? 0 : wanted->second).margin(1e-5));
  }
}

}  // namespace

TEST_CASE("5.1 folds to stereo with the centre and the surrounds at -3 dB, and without its LFE") {
  const auto from = SpeakerLayout::surround_5_1, to = SpeakerLayout::stereo;
  check_fold(from, left, to, {{left, 1}});
  check_fold(from, right, to, {{right, 1}});
  check_fold(from, centre, to, {{left, kMinus3dB}, {right, kMinus3dB}});
  check_fold(from, lfe, to, {});
  check_fold(from, left_surround, to, {{left, kMinus3dB}});
  check_fold(from, right_surround, to, {{right, kMinus3dB}});
}

TEST_CASE("5.1 folds to mono with the centre at 0, the front at -3 and the surrounds at -6 dB") {
  const auto from = SpeakerLayout::surround_5_1, to = SpeakerLayout::mono;
  check_fold(from, left, to, {{left, kMinus3dB}});
  check_fold(from, centre, to, {{left, 1}});
  check_fold(from, left_surround, to, {{left, 0.5}});
  check_fold(from, right_surround, to, {{left, 0.5}});
  check_fold(from, lfe, to, {});
}

TEST_CASE("5.1 folds to LCR with the centre kept") {
  const auto from = SpeakerLayout::surround_5_1, to = SpeakerLayout::lcr;
  check_fold(from, centre, to, {{centre, 1}});
  check_fold(from, left_surround, to, {{left, kMinus3dB}});
}

TEST_CASE("7.1 folds to 5.1 with side and rear at -3 dB each in the surrounds") {
  const auto from = SpeakerLayout::surround_7_1, to = SpeakerLayout::surround_5_1;
  check_fold(from, left_surround, to, {{left_surround, kMinus3dB}});
  check_fold(from, left_rear, to, {{left_surround, kMinus3dB}});
  check_fold(from, lfe, to, {{lfe, 1}});
}

TEST_CASE("tops fold into the front and the surrounds at -3 dB") {
  for (const auto from : {SpeakerLayout::surround_5_1_4, SpeakerLayout::surround_7_1_4}) {
    check_fold(from, left_top_front, SpeakerLayout::surround_5_1, {{left, kMinus3dB}});
    check_fold(from, right_top_rear, SpeakerLayout::surround_5_1, {{right_surround, kMinus3dB}});
    check_fold(from, right_top_rear, SpeakerLayout::stereo, {{right, 0.5}});
  }
}

TEST_CASE("mono is heard at the same power on two loudspeakers, and in the centre where there is one") {
  check_fold(SpeakerLayout::mono, left, SpeakerLayout::stereo, {{left, kMinus3dB}, {right, kMinus3dB}});
  check_fold(SpeakerLayout::mono, left, SpeakerLayout::surround_5_1, {{centre, 1}});
}

TEST_CASE("a layout heard on itself, or on more loudspeakers, is as it was") {
  for (int layout = 1; layout < kSpeakerLayouts; ++layout)
    for (int side = 0; side < kLoudspeakers; ++side) {
      const auto from = static_cast<SpeakerLayout>(layout);
      const Loudspeaker loudspeaker = loudspeaker_at(side);
      if (!has_loudspeaker(from, loudspeaker)) continue;
      check_fold(from, loudspeaker, from, {{loudspeaker, 1}});
      check_fold(from, loudspeaker, SpeakerLayout::surround_7_1_4, {{loudspeaker, 1}});
    }
}

TEST_CASE("all loudspeakers of 5.1 at once are 7.66 dB higher in stereo") {
  SpeakerGains all;
  all.gains.fill(1);
  const SpeakerGains stereo = fold_down(SpeakerLayout::surround_5_1, all, SpeakerLayout::stereo);
  CHECK(20 * std::log10(stereo[left]) == Approx(7.66).margin(0.01));
}

// ffmpeg turns its fold down so that it cannot clip; its first coefficient, that of left in left, says by how much.
TEST_CASE("ffmpeg folds 5.1 to stereo and mono with the same proportions") {
  const TemporaryFolder folder;
  constexpr int kChannels = 6, kFrames = 4800, kEach = kFrames / kChannels;
  std::vector<std::vector<float>> sound(kChannels, std::vector<float>(kFrames));
  for (int c = 0; c < kChannels; ++c)
    for (int f = c * kEach; f < (c + 1) * kEach; ++f) sound[static_cast<size_t>(c)][static_cast<size_t>(f)] = 0.25f;
  auto writer = SoundFileWriter::create(folder.file("surround.wav"), 48000, kChannels, WavFormat::float32,
                                        wave_mask(SpeakerLayout::surround_5_1));
  REQUIRE(writer);
  std::vector<const float*> channels;
  for (const auto& samples : sound) channels.push_back(samples.data());
  REQUIRE(writer->write(channels.data(), kFrames));
  REQUIRE(writer->finish());

  constexpr Loudspeaker kOrder[] = {left, right, centre, lfe, left_surround, right_surround};
  for (const auto& [name, to] : {std::pair{"stereo", SpeakerLayout::stereo}, {"mono", SpeakerLayout::mono}}) {
    const std::string path = folder.file(std::string(name) + ".wav");
    REQUIRE(ChildProcess::start({"ffmpeg", "-loglevel", "error", "-i", folder.file("surround.wav"), "-af",
                                 std::string("aformat=channel_layouts=") + name, "-c:a", "pcm_f32le", path})
                .wait() == 0);
    const auto folded = read_sound_file(path);
    REQUIRE(folded);
    const auto heard = [&](int source, size_t side) {
      return folded->channels[side][static_cast<size_t>(source * kEach + kEach / 2)] / 0.25f;
    };
    const double turned_down = heard(0, 0) / fold_down(SpeakerLayout::surround_5_1, left, to)[left];
    for (int source = 0; source < kChannels; ++source)
      for (size_t side = 0; side < folded->channels.size(); ++side) {
        const SpeakerGains ours = fold_down(SpeakerLayout::surround_5_1, kOrder[source], to);
        INFO(name << ' ' << loudspeaker_word(kOrder[source]) << ' ' << side);
        CHECK(heard(source, side) / turned_down == Approx(ours[loudspeaker_at(static_cast<int>(side))]).margin(0.001));
      }
  }
}
