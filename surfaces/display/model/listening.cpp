#include "surfaces/display/model/listening.h"

namespace headroom::display {

void Listening::look(const Table& table, const StripMeters& meters, double now_s) {
  const int channels = table.count_of(kChannel);
  // What sounds at the first look has sounded before: only what begins afterwards is new.
  heard_s_.resize(static_cast<size_t>(channels), now_s);
  if (offered_ && now_s - offered_s_ > kOffered_s) offered_.reset();
  sounding_.clear();
  for (int channel = 1; channel <= channels; ++channel) {
    double& heard_s = heard_s_[static_cast<size_t>(channel - 1)];
    const StripIndex strip = table.strip_of(kChannel, channel);
    const LaneMeters* lane = meters.of(strip);
    const float level_dB = lane ? lane->input.peak_dB : kSilence_dB;
    const bool was_at_rest = now_s - heard_s > kRest_s;
    if (level_dB > kNoise_dB && was_at_rest && (!offered_ || level_dB > offered_dB_ || now_s - offered_s_ > kRest_s)) {
      offered_ = strip;
      offered_dB_ = level_dB;
      offered_s_ = now_s;
    }
    // On its way from rest to a noise an input passes kQuiet_dB: it counts as heard only when it is loud, or stays.
    if (level_dB > kNoise_dB || (level_dB > kQuiet_dB && !was_at_rest)) heard_s = now_s;
    if (level_dB > kQuiet_dB || now_s - heard_s < kRest_s) sounding_.push_back(strip);
  }
}

}  // namespace headroom::display
