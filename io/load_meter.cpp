#include "io/load_meter.h"

#include <algorithm>
#include <vector>

namespace headroom {

LoadFigures LoadMeter::figures() {
  LoadFigures result;
  const uint64_t count = count_.load(std::memory_order_acquire);
  std::vector<float> shares(static_cast<size_t>(std::min<uint64_t>(count, kBlocks)));
  for (size_t i = 0; i < shares.size(); ++i) shares[i] = shares_[i].load(std::memory_order_relaxed);
  std::sort(shares.begin(), shares.end());
  const auto percentile = [&](double share) {
    return shares.empty() ? 0.0 : shares[static_cast<size_t>(share * static_cast<double>(shares.size() - 1) + 0.5)];
  };
  result.p50 = percentile(0.50);
  result.p99 = percentile(0.99);
  result.p999 = percentile(0.999);
  result.max = max_.load(std::memory_order_relaxed);
  result.peak_since_read = peak_.exchange(0, std::memory_order_relaxed);
  result.blocks = static_cast<int>(shares.size());
  return result;
}

}  // namespace headroom
