// A long chain of filter sections of which one pair of lanes is in use, as in the graphic equaliser of a stereo main,
// whose bank has six lanes more. On a processor of eight lanes it is folded over them: each pair of lanes runs a
// stretch of the chain, and what leaves one stretch enters the next a little later. The bits are those of the chain
// itself.
#pragma once

#include "dsp/kernel_equaliser.inl"
#include "dsp/kernel_pairs.inl"
#include "dsp/kernel_table.h"

namespace headroom {
namespace {

#ifdef __AVX2__

constexpr int kStretches = 4;  // pairs of lanes in a row
constexpr int kStretchSections = KernelTable::kFoldedSections / kStretches;
// Steps from a frame's leaving one stretch to its entering the next: with only one, each would wait for the other.
constexpr int kStretchLag = 2;
constexpr int kFoldLag = (kStretches - 1) * kStretchLag;

using FoldedSection = Section<Lanes, false>;

// The section at the same place of each stretch; `stretches` points to that of the first.
HEADROOM_INLINE FoldedSection fold(FilterSection* const* stretches, int lane) {
  const auto gather = [&](auto row) HEADROOM_INLINED {
    return row_of(Pairs{load_pair(row(*stretches[0]) + lane), load_pair(row(*stretches[kStretchSections]) + lane),
                        load_pair(row(*stretches[2 * kStretchSections]) + lane),
                        load_pair(row(*stretches[3 * kStretchSections]) + lane)});
  };
  const auto coefficient = [&](int name) HEADROOM_INLINED {
    return Value<Lanes, false>{gather([=](const FilterSection& from) { return from.rows.current[name]; })};
  };
  return {coefficient(kB),
          coefficient(kP),
          coefficient(kD),
          coefficient(kM0),
          coefficient(kM1),
          coefficient(kM2),
          gather([](const FilterSection& from) { return from.s1; }),
          gather([](const FilterSection& from) { return from.s2; })};
}

HEADROOM_INLINE void unfold(const FoldedSection& folded, FilterSection* const* stretches, int lane) {
  const Pairs s1 = pairs_of(folded.s1), s2 = pairs_of(folded.s2);
  for (int i = 0; i < kStretches; ++i) {
    store_pair(stretches[i * kStretchSections]->s1 + lane, s1[i]);
    store_pair(stretches[i * kStretchSections]->s2 + lane, s2[i]);
  }
}

template <size_t... i>
HEADROOM_INLINE void filter_folded(FilterSection* const* sections, int lane, float* block, int frames,
                                   std::index_sequence<i...>) {
  static_assert(kStretches == 4 && sizeof...(i) == kStretchSections);
  auto running = std::tuple(fold(sections + i, lane)...);
  Lanes last = Of<Lanes>::splat(0), last_but_one = last;
  const auto run = [&](int step) HEADROOM_INLINED {
    const Pairs left = pairs_of(last_but_one);
    const double entering = load_pair(block + (step < frames ? step : frames - 1) * kLanes + lane);
    Lanes x = row_of(__builtin_shufflevector(left, Pairs{entering, entering, entering, entering}, 4, 0, 1, 2));
    ((x = std::get<i>(running).filter(x)), ...);
    last_but_one = last;
    last = x;
    if (step >= kFoldLag) store_pair(block + (step - kFoldLag) * kLanes + lane, pairs_of(x)[kStretches - 1]);
  };
  // While the first frames have not reached every stretch, or the last ones have left some, those stretches wait.
  const auto run_some = [&](int step) HEADROOM_INLINED {
    constexpr IntPart kEntered = {0, 0, kStretchLag, kStretchLag, 2 * kStretchLag, 2 * kStretchLag, kFoldLag, kFoldLag};
    const IntPart frame = step - kEntered;
    const auto mask = Of<Lanes>::Mask{(frame >= 0) & (frame < frames)};
    const auto before = running;
    run(step);
    ((std::get<i>(running).s1 = select(mask, std::get<i>(running).s1, std::get<i>(before).s1)), ...);
    ((std::get<i>(running).s2 = select(mask, std::get<i>(running).s2, std::get<i>(before).s2)), ...);
  };
  int step = 0;
  for (; step < kFoldLag; ++step) run_some(step);
  for (; step < frames; ++step) run(step);
  for (; step < frames + kFoldLag; ++step) run_some(step);
  (unfold(std::get<i>(running), sections + i, lane), ...);
}

#endif

template <class V>
static void filter_pair(FilterSection* const* sections, int pair, float* block, int frames) {
#ifdef __AVX2__
  filter_folded(sections, 2 * pair, block, frames, std::make_index_sequence<kStretchSections>());
#else
  constexpr int kAtOnce = 4;
  for (int first = 0; first < KernelTable::kFoldedSections; first += kAtOnce)
    for (int lane = 2 * pair; lane < 2 * pair + 2; ++lane)
      filter_each<float, false>(sections + first, lane, block, frames, std::make_index_sequence<kAtOnce>());
#endif
}

}  // namespace
}  // namespace headroom
