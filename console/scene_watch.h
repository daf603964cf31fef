// Tells clients of the desk's scenes: which places are used, how far the desk stands from the current one, and what
// GO would change of every strip. Comparing goes over the whole desk, so it is done at most ten times a second, and
// only when something has changed. Control thread.
#pragma once

#include <cstdint>

#include "console/desk.h"
#include "console/link/link_host.h"

namespace headroom {

class SceneWatch {
 public:
  // Every tick; `has_changed`: any control of the desk since the last call.
  void follow(const Desk& desk, bool has_changed, LinkHost& link, uint64_t now_ns);

 private:
  void show(const Desk& desk, LinkHost& link) const;

  bool is_due_ = true;
  uint64_t scenes_ = 0;  // their revision when it was looked at last
  uint64_t next_ns_ = 0;
};

}  // namespace headroom
