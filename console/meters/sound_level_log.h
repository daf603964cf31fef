// The log of sound levels that rules for loud events ask for: a line a second, in a file a day, kept by a thread of its
// own so that a slow disk delays nobody. Comma-separated; the first line names the columns and their units.
#pragma once

#include <condition_variable>
#include <ctime>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "console/meters/sound_levels.h"
#include "io/appended_file.h"

namespace headroom {

class SoundLevelLog {
 public:
  // Files are called `start`-2026-11-22.csv. `say` hears sentences for people, on the log's thread.
  SoundLevelLog(std::string start, std::function<void(const std::string&)> say);
  ~SoundLevelLog();  // writes what still waits

  // Any thread; never waits for the disk. While the disk refuses, an hour of lines is kept.
  void add(std::time_t when, const SoundSecond& second);

 private:
  struct Line {
    std::string day, text;
  };
  void run();
  Outcome write(const Line& line);

  std::string start_;
  std::function<void(const std::string&)> say_;
  std::optional<AppendedFile> file_;
  std::string file_day_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Line> lines_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace headroom
