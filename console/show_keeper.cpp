#include "console/show_keeper.h"

#include <utility>

#include "io/atomic_file.h"
#include "io/user_folder.h"

namespace headroom {

ShowKeeper::ShowKeeper() : thread_([this] { run(); }) {}

ShowKeeper::~ShowKeeper() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ShowKeeper::write(const std::string& path, std::string text, uint64_t revision) {
  write(path, MakeText([text = std::move(text)] { return text; }), revision);
}

void ShowKeeper::write(const std::string& path, MakeText text, uint64_t revision) {
  {
    std::lock_guard lock(mutex_);
    jobs_[path] = {std::move(text), revision};
  }
  wake_.notify_one();
}

std::vector<ShowKeeper::Done> ShowKeeper::take_done() {
  std::lock_guard lock(mutex_);
  return std::exchange(done_, {});
}

void ShowKeeper::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const auto job = jobs_.extract(jobs_.begin());
    lock.unlock();
    const Outcome written = write_whole_file(job.key(), job.mapped().text());
    lock.lock();
    done_.push_back({job.key(), job.mapped().revision, written.error()});
  }
}

std::string state_show_path(const std::string& desk) { return state_folder() + "/" + desk + ".show"; }
std::string state_scenes_path(const std::string& desk) { return state_folder() + "/" + desk + ".scenes"; }

}  // namespace headroom
