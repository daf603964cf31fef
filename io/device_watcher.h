// Opens the wanted device, notices when it goes, and opens it again when it returns. One thread of its own;
// the only one that touches audio devices.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "io/engine_caller.h"

namespace headroom {

class DeviceWatcher {
 public:
  DeviceWatcher(EngineCaller& caller, const DriverRequest& request);
  ~DeviceWatcher();  // closes the device

  // [any, not audio] Another device, none, or the same with another block or other lines.
  void want(const DeviceWish& wish);
  // [any, not audio] Lists the devices of this machine into view().
  void look_for_devices();

  struct View {
    bool wants_device = false;
    std::string looked_for;             // the wanted device, as last known by name; "" for the default
    std::optional<StreamInfo> stream;   // of the open device
    StreamLatency latency;              // and of its stream as last asked
    std::string message;                // the newest sentence
    std::vector<DeviceChange> history;  // oldest first
    std::vector<DeviceInfo> devices;    // as last listed
    uint64_t devices_looked = 0;        // how often that was done
  };
  // [any, not audio]
  View view() const;

 private:
  void run();
  void follow(const DeviceWish& wish);
  void list_devices();
  void notice_loss();
  void notice_latency();
  void search();
  void close();
  void tell(const std::string& sentence);

  EngineCaller& caller_;
  const int engine_inputs_, engine_outputs_;
  DeviceRequest request_;
  AudioDevices devices_;
  std::unique_ptr<AudioStream> stream_;
  std::optional<std::string> searched_;  // the device being looked for or open
  int64_t began_ns_;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  bool stop_ = false;
  bool wish_is_new_ = false;
  DeviceWish wish_;
  bool is_asked_for_devices_ = false;
  View view_;

  std::thread thread_;
};

}  // namespace headroom
