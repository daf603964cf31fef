// The boxes on the desk, side by side: gives each line with a box a driver, tells every driver which strips lie under it,
// and hands bytes, time and meters on. Main thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/midi/mackie_driver.h"
#include "surfaces/midi/midi_line.h"

namespace headroom {

class SurfaceRack {
 public:
  // What keys do and how the boxes stand on the table; the plan must outlive the rack.
  explicit SurfaceRack(const KeyPlan& plan) : plan_(plan) {}

  // The desk came, came back, or is gone (nullptr). The window keeps its place.
  void set_desk(LinkClient* desk);
  // The lines that are open now; boxes are plugged and unplugged accordingly.
  void set_lines(const std::vector<std::shared_ptr<MidiLine>>& lines, int64_t now_ns);

  // Hands what came in to the drivers; edits are posted when it returns.
  void receive(int64_t now_ns);
  // Sends what differs and, 20 times a second, the meters.
  void tick(int64_t now_ns);
  // Lets go of everything.
  void unplug_all(int64_t now_ns);

  Lamp lamp() const;
  // "X-Touch, MCU", or what is awaited.
  std::string detail() const;

 private:
  struct Box {
    std::shared_ptr<MidiLine> line;
    uint64_t partner;
    std::unique_ptr<MackieDriver> driver;
  };
  void plug(const std::shared_ptr<MidiLine>& line);
  void place_boxes();

  const KeyPlan& plan_;
  LinkClient* desk_ = nullptr;
  std::optional<SurfaceView> view_;
  int first_ = 0;  // where the window and the pots stood on the desk before
  PotView pots_;
  std::vector<Box> boxes_;
  bool had_box_ = false;
  MeterLook meters_;
  int64_t next_meters_ns_ = 0;
};

}  // namespace headroom
