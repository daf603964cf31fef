// What the cap of a fader in another hand says of that hand (screen.md section 3).
#pragma once

#include <string>
#include <vector>

#include "console/link/link_client.h"

namespace headroom::display {

// A surface's number among all boxes that have joined, from 1; of a screen, a command or a script the initial of who
// runs it. Empty where nobody holds it, or nobody is known.
std::string owner_mark(const std::vector<LinkClient::Peer>& peers, const Holder& holder);

}  // namespace headroom::display
