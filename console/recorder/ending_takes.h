// Takes that have all they are to hear and are still on their way to the disk while the desk that heard them is gone: a
// desk that starts anew sounds at once, however long the disk takes. Owned by the control thread.
#pragma once

#include <memory>
#include <vector>

#include "console/recorder/recorder.h"

namespace headroom {

struct EndingTake {
  std::unique_ptr<RecordTap> tap;  // which no engine tells anything any more
  std::unique_ptr<Recorder> recorder;
  bool has_told_stuck = false;
};

class EndingTakes {
 public:
  void add(EndingTake take) { takes_.push_back(std::move(take)); }
  // Now and then: those that are on the disk go. `say` hears of a disk that does not answer.
  void look(const Recorder::Say& say);
  bool is_empty() const { return takes_.empty(); }
  // Waits for the disk.
  void finish() { takes_.clear(); }

 private:
  std::vector<EndingTake> takes_;
};

}  // namespace headroom
