#include "console/running_program.h"

extern "C" {  // this header of glibc 2.36 does not say it itself
#include <sys/pidfd.h>
}

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "console/sibling_program.h"

namespace headroom {
namespace {

constexpr int kNotStarted = 127;  // as shells say it

Error not_started(const std::string& program, int reason) {
  return Error{program + " was not started: " + std::strerror(reason)};
}

// Between fork and exec: only what is allowed there.
[[noreturn]] void become(const char* path, char* const* words, int pipe, bool hear_stderr, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(kNotStarted);  // it died before the line above
  setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(pipe, STDOUT_FILENO);
  if (hear_stderr) dup2(pipe, STDERR_FILENO);
  execv(path, words);
  _exit(kNotStarted);
}

}  // namespace

std::string ProcessExit::sentence() const {
  if (!by_signal) return "ended with status " + std::to_string(number);
  return "was ended by signal " + std::to_string(number) + " (" + strsignal(number) + ")";
}

Result<RunningProgram> RunningProgram::start(const std::string& program, const std::vector<std::string>& arguments,
                                             Heard heard) {
  if (!is_built(program)) return Error{program + " is not beside this program; build it with: console/run --build"};
  const std::string path = sibling_path(program);
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) return not_started(program, errno);
  const pid_t parent = getpid();
  const pid_t id = fork();
  if (id == 0) become(path.c_str(), words.data(), pipe_ends[1], heard == Heard::all, parent);
  const int reason = errno;
  close(pipe_ends[1]);
  if (id < 0) {
    close(pipe_ends[0]);
    return not_started(program, reason);
  }
  return RunningProgram(id, pipe_ends[0], pidfd_open(id, 0));
}

RunningProgram::RunningProgram(RunningProgram&& other) noexcept { swap(other); }

RunningProgram& RunningProgram::operator=(RunningProgram&& other) noexcept {
  swap(other);
  return *this;
}

RunningProgram::~RunningProgram() {
  if (id_ > 0) {
    kill(id_, SIGKILL);
    wait_for_exit();
  }
  if (output_ >= 0) close(output_);
  if (exit_event_ >= 0) close(exit_event_);
}

void RunningProgram::swap(RunningProgram& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(output_, other.output_);
  std::swap(exit_event_, other.exit_event_);
  std::swap(exit_, other.exit_);
}

void RunningProgram::signal(int number) {
  if (id_ > 0) kill(id_, number);
}

std::optional<ProcessExit> RunningProgram::look_for_exit() { return reap(WNOHANG); }

ProcessExit RunningProgram::wait_for_exit() { return *reap(0); }

std::optional<ProcessExit> RunningProgram::reap(int options) {
  if (id_ < 0) return exit_;
  int status = 0;
  pid_t ended;
  while ((ended = waitpid(id_, &status, options)) < 0 && errno == EINTR) {}
  if (ended == 0) return std::nullopt;
  id_ = -1;
  exit_ = WIFSIGNALED(status) ? ProcessExit{true, WTERMSIG(status)} : ProcessExit{false, WEXITSTATUS(status)};
  return exit_;
}

}  // namespace headroom
