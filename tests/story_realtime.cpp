// The audio callback of a full console, watched: it never allocates, never locks, never calls the system, whatever the
// hands do and whatever comes in.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "console/binaural_head.h"
#include "console/engine/workers.h"
#include "console/key_source.h"
#include "console/link/link_host.h"
#include "console/live_targets.h"
#include "console/recorder/record_tracks.h"
#include "console/recorder/take.h"
#include "dsp/kernel_table.h"
#include "console/tap.h"
#include "io/engine_caller.h"
#include "io/loop_player.h"
#include "io/realtime.h"
#include "tests/desk_rig.h"
#include "tests/realtime_watch.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

constexpr int kBlockFrames = 64;
constexpr int kBlocks = 750;  // one second at 48 kHz

#define CHECK_REALTIME(report)         \
  do {                                 \
    INFO(report);                      \
    CHECK((report).finished);          \
    CHECK((report).allocations == 0);  \
    CHECK((report).locks == 0);        \
    CHECK((report).system_calls == 0); \
  } while (false)

// Read before anything is watched: reading a head takes a copy of the process, whose pages would be copied again by the
// first to write to them.
const auto any_head = SofaHead::load(SofaHead::default_path(), kLongestHead_ms);

// A console as it runs live - desk, engine, link - without its threads: the watcher brings those.
class FullConsole {
 public:
  FullConsole(const DeskPlan& plan, int threads, const KernelTable& kernels)
      : desk(plan, 48000),
        targets(desk.lanes().layout()),
        workers(threads, Workers::Pace::back_to_back, 48000),
        memory_(lock_memory()) {
    const std::string name = "story-realtime-" + std::to_string(getpid());
    link = std::move(*LinkHost::create(name, desk.show(), desk.lanes()));
    unlink(segment_path(name)->c_str());  // nobody else will look for it, and the child ends without destructors
    head = std::make_unique<BinauralHead>(std::move(*BinauralHead::of(*any_head, 48000)));
    desk.use_head(head.get());
    const BankLayout& layout = desk.lanes().layout();
    tap = std::make_unique<RecordTap>(link->reports());
    engine.prepare(layout, 48000, kernels, &targets, tap.get(), &workers);
    for (int i = 0; i < layout.inputs; ++i) input_samples.emplace_back(kBlockFrames, 0.1f);
    for (int i = 0; i < layout.outputs; ++i) output_samples.emplace_back(kBlockFrames, 0.0f);
    for (auto& samples : input_samples) in.push_back(samples.data());
    for (auto& samples : output_samples) out.push_back(samples.data());
  }

  void set(ControlId id, float value) {
    if (id == kNoControl) return;
    Edit edit;
    edit.control = id;
    edit.value = value;
    desk.apply(0, edit, 0);
  }
  void set_all(const char* glob, float value) {
    for (const ControlId id : desk.table().match(glob)) set(id, value);
  }
  void publish() {
    desk.update_targets();
    targets.publish(desk.targets());
  }
  // Every stage at work on every strip, every channel sent everywhere.
  void switch_everything_on() {
    for (const char* glob :
         {"/phones/binaural", "/**/hp/on", "/**/lp/on", "/**/gate/on", "/**/eq/on", "/**/comp/on", "/**/deess/on",
          "/**/main", "/**/group/*", "/*/*/dca/*", "/**/limiter/on", "/*/*/osc", "/main/osc"})
      set_all(glob, 1);
    for (const char* glob : {"/**/eq/*/gain", "/**/fader", "/**/send/*/level", "/**/matrix/*"}) set_all(glob, -6);
    publish();
  }
  // One tick's edits of busy hands: a fader thrown, an equaliser swept, a solo, a patch changed, a mute.
  void edit(int tick) {
    const Table& table = desk.table();
    const StripIndex channel = table.strip_of(kChannel, 1 + tick % table.count_of(kChannel));
    set(table.id(channel, Param::fader), tick % 2 ? 10.0f : kOff_dB);
    set(table.id(channel, Param::pan), static_cast<float>(tick % 201 - 100));
    set(table.id(channel, eq_band(1, EqBandPart::freq)),
        20.0f * std::pow(1000.0f, static_cast<float>(tick % 100) / 99));
    set(table.id(channel, Param::solo), static_cast<float>(tick / 3 % 2));
    set(table.id(channel, Param::mute), static_cast<float>(tick / 5 % 2));
    set(table.id(channel, Param::input), static_cast<float>(1 + tick * 7 % table.count_of(kChannel)));
    set(table.id(channel, Param::delay), static_cast<float>(tick % 7 * tick % 500));
    set(table.id(channel, Param::order), static_cast<float>(tick / 2 % 2));
    set(table.id(channel, Param::lp_slope), static_cast<float>(tick % 4));
    set(table.id(channel, Param::send_tap, tick % table.count_of(kAux)), static_cast<float>(tick % 4));
    set(table.id(channel, Param::gate_mode), static_cast<float>(tick % 3));
    set(table.id(channel, Param::gate_key), static_cast<float>(tick * 11 % (kLastKeySource + 1)));
    set(table.id(channel, Param::comp_key_filter), static_cast<float>(tick % 4));
    set(table.id(channel, Param::comp_detector), static_cast<float>(tick % 2));
    set(table.id(channel, Param::comp_mix), static_cast<float>(tick % 101));
    set(table.id(channel, Param::comp_ratio), static_cast<float>(1 + tick % 20));
    set(table.find("/main/fader"), static_cast<float>(-(tick % 30)));
    set(table.find("/main/limiter/on"), static_cast<float>(tick / 20 % 2));
    set(table.find("/group/1/limiter/ceiling"), static_cast<float>(-(tick % 20)));
    set(table.id(table.strip_of(kGroup, 2), Param::geq_gain, tick % 31), static_cast<float>(tick % 25 - 12));
    set(table.find("/aux/01/delay"), static_cast<float>(tick / 10 % 50));
    set(table.id(channel, Param::direct_tap), static_cast<float>(tick % 3));
    const StripIndex output = table.strip_of(kOutput, 1 + tick % table.count_of(kOutput));
    set(table.id(output, Param::tap),
        tick % 4 == 0 ? tap_value({channel, 0}) : table.standard_value(table.id(output, Param::tap)));
    set(table.id(output, Param::trim), static_cast<float>(tick % 49 - 24));
    set(table.id(output, Param::polarity), static_cast<float>(tick / 7 % 2));
    set(table.id(output, Param::delay), static_cast<float>(tick % 5 * tick % 500));
    set(table.find("/talk/input"), static_cast<float>(tick % 30));
    set(table.find("/talk/on"), static_cast<float>(tick / 9 % 2));
    set(table.id(table.strip_of(kAux, 1 + tick % table.count_of(kAux)), Param::talk_send),
        static_cast<float>(tick / 11 % 2));
    set(table.find("/reference/input/right"), static_cast<float>(tick % 20));
    set(table.find("/monitor/source"),
        static_cast<float>(tick % 3 ? table.strip_of(kMain) : table.strip_of(kReference)));
    set(table.find("/monitor/speakers"), static_cast<float>(tick / 6 % 3));
    set(table.id(output, Param::speakers), static_cast<float>(tick % 4));
    set(table.find("/main/layout"), static_cast<float>(tick / 4 % 7));
    set(table.find("/monitor/speakers/2/layout"), static_cast<float>(tick / 8 % 7));
    set(table.id(channel, Param::surround_on), static_cast<float>(tick % 3 != 0));
    set(table.id(channel, Param::surround_azimuth), static_cast<float>(tick * 13 % 360 - 180));
    set(table.id(channel, Param::surround_elevation), static_cast<float>(tick % 90));
    set(table.id(channel, Param::surround_lfe), static_cast<float>(-(tick % 20)));
    set(table.id(table.strip_of(kMeter, 1 + tick % kMeterTaps), Param::source),
        static_cast<float>(tick * 7 % static_cast<int>(table.strips().size() + 1)));
    set(table.find("/spl/input"), static_cast<float>(tick % 9));
    set(table.find("/phones/binaural"), static_cast<float>(1 - tick / 60 % 2));
    set(table.find("/phones/swap"), static_cast<float>(tick / 7 % 2));
    set(table.find("/desk/osc/on"), static_cast<float>(tick / 50 % 2));
    set(table.find("/desk/osc/kind"), static_cast<float>(tick / 15 % 5));
    if (tick == 20) set(table.find("/scene/001/store"), 1);
    if (tick == 60) set(table.find("/scene/002/store"), 1);
    if (tick > 60 && tick % 20 == 0) set(table.find(tick % 40 ? "/scene/001/recall" : "/scene/002/recall"), 1);
    publish();
  }
  void process() { engine.process(in.data(), out.data(), kBlockFrames); }
  // What the engine reported since the last call.
  std::vector<EngineEvent::Kind> take_events() {
    std::vector<EngineEvent::Kind> kinds;
    EngineEvent event;
    while (link->reports().pop_event(event)) kinds.push_back(event.kind);
    return kinds;
  }

  Desk desk;
  LiveTargets targets;
  std::unique_ptr<BinauralHead> head;
  Workers workers;
  Engine engine;
  std::unique_ptr<LinkHost> link;
  std::unique_ptr<RecordTap> tap;
  std::vector<std::vector<float>> input_samples, output_samples;
  std::vector<const float*> in;
  std::vector<float*> out;

 private:
  Outcome memory_;  // locked where allowed, as the live console does
};

std::optional<FullConsole> console;

void start_console(const DeskPlan& plan, int threads = 0, const KernelTable& kernels = choose_kernels()) {
  console.emplace(plan, threads, kernels);
  console->switch_everything_on();
}

TEST_CASE("a full console renders a second of audio under busy hands without touching the system") {
  const auto report = watch_realtime(
      kBlocks,
      [](int block) {
        if (block == 0) start_console(DeskPlan{});
        console->edit(block);
        console->take_events();
      },
      [](int) { console->process(); });
  CHECK_REALTIME(report);
  CHECK(report.page_faults == 0);
}

// The first stage of all, called on whichever thread has taken a bank. The kernels are there before: two threads that
// meet at the beginning of a static within a function would wait for each other by a call of the system.
std::atomic<int> workers_watched{0};
const KernelTable own_kernels = choose_kernels();
uint32_t gather_watched(const float* const* lanes, float* block, int frames) {
  if (watch_worker()) ++workers_watched;
  return own_kernels.gather(lanes, block, frames);
}

TEST_CASE("workers that share a large console's work do not touch the system either") {
  static KernelTable kernels = own_kernels;
  kernels.gather = gather_watched;
  const auto report = watch_realtime(
      kBlocks,
      [](int block) {
        if (block == 0) start_console({.channels = 256, .auxes = 16}, 2, kernels);
        console->edit(block);
        console->take_events();
        if (block == kBlocks - 1 && workers_watched == 0) _exit(1);
      },
      [](int) { console->process(); });
  CHECK_REALTIME(report);
}

TEST_CASE("an input of NaN, Inf and 1e30 is silenced and reported without touching the system") {
  static bool was_reported = false;
  const auto report = watch_realtime(
      kBlocks,
      [](int block) {
        if (block == 0) start_console(DeskPlan{});
        const float wild[] = {NAN, INFINITY, 1e30f, -INFINITY};
        console->input_samples[3][static_cast<size_t>(block % kBlockFrames)] =
            block % 100 < 50 ? wild[block % 4] : 0.1f;
        for (const auto kind : console->take_events())
          was_reported = was_reported || kind == EngineEvent::Kind::input_fault;
        if (block == kBlocks - 1 && !was_reported) _exit(1);
      },
      [](int) { console->process(); });
  CHECK_REALTIME(report);
}

// Nobody reads: the meter ring (256 records) is written around more than once, the event ring (1024) is full.
TEST_CASE("meters and events that nobody reads overflow without touching the system") {
  constexpr int kLongBlocks = 1600;
  const auto report = watch_realtime(
      kLongBlocks,
      [](int block) {
        if (block == 0) start_console(kSmallPlan);
        console->edit(block);
        constexpr size_t kEventRing = 1024;
        if (block == kLongBlocks - 1 && console->take_events().size() != kEventRing) _exit(1);
      },
      [](int) { console->process(); });
  CHECK_REALTIME(report);
}

// The disk is so slow now and then that sound is lost.
TEST_CASE("a recording starts and takes on tracks and loses sound and stops without touching the system") {
  static const TemporaryFolder folder;
  static std::unique_ptr<Take> take;
  static std::vector<RecordTrack> tracks;
  constexpr int kBegin = 50, kMore = 200, kFewer = 300, kStop = 600, kRoomPieces = 100;
  const auto report = watch_realtime(
      kBlocks,
      [](int block) {
        if (block == 0) {
          start_console(DeskPlan{});
          console->set_all("/**/arm", 1);
          tracks = record_tracks(console->desk.show(), console->desk.lanes());
        }
        console->edit(block);
        const std::vector<RecordTrack> some(tracks.begin(), tracks.begin() + 20),
            rest(tracks.begin() + 20, tracks.end());
        bool is_well = true;
        if (block == kBegin) {
          take = std::move(*Take::begin(*console->tap, folder.path(), 0, 48000));
          is_well = static_cast<bool>(take->add(some, kRoomPieces));
        }
        if (block == kMore) is_well = static_cast<bool>(take->add(rest, kRoomPieces));
        if (block == kFewer) take->end(some);
        if (block == kStop) take->stop();
        if (take && block % 80 == 0 && block < kStop) is_well = static_cast<bool>(take->write(block));
        if (block == kBlocks - 1)
          is_well =
              take->is_stopped() && take->lost_frames() > 0 && take->finish() && take->frames() > 500 * kBlockFrames;
        if (!is_well) _exit(1);
      },
      [](int) { console->process(); });
  CHECK_REALTIME(report);
  CHECK(report.page_faults == 0);
}

// Device and clock take turns at the engine, each for a while, with a player on the inputs for good measure; blocks
// longer than the engine takes at once, odd ones, and the device's own dropouts among them.
TEST_CASE("audio goes from device to clock and back without touching the system") {
  constexpr int kLongestFrames = 1024;
  static std::unique_ptr<LoopPlayer> player;
  static std::unique_ptr<LineTest> lines;
  static std::unique_ptr<EngineCaller> caller;
  static std::vector<float> captured(kLongestFrames, 0.1f), played(kLongestFrames);
  static const float* device_in[2];
  static float* device_out[2];
  const bool with_player = GENERATE(false, true);
  const auto is_device = [](int block) { return block / 25 % 2 == 1; };
  const auto report = watch_realtime(
      kBlocks,
      [&](int block) {
        if (block == 0) {
          start_console(DeskPlan{});
          captured.assign(kLongestFrames, 0.1f);
          played.assign(kLongestFrames, 0.0f);
          device_in[0] = device_in[1] = captured.data();
          device_out[0] = device_out[1] = played.data();
          const BankLayout& layout = console->desk.lanes().layout();
          DriverRequest request;
          request.wish.block_frames = kBlockFrames;
          request.max_block_frames = 512;
          request.inputs = layout.inputs;
          request.outputs = layout.outputs;
          if (with_player) {
            player = std::make_unique<LoopPlayer>(std::vector<Stem>{{"Tone", std::vector<float>(1000, 0.5f)}},
                                                  layout.inputs);
            request.input_source = player->source();
          }
          lines = std::make_unique<LineTest>(48000, std::vector<float>(1000, 1.0f));
          request.line_test = lines.get();
          caller = std::make_unique<EngineCaller>(
              request, EngineCallback{[](void* engine, const float* const* in, float* const* out, int frames) {
                                        static_cast<Engine*>(engine)->process(in, out, frames);
                                      },
                                      &console->engine});
        }
        console->edit(block);
        if (!is_device(block)) caller->device_gone();
        lines->play_tone(block % 3, -20);
        if (lines->take_finished() || block == 0) lines->start_probe(1, 0);
        block % 50 > 45 ? caller->fade_out() : caller->end_fade_out();
        if (block == kBlocks - 1 && caller->frames() < kBlocks / 2 * kBlockFrames) _exit(1);
      },
      [&](int block) {
        constexpr int kOddSizes[] = {64, 1, 441, 1024, 37};
        if (is_device(block))
          caller->call_from_device({.in = device_in,
                                    .inputs = 2,
                                    .out = device_out,
                                    .outputs = 2,
                                    .frames = kOddSizes[block % 5],
                                    .xrun = block % 60 == 0});
        else
          caller->call_from_clock(kBlockFrames);
      });
  CHECK_REALTIME(report);
}

}  // namespace
}  // namespace headroom
