// How late a sound comes back: a probe like no other sound, and its place in what was recorded while it was played.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace headroom {

// A maximum length sequence (Golomb 1967) of 2^14 - 1 samples of 1 and -1: flat in frequency, and at every shift but
// none its product with itself is -1 in all: 84 dB below the peak. Always the same.
std::vector<float> maximum_length_sequence();

struct ProbeReturn {
  int delay_frames = 0;    // from the first frame of the recording to the probe's first sample, 0...
  float level_dB = 0;      // of the return, against the probe as it was given
  bool is_turned = false;  // it comes back with its polarity turned
};

// Finds the probe in the recording, which begins with the frame in which the probe was begun, by their correlation.
// Nothing when no peak of it stands out of the rest: no probe came back whole. Allocates; takes some 10 ms.
std::optional<ProbeReturn> find_probe(std::span<const float> probe, std::span<const float> recording);

}  // namespace headroom
