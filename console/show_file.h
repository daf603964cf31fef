// Show files: plain text in table order, one control a line, only what differs from the default; made to be diffed.
//
//   headroom show 1
//   plan channels=64 aux=16 groups=8 matrices=8 dcas=8
//   /ch/01/name "Kick In"
//   /ch/01/fader -6 dB
//
// Scenes follow, each with what differs from a new desk in it; a show that has some calls itself "headroom show 2",
// so that a program from before them does not take their lines for the mix:
//
//   scene 12 "Verse"
//   /ch/01/fader -10 dB
//
// Empty lines and lines that start with '#' are skipped. A bad line costs that line, not the show; the beginning of a
// scene that cannot be understood costs that scene.
#pragma once

#include <string>
#include <vector>

#include "console/scene.h"
#include "console/show.h"
#include "io/result.h"

namespace headroom {

inline constexpr size_t kMaxShowBytes = size_t{4} << 30;  // beyond any show this desk can make; a lying file is refused

// The whole text of a show file.
std::string show_text(const Show& show, const SceneList& scenes = {});

struct LoadReport {
  DeskPlan plan;                   // the plan of the desk that made the show
  int controls_set = 0;            // in the mix and in its scenes
  int lines_left_out = 0;          // not taken
  std::vector<std::string> notes;  // a sentence for each of those, "name:line: ...", up to 200
};

// Puts `text` into `show`, which is first set to its defaults. `name` is what the notes call it. A show of a smaller
// or larger desk loads what fits and says what did not. Its scenes take the place of `scenes`; without that they are
// read past. An error (not a show at all) leaves both untouched.
Result<LoadReport> load_show_text(const std::string& text, const std::string& name, Show& show,
                                  SceneList* scenes = nullptr);

// The same with files. Saving is whole or not at all.
Outcome save_show(const Show& show, const std::string& path, const SceneList& scenes = {});
Result<LoadReport> load_show(const std::string& path, Show& show, SceneList* scenes = nullptr);

// The plan written in a show file, to size a desk before loading it.
Result<DeskPlan> plan_of_show(const std::string& path);

}  // namespace headroom
