// All stages for one instruction set, over sample type V, as a table. Included by kernels_*.cpp, each of
// which exports one symbol.
#pragma once

#include "dsp/kernel_de_esser.inl"
#include "dsp/kernel_equaliser.inl"
#include "dsp/kernel_fold.inl"
#include "dsp/kernel_full_compressor.inl"
#include "dsp/kernel_gate.inl"
#include "dsp/kernel_gather.inl"
#include "dsp/kernel_levels.inl"
#include "dsp/kernel_limiter.inl"
#include "dsp/kernel_mix.inl"
#include "dsp/kernel_table.h"

namespace headroom {
namespace {

template <class V>
constexpr KernelTable make_table(const char* name) {
  return {name,
          gather<V>,
          collect<V>,
          {trim<V, false>, trim<V, true>},
          {{gate<V, false, false>, gate<V, true, false>}, {gate<V, false, true>, gate<V, true, true>}},
          {{compress<V, false>, compress<V, true>}, {compress_full<V, false>, compress_full<V, true>}},
          {de_ess<V, false>, de_ess<V, true>},
          {{filter<V, false, 1>, filter<V, true, 1>},
           {filter<V, false, 2>, filter<V, true, 2>},
           {filter<V, false, 3>, filter<V, true, 3>},
           {filter<V, false, 4>, filter<V, true, 4>},
           {filter<V, false, 5>, filter<V, true, 5>},
           {filter<V, false, 6>, filter<V, true, 6>}},
          {filter_two<V, false>, filter_two<V, true>},
          filter_pair<V>,
          tap<V>,
          {fade<V, false>, fade<V, true>},
          find_peaks<V>,
          find_peaks_of_pair<V>,
          {limit<V, false>, limit<V, true>},
          measure<V>,
          {mix<V, false>, mix<V, true>},
          mix_pair<V>};
}

}  // namespace
}  // namespace headroom
