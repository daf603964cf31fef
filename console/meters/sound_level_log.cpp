#include "console/meters/sound_level_log.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace headroom {
namespace {

constexpr size_t kMostLogLines = 3600;
constexpr size_t kLinesPerSync = 10;
constexpr std::chrono::seconds kTryAgain{10};
constexpr const char* kHeading = "time,LAeq_1s_dB,LCeq_1s_dB,LZeq_1s_dB,LCpeak_dB,full_scale_dB_SPL,correction_dB";

std::string time_text(const std::tm& time, const char* format) {
  char text[40];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  std::strftime(text, sizeof text, format, &time);
#pragma GCC diagnostic pop
  return text;
}

// Silence is an empty field.
std::string field(double level_dB) {
  char text[16] = "";
  if (std::isfinite(level_dB)) std::snprintf(text, sizeof text, "%.1f", level_dB);
  return text;
}

}  // namespace

SoundLevelLog::SoundLevelLog(std::string start, std::function<void(const std::string&)> say)
    : start_(std::move(start)), say_(std::move(say)), thread_([this] { run(); }) {}

SoundLevelLog::~SoundLevelLog() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SoundLevelLog::add(std::time_t when, const SoundSecond& second) {
  std::tm time{};
  localtime_r(&when, &time);
  std::string text = time_text(time, "%Y-%m-%dT%H:%M:%S%z");
  for (const double level_dB : {second.leq_A_dB, second.leq_C_dB, second.leq_Z_dB, second.peak_C_dB,
                                second.full_scale_dB_SPL, second.correction_dB})
    text += ',' + field(level_dB);
  {
    std::lock_guard lock(mutex_);
    lines_.push_back({time_text(time, "%Y-%m-%d"), std::move(text)});
    if (lines_.size() > kMostLogLines) lines_.pop_front();
  }
  wake_.notify_one();
}

void SoundLevelLog::run() {
  size_t unsynced = 0;
  bool has_failed = false, is_unsafe = false;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return ending_ || !lines_.empty(); });
    if (lines_.empty()) break;
    const Line line = lines_.front();
    lock.unlock();
    const Outcome written = write(line);
    if (!written && !has_failed)
      say_("The sound level log: " + written.error() + "; its lines are kept and tried again.");
    if (written && has_failed) say_("The sound level log is written again.");
    has_failed = !written;
    // A line that is in the file is not written twice because the disk could not promise it.
    if (written && ++unsynced >= kLinesPerSync) {
      const Outcome synced = file_->sync();
      if (!synced && !is_unsafe)
        say_("The sound level log: " + synced.error() + "; its newest lines may not outlive a loss of power.");
      is_unsafe = !synced;
      unsynced = 0;
    }
    lock.lock();
    if (written && !lines_.empty() && lines_.front().text == line.text) lines_.pop_front();
    if (!written && ending_) break;
    if (!written) wake_.wait_for(lock, kTryAgain, [&] { return ending_; });
  }
  if (!lines_.empty())
    say_("The sound level log ends; " + std::to_string(lines_.size()) + " lines that the disk refused are lost.");
  if (file_ && unsynced > 0)
    if (const Outcome synced = file_->sync(); !synced) say_("The sound level log: " + synced.error() + ".");
}

Outcome SoundLevelLog::write(const Line& line) {
  if (!file_ || file_day_ != line.day) {
    file_.reset();
    auto file = AppendedFile::open_csv(start_ + "-" + line.day, kHeading);
    if (!file) return Error{file.error()};
    file_.emplace(std::move(*file));
    file_day_ = line.day;
  }
  return file_->append(line.text);
}

}  // namespace headroom
