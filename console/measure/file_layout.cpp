#include "console/measure/file_layout.h"

#include <algorithm>

#include "dsp/meters/k_weighting.h"

namespace headroom {
namespace {

using enum FileSpeaker;

// The loudspeakers of the desk's layouts, in the order of Loudspeaker; where they stand says dsp/loudspeakers.h.
struct Place {
  FileSpeaker speaker;
  const char* label;
};
constexpr Place kPlaces[kLoudspeakers] = {
    {front_left, "L"},       {front_right, "R"},       {front_centre, "C"},    {lfe, "LFE"},
    {side_left, "Ls"},       {side_right, "Rs"},       {back_left, "Lrs"},     {back_right, "Rrs"},
    {top_front_left, "Ltf"}, {top_front_right, "Rtf"}, {top_back_left, "Ltr"}, {top_back_right, "Rtr"},
};

// Those that no layout of the desk has. Nominal directions of ITU-R BS.2051-3.
struct OtherPlace {
  FileSpeaker speaker;
  const char* label;
  Direction at;
};
constexpr OtherPlace kOtherPlaces[] = {
    {front_left_of_centre, "Lc", {15, 0}}, {front_right_of_centre, "Rc", {-15, 0}}, {back_centre, "Cs", {180, 0}},
    {top_centre, "Tc", {0, 90}},           {top_front_centre, "Ctf", {0, 30}},      {top_back_centre, "Ctr", {180, 30}},
};

struct KnownLayout {
  std::string name;
  std::vector<FileSpeaker> speakers;
};

std::vector<KnownLayout> known_layouts() {
  std::vector<KnownLayout> layouts = {{"quad", {front_left, front_right, side_left, side_right}},
                                      {"5.0", {front_left, front_right, front_centre, side_left, side_right}}};
  for (int i = 0; i < kSpeakerLayouts; ++i) {
    const auto layout = static_cast<SpeakerLayout>(i);
    KnownLayout known{kSpeakerLayoutWords[i], {}};
    for (const Loudspeaker loudspeaker : loudspeakers_of(layout))
      known.speakers.push_back(layout == SpeakerLayout::mono ? front_centre : kPlaces[side_of(loudspeaker)].speaker);
    layouts.push_back(std::move(known));
  }
  return layouts;
}

bool has(const std::vector<FileSpeaker>& speakers, FileSpeaker wanted) {
  return std::find(speakers.begin(), speakers.end(), wanted) != speakers.end();
}

// A pair of surrounds alone is the side pair, whatever the file calls it.
std::vector<FileSpeaker> with_side_surrounds(std::vector<FileSpeaker> speakers) {
  if (has(speakers, side_left) || has(speakers, side_right)) return speakers;
  std::replace(speakers.begin(), speakers.end(), back_left, side_left);
  std::replace(speakers.begin(), speakers.end(), back_right, side_right);
  return speakers;
}

FileChannel channel_at(const char* label, const Direction& at) {
  return {.label = label,
          .azimuth_deg = at.azimuth_deg,
          .elevation_deg = at.elevation_deg,
          .weight = loudness_weight(at.azimuth_deg, at.elevation_deg)};
}

FileChannel channel_of(FileSpeaker speaker, size_t number, bool has_back_pair) {
  for (int side = 0; side < kLoudspeakers; ++side) {
    if (kPlaces[side].speaker != speaker) continue;
    const Loudspeaker loudspeaker = loudspeaker_at(side);
    const auto system = has_back_pair ? SpeakerLayout::surround_7_1_4 : SpeakerLayout::surround_5_1_4;
    FileChannel channel = channel_at(kPlaces[side].label, direction_of(system, loudspeaker));
    if (loudspeaker == Loudspeaker::lfe) channel.weight = 0;
    channel.loudspeaker = loudspeaker;
    return channel;
  }
  for (const OtherPlace& place : kOtherPlaces)
    if (place.speaker == speaker) return channel_at(place.label, place.at);
  return {.label = std::to_string(number)};
}

}  // namespace

FileLayout layout_of(const std::vector<FileSpeaker>& said) {
  std::vector<FileSpeaker> speakers = with_side_surrounds(said);
  const bool says_nothing = std::all_of(speakers.begin(), speakers.end(), [](auto s) { return s == unknown; });
  FileLayout layout{std::to_string(speakers.size()) + " channels", {}};
  for (const KnownLayout& known : known_layouts()) {
    if (known.speakers.size() != speakers.size()) continue;
    if (says_nothing) speakers = known.speakers;
    if (std::is_permutation(known.speakers.begin(), known.speakers.end(), speakers.begin())) layout.name = known.name;
  }
  const bool has_back_pair = has(speakers, back_left) || has(speakers, back_right);
  for (size_t i = 0; i < speakers.size(); ++i) layout.channels.push_back(channel_of(speakers[i], i + 1, has_back_pair));
  return layout;
}

std::optional<SpeakerLayout> desk_layout_of(const FileLayout& layout) {
  if (layout.name == kSpeakerLayoutWords[0]) return SpeakerLayout::mono;
  for (int i = 1; i < kSpeakerLayouts; ++i) {
    const auto wanted = static_cast<SpeakerLayout>(i);
    const bool has_all = std::all_of(layout.channels.begin(), layout.channels.end(), [&](const FileChannel& channel) {
      return channel.loudspeaker && has_loudspeaker(wanted, *channel.loudspeaker);
    });
    if (has_all) return wanted;
  }
  return std::nullopt;
}

}  // namespace headroom
