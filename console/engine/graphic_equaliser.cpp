#include "console/engine/graphic_equaliser.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace headroom {
namespace {

// Bit `lane`: the section changes what it hears there.
uint32_t lanes_in_use(const FilterSection& section) {
  const auto& now = section.rows.current;
  uint32_t lanes = 0;
  for (int lane = 0; lane < kLanes; ++lane)
    if (now[kM0][lane] != 1 || now[kM1][lane] != 0 || now[kM2][lane] != 0) lanes |= 1u << lane;
  return lanes;
}

}  // namespace

GraphicEqualiser::GraphicEqualiser() {
  for (FilterSection& section : sections_)
    for (int lane = 0; lane < kLanes; ++lane) section.rows.jump(kM0, lane, 1);
}

void GraphicEqualiser::advance() {
  if (!is_moving_) return;
  for (FilterSection& section : sections_) section.rows.advance();
  choose();
}

void GraphicEqualiser::aim(const float* coefficients, int ramp_frames) {
  constexpr size_t kBandRows = kSectionCoefficients * kLanes;
  for (size_t band = 0; band < kGraphicEqBands; ++band)
    sections_[band].rows.go_together(coefficients + band * kBandRows, ramp_frames);
  choose();
}

void GraphicEqualiser::choose() {
  is_moving_ = std::any_of(sections_.begin(), sections_.end(),
                           [](const FilterSection& section) { return section.rows.moving != 0; });
  is_in_use_ = false;
  for (size_t i = 0; i < chains_.size(); ++i) {
    chains_[i].choose(std::span(sections_).subspan(kSectionsAtOnce * i, kSectionsAtOnce));
    is_in_use_ = is_in_use_ || chains_[i].is_in_use();
  }
  folded_pair_ = kNoPair;
  if (!is_moving_) choose_folded();
}

void GraphicEqualiser::choose_folded() {
  folded_.fill(&sections_.back());
  folded_count_ = 0;
  uint32_t lanes = 0;
  for (FilterSection& section : sections_) {
    const uint32_t used = lanes_in_use(section);
    if (used != 0) folded_[folded_count_++] = &section;
    lanes |= used;
  }
  if (folded_count_ <= KernelTable::kMostSections) return;  // in one go as they are
  for (int pair = 0; pair < kLanes / 2; ++pair)
    if ((lanes & ~(3u << 2 * pair)) == 0) folded_pair_ = pair;
  // What the other lanes have heard is not kept up to date.
  for (int lane = 0; folded_pair_ != kNoPair && lane < kLanes; ++lane)
    for (FilterSection& section : sections_)
      if (lane / 2 != folded_pair_) forget(section, lane);
}

void GraphicEqualiser::process(const KernelTable& kernels, float* block, int frames) const {
  if (folded_pair_ == kNoPair) {
    for (const FilterChain& chain : chains_) chain.process(kernels, block, frames);
    return;
  }
  for (size_t first = 0; first < folded_count_; first += kFolded)
    kernels.filter_pair(&folded_[first], folded_pair_, block, frames);
}

}  // namespace headroom
