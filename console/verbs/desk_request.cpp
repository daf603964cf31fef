#include "console/verbs/desk_request.h"

#include "console/lock.h"
#include "console/show.h"

namespace headroom {

std::vector<std::string> new_log(LinkClient& desk) {
  std::vector<std::string> sentences;
  LogRecord record;
  while (desk.next_log(record))
    if (record.kind == LogKind::sentence) sentences.push_back(record.sentence);
  return sentences;
}

std::string holder_name(const LinkClient& desk, int slot) {
  for (const LinkClient::Peer& peer : desk.peers())
    if (peer.slot == slot) return peer.name;
  return "another hand";
}

Outcome take_hold(LinkClient& desk, ControlId id) {
  if (is_locked(desk.copy_show(), id)) return Error{locked_sentence(desk.table().address(id)) + "; it was not changed"};
  desk.begin_gesture(id);
  const bool answered = wait_until(desk, kAnswer_ns, [&] { return desk.holder(id) >= 0; });
  if (answered && desk.holder(id) == desk.slot()) return {};
  if (answered)
    return Error{desk.table().address(id) + " is held by " + holder_name(desk, desk.holder(id)) +
                 "; it was not changed"};
  return Error{"the desk did not take " + desk.table().address(id) + " within 2 s; see its log"};
}

Outcome let_go(LinkClient& desk, ControlId id) {
  desk.end_gesture(id);
  if (wait_until(desk, kAnswer_ns, [&] { return desk.holder(id) != desk.slot(); })) return {};
  return Error{"the desk did not answer within 2 s; see its log"};
}

Outcome wait_for_round(LinkClient& desk, ControlId id) {
  if (const Outcome held = take_hold(desk, id); !held) return held;
  return let_go(desk, id);
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
