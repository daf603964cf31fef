#include "tests/running_desk.h"

#include <cstdlib>

#include "console/link/segment.h"
#include "console/value_text.h"
#include "io/atomic_file.h"
#include "tests/wait_until.h"

namespace headroom {

std::string program(const std::string& name) { return HEADROOM_PROGRAMS "/" + name; }

RunningDesk::RunningDesk(const std::string& program_name, std::vector<std::string> words,
                         const std::string& terminal_path) {
  static int count = 0;
  name_ = "story-" + std::to_string(getpid()) + "-" + std::to_string(++count);
  setenv("XDG_STATE_HOME", folder_.path().c_str(), 1);
  words.insert(words.begin(), {program(program_name), "--name", name_});
  process_ = std::make_unique<ChildProcess>(
      ChildProcess::start(words, terminal_path.empty() ? folder_.file("terminal") : terminal_path));
}

RunningDesk::~RunningDesk() {
  link_.reset();
  process_->end(SIGTERM);
  ::unlink(segment_path(name_)->c_str());  // of a console that was killed for good
}

std::string RunningDesk::terminal() const {
  const auto text = read_whole_file(folder_.file("terminal"));
  return text ? *text : std::string();
}

bool RunningDesk::join() {
  return wait_until([&] {
    if (link_ && link_->console_is_alive()) return true;
    link_.reset();
    auto link = LinkClient::attach(name_, ClientKind::test, "story");
    if (link) link_ = std::move(*link);
    return link_ != nullptr;
  });
}

bool RunningDesk::set(const std::string& address, const std::string& text) {
  const ControlId id = link_->table().find(address);
  if (id == kNoControl) return false;
  const auto value = parse_value(link_->table(), id, text);
  if (!value || !link_->set(id, *value)) return false;
  return wait_until([&] { return link_->value(id) == *value; });
}

int RunningDesk::process_of(ClientKind kind) const {
  for (const LinkClient::Peer& peer : link_->peers())
    if (peer.kind == kind) return peer.process;
  return 0;
}

}  // namespace headroom
