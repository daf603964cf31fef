// HUI as a language: zones and ports, faders in two messages, the ping that keeps a box alive, displays of four
// characters.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "surfaces/midi/surface_language.h"

namespace headroom {

class HuiLanguage final : public SurfaceLanguage {
 public:
  explicit HuiLanguage(const SurfaceDevice& device) : device_(device) { main_text_.fill(' '); }

  void connect() override;
  std::optional<HandMove> read(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out) override;
  // Asks every second whether the box is there: a HUI that is not asked shows itself as off line.
  void tick(int64_t now_ns, MidiOutlet& out) override;
  Loss take_loss() override { return std::exchange(loss_, Loss::nothing); }
  bool is_lost() const override { return is_silent_; }
  bool cannot_be_asked() const override { return !device_.answers; }
  bool is_unanswered() const override { return is_silent_ && !has_spoken_; }

  bool send_fader(int fader, int position, MidiOutlet& out) override;
  // A HUI's lamps cannot flash: what should is lit.
  bool send_light(int note, uint8_t light, MidiOutlet& out) override;
  bool send_ring(int pot, uint8_t ring, MidiOutlet& out) override;
  bool send_overload(int, bool, MidiOutlet&) override { return true; }  // its bars end in a clip segment of their own
  bool send_text(int cell, std::span<const char> characters, MidiOutlet& out) override;
  bool send_digits(const SurfaceDigits& wanted, SurfaceDigits& shown, MidiOutlet& out) override;
  bool send_colors(std::span<const uint8_t, kSurfaceStrips>, MidiOutlet&) override { return true; }
  bool send_bar(int strip, std::array<uint8_t, 2> sides, MidiOutlet& out) override;
  bool send_main_bar(int, uint8_t, MidiOutlet&) override { return true; }

 private:
  std::optional<HandMove> read_controller(int number, int value);

  SurfaceDevice device_;
  int zone_ = -1;                                 // of the switches that follow; -1: none was named yet
  std::array<int, kSurfaceFaders> fader_high_{};  // the half that has come; -1: none
  std::array<char, 80> main_text_;                // two lines of forty
  int64_t next_ping_ns_ = 0, heard_ns_ = 0;       // heard: 0 before the first tick since connect()
  bool has_spoken_ = false, is_silent_ = false;
  Loss loss_ = Loss::nothing;
};

}  // namespace headroom
