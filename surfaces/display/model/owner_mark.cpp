#include "surfaces/display/model/owner_mark.h"

#include <algorithm>
#include <cctype>

namespace headroom::display {
namespace {

// The first letter, whole, however many bytes it has.
std::string initial(const std::string& name) {
  if (name.empty()) return {};
  size_t bytes = 1;
  while (bytes < name.size() && (name[bytes] & 0xC0) == 0x80) ++bytes;
  std::string letter = name.substr(0, bytes);
  if (bytes == 1) letter[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(letter[0])));
  return letter;
}

}  // namespace

std::string owner_mark(const std::vector<LinkClient::Peer>& peers, const Holder& holder) {
  size_t boxes = 0;  // of the clients before it
  for (const LinkClient::Peer& peer : peers) {
    if (peer.slot == holder.client)
      return peer.kind == ClientKind::midi ? std::to_string(boxes + static_cast<size_t>(holder.box) + 1)
                                           : initial(peer.user);
    if (peer.kind == ClientKind::midi) boxes += std::max<size_t>(peer.boxes.size(), 1);
  }
  return {};
}

}  // namespace headroom::display
