// The filter sections of a strip: state-variable filters in the delta form of eq_design.h.
#pragma once

#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

template <class V, bool kMoves>
struct Section {
  Value<V, kMoves> b, p, d, m0, m1, m2;
  V s1, s2;

  static HEADROOM_INLINE Section take(const StripBank& bank, int index, int lane) {
    const int row = Strip::section(index);
    return {
        headroom::take<V, kMoves>(bank, row + kB, lane),  headroom::take<V, kMoves>(bank, row + kP, lane),
        headroom::take<V, kMoves>(bank, row + kD, lane),  headroom::take<V, kMoves>(bank, row + kM0, lane),
        headroom::take<V, kMoves>(bank, row + kM1, lane), headroom::take<V, kMoves>(bank, row + kM2, lane),
        Of<V>::load(bank.section_s1[index] + lane),       Of<V>::load(bank.section_s2[index] + lane)};
  }

  HEADROOM_INLINE V filter(V x) {
    const V bv = b.next();
    const V v = x - s2;
    const V new_s1 = s1 + (bv * v - p.next() * s1);
    const V new_s2 = s2 + (bv * s1 + d.next() * v);
    const V y = m0.next() * x + (m1.next() * s1 + m2.next() * s2);
    s1 = new_s1;
    s2 = new_s2;
    return y;
  }

  HEADROOM_INLINE void put_back(StripBank& bank, int index, int lane) const {
    auto& rows = bank.parameters.current;
    const int row = Strip::section(index);
    b.put_back(rows[row + kB], lane);
    p.put_back(rows[row + kP], lane);
    d.put_back(rows[row + kD], lane);
    m0.put_back(rows[row + kM0], lane);
    m1.put_back(rows[row + kM1], lane);
    m2.put_back(rows[row + kM2], lane);
    Of<V>::store(bank.section_s1[index] + lane, s1);
    Of<V>::store(bank.section_s2[index] + lane, s2);
  }
};

template <class V, bool kMoves>
static void high_pass(StripBank& bank, float* block, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto section = Section<V, kMoves>::take(bank, 0, lane);
    for (int f = 0; f < frames; ++f) {
      float* frame = block + f * kLanes + lane;
      Of<V>::store(frame, section.filter(Of<V>::load(frame)));
    }
    section.put_back(bank, 0, lane);
  }
}

// All bands in one loop: while one waits for its own last states, the processor works on the others.
template <class V, bool kMoves>
static void equalise(StripBank& bank, float* block, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto one = Section<V, kMoves>::take(bank, 1, lane);
    auto two = Section<V, kMoves>::take(bank, 2, lane);
    auto three = Section<V, kMoves>::take(bank, 3, lane);
    auto four = Section<V, kMoves>::take(bank, 4, lane);
    for (int f = 0; f < frames; ++f) {
      float* frame = block + f * kLanes + lane;
      Of<V>::store(frame, four.filter(three.filter(two.filter(one.filter(Of<V>::load(frame))))));
    }
    one.put_back(bank, 1, lane);
    two.put_back(bank, 2, lane);
    three.put_back(bank, 3, lane);
    four.put_back(bank, 4, lane);
  }
}
static_assert(kEqSections == 4);

}  // namespace
}  // namespace headroom
