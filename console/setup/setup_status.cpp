#include "console/setup/setup_status.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "console/edit.h"

namespace headroom {

ListedDevice listed(const DeviceInfo& device) {
  ListedDevice listed{};
  write_terminated(listed.name, device.full_name());
  listed.inputs = device.inputs;
  listed.outputs = device.outputs;
  listed.default_rate = device.default_rate;
  for (const double rate : device.rates)
    for (size_t n = 0; n < std::size(kUsualRates); ++n)
      if (rate == kUsualRates[n]) listed.rates |= 1u << n;
  listed.input_latency_ms = static_cast<float>(device.input_latency_ms);
  listed.output_latency_ms = static_cast<float>(device.output_latency_ms);
  listed.is_default = device.is_default;
  return listed;
}

DeviceInfo unlisted(const ListedDevice& device) {
  DeviceInfo info;
  const std::string full = read_text(device.name);
  const size_t colon = std::min(full.find(": "), full.size());
  info.host_api = full.substr(0, colon);
  info.name = full.substr(std::min(colon + 2, full.size()));
  info.inputs = device.inputs;
  info.outputs = device.outputs;
  info.default_rate = device.default_rate;
  for (size_t n = 0; n < std::size(kUsualRates); ++n)
    if (device.rates >> n & 1) info.rates.push_back(kUsualRates[n]);
  info.input_latency_ms = static_cast<double>(device.input_latency_ms);
  info.output_latency_ms = static_cast<double>(device.output_latency_ms);
  info.is_default = device.is_default != 0;
  return info;
}

SetupRequest recall_request(const std::string& path) {
  SetupRequest request;
  request.kind = SetupRequest::Kind::recall_show;
  std::snprintf(request.path, sizeof request.path, "%s", path.c_str());
  return request;
}

std::string sentence_of(const RoundTrip& trip) {
  const std::string way = "Output " + std::to_string(trip.output) + " to input " + std::to_string(trip.input);
  switch (trip.state) {
    case RoundTripState::none: return "The round trip has not been measured.";
    case RoundTripState::running: return way + ": the probe plays.";
    case RoundTripState::silent: return way + ": nothing came back. Is there a cable, and is the input's gain up?";
    case RoundTripState::disturbed: return way + ": the probe was disturbed; measure again.";
    case RoundTripState::no_lines: return way + ": there is no device with these lines.";
    case RoundTripState::found: break;
  }
  char words[160];
  const double level_dB = static_cast<double>(trip.level_dB);
  std::snprintf(words, sizeof words, ": %.2f ms (%d frames), %.1f dB %s%s.", trip.ms(), trip.frames, std::abs(level_dB),
                level_dB > 0 ? "louder" : "softer", trip.is_turned ? ", polarity turned" : "");
  return way + words;
}

}  // namespace headroom
