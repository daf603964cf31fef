// A desk in this process for the display's tests: the real table, show, undo and link; its meters and its sound are
// made up here, the same in every run. A screen that joins sees what it would see of a console.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "console/desk.h"
#include "console/link/link_client.h"
#include "console/link/link_host.h"
#include "console/meters/meter_thread.h"
#include "console/scene_watch.h"

namespace headroom {

class DisplayRig {
 public:
  // A desk named `name` with a band on it: names, colours, mutes, solos, equalisers, sends as in a show.
  explicit DisplayRig(const std::string& name, const DeskPlan& plan = {});
  ~DisplayRig();

  LinkClient& link() { return *client_; }
  // Of the desk, as clients ask for it.
  const std::string& name() const { return name_; }
  Desk& desk() { return desk_; }

  // One tick of the console and a 60th of a second of sound: takes edits, shows what changed, sends meters and audio.
  bool next_frame();
  // The tick alone.
  void tick();
  // A sentence of the desk for people; clients see it with the next tick.
  void say(const std::string& sentence);
  // A line of the desk's log, at 21:43:07.
  void log(const std::string& sentence, LogKind kind);
  // The console dies: nothing is told to anybody.
  void kill() { meters_.reset(), host_.reset(); }

  // Long enough that what hands do next is a gesture of its own.
  void rest() { now_ns_ += 7'000'000'000; }

  void set(const std::string& address, float value);
  void set_name(const std::string& strip, const std::string& words);
  float value(const std::string& address) const { return desk_.show().value(desk_.table().find(address)); }
  DeskStatus& status() { return status_; }
  // The machine under the desk, and what screens asked of it since the last call.
  SetupStatus& setup() { return setup_; }
  std::vector<SetupRequest> take_requests() { return std::exchange(requests_, {}); }
  // What the recorder tells.
  RecordStatus& recording() { return recording_; }
  // The desk begins with scenes 1, 2, 11...14 and 20: 12, "Verse", is heard, 13, "Chorus", is next.
  void delete_scenes();
  // What an input hears from now on, beside the band; linear.
  void sound(int channel, float peak) { noise_on_[channel] = peak; }

 private:
  void dress();
  void store_scenes();
  void send_meters(int frames);
  void send_audio(int frames);

  std::string name_;
  Desk desk_;
  std::unique_ptr<LinkHost> host_;
  std::optional<DeskMeters> meters_;
  std::unique_ptr<LinkClient> client_;
  DeskStatus status_{};
  SetupStatus setup_{};
  SceneWatch scene_watch_;
  uint64_t ticks_ = 0;
  RecordStatus recording_{};
  std::vector<SetupRequest> requests_;
  std::map<int, float> noise_on_;  // by channel
  uint64_t frame_ = 0;
  uint64_t now_ns_ = 0;
  uint64_t noise_ = 1;
  std::array<float, kTapLanes> room_{};  // of the made-up sound
};

}  // namespace headroom
