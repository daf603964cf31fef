#include "console/live_console.h"

#include <time.h>

#include <algorithm>
#include <filesystem>

#include "console/link/undo_list.h"
#include "console/marker.h"
#include "console/patch_notes.h"
#include "console/show_keeper.h"
#include "io/monotonic.h"
#include "io/realtime.h"
#include "io/stem_folder.h"

namespace headroom {
namespace {

constexpr uint64_t kTick_ns = 1'000'000;
constexpr uint64_t kLookForLost_ns = 50'000'000;
constexpr uint64_t kStatus_ns = 100'000'000;
constexpr int kControlPriority = 5;                // below every audio thread
constexpr uint64_t kPeakShown_ns = 2'000'000'000;  // long enough to be read

}  // namespace

uint64_t steady_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

LiveConsole::LiveConsole(const ConsoleOptions& options)
    : options_(options),
      desk_(options.plan, options.machine.sample_rate),
      workers_(std::min(options.machine.workers, useful_workers(desk_.lanes().layout())), Workers::Pace::real_time,
               options.machine.sample_rate),
      live_targets_(desk_.lanes().layout()),
      line_test_(options.machine.sample_rate, maximum_length_sequence()),
      saver_([this](const std::string& sentence) { say(sentence); }) {}

Result<std::unique_ptr<LiveConsole>> LiveConsole::start(const ConsoleOptions& options,
                                                        std::unique_ptr<LiveConsole> predecessor) {
  const auto plan = checked_plan(options.plan);
  if (!plan) return Error{plan.error()};
  const auto machine = checked_machine(options.machine);
  if (!machine) return Error{machine.error()};
  if (predecessor) predecessor->end_sound();
  auto head = SofaReading::start(options.head.empty() ? SofaHead::default_path() : options.head, kLongestHead_ms);
  std::unique_ptr<LiveConsole> console(new LiveConsole(options));
  if (predecessor) {
    console->sentences_ = predecessor->sentences_;
    console->ending_takes_ = std::move(predecessor->ending_takes_);
  }
  if (const Outcome loaded = console->load_first_show(predecessor.get()); !loaded) return Error{loaded.error()};
  if (const Outcome prepared = console->prepare_inputs(); !prepared) return Error{prepared.error()};

  Desk& desk = console->desk_;
  auto link = LinkHost::create(options.desk, desk.show(), desk.lanes());
  if (!link) return Error{link.error()};
  console->link_ = std::move(*link);
  if (const Outcome locked = lock_memory(); !locked) console->say(locked.error());

  const LanePlan& lanes = desk.lanes();
  console->link_->reports().begin(machine->sample_rate);
  console->recorder_ =
      std::make_unique<DeskRecorder>(console->link_->reports(), desk, take_folder_of(options),
                                     [to = console->sentences_](const std::string& sentence) { to->say(sentence); });
  console->engine_.prepare(lanes.layout(), machine->sample_rate, choose_kernels(), &console->live_targets_,
                           &console->recorder_->reports(), &console->workers_);
  if (const std::string& complaint = console->workers_.complaint(); !complaint.empty()) console->say(complaint);
  const std::filesystem::path state = state_show_path(options.desk);
  console->meters_ = std::make_unique<LiveMeters>(
      console->link_->meters(), [raw = console.get()](const std::string& sentence) { raw->say(sentence); },
      (state.parent_path() / state.stem()).string() + "-sound-level");
  console->meters_->follow(desk.show());
  desk.update_targets();
  console->live_targets_.publish(desk.targets());

  DriverRequest request;
  request.sample_rate = machine->sample_rate;
  request.max_block_frames = kMaxBlockFrames;
  request.inputs = lanes.layout().inputs;
  request.outputs = lanes.layout().outputs;
  request.wish = wish_of(*machine);
  request.line_test = &console->line_test_;
  if (console->player_) request.input_source = console->player_->source();
  const EngineCallback callback{[](void* engine, const float* const* in, float* const* out, int frames) {
                                  static_cast<Engine*>(engine)->process(in, out, frames);
                                },
                                &console->engine_};
  auto driver = AudioDriver::start(request, callback);
  if (!driver) return Error{driver.error()};
  console->driver_ = std::move(*driver);
  console->setup_.emplace(*machine, options.is_first_start, options.is_demo, desk, *console->driver_,
                          console->line_test_,
                          [raw = console.get()](const std::string& sentence) { raw->say(sentence); });
  console->setup_->tell_versions_folder(console->saver_.folder_of_versions());
  console->show_status(steady_ns());  // before the machine: who left one behind has told whether it was a demo, too
  console->link_->show_setup(console->setup_->status());
  console->head_thread_ =
      std::thread([raw = console.get(), begun = std::move(head)]() mutable { raw->load_head(std::move(begun)); });
  console->control_thread_ = std::thread([raw = console.get()] { raw->run_control(); });
  if (console->player_) console->loading_thread_ = std::thread([raw = console.get()] { raw->load_inputs(); });
  return console;
}

LiveConsole::~LiveConsole() { stop(); }

void LiveConsole::stop() {
  end_sound();
  ending_takes_.finish();
}

void LiveConsole::end_sound() {
  ending_ = true;
  const bool has_run = control_thread_.joinable();
  if (has_run) control_thread_.join();
  // First what must not be lost: whoever ended us may not wait for a folder to be decoded.
  saver_.finish(desk_, has_run);
  if (loading_thread_.joinable()) loading_thread_.join();
  if (head_thread_.joinable()) head_thread_.join();
  setup_.reset();
  driver_.reset();
  if (recorder_) ending_takes_.add(recorder_->end());  // what it was still to hear it has heard
  recorder_.reset();
  meters_.reset();
  link_.reset();
}

// The desk does not wait for its inputs: a long multitrack takes a second to decode, and the sound goes on meanwhile.
Outcome LiveConsole::prepare_inputs() {
  if (options_.input_folder.empty()) return {};
  std::error_code failure;
  if (!std::filesystem::is_directory(options_.input_folder, failure))
    return Error{"the input folder \"" + options_.input_folder + "\" is not there; give a folder of sound files"};
  player_ = std::make_unique<LoopPlayer>(desk_.lanes().layout().inputs);
  return {};
}

void LiveConsole::load_inputs() {
  auto folder = open_stem_folder(options_.input_folder, options_.machine.sample_rate);
  if (!folder) {
    say(folder.error());
    return;
  }
  for (const std::string& note : folder->notes) say(note);
  for (const std::string& error : folder->errors) say(error);
  const auto stems =
      std::count_if(folder->stems.begin(), folder->stems.end(), [](const Stem& stem) { return !stem.name.empty(); });
  player_->play(std::move(folder->stems));
  say(std::to_string(stems) + " stems play in a loop on the inputs.");
}

// Nobody waits for it: phones that are to be binaural are so from the moment it is ready.
void LiveConsole::load_head(Result<SofaReading> reading) {
  auto measured = reading ? reading->finish() : Result<SofaMeasurements>(Error{reading.error()});
  auto head = measured ? BinauralHead::of(SofaHead(std::move(*measured)), desk_.sample_rate())
                       : Result<BinauralHead>(Error{measured.error()});
  if (!head) {
    say(head.error() + " Binaural phones hear stereo.");
    return;
  }
  head_ = std::make_unique<const BinauralHead>(std::move(*head));
  has_head_ = true;
  if (!options_.head.empty()) say("Binaural phones are heard through the head \"" + head_->name() + "\".");
}

void LiveConsole::run_control() {
  // Without the priority the tick may come late under load; the log says how to mend it.
  if (const Outcome priority = prefer_realtime_thread(kControlPriority); !priority) say(priority.error());
  uint64_t next_ns = steady_ns();
  while (!ending_) {
    tick(steady_ns());
    next_ns = std::max(next_ns + kTick_ns, steady_ns());
    const timespec until{static_cast<time_t>(next_ns / 1'000'000'000u), static_cast<long>(next_ns % 1'000'000'000u)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  }
}

void LiveConsole::tick(uint64_t now_ns) {
  link_->beat();
  const auto apply = [&](int client, const Edit& edit) {
    desk_.introduce(client, link_->author(client));
    desk_.apply(client, edit, now_ns);
  };
  const auto gone = [&](int client, const std::string&) {
    desk_.release(client);
    setup_->client_gone(client);
  };
  link_->drain(now_ns, apply, gone);
  // Before the look: what a client asked for last is heard before its end is.
  link_->drain_requests(
      now_ns,
      [&](int client, const SetupRequest& request) {
        desk_.introduce(client, link_->author(client));
        setup_->hear(client, request, now_ns);
      },
      gone);
  if (now_ns >= next_look_ns_) {
    next_look_ns_ = now_ns + kLookForLost_ns;
    link_->look_for_lost_clients(now_ns, apply, gone);
  }
  if (!uses_head_ && has_head_) {
    uses_head_ = true;
    desk_.use_head(head_.get());
  }
  for (const ControlId button : desk_.take_presses())
    if (desk_.table().row(button).param == Param::marker)
      say(marker_sentence(++markers_, static_cast<int64_t>(realtime_ns() / 1'000'000'000), driver_->status().frames,
                          desk_.sample_rate()));
    else if (const auto edit = meters_->press(desk_.show(), button))
      desk_.apply(kConsoleItself, *edit, now_ns);
  if (desk_.update_targets()) live_targets_.publish(desk_.targets());
  show_changes(now_ns);
  follow_setup();
  hear_engine_events();
  saver_.follow(desk_, now_ns);
  for (const auto& [sentence, kind] : sentences_->take_for_log()) link_->log(sentence, kind);
  if (now_ns >= next_status_ns_) {
    next_status_ns_ = now_ns + kStatus_ns;
    show_status(now_ns);
  }
}

void LiveConsole::show_changes(uint64_t now_ns) {
  const auto changed = desk_.take_changed();
  const auto holders = desk_.take_holder_changes();
  for (const ControlId id : changed) {
    if (desk_.table().row(id).param == Param::lock) locked_by_ = link_->kind_of(desk_.locker());
    if (desk_.table().row(id).unit == Unit::text)
      link_->show_text(id, desk_.show().text(id));
    else
      link_->show_value(id, desk_.show().value(id));
  }
  for (const auto& [id, holder] : holders) link_->show_holder(id, holder);
  const auto messages = desk_.take_messages();
  const auto replay = desk_.take_replay();
  for (const std::string& message : messages) {
    const uint64_t number = sentences_->say(message);
    if (replay && replay->sentence == message) replay_ = {number, replay->was_undo};
  }
  if (const auto recall = desk_.take_recall()) {
    sentences_->say_recall(*recall);
    next_status_ns_ = 0;
  }
  if (std::exchange(undo_revision_, desk_.history().revision()) != desk_.history().revision())
    link_->show_undo(undo_list(desk_.history(), realtime_ns() - steady_ns()));
  if (!changed.empty() || !holders.empty()) link_->count_revision();
  if (!changed.empty()) meters_->follow(desk_.show());
  scene_watch_.follow(desk_, !changed.empty(), *link_, now_ns);
  recorder_->follow(changed, now_ns);
  if (!messages.empty()) next_status_ns_ = 0;
}

void LiveConsole::hear_engine_events() {
  EngineEvent event;
  while (link_->reports().pop_event(event)) {
    if (event.kind == EngineEvent::Kind::targets_taken) continue;
    const int strip = desk_.lanes().strip_at(event.bank, event.lane);
    const std::string name = strip < 0 ? "An unused strip" : desk_.show().strip_name(static_cast<StripIndex>(strip));
    switch (event.kind) {
      case EngineEvent::Kind::input_fault:
        ++faults_;
        say(name +
            ": its input sent what is no sound (NaN, infinite, or above +60 dBFS); the channel is silent until "
            "the input has been sound for a second.");
        break;
      case EngineEvent::Kind::input_recovered: say(name + ": its input is sound again; the channel fades in."); break;
      case EngineEvent::Kind::strip_fault:
        ++faults_;
        say(name + ": its processing ran away; it starts afresh.");
        break;
      case EngineEvent::Kind::targets_taken: break;
    }
  }
}

void LiveConsole::show_status(uint64_t now_ns) {
  const DriverStatus driver = driver_->status();
  tell_missing_lines(driver);
  setup_->look(driver);
  // The driver keeps the newest changes of device; those not told yet are told once.
  for (const DeviceChange& change : driver.history)
    if (change.at_s > told_until_s_) {
      told_until_s_ = change.at_s;
      sentences_->say(change.sentence, LogKind::device);
    }
  if (const auto news = dropout_news_.take(driver.dropouts, now_ns)) link_->log(*news, LogKind::dropout);
  DeskStatus status{};
  status.sample_rate = driver.sample_rate;
  status.written_ns = realtime_ns();
  status.frames = driver.frames;
  status.dropouts = total(driver.dropouts);
  status.edits_applied = desk_.edits_applied();
  status.edits_refused = desk_.edits_refused() + link_->edits_refused();
  status.load_p50 = static_cast<float>(driver.load.p50);
  status.load_p99 = static_cast<float>(driver.load.p99);
  status.load_p999 = static_cast<float>(driver.load.p999);
  status.load_max = static_cast<float>(driver.load.max);
  const auto peak = static_cast<float>(driver.load.peak_since_read);
  if (peak > peak_load_ || now_ns - peak_load_ns_ > kPeakShown_ns) {
    peak_load_ = peak;
    peak_load_ns_ = now_ns;
  }
  status.load_peak = peak_load_;
  status.input_latency_ms = static_cast<float>(driver.input_latency_ms);
  status.output_latency_ms = static_cast<float>(driver.output_latency_ms);
  status.round_trip_ms = static_cast<float>(driver.round_trip_ms);
  status.block_frames = driver.block_frames;
  status.device_inputs = driver.device_inputs;
  status.device_outputs = driver.device_outputs;
  status.drive = static_cast<DriveState>(driver.state);
  status.faults = static_cast<uint32_t>(faults_);
  status.unsaved = desk_.is_unsaved();
  status.can_undo = desk_.can_undo();
  status.can_redo = desk_.can_redo();
  status.solo_active = desk_.is_solo_active();
  status.demo = options_.is_demo;
  status.compared_strip = desk_.selected();
  status.compare_differences = static_cast<uint16_t>(desk_.compare_differences(desk_.selected()));
  status.locked_by = locked_by_;
  write_terminated(status.device, driver.device);
  write_terminated(status.show,
                   options_.show.empty() ? "New show" : std::filesystem::path(options_.show).stem().string());
  const Sentences::Newest newest = sentences_->newest();
  write_terminated(status.message, newest.sentence);
  status.message_number = newest.number;
  write_terminated(status.recalled, newest.recall);
  status.recall_message = newest.recall_number;
  status.replay_message = replay_.message;
  status.replay_was_undo = replay_.was_undo;
  link_->show_status(status);
  link_->show_recording(recorder_->look(now_ns));
  ending_takes_.look([this](const std::string& sentence) { say(sentence); });
}

// Whatever device comes, what of the patch it has no lines for is told once.
void LiveConsole::tell_missing_lines(const DriverStatus& driver) {
  const std::string device = driver.state == DriverState::device ? driver.device : "";
  if (std::exchange(patched_device_, device) == device || device.empty()) return;
  const int inputs = player_ ? desk_.lanes().layout().inputs : driver.device_inputs;  // recordings have every input
  for (const std::string& note : patch_notes(desk_.show(), inputs, driver.device_outputs)) say(note);
}

void LiveConsole::follow_setup() {
  if (const auto chosen = setup_->take_choice()) saver_.write(machine_path(options_.desk), machine_text(*chosen));
  if (const auto restart = setup_->take_restart()) {
    ConsoleOptions next = options_;
    next.machine = restart->machine;
    next.is_first_start = next.is_first_start && restart->plan;
    next.recover = false;
    if (restart->plan) {
      next.plan = *restart->plan;
    } else if (next.is_demo) {
      next.is_demo = false;
      next.show.clear();
      next.input_folder.clear();
      next.plan = kept_plan(next.desk);
    }
    std::lock_guard lock(successor_mutex_);
    successor_ = next;
  }
  if (setup_->take_changed()) link_->show_setup(setup_->status());
}

std::optional<ConsoleOptions> LiveConsole::take_successor() {
  std::lock_guard lock(successor_mutex_);
  return std::exchange(successor_, std::nullopt);
}

}  // namespace headroom
