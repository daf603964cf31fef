// Edits as people type them: an address and a value, at a time or at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "console/edit.h"
#include "console/table.h"
#include "io/result.h"

namespace headroom {

// The edit that sets control `id` to what `text` says ("-6 dB", "on", a name); the error says what would be
// right.
Result<Edit> typed_edit(const Table& table, ControlId id, std::string_view text, double sample_rate);

// An edit that waits for its time, in frames since the start.
struct TimedEdit {
  uint64_t frame = 0;
  Edit edit;
};

struct TimedEdits {
  std::vector<TimedEdit> edits;    // in order of time, those of one frame as they were written
  std::vector<std::string> notes;  // a sentence for every line that was not taken, "name:line: ..."
};

// One edit a line: a time, an address (or a glob), a value. The time is in seconds, or in frames with an f
// behind it:
//   1.5 /ch/07/fader -6 dB
//   72000f /ch/*/mute on
// Empty lines and lines that start with '#' are skipped. `name` is what the notes call the text.
TimedEdits parse_timed_edits(const std::string& text, const std::string& name, const Table& table, double sample_rate);

}  // namespace headroom
