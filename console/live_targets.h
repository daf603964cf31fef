// The mailbox in which the audio thread finds the newest targets.
// One writer (control thread), one reader (the engine, on the audio thread), both wait-free.
#pragma once

#include "console/engine.h"
#include "io/latest.h"

namespace headroom {

class LiveTargets final : public TargetsSource {
 public:
  explicit LiveTargets(const BankLayout& layout) : latest_(Targets(layout)) {}

  // [control] Copies what is new in `targets` and hands it over.
  void publish(const Targets& targets) {
    latest_.draft().update_from(targets);
    latest_.publish();
  }

  // [audio]
  const Targets* take(uint64_t) noexcept override { return latest_.take(); }

 private:
  Latest<Targets> latest_;
};

}  // namespace headroom
