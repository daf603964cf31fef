// Lane after lane: the oracle of the tests, and the fallback for a CPU without vectors.
#define HEADROOM_SCALAR
#include "dsp/kernels.inl"

namespace headroom {
extern const KernelTable kernels_scalar;
constexpr KernelTable kernels_scalar = make_table<float>("scalar");
}  // namespace headroom
