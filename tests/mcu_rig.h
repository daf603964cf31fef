// Mackie Control's messages as bytes, and a box that has been connected and painted: what the laws of the driver are
// told with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "surfaces/midi/mackie_control.h"
#include "tests/surface_rig.h"

namespace headroom {

using Bytes = std::vector<uint8_t>;

inline Bytes fader_message(int fader, int position) {
  return {static_cast<uint8_t>(0xE0 | fader), static_cast<uint8_t>(position & 0x7F),
          static_cast<uint8_t>(position >> 7)};
}
inline Bytes note(int number, int velocity) {
  return {0x90, static_cast<uint8_t>(number), static_cast<uint8_t>(velocity)};
}
inline Bytes controller(int number, int value) {
  return {0xB0, static_cast<uint8_t>(number), static_cast<uint8_t>(value)};
}
inline Bytes touch(int fader) { return note(104 + fader, 0x7F); }
inline Bytes release(int fader) { return note(104 + fader, 0x00); }

inline Bytes text_message(int offset, const std::string& text) {
  Bytes bytes = {0xF0, 0x00, 0x00, 0x66, 0x14, 0x12, static_cast<uint8_t>(offset)};
  for (const char character : text) bytes.push_back(static_cast<uint8_t>(character));
  bytes.push_back(0xF7);
  return bytes;
}

// A key of the box by what is printed on it, down and up again.
inline void press(SurfaceRig& rig, const char* key) {
  const int number = notes_of_key(key).first;
  rig.say(note(number, 0x7F));
  rig.say(note(number, 0x00));
}
inline Bytes turn(int pot, int ticks) { return controller(0x10 + pot, ticks < 0 ? 0x40 - ticks : ticks); }

inline size_t count(const MidiMessages& messages, const Bytes& message) {
  return static_cast<size_t>(std::count(messages.begin(), messages.end(), message));
}
inline bool has(const MidiMessages& messages, const Bytes& message) { return count(messages, message) > 0; }
inline MidiMessages of_status(const MidiMessages& messages, uint8_t status) {
  MidiMessages found;
  std::copy_if(messages.begin(), messages.end(), std::back_inserter(found),
               [&](const Bytes& message) { return message[0] == status; });
  return found;
}

inline MeterLook meters_at(const SurfaceRig& rig, int lane, float peak) {
  MeterLook look;
  look.banks.resize(static_cast<size_t>(const_cast<SurfaceRig&>(rig).desk().lanes().layout().banks()));
  look.banks[0].peak[static_cast<size_t>(lane)] = peak;
  look.frames = 32;
  return look;
}

// A box that has been connected and painted, with nothing left to say.
struct PaintedRig : SurfaceRig {
  explicit PaintedRig(const std::string& name, const SurfaceDevice& device = generic_surface(),
                      const KeyPlan& keys = default_key_plan())
      : SurfaceRig(name, device, {.channels = 16, .auxes = 4, .groups = 2, .matrices = 2, .dcas = 2}, keys) {
    driver().connect();
    run(1);
    say({0xF0, 0x00, 0x00, 0x66, device.id, 0x06, 0xF7});  // "ready"
    const MeterLook dark = meters_at(*this, 0, 0);
    run(150, &dark);  // longer than motors are given to travel
    take();
  }
};

// Fader law of the reference: dB, and the 14-bit position that stands for it.
struct LawPoint {
  float dB;
  int position;
};
inline constexpr LawPoint kLaw[] = {{10, 16383}, {8, 15564},  {5, 14335},  {0, 12287},  {-5, 10239}, {-10, 8192},
                                    {-20, 6144}, {-30, 4096}, {-40, 3072}, {-50, 2048}, {-60, 1024}, {-70, 683}};

}  // namespace headroom
