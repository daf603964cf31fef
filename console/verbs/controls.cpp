// headroom controls: the table of controls for people, manuals, programs and the completion of words.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "console/row_text.h"
#include "console/value_text.h"
#include "console/verbs/control_words.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

// One control, or all that share a row and a kind of strip ("/ch/*/send/*/level").
struct Listed {
  std::string address;
  ControlId id;  // of one of them
  bool is_pattern;
};

// "/ch/01" -> "/ch/*" where there are several strips of the kind.
std::string strip_pattern(const DeskStrip& strip) {
  const size_t slash = strip.address.rfind('/');
  return slash == 0 ? strip.address : strip.address.substr(0, slash) + "/*";
}

std::vector<Listed> patterns_of(const Table& table) {
  std::vector<Listed> listed;
  for (ControlId id = 0; id < table.size(); ++id) {
    const Control& control = table.control(id);
    const DeskStrip& strip = table.strip(control.strip);
    if (strip.number == 1 && control.repeat == 0)
      listed.push_back({strip_pattern(strip) + '/' + control.row->address, id, true});
  }
  return listed;
}

std::string default_text(const Table& table, const Listed& listed) {
  const ControlRow& row = table.row(listed.id);
  if (row.unit == Unit::action || row.unit == Unit::text) return "";
  if ((row.flags & kOwnNumber) && listed.is_pattern) return "its number";
  if ((row.flags & kOwnOutput) && listed.is_pattern) return "the buses in turn";
  if ((row.flags & kOwnMeter) && listed.is_pattern) return "/main, /monitor, then none";
  return value_text(table, listed.id, table.standard_value(listed.id));
}

nlohmann::ordered_json json_of(const Table& table, const Listed& listed) {
  const ControlRow& row = table.row(listed.id);
  nlohmann::ordered_json answer{{"address", listed.address}, {"name", row.name}, {"unit", unit_name(row.unit)}};
  if (row.unit == Unit::choice) {
    for (int i = 0; i <= static_cast<int>(row.max); ++i) answer["choices"].push_back(row.choices[i]);
  } else if (row.unit != Unit::text && row.unit != Unit::action && row.unit != Unit::on_off) {
    answer[key_with_unit("min", row.unit)] = json_value(row, row.min);
    answer[key_with_unit("max", row.unit)] = json_value(row, table.max_value(listed.id));
  }
  if (row.unit == Unit::text || row.unit == Unit::action) return answer;
  if ((row.flags & kOwnNumber) && listed.is_pattern)
    answer["default"] = "its number";
  else if ((row.flags & kOwnOutput) && listed.is_pattern)
    answer["default"] = "the buses in turn";
  else
    answer[key_with_unit("default", row.unit)] = json_value(row, table.standard_value(listed.id));
  return answer;
}

void print_lines(const Table& table, const std::vector<Listed>& listed) {
  size_t widest = 0;
  for (const Listed& one : listed) widest = std::max(widest, one.address.size());
  for (const Listed& one : listed)
    std::printf("%-*s  %-15s  %-6s  %s%s\n", static_cast<int>(widest), one.address.c_str(), table.row(one.id).name,
                unit_name(table.row(one.id).unit), range_text(table, one.id).c_str(),
                default_text(table, one).empty() ? "" : (", default " + default_text(table, one)).c_str());
}

void print_markdown(const Table& table, const std::vector<Listed>& listed) {
  std::printf("| address | name | unit | range | default |\n| --- | --- | --- | --- | --- |\n");
  for (const Listed& one : listed)
    std::printf("| `%s` | %s | %s | %s | %s |\n", one.address.c_str(), table.row(one.id).name,
                unit_name(table.row(one.id).unit), range_text(table, one.id).c_str(), default_text(table, one).c_str());
}

// The ways a begun address can go on, one part at a time, as a shell completes folders.
void print_continuations(const Table& table, const std::string& prefix) {
  std::string last;
  for (ControlId id = 0; id < table.size(); ++id) {
    const std::string address = table.address(id);
    if (!address.starts_with(prefix)) continue;
    const size_t slash = address.find('/', std::max<size_t>(prefix.size(), 1));
    const std::string begun = address.substr(0, slash == std::string::npos ? slash : slash + 1);
    if (begun != last) std::printf("%s\n", begun.c_str());
    last = begun;
  }
}

}  // namespace

int run_controls(int argc, char** argv) {
  CLI::App app{"Lists the controls of a desk. Without a glob, controls that every strip of a kind has are one line.",
               "headroom controls"};
  std::string pattern, plan_words, prefix;
  bool json = false, markdown = false;
  app.add_option("GLOB", pattern, "Only these, each by its own address: /ch/07, \"/ch/*/fader\"");
  app.add_option("--plan", plan_words, "Size of the desk, as in \"channels=64 aux=16 groups=8 matrices=8 dcas=8\"");
  app.add_flag("--markdown", markdown, "As a table for a manual");
  app.add_flag("--json", json, "As an array of objects, for a program");
  auto* addresses =
      app.add_option("--addresses", prefix, "How an address that begins like this can go on")->expected(0, 1);
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  const auto plan = plan_words.empty() ? Result<DeskPlan>(DeskPlan{}) : parse_plan(plan_words);
  if (!plan) return wrong_usage(plan.error());
  const Table table(*plan);
  if (addresses->count() > 0) {
    print_continuations(table, prefix);
    return kDone;
  }
  std::vector<Listed> listed;
  if (pattern.empty()) {
    listed = patterns_of(table);
  } else {
    const auto ids = controls_named(table, pattern);
    if (!ids) return fail(ids.error());
    for (const ControlId id : *ids) listed.push_back({table.address(id), id, false});
  }
  if (json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Listed& one : listed) rows.push_back(json_of(table, one));
    print_json(means_one(table, pattern) ? rows.front() : rows);
  } else if (markdown) {
    print_markdown(table, listed);
  } else {
    print_lines(table, listed);
  }
  return kDone;
}

}  // namespace headroom
