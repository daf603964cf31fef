#include "surfaces/display/model/recall_safes.h"

#include "surfaces/display/model/lanes_in_use.h"

namespace headroom::display {

RecallScopes safe_scopes(const DeskCopy& desk, StripIndex strip) {
  RecallScopes safe = 0;
  for (const SafeScope& scope : kSafeScopes)
    if (desk.has(strip, scope.safe) && desk.is_on(strip, scope.safe))
      safe = static_cast<RecallScopes>(safe | scope.scope);
  return safe;
}

std::vector<StripIndex> safe_strips(const Table& table) {
  std::vector<StripIndex> strips = sounding_strips(table);
  for (int number = 1; number <= table.count_of(kDca); ++number) strips.push_back(table.strip_of(kDca, number));
  return strips;
}

}  // namespace headroom::display
