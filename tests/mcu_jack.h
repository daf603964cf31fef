// The simulated box on a JACK server: its MIDI goes through real ports, and it has an ear to measure how long sound
// takes to follow a fader. What it says and what it hears are two clients of JACK, as a box of hardware is no loop in
// JACK's graph either: one client in a loop adds a period that no listener has, and when JACK 1.9.21 loses a killed
// client out of a loop it does not wake the clients that take its place. JACK's threads only move bytes and samples;
// the box itself lives in the test's thread.
#pragma once

#include <jack/jack.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "io/ring.h"
#include "tests/faulty_wire.h"
#include "tests/mcu_box.h"

namespace headroom {

class McuJack {
 public:
  // Becomes the client NAME with the ports midi_out and audio_out, which plays a steady 0.5, and the client NAME-in
  // with midi_in and audio_in. Its MIDI ports are those of hardware, or of a program.
  enum class Ports { hardware, program };
  explicit McuJack(const std::string& client_name, Ports ports = Ports::hardware);
  ~McuJack();
  McuJack(const McuJack&) = delete;
  McuJack& operator=(const McuJack&) = delete;

  bool is_open() const { return client_ != nullptr && ear_ != nullptr; }
  McuBox& box() { return box_; }
  std::string port(const std::string& word) const { return name_ + (word.ends_with("_in") ? "-in:" : ":") + word; }
  // True when the two are connected now.
  bool connect(const std::string& from, const std::string& to);
  bool is_connected(const std::string& word) const;

  // From now on messages to and from the box come late, twice, out of order or not at all, as the faults say; without
  // any they come as they should. What is on its way is lost.
  void make_line(const WireFaults& faults, unsigned seed);

  // Lets the box hear what came, move its motors, and say what it has to say.
  void live();

  // True when nothing louder than kSoundFloor came in the last period.
  bool hears_silence() const { return !sounds_.load(std::memory_order_acquire); }
  // From the next fader move on, waits for sound; start from silence.
  void listen();
  // Frames from the period that carried the move to the first sample above kSoundFloor; nothing until it came.
  std::optional<uint32_t> frames_to_sound() const;
  // CLOCK_MONOTONIC when JACK took the last message from the box.
  int64_t spoke_ns() const { return spoke_ns_.load(std::memory_order_acquire); }
  // Messages that came while the test did not look and were lost; a story with any proves nothing.
  uint32_t lost() const { return heard_.refused(); }

 private:
  struct Message {
    uint8_t size = 0;
    uint8_t bytes[135] = {};
  };
  enum class Ear { idle, awaits_move, awaits_sound, heard };
  static constexpr float kSoundFloor = 0.001f;
  int speak(jack_nframes_t frames);
  int hear(jack_nframes_t frames);

  std::string name_;
  jack_client_t *client_ = nullptr, *ear_ = nullptr;
  jack_port_t *midi_in_ = nullptr, *midi_out_ = nullptr, *audio_in_ = nullptr, *audio_out_ = nullptr;
  McuBox box_;
  FaultyWire to_box_{WireFaults{}, 1}, from_box_{WireFaults{}, 2};
  Ring<Message, 4096> heard_, said_;
  std::atomic<int64_t> spoke_ns_{0};
  std::atomic<Ear> listening_{Ear::idle};
  std::atomic<bool> sounds_{false};
  std::atomic<uint32_t> moved_frame_{0}, sounded_frame_{0};
};

}  // namespace headroom
