// One box of the Mackie Control family as a client of the desk, both ways: its messages become edits, the desk's values
// become its lights, motors, rings and text.
#pragma once

#include <array>
#include <span>

#include "console/link/link_client.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/midi/key_hand.h"
#include "surfaces/midi/meter_bars.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/strip_watch.h"
#include "surfaces/midi/surface_driver.h"
#include "surfaces/midi/surface_picture.h"
#include "surfaces/midi/surface_view.h"
#include "surfaces/midi/turning_hand.h"

namespace headroom {

class MackieDriver final : public SurfaceDriver {
 public:
  // `outlet` leads to the box, `keys` say what its keys do; both must outlive the driver.
  MackieDriver(const SurfaceDevice& device, MidiOutlet& outlet, const KeyPlan& keys = default_key_plan());

  void set_desk(LinkClient* desk, SurfaceView* view, int offset) override;
  // Asks who is there and paints everything, without waiting for an answer. As long as the box says nothing, that is done
  // again every second, a few times: boxes wake up slowly, and a fresh line may lose what is sent first. A box that reports
  // itself is painted again.
  void connect() override;
  void disconnect(int64_t now_ns) override;
  void receive(std::span<const uint8_t> bytes, int64_t now_ns) override;
  void tick(int64_t now_ns, const MeterLook* meters) override;
  bool is_in_step() const override { return in_step_; }
  bool is_unanswered() const override { return device_.answers && greetings_left_ == 0 && !has_spoken_; }
  const SurfaceDevice& device() const { return device_; }

 private:
  // What lies under the hands, as they last found it.
  struct Ground {
    std::array<ControlId, kSurfaceFaders> faders;
    std::array<ControlId, kSurfaceStrips> pots;
    std::array<int, kSurfaceStrips> strips;
    bool operator==(const Ground&) const = default;
  };
  Ground ground_now() const;
  void follow_view(int64_t now_ns);
  void look_at_selection();

  void read_message(std::span<const uint8_t> message, int64_t now_ns);
  void read_sysex(std::span<const uint8_t> message);
  void move_fader(int fader, int position, int64_t now_ns);
  void touch_fader(int fader, bool is_touched, int64_t now_ns);
  void push_pedal(int position, int64_t now_ns);
  void read_key(Role role, int index, int note, bool is_down, int64_t now_ns);
  void toggle(int place, Param param);
  void select(int place);
  void post_hands(int64_t now_ns);

  void greet(int64_t now_ns);
  void draw_meters_upright(int64_t now_ns);
  void paint_again() { next_paint_ns_ = 0; }
  bool send_picture(int64_t now_ns);

  SurfaceDevice device_;
  MidiOutlet& outlet_;
  const KeyPlan& key_plan_;
  MidiParser parser_;
  SurfaceShadow shadow_{device_};

  LinkClient* desk_ = nullptr;
  SurfaceView* view_ = nullptr;
  BoxWindow window_;
  Ground ground_{};
  int repaints_ = 0;            // of the view, as far as this box has followed
  int greetings_left_ = 0;
  bool has_spoken_ = true;
  int64_t next_greeting_ns_ = 0;
  bool in_step_ = false;
  uint64_t revision_ = 0;
  int64_t next_paint_ns_ = 0;
  int64_t text_again_ns_ = 0;  // when the display listens again; 0: it does
  std::array<FaderHand, kSurfaceFaders> faders_;
  std::array<TurningHand, kSurfaceStrips> pots_;
  TurningHand jog_;
  FaderHand pedal_;
  KeyHand keys_;
  StripWatch watch_;
  MeterBars meters_;
};

}  // namespace headroom
