// The thread of the meters, in the console but out of the sound's way: at an ordinary priority it follows what the
// audio thread writes for each tap, and shows what it measures. When it comes too late, what it missed is counted and
// told.
#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "console/meters/meter_settings.h"
#include "console/meters/sound_level_log.h"
#include "console/meters/sound_levels.h"
#include "console/meters/tap_meters.h"
#include "console/meters/window_reader.h"
#include "io/latest.h"

namespace headroom {

// The thread's work, one look after the other.
class DeskMeters {
 public:
  using Say = std::function<void(const std::string&)>;
  // `link` must outlive it. Sentences for people go to `say`, on the thread that looks (and the log's own). Logs of
  // sound levels are called `log_start`-DATE.csv.
  DeskMeters(LinkMeters& link, Say say, std::string log_start);

  // Measures everything that came since the last look, and shows it.
  void look(const MeterSettings& settings);

 private:
  struct Missed {
    uint64_t frames = 0;  // not told yet
    uint64_t next_note_frame = 0;
  };
  struct Tap {
    WindowReader reader;
    std::optional<TapMeters> meters;
    std::vector<int64_t> overs_told;  // by lane
    uint64_t next_note_frame = 0;
    Missed missed;
  };
  void look_at_tap(int tap, const TapSettings& settings);
  void tell_overs(Tap& tap, const TapSettings& settings, const MeterReading& reading);
  void look_at_sound_level(const SoundLevelSettings& settings);
  void tell_missed(Missed& missed, const std::string& what, uint64_t end_frame, double sample_rate);

  LinkMeters& link_;
  Say say_;
  std::string log_start_;
  std::array<Tap, kMeterTaps> taps_;
  WindowReader microphone_;
  Missed microphone_missed_;
  std::optional<SoundLevels> sound_levels_;
  std::optional<SoundLevelLog> log_;
  std::vector<MeterHistory> ended_;
  std::vector<SoundSecond> ended_seconds_;
};

class MeterThread {
 public:
  MeterThread(LinkMeters& link, DeskMeters::Say say, std::string log_start);
  ~MeterThread();

  // [control] How the meters are set up from here on. Wait-free.
  void set(const MeterSettings& settings);

 private:
  void run();

  DeskMeters meters_;
  Latest<MeterSettings> settings_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace headroom
