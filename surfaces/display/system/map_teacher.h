// Teaches MIDI boxes through headroom-midi, which listens to the box, writes the map, and says what it understood. The
// map lies where the headroom-midi that serves the desk finds it: what is learned works at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "console/running_program.h"
#include "surfaces/display/model/map_lesson.h"

namespace headroom::display {

class MapTeacher final : public MapLearning {
 public:
  explicit MapTeacher(std::string desk) : desk_(std::move(desk)) {}
  ~MapTeacher() override;

  void look_for_boxes() override;
  void begin(const std::string& port) override;
  void end() override;
  // Takes what headroom-midi has said; never waits. A few times a second, or every frame.
  void look();

 private:
  void start(const std::vector<std::string>& words, RunningProgram::Heard heard);
  void read_all();
  void take_lines();
  void take_boxes();

  std::string desk_;
  std::optional<RunningProgram> midi_;
  std::string said_;                   // not yet taken
  std::optional<int64_t> ends_by_ns_;  // then it stands still, as its MIDI server may, and is ended
};

}  // namespace headroom::display
