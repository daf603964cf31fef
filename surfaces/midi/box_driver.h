// One box of faders, pots and keys as a client of the desk, both ways: what its hands do becomes edits, the desk's
// values become its lights, motors, rings and text. What it speaks is its language's affair.
#pragma once

#include <array>
#include <memory>
#include <span>

#include "console/link/link_client.h"
#include "surfaces/midi/fader_hand.h"
#include "surfaces/midi/key_hand.h"
#include "surfaces/midi/meter_bars.h"
#include "surfaces/midi/midi_parser.h"
#include "surfaces/midi/strip_watch.h"
#include "surfaces/midi/surface_driver.h"
#include "surfaces/midi/surface_language.h"
#include "surfaces/midi/surface_shadow.h"
#include "surfaces/midi/surface_view.h"
#include "surfaces/midi/turning_hand.h"

namespace headroom {

class BoxDriver final : public SurfaceDriver {
 public:
  // `outlet` leads to the box, `keys` say what its keys do; both must outlive the driver.
  BoxDriver(const SurfaceDevice& device, MidiOutlet& outlet, const KeyPlan& keys = default_key_plan());

  void set_desk(LinkClient* desk, SurfaceView* view, int offset) override;
  // Greets the box and paints everything. A box that reports itself is painted again.
  void connect() override;
  void disconnect(int64_t now_ns) override;
  void receive(std::span<const uint8_t> bytes, int64_t now_ns) override;
  void tick(int64_t now_ns, const MeterLook* meters) override;
  bool is_in_step() const override { return in_step_; }
  bool is_lost() const override { return language_->is_lost(); }
  bool cannot_be_asked() const override { return language_->cannot_be_asked(); }
  bool is_unanswered() const override { return language_->is_unanswered(); }
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

  void obey(const HandMove& move, int64_t now_ns);
  void move_fader(int fader, int position, int64_t now_ns);
  void touch_fader(int fader, bool is_touched, int64_t now_ns);
  void push_pedal(int position, int64_t now_ns);
  void read_key(Role role, int index, bool is_down, int64_t now_ns);
  void toggle(int place, Param param);
  void select(int place);
  void post_hands(int64_t now_ns);

  void make_good_losses(int64_t now_ns);
  void forget_shown();
  void forget_hands(int64_t now_ns);
  void paint_again() { next_paint_ns_ = 0; }
  bool send_picture(int64_t now_ns);

  SurfaceDevice device_;
  MidiOutlet& outlet_;
  const KeyPlan& key_plan_;
  MidiParser parser_;
  std::unique_ptr<SurfaceLanguage> language_;
  SurfaceShadow shadow_;

  LinkClient* desk_ = nullptr;
  SurfaceView* view_ = nullptr;
  BoxWindow window_;
  Ground ground_{};
  int repaints_ = 0;  // of the view, as far as this box has followed
  bool in_step_ = false;
  uint64_t revision_ = 0;
  int64_t next_paint_ns_ = 0;
  std::array<FaderHand, kSurfaceFaders> faders_;
  std::array<TurningHand, kSurfaceStrips> pots_;
  TurningHand jog_;
  FaderHand pedal_;
  KeyHand keys_;
  StripWatch watch_;
  MeterBars meters_;
};

}  // namespace headroom
