// A real JACK server on its dummy driver, for one story at a time: 64 x 64 channels at 48 kHz.
// All stories share one server name: JACK keeps one of its eight places for a server that was killed until a server of
// the same name comes back, so a name of its own for every run would use them up.
#pragma once

#include <fcntl.h>
#include <jack/jack.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/wait_until.h"

namespace headroom {

class JackServer {
 public:
  // Every JACK client of this process and its children means this server from now on.
  JackServer() {
    setenv("JACK_DEFAULT_SERVER", kName, 1);
    setenv("JACK_NO_START_SERVER", "1", 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
  }
  ~JackServer() { end(SIGTERM); }
  JackServer(const JackServer&) = delete;
  JackServer& operator=(const JackServer&) = delete;

  // True once clients can join it. False when the program jackd (package jackd2) is missing or does not come
  // up.
  bool start(int period_frames, int rate_hz = 48000) {
    const std::string period = std::to_string(period_frames), rate = std::to_string(rate_hz);
    process_ = fork();
    if (process_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      const int nowhere = open("/dev/null", O_WRONLY);
      dup2(nowhere, 1);
      dup2(nowhere, 2);
      execlp("jackd", "jackd", "-r", "-n", kName, "-d", "dummy", "-r", rate.c_str(), "-p",
             period.c_str(), "-C", "64", "-P", "64", static_cast<char*>(nullptr));
      _exit(127);
    }
    return wait_until([] {
      jack_client_t* client = jack_client_open("headroom-test", JackNoStartServer, nullptr);
      if (client) jack_client_close(client);
      return client != nullptr;
    });
  }

  // SIGSTOP, SIGCONT: it freezes and thaws.
  void signal(int number) { kill(process_, number); }

  // SIGTERM: as a person ends it. SIGKILL: as a crash does. Returns when it is gone.
  void end(int signal) {
    if (process_ <= 0) return;
    kill(process_, signal);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  static constexpr const char* kName = "headroom_story";
  pid_t process_ = -1;
};

}  // namespace headroom
