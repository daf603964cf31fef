#include "surfaces/midi/midi_clock.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom {
namespace {

// Two gaps in a row this much longer, or shorter, than the mean are another tempo; one alone is a period's jitter: JACK
// tells of ticks at the ends of its periods.
constexpr double kJump = 0.2;
constexpr int64_t kClockSilence_ns = 2'000'000'000;
constexpr double kMostBehind_ns = 1e9;  // ticks not sent for longer than this are not made up for

}  // namespace

bool MidiClockReader::read(std::span<const uint8_t> message, int64_t now_ns) {
  switch (message[0]) {
    case kClockTick: tick(now_ns); return true;
    case kClockStart:
      position_ = 0;
      is_running_ = is_first_ = true;
      return true;
    case kClockContinue:  // is for others where it runs already
      if (!std::exchange(is_running_, true)) is_first_ = true;
      return true;
    case kClockStop: is_running_ = false; return true;
    case kSongPosition:
      if (message.size() < 3) return false;
      if (!is_running_) position_ = (message[1] | message[2] << 7) * kClocksPerSixteenth;
      return true;
    default: return false;
  }
}

void MidiClockReader::tick(int64_t now_ns) {
  if (count_ >= 2) {
    const size_t intervals = std::min(count_, ticks_ns_.size()) - 1;
    const int64_t oldest_ns = ticks_ns_[(newest_ + ticks_ns_.size() - intervals) % ticks_ns_.size()];
    const double mean_ns = static_cast<double>(ticks_ns_[newest_] - oldest_ns) / static_cast<double>(intervals);
    const double off_ns = static_cast<double>(now_ns - ticks_ns_[newest_]) - mean_ns;
    const int jump = intervals <= 3 || std::abs(off_ns) <= kJump * mean_ns ? 0 : off_ns > 0 ? 1 : -1;
    if (jump != 0 && jump == jump_) count_ = 0;
    jump_ = jump;
  }
  newest_ = (newest_ + 1) % ticks_ns_.size();
  ticks_ns_[newest_] = now_ns;
  ++count_;
  // The tick that follows a start is the first itself.
  if (is_running_ && !std::exchange(is_first_, false)) ++position_;
}

double MidiClockReader::tempo(int64_t now_ns) const {
  if (count_ < 2 || now_ns - ticks_ns_[newest_] > kClockSilence_ns) return 0;
  const size_t intervals = std::min(count_, ticks_ns_.size()) - 1;
  const int64_t oldest_ns = ticks_ns_[(newest_ + ticks_ns_.size() - intervals) % ticks_ns_.size()];
  const double gap_ns = static_cast<double>(ticks_ns_[newest_] - oldest_ns) / static_cast<double>(intervals);
  return gap_ns > 0 ? 60e9 / (kClocksPerQuarter * gap_ns) : 0;
}

void MidiClockWriter::run(bool is_on, double tempo_bpm, int64_t now_ns, MidiOutlet& out) {
  const auto send = [&](uint8_t message) { return out.send({&message, 1}); };
  if (is_on != is_on_) {
    if (!send(is_on ? kClockStart : kClockStop)) return;
    is_on_ = is_on;
    next_ns_ = static_cast<double>(now_ns);
    ticks_ = 0;
    continue_at_ = -1;
    has_newcomer_ = false;
  }
  if (!is_on_) return;
  if (has_newcomer_) {
    const int64_t sixteenth = ticks_ / kClocksPerSixteenth + 2;
    const uint8_t place[] = {kSongPosition, static_cast<uint8_t>(sixteenth & 0x7F),
                             static_cast<uint8_t>(sixteenth >> 7 & 0x7F)};
    if (!out.send(place)) return;
    continue_at_ = sixteenth * kClocksPerSixteenth;
    has_newcomer_ = false;
  }
  const auto now = static_cast<double>(now_ns);
  if (now - next_ns_ > kMostBehind_ns) next_ns_ = now;
  while (next_ns_ <= now) {
    if (ticks_ == continue_at_) {
      if (!send(kClockContinue)) return;
      continue_at_ = -1;
    }
    if (!send(kClockTick)) return;
    ++ticks_;
    next_ns_ += 60e9 / (kClocksPerQuarter * tempo_bpm);
  }
}

}  // namespace headroom
