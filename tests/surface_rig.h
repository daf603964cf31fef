// A desk behind a real link and a surface driver in front of it, in one thread and on a clock of its own: what a box
// says becomes edits, what the desk does becomes messages, and nothing waits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "console/desk.h"
#include "console/link/link_client.h"
#include "console/link/link_host.h"
#include "surfaces/midi/box_driver.h"
#include "surfaces/midi/map_driver.h"

namespace headroom {

using MidiMessages = std::vector<std::vector<uint8_t>>;

// Keeps every message. With `room` >= 0 it takes that many more bytes and then refuses.
class RecordingOutlet final : public MidiOutlet {
 public:
  bool send(std::span<const uint8_t> sent) override {
    if (room >= 0) {
      if (static_cast<int>(sent.size()) > room) return false;
      room -= static_cast<int>(sent.size());
    }
    if (may_take && !may_take(sent.size())) return false;
    each_message(sent, [&](auto message) { messages.emplace_back(message.begin(), message.end()); });
    return true;
  }
  MidiMessages messages;
  int room = -1;
  std::function<bool(size_t bytes)> may_take;  // a line's pace; empty: it takes everything
};

inline constexpr int64_t kMillisecond_ns = 1'000'000;

class SurfaceRig {
 public:
  // Channels 1...16, so that two banks are full before the groups, auxes, matrices and DCAs come.
  explicit SurfaceRig(const std::string& name, const SurfaceDevice& device = generic_surface(),
                      const DeskPlan& plan = {.channels = 16, .auxes = 4, .groups = 2, .matrices = 2, .dcas = 2},
                      const KeyPlan& keys = default_key_plan());
  // A plain controller with a map.
  SurfaceRig(const std::string& name, const MidiMap& map,
             const DeskPlan& plan = {.channels = 16, .auxes = 4, .groups = 2, .matrices = 2, .dcas = 2});
  ~SurfaceRig();

  Desk& desk() { return *desk_; }
  const Show& show() const { return desk_->show(); }
  LinkClient& link() { return *link_; }
  LinkHost& host() { return *host_; }
  SurfaceView& view() { return *view_; }
  StripLayer& layer() { return view_->layer(); }
  SurfaceDriver& driver() { return *driver_; }
  RecordingOutlet& outlet() { return outlet_; }
  int64_t now_ns() const { return now_ns_; }

  // Bytes from the box, and what they did to the desk.
  void say(const std::vector<uint8_t>& bytes);
  // The desk's engine counts 48 frames a millisecond, told block by block. Time goes by, a millisecond at a time:
  // driver, then desk.
  void run(int milliseconds, const MeterLook* meters = nullptr);
  // What was sent since the last call.
  MidiMessages take();

  // Another client of the desk turns a control.
  void turn(const std::string& address, float value);
  float value(const std::string& address) const;
  // The slot of the client that holds a control, -1 when nobody does.
  int holder(const std::string& address) const { return link_->holder(desk_->table().find(address)); }

  // The console dies and a successor with the same show takes its place.
  void lose_console();
  void bring_console_back();

 private:
  void serve();

  static constexpr int64_t kBegin_ns = 1'000'000'000;
  std::string name_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<LinkHost> host_;
  std::unique_ptr<LinkClient> link_;
  std::unique_ptr<SurfaceView> view_;
  RecordingOutlet outlet_;
  std::unique_ptr<SurfaceDriver> driver_;
  int64_t now_ns_ = kBegin_ns;
};

}  // namespace headroom
