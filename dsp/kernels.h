// The strip's stages, each a function over one bank, in one table per instruction set. All tables give the
// same bits.
#pragma once

#include <string_view>

#include "dsp/strip.h"

namespace headroom {

struct KernelTable;

// The fastest table this CPU can run.
const KernelTable& choose_kernels();
// A table by name ("scalar", "sse2", "avx2"), or nullptr where this CPU or this build has none; for tests and
// benches.
const KernelTable* find_kernels(std::string_view name);

}  // namespace headroom
