#include "surfaces/midi/mtc_writer.h"

#include <cmath>

namespace headroom {
namespace {

constexpr int64_t kQuartersOfAddress = 8, kMostBehind_quarters = 8;

}  // namespace

std::array<uint8_t, 10> full_frame(const Timecode& label, TimecodeRate rate) {
  const auto byte = [](int number) { return static_cast<uint8_t>(number); };
  return {0xF0,
          0x7F,
          0x7F,
          0x01,
          0x01,
          byte(static_cast<int>(rate) << 5 | label.hours),
          byte(label.minutes),
          byte(label.seconds),
          byte(label.frames),
          0xF7};
}

uint8_t quarter_frame(int piece, const Timecode& label, TimecodeRate rate) {
  const int parts[] = {label.frames, label.seconds, label.minutes, label.hours};
  int nibble = parts[piece / 2] >> (piece % 2 ? 4 : 0) & 0x0F;
  if (piece == 7) nibble |= static_cast<int>(rate) << 1;
  return static_cast<uint8_t>(piece << 4 | nibble);
}

void MtcWriter::stand(MidiOutlet& out) {
  if (must_locate_ && out.send(full_frame(label_of(static_cast<int64_t>(std::floor(located_)), rate_), rate_)))
    must_locate_ = false;
}

void MtcWriter::run(double frame, TimecodeRate rate, MidiOutlet& out) {
  stand(out);
  const auto quarter = static_cast<int64_t>(std::floor(4 * frame));
  const bool is_elsewhere =
      rate != rate_ || quarter < next_quarter_ - 1 || quarter - next_quarter_ > kMostBehind_quarters;
  rate_ = rate;
  // Piece 0 falls on every second frame.
  if (next_quarter_ < 0 || is_elsewhere)
    next_quarter_ = (quarter + kQuartersOfAddress - 1) / kQuartersOfAddress * kQuartersOfAddress;
  while (next_quarter_ <= quarter) {
    const int64_t address = next_quarter_ / kQuartersOfAddress * 2;
    const auto piece = static_cast<int>(next_quarter_ % kQuartersOfAddress);
    const uint8_t message[] = {0xF1, quarter_frame(piece, label_of(address, rate), rate)};
    if (!out.send(message)) return;
    ++next_quarter_;
  }
}

}  // namespace headroom
