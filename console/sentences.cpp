#include "console/sentences.h"

#include <algorithm>
#include <utility>

namespace headroom {
namespace {

constexpr size_t kMostForTerminal = 100;  // between two looks of it

}  // namespace

uint64_t Sentences::say(const std::string& sentence, LogKind kind) {
  std::lock_guard lock(mutex_);
  for_log_.push_back({sentence, kind});
  newest_.sentence = sentence;
  // The terminal is read by people: what is said over and over they hear once a look.
  const bool is_waiting = std::find(for_terminal_.begin(), for_terminal_.end(), sentence) != for_terminal_.end();
  if (!is_waiting && for_terminal_.size() < kMostForTerminal) for_terminal_.push_back(sentence);
  return ++newest_.number;
}

void Sentences::say_recall(const std::string& sentence) {
  const uint64_t number = say(sentence);
  std::lock_guard lock(mutex_);
  newest_.recall = sentence;
  newest_.recall_number = number;
}

std::vector<std::string> Sentences::take_for_terminal() {
  std::lock_guard lock(mutex_);
  return std::exchange(for_terminal_, {});
}

std::vector<Sentences::LogLine> Sentences::take_for_log() {
  std::lock_guard lock(mutex_);
  return std::exchange(for_log_, {});
}

Sentences::Newest Sentences::newest() const {
  std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace headroom
