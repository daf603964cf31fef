// Who runs this program, as the system's list of users knows them.
#pragma once

#include <string>

namespace headroom {

// The full name, else the login; empty where the system knows neither. May read files: not for audio threads.
std::string user_name();

}  // namespace headroom
