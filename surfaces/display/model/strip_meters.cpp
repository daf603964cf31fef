#include "surfaces/display/model/strip_meters.h"

#include <algorithm>

namespace headroom::display {

void StripMeters::set_gain(StripIndex strip, float gain) {
  for (const StripLanes& part : lanes_->parts(strip))
    for (int lane = 0; lane < part.count; ++lane)
      gains_[static_cast<size_t>(lane_index(part.bank, part.lane + lane))] = gain;
}

void StripMeters::feed(const MeterLook& look, double sample_rate) {
  if (look.frames == 0 || sample_rate <= 0) return;
  const auto seconds = static_cast<float>(static_cast<double>(look.frames) / sample_rate);
  for (size_t bank = 0; bank < look.banks.size() && (bank + 1) * kLanes <= meters_.size(); ++bank)
    for (size_t lane = 0; lane < kLanes; ++lane) {
      LaneMeters& meters = meters_[bank * kLanes + lane];
      const BankMeters& news = look.banks[bank];
      meters.input.feed(news.input_peak[lane], 0, seconds);
      const float gain = gains_[bank * kLanes + lane];
      meters.level.feed(gain * news.peak[lane], gain * gain * news.mean_square[lane], seconds);
      meters.gate.feed(news.gate_gain[lane], seconds);
      meters.compressor.feed(news.comp_gain[lane], seconds);
      meters.de_esser.feed(news.de_esser_gain[lane], seconds);
      meters.limiter.feed(news.limiter_gain[lane], seconds);
    }
}

const LaneMeters* StripMeters::of(StripIndex strip, int side) const {
  int count = 0;
  for (const StripLanes& part : lanes_->parts(strip)) count += part.count;
  return side < count ? &meters_[static_cast<size_t>(lanes_->lane_of({strip, side}))] : nullptr;
}

float StripMeters::peak_dB(StripIndex strip) const {
  float highest = kSilence_dB;
  for (int side = 0; const LaneMeters* meters = of(strip, side); ++side)
    highest = std::max(highest, meters->level.peak_dB);
  return highest;
}

bool StripMeters::was_full(StripIndex strip) const {
  for (int side = 0; const LaneMeters* meters = of(strip, side); ++side)
    if (meters->level.was_full || meters->input.was_full) return true;
  return false;
}

void StripMeters::clear(StripIndex strip) {
  for (const StripLanes& part : lanes_->parts(strip))
    for (int lane = 0; lane < part.count; ++lane) {
      LaneMeters& meters = meters_[static_cast<size_t>(lane_index(part.bank, part.lane + lane))];
      meters.input.clear();
      meters.level.clear();
    }
}

void StripMeters::clear_all() {
  for (LaneMeters& meters : meters_) {
    meters.input.clear();
    meters.level.clear();
  }
}

}  // namespace headroom::display
