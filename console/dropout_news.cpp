#include "console/dropout_news.h"

#include <algorithm>

namespace headroom {
namespace {

constexpr uint64_t kShortestPause_ns = 1'000'000'000, kLongestPause_ns = 60 * kShortestPause_ns;

constexpr const char* kCauseWords[] = {"of the device", "of the desk's own clock", "as the device took over"};

}  // namespace

std::optional<std::string> DropoutNews::take(const DropoutCounts& counts, uint64_t now_ns) {
  const uint64_t since_ns = told_ns_ ? now_ns - *told_ns_ : UINT64_MAX;
  if (counts == told_ || since_ns < pause_ns_) return std::nullopt;
  const bool is_storm = since_ns < 2 * pause_ns_;
  pause_ns_ = is_storm ? std::min(2 * pause_ns_, kLongestPause_ns) : kShortestPause_ns;
  const uint64_t count = total(counts) - total(told_);
  const std::string what = count == 1 ? "a dropout" : std::to_string(count) + " dropouts";
  std::string line, parts;
  for (size_t cause = 0; cause < counts.size(); ++cause) {
    const uint64_t news = counts[cause] - told_[cause];
    if (news == 0) continue;
    if (news == count) line = what + ' ' + kCauseWords[cause];
    parts += (parts.empty() ? ": " : ", ") + std::to_string(news) + ' ' + kCauseWords[cause];
  }
  told_ = counts;
  told_ns_ = now_ns;
  return line.empty() ? what + parts : line;
}

}  // namespace headroom
