#include "surfaces/display/model/frame_pace.h"

#include <algorithm>

namespace headroom::display {

void FrameWatch::add(double began_s, double took_s) { built_[count_++ % kFrames] = {began_s, took_s}; }

std::optional<FramePace> FrameWatch::pace() const {
  if (count_ < 2) return std::nullopt;
  const size_t count = std::min(count_, kFrames);
  std::array<double, kFrames> took_s{};
  std::transform(built_.begin(), built_.begin() + count, took_s.begin(),
                 [](const Built& built) { return built.took_s; });
  std::sort(took_s.begin(), took_s.begin() + count);
  const auto share_ms = [&](double share) {
    return 1000 * took_s[static_cast<size_t>(share * static_cast<double>(count - 1) + 0.5)];
  };
  const double since_s = built_[(count_ - 1) % kFrames].began_s - built_[(count_ - count) % kFrames].began_s;
  return FramePace{since_s > 0 ? static_cast<double>(count - 1) / since_s : 0, share_ms(0.5), share_ms(0.99)};
}

}  // namespace headroom::display
