#include "surfaces/midi/mtc_reader.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

// Of what a quarter frame comes early or late, this much is believed: a cable and a period make it jitter.
constexpr double kQuarterBelief = 0.1;
constexpr double kMostJitter_quarters = 3;  // further off is another place
constexpr size_t kFullFrameBytes = 10;

double quarter_ns(TimecodeRate rate) { return 1e9 / (4 * frames_per_second(rate)); }

}  // namespace

bool MtcReader::read(std::span<const uint8_t> message, int64_t now_ns) {
  if (message.size() == 2 && message[0] == 0xF1) {
    read_quarter(message[1] >> 4 & 7, message[1] & 0x0F, now_ns);
    return true;
  }
  const bool is_full = message.size() == kFullFrameBytes && message[0] == 0xF0 && message[1] == 0x7F &&
                       message[3] == 0x01 && message[4] == 0x01;
  return is_full && read_full_frame(message);
}

// A full frame sets the place and starts nothing.
bool MtcReader::read_full_frame(std::span<const uint8_t> message) {
  const auto rate = static_cast<TimecodeRate>(message[5] >> 5 & 3);
  const Timecode label{message[5] & 0x1F, message[6], message[7], message[8]};
  if (!is_label(label, rate)) return false;
  rate_ = rate;
  quarter_ = 4.0 * static_cast<double>(frame_of(label, rate));
  state_ = MtcState::stopped;
  pieces_ = 0;
  last_piece_ = -1;
  return true;
}

void MtcReader::read_quarter(int piece, int nibble, int64_t now_ns) {
  const bool is_next = last_piece_ >= 0 && piece == (last_piece_ + 1) % 8;
  const bool is_previous = last_piece_ >= 0 && piece == (last_piece_ + 7) % 8;
  // Out of order, or the way has changed: an address begins anew.
  if (!is_next && !is_previous) {
    pieces_ = 0;
    if (is_running()) state_ = MtcState::stopped;
  } else if ((is_next ? 1 : -1) != direction_) {
    direction_ = -direction_;
    pieces_ = 1;  // the piece before belongs to the same address
  }
  last_piece_ = piece;
  nibbles_[static_cast<size_t>(piece)] = static_cast<uint8_t>(nibble);
  pieces_ = std::min(pieces_ + 1, 8);
  heard_ns_ = now_ns;
  if (is_running()) {
    const double late_ns = static_cast<double>(now_ns - quarter_ns_) - quarter_ns(rate_);
    quarter_ += direction_;
    quarter_ns_ = now_ns - static_cast<int64_t>((1 - kQuarterBelief) * late_ns);
    state_ = MtcState::following;
  }
  if (pieces_ == 8 && piece == (direction_ > 0 ? 7 : 0)) assemble(now_ns);
}

std::optional<int64_t> MtcReader::address() {
  const auto& n = nibbles_;
  const auto rate = static_cast<TimecodeRate>(n[7] >> 1 & 3);
  const Timecode label{n[6] | (n[7] & 1) << 4, n[4] | (n[5] & 3) << 4, n[2] | (n[3] & 3) << 4, n[0] | (n[1] & 1) << 4};
  if (!is_label(label, rate)) return std::nullopt;
  rate_ = rate;
  return frame_of(label, rate);
}

// The address is that of the frame in which piece 0 was sent: at piece 7 seven quarter frames have gone by. Backwards,
// piece 0 comes last, and that frame is now.
void MtcReader::assemble(int64_t now_ns) {
  const auto frame = address();
  pieces_ = direction_ > 0 ? 0 : pieces_;
  if (!frame) {
    state_ = state_ == MtcState::none ? state_ : MtcState::stopped;
    return;
  }
  const double quarter = 4.0 * static_cast<double>(*frame) + (direction_ > 0 ? 7 : 0);
  if (!is_running() || std::abs(quarter - quarter_) > kMostJitter_quarters) {
    quarter_ns_ = now_ns;
    state_ = MtcState::following;
  }
  quarter_ = quarter;
  pieces_ = 0;
}

void MtcReader::tick(int64_t now_ns) {
  if (!is_running()) return;
  const int64_t silence_ns = now_ns - heard_ns_;
  if (silence_ns >= kFreeWheel_ns) {
    quarter_ = 4.0 * static_cast<double>(frame(heard_ns_));  // what ran has stopped where it was last heard
    state_ = MtcState::stopped;
    pieces_ = 0;
    last_piece_ = -1;
  } else if (static_cast<double>(silence_ns) > 4 * quarter_ns(rate_)) {
    state_ = MtcState::free_wheel;
  }
}

int64_t MtcReader::frame(int64_t now_ns) const {
  double quarter = quarter_;
  if (is_running()) quarter += direction_ * static_cast<double>(now_ns - quarter_ns_) / quarter_ns(rate_);
  return static_cast<int64_t>(std::floor(quarter / 4));
}

}  // namespace headroom
