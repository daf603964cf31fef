#include "console/verbs/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr double kShort_s = 0.3;  // a job this long needs no bar
constexpr int64_t kRedraw_ns = 100'000'000;
constexpr int kBar = 20;

}  // namespace

std::optional<std::string> progress_text(const std::string& what, double share, double passed_s) {
  if (passed_s < kShort_s || !(share > 0) || share >= 1) return std::nullopt;
  const auto left_s = std::lround(passed_s * (1 - share) / share);
  const auto done = static_cast<size_t>(share * kBar);
  char numbers[64];
  std::snprintf(numbers, sizeof numbers, "%d %%, %ld:%02ld left", static_cast<int>(share * 100), left_s / 60,
                left_s % 60);
  return what + ": [" + std::string(done, '#') + std::string(kBar - done, '-') + "] " + numbers;
}

ProgressLine::ProgressLine(std::string what)
    : what_(std::move(what)),
      is_on_terminal_(isatty(STDERR_FILENO) == 1),
      began_ns_(monotonic_ns()),
      next_ns_(began_ns_) {}

void ProgressLine::tell(double share) {
  if (!is_on_terminal_) return;
  const int64_t now_ns = monotonic_ns();
  if (now_ns < next_ns_) return;
  next_ns_ = now_ns + kRedraw_ns;
  const auto text = progress_text(what_, share, static_cast<double>(now_ns - began_ns_) * 1e-9);
  if (!text) return;
  std::fprintf(stderr, "\r%s\x1b[K", text->c_str());
  is_drawn_ = true;
}

void ProgressLine::clear() {
  if (std::exchange(is_drawn_, false)) std::fprintf(stderr, "\r\x1b[K");
}

}  // namespace headroom
