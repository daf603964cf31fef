// Whether a box is still there, which no DIN cable tells. A box that answers questions is asked when it has been silent
// for a while, and is lost when it does not answer any more; of one that has never answered nobody can say. Use by one
// thread.
#pragma once

#include <cstdint>
#include <optional>

namespace headroom {

class AnswerWatch {
 public:
  // Boxes that do not know the first are asked the second, if they have answered that before.
  enum class Question : uint8_t { version, query };
  static constexpr int64_t kAnswer_ns = 1'000'000'000;  // within which a box answers: it takes milliseconds

  // The line was made: nothing is known of the box.
  void begin() { *this = AnswerWatch(); }
  // The box has said something, whatever it was. True when it was lost until now.
  bool hear(int64_t now_ns);
  // What it said was the answer to a question. True when an earlier one had stayed without: the box may have been away.
  bool answer(Question question, int64_t now_ns);
  // It has answered a query that was not this watch's.
  void answers_queries() { answers_queries_ = true; }
  bool is_asking(Question question) const { return question_ == question && open_questions_ > 0; }

  // The question to be put now; say so when it was sent.
  std::optional<Question> due(int64_t now_ns);
  void asked(int64_t now_ns);
  // True once, when the last question has stayed without an answer.
  bool falls_silent(int64_t now_ns);

  bool is_lost() const { return is_lost_; }
  // It has never said a word, or was asked everything there is to ask and has not answered.
  bool cannot_be_asked() const { return !has_been_heard_ || !question_; }

 private:
  bool has_been_heard_ = false, has_answered_ = false, answers_queries_ = false, is_lost_ = false;
  std::optional<Question> question_ = Question::version;  // nothing: it knows none
  int unanswered_ = 0;      // questions since the last answer; of a box that is known to answer, since its last word
  int open_questions_ = 0;  // since the last answer, whatever the box has said besides
  int64_t next_ns_ = 0;     // when the next question is due
};

}  // namespace headroom
