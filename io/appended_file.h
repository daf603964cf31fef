// A text file that only grows, line by line: what was written stays, whatever happens to the program or the disk after.
// Not for the audio thread.
#pragma once

#include <string>
#include <string_view>

#include "io/result.h"

namespace headroom {

class AppendedFile {
 public:
  // Opens the file, or makes it with `heading` as its first line. A line that was cut short by a crash is ended, so
  // that the next one stands for itself.
  static Result<AppendedFile> open(const std::string& path, std::string_view heading);
  // The same with PATH.csv or, where that has another first line - another version wrote it - PATH-2.csv, and so on.
  static Result<AppendedFile> open_csv(const std::string& path, std::string_view heading);
  AppendedFile(AppendedFile&& other) noexcept;
  AppendedFile& operator=(AppendedFile&& other) noexcept;
  ~AppendedFile();

  // The line, without its end, in one piece. On an error what went in of it is taken away again.
  Outcome append(std::string_view line);
  // Waits until all lines are on the disk.
  Outcome sync();

 private:
  AppendedFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  Error error() const;
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace headroom
