// A row of eight lanes as four pairs of lanes: how a kernel gives the whole width of the processor to the one pair of a
// bank that is in use, as the left and right of a stereo main. Only for processors with rows of eight.
#pragma once

#include "dsp/lanes.h"

#ifdef __AVX2__

namespace headroom {
namespace {

typedef double Pairs __attribute__((vector_size(32)));  // moved as bits

HEADROOM_INLINE double load_pair(const float* from) {
  double pair;
  __builtin_memcpy(&pair, from, sizeof(pair));
  return pair;
}
HEADROOM_INLINE void store_pair(float* to, double pair) { __builtin_memcpy(to, &pair, sizeof(pair)); }
HEADROOM_INLINE Pairs pairs_of(Lanes row) { return __builtin_bit_cast(Pairs, row); }
HEADROOM_INLINE Lanes row_of(Pairs pairs) { return __builtin_bit_cast(Lanes, pairs); }

}  // namespace
}  // namespace headroom

#endif
