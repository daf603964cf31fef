#include "io/open_files.h"

#include <sys/resource.h>

namespace headroom {

void allow_most_open_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // whatever is still too few is told where a file cannot be had
}

}  // namespace headroom
