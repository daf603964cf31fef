#include "console/show_file.h"

#include <algorithm>
#include <map>

#include "console/edit.h"
#include "console/gang.h"
#include "console/tap.h"
#include "console/value_text.h"
#include "io/atomic_file.h"

namespace headroom {
namespace {

constexpr std::string_view kFirstLine = "headroom show 1";
constexpr std::string_view kAnyVersion = "headroom show ";
constexpr std::string_view kPlanWord = "plan ";
constexpr size_t kMaxNotes = 200;  // a file of garbage must not make a report larger than itself

// Hands out the lines of a text without their ends ("\n" or "\r\n"), counted from 1.
class Lines {
 public:
  explicit Lines(const std::string& text) : rest_(text) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    ++number_;
    return true;
  }
  int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

Result<std::string> unquoted(std::string_view text) {
  const Error error{"a name is written in double quotes, as in \"Lead Vox\""};
  if (text.size() < 2 || text.front() != '"') return error;
  std::string result;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1 == text.size() ? Result<std::string>(result) : Result<std::string>(error);
    if (text[i] == '\\' && ++i == text.size()) return error;
    result += text[i];
  }
  return error;
}

// Puts one line "/ch/07/fader -6 dB" into the show.
Outcome set_line(std::string_view line, Show& show) {
  const size_t space = line.find_first_of(" \t");
  const std::string_view address = line.substr(0, space);
  std::string_view text = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);

  const Table& table = show.table();
  const ControlId id = table.find(address);
  if (id == kNoControl) return Error{std::string(address) + " is not a control of this desk; left out"};
  const ControlRow& row = table.row(id);
  if (row.flags & kNotSaved) return Error{std::string(address) + " does not belong in a show; left out"};
  if (row.unit == Unit::text) {
    const auto name = unquoted(text);
    if (!name) return Error{std::string(address) + ": " + name.error() + "; kept " + show.strip_name(table.control(id).strip)};
    show.set_text(id, *name);
    return {};
  }
  const auto value = parse_value(table, id, text);
  if (!value)
    return Error{std::string(address) + ": " + value.error() + "; kept " + value_text(table, id, show.value(id))};
  if (const auto obstacle = obstacle_to(show, id, show.nearest(id, *value))) return Error{*obstacle + "; left out"};
  show.set(id, *value);
  return {};
}

// A show says nothing of outputs that carry what they do on a new desk; on another desk that is something else. They are
// given what they carried on the desk of `plan`, as far as it is here too.
void keep_outputs_of(const DeskPlan& plan, Show& show) {
  const Table& table = show.table();
  const Table made_on(plan);
  const int outputs = std::min(table.count_of(kOutput), made_on.count_of(kOutput));
  for (int output = 1; output <= outputs; ++output) {
    const auto same = parse_tap(table, tap_text(made_on, tap_value(made_on.outputs()[static_cast<size_t>(output - 1)])));
    show.set(table.id(table.strip_of(kOutput, output), Param::tap), same ? *same : 0.0f);
  }
}

// The header of a show; on success `lines` stands behind it.
Result<DeskPlan> read_header(Lines& lines, const std::string& name) {
  std::string_view line;
  if (!lines.next(line) || !line.starts_with(kAnyVersion))
    return Error{name + " is not a Headroom show: its first line would be \"" + std::string(kFirstLine) + "\""};
  if (line != kFirstLine)
    return Error{name + " was written by another version (\"" + std::string(line) + "\"); this one reads \"" +
                 std::string(kFirstLine) + "\""};
  if (!lines.next(line) || !line.starts_with(kPlanWord))
    return Error{name + ":2: the second line of a show is its plan, as in \"plan " + plan_text({}) + "\""};
  auto plan = parse_plan(std::string(line.substr(kPlanWord.size())));
  if (!plan) return Error{name + ":2: " + plan.error()};
  return plan;
}

}  // namespace

std::string show_text(const Show& show) {
  const Table& table = show.table();
  std::string text = std::string(kFirstLine) + "\n" + std::string(kPlanWord) + plan_text(table.plan()) + "\n";
  for (ControlId id = 0; id < table.size(); ++id) {
    const ControlRow& row = table.row(id);
    if ((row.flags & kNotSaved) || !show.is_changed(id)) continue;
    text += table.address(id) + ' ' +
            (row.unit == Unit::text ? quoted(show.text(id)) : exact_value_text(table, id, show.value(id))) + '\n';
  }
  return text;
}

Result<LoadReport> load_show_text(const std::string& text, const std::string& name, Show& show) {
  Lines lines(text);
  const auto plan = read_header(lines, name);
  if (!plan) return Error{plan.error()};

  show = Show(show.table());
  LoadReport report;
  report.plan = *plan;
  if (*plan != show.table().plan()) keep_outputs_of(*plan, show);
  size_t unreported = 0;
  std::string_view line;
  while (lines.next(line)) {
    if (line.empty() || line.front() == '#') continue;
    const Outcome taken = set_line(line, show);
    if (taken)
      ++report.controls_set;
    else if (report.notes.size() < kMaxNotes)
      report.notes.push_back(name + ":" + std::to_string(lines.number()) + ": " + taken.error());
    else
      ++unreported;
  }
  if (unreported) report.notes.push_back(name + ": " + std::to_string(unreported) + " more lines were left out");
  if (report.plan != show.table().plan())
    report.notes.push_back(name + " was made on a desk of " + plan_text(report.plan) + "; this one is " +
                           plan_text(show.table().plan()) + "; what fits was loaded");
  return report;
}

Outcome save_show(const Show& show, const std::string& path) { return write_whole_file(path, show_text(show)); }

Result<LoadReport> load_show(const std::string& path, Show& show) {
  const auto text = read_whole_file(path, kMaxShowBytes);
  if (!text) return Error{text.error()};
  return load_show_text(*text, path, show);
}

Result<DeskPlan> plan_of_show(const std::string& path) {
  const auto text = read_whole_file(path, kMaxShowBytes);
  if (!text) return Error{text.error()};
  Lines lines(*text);
  return read_header(lines, path);
}

}  // namespace headroom
