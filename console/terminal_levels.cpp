#include "console/terminal_levels.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "dsp/decibels.h"
#include "dsp/loudspeaker_label.h"

namespace headroom {
namespace {

constexpr int64_t kTable_ns = 100'000'000;
constexpr int64_t kLine_ns = 5'000'000'000;
constexpr float kFall_dB_per_s = 20;
constexpr float kBottom_dB = -60;
constexpr size_t kBarColumns = 40;
constexpr size_t kTableChannels = 8;
constexpr size_t kNameColumns = 16;
constexpr size_t kLevelColumns = 7;  // " -12.3 "
constexpr winsize kUsualTerminal{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};

float floored_dB(float gain) { return gain > 0 ? level_dB(gain) : kOff_dB; }

std::string level_text(float level_dB) {
  char text[16] = "  -oo";
  if (level_dB > -100) std::snprintf(text, sizeof text, "%5.1f", static_cast<double>(level_dB));
  return text;
}

std::string bar(float level_dB, size_t columns) {
  const float share = std::clamp(1 - level_dB / kBottom_dB, 0.0f, 1.0f);
  const auto full = static_cast<size_t>(std::lround(share * static_cast<float>(columns)));
  return std::string(full, '#') + std::string(columns - full, '.');
}

bool begins_character(char byte) { return (byte & 0xC0) != 0x80; }

size_t characters(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

// The first `columns` characters: a line that the terminal breaks in two could not be taken off again.
std::string cut_to(std::string text, size_t columns) {
  size_t seen = 0;
  const auto end =
      std::find_if(text.begin(), text.end(), [&](char byte) { return begins_character(byte) && seen++ == columns; });
  text.erase(end, text.end());
  return text;
}

winsize terminal_size() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0 ? size : kUsualTerminal;
}

void print_bar(const std::string& name, float level_dB, size_t columns) {
  std::string shown = cut_to(name, kNameColumns);
  shown.append(kNameColumns - characters(shown), ' ');
  const size_t taken = kNameColumns + kLevelColumns;
  const std::string level = ' ' + level_text(level_dB) + ' ';
  // Red is for one thing: a level at or beyond full scale.
  const char* color = level_dB >= 0 ? "\x1b[31m" : "";
  std::printf("%s%s%s%s\x1b[0m\x1b[K\n", cut_to(shown, columns).c_str(), color,
              cut_to(level, columns - std::min(columns, kNameColumns)).c_str(),
              bar(level_dB, std::min(kBarColumns, columns - std::min(columns, taken))).c_str());
}

}  // namespace

bool takes_text(int file) {
  pollfd room{file, POLLOUT, 0};
  return poll(&room, 1, 0) == 1 && room.revents == POLLOUT;  // with an error beside it, nobody reads any more
}

TerminalLevels::TerminalLevels(std::string desk) : desk_(std::move(desk)), is_terminal_(isatty(STDOUT_FILENO) == 1) {}

void TerminalLevels::show(int64_t now_ns) {
  if (now_ns < next_ns_) return;
  next_ns_ = now_ns + kTable_ns;
  if (!follow_desk()) return;
  look(now_ns);
  if (meters_.end_frame == 0 || link_->status().sample_rate == 0) return;  // a desk that has only just begun
  if (!takes_text(STDOUT_FILENO)) return;
  if (is_terminal_) return print_table();
  print_line();
  next_ns_ = now_ns + kLine_ns;
}

void TerminalLevels::clear() {
  if (lines_shown_ == 0 || !takes_text(STDOUT_FILENO)) return;
  std::printf("\x1b[%dA\x1b[J", lines_shown_);
  std::fflush(stdout);
  lines_shown_ = 0;
}

bool TerminalLevels::follow_desk() {
  if (link_ && link_->console_is_alive()) return true;
  auto link = LinkClient::attach(desk_, ClientKind::command_line, "headroom levels");
  link_ = link ? std::move(*link) : nullptr;
  meters_ = {};
  falling_peak_.clear();
  return link_ != nullptr;
}

void TerminalLevels::look(int64_t now_ns) {
  link_->beat();
  link_->look_at_meters(meters_);
  falling_peak_.resize(meters_.banks.size() * kLanes);
  const float seconds = static_cast<float>(now_ns - looked_ns_) * 1e-9f;
  const float fall = std::pow(10.0f, -kFall_dB_per_s * seconds / 20);
  looked_ns_ = now_ns;
  for (size_t i = 0; i < falling_peak_.size(); ++i) {
    const float peak = meters_.frames > 0 ? meters_.banks[i / kLanes].peak[i % kLanes] : 0;
    falling_peak_[i] = std::max(peak, falling_peak_[i] * fall);
  }
}

float TerminalLevels::shown_dB(StripIndex strip, int side) const {
  return floored_dB(falling_peak_[static_cast<size_t>(link_->lanes().lane_of({strip, side}))]);
}

// The loudspeakers that the main has now.
std::vector<Loudspeaker> TerminalLevels::main_loudspeakers() const {
  const auto layout =
      static_cast<SpeakerLayout>(static_cast<int>(link_->value(link_->table().strip_of(kMain), Param::layout)));
  return loudspeakers_of(layout);
}

// The loudest channels, in the order of the desk.
std::vector<TerminalLevels::Level> TerminalLevels::loudest(size_t count) const {
  std::vector<Level> levels;
  const Table& table = link_->table();
  for (int number = 1; number <= table.plan().channels; ++number) {
    const StripIndex strip = table.strip_of(kChannel, number);
    levels.push_back({strip, shown_dB(strip, 0)});
  }
  count = std::min(count, levels.size());
  std::partial_sort(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(count), levels.end(),
                    [](const Level& a, const Level& b) { return a.peak_dB > b.peak_dB; });
  levels.resize(count);
  std::sort(levels.begin(), levels.end(), [](const Level& a, const Level& b) { return a.strip < b.strip; });
  return levels;
}

std::string TerminalLevels::status_line() const {
  const DeskStatus status = link_->status();
  const std::string device = status.device[0] ? status.device : "the audio device";
  const std::string drive = status.drive == DriveState::device      ? device
                            : status.drive == DriveState::searching ? "own clock, looking for " + device
                                                                    : "own clock, no audio device";
  char text[256];
  std::snprintf(text, sizeof text,
                "%s | %s | %.4g kHz, %d frames, %.1f ms in to out | load %.0f %%, peak %.0f %% | %llu dropouts",
                status.show, drive.c_str(), status.sample_rate / 1000, status.block_frames,
                static_cast<double>(status.round_trip_ms), static_cast<double>(100 * status.load_p50),
                static_cast<double>(100 * status.load_peak), static_cast<unsigned long long>(status.dropouts));
  return text;
}

void TerminalLevels::print_table() {
  clear();
  const std::vector<Loudspeaker> loudspeakers = main_loudspeakers();
  const size_t lines_beside = 2 + loudspeakers.size();  // status, the main, and the one the cursor rests on
  const winsize size = terminal_size();
  const size_t columns = size.ws_col, rows = size.ws_row;
  std::printf("%s\x1b[K\n", cut_to(status_line(), columns).c_str());
  const StripIndex main = link_->table().strip_of(kMain);
  for (const Loudspeaker loudspeaker : loudspeakers)
    print_bar(link_->strip_name(main) + " " + loudspeaker_label(loudspeaker), shown_dB(main, side_of(loudspeaker)),
              columns);
  const auto channels = loudest(std::min(kTableChannels, rows - std::min(rows, lines_beside)));
  for (const Level& level : channels) print_bar(link_->strip_name(level.strip), level.peak_dB, columns);
  std::fflush(stdout);
  lines_shown_ = static_cast<int>(1 + loudspeakers.size() + channels.size());
}

void TerminalLevels::print_line() {
  const StripIndex main = link_->table().strip_of(kMain);
  std::string levels;
  for (const Loudspeaker loudspeaker : main_loudspeakers())
    levels += " |" + level_text(shown_dB(main, side_of(loudspeaker)));
  std::printf("%s%s dBFS | %s\n", link_->strip_name(main).c_str(), levels.c_str(), status_line().c_str());
  std::fflush(stdout);
}

}  // namespace headroom
