// A program of ours that another one started and looks after. This file's body holds what is Linux's own
// about that: the child ends with its parent, and its end is a file descriptor to poll.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct ProcessExit {
  bool by_signal = false;
  int number = 0;                                                   // of the signal, or the exit status
  int status() const { return by_signal ? 128 + number : number; }  // as shells count
  std::string sentence() const;  // "was ended by signal 9 (Killed)", "ended with status 1"
};

class RunningProgram {
 public:
  // What comes out of output(): all it says, or stdout alone while stderr stays the parent's.
  enum class Heard { all, stdout_only };

  // Starts a sibling program (console/sibling_program.h) in a process group of its own, so that a terminal's
  // Ctrl+C reaches the parent, who ends its children in order. The child gets SIGTERM when the thread that
  // started it ends.
  static Result<RunningProgram> start(const std::string& program, const std::vector<std::string>& arguments,
                                      Heard heard);

  RunningProgram(RunningProgram&& other) noexcept;
  RunningProgram& operator=(RunningProgram&& other) noexcept;
  ~RunningProgram();  // kills what still runs

  pid_t id() const { return id_; }
  int output() const { return output_; }          // a pipe to read from
  int exit_event() const { return exit_event_; }  // readable once the process has ended

  void signal(int number);
  // Has a value once the process has ended.
  std::optional<ProcessExit> look_for_exit();
  ProcessExit wait_for_exit();

 private:
  RunningProgram(pid_t id, int output, int exit_event) : id_(id), output_(output), exit_event_(exit_event) {}
  std::optional<ProcessExit> reap(int options);
  void swap(RunningProgram& other) noexcept;

  pid_t id_ = -1;  // -1: reaped
  int output_ = -1;
  int exit_event_ = -1;
  ProcessExit exit_;
};

}  // namespace headroom
