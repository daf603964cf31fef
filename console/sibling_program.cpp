#include "console/sibling_program.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "console/running_program.h"

namespace headroom {

std::string sibling_path(const std::string& program) {
  std::error_code failure;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failure);
  return (failure ? std::filesystem::path(program) : self.parent_path() / program).string();
}

bool is_built(const std::string& program) { return access(sibling_path(program).c_str(), X_OK) == 0; }

bool has_display() {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  };
  return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

Result<ProgramAnswer> ask_program(const std::string& program, const std::vector<std::string>& arguments) {
  auto child = RunningProgram::start(program, arguments, RunningProgram::Heard::stdout_only);
  if (!child) return Error{child.error()};
  ProgramAnswer answer;
  char bytes[4096];
  for (;;) {
    const ssize_t got = read(child->output(), bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    answer.output.append(bytes, static_cast<size_t>(got));
  }
  answer.status = child->wait_for_exit().status();
  return answer;
}

}  // namespace headroom
