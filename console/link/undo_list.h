// The undo list as clients of the link see it: the gestures next to where the desk stands, done and undone.
#pragma once

#include "console/control_words.h"
#include "console/history.h"
#include "console/link/shared_layout.h"

namespace headroom {

// `to_realtime_ns` is what CLOCK_REALTIME is ahead of the clock that the history's times are of. Where there are more
// than fit, as many are kept on both sides as there is room for.
UndoList undo_list(const History& history, uint64_t to_realtime_ns);

// "Ch 7 Fader and 3 more", "Recalled Verse": what the gesture did, by the strips' present names.
std::string words_of(const UndoLine& line, const Table& table, const StripNames& name_of);

// "a screen", "a command"; "the console" for what no client did.
const char* hand_words(ClientKind kind);

}  // namespace headroom
