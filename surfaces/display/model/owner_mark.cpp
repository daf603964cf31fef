#include "surfaces/display/model/owner_mark.h"

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

std::string owner_mark(const std::vector<LinkClient::Peer>& peers, int holder) {
  int surfaces = 0;
  for (const LinkClient::Peer& peer : peers) {
    if (peer.kind == ClientKind::midi) ++surfaces;
    if (peer.slot == holder) return peer.kind == ClientKind::midi ? std::to_string(surfaces) : initial(peer.user);
  }
  return {};
}

}  // namespace headroom::display
