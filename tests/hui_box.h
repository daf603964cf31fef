// A simulated Mackie HUI: switches and lamps by zone and port, faders in two halves with motors and touch, rings,
// displays of four characters, and a box that is off line when it is not asked whether it is there. Knows bytes only;
// written from the protocol's description (zones 00-1D, ping, displays), not from our driver.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headroom {

class HuiBox {
 public:
  HuiBox();
  // One whole message from the host.
  void receive(std::span<const uint8_t> message, int64_t now_ns);
  // What the box has to say since the last call, message by message.
  std::vector<std::vector<uint8_t>> take_sent();

  // Hands. Strips 0...7; positions 0...16383.
  void touch(int strip) { put_switch(strip, 0, touched_[static_cast<size_t>(strip)] = true); }
  void release(int strip) { put_switch(strip, 0, touched_[static_cast<size_t>(strip)] = false); }
  void move(int strip, int position);
  void press(int zone, int port);  // down and up again
  void put_switch(int zone, int port, bool is_down);
  void turn(int pot, int ticks);
  // Dark, and says so.
  void power_up();
  // Answers no ping any more: its cable hangs loose.
  void fall_silent() { is_silent_ = true; }
  void speak_again() { is_silent_ = false; }

  // What it shows.
  bool is_on_line(int64_t now_ns) const { return pinged_ns_ != 0 && now_ns - pinged_ns_ < 2'000'000'000; }
  int fader(int strip) const { return fader_[static_cast<size_t>(strip)]; }
  bool lamp(int zone, int port) const { return lamp_[static_cast<size_t>(zone)][static_cast<size_t>(port)]; }
  int ring(int pot) const { return ring_[static_cast<size_t>(pot)]; }
  int meter(int strip, int side) const { return meter_[static_cast<size_t>(strip)][static_cast<size_t>(side)]; }
  // Place 8 is the select-assign display.
  const std::string& text(int place) const { return text_[static_cast<size_t>(place)]; }
  std::string main_text() const { return main_; }
  const std::string& time() const { return time_; }  // leftmost first, a dot where one is lit
  // How often a motor was sent somewhere while a hand was on it.
  int fights() const { return fights_; }
  const std::vector<std::vector<uint8_t>>& misunderstood() const { return misunderstood_; }

 private:
  bool read_controller(int number, int value);
  bool read_sysex(std::span<const uint8_t> message);
  void say(int status, int data1, int data2);

  std::array<int, 8> fader_{}, fader_high_{}, ring_{};
  std::array<bool, 8> touched_{};
  std::array<std::array<bool, 8>, 0x1E> lamp_{};
  std::array<std::array<int, 2>, 8> meter_{};
  std::array<std::string, 9> text_;
  std::string main_ = std::string(80, ' '), time_;
  std::array<int, 8> time_digit_{};
  int zone_ = -1, fights_ = 0;
  int64_t pinged_ns_ = 0;
  bool is_silent_ = false;
  std::vector<std::vector<uint8_t>> sent_, misunderstood_;
};

}  // namespace headroom
