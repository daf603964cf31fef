#include "surfaces/display/model/desk_log.h"

#include "io/clock_text.h"

namespace headroom::display {

void DeskLog::feed(LinkClient& link, const DeskStatus& status, const std::string& clock) {
  LogRecord record;
  while (link.next_log(record))
    add({clock_text(static_cast<int64_t>(record.when_ns / 1'000'000'000)), read_text(record.sentence)});
  if (status.dropouts > dropouts_) {
    const uint64_t news = status.dropouts - dropouts_;
    add({clock, news == 1 ? "a dropout" : std::to_string(news) + " dropouts", true});
  }
  dropouts_ = status.dropouts;
}

void DeskLog::add(LogLine line) {
  lines_.push_back(std::move(line));
  if (lines_.size() > kMostLines) lines_.pop_front();
}

}  // namespace headroom::display
