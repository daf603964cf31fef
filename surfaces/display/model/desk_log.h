// What the desk said, with the time of day: the sentences of its log, and the dropouts this screen saw happen.
#pragma once

#include <deque>
#include <string>

#include "console/link/link_client.h"

namespace headroom::display {

struct LogLine {
  std::string time;  // "21:43:07", local
  std::string sentence;
  bool is_dropout = false;
};

class DeskLog {
 public:
  // Dropouts from before `status` have no time.
  explicit DeskLog(const DeskStatus& status) : dropouts_(status.dropouts) {}

  // Takes what came since the last call. `clock` is the time of day.
  void feed(LinkClient& link, const DeskStatus& status, const std::string& clock);
  // Oldest first; the last kMostLines of them.
  const std::deque<LogLine>& lines() const { return lines_; }

 private:
  static constexpr size_t kMostLines = 500;
  void add(LogLine line);

  uint64_t dropouts_;  // as counted by the desk when this screen last looked
  std::deque<LogLine> lines_;
};

}  // namespace headroom::display
