// With what show a console begins: the desk it succeeds, one that was left behind by a crash, a file, or the state it
// was left in. And where what belongs to a desk is kept.
#include <filesystem>

#include "console/live_console.h"
#include "console/recorder/take_folder.h"
#include "console/show_keeper.h"
#include "io/clock_text.h"
#include "io/user_folder.h"

namespace headroom {
namespace {

// Where the show of a desk that became smaller is kept: never over one that is kept already.
std::string path_for_larger(const std::string& desk) {
  std::error_code unreachable;
  for (int number = 1;; ++number) {
    // '+' cannot be in a desk's name: no other desk's state is there.
    std::string path = state_show_path(desk + "+larger" + (number == 1 ? "" : std::to_string(number)));
    if (!std::filesystem::exists(path, unreachable)) return path;
  }
}

}  // namespace

bool takes_over(const ConsoleOptions& options, const LinkHost::LeftDesk& left) {
  return options.recover || (options.show.empty() && options.first_show.empty() && !left.is_demo);
}

std::string take_folder_of(const ConsoleOptions& options) {
  return (options.recordings.empty() ? music_folder() + "/Headroom" : options.recordings) + '/' +
         safe_file_name(options.desk);
}

DeskPlan kept_plan(const std::string& desk) {
  const auto plan = plan_of_show(state_show_path(desk));
  return plan ? *plan : DeskPlan{};
}

Outcome LiveConsole::load_first_show(const LiveConsole* predecessor) {
  const std::string state_path = options_.is_demo ? "" : state_show_path(options_.desk);
  // Save writes the demo to a show of its own, so that nobody's state is lost to it.
  const std::string scenes_path = state_scenes_path(options_.is_demo ? options_.desk + "+demo" : options_.desk);
  saver_.write_to(options_.is_demo         ? state_show_path(options_.desk + "+demo")
                  : !options_.show.empty() ? options_.show
                                           : state_path,
                  state_path, scenes_path);
  if (predecessor && predecessor->options_.is_demo == options_.is_demo) {
    if (predecessor->options_.plan == options_.plan)
      desk_.succeed(predecessor->desk_);
    else
      succeed_in_another_size(predecessor->desk_);
    if (is_recording(desk_.show())) say("The recording goes on in a new take, as the desk started anew.");
    markers_ = predecessor->markers_;
    return {};
  }
  const auto left = LinkHost::left_by(options_.desk);
  Show left_behind(desk_.table());
  if (left && takes_over(options_, *left) && LinkHost::recover(options_.desk, left_behind)) {
    desk_.take_over(left_behind, scenes_left_in(scenes_path));
    say("The console ended unexpectedly; the desk is as it was at " +
        clock_text(static_cast<int64_t>(left->seen_ns / 1'000'000'000)) + ".");
    if (!left->take.empty())
      say("The take in \"" + take_folder_of(options_) + '/' + left->take +
          "\" was cut short and holds all but its last second; the recording goes on in a new one.");
    return {};
  }
  std::error_code unreachable;
  std::filesystem::remove(scenes_path, unreachable);  // those of a desk that nobody goes on with
  const bool has_state = std::filesystem::exists(state_path, unreachable);
  if (!options_.show.empty()) {
    const Outcome loaded = load_file(options_.show);
    if (options_.is_demo) select_lead_vocal();
    return loaded;
  }
  if (!options_.first_show.empty()) return load_file(options_.first_show);
  if (!has_state) return {};
  const Outcome loaded = load_file(state_path);
  saver_.is_kept(desk_);
  if (loaded) return {};
  // There is sound to be made: a state nobody can read is put aside, not overwritten, and the desk begins afresh.
  const std::string aside = state_path + ".unreadable";
  std::error_code failure;
  std::filesystem::rename(state_path, aside, failure);
  say(loaded.error());
  say("The desk begins afresh" + (failure ? "." : "; the state that could not be read is kept as " + aside));
  return {};
}

// What has no place on a smaller desk is not lost: the show as it was stays in a file.
void LiveConsole::succeed_in_another_size(const Desk& before) {
  const int left_out = desk_.succeed_in_another_size(before);
  if (left_out == 0) return;
  const std::string path = path_for_larger(options_.desk);
  saver_.write(path, show_text(before.show(), before.scenes()));
  say(std::to_string(left_out) + (left_out == 1 ? " setting has" : " settings have") +
      " no strip on this smaller desk; the show as it was is kept as " + path + ".");
}

// Who has never seen the program looks for the singer first: the strip and its equaliser are in sight from the start.
void LiveConsole::select_lead_vocal() {
  constexpr int kLeadVocal = 20;  // of console/demo/demo.show
  if (desk_.table().count_of(kChannel) < kLeadVocal) return;
  Edit edit;
  edit.control = desk_.table().find("/desk/selected");
  edit.value = static_cast<float>(desk_.table().strip_of(kChannel, kLeadVocal));
  desk_.apply(kConsoleItself, edit, steady_ns());
}

Outcome LiveConsole::load_file(const std::string& path) {
  const auto report = desk_.load(path);
  if (!report) return Error{report.error()};
  for (const std::string& note : report->notes) say(note);
  return {};
}

// Its names are older than what shared memory holds.
SceneList LiveConsole::scenes_left_in(const std::string& path) {
  Show nothing_else(desk_.table());
  SceneList scenes;
  std::error_code unreachable;
  if (!std::filesystem::exists(path, unreachable)) return scenes;
  if (const auto report = load_show(path, nothing_else, &scenes); !report)
    say("The scenes could not be read: " + report.error() + ".");
  return scenes;
}

}  // namespace headroom
