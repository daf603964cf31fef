#include "surfaces/display/system/map_teacher.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "console/recorder/take_folder.h"
#include "io/monotonic.h"
#include "io/user_folder.h"

namespace headroom::display {
namespace {

constexpr const char* kMidi = "headroom-midi";
constexpr size_t kMostSentences = 8;
constexpr size_t kMostSaid = 1 << 20;  // a program that says more has lost its mind
constexpr int kEnd_ms = 2000;          // to leave the MIDI system in order
constexpr int kList_ms = 10000;
constexpr int64_t kNsPerMs = 1'000'000;

// One for each box; of a name that can be a file's.
std::string map_path(const std::string& port) {
  const std::filesystem::path folder = std::filesystem::path(config_folder()) / "maps";
  std::error_code unreachable;  // headroom-midi says what is wrong with the folder
  std::filesystem::create_directories(folder, unreachable);
  return (folder / (safe_file_name(port) + ".map")).string();
}

}  // namespace

// A MIDI client that is killed may leave its server waiting for it.
MapTeacher::~MapTeacher() {
  if (!midi_) return;
  midi_->signal(SIGTERM);
  pollfd ended{midi_->exit_event(), POLLIN, 0};
  poll(&ended, 1, kEnd_ms);
}

void MapTeacher::start(const std::vector<std::string>& words, RunningProgram::Heard heard) {
  said_.clear();
  lesson_.sentences.clear();
  auto started = RunningProgram::start(kMidi, words, heard);
  if (!started) {
    lesson_.state = MapLesson::State::idle;
    lesson_.sentences.push_back(started.error());
    return;
  }
  midi_.emplace(std::move(*started));
}

void MapTeacher::look_for_boxes() {
  if (midi_) return;
  lesson_.state = MapLesson::State::looking;
  ends_by_ns_ = monotonic_ns() + kList_ms * kNsPerMs;
  start({"--list", "--json", "--desk", desk_}, RunningProgram::Heard::stdout_only);
}

void MapTeacher::begin(const std::string& port) {
  if (midi_) return;
  lesson_.state = MapLesson::State::learning;
  ends_by_ns_.reset();
  lesson_.box = port;
  start({"--learn", map_path(port), "--port", port, "--desk", desk_}, RunningProgram::Heard::all);
}

void MapTeacher::end() {
  if (!midi_ || lesson_.state != MapLesson::State::learning) return;
  lesson_.state = MapLesson::State::ending;
  ends_by_ns_ = monotonic_ns() + kEnd_ms * kNsPerMs;
  midi_->signal(SIGTERM);
}

void MapTeacher::look() {
  if (!midi_) return;
  if (ends_by_ns_ && monotonic_ns() >= *ends_by_ns_) midi_->signal(SIGKILL);
  const bool has_ended = midi_->look_for_exit().has_value();  // first: what it said before its end is in the pipe
  read_all();
  const bool is_looking = lesson_.state == MapLesson::State::looking;
  if (!is_looking) take_lines();
  if (!has_ended) return;
  if (is_looking) take_boxes();
  midi_.reset();
  lesson_.state = MapLesson::State::idle;
}

void MapTeacher::read_all() {
  std::array<char, 4096> bytes;
  for (pollfd waiting{midi_->output(), POLLIN, 0}; poll(&waiting, 1, 0) > 0 && (waiting.revents & POLLIN);) {
    const ssize_t count = read(midi_->output(), bytes.data(), bytes.size());
    if (count <= 0 || said_.size() > kMostSaid) return;
    said_.append(bytes.data(), static_cast<size_t>(count));
  }
}

void MapTeacher::take_lines() {
  const std::string own_name = std::string(kMidi) + ": ";
  for (size_t end; (end = said_.find('\n')) != std::string::npos; said_.erase(0, end + 1)) {
    std::string line = said_.substr(0, end);
    if (line.starts_with(own_name)) line.erase(0, own_name.size());
    lesson_.sentences.push_back(std::move(line));
  }
  if (lesson_.sentences.size() > kMostSentences)
    lesson_.sentences.erase(lesson_.sentences.begin(), lesson_.sentences.end() - kMostSentences);
}

void MapTeacher::take_boxes() {
  const auto rows = nlohmann::json::parse(said_, nullptr, false);
  if (!rows.is_array()) {
    lesson_.sentences.push_back("headroom-midi did not list its ports; try: headroom-midi --list");
    return;
  }
  lesson_.has_looked = true;
  lesson_.boxes.clear();
  for (const auto& row : rows) {
    if (!row.is_object() || row.value("direction", "") != "input") continue;
    const MapLesson::Box box{row.value("lasting_name", ""), row.value("driver", "")};
    // One box may be reached through more than one MIDI system.
    if (std::find(lesson_.boxes.begin(), lesson_.boxes.end(), box) == lesson_.boxes.end()) lesson_.boxes.push_back(box);
  }
}

}  // namespace headroom::display
