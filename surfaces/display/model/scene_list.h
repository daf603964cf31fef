// The desk's scenes as this screen shows them: which places are used, what they are called, which one is heard and
// which is next.
#pragma once

#include <string>

#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

// Scenes count from 1, as on the screen; 0 is none.
int current_scene(const DeskCopy& desk);
int next_scene(const DeskCopy& desk);
bool is_stored(const DeskCopy& desk, int scene);
int stored_scenes(const DeskCopy& desk);
// The place behind the last stored one; where that is the desk's last, the first free one. 0: all are used.
int place_for_new_scene(const DeskCopy& desk);
// Its name alone, "no name" while it has none; with its number it is scene_name() of source_names.h.
std::string scene_name_alone(const DeskCopy& desk, int scene);

}  // namespace headroom::display
