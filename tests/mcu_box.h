// A simulated Mackie Control: motor faders that travel with time and go back where they were last sent when a hand
// leaves them, touch, lights, rings, scribble strips, digits, meters. Knows bytes only; what it shows can be read, and
// hands can be laid on it. Written from the protocol's description, not from our driver.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace headroom {

class McuBox {
 public:
  // One whole message from the host.
  void receive(std::span<const uint8_t> message);
  // Motors travel until this time: end to end in 150 ms.
  void advance(int64_t now_ns);
  // What the box has to say since the last call, message by message.
  std::vector<std::vector<uint8_t>> take_sent();

  // Hands. Faders 0...7, 8 is the main; positions 0...16383.
  void touch(int fader);
  void move(int fader, int position);
  void release(int fader);
  void press(int note);  // down and up again
  void turn(int pot, int ticks);

  // What it shows.
  int fader(int index) const { return static_cast<int>(position_[static_cast<size_t>(index)]); }
  int fader_target(int index) const { return target_[static_cast<size_t>(index)]; }
  int light(int note) const { return light_[static_cast<size_t>(note)]; }
  int ring(int pot) const { return ring_[static_cast<size_t>(pot)]; }
  int meter(int strip) const { return meter_[static_cast<size_t>(strip)]; }
  bool overload(int strip) const { return overload_[static_cast<size_t>(strip)]; }
  // The seven characters of a strip, line 0 or 1.
  std::string text(int line, int strip) const { return text_.substr(static_cast<size_t>(line * 56 + strip * 7), 7); }
  std::string assignment() const { return {digit_[11], digit_[10]}; }
  // The ten digits of the time, from the left.
  std::string time() const { return {digit_.rend() - 10, digit_.rend()}; }
  int queries() const { return queries_; }
  int version_requests() const { return version_requests_; }
  size_t messages() const { return messages_; }
  size_t bytes() const { return bytes_; }
  // Messages that no Mackie Control understands.
  const std::vector<std::vector<uint8_t>>& misunderstood() const { return misunderstood_; }
  // How often a motor was sent somewhere while a hand was on it.
  int fights() const { return fights_; }
  // Everything dark, faders where they are, no hand felt: what a box is after power-on.
  void power_cycle();
  // Which questions it answers; all of them to begin with.
  void answer(bool versions, bool queries) { answers_versions_ = versions, answers_queries_ = queries; }
  // "Here I am", as a box says it that has just come to life.
  void report_itself();

 private:
  void read_sysex(std::span<const uint8_t> message);
  void say(int status, int data1, int data2);

  std::array<double, 9> position_{};
  std::array<int, 9> target_{};
  std::array<bool, 9> touched_{};
  std::array<int, 128> light_{};
  std::array<int, 8> ring_{};
  std::array<int, 8> meter_{};
  std::array<bool, 8> overload_{};
  std::string text_ = std::string(112, ' ');
  std::string digit_ = std::string(12, ' ');
  int64_t now_ns_ = 0;
  bool answers_versions_ = true, answers_queries_ = true;
  int queries_ = 0, version_requests_ = 0, fights_ = 0;
  size_t messages_ = 0, bytes_ = 0;
  std::vector<std::vector<uint8_t>> sent_, misunderstood_;
};

}  // namespace headroom
