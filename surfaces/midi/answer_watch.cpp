#include "surfaces/midi/answer_watch.h"

#include <utility>

namespace headroom {
namespace {

constexpr int64_t kSilence_ns = 2'000'000'000;  // then it is asked
constexpr int kQuestions = 3;                   // a line may lose one

}  // namespace

bool AnswerWatch::hear(int64_t now_ns) {
  const bool is_first = !std::exchange(has_been_heard_, true);
  if (has_answered_) unanswered_ = 0;
  if (has_answered_ || is_first) next_ns_ = now_ns + kSilence_ns;
  return std::exchange(is_lost_, false);
}

bool AnswerWatch::answer(Question question, int64_t now_ns) {
  question_ = question;
  has_answered_ = true;
  unanswered_ = 0;
  next_ns_ = now_ns + kSilence_ns;
  return std::exchange(open_questions_, 0) > 1;
}

std::optional<AnswerWatch::Question> AnswerWatch::due(int64_t now_ns) {
  if (!has_been_heard_ || !question_ || now_ns < next_ns_) return std::nullopt;
  if (!has_answered_ && unanswered_ >= kQuestions) {
    const bool is_another = question_ == Question::version && answers_queries_;
    question_ = is_another ? std::optional(Question::query) : std::nullopt;
    unanswered_ = 0;
  }
  return question_;
}

void AnswerWatch::asked(int64_t now_ns) {
  ++unanswered_;
  ++open_questions_;
  next_ns_ = now_ns + kAnswer_ns;
}

bool AnswerWatch::falls_silent(int64_t now_ns) {
  if (is_lost_ || !has_answered_ || unanswered_ < kQuestions || now_ns < next_ns_) return false;
  return is_lost_ = true;
}

}  // namespace headroom
