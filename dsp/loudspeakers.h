// The loudspeakers of the surround layouts: what they are called, where they stand, and which of them a layout has.
// Directions are the nominal ones of ITU-R BS.2051-3; azimuths count to the left, as everywhere in ITU and ADM.
#pragma once

#include <cstdint>
#include <numbers>
#include <vector>

namespace headroom {

// The order of the lanes of a strip that may be surround.
enum class Loudspeaker : uint8_t {
  left,
  right,
  centre,
  lfe,
  left_surround,
  right_surround,  // at +-110 degrees in 5.1, the side ones at +-90 in 7.1
  left_rear,
  right_rear,
  left_top_front,
  right_top_front,
  left_top_rear,
  right_top_rear,
};
inline constexpr int kLoudspeakers = 12;
constexpr int side_of(Loudspeaker loudspeaker) { return static_cast<int>(loudspeaker); }
constexpr Loudspeaker loudspeaker_at(int side) { return static_cast<Loudspeaker>(side); }

enum class SpeakerLayout : uint8_t { mono, stereo, lcr, surround_5_1, surround_7_1, surround_5_1_4, surround_7_1_4 };
inline constexpr int kSpeakerLayouts = 7;
inline constexpr const char* kSpeakerLayoutWords[kSpeakerLayouts] = {"mono", "stereo", "LCR",  "5.1",
                                                                     "7.1",  "5.1.4",  "7.1.4"};

// The only loudspeaker of mono is the left one, so that it sounds where a stereo main has its left side.
bool has_loudspeaker(SpeakerLayout layout, Loudspeaker loudspeaker);
// All that the layout has, in their order.
std::vector<Loudspeaker> loudspeakers_of(SpeakerLayout layout);

// Degrees: azimuth -180..180, 0 in front, positive to the left; elevation -90..90, positive up.
struct Direction {
  double azimuth_deg = 0, elevation_deg = 0;
};
inline constexpr double kRadiansPerDegree = std::numbers::pi / 180;
// Where the layout's loudspeaker stands; of mono's only one, in front. The LFE has no direction: it is in front.
Direction direction_of(SpeakerLayout layout, Loudspeaker loudspeaker);

// "left-top-front": the last part of the address of a lane.
const char* loudspeaker_word(Loudspeaker loudspeaker);

// Centre and LFE are neither.
bool is_left(Loudspeaker loudspeaker);
bool is_right(Loudspeaker loudspeaker);
// The loudspeaker on the other side; centre and LFE are their own.
Loudspeaker mirrored(Loudspeaker loudspeaker);

// Its bit in the channel mask of a WAVE file (SPEAKER_FRONT_LEFT is 1, ...); channels stand in ascending order of
// these. 5.1's surrounds are the side ones (mask 0x60F), so that no reader takes them for 7.1's rear ones; mono is
// front centre.
uint32_t wave_speaker(SpeakerLayout layout, Loudspeaker loudspeaker);
// All of a layout's.
uint32_t wave_mask(SpeakerLayout layout);

}  // namespace headroom
