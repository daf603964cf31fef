#include "surfaces/display/model/desk_log.h"

#include "io/clock_text.h"

namespace headroom::display {

void DeskLog::feed(LinkClient& link) {
  LogRecord record;
  while (link.next_log(record)) {
    lines_.push_back(
        {clock_text(static_cast<int64_t>(record.when_ns / 1'000'000'000)), read_text(record.sentence), record.kind});
    if (lines_.size() > kMostLines) lines_.pop_front();
  }
}

}  // namespace headroom::display
