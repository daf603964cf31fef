// The programs of Headroom lie in one folder; this finds the others from any of them, and asks them things.
#pragma once

#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

// "headroom-midi" -> its path beside the running program.
std::string sibling_path(const std::string& program);
// True when it is there and may be run.
bool is_built(const std::string& program);

// True when this session has a display that windows can open on.
bool has_display();

struct ProgramAnswer {
  int status = 0;      // exit status; 128 + signal when one ended it
  std::string output;  // what it wrote to stdout
};

// Runs a sibling to its end; what it writes to stderr passes through. An error when it does not start.
Result<ProgramAnswer> ask_program(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace headroom
