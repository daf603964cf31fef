#include "surfaces/display/model/machine_choice.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace headroom::display {
namespace {

std::vector<DeviceInfo> all_devices(const SetupStatus& setup) {
  std::vector<DeviceInfo> devices;
  for (size_t i = 0; i < static_cast<size_t>(setup.devices_count); ++i) devices.push_back(unlisted(setup.devices[i]));
  return devices;
}

}  // namespace

Machine shown_machine(const SetupStatus& setup, const std::optional<Machine>& draft) {
  if (draft) return *draft;
  return setup.is_first_start && setup.devices_looked > 0 ? best_machine(all_devices(setup)) : setup.machine;
}

const ListedDevice* device_listed(const SetupStatus& setup, const Machine& machine) {
  const auto name = device_of(machine);
  if (!name) return nullptr;
  const auto found = find_device(all_devices(setup), *name);
  return found ? &setup.devices[*found] : nullptr;
}

std::vector<double> rates_of(const ListedDevice* device) {
  if (device && device->rates != 0) return unlisted(*device).rates;
  return {std::begin(kUsualRates), std::end(kUsualRates)};
}

Machine with_device(Machine machine, const ListedDevice* device) {
  set_device(machine, device ? std::optional(unlisted(*device).full_name()) : std::nullopt);
  const std::vector<double> rates = rates_of(device);
  if (std::find(rates.begin(), rates.end(), machine.sample_rate) == rates.end())
    machine.sample_rate = device && std::find(rates.begin(), rates.end(), device->default_rate) != rates.end()
                              ? device->default_rate
                              : rates.front();
  return machine;
}

std::string expected_text(const SetupStatus& setup, const Machine& machine) {
  if (!machine.has_device) return "no device, no round trip";
  const ListedDevice* device = device_listed(setup, machine);
  if (!device) return "this device is not there now";
  char text[64];
  std::snprintf(text, sizeof text, "expected round trip %.1f ms", expected_round_trip_ms(machine, unlisted(*device)));
  return text;
}

}  // namespace headroom::display
