#include "surfaces/display/model/angle_strip.h"

#include <algorithm>

namespace headroom::display {

AngleStrip::AngleStrip()
    : pixels_(static_cast<size_t>(kAngleStrip_s * kMeterHistoryPerSecond * kAngleBins), theme::kPhosphor[0]) {}

void AngleStrip::feed(int tap, const std::deque<MeterHistory>& history) {
  const uint64_t newest_frame = history.empty() ? 0 : history.back().end_frame;
  if (tap == tap_ && newest_frame == newest_frame_) return;
  tap_ = tap;
  newest_frame_ = newest_frame;
  ++drawn_;
  constexpr auto kColumns = static_cast<size_t>(kAngleStrip_s * kMeterHistoryPerSecond);
  constexpr float kSilence_dBFS = -80;
  const std::array<Rgba, 256>& light = phosphor();
  const size_t count = std::min(history.size(), kColumns);
  const auto first = history.end() - static_cast<std::ptrdiff_t>(count);
  float loudest_dBFS = kSilence_dBFS;
  for (auto record = first; record != history.end(); ++record)
    loudest_dBFS = std::max(loudest_dBFS, *std::max_element(record->angle_dBFS.begin(), record->angle_dBFS.end()));
  std::fill(pixels_.begin(), pixels_.end(), theme::kPhosphor[0]);
  for (size_t i = 0; i < count; ++i) {
    const MeterHistory& record = *(first + static_cast<std::ptrdiff_t>(i));
    const size_t column = kColumns - count + i;
    for (size_t bin = 0; bin < kAngleBins; ++bin) {
      const float share = 1 + (record.angle_dBFS[bin] - loudest_dBFS) / kAngleRange_dB;
      if (share > 0) pixels_[bin * kColumns + column] = light[static_cast<size_t>(std::min(share, 1.0f) * 255.0f)];
    }
  }
}

}  // namespace headroom::display
