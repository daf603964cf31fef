#include "io/realtime.h"

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>

#include "io/system_facts.h"

namespace headroom {

Outcome prefer_realtime_thread(int priority) {
  const sched_param parameters{priority};
  const int refused = pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters);
  if (refused == 0) return {};
  return Error{"The audio thread has no real-time priority (" + std::string(std::strerror(refused)) + "). " +
               kMendLimits};
}

Outcome lock_memory() {
  // Under a limit mlockall() may succeed now and every allocation beyond the limit fail later: worse than no
  // lock.
  if (!may_lock_all_memory())
    return Error{"The memory may be swapped out while sound runs: the limit of locked memory is too low. " +
                 std::string(kMendLimits)};
  if (mlockall(MCL_CURRENT | MCL_FUTURE) == 0) return {};
  return Error{"The memory may be swapped out while sound runs: it cannot be locked (" +
               std::string(std::strerror(errno)) + "). " + kMendLimits};
}

}  // namespace headroom
