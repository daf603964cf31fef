// The running console: a desk with its engine on an audio device (or the clock), its link, and its threads.
// Edits come in by the link and are heard within a tick and a ramp; whatever else happens, the audio goes on.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "console/binaural_head.h"
#include "console/desk.h"
#include "console/dropout_news.h"
#include "console/engine.h"
#include "console/engine/workers.h"
#include "console/link/link_host.h"
#include "console/live_targets.h"
#include "console/meters/live_meters.h"
#include "console/recorder/desk_recorder.h"
#include "console/scene_watch.h"
#include "console/sentences.h"
#include "console/setup/setup_control.h"
#include "console/state_saver.h"
#include "io/audio_driver.h"
#include "io/loop_player.h"

namespace headroom {

struct ConsoleOptions {
  std::string desk = "main";  // the name clients find it by
  DeskPlan plan;
  Machine machine;              // what it runs on
  bool is_first_start = false;  // nobody has chosen a machine for this desk yet
  std::string show;             // a show file; empty: the state the desk had when it last ended
  std::string first_show;       // a show file to begin with in place of that state, which is saved over; never itself
  std::string input_folder;     // sound files that play in a loop on the inputs; empty: the device's inputs
  std::string recordings;       // the folder of all takes; empty: Headroom in the user's music folder
  std::string head;             // SOFA file of the head that binaural phones hear through; empty: the usual one
  bool is_demo = false;         // the state is not kept between runs
  bool recover = false;         // take over what a console that died under this name left
};

class LiveConsole {
 public:
  // Starts everything; audio runs when it returns. Problems that leave a working desk (a bad line in the show, no
  // real-time priority) are sentences in its log and in messages().
  // With a predecessor, which ends: goes on where that stopped, its undo and all, or as a desk of its own after a demo.
  static Result<std::unique_ptr<LiveConsole>> start(const ConsoleOptions& options,
                                                    std::unique_ptr<LiveConsole> predecessor = nullptr);
  ~LiveConsole();
  // Stops the audio, ends the take and waits until the disk has it, writes the state, takes the name away. What is said
  // meanwhile can still be taken.
  void stop();

  // Sentences since the last call, for the terminal. Any one thread.
  std::vector<std::string> take_sentences() { return sentences_->take_for_terminal(); }

  // Any one thread: once when somebody chose a machine that this console cannot go on with, the options of the one that
  // is to succeed it.
  std::optional<ConsoleOptions> take_successor();

 private:
  explicit LiveConsole(const ConsoleOptions& options);
  // All of stop() but for the disk of the recording.
  void end_sound();
  Outcome load_first_show(const LiveConsole* predecessor);
  void succeed_in_another_size(const Desk& before);
  Outcome load_file(const std::string& path);
  void select_lead_vocal();
  SceneList scenes_left_in(const std::string& path);
  Outcome prepare_inputs();
  void load_inputs();
  void load_head(Result<SofaReading> reading);
  void run_control();
  void tick(uint64_t now_ns);
  void show_changes(uint64_t now_ns);
  void hear_engine_events();
  void follow_setup();
  void show_status(uint64_t now_ns);
  void tell_missing_lines(const DriverStatus& driver);
  // [any, not audio] A sentence for people; the control thread's next tick puts it into the log.
  void say(const std::string& sentence) { sentences_->say(sentence); }

  ConsoleOptions options_;
  Desk desk_;
  std::unique_ptr<const BinauralHead> head_;  // the engine hears through it: it goes last
  std::atomic<bool> has_head_{false};         // head_ is there, to be taken by the control thread
  bool uses_head_ = false;
  Workers workers_;
  Engine engine_;
  LiveTargets live_targets_;
  std::unique_ptr<LinkHost> link_;
  std::unique_ptr<LiveMeters> meters_;
  std::unique_ptr<DeskRecorder> recorder_;
  std::unique_ptr<LoopPlayer> player_;
  LineTest line_test_;
  std::unique_ptr<AudioDriver> driver_;
  std::optional<SetupControl> setup_;
  std::shared_ptr<Sentences> sentences_ = std::make_shared<Sentences>();  // of a predecessor, too
  DropoutNews dropout_news_;
  EndingTakes ending_takes_;  // of predecessors, and in the end its own
  StateSaver saver_;
  SceneWatch scene_watch_;

  std::atomic<bool> ending_{false};
  std::thread control_thread_;
  std::thread loading_thread_;  // decodes the input folder, then ends
  std::thread head_thread_;     // makes the head ready, then ends
  ClientKind locked_by_ = ClientKind::none;
  std::mutex successor_mutex_;
  std::optional<ConsoleOptions> successor_;  // of the control thread, for whoever asks
  int markers_ = 0;
  uint64_t faults_ = 0;
  uint64_t undo_revision_ = 0;  // of the history, as clients see it
  uint64_t next_look_ns_ = 0, next_status_ns_ = 0;
  double told_until_s_ = -1;    // device changes up to here are in the log
  std::string patched_device_;  // the device whose missing lines have been told
  float peak_load_ = 0;
  uint64_t peak_load_ns_ = 0;
  struct {
    uint64_t message = 0;  // that told of the newest undo or redo
    bool was_undo = false;
  } replay_;
};

// Whether a console started with `options` goes on with the desk that one of its name left when it died: when it was
// told to, or when it was told nothing else. A demo's mix is nobody's own and does not come back by itself.
bool takes_over(const ConsoleOptions& options, const LinkHost::LeftDesk& left);

// The folder that the takes of this desk go to.
std::string take_folder_of(const ConsoleOptions& options);

// The plan of the state that a desk keeps between runs; the usual one where there is none, or none that can be read.
DeskPlan kept_plan(const std::string& desk);

// A steady clock, ns.
uint64_t steady_ns();

}  // namespace headroom
