// What the console says to people: once for the terminal, once for the log of the desk, and the newest of all for its
// status. Any thread but the audio thread may say something.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "console/log_kind.h"

namespace headroom {

class Sentences {
 public:
  // [any, not audio] Returns the sentence's number: they count from 1.
  uint64_t say(const std::string& sentence, LogKind kind = LogKind::sentence);
  // [any, not audio] The same for the sentence that tells of a recall: undo is offered beside it.
  void say_recall(const std::string& sentence);

  struct LogLine {
    std::string sentence;
    LogKind kind;
  };
  // [terminal] Since the last call; what was said over and over is there once.
  std::vector<std::string> take_for_terminal();
  // [control] Since the last call, every one.
  std::vector<LogLine> take_for_log();

  struct Newest {
    std::string sentence, recall;  // empty: none yet
    uint64_t number = 0, recall_number = 0;
  };
  // [control]
  Newest newest() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> for_terminal_;
  std::vector<LogLine> for_log_;
  Newest newest_;
};

}  // namespace headroom
