#include "surfaces/display/model/heard_tap.h"

#include <algorithm>
#include <array>

namespace headroom::display {
namespace {

// Half the window: the writer may go on while we copy.
constexpr uint64_t kMostFrames = kAudioFrames / 2;

}  // namespace

void HeardTap::begin(int tap, const TapAim& aim, uint64_t heard) {
  tap_ = tap, aim_ = aim.number;
  heard_ = std::max(heard, aim.window_start);
  lanes_.assign(static_cast<size_t>(std::clamp(aim.lanes, 0, kTapLanes)), std::vector<float>(kMostFrames));
  field_.reset();
  spectrum_.forget();
}

void HeardTap::update(const LinkClient& link, const TapReadings& meters, const Hearing& hearing) {
  angles_.feed(hearing.tap, meters.history());
  const AudioWindow& window = link.audio(hearing.tap);
  const TapAim& aim = meters.aim();
  const uint64_t written = window.written();
  if (hearing.tap != tap_ || aim.number != aim_) begin(hearing.tap, aim, written);
  if (lanes_.empty() || !meters.hears_anything()) return;
  if (!hearing.with_spectrum) spectrum_.forget();  // the next time it begins anew: nobody has listened in between
  if (hearing.with_spectrum) spectrum_.prepare(static_cast<int>(lanes_.size()), aim.sample_rate, hearing.fft);
  const uint64_t news = std::min(written - std::min(heard_, written), kMostFrames);
  if (news == 0) return;
  heard_ = written;
  // The goniometer looks at left and right alone.
  const size_t heard_lanes = hearing.with_spectrum ? lanes_.size() : std::min<size_t>(2, lanes_.size());
  std::array<const float*, kTapLanes> planes{};
  for (size_t lane = 0; lane < heard_lanes; ++lane) {
    if (!window.copy_until(written, static_cast<int>(lane), lanes_[lane].data(), static_cast<int>(news)).whole) return;
    planes[lane] = lanes_[lane].data();
  }
  // Mono is heard by both ears.
  field_.feed({planes[0], news}, {planes[heard_lanes > 1 ? 1 : 0], news}, aim.sample_rate);
  if (hearing.with_spectrum) spectrum_.process(std::span(planes).first(heard_lanes), static_cast<int>(news));
}

}  // namespace headroom::display
