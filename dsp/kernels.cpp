#include "dsp/kernels.h"

#include "dsp/kernel_table.h"

namespace headroom {

extern const KernelTable kernels_scalar;
#if defined(__x86_64__)
extern const KernelTable kernels_sse2;
extern const KernelTable kernels_avx2;
#endif

const KernelTable* find_kernels(std::string_view name) {
#if defined(__x86_64__)
  if (name == kernels_avx2.name) return __builtin_cpu_supports("avx2") ? &kernels_avx2 : nullptr;
  if (name == kernels_sse2.name) return &kernels_sse2;
#endif
  return name == kernels_scalar.name ? &kernels_scalar : nullptr;
}

const KernelTable& choose_kernels() {
  for (const char* name : {"avx2", "sse2"}) {
    if (const KernelTable* kernels = find_kernels(name)) return *kernels;
  }
  return kernels_scalar;
}

}  // namespace headroom
