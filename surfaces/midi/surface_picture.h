// What a box shows, as a picture: fader positions, lights, rings, text, digits. A box keeps nothing and is asked nothing;
// the shadow remembers what it was sent, and only differences go out.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "surfaces/midi/mackie_control.h"
#include "surfaces/midi/midi_outlet.h"
#include "surfaces/midi/surface_device.h"

namespace headroom {

inline constexpr uint16_t kNoPosition = 0xFFFF;  // in a wanted picture: leave the motor alone; in a shown one: unknown
inline constexpr uint8_t kNotShown = 0xFF;       // unknown, or not there
inline constexpr int kTimeDigits = 10;
inline constexpr int kDigits = 12;               // controllers 0x40...0x4B: ten of the time code, two of the assignment

struct SurfacePicture {
  std::array<uint16_t, kSurfaceFaders> fader;              // 0...16383
  std::array<uint8_t, 128> light;                          // by note: kLightOff, kLightOn, kLightFlashing
  std::array<uint8_t, kSurfaceStrips> ring;                // controller value
  std::array<uint8_t, kSurfaceStrips> overload;            // 0, 1
  std::array<uint8_t, kSurfaceStrips> color;               // 0...7
  std::array<char, static_cast<size_t>(2 * kTextLine)> text;  // upper line, lower line
  std::array<uint8_t, kDigits> digit;                      // character codes

  static SurfacePicture unknown();
  // Everything dark, faders down: where the painting of a wanted picture begins.
  static SurfacePicture dark();
};

// The head of a system exclusive message to this box; data and F7 follow.
std::vector<uint8_t> sysex_begin(const SurfaceDevice& device, SysexCommand command);

class SurfaceShadow {
 public:
  explicit SurfaceShadow(const SurfaceDevice& device) : device_(device) {}

  // The box may show anything now: the next sending paints it in full.
  void forget() { shown_ = SurfacePicture::unknown(); }
  // The hand has moved this fader: its position is sent again, whatever was sent before.
  void forget_fader(int index) { shown_.fader[static_cast<size_t>(index)] = kNoPosition; }

  // The box has wiped or ignored its text: it is sent again.
  void forget_text() { shown_.text.fill(0); }

  // Sends what differs, most urgent first, as far as the box has such things and the outlet takes it: each fader at most
  // 50 times a second, text 20, colours 10. True unless the outlet refused; what waits for its time comes with a later call.
  bool send_differences(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);

  // The position last sent to a fader (kNoPosition: none since it was forgotten), and when.
  uint16_t fader(int index) const { return shown_.fader[static_cast<size_t>(index)]; }
  int64_t fader_sent_ns(int index) const { return fader_sent_ns_[static_cast<size_t>(index)]; }

 private:
  bool send_faders(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);
  bool send_lights(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_rings(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_overloads(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_text(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);
  bool send_digits(const SurfacePicture& wanted, MidiOutlet& out);
  bool send_colors(const SurfacePicture& wanted, int64_t now_ns, MidiOutlet& out);

  const SurfaceDevice& device_;
  SurfacePicture shown_ = SurfacePicture::unknown();
  std::array<int64_t, kSurfaceFaders> fader_sent_ns_{};
  int64_t text_sent_ns_ = 0, colors_sent_ns_ = 0;
};

}  // namespace headroom
