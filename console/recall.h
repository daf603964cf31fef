// What recalling a scene changes on a desk: everything it covers, but what is kept. Safe scopes of a strip are kept -
// for both sides of a pair, whichever is safe -, and pairs stay in step, also those that the recall makes.
#pragma once

#include <functional>
#include <vector>

#include "console/history.h"
#include "console/scene.h"

namespace headroom {

// The changes in the table's order; `show` is the desk as it stands. `stays` is true for controls that cannot be moved
// now: a hand holds them, or a lock does.
std::vector<Change> changes_of_recall(const SceneCoverage& coverage, const Scene& scene, const Show& show,
                                      const std::function<bool(ControlId)>& stays);

// From one state of a desk to another, over every control, in the table's order.
std::vector<Change> changes_between(const Show& before, const Show& after);

}  // namespace headroom
