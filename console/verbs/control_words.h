// Controls on the command line: found by what a person types, printed for people and for programs.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "console/table.h"
#include "io/result.h"

namespace headroom {

// The controls a pattern means: an address, a glob, or the address of a strip ("/ch/07": all of the strip's
// controls). An error when there are none.
Result<std::vector<ControlId>> controls_named(const Table& table, const std::string& pattern);

// The strip at an address ("/main", "/aux/1"), if it carries sound.
Result<StripIndex> audible_strip(const Table& table, const std::string& address);

// True when a pattern means one control and not a list, even a list of one.
bool means_one(const Table& table, const std::string& pattern);

// `stem` with the unit behind it: "value_dB", "min_hz"; `stem` alone where the unit has no name of its own.
std::string key_with_unit(const std::string& stem, Unit unit);

// A value of a row for a program: a number in the row's unit, true or false, a choice's word, null for a
// level that is off.
nlohmann::ordered_json json_value(const ControlRow& row, float value);

// "-6.0 dB", or the name in quotes.
std::string shown_value(const LinkClient& desk, ControlId id);

// One row for a program: address, name, value (in its unit), and the text a person would read.
nlohmann::ordered_json json_row(const LinkClient& desk, ControlId id);

// The desk of that name as a client of the command line; `verb` is what the desk's log calls it.
Result<std::unique_ptr<LinkClient>> attach_to_desk(const std::string& name, const char* verb);

}  // namespace headroom
