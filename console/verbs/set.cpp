// headroom set ADDRESS VALUE: changes controls of the running desk, and says when the desk has them.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/show.h"
#include "console/typed_edit.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

// A button: pressed while held, like any control, and followed by what the desk said to it.
Outcome press(LinkClient& desk, ControlId id, bool json) {
  new_log(desk);  // what was said before
  if (const Outcome held = take_hold(desk, id); !held) return held;
  desk.act(id);
  if (const Outcome done = let_go(desk, id); !done) return done;
  if (const Outcome told = wait_for_round(desk, id); !told) return told;
  const auto said = new_log(desk);
  if (json) {
    print_json({{"address", desk.table().address(id)}, {"name", desk.table().row(id).name}, {"messages", said}});
    return {};
  }
  std::printf("%s pressed\n", desk.table().address(id).c_str());
  for (const std::string& sentence : said) std::printf("%s\n", sentence.c_str());
  return {};
}

bool shows(const LinkClient& desk, const Show& wanted, ControlId id) {
  return desk.table().row(id).unit == Unit::text ? desk.text(id) == wanted.text(id)
                                                 : desk.value(id) == wanted.value(id);
}

// One gesture over all the controls, so that one undo takes it back.
Outcome set_all(LinkClient& desk, const std::vector<ControlId>& ids, const Show& wanted) {
  new_log(desk);  // what was said before
  const ControlId hand = ids.size() == 1 ? ids.front() : kNoControl;
  if (hand != kNoControl) {
    if (const Outcome held = take_hold(desk, hand); !held) return held;
  } else {
    desk.begin_gesture(kNoControl);
  }
  for (const ControlId id : ids) {
    const bool is_text = desk.table().row(id).unit == Unit::text;
    const auto post = [&] { return is_text ? desk.set_text(id, wanted.text(id)) : desk.set(id, wanted.value(id)); };
    if (!wait_until(desk, kAnswer_ns, post)) return Error{"the desk takes no more edits; see its log"};
  }
  wait_until(desk, kAnswer_ns, [&] { return desk.end_gesture(hand); });
  for (const ControlId id : ids) {
    if (wait_until(desk, kAnswer_ns, [&] { return shows(desk, wanted, id); })) continue;
    const auto said = new_log(desk);
    std::string words;  // others may have made the desk speak meanwhile
    for (const std::string& sentence : said) words += ' ' + sentence;
    const std::string why = desk.holder(id) >= 0 ? "it is held by " + holder_name(desk, desk.holder(id))
                            : said.empty()       ? "the desk did not take it"
                                                 : "the desk said:" + words;
    return Error{desk.table().address(id) + " was not changed: " + why};
  }
  return {};
}

}  // namespace

int run_set(int argc, char** argv) {
  CLI::App app{"Sets a control of the running desk and prints what it is then.", "headroom set"};
  app.footer(
      "VALUE is what a person would write: -6 dB, -oo, 2.5k, on, L30, bell, or a name.\n"
      "Usage: headroom set ADDRESS VALUE, as in: headroom set /ch/07/fader -6 dB");
  std::string pattern, name = "main";
  bool json = false;
  app.add_option("ADDRESS", pattern, "An address (/ch/07/fader) or a glob (\"/ch/*/mute\")")->required();
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program: an object for one address, an array for a glob");
  app.allow_extras();  // the words of VALUE: "-oo" and "-6 dB" would pass for options
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  std::string typed;
  for (const std::string& word : app.remaining()) typed += (typed.empty() ? "" : " ") + word;

  auto desk = attach_to_desk(name, "set");
  if (!desk) return fail(desk.error());
  LinkClient& link = **desk;
  const Table& table = link.table();
  const auto ids = table.match(pattern);
  if (ids.empty() && !table.match(pattern + "/**").empty())
    return wrong_usage("\"" + pattern + "\" is a strip; name one of its controls (see: headroom get " + pattern + ")");
  if (ids.empty()) return fail("\"" + pattern + "\" is no control of this desk; see: headroom controls");

  if (ids.size() == 1 && table.row(ids.front()).unit == Unit::action) {
    const Outcome pressed = press(link, ids.front(), json);
    return pressed ? kDone : fail(pressed.error());
  }
  if (app.remaining().empty()) return wrong_usage("set needs a value: headroom set " + pattern + " VALUE");
  Show wanted(table);
  for (const ControlId id : ids) {
    const auto edit = typed_edit(table, id, typed, link.status().sample_rate);
    if (!edit) return fail(table.address(id) + ": " + edit.error());
    if (table.row(id).unit == Unit::text)
      wanted.set_text(id, read_text(edit->text));
    else
      wanted.set(id, edit->value);
  }
  if (const Outcome done = set_all(link, ids, wanted); !done) return fail(done.error());

  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ControlId id : ids) {
    if (json)
      rows.push_back(json_row(link, id));
    else
      std::printf("%s %s\n", table.address(id).c_str(), shown_value(link, id).c_str());
  }
  if (json) print_json(means_one(table, pattern) ? rows.front() : rows);
  return kDone;
}

}  // namespace headroom
