#include "console/verbs/desk_request.h"

namespace headroom {

std::vector<std::string> new_log(LinkClient& desk) {
  std::vector<std::string> sentences;
  LogRecord record;
  while (desk.next_log(record)) sentences.push_back(record.sentence);
  return sentences;
}

Outcome ask(LinkClient& desk, const SetupRequest& request) {
  const uint64_t answered = desk.setup().answered;
  if (!desk.request(request)) return Error{"the desk takes no requests now; see its log"};
  const bool is_heard = wait_until(desk, kAnswer_ns, [&] { return desk.setup().answered > answered; });
  // One that starts anew on another machine has heard it.
  if (!is_heard && desk.console_is_alive()) return Error{"the desk did not answer within 2 s; see its log"};
  return {};
}

}  // namespace headroom
