// What stands between one box and the desk, whatever the box speaks. Bytes come in, messages go to an outlet; no MIDI
// library. Use by one thread; `now_ns` is CLOCK_MONOTONIC, or a test's.
#pragma once

#include <cstdint>
#include <span>

#include "console/link/link_client.h"
#include "surfaces/midi/surface_view.h"

namespace headroom {

class SurfaceDriver {
 public:
  virtual ~SurfaceDriver() = default;

  // The desk came, came back (nullptr: is gone), or the box got another place in the row of boxes. Both must live until
  // the next call. `offset`: strips of the boxes to its left.
  virtual void set_desk(LinkClient* desk, SurfaceView* view, int offset) = 0;

  // The line to the box was made: everything it can show is sent.
  virtual void connect() = 0;
  // The line is cut: hands let go of what they held.
  virtual void disconnect(int64_t now_ns) = 0;

  // Bytes from the box, as they come. Edits are posted before it returns.
  virtual void receive(std::span<const uint8_t> bytes, int64_t now_ns) = 0;

  // Every millisecond or two: sends what differs. `meters`: new levels, nullptr when there are none.
  virtual void tick(int64_t now_ns, const MeterLook* meters) = 0;

  // True when the box shows the desk's present state.
  virtual bool is_in_step() const = 0;
  // True when a box that should answer has fallen silent: nobody knows what it shows.
  virtual bool is_lost() const = 0;
  // True when nobody can tell whether the box is still there: it answers no question.
  virtual bool cannot_be_asked() const = 0;
  // True when a box that answers has been greeted as often as is polite and has not said a word since connect().
  virtual bool is_unanswered() const = 0;
};

}  // namespace headroom
