// Values as a person writes them: "-6.0 dB", "2.50 kHz", "L35", "on", "bell", "-oo"; both ways.
#pragma once

#include <string>
#include <string_view>

#include "console/table.h"
#include "io/result.h"

namespace headroom {

// The value with its unit, rounded for people: "-6.0 dB", "96 Hz", "12.0 ms", "3.5:1", "C", "off".
std::string value_text(const ControlRow& row, float value);

// The shortest text that parses back to the same float, with its unit: what show files hold.
std::string exact_value_text(const ControlRow& row, float value);

// Accepts what value_text prints and what people type: "-6", "-6 dB", "2.5k", "2500 Hz", "0.2 s", "4:1", "R20",
// "-20" for pan, "centre", "on/off/yes/no/1/0", a choice's word, "-oo" or "off" for a level.
// A value outside the row's range, or a text that is none, is an error that says what would be right.
// A delay may be typed in samples where there is a `sample_rate` to count them by; 0: there is none (a show file's
// values mean the same at any rate).
Result<float> parse_value(const ControlRow& row, std::string_view text, double sample_rate = 0);

// The same for a control of a desk: strips are written by their addresses there ("/main"), which any desk understands.
std::string value_text(const Table& table, ControlId id, float value);
std::string exact_value_text(const Table& table, ControlId id, float value);
Result<float> parse_value(const Table& table, ControlId id, std::string_view text, double sample_rate = 0);

// The word of a unit as people write it behind a number; "" where there is none.
const char* unit_word(Unit unit);

}  // namespace headroom
