// The fingers on a touch screen, any number at once: each holds what it came down on until it is lifted, whatever it
// slides over meanwhile. The mouse is not among them: ImGui knows it, and it alone hovers.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "surfaces/display/draw/geometry.h"
#include "surfaces/display/model/hand.h"

namespace headroom::display {

// One thing that one finger did.
struct Pointer {
  enum class Phase { down, moved, up };
  HandId id = kMouseHand + 1;
  Point place;  // pixels of the window
  Phase phase = Phase::down;
};

// How long what cannot be done by a slip is held, and a finger rests that asks for what a right click does.
inline constexpr float kLongHold_s = 1;

class Fingertips {
 public:
  // What a finger does to one rectangle in this frame. A press and its release are never in the same frame.
  struct Contact {
    HandId finger = kMouseHand;
    bool pressed = false, held = false, released = false;
    bool double_tapped = false;  // the second press of two at the same place
    bool rested = false;         // since this frame for kLongHold_s, without having moved
    bool held_long = false;      // the same, moved or not
    bool strayed = false;        // has moved further than a finger at rest does
    float held_s = 0;
    Point moved;  // since the last frame, logical px
    Point at;
  };

  // Begins a frame with what came since the last one; what follows a tap waits for the next frame, so that keys count
  // in the order in which they were tapped. `scale`: pixels of the window per logical px.
  void begin_frame(std::span<const Pointer> pointers, float scale, double now_s);
  // The glass says nothing more of these fingers: all are lifted with the next frame.
  void lift_all();

  // What is drawn from now on lies above the page, within `rect`, and fingers there reach nothing beneath it. Gives
  // back the layer before, to be returned to.
  std::string enter_layer(std::string name, Rect rect);
  void return_to_layer(std::string name) { layer_ = std::move(name); }

  // A rectangle of the current layer, by a number that names it between frames. The first that asks for a finger just
  // come down has it; where one finger is already, or `is_taken` by the mouse, a second one holds nothing.
  Contact on(uint32_t rectangle, Rect rect, bool is_taken);
  bool any() const { return !fingers_.empty(); }
  // Where a finger came down in this frame; `otherwise` where none did.
  Point newest_place(Point otherwise) const;
  // A finger came down in this frame, and not here.
  bool pressed_outside(Rect rect) const;
  // Those that hold something that this frame showed, up to now.
  std::vector<HandId> holding() const;

 private:
  struct Finger {
    HandId id = kMouseHand;
    Point place, before, began;  // logical px: now, in the last frame, and when it came down
    double began_s = 0;
    std::string layer;  // that it came down on
    uint32_t held = 0;  // the rectangle; 0: none, and none any more
    bool is_new = true, is_lifted = false, is_to_be_lifted = false, was_shown = true, has_strayed = false;
    bool is_spent = false;  // came to what another hand holds
  };
  struct Layer {
    std::string name;
    Rect rect;
  };
  struct Tap {
    uint32_t rectangle = 0;
    Point place;
    double at_s = 0;
  };

  void take(const Pointer& pointer, Point place);
  bool has_tapped() const;
  bool is_second_tap(const Finger& finger);
  std::string layer_at(Point place) const;

  std::deque<Pointer> waiting_;
  std::vector<Finger> fingers_;
  std::string layer_;                        // being drawn; the page has no name
  std::vector<Layer> layers_, last_layers_;  // of this frame and the last, lowest first
  Tap last_tap_;
  double now_s_ = 0, last_s_ = 0;
};

}  // namespace headroom::display
