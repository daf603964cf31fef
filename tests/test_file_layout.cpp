// What the channels of a file count for, by what the file says of them.
#include <catch2/catch.hpp>

#include "console/measure/file_layout.h"

using namespace headroom;
using enum FileSpeaker;

namespace {

std::vector<double> weights_of(const FileLayout& layout) {
  std::vector<double> weights;
  for (const FileChannel& channel : layout.channels) weights.push_back(channel.weight);
  return weights;
}

std::string labels_of(const FileLayout& layout) {
  std::string labels;
  for (const FileChannel& channel : layout.channels) labels += channel.label + " ";
  return labels;
}

FileLayout of_count(size_t channels) { return layout_of(std::vector<FileSpeaker>(channels, unknown)); }

}  // namespace

TEST_CASE("a file that names no loudspeakers is known by its number of channels") {
  CHECK(of_count(1).name == "mono");
  CHECK(labels_of(of_count(2)) == "L R ");
  CHECK(labels_of(of_count(6)) == "L R C LFE Ls Rs ");
  CHECK(weights_of(of_count(6)) == std::vector<double>{1, 1, 1, 0, 1.41, 1.41});
  CHECK(of_count(12).name == "7.1.4");
  CHECK(weights_of(of_count(12)) == std::vector<double>{1, 1, 1, 0, 1.41, 1.41, 1, 1, 1, 1, 1, 1});
  CHECK(of_count(7).name == "7 channels");
  CHECK(weights_of(of_count(7)) == std::vector<double>(7, 1.0));
}

TEST_CASE("the loudspeakers of a file stand where those of the desk's layouts do") {
  for (int i = 1; i < kSpeakerLayouts; ++i) {
    const auto layout = static_cast<SpeakerLayout>(i);
    const auto loudspeakers = loudspeakers_of(layout);
    const FileLayout file = of_count(loudspeakers.size());
    CHECK(file.name == kSpeakerLayoutWords[i]);
    CHECK(desk_layout_of(file) == layout);
    for (size_t c = 0; c < loudspeakers.size(); ++c) {
      CHECK(file.channels[c].azimuth_deg == direction_of(layout, loudspeakers[c]).azimuth_deg);
      CHECK(file.channels[c].elevation_deg == direction_of(layout, loudspeakers[c]).elevation_deg);
    }
  }
  CHECK(desk_layout_of(of_count(1)) == SpeakerLayout::mono);
  CHECK(desk_layout_of(of_count(5)) == SpeakerLayout::surround_5_1);
  CHECK_FALSE(desk_layout_of(of_count(7)));
  CHECK_FALSE(desk_layout_of(layout_of({front_left, front_right, back_centre})));
}

TEST_CASE("the back pair of a 5.1 file is its surrounds, that of a 7.1 file stands behind them") {
  const FileLayout five = layout_of({front_left, front_right, front_centre, lfe, back_left, back_right});
  CHECK(five.name == "5.1");
  CHECK(five.channels[4].azimuth_deg == 110);
  CHECK(weights_of(five) == std::vector<double>{1, 1, 1, 0, 1.41, 1.41});
  // The order of a WAVE file's mask: back before side.
  const FileLayout seven =
      layout_of({front_left, front_right, front_centre, lfe, back_left, back_right, side_left, side_right});
  CHECK(seven.name == "7.1");
  CHECK(labels_of(seven) == "L R C LFE Lrs Rrs Ls Rs ");
  CHECK(weights_of(seven) == std::vector<double>{1, 1, 1, 0, 1, 1, 1.41, 1.41});
}
