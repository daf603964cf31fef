// Recalling a show file on a running desk, for the verbs that know where shows lie.
#pragma once

#include <string>

#include "console/link/link_client.h"

namespace headroom {

// Asks the desk, waits, and prints what it said; `name` is what the user calls the show. Exit status.
int recall_on(LinkClient& desk, const std::string& name, const std::string& path, bool json);

}  // namespace headroom
