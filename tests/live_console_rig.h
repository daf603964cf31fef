// A console of its own name on its own clock, with its threads and its link, for tests; its state goes to a folder that
// vanishes with the test.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "console/link/link_client.h"
#include "console/live_console.h"
#include "tests/temporary_folder.h"

namespace headroom {

struct LiveConsoleRig {
  // `name` tells the desks of several test programs apart.
  explicit LiveConsoleRig(const std::string& name) {
    setenv("XDG_STATE_HOME", folder.path().c_str(), 1);
    options.desk = name + "-" + std::to_string(getpid());
    options.plan = {.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2};
    set_device(options.machine, std::nullopt);
  }
  void start() {
    auto started = LiveConsole::start(options);
    REQUIRE(started);
    console = std::move(*started);
  }
  std::unique_ptr<LinkClient> attach() const {
    auto client = LinkClient::attach(options.desk, ClientKind::test, "test");
    REQUIRE(client);
    return std::move(*client);
  }

  TemporaryFolder folder;
  ConsoleOptions options;
  std::unique_ptr<LiveConsole> console;
};

// How many of the desk's sentences that this client had not read begin so. Sentences come from many threads: the one
// that is waited for may stand anywhere among them.
inline int told(LinkClient& client, std::string_view beginning) {
  int count = 0;
  LogRecord record{};
  while (client.next_log(record)) count += std::string_view(record.sentence).starts_with(beginning);
  return count;
}

}  // namespace headroom
