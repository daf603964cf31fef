// The one way to change the desk: which control, to what, by whom, and whether a hand opens or closes a gesture.
// Edits travel from clients to the console through shared memory, so this is plain bytes of fixed size.
#pragma once

#include <cstdint>
#include <type_traits>

#include "console/fixed_text.h"
#include "console/table.h"

namespace headroom {

enum class EditKind : uint8_t {
  set,            // to `value`, or to `text` where the control is a text
  begin_gesture,  // a hand takes hold of `control` (kNoControl: a gesture over many controls, such as a recall);
                  // `value`: which box's
  end_gesture,    // and lets go; what came between is undone as one
  join_gesture,   // the same hand takes hold of `control`, too: part of the gesture on the control whose number is
                  // `value`
  undo_to,        // undo or redo, until the desk stands as it did right after the gesture whose number is `value`
};

struct Edit {
  ControlId control = kNoControl;
  float value = 0;
  EditKind kind = EditKind::set;
  char text[kMaxTextBytes] = {};  // UTF-8, zero-padded; a text of full length has no final zero
};
static_assert(std::is_trivially_copyable_v<Edit>);

}  // namespace headroom
