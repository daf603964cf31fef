// A real JACK server on its dummy driver, for one story at a time: 64 x 64 channels at 48 kHz.
// All stories share one server name: JACK keeps one of its eight places for a server that was killed until a server of
// the same name comes back, so a name of its own for every run would use them up. What an earlier run that was killed
// left under that name, a server that still runs and the semaphores of its clients, is cleared away first.
#pragma once

#include <fcntl.h>
#include <jack/jack.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "tests/wait_until.h"

namespace headroom {

// Whether the server waits in each period for all its clients. One that does not goes on without a late one, and a MIDI
// message on its way is then lost, as it happens on a busy machine. One that does never gets over a client that is
// killed.
enum class JackPace { waits_for_clients, goes_on };

class JackServer {
 public:
  // Every JACK client of this process and its children means this server from now on.
  JackServer()
      : turn_(open((std::filesystem::temp_directory_path() / kName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    // Stories of another build on this machine have their turn first; the system drops the lock of one that was killed.
    wait_until([this] { return flock(turn_, LOCK_EX | LOCK_NB) == 0; }, std::chrono::seconds(120));
    clear_leftovers();
    setenv("JACK_DEFAULT_SERVER", kName, 1);
    setenv("JACK_NO_START_SERVER", "1", 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
  }
  ~JackServer() {
    end(SIGTERM);
    close(turn_);
  }
  JackServer(const JackServer&) = delete;
  JackServer& operator=(const JackServer&) = delete;

  // True once clients can join it. False when the program jackd (package jackd2) is missing or does not come
  // up.
  bool start(int period_frames, int rate_hz = 48000, JackPace pace = JackPace::goes_on) {
    const std::string period = std::to_string(period_frames), rate = std::to_string(rate_hz);
    process_ = fork();
    if (process_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      const int nowhere = open("/dev/null", O_WRONLY);
      dup2(nowhere, 1);
      dup2(nowhere, 2);
      std::vector<const char*> words = {"jackd", "-n", kName, "-r"};
      if (pace == JackPace::waits_for_clients) words.push_back("-S");
      for (const char* word : {"-d", "dummy", "-r", rate.c_str(), "-p", period.c_str(), "-C", "64", "-P", "64"})
        words.push_back(word);
      words.push_back(nullptr);
      execvp(words[0], const_cast<char* const*>(words.data()));
      _exit(127);
    }
    return wait_until(answers);
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
  // By its socket, as libjack itself looks for a server. A client that only looks and leaves is no way: when another
  // one joins meanwhile, libjack 1.9.21 may end the leaving one's thread with a mutex in its hands, and the process
  // hangs.
  static bool answers() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "/dev/shm/jack_%s_%d_0", kName,
                  static_cast<int>(getuid()));
    const int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool accepted = connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(line);
    return accepted;
  }

  static void clear_leftovers() {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const std::string command_line = std::string("jackd") + '\0' + "-n" + '\0' + kName + '\0';
    bool others = false;
    for (const auto& process : fs::directory_iterator("/proc", ignored)) {
      std::ifstream file(process.path() / "cmdline", std::ios::binary);
      const std::string words((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      const std::string called = fs::path(words.substr(0, words.find('\0'))).filename();
      others = others || ((called == "jackd" || called == "jackdbus") && !words.starts_with(command_line));
      if (!words.starts_with(command_line)) continue;
      const pid_t id = std::atoi(process.path().filename().c_str());
      kill(id, SIGKILL);
      wait_until([id] { return kill(id, 0) != 0; });
    }
    // JACK's data base of port properties; a client killed while it opens keeps it locked for ever.
    if (!others) fs::remove_all("/dev/shm/jack_db-" + std::to_string(getuid()), ignored);
    const std::string of_server = "_" + std::string(kName) + "_";
    for (const auto& file : fs::directory_iterator("/dev/shm", ignored)) {
      const std::string name = file.path().filename();
      if (name.starts_with("jack_") && name.find(of_server) != std::string::npos) fs::remove(file.path(), ignored);
    }
  }

  static constexpr const char* kName = "headroom_story";
  int turn_;
  pid_t process_ = -1;
};

}  // namespace headroom
