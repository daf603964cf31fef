#include "console/engine/binaural_stage.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

constexpr double kFade_ms = 20;

int whole_partitions(double ms, double sample_rate) {
  return static_cast<int>(std::ceil(ms * sample_rate / 1000 / kPartitionFrames)) + 1;
}

}  // namespace

BinauralStage::BinauralStage(const BankLayout& layout, double sample_rate)
    : phones_bank_(layout.phones < 0 ? kNoSource : layout.channel_banks + layout.phones),
      room_bank_(phones_bank_ - kRoomBanks),
      fade_frames_(whole_partitions(kFade_ms, sample_rate) * kPartitionFrames),
      faded_frames_(fade_frames_),
      convolution_(kLoudspeakers, whole_partitions(kLongestHead_ms, sample_rate)) {
  ears_.go_row(0, wanted_.ears.data(), 0);
}

void BinauralStage::advance(int ramp_frames) {
  if (is_listening_) {
    convolution_.push(coming_.data());
    ++heard_partitions_;
    ears_.advance();
    go_on_fading();
  }
  if (phones_bank_ == kNoSource || (!is_listening_ && !wanted_.filters)) return;
  if (!is_listening_) {
    convolution_.reset();
    heard_partitions_ = 0;
    is_listening_ = true;
  }
  ears_.go_row(0, wanted_.ears.data(), ramp_frames);
  if (!is_fading()) begin_fade(ramp_frames == 0);
  if (from_) convolution_.hear(*from_, from_sound_);
  if (is_fading() && to_) convolution_.hear(*to_, to_sound_);
}

// A head is heard when all has arrived that its filters remember; before that it would begin with a step.
void BinauralStage::begin_fade(bool at_once) {
  if (wanted_.filters == from_) {
    is_listening_ = from_ != nullptr;  // a head may have been given up before it was heard
    return;
  }
  if (at_once) {
    from_ = wanted_.filters;
  } else if (!wanted_.filters || heard_partitions_ > wanted_.filters->partitions()) {
    to_ = wanted_.filters;
    faded_frames_ = 0;
  }
}

void BinauralStage::go_on_fading() {
  if (!is_fading()) return;
  faded_frames_ += kPartitionFrames;
  if (!is_fading()) from_ = to_;
}

void BinauralStage::process(std::vector<Block>& blocks, int past_grid, int frames) {
  if (!is_listening_) return;
  listen(blocks, past_grid, frames);
  float* phones = blocks[static_cast<size_t>(phones_bank_)].samples;
  auto& ears = ears_.current[0];
  const auto& steps = ears_.step[0];
  for (int f = 0; f < frames; ++f) {
    float* stereo = phones + f * kLanes;
    for (int i = 0; i < kConvolutionOutputs * kConvolutionOutputs; ++i) ears[i] += steps[i];
    const auto heard = [&](const ConvolutionFilters* filters, const Ears& sound, int side) {
      if (!filters) return stereo[side];
      return ears[2 * side] * sound[0][past_grid + f] + ears[2 * side + 1] * sound[1][past_grid + f];
    };
    float left = heard(from_, from_sound_, 0), right = heard(from_, from_sound_, 1);
    if (is_fading()) {
      const float faded = static_cast<float>(faded_frames_ + past_grid + f + 1) / static_cast<float>(fade_frames_);
      left += faded * (heard(to_, to_sound_, 0) - left);
      right += faded * (heard(to_, to_sound_, 1) - right);
    }
    stereo[0] = left;
    stereo[1] = right;
  }
}

void BinauralStage::listen(const std::vector<Block>& blocks, int past_grid, int frames) {
  for (int loudspeaker = 0; loudspeaker < kLoudspeakers; ++loudspeaker) {
    const float* lane = blocks[static_cast<size_t>(room_bank_ + loudspeaker / kLanes)].samples + loudspeaker % kLanes;
    float* coming = &coming_[static_cast<size_t>(loudspeaker * kPartitionFrames + past_grid)];
    for (int f = 0; f < frames; ++f) coming[f] = lane[f * kLanes];
  }
}

}  // namespace headroom
