// Sound cards through PortAudio: ALSA on Linux. (JACK is spoken to directly, see jack_device.h.)
#pragma once

#include <memory>
#include <vector>

#include "io/audio_device.h"

namespace headroom {

inline constexpr const char* kAlsaHost = "ALSA";

// Every device PortAudio knows. Opens and closes PortAudio; while a stream runs, the list is the one made at
// its opening.
std::vector<DeviceInfo> list_portaudio_devices();

// `device` as listed; opened by its name, whatever its number is by now.
Result<std::unique_ptr<AudioStream>> open_portaudio_device(const DeviceInfo& device, const DeviceRequest& request,
                                                           const DeviceCallback& callback);

}  // namespace headroom
