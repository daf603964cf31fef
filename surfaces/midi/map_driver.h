// Any MIDI controller as a client of the desk, as its map says.
#pragma once

#include <vector>

#include "surfaces/midi/mapped_control.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/refresh_turns.h"
#include "surfaces/midi/surface_driver.h"

namespace headroom {

class MapDriver final : public SurfaceDriver {
 public:
  // `outlet` leads to the box; both must outlive the driver.
  MapDriver(const MidiMap& map, MidiOutlet& outlet) : map_(map), outlet_(outlet) {}

  void set_desk(LinkClient* desk, SurfaceView* view, int offset) override;
  void connect() override;
  void disconnect(int64_t now_ns) override;
  void receive(std::span<const uint8_t> bytes, int64_t now_ns) override;
  void tick(int64_t now_ns, const MeterLook* meters) override;
  bool is_in_step() const override { return in_step_; }
  bool is_lost() const override { return false; }
  bool cannot_be_asked() const override { return true; }
  bool is_unanswered() const override { return false; }  // it was never asked anything

 private:
  void forget_shown();
  void forget_in_turn(int64_t now_ns);

  const MidiMap& map_;
  MidiOutlet& outlet_;
  MidiParser parser_;
  MidiMoves moves_;
  LinkClient* desk_ = nullptr;
  std::vector<MappedControl> controls_;
  std::vector<bool> down_;  // by line, when the console before went: the next one hears who lets go
  RefreshTurns refresh_{0};
  SurfaceView* view_ = nullptr;
  int repaints_ = 0;
  bool in_step_ = false;
};

}  // namespace headroom
