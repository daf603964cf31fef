#include "console/verbs/recall_show.h"

#include <nlohmann/json.hpp>

#include "console/lock.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {

int recall_on(LinkClient& desk, const std::string& name, const std::string& path, bool json) {
  if (lock_of(desk.copy_show()) != Lock::open) return fail(locked_sentence("the desk"));
  const uint64_t before = desk.status().recall_message;
  if (const Outcome asked = ask(desk, recall_request(path)); !asked) return fail(asked.error());
  const auto is_told = [&] { return desk.status().recall_message > before; };
  if (!wait_until(desk, kAnswer_ns, is_told)) return fail("the desk did not recall it; see its log");
  const DeskStatus status = desk.status();
  if (json)
    print_json({{"recalled", name}, {"message", status.recalled}});
  else
    std::printf("%s\n", status.recalled);
  return kDone;
}

}  // namespace headroom
