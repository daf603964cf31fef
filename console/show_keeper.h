// Writes shows to disk without making anybody wait: the disk thread. Only the newest of several waiting copies of one
// file is written.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace headroom {

class ShowKeeper {
 public:
  ShowKeeper();
  ~ShowKeeper();  // writes what still waits, then returns

  // [control] Asks for `text` to be written to `path`; `revision` comes back with the outcome.
  void write(const std::string& path, std::string text, uint64_t revision);
  // [control] The same with a text that takes long to put together: the disk thread calls `text`, by the destructor's
  // end.
  using MakeText = std::function<std::string()>;
  void write(const std::string& path, MakeText text, uint64_t revision);

  struct Done {
    std::string path;
    uint64_t revision;
    std::string error;  // empty: it is on the disk
  };
  // [control] What has been done since the last call.
  std::vector<Done> take_done();

 private:
  void run();
  struct Job {
    MakeText text;
    uint64_t revision;
  };
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Job> jobs_;
  std::vector<Done> done_;
  bool ending_ = false;
  std::thread thread_;
};

// The state of the desk of that name: NAME.show in state_folder().
std::string state_show_path(const std::string& desk);
// Where its scenes are kept while it runs: what a console that dies leaves in shared memory has none.
std::string state_scenes_path(const std::string& desk);

}  // namespace headroom
