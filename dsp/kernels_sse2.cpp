// Two registers of four lanes each: what every 64-bit x86 has.
#include "dsp/kernels.inl"

namespace headroom {
extern const KernelTable kernels_sse2;
constexpr KernelTable kernels_sse2 = make_table<Lanes>("sse2");
}  // namespace headroom
