// Files written whole or not at all: into a temporary file in the same folder, onto the disk, then renamed
// into place. Whoever reads sees the old file or the new one, after a crash or a full disk too. Not for the
// audio thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/result.h"

namespace headroom {

// A file being written under a temporary name. Vanishes unless commit() succeeds.
class PendingFile {
 public:
  // What is at `path` must be an ordinary file, a link to one, or nothing yet.
  static Result<PendingFile> create(const std::string& path);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&& other) noexcept;
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile();

  // Appends.
  Outcome write(std::string_view bytes);
  // Replaces the first bytes: a header that knows only now how long the file became.
  Outcome rewrite_start(std::string_view bytes);
  // Puts the bytes onto the disk and gives the file its name. On an error the old file stays as it was.
  Outcome commit();

 private:
  PendingFile(std::string path, std::string temporary, int descriptor);
  void discard();
  std::string path_;
  std::string temporary_;
  int descriptor_ = -1;
};

// Replaces the file at `path` by `bytes`, or leaves it as it was and says why.
Outcome write_whole_file(const std::string& path, std::string_view bytes);

// Puts the names in a folder onto the disk: a new file is safe only then. Some file systems cannot; what is in the
// files is safe all the same.
void sync_folder(const std::string& folder);

// The file's bytes. Refuses a folder, and a file of more than `limit_bytes`.
Result<std::string> read_whole_file(const std::string& path, uint64_t limit_bytes = uint64_t{1} << 26);

}  // namespace headroom
