// JACK, through its own library. PortAudio speaks JACK too, but version 19.6 waits ten minutes in
// Pa_CloseStream when the server has died, which keeps it from ever seeing the server's return; and it
// reports an input latency of 0. A client of our own hears of the server's end within milliseconds and closes
// in about 20.
#pragma once

#include <memory>
#include <vector>

#include "io/audio_device.h"

namespace headroom {

inline constexpr const char* kJackHost = "JACK";

// Keeps libjack's own complaints off the terminal: that no server runs is an ordinary answer here.
void keep_jack_quiet();

// Every JACK client with audio ports, physical ones first. Empty when no server runs; never starts one.
std::vector<DeviceInfo> list_jack_devices();

// Becomes the JACK client "headroom" with ports in_1... and out_1..., connected in order to the ports of the
// device `request.name` means. Null when no server runs.
Result<std::unique_ptr<AudioStream>> open_jack_device(const DeviceRequest& request, const DeviceCallback& callback);

}  // namespace headroom
