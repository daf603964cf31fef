// The machine under the desk: test tone and probe on its lines, what is kept of it, and a desk that goes on from one
// machine to another. Devices here are played by the test; story_jack.cpp has a real one.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

#include "console/setup/templates.h"
#include "console/show_file.h"
#include "console/show_keeper.h"
#include "console/show_versions.h"
#include "dsp/round_trip.h"
#include "io/atomic_file.h"
#include "io/line_test.h"
#include "tests/live_console_rig.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;
constexpr int kBlock = 64;

// A sound card whose outputs lead back to its inputs, some frames later.
class WiredCard {
 public:
  explicit WiredCard(int delay_frames, float gain = 1) : delay_(static_cast<size_t>(delay_frames)), gain_(gain) {}

  // One block, with `noise` on the inputs besides.
  void run(LineTest& test, float noise = 0) {
    for (auto& line : out_) line.assign(kBlock, 0.0f);
    std::uniform_real_distribution<float> any(-noise, noise);
    for (size_t f = 0; f < kBlock; ++f)
      in_[0][f] = any(random_) + (played_[0].size() + f >= delay_ && delay_ >= kBlock
                                      ? gain_ * played_[0][played_[0].size() + f - delay_]
                                      : 0);
    const float* const in[] = {in_[0].data()};
    float* const out[] = {out_[0].data(), out_[1].data()};
    test.process({.in = in, .inputs = 1, .out = out, .outputs = 2, .frames = kBlock, .xrun = false}, 0, kBlock);
    for (size_t line = 0; line < 2; ++line)
      played_[line].insert(played_[line].end(), out_[line].begin(), out_[line].end());
  }
  void run_seconds(LineTest& test, double seconds) {
    for (int frames = 0; frames < seconds * kRate; frames += kBlock) run(test);
  }
  const std::vector<float>& played(size_t line) const { return played_[line]; }
  float peak(size_t line, size_t from = 0) const {
    float peak = 0;
    for (size_t f = from; f < played_[line].size(); ++f) peak = std::max(peak, std::abs(played_[line][f]));
    return peak;
  }

 private:
  size_t delay_;
  float gain_;
  std::vector<float> in_[1] = {std::vector<float>(kBlock)}, out_[2], played_[2];
  std::mt19937 random_{1};
};

}  // namespace

TEST_CASE("a test tone is never louder than -20 dBFS, whatever is asked for") {
  for (const float asked_dBFS : {-20.0f, 0.0f, 40.0f, std::numeric_limits<float>::infinity()}) {
    LineTest test(kRate, {});
    WiredCard card(kBlock);
    test.play_tone(0, asked_dBFS);
    card.run_seconds(test, 1.5);
    CHECK(card.peak(0) == Approx(0.1).margin(1e-4));
    CHECK(card.peak(1) == 0.0f);
  }
  for (const float no_level : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    LineTest test(kRate, {});
    WiredCard card(kBlock);
    test.play_tone(0, no_level);
    card.run_seconds(test, 1.5);
    CHECK(card.peak(0) == 0.0f);
  }
}

TEST_CASE("a test tone fades in over a second, moves only after a fade, and is silent 50 ms after stop") {
  LineTest test(kRate, {});
  WiredCard card(kBlock);
  test.play_tone(0, -20);
  card.run_seconds(test, 0.1);
  CHECK(card.peak(0) < 0.0105f);  // a tenth of the way
  card.run_seconds(test, 1);
  test.play_tone(1, -20);
  card.run_seconds(test, 0.1);
  const size_t moved = card.played(0).size();
  CHECK(card.peak(1) > 0);
  card.run_seconds(test, 0.1);
  CHECK(card.peak(0, moved) == 0.0f);
  test.stop_tone();
  card.run_seconds(test, 0.05);
  const size_t stopped = card.played(1).size();
  card.run_seconds(test, 0.1);
  CHECK(card.peak(1, stopped) == 0.0f);
  // No step: a sine of 1 kHz at -20 dBFS never moves further in a frame than this.
  const float most = 0.1f * 2 * 3.1416f * 1000 / 48000 * 1.05f;
  for (size_t line = 0; line < 2; ++line)
    for (size_t f = 1; f < card.played(line).size(); ++f)
      REQUIRE(std::abs(card.played(line)[f] - card.played(line)[f - 1]) < most);
}

TEST_CASE("lines that the device does not have are neither played nor heard") {
  LineTest test(kRate, maximum_length_sequence());
  WiredCard card(kBlock);
  test.play_tone(7, -20);
  REQUIRE(test.start_probe(-3, 9));
  CHECK_FALSE(test.start_probe(0, 0));  // one at a time
  card.run_seconds(test, 1.5);
  CHECK(card.peak(0) + card.peak(1) == 0.0f);
  REQUIRE(test.take_finished());
  CHECK_FALSE(find_probe(test.probe(), test.recording()));
}

TEST_CASE("the probe is flat: shifted by anything, it is all but orthogonal to itself") {
  const std::vector<float> probe = maximum_length_sequence();
  REQUIRE(probe.size() == 16383);
  for (const size_t shift : {size_t{0}, size_t{1}, size_t{2}, size_t{1000}, size_t{16382}}) {
    double sum = 0;
    for (size_t i = 0; i < probe.size(); ++i) sum += static_cast<double>(probe[i] * probe[(i + shift) % probe.size()]);
    CHECK(sum == (shift == 0 ? 16383.0 : -1.0));
  }
}

TEST_CASE("a round trip is measured to the frame, quiet, turned over, and beneath a noise 20 dB louder") {
  struct Case {
    int delay_frames;
    float gain, noise;
  };
  for (const auto& [delay_frames, gain, noise] :
       {Case{64, 1, 0}, {65, 1, 0}, {257, -0.5f, 0}, {5000, 0.01f, 1e-4f}, {23999, 1, 0}, {300, 0.1f, 0.17f}}) {
    INFO(delay_frames << " frames, gain " << gain << ", noise " << noise);
    LineTest test(kRate, maximum_length_sequence());
    WiredCard card(delay_frames, gain);
    REQUIRE(test.start_probe(0, 0));
    while (!test.take_finished()) card.run(test, noise);
    CHECK(card.peak(0) == Approx(0.1f));
    const auto found = find_probe(test.probe(), test.recording());
    REQUIRE(found);
    CHECK(found->delay_frames == delay_frames);
    CHECK(found->is_turned == (gain < 0));
    CHECK(found->level_dB - LineTest::kLoudest_dBFS ==
          Approx(20 * std::log10(std::abs(gain))).margin(noise > 0.01f ? 1.5 : 0.1));
  }
}

TEST_CASE("where nothing comes back, silence or noise, no round trip is made up") {
  for (const float noise : {0.0f, 1e-3f, 0.5f}) {
    LineTest test(kRate, maximum_length_sequence());
    WiredCard open_ended(kBlock, 0);
    REQUIRE(test.start_probe(0, 0));
    while (!test.take_finished()) open_ended.run(test, noise);
    CHECK_FALSE(find_probe(test.probe(), test.recording()));
  }
}

TEST_CASE("a machine is kept as it was chosen") {
  Machine machine;
  for (const std::optional<std::string>& device :
       {std::optional<std::string>("JACK: system"), std::optional<std::string>(""), std::optional<std::string>()}) {
    set_device(machine, device);
    machine.sample_rate = 96000;
    machine.block_frames = 256;
    machine.most_outputs = 8;
    const auto read = parse_machine(machine_text(machine), "test");
    REQUIRE(read);
    CHECK(*read == machine);
    CHECK(device_of(*read) == device);
  }
}

TEST_CASE("a machine that cannot be is refused by a sentence that names the line") {
  const std::string head = "headroom machine 1\n";
  CHECK(parse_machine("rubbish", "my.machine").error().starts_with("my.machine does not describe a machine"));
  CHECK(parse_machine(head + "rate fast\n", "my.machine").error().starts_with("my.machine:2: rate: a number"));
  CHECK(parse_machine(head + "rate 48000\nblok 64\n", "my.machine").error().starts_with("my.machine:3: blok: "));
  CHECK(parse_machine(head + "block 1e99\n", "my.machine").error().find("whole number") != std::string::npos);
  CHECK(parse_machine(head + "rate 1\n", "my.machine").error().find("8000 to 384000") != std::string::npos);
  CHECK(parse_machine(head + "block nan\n", "my.machine").error().find("whole number") != std::string::npos);
}

TEST_CASE("the best machine is the default device at 48 kHz in the shortest block it is good for") {
  const auto device = [](const char* name, std::vector<double> rates, double latency_ms, bool is_default) {
    DeviceInfo info;
    info.name = name, info.host_api = "ALSA", info.rates = std::move(rates), info.default_rate = 44100;
    info.input_latency_ms = info.output_latency_ms = latency_ms, info.is_default = is_default;
    return info;
  };
  CHECK(device_of(best_machine({})) == std::nullopt);
  const std::vector<DeviceInfo> devices = {device("spare", {96000}, 1, false),
                                           device("main", {44100, 48000}, 8.7, true)};
  const Machine best = best_machine(devices);
  CHECK(device_of(best) == "ALSA: main");
  CHECK(best.sample_rate == 48000);
  CHECK(best.block_frames == 256);  // two of them are 10.7 ms
  const std::vector<DeviceInfo> only_cd = {device("old", {44100}, 0.1, true)};
  CHECK(best_machine(only_cd).sample_rate == 44100);
  CHECK(best_machine(only_cd).block_frames == 64);
  CHECK(expected_round_trip_ms(best, devices[1]) == Approx(4 * 256 / 48.0));
}

namespace {

// A console and a client that asks for another machine.
struct Live : LiveConsoleRig {
  Live() : LiveConsoleRig("test-setup") {}
  void start() {
    LiveConsoleRig::start();
    link = attach();
  }
  void use(const Machine& machine) {
    SetupRequest request;
    request.kind = SetupRequest::Kind::use_machine;
    request.machine = machine;
    REQUIRE(link->request(request));
  }
  void use(const DeskPlan& plan) {
    SetupRequest request;
    request.kind = SetupRequest::Kind::use_plan;
    request.plan = plan;
    REQUIRE(link->request(request));
  }
  // As the console's program does it.
  void succeed() {
    std::optional<ConsoleOptions> next;
    REQUIRE(wait_until([&] { return (next = console->take_successor()).has_value(); }));
    auto started = LiveConsole::start(*next, std::move(console));
    REQUIRE(started);
    console = std::move(*started);
    CHECK_FALSE(link->console_is_alive());
    link = attach();
  }
  void set(const char* address, float value) {
    const ControlId id = link->table().find(address);
    REQUIRE(link->set(id, value));
    REQUIRE(wait_until([&] { return link->value(id) == value; }));
  }
  float value(const char* address) const { return link->value(link->table().find(address)); }

  std::unique_ptr<LinkClient> link;
};

}  // namespace

TEST_CASE("a desk goes on at another sample rate as it was: mix, solo, and everything that can be undone") {
  Live live;
  live.start();
  live.set("/ch/01/fader", -6);
  live.set("/ch/02/solo", 1);
  Machine faster = live.options.machine;
  faster.sample_rate = 96000;
  live.use(faster);
  live.succeed();
  CHECK(wait_until([&] { return live.link->status().sample_rate == 96000; }));
  CHECK(live.value("/ch/01/fader") == -6);
  CHECK(live.value("/ch/02/solo") == 1);
  live.link->act(live.link->table().find("/desk/undo"));
  live.link->act(live.link->table().find("/desk/undo"));
  CHECK(wait_until([&] { return live.value("/ch/01/fader") == kOff_dB; }));
}

TEST_CASE("a desk that becomes larger goes on with all it had, one that becomes smaller with what it has strips for") {
  Live live;
  live.start();
  const DeskPlan small = live.options.plan;
  DeskPlan large = small;
  large.channels += 8;
  large.auxes += 2;
  const std::string last = "/ch/" + std::to_string(large.channels);
  live.set("/ch/08/fader", -6);
  live.set("/ch/02/solo", 1);
  live.set("/ch/03/send/02/level", -9);
  live.use(large);
  live.succeed();
  CHECK(live.link->table().plan() == large);
  CHECK(live.value("/ch/08/fader") == -6);
  CHECK(live.value("/ch/02/solo") == 1);
  CHECK(live.value("/ch/03/send/02/level") == -9);
  CHECK_FALSE(std::filesystem::exists(state_show_path(live.options.desk + "+larger")));
  live.set((last + "/fader").c_str(), -3);
  live.use(small);
  live.succeed();
  CHECK(live.link->table().plan() == small);
  CHECK(live.value("/ch/08/fader") == -6);
  CHECK(live.value("/ch/02/solo") == 1);
  CHECK(told(*live.link, "1 setting has no strip on this smaller desk") == 1);
  live.console.reset();  // what is to be on the disk is
  const std::string larger = state_show_path(live.options.desk + "+larger");
  const auto plan = plan_of_show(larger);
  REQUIRE(plan);
  CHECK(*plan == large);
  const Table table{large};
  Show kept(table);
  REQUIRE(load_show(larger, kept));
  CHECK(kept.value(table.find(last + "/fader")) == -3);
}

TEST_CASE("a size that no desk has changes nothing and is told") {
  Live live;
  live.start();
  DeskPlan broken = live.options.plan;
  broken.channels = -1;
  live.use(broken);
  CHECK(
      wait_until([&] { return told(*live.link, "The size of the desk stays as it is: desk plan: channels=-1") > 0; }));
  CHECK_FALSE(live.console->take_successor());
}

TEST_CASE("the machine chosen is kept in a file of its own, and a block is changed while the desk runs on") {
  Live live;
  live.options.is_first_start = true;
  live.start();
  CHECK(live.link->setup().is_first_start);
  Machine longer = live.options.machine;
  longer.block_frames = 441;
  live.use(longer);
  CHECK(wait_until([&] { return live.link->status().block_frames == 441; }));
  CHECK(live.link->console_is_alive());
  CHECK_FALSE(live.console->take_successor());
  CHECK_FALSE(live.link->setup().is_first_start);
  live.console.reset();
  const auto kept = read_whole_file(machine_path(live.options.desk));
  REQUIRE(kept);
  CHECK(*parse_machine(*kept, "kept") == longer);
}

TEST_CASE("a machine that cannot be changes nothing and is told") {
  Live live;
  live.start();
  Machine broken = live.options.machine;
  broken.sample_rate = std::numeric_limits<double>::quiet_NaN();
  live.use(broken);
  CHECK(wait_until([&] { return live.link->setup().answered == 1; }));
  CHECK(live.link->setup().machine == live.options.machine);
  CHECK(wait_until([&] { return told(*live.link, "The machine stays as it is: the sample rate") > 0; }));
  CHECK_FALSE(std::filesystem::exists(machine_path(live.options.desk)));
}

TEST_CASE("a demo ends when somebody chooses a machine: a desk of one's own begins") {
  Live live;
  const Table table{live.options.plan};
  Show demo(table);
  demo.set(table.find("/ch/01/fader"), -3);
  live.options.show = live.folder.file("demo.show");
  REQUIRE(save_show(demo, live.options.show));
  live.options.is_demo = true;
  live.start();
  CHECK(live.value("/ch/01/fader") == -3);
  live.use(live.options.machine);
  live.succeed();
  CHECK(wait_until([&] { return !live.link->status().demo && live.link->status().sample_rate > 0; }));
  CHECK(live.link->table().plan() == DeskPlan{});
  CHECK(live.value("/ch/01/fader") == kOff_dB);
}

TEST_CASE("without a device there is neither tone nor round trip, and the desk says so") {
  Live live;
  live.start();
  SetupRequest request;
  request.output = request.input = 1;
  request.kind = SetupRequest::Kind::play_tone;
  REQUIRE(live.link->request(request));
  request.kind = SetupRequest::Kind::measure_round_trip;
  REQUIRE(live.link->request(request));
  CHECK(wait_until([&] { return live.link->setup().round_trip.number == 1; }));
  CHECK(live.link->setup().round_trip.state == RoundTripState::no_lines);
  CHECK(live.link->setup().tone_output == 0);
}

TEST_CASE("a show recalled is taken back by one undo, and what a hand holds stays in that hand") {
  const DeskPlan plan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2};
  Desk desk(plan, kRate);
  const Table& table = desk.table();
  const ControlId fader = table.find("/ch/01/fader"), name = table.find("/ch/01/name"),
                  held = table.find("/ch/02/fader");
  Show wanted(table);
  wanted.set(fader, -12);
  wanted.set(held, -12);
  wanted.set_text(name, "Kick");
  Edit hold;
  hold.control = held;
  hold.kind = EditKind::begin_gesture;
  desk.apply(1, hold, 1);
  CHECK(desk.recall(0, wanted, "band", 2) == 2);
  CHECK(desk.take_recall() == "Recalled band: 2 controls changed.");
  CHECK_FALSE(desk.take_recall());
  CHECK(desk.show().value(fader) == -12);
  CHECK(desk.show().value(held) == kOff_dB);
  Edit undo;
  undo.control = table.find("/desk/undo");
  undo.value = 1;
  desk.apply(0, undo, 3);
  CHECK(desk.show().value(fader) == kOff_dB);
  CHECK(desk.show().text(name).empty());
  CHECK_FALSE(desk.can_undo());
}

TEST_CASE(
    "every template is understood to its last line by a desk of the usual size, and is silent until a fader is "
    "raised") {
  const std::vector<ShowTemplate> templates = show_templates();
  std::string names;
  for (const ShowTemplate& one : templates) {
    INFO(one.path);
    names += one.name + " ";
    CHECK(one.about.size() > 20);
    const Table table{DeskPlan{}};
    Show show(table);
    const auto report = load_show(one.path, show);
    REQUIRE(report);
    CHECK(report->notes == std::vector<std::string>{});
    CHECK(report->controls_set > 10);
    for (int channel = 1; channel <= table.count_of(kChannel); ++channel)
      CHECK(show.value(table.strip_of(kChannel, channel), Param::fader) == kOff_dB);
  }
  CHECK(names == "band church mastering podcast studio theatre ");
  CHECK(template_path("opera").error() ==
        "there is no template \"opera\"; right would be one of: band, church, mastering, podcast, studio, theatre");
}

TEST_CASE("a desk that begins with a template keeps its own state, and leaves the template as it is") {
  Live live;
  live.options.first_show = *template_path("podcast");
  const std::string before = *read_whole_file(live.options.first_show);
  live.start();
  CHECK(live.link->strip_name(live.link->table().strip_of(kChannel, 1)) == "Host");
  live.set("/ch/01/fader", -1);
  live.link->act(live.link->table().find("/desk/save"));
  CHECK(wait_until([&] { return std::filesystem::exists(state_show_path(live.options.desk)); }));
  live.console.reset();
  CHECK(*read_whole_file(live.options.first_show) == before);
}

TEST_CASE("every save stays as a version of the show, and one that is recalled is taken back by one undo") {
  Live live;
  live.options.show = live.folder.file("Club night.show");
  REQUIRE(save_show(Show(Table{live.options.plan}), live.options.show));
  live.start();
  live.set("/main/fader", -5);
  live.link->act(live.link->table().find("/desk/save"));
  CHECK(wait_until([&] { return told(*live.link, "Saved " + live.options.show + "; this version is ") == 1; }));
  const std::string folder = read_text(live.link->setup().versions_folder);
  CHECK(folder == live.folder.file("Club night versions"));
  const auto versions = versions_in(folder, 10);
  REQUIRE(versions.size() == 1);
  CHECK(*read_whole_file(versions[0].path) == *read_whole_file(live.options.show));
  live.set("/main/fader", -20);
  REQUIRE(live.link->request(recall_request(versions[0].path)));
  CHECK(wait_until([&] { return live.value("/main/fader") == -5; }));
  live.link->act(live.link->table().find("/desk/undo"));
  CHECK(wait_until([&] { return live.value("/main/fader") == -20; }));
}

TEST_CASE("versions are listed from the newest on, by the time of day they were saved") {
  const TemporaryFolder folder;
  const std::string show = folder.file("night.show");
  std::filesystem::create_directories(versions_folder(show));
  constexpr std::time_t kEvening = 1'795'000'000;
  for (const std::time_t when : {kEvening + 3600, kEvening, kEvening + 60})
    std::ofstream(version_path(show, when)) << when;
  std::ofstream(versions_folder(show) + "/notes.txt") << "not a show";
  const auto all = versions_in(versions_folder(show), 10);
  REQUIRE(all.size() == 3);
  CHECK(all[0].path == version_path(show, kEvening + 3600));
  CHECK(all[1].path == version_path(show, kEvening + 60));
  CHECK(all[2].path == version_path(show, kEvening));
  CHECK(versions_in(versions_folder(show), 2).size() == 2);
  CHECK(versions_in(folder.file("none"), 10).empty());
}

TEST_CASE("a recall by the link is told by a sentence that undo belongs to") {
  Live live;
  live.start();
  Show wanted(live.link->table());
  wanted.set(live.link->table().find("/ch/03/fader"), -9);
  const std::string path = live.folder.file("podcast.show");
  REQUIRE(save_show(wanted, path));
  REQUIRE(live.link->request(recall_request(path)));
  CHECK(wait_until([&] { return live.value("/ch/03/fader") == -9 && live.link->status().recall_message > 0; }));
  const DeskStatus status = live.link->status();
  CHECK(std::string(status.recalled) == "Recalled podcast: 1 control changed.");
  CHECK(status.message_number >= status.recall_message);
}

}  // namespace headroom
