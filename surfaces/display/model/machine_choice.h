// The machine as hands choose it on the Setup page: what is on offer, and what of it is chosen but not yet in use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console/setup/setup_status.h"

namespace headroom::display {

// What the page shows as chosen: the hands' own draft; on a first start the best of what there is; else what runs.
Machine shown_machine(const SetupStatus& setup, const std::optional<Machine>& draft);

// The listed device that `machine` names; null when there is none, or none is wanted.
const ListedDevice* device_listed(const SetupStatus& setup, const Machine& machine);

// Rates to choose from, Hz: the device's; all usual ones where it cannot be asked.
std::vector<double> rates_of(const ListedDevice* device);
inline constexpr int kUsualBlocks[] = {32, 64, 128, 256, 512, 1024};

// Another device for the machine; a rate that it does not take goes to one that it does.
Machine with_device(Machine machine, const ListedDevice* device);

// "expected round trip 5.3 ms", or why it is not known.
std::string expected_text(const SetupStatus& setup, const Machine& machine);

}  // namespace headroom::display
