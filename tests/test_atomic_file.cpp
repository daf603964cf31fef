#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "io/atomic_file.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

// A disk with room for `bytes` in any one file, for as long as this lives.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace

TEST_CASE("a file holds what was written, and nothing else is left in the folder") {
  TemporaryFolder folder;
  const std::string path = folder.file("show.txt");
  REQUIRE(write_whole_file(path, "first"));
  REQUIRE(write_whole_file(path, std::string("second\0third", 12)));
  CHECK(*read_whole_file(path) == std::string("second\0third", 12));
  CHECK(folder.entries() == 1);
}

TEST_CASE("a full disk leaves the old show as it was, and the error says why") {
  TemporaryFolder folder;
  const std::string path = folder.file("show.txt");
  REQUIRE(write_whole_file(path, "the old show"));
  Outcome written;
  {
    SmallDisk disk(4096);
    written = write_whole_file(path, std::string(100000, 'x'));
  }
  CHECK_FALSE(written);
  CHECK_THAT(written.error(), Contains(path) && Contains("larger"));
  CHECK(*read_whole_file(path) == "the old show");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a desk that dies while it saves leaves the old show") {
  TemporaryFolder folder;
  const std::string path = folder.file("show.txt");
  REQUIRE(write_whole_file(path, "the old show"));
  const pid_t desk = fork();
  if (desk == 0) {
    auto file = PendingFile::create(path);
    if (file) (void)file->write("half of the new sh");
    raise(SIGKILL);
  }
  waitpid(desk, nullptr, 0);
  CHECK(*read_whole_file(path) == "the old show");
  CHECK(write_whole_file(path, "the new show"));
  CHECK(*read_whole_file(path) == "the new show");
}

TEST_CASE("an abandoned file leaves no trace") {
  TemporaryFolder folder;
  {
    auto file = PendingFile::create(folder.file("show.txt"));
    REQUIRE(file);
    REQUIRE(file->write("half"));
    CHECK(folder.entries() == 1);
  }
  CHECK(folder.entries() == 0);
}

TEST_CASE("a file keeps its permissions when it is saved again") {
  TemporaryFolder folder;
  const std::string path = folder.file("show.txt");
  REQUIRE(write_whole_file(path, "1"));
  std::filesystem::permissions(path, std::filesystem::perms(0640));
  REQUIRE(write_whole_file(path, "2"));
  CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms(0640));
}

TEST_CASE("a link to a show stays a link, and the show behind it is the one that is saved") {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("stick"));
  REQUIRE(write_whole_file(folder.file("stick/show.txt"), "old"));
  std::filesystem::create_symlink("stick/show.txt", folder.file("show.txt"));
  REQUIRE(write_whole_file(folder.file("show.txt"), "new"));
  CHECK(std::filesystem::is_symlink(folder.file("show.txt")));
  CHECK(*read_whole_file(folder.file("stick/show.txt")) == "new");
}

TEST_CASE("what is no ordinary file is never replaced by one") {
  TemporaryFolder folder;
  const std::string pipe = folder.file("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_THAT(write_whole_file(pipe, "x").error(), Contains("not an ordinary file"));
  CHECK(std::filesystem::is_fifo(pipe));
  CHECK(folder.entries() == 1);
}

TEST_CASE("what cannot be written or read is named, with what would be right") {
  TemporaryFolder folder;
  CHECK_THAT(write_whole_file(folder.file("none/show.txt"), "x").error(), Contains("does not exist"));
  CHECK_THAT(write_whole_file(folder.path(), "x").error(), Contains("it is a folder"));
  CHECK_THAT(read_whole_file(folder.file("none.txt")).error(), Contains("there is no such file"));
  CHECK_THAT(read_whole_file(folder.path()).error(), Contains("it is a folder"));
  CHECK_THAT(read_whole_file("/dev/zero").error(), Contains("not an ordinary file"));
  REQUIRE(write_whole_file(folder.file("large"), std::string(1000, 'x')));
  CHECK_THAT(read_whole_file(folder.file("large"), 999).error(), Contains("larger than the 999 bytes"));
  CHECK(read_whole_file(folder.file("large"), 1000));
}

TEST_CASE("a folder one may not write to is refused with a sentence") {
  TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  constexpr uid_t kNobody = 65534;
  const uid_t self = geteuid();
  if (self == 0) REQUIRE(seteuid(kNobody) == 0);  // root may write everywhere
  const Outcome written = write_whole_file(folder.file("show.txt"), "x");
  if (self == 0) REQUIRE(seteuid(self) == 0);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  CHECK_FALSE(written);
  CHECK_THAT(written.error(), Contains("no permission"));
}
