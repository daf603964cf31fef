// A value, or one sentence that says why there is none: which thing, where, and what would be right.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace headroom {

struct Error {
  std::string sentence;
};

// Either a T or an Error. Nothing in the program throws across a module; it returns one of these.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}               // NOLINT: implicit on purpose, `return value;`
  Result(Error error) : error_(std::move(error.sentence)) {}  // NOLINT: implicit on purpose, `return Error{...};`

  explicit operator bool() const { return value_.has_value(); }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  const std::string& error() const { return error_; }  // empty when there is a value

 private:
  std::optional<T> value_;
  std::string error_;
};

// The outcome of a deed that has no value: done, or the sentence why not.
class [[nodiscard]] Outcome {
 public:
  Outcome() = default;
  Outcome(Error error) : error_(std::move(error.sentence)), done_(false) {}  // NOLINT: implicit on purpose

  explicit operator bool() const { return done_; }
  const std::string& error() const { return error_; }

 private:
  std::string error_;
  bool done_ = true;
};

}  // namespace headroom
