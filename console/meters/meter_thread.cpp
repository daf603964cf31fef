#include "console/meters/meter_thread.h"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "dsp/flush_denormals.h"

namespace headroom {
namespace {

constexpr std::chrono::milliseconds kLook{20};

// "left", "right-top-front"
const char* lane_word(const TapAim& aim, size_t lane) { return loudspeaker_word(loudspeakers_of(aim.layout)[lane]); }

}  // namespace

DeskMeters::DeskMeters(LinkMeters& link, Say say, std::string log_start)
    : link_(link), say_(std::move(say)), log_start_(std::move(log_start)) {}

void DeskMeters::look(const MeterSettings& settings) {
  const FlushDenormals flush;
  for (int tap = 0; tap < kMeterTaps; ++tap) look_at_tap(tap, settings.taps[static_cast<size_t>(tap)]);
  look_at_sound_level(settings.sound_level);
}

void DeskMeters::look_at_tap(int number, const TapSettings& settings) {
  Tap& tap = taps_[static_cast<size_t>(number)];
  const auto [aim, is_new] = tap.reader.look(link_, number);
  if (is_new) {
    tap.meters.reset();
    tap.overs_told.assign(static_cast<size_t>(aim.lanes), 0);
    tap.next_note_frame = 0;
    tap.missed = {};
    link_.show(number, MeterReading{});  // of no sound yet
  }
  if (aim.lanes == 0) return;
  if (!tap.meters) tap.meters.emplace(aim, settings);
  tap.meters->follow(settings);
  bool has_news = false;
  ended_.clear();
  for (;;) {
    const WindowReader::Piece piece = tap.reader.next(link_.audio(number));
    if (piece.frames == 0) break;
    has_news = true;
    if (piece.missed > 0) {
      tap.meters->miss(piece.missed);
      tap.missed.frames += piece.missed;
    }
    tap.meters->process(tap.reader.lanes(), piece.frames, ended_);
  }
  if (!has_news) return;
  for (const MeterHistory& record : ended_) link_.keep(number, record);
  const MeterReading reading = tap.meters->reading();
  link_.show(number, reading);
  tell_missed(tap.missed, settings.name, reading.end_frame, aim.sample_rate);
  tell_overs(tap, settings, reading);
}

// At most a sentence a second of sound.
void DeskMeters::tell_overs(Tap& tap, const TapSettings& settings, const MeterReading& reading) {
  const TapAim& aim = tap.reader.aim();
  if (reading.end_frame < tap.next_note_frame) return;
  std::string news;
  for (size_t lane = 0; lane < tap.overs_told.size(); ++lane) {
    const int64_t overs = reading.lane[lane].overs;
    const int64_t told = std::exchange(tap.overs_told[lane], overs);
    if (overs <= told) continue;
    news += (news.empty() ? "" : ", ") + std::to_string(overs - told) + " on " + lane_word(aim, lane);
  }
  if (news.empty()) return;
  say_(settings.name + ": over (three samples at full scale), " + news + ".");
  tap.next_note_frame = reading.end_frame + static_cast<uint64_t>(aim.sample_rate);
}

void DeskMeters::look_at_sound_level(const SoundLevelSettings& settings) {
  const auto [aim, is_new] = microphone_.look(link_, kSoundLevelTap);
  if (is_new) {
    sound_levels_.reset();
    microphone_missed_ = {};
  }
  if (!settings.is_logging) log_.reset();
  if (aim.lanes == 0) {
    if (is_new) link_.show(SoundLevelReading{});
    return;
  }
  if (!sound_levels_) sound_levels_.emplace(aim, settings);
  if (settings.is_logging && !log_) log_.emplace(log_start_, say_);
  sound_levels_->follow(settings);
  ended_seconds_.clear();
  bool has_news = false;
  for (;;) {
    const WindowReader::Piece piece = microphone_.next(link_.audio(kSoundLevelTap));
    if (piece.frames == 0) break;
    has_news = true;
    if (piece.missed > 0) {
      sound_levels_->miss(piece.missed);
      microphone_missed_.frames += piece.missed;
    }
    sound_levels_->process(microphone_.lanes()[0], piece.frames, std::time(nullptr), ended_seconds_);
  }
  if (!has_news) return;
  for (const SoundSecond& second : ended_seconds_)
    if (log_) log_->add(std::time(nullptr), second);
  for (const std::string& sentence : sound_levels_->take_sentences()) say_(sentence);
  const SoundLevelReading reading = sound_levels_->reading();
  link_.show(reading);
  tell_missed(microphone_missed_, "The sound level", reading.end_frame, aim.sample_rate);
}

// At most a sentence a second of sound, too: a machine that is too slow is so all the time.
void DeskMeters::tell_missed(Missed& missed, const std::string& what, uint64_t end_frame, double sample_rate) {
  if (missed.frames == 0 || end_frame < missed.next_note_frame) return;
  char sentence[160];
  std::snprintf(sentence, sizeof sentence, "%s: %.0f ms were not measured; the meters got no time on this machine.",
                what.c_str(), 1000 * static_cast<double>(missed.frames) / sample_rate);
  say_(sentence);
  missed = {0, end_frame + static_cast<uint64_t>(sample_rate)};
}

MeterThread::MeterThread(LinkMeters& link, DeskMeters::Say say, std::string log_start)
    : meters_(link, std::move(say), std::move(log_start)), thread_([this] { run(); }) {}

MeterThread::~MeterThread() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void MeterThread::set(const MeterSettings& settings) {
  settings_.draft() = settings;
  settings_.publish();
}

void MeterThread::run() {
  MeterSettings settings;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    if (const MeterSettings* newest = settings_.take()) settings = *newest;
    meters_.look(settings);
    lock.lock();
    wake_.wait_for(lock, kLook, [&] { return ending_; });
  }
}

}  // namespace headroom
