// A process of our own for a story: a function in a fork, or a program by its path. It is ended when the test ends, and
// by the system when the test dies.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

class ChildProcess {
 public:
  // Runs `body` in a fork of this process; what it returns is the exit status. To be made before any thread is.
  static ChildProcess run(const std::function<int()>& body) {
    return ChildProcess([&] { _exit(body()); });
  }
  // Runs a program; its terminal output goes to `output_path`, nowhere when that is empty.
  static ChildProcess start(const std::vector<std::string>& words, const std::string& output_path = {}) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const char* output = output_path.empty() ? "/dev/null" : output_path.c_str();
    return ChildProcess([&] {
      const int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
      dup2(file, 1);
      dup2(file, 2);
      execvp(arguments[0], arguments.data());
      _exit(127);
    });
  }

  ChildProcess(ChildProcess&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  ChildProcess& operator=(ChildProcess&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~ChildProcess() { end(SIGKILL); }

  pid_t id() const { return id_; }
  // By itself, and nobody has asked for its status yet.
  bool has_ended() const {
    siginfo_t end{};
    return waitid(P_PID, static_cast<id_t>(id_), &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == id_;
  }
  void signal(int number) const { kill(id_, number); }
  // Sends the signal and returns when the process is gone. SIGKILL is what a crash looks like from outside.
  int end(int number) {
    if (id_ <= 0) return -1;
    kill(id_, number);
    return wait();
  }
  // The exit status, or 128 + the signal that ended it.
  int wait() {
    int status = 0;
    waitpid(std::exchange(id_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  template <class Body>
  explicit ChildProcess(Body body) : id_(fork()) {
    if (id_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    body();
    _exit(127);
  }
  pid_t id_;
};

}  // namespace headroom
