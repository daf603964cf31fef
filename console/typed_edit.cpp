#include "console/typed_edit.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

#include "console/value_text.h"

namespace headroom {
namespace {

constexpr double kLongest_s = 1e6;  // eleven days: beyond any show

std::optional<uint64_t> parse_time(std::string_view word, double sample_rate) {
  const bool is_frames = word.ends_with('f');
  if (is_frames) word.remove_suffix(1);
  double time = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), time);
  if (problem != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  const double frames = is_frames ? time : time * sample_rate;
  if (!(frames >= 0 && frames <= kLongest_s * sample_rate)) return std::nullopt;
  return static_cast<uint64_t>(std::llround(frames));
}

std::string without_quotes(const std::string& text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

Outcome parse_line(const std::string& line, const Table& table, double sample_rate, std::vector<TimedEdit>& edits) {
  std::istringstream words(line);
  std::string time_word, address, value;
  words >> time_word >> address >> std::ws;
  std::getline(words, value);
  while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back()))) value.pop_back();
  const auto frame = parse_time(time_word, sample_rate);
  if (!frame) return Error{"\"" + time_word + "\" is not a time; right would be seconds (1.5) or frames (72000f)"};
  const auto ids = table.match(address);
  if (ids.empty()) return Error{"\"" + address + "\" is no control of this desk"};
  std::vector<TimedEdit> taken;
  for (const ControlId id : ids) {
    const auto edit = typed_edit(table, id, value, sample_rate);
    if (!edit) return Error{table.address(id) + ": " + edit.error()};
    taken.push_back({*frame, *edit});
  }
  edits.insert(edits.end(), taken.begin(), taken.end());
  return {};
}

}  // namespace

Result<Edit> typed_edit(const Table& table, ControlId id, std::string_view text, double sample_rate) {
  Edit edit;
  edit.control = id;
  if (table.row(id).unit == Unit::text) {
    write_text(edit.text, without_quotes(std::string(text)));
    return edit;
  }
  const auto value = parse_value(table, id, text, sample_rate);
  if (!value) return Error{value.error()};
  edit.value = *value;
  return edit;
}

TimedEdits parse_timed_edits(const std::string& text, const std::string& name, const Table& table, double sample_rate) {
  TimedEdits result;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const size_t begins = line.find_first_not_of(" \t\r");
    if (begins == std::string::npos || line[begins] == '#') continue;
    if (const Outcome taken = parse_line(line, table, sample_rate, result.edits); !taken)
      result.notes.push_back(name + ":" + std::to_string(number) + ": " + taken.error() + "; left out");
  }
  std::stable_sort(result.edits.begin(), result.edits.end(),
                   [](const TimedEdit& a, const TimedEdit& b) { return a.frame < b.frame; });
  return result;
}

}  // namespace headroom
