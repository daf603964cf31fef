// What a line of the desk's log is about: who looks for dropouts or for what devices did finds it among all that was
// said.
#pragma once

#include <cstdint>

namespace headroom {

enum class LogKind : uint32_t { sentence, device, dropout };

}  // namespace headroom
