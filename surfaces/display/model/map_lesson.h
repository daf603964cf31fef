// Teaching a MIDI box that no driver knows: what a screen shows of it, and what hands may ask. Who does it runs beside
// the screen (system/map_teacher.h).
#pragma once

#include <string>
#include <vector>

namespace headroom::display {

struct MapLesson {
  enum class State {
    idle,
    looking,   // for boxes
    learning,  // from `box`
    ending,
  };
  struct Box {
    std::string port;    // what of its MIDI port's name stays when it is plugged in anew
    std::string driver;  // what serves it; empty: nothing does
    bool operator==(const Box&) const = default;
  };
  State state = State::idle;
  bool has_looked = false;
  std::vector<Box> boxes;              // as last looked for
  std::string box;                     // the one that is taught or was last
  std::vector<std::string> sentences;  // of this lesson, newest last: what was moved, learned, is at odds, went wrong
};

// By itself it knows of no boxes and finds none: a picture of a screen teaches nobody.
class MapLearning {
 public:
  virtual ~MapLearning() = default;
  const MapLesson& lesson() const { return lesson_; }
  virtual void look_for_boxes() {}
  // From now on a control moved on the screen, then one on the box at `port`, is a line of the box's map.
  virtual void begin([[maybe_unused]] const std::string& port) {}
  virtual void end() {}

 protected:
  MapLesson lesson_;
};

}  // namespace headroom::display
