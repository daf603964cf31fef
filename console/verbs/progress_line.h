// One line on the terminal for who waits: how much of a long job is done, and how long the rest will take. It is gone
// when the job is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace headroom {

// "mix.wav: [######--------------] 30 %, 0:42 left"; nothing for a job that has run for less than 0.3 s, or whose end
// is not in sight yet. `share` is 0..1.
std::optional<std::string> progress_text(const std::string& what, double share, double passed_s);

class ProgressLine {
 public:
  // Says nothing where stderr is no terminal: a file or a program has no use for it.
  explicit ProgressLine(std::string what);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Cheap: draws a few times a second at most.
  void tell(double share);
  void clear();

 private:
  std::string what_;
  bool is_on_terminal_, is_drawn_ = false;
  int64_t began_ns_, next_ns_;
};

}  // namespace headroom
