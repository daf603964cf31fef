#include "surfaces/midi/surface_language.h"

#include "surfaces/midi/hui_language.h"
#include "surfaces/midi/mackie_language.h"

namespace headroom {

std::unique_ptr<SurfaceLanguage> language_of(const SurfaceDevice& device) {
  if (device.protocol == SurfaceProtocol::hui) return std::make_unique<HuiLanguage>(device);
  return std::make_unique<MackieLanguage>(device);
}

}  // namespace headroom
