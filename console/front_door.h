// The front door: starts the console, its surfaces and its screen as processes of their own, watches them,
// and starts again what dies. The sound lives in the console alone; nothing here is in its way.
#pragma once

#include "console/console_options.h"

namespace headroom {

struct FrontDoorWords {
  ConsoleWords console;
  bool no_display = false;
  bool no_midi = false;
};

// Runs the desk until somebody ends it: Ctrl+C, SIGTERM, the screen's window closed, or the console ended in
// order. Without a display the levels are in the terminal. Returns the exit status: 0 ended in order, else
// what the console left with when it could not start, or 1 when it failed again and again.
int run_desk(const FrontDoorWords& words);

}  // namespace headroom
