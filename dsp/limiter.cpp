#include "dsp/limiter.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace headroom {
namespace {

// Held in reserve below the ceiling: what the detector may miss between its eight points a frame (0.11 dB of a tone at
// 0.4 of the sample rate in its worst phase), and what the moving gain adds between samples.
constexpr double kReserve_dB = 0.12;

int glide_levels(double sample_rate) {
  int levels = 5;
  while (levels < kMaxGlideLevels && sample_rate > 48000 * (1 << (levels - 5))) ++levels;
  return levels;
}

}  // namespace

void reset(LimiterStage& limiter, double sample_rate) {
  limiter.glide_levels = glide_levels(sample_rate);
  limiter.hold_position = limiter.glide_position = limiter.sound_position = 0;
  std::memset(limiter.recent, 0, sizeof limiter.recent);
  std::memset(limiter.last_half, 0, sizeof limiter.last_half);
  std::memset(limiter.last_three_quarters, 0, sizeof limiter.last_three_quarters);
  std::memset(limiter.sound, 0, sizeof limiter.sound);
  const auto stand_at_one = [](float* first, size_t bytes) { std::fill_n(first, bytes / sizeof(float), 1.0f); };
  stand_at_one(limiter.hold_so_far, sizeof limiter.hold_so_far);
  stand_at_one(limiter.held[0], sizeof limiter.held);
  stand_at_one(limiter.average, sizeof limiter.average);
  stand_at_one(limiter.recovered, sizeof limiter.recovered);
  stand_at_one(limiter.glide[0], sizeof limiter.glide);
}

int limiter_latency_frames(double sample_rate) { return latency_frames(glide_levels(sample_rate)); }

LimiterDesign design_limiter(const LimiterSettings& settings, double sample_rate) {
  const double release_frames = std::max(settings.release_ms, 1.0) * sample_rate / 1000;
  return {.ceiling = static_cast<float>(std::pow(10.0, (settings.ceiling_dBTP - kReserve_dB) / 20)),
          .recovery = static_cast<float>(1 - std::exp(-1 / release_frames))};
}

}  // namespace headroom
