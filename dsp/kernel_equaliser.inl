// The filter sections of a strip: state-variable filters in the delta form of eq_design.h.
#pragma once

#include <tuple>
#include <utility>

#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

template <class V, bool kMoves>
struct Section {
  Value<V, kMoves> b, p, d, m0, m1, m2;
  V s1, s2;

  static HEADROOM_INLINE Section take(const FilterSection& from, int lane) {
    const auto& rows = from.rows;
    return {headroom::take<V, kMoves>(rows, kB, lane),
            headroom::take<V, kMoves>(rows, kP, lane),
            headroom::take<V, kMoves>(rows, kD, lane),
            headroom::take<V, kMoves>(rows, kM0, lane),
            headroom::take<V, kMoves>(rows, kM1, lane),
            headroom::take<V, kMoves>(rows, kM2, lane),
            Of<V>::load(from.s1 + lane),
            Of<V>::load(from.s2 + lane)};
  }

  HEADROOM_INLINE V filter(V x) {
    const V bv = b.next();
    const V v = x - s2;
    const V y = m0.next() * x + (m1.next() * s1 + m2.next() * s2);
    const V step1 = bv * v - p.next() * s1;
    const V step2 = bv * s1 + d.next() * v;
    s1 = s1 + step1;
    s2 = s2 + step2;
    return y;
  }

  HEADROOM_INLINE void put_back(FilterSection& to, int lane) const {
    auto& rows = to.rows.current;
    b.put_back(rows[kB], lane);
    p.put_back(rows[kP], lane);
    d.put_back(rows[kD], lane);
    m0.put_back(rows[kM0], lane);
    m1.put_back(rows[kM1], lane);
    m2.put_back(rows[kM2], lane);
    Of<V>::store(to.s1 + lane, s1);
    Of<V>::store(to.s2 + lane, s2);
  }
};

// Sections one behind the other in one loop, one for each of `i`: while one waits for its own last states, the
// processor works on the others. The second half of them is one frame later than the first, so that the two halves do
// not wait for each other either. Each has a name of its own, not a place in an array: so its states stay in registers.
template <class V, bool kMoves, size_t... i>
HEADROOM_INLINE void filter_each(FilterSection* const* sections, int lane, float* block, int frames,
                                 std::index_sequence<i...>) {
  constexpr size_t kHalf = (sizeof...(i) + 1) / 2;
  auto running = std::tuple(Section<V, kMoves>::take(*sections[i], lane)...);
  V early = Of<V>::load(block + lane), late;
  ((early = i < kHalf ? std::get<i>(running).filter(early) : early), ...);
  float* frame = block + lane;
  for (int f = 1; f < frames; ++f, frame += kLanes) {
    late = early;
    early = Of<V>::load(frame + kLanes);
    ((i < kHalf ? early = std::get<i>(running).filter(early) : late = std::get<i>(running).filter(late)), ...);
    Of<V>::store(frame, late);
  }
  ((early = i < kHalf ? early : std::get<i>(running).filter(early)), ...);
  Of<V>::store(frame, early);
  (std::get<i>(running).put_back(*sections[i], lane), ...);
}

template <class V, bool kMoves, size_t kCount>
static void filter(FilterSection* const* sections, float* block, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width)
    filter_each<V, kMoves>(sections, lane, block, frames, std::make_index_sequence<kCount>());
}

// Side by side, for the same reason: two take hardly longer than one alone.
template <class V, bool kMoves>
static void filter_two(FilterSection* const* sections, float* const* blocks, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto first = Section<V, kMoves>::take(*sections[0], lane), second = Section<V, kMoves>::take(*sections[1], lane);
    for (int i = lane; i < frames * kLanes; i += kLanes) {
      Of<V>::store(blocks[0] + i, first.filter(Of<V>::load(blocks[0] + i)));
      Of<V>::store(blocks[1] + i, second.filter(Of<V>::load(blocks[1] + i)));
    }
    first.put_back(*sections[0], lane);
    second.put_back(*sections[1], lane);
  }
}

}  // namespace
}  // namespace headroom
