// What a box has been sent. A box keeps nothing and is asked nothing; the shadow remembers for it, and only differences
// go out - and, slowly, everything once more: a message may be lost on its way, and nobody would tell.
#pragma once

#include <array>
#include <cstdint>

#include "surfaces/midi/refresh_turns.h"
#include "surfaces/midi/surface_language.h"

namespace headroom {

class SurfaceShadow {
 public:
  // `language` must outlive the shadow.
  SurfaceShadow(const SurfaceDevice& device, SurfaceLanguage& language);

  // The box may show anything now: the next sending paints it in full.
  void forget();
  // The hand has moved this fader: its position is sent again, whatever was sent before.
  void forget_fader(int index) {
    shown_.fader[static_cast<size_t>(index)] = motor_[static_cast<size_t>(index)] = kNoPosition;
  }
  // The box has wiped or ignored its text: it is sent again.
  void forget_text() { shown_.text.fill(0); }

  // Sends what differs, most urgent first, as far as the box has such things and the outlet takes it: each fader at
  // most 50 times a second, text 20, colours 10. True unless the outlet refused; what waits for its time comes with a
  // later call.
  bool send_differences(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);

  // The position last sent to a fader (kNoPosition: none since it was forgotten), and when its motor had somewhere to
  // go.
  uint16_t fader(int index) const { return shown_.fader[static_cast<size_t>(index)]; }
  int64_t fader_sent_ns(int index) const { return fader_sent_ns_[static_cast<size_t>(index)]; }

 private:
  void forget_in_turn(int64_t now_ns);
  bool send_faders(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);
  bool send_lights(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_rings(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_overloads(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_text(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);
  bool send_digits(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_colors(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);

  const SurfaceDevice device_;
  SurfaceLanguage& language_;
  SurfacePicture shown_ = SurfacePicture::unknown();
  std::array<uint16_t, kSurfaceFaders> motor_ = shown_.fader;  // where each was last sent, refreshed or not
  std::array<int64_t, kSurfaceFaders> fader_sent_ns_{};
  int64_t text_sent_ns_ = 0, colors_sent_ns_ = 0;
  RefreshTurns refresh_;
};

}  // namespace headroom
