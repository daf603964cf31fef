// The desk without threads, devices or screens: edits go in, the show changes, and what the engine should do comes out.
// Live, the control thread owns it; offline, whoever renders does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "console/compare.h"
#include "console/derive.h"
#include "console/edit.h"
#include "console/history.h"
#include "console/lane_plan.h"
#include "console/scene.h"
#include "console/show.h"
#include "console/show_file.h"
#include "console/targets.h"

namespace headroom {

// The client number of edits that the console makes itself.
inline constexpr int kConsoleItself = -1;
// Who holds what no hand holds.
inline constexpr int kNobody = -2;

class Desk {
 public:
  Desk(const DeskPlan& plan, double sample_rate);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  const Table& table() const { return table_; }
  const LanePlan& lanes() const { return lanes_; }
  const Show& show() const { return show_; }
  double sample_rate() const { return sample_rate_; }

  // Does what the edit says, as far as it is sound: an unknown control, a value that is no number, or a control that
  // another client holds or a lock keeps is refused and counted. `now_ns` is any steady clock; undo joins what is
  // close together.
  void apply(int client, const Edit& edit, uint64_t now_ns);
  // Who is behind a client's number in all it does from now on: the undo list says so.
  void introduce(int client, const Author& author) { history_.introduce(client, author); }
  // The client is gone or silent: what it held is let go, and the talkback it held open is closed.
  void release(int client);

  // Replaces the show. Undo starts afresh; nothing counts as unsaved.
  Result<LoadReport> load(const std::string& path);
  // The same with a state that is already at hand; it counts as unsaved.
  void take_over(const Show& show, const SceneList& scenes);
  // Goes on where the desk before it stopped, one of the same plan: its undo comes along, its hands do not.
  void succeed(const Desk& before);
  // Likewise a desk of another plan: what both have goes on as it was, but for undo and the memories of A/B, which end.
  // Returns how many of its settings have no place here.
  int succeed_in_another_size(const Desk& before);
  // Everything that a show keeps but its scenes goes to what `show` says, except what a hand holds: one gesture of
  // `client`, taken back by one undo. `what` is what the sentence calls it. Returns how many controls changed; a
  // locked desk changes none.
  size_t recall(int client, const Show& show, const std::string& what, uint64_t now_ns);

  // The controls whose value or text changed since the last call.
  std::vector<ControlId> take_changed();
  // Holders that changed since the last call.
  std::vector<std::pair<ControlId, Holder>> take_holder_changes() { return std::exchange(holder_changes_, {}); }
  // Sentences for people since the last call: what was undone, what was refused.
  std::vector<std::string> take_messages();
  // The sentence that told of a recall since the last call, or of a scene stored or deleted: what one undo takes back.
  std::optional<std::string> take_recall() { return std::exchange(recall_, std::nullopt); }
  // The newest of take_messages() that told of an undo or a redo since the last call, and what takes that back.
  struct Replay {
    std::string sentence;
    bool was_undo = false;
  };
  std::optional<Replay> take_replay() { return std::exchange(replay_, std::nullopt); }
  // The buttons pressed since the last call whose work is not the desk's own: the meters' resets, a calibration.
  std::vector<ControlId> take_presses() { return std::exchange(presses_, {}); }
  // True once after somebody asked for the show to be saved.
  bool take_save_request();
  // To be told when a save has reached the disk: `revision` is edits_applied() as it was when the show was copied.
  void saved(uint64_t revision) { saved_revision_ = revision; }

  // Phones that are binaural hear through this head; without one they hear stereo. It must outlive every engine that
  // takes the targets.
  void use_head(const BinauralHead* head) { derive_.use_head(head); }

  // Brings targets() up to date. True when they changed.
  bool update_targets();
  const Targets& targets() const { return targets_; }

  // How much later than the channels a strip is heard, by the targets: limiters make it.
  int latency_frames(StripIndex strip) const { return derive_.latency_frames(strip); }

  // How many controls of a strip's other memory differ from what is heard of it (console/compare.h).
  int compare_differences(StripIndex strip) const { return compare_.differences(show_, strip); }
  StripIndex selected() const { return static_cast<StripIndex>(show_.value(table_.strip_of(kDesk), Param::selected)); }

  // The client that last locked or opened the desk.
  int locker() const { return locker_; }

  const SceneList& scenes() const { return scenes_; }
  const SceneCoverage& scene_coverage() const { return coverage_; }
  // Their numbers; 0: none.
  int current_scene() const { return scene_number(Param::scene_current); }
  int next_scene() const { return scene_number(Param::scene_next); }

  bool is_unsaved() const { return saved_revision_ != applied_; }
  const History& history() const { return history_; }
  bool can_undo() const { return history_.can_undo(); }
  bool can_redo() const { return history_.can_redo(); }
  bool is_solo_active() const { return any_solo(show_); }
  uint64_t edits_applied() const { return applied_; }
  uint64_t edits_refused() const { return refused_; }

 private:
  void act(int client, ControlId button, uint64_t now_ns);
  void clear_solos(int client, uint64_t now_ns);
  // console/desk_recall.cpp
  void press_scene(int client, ControlId button, uint64_t now_ns);
  void recall_scene(int client, int number, uint64_t now_ns);
  void store_scene(int client, ControlId button, int number, uint64_t now_ns);
  void delete_scene(int client, ControlId button, int number, uint64_t now_ns);
  void set_scene_number(Param which, int number, std::vector<Change>& changes);
  int scene_number(Param which) const { return static_cast<int>(show_.value(table_.strip_of(kDesk), which)); }
  size_t put_all(std::vector<Change>& changes);
  void tell_recall(const std::string& what, size_t controls);
  void announce(Param action);
  void take_hold(int client, ControlId id, int box);
  void set(int client, const Edit& edit, uint64_t now_ns);
  void follow(int client, const Change& lead, const Gesture& gesture, uint64_t now_ns);
  const Gesture* note(int client, ControlId lead, const Change& change, uint64_t now_ns);
  bool put(const Change& change, bool forwards);
  void undo_to(const Edit& edit);
  void replay(int steps);
  void replay(const Gesture& gesture, bool forwards);
  std::optional<std::string> obstacle_to_replay(const Gesture& gesture) const;
  std::string name_of(const Gesture& gesture) const;
  void change_over(int client, ControlId lead, uint32_t gesture, uint64_t now_ns);
  void hold(ControlId id, int client, int box = 0);
  void everything_changed();
  void refuse(const std::string& sentence);
  void tell(const std::string& sentence);
  void tell_latencies();
  void tell_lock(int client);

  Table table_;
  LanePlan lanes_;
  double sample_rate_;
  Show show_;
  SceneCoverage coverage_;
  SceneList scenes_;
  History history_;
  CompareMemories compare_;
  Derive derive_;
  Targets targets_;
  std::vector<int> holders_;  // by control; kNobody or a client
  std::vector<ControlId> changed_;
  std::vector<std::pair<ControlId, Holder>> holder_changes_;
  std::vector<std::string> messages_;
  std::optional<std::string> recall_;
  std::optional<Replay> replay_;
  std::vector<ControlId> presses_;
  std::vector<int> told_latencies_;  // by strip, frames
  uint64_t applied_ = 0, refused_ = 0, saved_revision_ = 0;
  bool save_requested_ = false;
  int locker_ = kConsoleItself;
};

}  // namespace headroom
