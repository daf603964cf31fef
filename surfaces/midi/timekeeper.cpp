#include "surfaces/midi/timekeeper.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "surfaces/midi/machine_control.h"

namespace headroom {
namespace {

// What the digits may show, in the order of the table's words.
enum class Digits { time_of_day, timecode, timecode_in, beats_in };

constexpr double kMostJitter_s = 0.2;  // further off is another engine, or a machine that slept
constexpr double kDeskBelief = 0.02;   // the desk counts in blocks: of a difference this much is believed at a look

// Groups of 3, 2, 2 and 3 digits.
TimeShown grouped(int first, int second, int third, int last) {
  TimeShown shown;
  char text[64];
  std::snprintf(text, sizeof text, "%3d%02d%02d%3d", first % 1000, second % 100, third % 100, last % 1000);
  if (last < 0) std::snprintf(text, sizeof text, "%3d%02d%02d   ", first % 1000, second % 100, third % 100);
  std::copy_n(text, shown.digits.size(), shown.digits.begin());
  return shown;
}

TimeShown of_label(const Timecode& label, TimeLamp lamp) {
  TimeShown shown = grouped(label.hours, label.minutes, label.seconds, label.frames);
  shown.digits[8] = static_cast<char>('0' + label.frames / 10);
  shown.timecode = lamp;
  return shown;
}

}  // namespace

double EngineClock::seconds(uint64_t frames, double sample_rate, int64_t now_ns) {
  const double told_s = sample_rate > 0 ? static_cast<double>(frames) / sample_rate : 0;
  const double expected_s = now_s_ + (now_ns_ == 0 ? 0 : static_cast<double>(now_ns - now_ns_) * 1e-9);
  const double error_s = told_s + offset_s_ - expected_s;
  if (now_ns_ == 0 || std::abs(error_s) > kMostJitter_s) {
    offset_s_ = now_s_ - told_s;
  } else {
    now_s_ = std::max(now_s_, expected_s + kDeskBelief * error_s);
  }
  now_ns_ = now_ns;
  return now_s_;
}

void Timekeeper::set_desk(LinkClient* desk) {
  desk_ = desk;
  if (!desk) return;
  zeroed_ = value(Param::timecode_zero);
  if (!is_running_) set_run(false);
}

void Timekeeper::set_run(bool is_running) {
  if ((value(Param::timecode_run) >= 0.5f) != is_running)
    desk_->set(desk_->table().id(desk_->table().strip_of(kDesk), Param::timecode_run), is_running ? 1.0f : 0.0f);
}

void Timekeeper::receive(std::span<const uint8_t> bytes, int64_t now_ns) {
  for (const uint8_t byte : bytes) {
    const auto message = parser_.read(byte);
    if (message.empty() || reader_.read(message, now_ns) || clock_reader_.read(message, now_ns)) continue;
    if (desk_) obey(message);
  }
}

// Time code that runs tells its place by itself, and a full frame in between would disturb who follows it already.
void Timekeeper::join() {
  clock_writer_.join();
  must_locate_ = must_locate_ || !is_running_;
}

// A remote of a recorder runs and places the desk's time code.
void Timekeeper::obey(std::span<const uint8_t> message) {
  for (const MachineWish& wish : machine_wishes(message)) {
    if (wish.command == MachineCommand::locate) {
      position_s_ = static_cast<double>(frame_of(wish.place, wish.rate)) / frames_per_second(wish.rate);
      must_locate_ = true;
    } else {
      set_run(wish.command == MachineCommand::play || wish.command == MachineCommand::deferred_play);
    }
  }
}

void Timekeeper::tick(int64_t now_ns, MidiOutlet& out) {
  reader_.tick(now_ns);
  if (!desk_) return;
  const DeskStatus status = desk_->status();
  const double engine_s = clock_.seconds(status.frames, status.sample_rate, now_ns);
  if (is_running_) position_s_ += engine_s - engine_s_;
  engine_s_ = engine_s;

  const float zeroed = value(Param::timecode_zero);
  if (std::exchange(zeroed_, zeroed) != zeroed) {
    position_s_ = 0;
    must_locate_ = true;
    out.send(machine_locate({}, rate()));
  }
  const bool runs = value(Param::timecode_run) >= 0.5f;
  if (std::exchange(is_running_, runs) != runs) {
    out.send(machine_message(runs ? MachineCommand::deferred_play : MachineCommand::stop));
    must_locate_ = must_locate_ || !runs;
  }
  if (std::exchange(must_locate_, false)) writer_.locate(frame(), rate());
  if (is_running_)
    writer_.run(frame(), rate(), out);
  else
    writer_.stand(out);
  clock_writer_.run(value(Param::clock_on) >= 0.5f, value(Param::clock_tempo), now_ns, out);
}

TimeShown Timekeeper::shown(int64_t now_ns, const Timecode& time_of_day) const {
  if (!desk_) return {};
  switch (static_cast<Digits>(value(Param::timecode_digits))) {
    case Digits::time_of_day: return grouped(time_of_day.hours, time_of_day.minutes, time_of_day.seconds, -1);
    case Digits::timecode:
      return of_label(label_of(static_cast<int64_t>(std::floor(frame())), rate()),
                      is_running_ ? TimeLamp::on : TimeLamp::off);
    case Digits::timecode_in:
      if (reader_.state() == MtcState::none) return {};
      return of_label(label_of(reader_.frame(now_ns), reader_.rate()),
                      reader_.state() == MtcState::following    ? TimeLamp::on
                      : reader_.state() == MtcState::free_wheel ? TimeLamp::flashing
                                                                : TimeLamp::off);
    case Digits::beats_in: break;
  }
  const double tempo = clock_reader_.tempo(now_ns);
  if (tempo == 0) return {};
  // Bars of four quarters, counted from 1, and the tempo where ticks would stand.
  const int64_t sixteenths = clock_reader_.position() / kClocksPerSixteenth;
  TimeShown shown = grouped(static_cast<int>(sixteenths / 16 % 999) + 1, static_cast<int>(sixteenths / 4 % 4) + 1,
                            static_cast<int>(sixteenths % 4) + 1, static_cast<int>(std::lround(tempo)));
  shown.beats = clock_reader_.is_running() ? TimeLamp::on : TimeLamp::off;
  return shown;
}

}  // namespace headroom
