#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <thread>

#include "io/realtime.h"

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

// Runs `what` in a child that is an ordinary user without any real-time limits. True when `what` said true.
bool as_ordinary_user(const std::function<bool()>& what) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit none{0, 0}, small{65536, 65536};
    const bool dropped = setrlimit(RLIMIT_RTPRIO, &none) == 0 && setrlimit(RLIMIT_MEMLOCK, &small) == 0 &&
                         (geteuid() != 0 || setuid(65534) == 0);
    _exit(dropped && what() ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("an audio thread has real-time priority, or the sentence says how to get it") {
  std::thread audio([] {
    const Outcome outcome = prefer_realtime_thread(10);
    const bool is_realtime = sched_getscheduler(0) == SCHED_FIFO;
    CHECK(static_cast<bool>(outcome) == is_realtime);
    if (!outcome) CHECK_THAT(outcome.error(), Contains("limits.d"));
  });
  audio.join();
}

TEST_CASE("a user without limits is told of them, and nothing is locked that could fail later") {
  CHECK(as_ordinary_user([] {
    const Outcome priority = prefer_realtime_thread(10);
    return !priority && priority.error().find("rtprio") != std::string::npos;
  }));
  CHECK(as_ordinary_user([] {
    const Outcome lock = lock_memory();
    return !lock && lock.error().find("memlock") != std::string::npos;
  }));
}

TEST_CASE("the doctor says of every trouble how to mend it") {
  const auto checks = realtime_checks();
  std::set<std::string> names;
  for (const RealtimeCheck& check : checks) {
    INFO(check.name);
    names.insert(check.name);
    CHECK_FALSE(check.sentence.empty());
    CHECK(check.sentence.ends_with("."));
    CHECK((check.verdict == Verdict::ok) == check.mend.empty());
  }
  CHECK(names.size() == checks.size());
  for (const char* name : {"Real-time priority", "Memory lock", "User groups", "Sound cards", "Sound server",
                           "CPU governor", "Kernel", "Shared memory", "Processor cores"})
    CHECK(names.count(name) == 1);
}

TEST_CASE("the doctor finds the missing priority of an ordinary user") {
  CHECK(as_ordinary_user([] {
    for (const RealtimeCheck& check : realtime_checks())
      if (check.name == "Real-time priority") return check.verdict == Verdict::fail;
    return false;
  }));
}
