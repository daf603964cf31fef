// The console's ear for what clients ask of the machine under the desk: another device, a test tone, a measured round
// trip, a show recalled. Owned by the control thread.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

#include "console/desk.h"
#include "console/setup/setup_status.h"
#include "dsp/round_trip.h"
#include "io/audio_driver.h"

namespace headroom {

class SetupControl {
 public:
  using Say = std::function<void(const std::string&)>;
  // What is given must outlive the control. `is_demo`: a demo ends as soon as somebody chooses a machine.
  SetupControl(const Machine& machine, bool is_first_start, bool is_demo, Desk& desk, AudioDriver& driver,
               LineTest& line_test, Say say);

  // Where versions of the show are kept, for whoever lists them.
  void tell_versions_folder(const std::string& folder);

  void hear(int client, const SetupRequest& request, uint64_t now_ns);
  // The client has left or is silent: its tone ends.
  void client_gone(int client);
  // What the driver says, some times a second: devices found, dropouts, whether there is a device.
  void look(const DriverStatus& driver);

  const SetupStatus& status() const { return status_; }
  // True once after status() changed.
  bool take_changed() { return std::exchange(is_changed_, false); }
  // Once after somebody chose a machine: it is to be written to its file.
  std::optional<Machine> take_choice() { return std::exchange(choice_, std::nullopt); }
  // Once when the desk must be started anew to go on: on another machine, or in another size.
  struct Restart {
    Machine machine;
    std::optional<DeskPlan> plan;  // none: as it is
  };
  std::optional<Restart> take_restart() { return std::exchange(restart_, std::nullopt); }

 private:
  void use(const Machine& machine);
  void use(const DeskPlan& plan);
  void play_tone(int client, const SetupRequest& request);
  void stop_tone();
  void measure(const SetupRequest& request);
  void finish_measuring();
  void recall(int client, const std::string& path, uint64_t now_ns);

  Desk& desk_;
  AudioDriver& driver_;
  LineTest& line_test_;
  Say say_;
  bool is_demo_;
  SetupStatus status_{};
  bool is_changed_ = true;
  std::optional<Machine> choice_;
  std::optional<Restart> restart_;
  int tone_client_ = kConsoleItself;
  bool has_device_ = false;
  int device_inputs_ = 0, device_outputs_ = 0;
  double sample_rate_ = 0;
  uint64_t dropouts_ = 0, dropouts_at_probe_ = 0;
  std::future<std::optional<ProbeReturn>> finding_;
};

}  // namespace headroom
