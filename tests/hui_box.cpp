#include "tests/hui_box.h"

#include <algorithm>
#include <cstdlib>

namespace headroom {

HuiBox::HuiBox() {
  text_.fill("    ");
  time_digit_.fill(0x20);
}

void HuiBox::receive(std::span<const uint8_t> message, int64_t now_ns) {
  bool is_understood = false;
  if (message.size() == 3 && message[0] == 0x90 && message[1] == 0x00 && message[2] == 0x00) {
    pinged_ns_ = now_ns;
    if (!is_silent_) say(0x90, 0x00, 0x7F);
    is_understood = true;
  } else if (message.size() == 3 && message[0] == 0xB0) {
    is_understood = read_controller(message[1], message[2]);
  } else if (message.size() == 3 && message[0] == 0xA0 && message[1] < 8 && (message[2] >> 4) < 2 &&
             (message[2] & 0xF) <= 0xC) {
    meter_[message[1]][message[2] >> 4] = message[2] & 0x0F;
    is_understood = true;
  } else if (!message.empty() && message[0] == 0xF0) {
    is_understood = read_sysex(message);
  }
  if (!is_understood) misunderstood_.emplace_back(message.begin(), message.end());
}

bool HuiBox::read_controller(int number, int value) {
  if (number < 8) {
    fader_high_[static_cast<size_t>(number)] = value;
  } else if (number >= 0x20 && number < 0x28) {
    const auto strip = static_cast<size_t>(number - 0x20);
    if (touched_[strip]) ++fights_;
    fader_[strip] = fader_high_[strip] << 7 | value;
  } else if (number == 0x0C && value <= 0x1D) {
    zone_ = value;
  } else if (number == 0x2C && zone_ >= 0 && (value & 0x0F) < 8 && ((value & 0xF0) == 0x40 || (value & 0xF0) == 0)) {
    lamp_[static_cast<size_t>(zone_)][static_cast<size_t>(value & 0x0F)] = (value & 0x40) != 0;
  } else if (number >= 0x10 && number < 0x18) {
    ring_[static_cast<size_t>(number - 0x10)] = value;
  } else {
    return false;
  }
  return true;
}

bool HuiBox::read_sysex(std::span<const uint8_t> message) {
  static constexpr uint8_t kHeader[] = {0xF0, 0x00, 0x00, 0x66, 0x05, 0x00};
  const bool ours = message.size() > 8 && message.back() == 0xF7 &&
                    std::equal(std::begin(kHeader), std::end(kHeader), message.begin()) &&
                    std::all_of(message.begin() + 1, message.end() - 1, [](uint8_t byte) { return byte < 0x80; });
  if (!ours) return false;
  const auto data = message.subspan(7, message.size() - 8);
  if (message[6] == 0x10) {
    for (size_t at = 0; at + 5 <= data.size(); at += 5) {
      if (data[at] > 8) return false;
      text_[data[at]].assign(data.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                             data.begin() + static_cast<std::ptrdiff_t>(at) + 5);
    }
    return data.size() % 5 == 0;
  }
  if (message[6] == 0x11) {
    if (data.size() > time_digit_.size()) return false;
    std::copy(data.begin(), data.end(), time_digit_.begin());
    time_.clear();
    for (size_t i = time_digit_.size(); i-- > 0;) {
      time_ += (time_digit_[i] & 0x20) != 0 ? ' ' : static_cast<char>('0' + (time_digit_[i] & 0x0F));
      if (time_digit_[i] & 0x10) time_ += '.';
    }
    return true;
  }
  if (message[6] != 0x12 || data.size() % 11 != 0) return false;
  for (size_t at = 0; at < data.size(); at += 11) {
    if (data[at] > 7) return false;
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(at) + 1, 10, main_.begin() + data[at] * 10);
  }
  return true;
}

std::vector<std::vector<uint8_t>> HuiBox::take_sent() {
  std::vector<std::vector<uint8_t>> sent;
  sent.swap(sent_);
  return sent;
}

void HuiBox::move(int strip, int position) {
  fader_[static_cast<size_t>(strip)] = position;
  say(0xB0, strip, position >> 7);
  say(0xB0, 0x20 + strip, position & 0x7F);
}

void HuiBox::put_switch(int zone, int port, bool is_down) {
  say(0xB0, 0x0F, zone);
  say(0xB0, 0x2F, port | (is_down ? 0x40 : 0));
}

void HuiBox::press(int zone, int port) {
  put_switch(zone, port, true);
  put_switch(zone, port, false);
}

void HuiBox::turn(int pot, int ticks) { say(0xB0, 0x40 + pot, std::abs(ticks) | (ticks > 0 ? 0x40 : 0)); }

void HuiBox::power_up() {
  lamp_ = {};
  ring_ = {};
  meter_ = {};
  text_.fill("    ");
  main_.assign(80, ' ');
  zone_ = -1;
  sent_.push_back({0xFF});
}

void HuiBox::say(int status, int data1, int data2) {
  if (!is_silent_)
    sent_.push_back({static_cast<uint8_t>(status), static_cast<uint8_t>(data1), static_cast<uint8_t>(data2)});
}

}  // namespace headroom
