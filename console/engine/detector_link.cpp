#include "console/engine/detector_link.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

// What the detectors of one bank hear, and the room for what they hear when linked.
struct Heard {
  const float* own = nullptr;  // nullptr: none is in use
  float* linked = nullptr;     // may be `own`, and is where that is a key
  uint32_t lanes = 0;
  float share = 0;
};

// Each linked lane hears the loudest of all, times its share, where that is more than its own level.
void link(std::span<const Heard> banks, int frames) {
  for (int i = 0; i < frames * kLanes; i += kLanes) {
    float loudest = 0;
    for (const Heard& bank : banks)
      for (int lane = 0; bank.own && lane < kLanes; ++lane)
        if (bank.lanes >> lane & 1) loudest = std::max(loudest, std::fabs(bank.own[i + lane]));
    for (const Heard& bank : banks)
      for (int lane = 0; bank.own && lane < kLanes; ++lane) {
        const float own = bank.own[i + lane];
        const bool is_linked = (bank.lanes >> lane & 1) != 0 && bank.share > 0;
        bank.linked[i + lane] = is_linked ? std::max(std::fabs(own), bank.share * loudest) : own;
      }
  }
}

bool is_linked(std::span<const StripPart> parts) {
  return std::any_of(parts.begin(), parts.end(), [](const StripPart& part) { return part.bus->linked_lanes() != 0; });
}

}  // namespace

void process_strip(const KernelTable& kernels, const KeySounds& sounds, std::span<const StripPart> parts, int frames) {
  for (const StripPart& part : parts) part.strip->process_head(kernels, part.block, frames);
  if (!is_linked(parts)) {
    for (const StripPart& part : parts) part.strip->process_body(kernels, sounds, part.block, frames, nullptr);
    return;
  }
  Block keys[kMostParts];
  Heard heard[kMostParts];
  const auto hear = [&](size_t i, const float* own, float share) {
    heard[i] = {own, keys[i].samples, parts[i].bus->linked_lanes(), share};
  };
  const auto linked = [&](size_t i) { return heard[i].own ? heard[i].linked : nullptr; };

  for (size_t i = 0; i < parts.size(); ++i)
    hear(i, parts[i].strip->hear_gate(kernels, sounds, parts[i].block, keys[i], frames), parts[i].strip->gate_link());
  link(heard, frames);
  for (size_t i = 0; i < parts.size(); ++i) {
    BankStrip& strip = *parts[i].strip;
    strip.process_gate(kernels, linked(i), parts[i].block, frames);
    strip.process_before_compressor(kernels, parts[i].block, frames);
    hear(i, strip.hear_compressor(kernels, sounds, parts[i].block, keys[i], frames), strip.compressor_link());
  }
  link(heard, frames);
  for (size_t i = 0; i < parts.size(); ++i) {
    parts[i].strip->process_compressor(kernels, linked(i), parts[i].block, frames);
    parts[i].strip->process_end(kernels, parts[i].block, frames);
  }
}

void process_bus(const KernelTable& kernels, std::span<const StripPart> parts, int frames) {
  for (const StripPart& part : parts) part.bus->equalise(kernels, part.block, frames);
  if (is_linked(parts)) {
    Heard peaks[kMostParts];
    for (size_t i = 0; i < parts.size(); ++i) {
      float* own = parts[i].bus->peaks();
      peaks[i] = {own, own, parts[i].bus->linked_lanes(), 1};
    }
    link(peaks, frames);
  }
  for (const StripPart& part : parts) part.bus->limit(kernels, part.block, frames);
}

}  // namespace headroom
