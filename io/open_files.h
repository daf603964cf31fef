// How many files a program may have open at once: a recording has one for every track, and most systems allow 1024
// until asked.
#pragma once

namespace headroom {

// As many as this user's hard limit says, from here on and in every program started from here.
void allow_most_open_files();

}  // namespace headroom
