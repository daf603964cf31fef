// The detectors of a surround strip are one: gate, compressor and limiter of every linked lane, in one bank or two,
// hear the loudest of them, so that all loudspeakers are turned down alike and nothing moves. Stereo strips need none
// of this: their kernels look at the neighbour. Audio thread.
#pragma once

#include <span>

#include "console/engine/bank_strip.h"
#include "console/engine/bus_bank.h"

namespace headroom {

// One bank of a strip of buses, awake.
struct StripPart {
  BankStrip* strip;
  BusBank* bus;
  float* block;
};

// At most this many banks for one strip.
inline constexpr size_t kMostParts = 2;

// BankStrip's process_head() and process_body() of all parts, with linked detectors where lanes are linked.
void process_strip(const KernelTable& kernels, const KeySounds& sounds, std::span<const StripPart> parts, int frames);
// BusBank's equalise() and limit() of all parts, likewise.
void process_bus(const KernelTable& kernels, std::span<const StripPart> parts, int frames);

}  // namespace headroom
