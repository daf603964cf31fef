// The undo list as clients of the link see it: the gestures next to where the desk stands, done and undone.
#pragma once

#include "console/history.h"
#include "console/link/shared_layout.h"

namespace headroom {

// `to_realtime_ns` is what CLOCK_REALTIME is ahead of the clock that the history's times are of. Where there are more than
// fit, as many are kept on both sides as there is room for.
UndoList undo_list(const History& history, uint64_t to_realtime_ns);

// "Ch 7 Fader", "Verse", "12 controls of Ch 7": what the gesture moved, by the strip's present name.
std::string words_of(const UndoLine& line, const Table& table, const std::string& strip_name);

// "a screen", "a command"; "the console" for what no client did.
const char* hand_words(ClientKind kind);

}  // namespace headroom
