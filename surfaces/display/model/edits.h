// What this screen's hands do to the desk. A control that is held shows the hand's value, not the desk's, until 250 ms
// after it is let go: nobody's echo makes it jump. Everything goes through the link; the desk decides.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "console/show.h"
#include "surfaces/display/model/hand.h"

namespace headroom::display {

inline constexpr double kEcho_s = 0.25;

class Edits {
 public:
  explicit Edits(LinkClient& link) : link_(&link) {}

  // Lays local values over the copy of the desk, and posts what a full ring refused. Once a frame; `now_s` is any
  // clock that never goes back, and stamps what is done in this frame.
  void update(Show& show, double now_s);

  // A drag: one gesture from grab to release. Positions are of the control's travel, 0...1.
  // What one hand holds no other takes.
  void grab(ControlId id, HandId hand = kMouseHand);
  // One hand on several controls, as on a node of the equaliser: undone as one, whatever other hands do meanwhile. Each
  // is moved and released by itself.
  void grab_together(std::span<const ControlId> ids, HandId hand = kMouseHand);
  void move_by(ControlId id, float position_change);
  void move_to(ControlId id, float value);
  void release(ControlId id);
  void release_all();
  // Lets go of what is held by other hands than these.
  void release_all_but(std::span<const HandId> hands);
  bool is_held_by(HandId hand, ControlId id) const;
  bool is_held(ControlId id) const;
  bool holds_any() const;
  // What is held, or was changed by this screen a moment ago.
  std::vector<ControlId> in_hand() const;

  // A single change: a click, a turn of the wheel, a typed value.
  void set(ControlId id, float value);
  // One press that sets many: undone as one.
  void set_all(std::span<const ControlId> ids, float value);
  // A press of a key.
  void toggle(ControlId id) { set(id, shown(id) >= 0.5f ? 0.0f : 1.0f); }
  void set_text(ControlId id, const std::string& text) { post({Post::Kind::text, id, 0, text}); }
  void act(ControlId action);
  // To where the desk stood right after that gesture of the undo list; 0: before them all.
  void undo_to(uint32_t number);
  // Asks the console something about the machine under the desk. False while it has not heard the last requests.
  bool request(const SetupRequest& request) { return link_->request(request); }
  // `notches` of the wheel or of an arrow key: 0.5 dB each, or a hundredth of the travel; a fifth or a tenth when fine.
  void step(ControlId id, float notches, bool fine);

  // What the screen shows: the hand's value, or the desk's.
  float shown(ControlId id) const;

 private:
  struct Local {
    float value = 0;
    float position = 0;  // kept apart from the value: small drags of a stepped control add up
    bool held = false;
    HandId hand = kMouseHand;  // that holds it
    bool locked =
        false;  // when the hand came: the desk is asked once, so that it says why, and nothing follows the hand
    bool asked = false;
    double until_s = 0;  // when not held
  };
  // One word to the desk.
  struct Post {
    enum class Kind : uint8_t { begin, join, value, end, text, act, undo_to } kind;
    ControlId id;
    float value = 0;
    std::string text = {};
    uint32_t gesture = 0;         // of the undo list
    ControlId lead = kNoControl;  // whose gesture is joined
  };
  // Nothing is lost and nothing overtakes when the desk is behind; of values that wait in a row the newest is enough.
  void post(Post post);
  bool deliver(const Post& post);
  void hold(ControlId id, HandId hand);
  void show_what_comes();
  void send(ControlId id, Local& local, float value);
  bool is_locked(ControlId id) const;

  LinkClient* link_;
  std::deque<Post> unsent_;  // oldest first; empty but for a console that stands still
  std::map<ControlId, Local> local_;
  double now_s_ = 0;
};

}  // namespace headroom::display
