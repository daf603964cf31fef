#include "console/measure/file_layout.h"

#include <algorithm>

#include "dsp/meters/k_weighting.h"

namespace headroom {
namespace {

using enum FileSpeaker;

struct Place {
  FileSpeaker speaker;
  const char* label;
  double azimuth_deg, elevation_deg;
};
// Nominal directions of ITU-R BS.2051-3.
constexpr Place kPlaces[] = {
    {front_left, "L", 30, 0},        {front_right, "R", -30, 0},       {front_centre, "C", 0, 0},
    {lfe, "LFE", 0, 0},              {back_left, "Lrs", 135, 0},       {back_right, "Rrs", -135, 0},
    {front_left_of_centre, "Lc", 15, 0}, {front_right_of_centre, "Rc", -15, 0}, {back_centre, "Cs", 180, 0},
    {side_left, "Ls", 90, 0},        {side_right, "Rs", -90, 0},       {top_centre, "Tc", 0, 90},
    {top_front_left, "Ltf", 45, 30}, {top_front_centre, "Ctf", 0, 30}, {top_front_right, "Rtf", -45, 30},
    {top_back_left, "Ltr", 135, 30}, {top_back_centre, "Ctr", 180, 30}, {top_back_right, "Rtr", -135, 30},
};
constexpr double kOnlySurrounds_deg = 110;

struct KnownLayout {
  const char* name;
  std::vector<FileSpeaker> speakers;
};

const std::vector<KnownLayout>& known_layouts() {
  static const std::vector<KnownLayout> layouts = {
      {"mono", {front_centre}},
      {"stereo", {front_left, front_right}},
      {"LCR", {front_left, front_right, front_centre}},
      {"quad", {front_left, front_right, side_left, side_right}},
      {"5.0", {front_left, front_right, front_centre, side_left, side_right}},
      {"5.1", {front_left, front_right, front_centre, lfe, side_left, side_right}},
      {"7.1", {front_left, front_right, front_centre, lfe, side_left, side_right, back_left, back_right}},
      {"5.1.4",
       {front_left, front_right, front_centre, lfe, side_left, side_right, top_front_left, top_front_right,
        top_back_left, top_back_right}},
      {"7.1.4",
       {front_left, front_right, front_centre, lfe, side_left, side_right, back_left, back_right, top_front_left,
        top_front_right, top_back_left, top_back_right}},
  };
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

FileChannel channel_of(FileSpeaker speaker, size_t number, bool has_back_pair) {
  const auto place = std::find_if(std::begin(kPlaces), std::end(kPlaces),
                                  [&](const Place& p) { return p.speaker == speaker; });
  if (place == std::end(kPlaces)) return {.label = std::to_string(number)};
  FileChannel channel{place->label, place->azimuth_deg, place->elevation_deg, 1};
  if (!has_back_pair && speaker == side_left) channel.azimuth_deg = kOnlySurrounds_deg;
  if (!has_back_pair && speaker == side_right) channel.azimuth_deg = -kOnlySurrounds_deg;
  channel.weight = speaker == lfe ? 0 : loudness_weight(channel.azimuth_deg, channel.elevation_deg);
  return channel;
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
  for (size_t i = 0; i < speakers.size(); ++i)
    layout.channels.push_back(channel_of(speakers[i], i + 1, has_back_pair));
  return layout;
}

}  // namespace headroom
