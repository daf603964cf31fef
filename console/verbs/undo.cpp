// headroom undo: what was done on the running desk, with times, and the way back to any of it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "console/link/undo_list.h"
#include "console/value_text.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"
#include "io/clock_text.h"

namespace headroom {
namespace {

std::string value_of(const Table& table, const UndoLine& line, bool after) {
  if (table.row(line.control).unit == Unit::text)
    return '"' + (after ? read_text(line.text_to) : read_text(line.text_from)) + '"';
  return value_text(table, line.control, after ? line.to : line.from);
}

// Newest first, as on the screen; "-" stands before what is undone.
void print_list(const LinkClient& desk, const UndoList& list, bool json) {
  const Table& table = desk.table();
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (uint32_t i = 0; i < list.count; ++i) {
    const UndoLine& line = list.lines[i];
    if (line.control >= table.size()) continue;
    const std::string what = words_of(line, table, [&](StripIndex strip) { return desk.strip_name(strip); });
    const std::string from = value_of(table, line, false), to = value_of(table, line, true),
                      user = read_text(line.author.user);
    const std::string time = clock_text(static_cast<int64_t>(line.when_ns / 1'000'000'000));
    const bool is_undone = i < list.undone, shows_values = !line.did[0];
    if (json) {
      rows.push_back({{"number", line.number},
                      {"time", time},
                      {"undone", is_undone},
                      {"what", what},
                      {"address", table.address(line.control)},
                      {"from", from},
                      {"to", to},
                      {"controls", line.changes},
                      {"by", hand_words(line.author.kind)},
                      {"user", user}});
      continue;
    }
    std::printf("%c %6u  %s  %s%s  by %s%s\n", is_undone ? '-' : ' ', line.number, time.c_str(), what.c_str(),
                shows_values ? (": " + from + " -> " + to).c_str() : "", hand_words(line.author.kind),
                user.empty() ? "" : (" of " + user).c_str());
  }
  if (json) print_json(rows);
}

bool is_answer(const std::string& sentence) {
  return sentence.starts_with("Undone: ") || sentence.starts_with("Redone: ") ||
         sentence.starts_with("There is nothing to ") || sentence.starts_with("The desk stands there already");
}

}  // namespace

int run_undo(int argc, char** argv) {
  CLI::App app{"Lists what was done on the running desk, or undoes and redoes it.", "headroom undo"};
  std::string name = "main";
  uint32_t number = 0;
  bool lists = false, json = false;
  auto* list = app.add_flag(
      "--list", lists, "Print the newest gestures: number, time, what, from -> to, by whom; - before what is undone");
  app.add_option("--to", number,
                 "Go to where the desk stood right after the gesture of that number; 0: before them all")
      ->check(CLI::Range(0u, History::kLastNumber))
      ->excludes(list);
  app.add_flag("--json", json, "The list for a program: an array of objects")->needs(list);
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  auto attached = LinkClient::attach(name, ClientKind::command_line, "headroom undo");
  if (!attached) return fail(attached.error());
  LinkClient& desk = **attached;
  if (lists) {
    UndoList newest{};
    if (!desk.read_undo(newest))
      return fail("the undo list of the desk \"" + name + "\" cannot be read now; try again");
    print_list(desk, newest, json);
    return kDone;
  }
  const uint64_t refused = desk.status().edits_refused;
  const ControlId undo = desk.table().id(desk.table().strip_of(kDesk), Param::undo);
  new_log(desk);  // what was said before
  if (!(app.count("--to") > 0 ? desk.undo_to(number) : desk.act(undo)))
    return fail("the desk takes no edits now; see its log");
  if (const Outcome told = wait_for_round(desk, undo); !told) return fail(told.error());
  // Others may make the desk speak meanwhile.
  const auto said = new_log(desk);
  const auto answer = std::find_if(said.begin(), said.end(), is_answer);
  if (answer == said.end()) {
    const bool is_refused = desk.status().edits_refused > refused && !said.empty();
    return fail(is_refused ? said.front() : "the desk did not answer; see its log");
  }
  std::printf("%s\n", answer->c_str());
  return kDone;
}

}  // namespace headroom
