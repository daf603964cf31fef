// headroom record: what the recorder of the running desk does, how long it can, and its key.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"
#include "io/clock_text.h"

namespace headroom {
namespace {

constexpr int64_t kBegun_ns = 10'000'000'000;  // hundreds of files on a slow disk

std::string lanes_text(int lanes) { return std::to_string(lanes) + (lanes == 1 ? " lane" : " lanes"); }

void print_state(const RecordStatus& state, double sample_rate, bool json) {
  const double length_s = sample_rate > 0 ? static_cast<double>(state.frames) / sample_rate : 0;
  const double lost_s = sample_rate > 0 ? static_cast<double>(state.lost_frames) / sample_rate : 0;
  const bool is_known = state.seconds_left >= 0;
  if (json)
    return print_json({{"recording", state.is_recording != 0},
                       {"armed_lanes", state.armed_lanes},
                       {"take", state.take},
                       {"length_s", json_number(length_s)},
                       {"lost_s", json_number(lost_s)},
                       {"left_s", is_known ? json_number(state.seconds_left) : nlohmann::ordered_json()}});
  const bool is_on = state.is_recording != 0;
  const std::string lanes = lanes_text(state.armed_lanes);
  std::string text = is_on ? "Recording " + lanes : "Stopped, " + lanes + " armed";
  if (state.take[0])
    text += std::string(is_on ? "; take " : "; last take ") + state.take + ", " + length_text(length_s);
  if (is_known) text += "; room for " + length_text(state.seconds_left);
  char lost[48] = "";
  if (state.lost_frames > 0) std::snprintf(lost, sizeof lost, "; %.2f s lost, the disk is too slow", lost_s);
  std::printf("%s%s.\n", text.c_str(), lost);
}

bool set_all(LinkClient& desk, const std::vector<ControlId>& controls, float value) {
  for (const ControlId id : controls)
    if (!desk.set(id, value)) return false;
  return true;
}

// The channels that an input is patched to.
std::vector<ControlId> arms_of_inputs(const LinkClient& desk) {
  const Table& table = desk.table();
  std::vector<ControlId> arms;
  for (int number = 1; number <= table.count_of(kChannel); ++number) {
    const StripIndex channel = table.strip_of(kChannel, number);
    if (desk.value(table.id(channel, Param::input)) > 0) arms.push_back(table.id(channel, Param::arm));
  }
  return arms;
}

// Switches the recorder, and waits until it does so; else the sentence with which the desk refused.
Outcome switch_to(LinkClient& desk, bool is_on) {
  const ControlId record = desk.table().id(desk.table().strip_of(kDesk), Param::record);
  new_log(desk);  // what was said before
  if (!desk.set(record, is_on ? 1.0f : 0.0f)) return Error{"the desk takes no edits now; see its log"};
  if (const Outcome told = wait_for_round(desk, record); !told) return told;
  RecordStatus state{};
  const auto is_recording = [&] { return desk.read_recording(state) && state.is_recording != 0; };
  const auto is_switched_on = [&] { return desk.value(record) != 0; };
  const bool is_done =
      wait_until(desk, kBegun_ns, [&] { return is_recording() == is_on || is_switched_on() != is_on; });
  if (is_done && is_recording() == is_on) return {};
  const auto said = new_log(desk);
  const auto refusal = std::find_if(said.begin(), said.end(), [](const std::string& sentence) {
    return sentence.starts_with("Nothing is recorded") || sentence.starts_with("/desk/record");
  });
  return Error{refusal != said.end() ? *refusal : "the recorder did not answer; see the desk's log"};
}

}  // namespace

int run_record(int argc, char** argv) {
  CLI::App app{
      "Says what the recorder of the running desk does, starts and stops it. What is armed is recorded: a folder "
      "for each take, a WAV file for each strip.",
      "headroom record"};
  std::string deed, name = "main";
  bool arms_inputs = false, json = false;
  app.add_option("deed", deed, "start or stop; without it the recorder is left alone")
      ->check(CLI::IsMember({"start", "stop"}));
  app.add_flag("--arm-inputs", arms_inputs, "Arm every channel that an input is patched to, before anything else");
  app.add_flag("--json", json, "The answer for a program");
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  auto attached = LinkClient::attach(name, ClientKind::command_line, "headroom record");
  if (!attached) return fail(attached.error());
  LinkClient& desk = **attached;
  if (arms_inputs) {
    const std::vector<ControlId> arms = arms_of_inputs(desk);
    if (arms.empty())
      return fail("no channel has an input, so none was armed; patch one, as with: headroom set /ch/01/input 1");
    if (!set_all(desk, arms, 1)) return fail("the desk takes no edits now; see its log");
    if (const Outcome told = wait_for_round(desk, arms.back()); !told) return fail(told.error());
  }
  if (!deed.empty())
    if (const Outcome done = switch_to(desk, deed == "start"); !done) return fail(done.error());
  RecordStatus state{};
  if (!desk.read_recording(state))
    return fail("the recorder of the desk \"" + name + "\" cannot be read now; try again");
  print_state(state, desk.status().sample_rate, json);
  return kDone;
}

}  // namespace headroom
