#include "tests/mcu_box.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace headroom {
namespace {

constexpr double kTravel_ns = 150e6;  // end to end

char character_of(int code) { return static_cast<char>(code < 0x20 ? code + 0x40 : code); }

}  // namespace

void McuBox::receive(std::span<const uint8_t> message) {
  ++messages_;
  bytes_ += message.size();
  const int status = message.empty() ? 0 : message[0];
  const int a = message.size() > 1 ? message[1] : -1, b = message.size() > 2 ? message[2] : -1;
  const bool three = message.size() == 3;
  if (status == 0xF0) {
    read_sysex(message);
  } else if (three && status >= 0xE0 && status <= 0xE8) {
    const auto i = static_cast<size_t>(status & 0x0F);
    if (touched_[i]) ++fights_;
    target_[i] = a | b << 7;
  } else if (three && status == 0x90 && (a <= 101 || (a >= 113 && a <= 115))) {
    light_[static_cast<size_t>(a)] = b;
  } else if (three && status == 0xB0 && a >= 0x30 && a <= 0x37) {
    ring_[static_cast<size_t>(a - 0x30)] = b;
  } else if (three && status == 0xB0 && a >= 0x40 && a <= 0x4B) {
    digit_[static_cast<size_t>(a - 0x40)] = character_of(b & 0x3F);
  } else if (message.size() == 2 && status == 0xD0 && a < 0x80) {
    const auto strip = static_cast<size_t>(a >> 4);
    const int value = a & 0x0F;
    if (value >= 0x0E)
      overload_[strip] = value == 0x0E;
    else
      meter_[strip] = value;
  } else {
    misunderstood_.emplace_back(message.begin(), message.end());
  }
}

void McuBox::read_sysex(std::span<const uint8_t> message) {
  static constexpr uint8_t kHeader[] = {0xF0, 0x00, 0x00, 0x66, 0x14};
  const bool ours = message.size() >= 7 && message.back() == 0xF7 &&
                    std::equal(std::begin(kHeader), std::end(kHeader), message.begin());
  const bool clean = std::all_of(message.begin() + 1, message.end() - 1, [](uint8_t byte) { return byte < 0x80; });
  if (ours && clean && message[5] == 0x00) {
    ++queries_;
    if (answers_queries_) report_itself();
  } else if (ours && clean && message[5] == 0x13 && message[6] == 0x00) {
    ++version_requests_;
    if (answers_versions_) sent_.push_back({0xF0, 0x00, 0x00, 0x66, 0x14, 0x14, 'V', '2', '.', '1', '2', 0xF7});
  } else if (ours && clean && message[5] == 0x12 && message[6] + message.size() - 8 <= text_.size()) {
    std::copy(message.begin() + 7, message.end() - 1, text_.begin() + message[6]);
  } else {
    misunderstood_.emplace_back(message.begin(), message.end());
  }
}

void McuBox::advance(int64_t now_ns) {
  const double way = 16383 * static_cast<double>(now_ns - now_ns_) / kTravel_ns;
  now_ns_ = now_ns;
  for (size_t i = 0; i < position_.size(); ++i)
    if (!touched_[i]) position_[i] += std::clamp(target_[i] - position_[i], -way, way);
}

std::vector<std::vector<uint8_t>> McuBox::take_sent() {
  std::vector<std::vector<uint8_t>> sent;
  sent.swap(sent_);
  return sent;
}

void McuBox::touch(int fader) {
  touched_[static_cast<size_t>(fader)] = true;
  say(0x90, 104 + fader, 0x7F);
}

void McuBox::move(int fader, int position) {
  position_[static_cast<size_t>(fader)] = position;
  say(0xE0 | fader, position & 0x7F, position >> 7);
}

void McuBox::release(int fader) {
  touched_[static_cast<size_t>(fader)] = false;
  say(0x90, 104 + fader, 0x00);
}

void McuBox::press(int note) {
  say(0x90, note, 0x7F);
  say(0x90, note, 0x00);
}

void McuBox::turn(int pot, int ticks) { say(0xB0, 0x10 + pot, std::abs(ticks) | (ticks < 0 ? 0x40 : 0)); }

void McuBox::power_cycle() {
  touched_.fill(false);
  light_.fill(0);
  ring_.fill(0);
  meter_.fill(0);
  overload_.fill(false);
  text_.assign(112, ' ');
  digit_.assign(12, ' ');
}

void McuBox::report_itself() {
  sent_.push_back({0xF0, 0x00, 0x00, 0x66, 0x14, 0x01, 'S', 'I', 'M', 'U', 'L', 'A', 'T', 1, 2, 3, 4, 0xF7});
}

void McuBox::say(int status, int data1, int data2) {
  sent_.push_back({static_cast<uint8_t>(status), static_cast<uint8_t>(data1), static_cast<uint8_t>(data2)});
}

}  // namespace headroom
