// headroom devices: what sound and hands can come in by.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/verbs/midi_ports.h"
#include "console/verbs/verb.h"
#include "io/audio_device.h"

namespace headroom {
namespace {

std::string rates_text(const DeviceInfo& device) {
  std::string text;
  for (const double rate_hz : device.rates) {
    char one[32];
    std::snprintf(one, sizeof one, "%s%.4g", text.empty() ? "" : ", ", rate_hz / 1000);
    text += one;
  }
  return text.empty() ? "rates unknown while it is busy" : text + " kHz";
}

void print_lines(const std::vector<DeviceInfo>& devices, const Result<std::vector<MidiPort>>& ports) {
  if (devices.empty())
    std::printf(
        "There are no audio devices: no sound card, and no JACK server runs. The desk runs on its own "
        "clock.\n");
  for (const DeviceInfo& device : devices)
    std::printf("audio  %s%s: %d in, %d out, %s, expected latency %.1f ms in, %.1f ms out\n",
                device.full_name().c_str(), device.is_default ? " (default)" : "", device.inputs, device.outputs,
                rates_text(device).c_str(), device.input_latency_ms, device.output_latency_ms);
  if (!ports) return;
  if (ports->empty()) std::printf("There are no MIDI ports.\n");
  for (const MidiPort& port : *ports)
    std::printf("midi   %s: %s, %s\n", port.api.c_str(), port.name.c_str(), port.direction.c_str());
}

nlohmann::ordered_json json_of(const std::vector<DeviceInfo>& devices, const Result<std::vector<MidiPort>>& ports) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const DeviceInfo& device : devices)
    rows.push_back({{"kind", "audio"},
                    {"name", device.full_name()},
                    {"host_api", device.host_api},
                    {"default", device.is_default},
                    {"inputs", device.inputs},
                    {"outputs", device.outputs},
                    {"default_rate_hz", device.default_rate},
                    {"rates_hz", device.rates},
                    {"input_latency_ms", device.input_latency_ms},
                    {"output_latency_ms", device.output_latency_ms}});
  if (!ports) return rows;
  for (const MidiPort& port : *ports)
    rows.push_back({{"kind", "midi"}, {"name", port.name}, {"host_api", port.api}, {"direction", port.direction}});
  return rows;
}

}  // namespace

int run_devices(int argc, char** argv) {
  CLI::App app{"Lists audio devices with rates, channels and expected latency, and MIDI ports.", "headroom devices"};
  bool json = false;
  app.add_flag("--json", json, "Answer for a program: an array, audio devices first");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  const auto devices = AudioDevices().list();
  const auto ports = midi_ports();
  if (json)
    print_json(json_of(devices, ports));
  else
    print_lines(devices, ports);
  return ports ? kDone : fail(ports.error());
}

}  // namespace headroom
