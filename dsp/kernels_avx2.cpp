// One register of eight lanes; built with -mavx2, called only where the CPU has it.
#include "dsp/kernels.inl"

namespace headroom {
extern const KernelTable kernels_avx2;
constexpr KernelTable kernels_avx2 = make_table<Lanes>("avx2");
}  // namespace headroom
