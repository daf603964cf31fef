// One box of the Mackie Control family as a client of the desk, both ways: its messages become edits, the desk's values
// become its lights, motors, rings and text. Knows no MIDI library: bytes come in, messages go to an outlet.
// Use by one thread; `now_ns` is CLOCK_MONOTONIC, or a test's.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/surface_paint.h"
#include "surfaces/midi/surface_picture.h"
#include "surfaces/strip_layer.h"

namespace headroom {

class MackieDriver {
 public:
  // `outlet` leads to the box and must outlive the driver.
  MackieDriver(const SurfaceDevice& device, MidiOutlet& outlet);

  // The desk came, came back (nullptr: is gone), or the box got another place in the row of boxes. Both must live until
  // the next call. `offset`: strips of the boxes to its left.
  void set_desk(LinkClient* desk, StripLayer* layer, int offset);

  // The line to the box was made: asks who is there and paints everything, without waiting for an answer. As long as the
  // box says nothing, that is done again every second, a few times: boxes wake up slowly, and a fresh line may lose what is
  // sent first. A box that reports itself is painted again.
  void connect();
  // The line is cut: hands let go of what they held.
  void disconnect(int64_t now_ns);

  // Bytes from the box, as they come. Edits are posted before it returns.
  void receive(std::span<const uint8_t> bytes, int64_t now_ns);

  // Every millisecond or two: sends what differs. `meters`: new levels, nullptr when there are none.
  void tick(int64_t now_ns, const MeterLook* meters);

  // True when the box shows the desk's present state.
  bool is_in_step() const { return in_step_; }
  // True when a box that answers has been greeted as often as is polite and has not said a word since connect().
  bool is_unanswered() const { return device_.answers && greetings_left_ == 0 && !has_spoken_; }
  const SurfaceDevice& device() const { return device_; }

 private:
  // A strip's fader and pan as last seen, to tell which of them moves.
  struct Watched {
    int strip = -1;
    float fader = 0, pan = 0;
    Param moving = Param::name;
    int64_t until_ns = 0;
  };
  struct PanTurn {
    ControlHold hold;
    float value = 0;
    int64_t turned_ns = 0;
  };

  void follow_layer(int64_t now_ns);
  void read_message(std::span<const uint8_t> message, int64_t now_ns);
  void read_sysex(std::span<const uint8_t> message);
  void move_fader(int fader, int position, int64_t now_ns);
  void touch_fader(int fader, bool is_touched, int64_t now_ns);
  void turn_pan(int place, uint8_t ticks, int64_t now_ns);
  void set_pan(int place, float value, int64_t now_ns);
  void press(Role role, int index, int64_t now_ns);
  void toggle(int place, Param param);
  void select(int place);
  void select_neighbour(int strips);
  void look_at_selection();
  int strip_under_first() const;
  void post_hands(int64_t now_ns);
  void watch_strips(int64_t now_ns);
  void greet(int64_t now_ns);
  void draw_meters_upright(int64_t now_ns);
  float peak_of(const MeterLook& meters, StripIndex strip, int lane) const;
  void show_meters(const MeterLook& meters, int64_t now_ns);
  ControlId strip_control(int place, Param param) const;

  SurfaceDevice device_;
  MidiOutlet& outlet_;
  MidiParser parser_;
  SurfaceShadow shadow_{device_};

  LinkClient* desk_ = nullptr;
  StripLayer* layer_ = nullptr;
  BoxWindow window_;
  int first_ = 0;               // strip_under_first() when this box last looked
  int greetings_left_ = 0;
  bool has_spoken_ = true;
  int64_t next_greeting_ns_ = 0;
  bool in_step_ = false;
  uint64_t revision_ = 0;
  int64_t next_paint_ns_ = 0;
  std::array<FaderHand, kSurfaceFaders> hands_;
  std::array<PanTurn, kSurfaceStrips> pans_;
  std::array<Watched, kSurfaceStrips> watched_;
  std::array<int64_t, kSurfaceStrips> overload_until_ns_{};
  std::array<uint8_t, kSurfaceStrips> meter_{};  // as last sent
  std::array<uint8_t, 2> main_meter_{};
  int64_t text_again_ns_ = 0;  // when the display listens again; 0: it does
};

}  // namespace headroom
