// The boxes on the desk, side by side: gives each line with a box a driver, tells every driver which strips lie under
// it, and hands bytes, time and meters on. Main thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/midi/midi_line.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/surface_choice.h"
#include "surfaces/midi/traffic.h"

namespace headroom {

// A line whose messages are seen by who watches the traffic.
class TappedOutlet final : public MidiOutlet {
 public:
  TappedOutlet(MidiLine& line, BoxSpeech speech, TrafficWriter& traffic)
      : line_(line), speech_(speech), traffic_(traffic) {}
  BoxSpeech speech() const { return speech_; }
  bool send(std::span<const uint8_t> messages) override {
    if (!line_.send(messages)) return false;
    each_message(messages, [&](auto message) { traffic_.write(line_.partner_name(), speech_, true, message); });
    return true;
  }

 private:
  MidiLine& line_;
  BoxSpeech speech_;
  TrafficWriter& traffic_;
};

class SurfaceRack {
 public:
  // Both must outlive the rack.
  SurfaceRack(const SurfaceSettings& settings, TrafficWriter& traffic) : settings_(settings), traffic_(traffic) {}

  // The desk came, came back, or is gone (nullptr). The window keeps its place.
  void set_desk(LinkClient* desk);
  // The lines that are open now; boxes are plugged and unplugged accordingly.
  void set_lines(const std::vector<std::shared_ptr<MidiLine>>& lines, int64_t now_ns);

  // Hands what came in to the drivers; edits are posted when it returns.
  void receive(int64_t now_ns);
  // Sends what differs and, 20 times a second, the meters.
  void tick(int64_t now_ns);
  // What the digits of every box show from now on.
  void show_time(const TimeShown& time) {
    if (view_) view_->show_time(time);
  }
  // Lets go of everything.
  void unplug_all(int64_t now_ns);

  // Of all boxes together: as the one that is worst off.
  Lamp lamp() const;
  std::vector<LinkClient::BoxLamp> box_lamps() const;
  // "X-Touch, MCU", or what is awaited.
  std::string detail() const;

 private:
  struct Box {
    std::shared_ptr<MidiLine> line;
    uint64_t partner;
    std::string name;             // of the partner that the driver is for
    const SurfaceDevice* device;  // its place in the row; nullptr: it takes none
    std::unique_ptr<TappedOutlet> outlet;
    std::unique_ptr<SurfaceDriver> driver;
    MidiParser heard;  // for those who watch: bytes come in pieces
  };
  void plug(const std::shared_ptr<MidiLine>& line);
  void place_boxes();
  // What is taken hold of from now on is in this box's hand.
  void speak_for(const Box& box);

  const SurfaceSettings& settings_;
  TrafficWriter& traffic_;
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
