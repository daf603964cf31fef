// What can feed the desk's inputs in place of a device: a loop player, an oscillator, a recording.
#pragma once

namespace headroom {

// `fill` runs on the audio thread: it writes `frames` of every input it was made for and neither allocates
// nor waits.
struct InputSource {
  void (*fill)(void* user, float* const* inputs, int frames) = nullptr;
  void* user = nullptr;
  explicit operator bool() const { return fill != nullptr; }
};

}  // namespace headroom
