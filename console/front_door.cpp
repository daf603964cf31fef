#include "console/front_door.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "console/link/link_client.h"
#include "console/running_program.h"
#include "console/sibling_program.h"
#include "console/terminal_levels.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr int64_t kNever_ns = INT64_MAX;
constexpr int64_t kRestartSurface_ns = 200'000'000;
constexpr int64_t kFailuresWithin_ns = 10'000'000'000;
constexpr size_t kFailuresToGiveUp = 5;
constexpr int64_t kNoWindow_ns = 5'000'000'000;  // a screen that leaves with an error this soon could not open at all
constexpr int64_t kLookForLink_ns = 5'000'000;
constexpr int64_t kEndInOrder_ns = 5'000'000'000;  // the console writes its state; beyond this it hangs
constexpr size_t kLongestLine = 4096;

// One of the programs that make up the desk.
struct Part {
  std::string program;
  std::vector<std::string> arguments;
  std::optional<RunningProgram> process = {};
  std::string begun_line = {};
  int64_t start_at_ns = kNever_ns;
  int64_t started_ns = 0;
  std::vector<int64_t> failures_ns = {};
};

class FrontDoor {
 public:
  explicit FrontDoor(const FrontDoorWords& words);
  ~FrontDoor() { close(signals_); }
  int run();

 private:
  void start(Part& part, int64_t now_ns);
  void look_for_link(int64_t now_ns);
  void start_surfaces(int64_t now_ns);
  void go_headless(const std::string& reason);
  void wait_for_news(int64_t now_ns);
  void hear_signal();
  void hear_output(Part& part);
  void hear_exit(Part& part, const ProcessExit& exit, int64_t now_ns);
  void hear_console_exit(const ProcessExit& exit, int64_t now_ns);
  bool failed_too_often(Part& part, int64_t now_ns) const;
  void end(int status);
  void end_in_order(Part& part);
  void say(const std::string& sentence) { print("headroom", sentence); }
  void print(const std::string& program, const std::string& line);

  FrontDoorWords words_;
  Part console_, midi_, display_;
  int signals_ = -1;
  bool console_was_up_ = false, surfaces_started_ = false;
  int64_t next_link_look_ns_ = kNever_ns;
  std::optional<TerminalLevels> levels_;
  std::optional<int> ends_with_;
};

FrontDoor::FrontDoor(const FrontDoorWords& words)
    : words_(words),
      console_{.program = "headroom-console", .arguments = console_arguments(words.console)},
      midi_{.program = "headroom-midi", .arguments = {"--desk", words.console.name}},
      display_{.program = "headroom-display", .arguments = {"--desk", words.console.name}} {
  signal(SIGPIPE, SIG_IGN);  // a terminal that goes takes nobody along
  sigset_t ends;
  sigemptyset(&ends);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, number);
  sigprocmask(SIG_BLOCK, &ends, nullptr);
  signals_ = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
}

int FrontDoor::run() {
  console_.start_at_ns = monotonic_ns();
  while (!ends_with_) {
    const int64_t now_ns = monotonic_ns();
    for (Part* part : {&console_, &midi_, &display_})
      if (now_ns >= part->start_at_ns) start(*part, now_ns);
    look_for_link(now_ns);
    if (levels_) levels_->show(now_ns);
    if (!ends_with_) wait_for_news(now_ns);
  }
  if (levels_) levels_->clear();
  // The console last: nobody hears the others go.
  for (Part* part : {&display_, &midi_, &console_}) end_in_order(*part);
  return *ends_with_;
}

void FrontDoor::start(Part& part, int64_t now_ns) {
  part.start_at_ns = kNever_ns;
  part.begun_line.clear();
  part.process.reset();
  auto process = RunningProgram::start(part.program, part.arguments, RunningProgram::Heard::all);
  if (!process) {
    say(process.error());
    if (&part == &console_) end(1);
    if (&part == &display_) go_headless("The desk goes on without a screen");
    return;
  }
  part.process.emplace(std::move(*process));
  fcntl(part.process->output(), F_SETFL, O_NONBLOCK);
  part.started_ns = now_ns;
  if (&part == &console_) next_link_look_ns_ = now_ns;
}

// The console is up when its link can be joined.
void FrontDoor::look_for_link(int64_t now_ns) {
  if (now_ns < next_link_look_ns_) return;
  next_link_look_ns_ = now_ns + kLookForLink_ns;
  // Another desk of that name is not ours: our console is about to say so and end.
  const auto link = LinkClient::attach(words_.console.name, ClientKind::command_line, "headroom");
  if (!link || !console_.process || (*link)->console_process() != console_.process->id()) return;
  next_link_look_ns_ = kNever_ns;
  console_was_up_ = true;
  if (!surfaces_started_) start_surfaces(now_ns);
}

void FrontDoor::start_surfaces(int64_t now_ns) {
  surfaces_started_ = true;
  if (!words_.no_midi) midi_.start_at_ns = now_ns;
  if (words_.no_display)
    go_headless("No screen was asked for");
  else if (!has_display())
    go_headless("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)");
  else
    display_.start_at_ns = now_ns;
}

void FrontDoor::go_headless(const std::string& reason) {
  say(reason + "; the levels are shown here. Ctrl+C ends the desk.");
  levels_.emplace(words_.console.name);
}

void FrontDoor::wait_for_news(int64_t now_ns) {
  int64_t next_ns = next_link_look_ns_;
  std::vector<pollfd> news{{signals_, POLLIN, 0}};
  std::vector<Part*> running;
  for (Part* part : {&console_, &midi_, &display_}) {
    next_ns = std::min(next_ns, part->start_at_ns);
    if (!part->process) continue;
    running.push_back(part);
    news.push_back({part->process->output(), POLLIN, 0});
    news.push_back({part->process->exit_event(), POLLIN, 0});
  }
  if (levels_) next_ns = std::min(next_ns, levels_->next_ns());
  const int64_t wait_ns = next_ns == kNever_ns ? -1 : std::max<int64_t>(0, next_ns - now_ns);
  const timespec wait{static_cast<time_t>(wait_ns / 1'000'000'000), static_cast<long>(wait_ns % 1'000'000'000)};
  if (ppoll(news.data(), news.size(), wait_ns < 0 ? nullptr : &wait, nullptr) <= 0) return;

  if (news[0].revents) hear_signal();
  for (size_t i = 0; i < running.size() && !ends_with_; ++i) {
    if (news[1 + 2 * i].revents) hear_output(*running[i]);
    if (!news[2 + 2 * i].revents) continue;
    if (const auto exit = running[i]->process->look_for_exit()) {
      hear_output(*running[i]);
      running[i]->process.reset();
      hear_exit(*running[i], *exit, monotonic_ns());
    }
  }
}

void FrontDoor::hear_signal() {
  signalfd_siginfo signal;
  if (read(signals_, &signal, sizeof signal) == sizeof signal) end(0);
}

// Passes on what a program says, line by line, with its name in front.
void FrontDoor::hear_output(Part& part) {
  const int pipe = part.process->output();
  char bytes[4096];
  for (ssize_t got; (got = read(pipe, bytes, sizeof bytes)) > 0;) {
    for (const char c : std::string_view(bytes, static_cast<size_t>(got))) {
      if (c != '\n') part.begun_line += c;
      if (c != '\n' && part.begun_line.size() < kLongestLine) continue;
      print(part.program, part.begun_line);
      part.begun_line.clear();
    }
  }
}

void FrontDoor::hear_exit(Part& part, const ProcessExit& exit, int64_t now_ns) {
  if (&part == &console_) return hear_console_exit(exit, now_ns);
  const bool in_order = !exit.by_signal && exit.number == 0;
  if (&part == &display_ && in_order) return end(0);  // its window was closed
  if (&part == &display_ && !exit.by_signal && now_ns - part.started_ns < kNoWindow_ns)
    return go_headless("The screen could not open");
  if (failed_too_often(part, now_ns)) {
    say(part.program + " failed " + std::to_string(kFailuresToGiveUp) +
        " times within 10 s; the desk goes on without it.");
    if (&part == &display_) go_headless("The screen keeps failing");
    return;
  }
  say(part.program + " " + exit.sentence() + "; it is started again.");
  part.start_at_ns = now_ns + kRestartSurface_ns;
}

void FrontDoor::hear_console_exit(const ProcessExit& exit, int64_t now_ns) {
  // It said why: a show that is not there, a name already taken. Another try would say the same.
  if (!exit.by_signal && !console_was_up_) return end(exit.number);
  if (!exit.by_signal && exit.number == 0) return end(0);
  if (failed_too_often(console_, now_ns)) {
    say("The console failed " + std::to_string(kFailuresToGiveUp) + " times within 10 s; the desk ends.");
    return end(1);
  }
  say("The console " + exit.sentence() + "; it comes back with the mix it had.");
  words_.console.recover = true;
  console_.arguments = console_arguments(words_.console);
  start(console_, now_ns);
}

bool FrontDoor::failed_too_often(Part& part, int64_t now_ns) const {
  part.failures_ns.push_back(now_ns);
  std::erase_if(part.failures_ns, [&](int64_t at_ns) { return now_ns - at_ns > kFailuresWithin_ns; });
  return part.failures_ns.size() >= kFailuresToGiveUp;
}

void FrontDoor::end(int status) {
  if (!ends_with_) ends_with_ = status;
}

void FrontDoor::end_in_order(Part& part) {
  if (!part.process) return;
  part.process->signal(SIGTERM);
  const int64_t limit_ns = monotonic_ns() + kEndInOrder_ns;
  while (!part.process->look_for_exit()) {
    const int64_t left_ms = (limit_ns - monotonic_ns()) / 1'000'000;
    if (left_ms <= 0) {
      say(part.program + " did not end when asked; it was ended by force.");
      break;
    }
    pollfd news[] = {{part.process->exit_event(), POLLIN, 0}, {part.process->output(), POLLIN, 0}};
    if (poll(news, 2, static_cast<int>(left_ms)) > 0 && news[1].revents & POLLIN) hear_output(part);
  }
  hear_output(part);
  part.process.reset();
}

void FrontDoor::print(const std::string& program, const std::string& line) {
  if (!takes_text(STDERR_FILENO)) return;
  if (levels_) levels_->clear();
  const bool has_name = line.starts_with(program + ": ");
  std::fprintf(stderr, "%s%s%s\n", has_name ? "" : program.c_str(), has_name ? "" : ": ", line.c_str());
}

}  // namespace

int run_desk(const FrontDoorWords& words) { return FrontDoor(words).run(); }

}  // namespace headroom
