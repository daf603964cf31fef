// The command line as people and programs use it: the real programs, their words, answers and exit statuses.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "console/link/segment.h"
#include "console/table.h"
#include "dsp/levels.h"
#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"
#include "tests/wait_until.h"

using namespace headroom;
using nlohmann::json;

namespace {

struct Answer {
  int status;
  std::string output, errors;
  json as_json() const { return json::parse(output, nullptr, false); }
};

std::string text_of(const std::string& path) {
  const auto text = read_whole_file(path);
  return text ? *text : std::string();
}

// Starts `headroom words...` with its two outputs in files of `folder`.
ChildProcess start_headroom(const TemporaryFolder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> command{"sh", "-c", "exec \"$@\" 2>" + folder.file("errors"), "sh",
                                   program("headroom")};
  command.insert(command.end(), words.begin(), words.end());
  return ChildProcess::start(command, folder.file("output"));
}

Answer headroom_says(const std::vector<std::string>& words) {
  const TemporaryFolder folder;
  auto process = start_headroom(folder, words);
  const int status = process.wait();
  return {status, text_of(folder.file("output")), text_of(folder.file("errors"))};
}

float peak_of(const std::vector<float>& samples) { return sample_peak(samples.data(), static_cast<int>(samples.size())); }

size_t count_lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

void write_tone(const std::string& path, double freq_hz, double peak, int channels,
                int sample_rate_hz = 48000) {
  const int frames = sample_rate_hz / 2;
  std::vector<float> samples(static_cast<size_t>(frames));
  for (size_t f = 0; f < samples.size(); ++f)
    samples[f] = static_cast<float>(
        peak * std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(f) / sample_rate_hz));
  auto file = SoundFileWriter::create(path, sample_rate_hz, channels, WavFormat::float32);
  REQUIRE(file);
  const std::vector<const float*> sides(static_cast<size_t>(channels), samples.data());
  REQUIRE(file->write(sides.data(), frames));
  REQUIRE(file->finish());
}

}  // namespace

TEST_CASE("what is set on the command line is what is got, as a person writes it") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const auto set = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all{"set", "--name", desk.name()};
    all.insert(all.end(), words.begin(), words.end());
    return headroom_says(all);
  };
  const auto get = [&](const std::string& glob, bool as_json = false) {
    std::vector<std::string> words{"get", glob, "--name", desk.name()};
    if (as_json) words.push_back("--json");
    return headroom_says(words);
  };

  SECTION("levels, frequencies, names, switches") {
    CHECK(set({"/ch/07/fader", "-6", "dB"}).output == "/ch/07/fader -6.0 dB\n");
    CHECK(set({"/ch/7/hp/freq", "0.12k"}).output == "/ch/07/hp/freq 120 Hz\n");
    CHECK(set({"/ch/07/name", "Lead", "Vox"}).output == "/ch/07/name \"Lead Vox\"\n");
    CHECK(set({"/main/fader", "-oo"}).output == "/main/fader -oo\n");
    CHECK(get("/ch/07/fader").output == "/ch/07/fader -6.0 dB\n");
    CHECK(get("/ch/07/fader", true).as_json()["value_dB"] == -6.0);
    CHECK(get("/ch/07/name", true).as_json()["value"] == "Lead Vox");
    CHECK(get("/main/fader", true).as_json()["value_dB"].is_null());
    CHECK(get("/ch/07/mute", true).as_json()["value"] == false);
  }
  SECTION("a glob means many, and one undo takes it back") {
    CHECK(count_lines(set({"/ch/*/mute", "on"}).output) == 64);
    const auto rows = get("/ch/*/mute", true).as_json();
    REQUIRE(rows.is_array());
    CHECK(std::all_of(rows.begin(), rows.end(), [](const json& row) { return row["value"] == true; }));
    CHECK(set({"/desk/undo"}).output.find("Undone: Ch 1 Mute and 63 more") != std::string::npos);
    CHECK(get("/ch/64/mute").output == "/ch/64/mute off\n");
  }
  SECTION("a strip's address lists the strip") {
    const auto answer = get("/ch/07");
    CHECK(answer.status == 0);
    CHECK(answer.output.find("/ch/07/eq/2/freq 250 Hz\n") != std::string::npos);
    CHECK(answer.output.find("/ch/08") == std::string::npos);
    CHECK(set({"/ch/07", "on"}).status == 2);
  }
  SECTION("a control in another hand is left to it, and the hand is named") {
    const ControlId fader = desk.link().table().find("/ch/03/fader");
    desk.link().begin_gesture(fader);
    REQUIRE(wait_until([&] { return desk.link().holder(fader) == desk.link().slot(); }));
    desk.link().beat();
    const auto refused = set({"/ch/03/fader", "0"});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("/ch/03/fader is held by story") != std::string::npos);
  }
  SECTION("what cannot be set is refused with one sentence that says what would be right") {
    const auto loud = set({"/ch/07/fader", "+20"});
    CHECK(loud.status == 1);
    CHECK(count_lines(loud.errors) == 1);
    CHECK(loud.errors.find("10.0 dB") != std::string::npos);
    CHECK(set({"/ch/99/fader", "0"}).status == 1);
    CHECK(set({"/ch/07/fader"}).status == 2);
  }
}

TEST_CASE("a watcher prints each change as it comes") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const TemporaryFolder folder;
  auto watcher =
      start_headroom(folder, {"watch", "/ch/*/fader", "--name", desk.name(), "--count", "2", "--json"});
  const auto watches = [&] {
    for (const LinkClient::Peer& peer : desk.link().peers())
      if (peer.name == "headroom watch" && peer.lamp == Lamp::in_step) return true;
    return false;
  };
  REQUIRE(wait_until(watches));
  REQUIRE(desk.set("/ch/02/fader", "-3"));
  REQUIRE(desk.set("/ch/02/mute", "on"));  // not watched
  REQUIRE(wait_until([&] { return count_lines(text_of(folder.file("output"))) == 1; }));
  REQUIRE(desk.set("/ch/05/fader", "-4"));
  CHECK(watcher.wait() == 0);
  std::ifstream lines(folder.file("output"));
  std::string first, second;
  std::getline(lines, first);
  std::getline(lines, second);
  CHECK(json::parse(first)["address"] == "/ch/02/fader");
  CHECK(json::parse(first)["value_dB"] == -3.0);
  CHECK(json::parse(second)["address"] == "/ch/05/fader");
}

TEST_CASE("wrong words leave with status 2, a job that failed with 1, each with one sentence") {
  const std::vector<std::vector<std::string>> wrong = {{"get"},
                                                       {"set"},
                                                       {"render", "--demo"},
                                                       {"bench", "--channels", "7"},
                                                       {"measure", "--what"},
                                                       {"completion", "fish"},
                                                       {"controls", "--plan", "channels=3"},
                                                       {"screenshot"},
                                                       {"--block", "0"},
                                                       {"render", "--output", "/dev/null/x.wav"},
                                                       {"bench", "--kernels", "abacus"}};
  for (const auto& words : wrong) {
    const Answer answer = headroom_says(words);
    INFO(words[0] << ": " << answer.errors);
    CHECK(answer.status == 2);
    CHECK(count_lines(answer.errors) == 1);
  }
  const std::vector<std::vector<std::string>> failing = {
      {"get", "/ch/01/fader", "--name", "no-such-desk"},
      {"measure", "/no/such/file.wav"},
      {"render", "/no/such.show", "--input", "/no/such/folder", "--output", "/dev/null/x.wav"},
      {"controls", "/ch/999/**"},
      {"/no/such.show", "--name", "story-no-show", "--no-midi", "--no-display"}};
  for (const auto& words : failing) {
    const Answer answer = headroom_says(words);
    INFO(words[0] << ": " << answer.errors);
    CHECK((answer.status == 1 || (answer.status == 2 && words[0] == "/no/such.show")));
    CHECK(count_lines(answer.errors) == 1);
  }
}

TEST_CASE("every verb explains itself") {
  const Answer help = headroom_says({"--help"});
  CHECK(help.status == 0);
  for (const char* verb : {"devices", "controls", "get", "set", "watch", "meters", "render", "measure", "bench",
                           "doctor", "surfaces", "screenshot", "completion"}) {
    CHECK(help.output.find(std::string("headroom ") + verb) != std::string::npos);
    const Answer answer = headroom_says({verb, "--help"});
    INFO(verb);
    CHECK(answer.status == 0);
    CHECK(answer.output.find("Usage: headroom ") != std::string::npos);
  }
}

TEST_CASE("the list of controls covers the table, for people, manuals and programs") {
  const json rows = headroom_says({"controls", "--json"}).as_json();
  REQUIRE(rows.is_array());
  const auto fader =
      std::find_if(rows.begin(), rows.end(), [](const json& row) { return row["address"] == "/ch/*/fader"; });
  REQUIRE(fader != rows.end());
  CHECK((*fader)["unit"] == "dB");
  CHECK((*fader)["max_dB"] == 10.0);
  CHECK((*fader)["min_dB"].is_null());
  CHECK(count_lines(headroom_says({"controls"}).output) == rows.size());
  CHECK(count_lines(headroom_says({"controls", "--markdown"}).output) == rows.size() + 2);

  const Table table({.channels = 8, .auxes = 2, .groups = 0, .matrices = 0, .dcas = 0});
  const Answer all =
      headroom_says({"controls", "**", "--plan", "channels=8 aux=2 groups=0 matrices=0 dcas=0"});
  CHECK(count_lines(all.output) == table.size());
  CHECK(headroom_says({"controls", "/ch/07/eq/2/freq", "--json"}).as_json()["default_hz"] == 250.0);
}

TEST_CASE("the Tab key completes verbs, addresses part by part, and options") {
  const auto completes = [](const std::string& words, int at) {
    const TemporaryFolder folder;
    const std::string script = "source <(\"$0\" completion bash); COMP_WORDS=(\"$0\" " + words +
                               "); COMP_CWORD=" + std::to_string(at) +
                               "; _headroom 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
    auto bash = ChildProcess::start({"bash", "-c", script, program("headroom")}, folder.file("output"));
    CHECK(bash.wait() == 0);
    return text_of(folder.file("output"));
  };
  CHECK(completes("mea", 1) == "measure\n");
  CHECK(completes("get /ch/6", 2) == "/ch/60/\n/ch/61/\n/ch/62/\n/ch/63/\n/ch/64/\n");
  CHECK(completes("set /ch/07/eq/2/f", 2) == "/ch/07/eq/2/freq \n");
  CHECK(completes("render --bl", 2) == "--block\n");
}

TEST_CASE("a folder is mixed through a show into the same bytes at any block size") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("in"));
  write_tone(folder.file("in/1 Bass.wav"), 100, 0.25, 1);
  write_tone(folder.file("in/2 Keys.wav"), 997, 0.25, 2);
  write_tone(folder.file("in/3 Vox.wav"), 440, 0.25, 1, 44100);
  const auto show = [&](const std::string& lines) {
    std::ofstream(folder.file("mix.show"))
        << "headroom show 1\nplan channels=8 aux=2 groups=1 matrices=0 dcas=0\n"
        << lines;
  };
  const auto render = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"render",   folder.file("mix.show"), "--input", folder.file("in"),
                                   "--output", folder.file("out.wav"),  "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return headroom_says(words);
  };
  show(
      "/ch/01/fader 0 dB\n/ch/01/send/01/level 0 dB\n/ch/01/pan L100\n/ch/03/comp/on on\n/ch/03/fader -3 "
      "dB\n");
  std::ofstream(folder.file("edits")) << "0.2 /ch/03/fader 0 dB\n12000f /ch/01/mute on\n";

  const Answer first = render({"--edits", folder.file("edits")});
  INFO(first.errors);
  REQUIRE(first.status == 0);
  CHECK(first.as_json()["frames"] == 24000);
  CHECK(first.as_json()["seconds"] == 0.5);
  CHECK(first.as_json()["x_realtime"] > 1);
  CHECK(first.errors.find("was resampled from 44100 Hz to 48000 Hz") != std::string::npos);
  const std::string bytes = text_of(folder.file("out.wav"));
  for (const char* block : {"1", "441", "1024"}) {
    REQUIRE(render({"--edits", folder.file("edits"), "--block", block}).status == 0);
    CHECK(text_of(folder.file("out.wav")) == bytes);
  }

  SECTION("a channel's sound is that of its file, an aux is mono, a tail is silence") {
    REQUIRE(render({"--bus", "/ch/2", "--tail", "0.5"}).as_json()["frames"] == 48000);
    const auto channel = read_sound_file(folder.file("out.wav"));
    const auto file = read_sound_file(folder.file("in/2 Keys.wav"));
    REQUIRE(channel);
    CHECK(channel->channels.size() == 1);
    CHECK(std::equal(file->channels[0].begin(), file->channels[0].end(), channel->channels[0].begin()));
    CHECK(channel->channels[0].back() == 0);
    REQUIRE(render({"--bus", "/aux/01"}).status == 0);
    CHECK(read_sound_file(folder.file("out.wav"))->channels.size() == 1);
    CHECK(render({"--bus", "/dca/1"}).status == 2);
  }
  SECTION("stems: a file for every strip that sounded, named by the files on the inputs") {
    REQUIRE(render({"--stems", folder.file("stems"), "--24"}).status == 0);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.file("stems")))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"aux-01.wav", "ch-01 Bass.wav", "ch-02 Keys L.wav",
                                            "ch-03 Keys R.wav", "ch-04 Vox.wav", "main.wav"});
  }
  SECTION("an input that cannot be read is silent in the mix, and the status says that something is missing") {
    std::ofstream(folder.file("in/4 Broken.wav")) << "no sound";
    const Answer without = render({"--edits", folder.file("edits")});
    CHECK(without.status == 1);
    CHECK(without.errors.find("4 Broken.wav") != std::string::npos);
    CHECK(without.errors.find("the mix is without 1 of its inputs") != std::string::npos);
    CHECK(text_of(folder.file("out.wav")) == bytes);
  }
  SECTION("binaural phones hear a channel on the left at both ears, and say which head is not there") {
    show("/ch/01/fader 0 dB\n/ch/01/pan L100\n/phones/fader 0 dB\n");
    REQUIRE(render({"--bus", "/phones"}).status == 0);
    CHECK(peak_of(read_sound_file(folder.file("out.wav"))->channels[1]) == 0);
    show("/ch/01/fader 0 dB\n/ch/01/pan L100\n/phones/fader 0 dB\n/phones/binaural on\n");
    REQUIRE(render({"--bus", "/phones"}).status == 0);
    const auto ears = read_sound_file(folder.file("out.wav"));
    CHECK(peak_of(ears->channels[1]) > 0.01f);
    CHECK(peak_of(ears->channels[0]) > 0.01f);
    const Answer headless = render({"--bus", "/phones", "--head", folder.file("nobody.sofa")});
    CHECK(headless.status == 1);
    CHECK(headless.errors.find("nobody.sofa") != std::string::npos);
  }
  SECTION("without a show every track is at 0 dB and stereo files keep their sides") {
    std::filesystem::remove(folder.file("in/1 Bass.wav"));
    std::filesystem::remove(folder.file("in/3 Vox.wav"));
    const Answer plain = headroom_says(
        {"render", "-", "--input", folder.file("in"), "--output", folder.file("out.wav"), "--json"});
    REQUIRE(plain.status == 0);
    const auto mixed = read_sound_file(folder.file("out.wav"));
    const auto keys = read_sound_file(folder.file("in/2 Keys.wav"));
    for (size_t f = 0; f < 24000; ++f)
      REQUIRE(mixed->channels[0][f] == Approx(keys->channels[0][f]).margin(1e-6));
    CHECK(mixed->channels[0] == mixed->channels[1]);
  }
}

TEST_CASE("measure answers with numbers that carry their units, and null for silence") {
  const TemporaryFolder folder;
  write_tone(folder.file("tone.wav"), 997, 1, 2);
  write_tone(folder.file("silence.wav"), 997, 0, 1);
  const json tone = headroom_says({"measure", folder.file("tone.wav"), "--json"}).as_json();
  CHECK(tone["sample_peak_dBFS"].get<double>() == Approx(0).margin(0.01));
  CHECK(tone["rms_dBFS"].get<double>() == Approx(0).margin(0.01));
  CHECK(tone["integrated_LUFS"].get<double>() == Approx(0).margin(0.05));
  CHECK(tone["correlation"] == 1.0);
  const json both =
      headroom_says({"measure", folder.file("tone.wav"), folder.file("silence.wav"), "--json"}).as_json();
  REQUIRE(both.is_array());
  for (const char* key : {"sample_peak_dBFS", "rms_dBFS", "integrated_LUFS", "correlation"})
    CHECK(both[1][key].is_null());
  CHECK(headroom_says({"measure", folder.file("silence.wav")}).output.find("-oo LUFS") != std::string::npos);
}

TEST_CASE("a sample that is no number is told, and hides no level of the others") {
  const TemporaryFolder folder;
  write_tone(folder.file("tone.wav"), 997, 0.5, 2);
  const json whole = headroom_says({"measure", folder.file("tone.wav"), "--json"}).as_json();
  auto broken = read_sound_file(folder.file("tone.wav"));
  broken->channels[0][11000] = NAN;
  broken->channels[0][12000] = INFINITY;
  auto file = SoundFileWriter::create(folder.file("broken.wav"), 48000, 2, WavFormat::float32);
  const float* const sides[] = {broken->channels[0].data(), broken->channels[1].data()};
  REQUIRE(file->write(sides, static_cast<int>(broken->frames())));
  REQUIRE(file->finish());
  const Answer answer = headroom_says({"measure", folder.file("broken.wav"), "--json"});
  CHECK(answer.errors.find("2 samples that are no numbers") != std::string::npos);
  for (const char* key : {"sample_peak_dBFS", "rms_dBFS", "integrated_LUFS"})
    CHECK(answer.as_json()[key].get<double>() == Approx(whole[key].get<double>()).margin(0.05));
}

TEST_CASE("an answer that the disk has no room for is a job that failed") {
  const TemporaryFolder folder;
  auto process = ChildProcess::start({"sh", "-c", "exec \"$@\" 2>" + folder.file("errors") + " >/dev/full", "sh",
                                      program("headroom"), "controls", "--json"},
                                     folder.file("output"));
  CHECK(process.wait() == 1);
  CHECK(count_lines(text_of(folder.file("errors"))) == 1);
}

TEST_CASE("no verb writes over a file that it reads") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("in"));
  write_tone(folder.file("in/tone.wav"), 997, 0.5, 1);
  std::ofstream(folder.file("mix.show")) << "headroom show 1\n";
  const std::string tone = text_of(folder.file("in/tone.wav")), show = text_of(folder.file("mix.show"));
  const auto renders = [&](const std::string& input, const std::string& output) {
    return std::vector<std::string>{"render", folder.file("mix.show"), "--input", folder.file(input), "--output", output};
  };
  const std::vector<std::vector<std::string>> losing = {
      {"measure", folder.file("in/tone.wav"), "--series", folder.file("in/../in/tone.wav")},
      {"measure", folder.file("in/tone.wav"), "--plot", folder.file("in/tone.wav")},
      {"measure", folder.file("in/tone.wav"), "--series", folder.file("both"), "--plot", folder.file("both")},
      renders("in", folder.file("mix.show")),
      renders("in", folder.file("in/tone.wav")),
      renders("in/tone.wav", folder.file("in/tone.wav"))};
  for (const auto& words : losing) {
    const Answer answer = headroom_says(words);
    INFO(words[0] << ": " << answer.errors);
    CHECK(answer.status == 2);
    CHECK(count_lines(answer.errors) == 1);
    CHECK((text_of(folder.file("in/tone.wav")) == tone));
    CHECK(text_of(folder.file("mix.show")) == show);
  }
}

TEST_CASE("the bench answers one measurement with an object, several with an array") {
  const json one = headroom_says({"bench", "--channels", "1024", "--seconds", "0.05", "--json"}).as_json();
  CHECK(one["ns_per_channel_sample"] > 0);
  CHECK(one["channels_per_core"] > 0);
  CHECK(one["strip"] == "bench");
  CHECK(one["block_us"]["p50"] <= one["block_us"]["p99"]);
  CHECK(one["block_us"]["p999"] <= one["block_us"]["max"]);
  const json two = headroom_says({"bench", "--channels", "8,64", "--strip", "full", "--moving", "--rate", "96000",
                                  "--runs", "2", "--seconds", "0.01", "--kernels", "scalar", "--json"})
                       .as_json();
  REQUIRE(two.size() == 2);
  CHECK(two[1]["kernels"] == "scalar");
  CHECK(two[1]["strip"] == "full");
  CHECK(two[1]["channels"] == 64);
  CHECK(two[1]["fastest_ns_per_channel_sample"] <= two[1]["ns_per_channel_sample"]);
}

TEST_CASE("the doctor's status says whether a check failed, and every finding has its way to mend it") {
  const Answer answer = headroom_says({"doctor", "--json"});
  bool failed = false;
  for (const json& check : answer.as_json()) {
    failed = failed || check["verdict"] == "fail";
    CHECK(check["mend"].get<std::string>().empty() == (check["verdict"] == "ok"));
  }
  CHECK(answer.status == (failed ? 1 : 0));
}

TEST_CASE("the desk without a screen shows its levels in the terminal and ends in order") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi"});
  REQUIRE(desk.join());
  REQUIRE(wait_until([&] { return desk.terminal().find("dropouts") != std::string::npos; }));
  CHECK(desk.terminal().find("Main |") != std::string::npos);
  CHECK(desk.process().end(SIGTERM) == 0);
  CHECK_FALSE(desk.link().console_is_alive());
  CHECK_FALSE(std::filesystem::exists(*segment_path(desk.name())));
}

TEST_CASE("a front door that is killed takes its console with it") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi"});
  REQUIRE(desk.join());
  desk.process().end(SIGKILL);
  CHECK(wait_until([&] { return !desk.link().console_is_alive(); }));
}

TEST_CASE("a second desk of the same name is refused") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const Answer second = headroom_says({"--name", desk.name(), "--no-device", "--no-display", "--no-midi"});
  CHECK(second.status == 1);
  CHECK(desk.link().console_is_alive());
}

TEST_CASE("a screen that cannot open leaves the desk running, with its levels in the terminal") {
  setenv("DISPLAY", ":nowhere", 1);
  RunningDesk desk("headroom", {"--no-device", "--no-midi"});
  unsetenv("DISPLAY");
  REQUIRE(desk.join());
  CHECK(wait_until([&] { return desk.terminal().find("the levels are shown here") != std::string::npos; }));
  CHECK(desk.set("/ch/01/fader", "-10"));
  CHECK(desk.process().end(SIGINT) == 0);
}

TEST_CASE("a console that fails again and again is given up with a sentence") {
  RunningDesk desk("headroom", {"--no-device", "--no-display", "--no-midi"});
  const std::string children = "/proc/" + std::to_string(desk.process().id()) + "/task/" +
                               std::to_string(desk.process().id()) + "/children";
  const auto console = [&] {
    pid_t id = 0;
    std::ifstream(children) >> id;
    return id;
  };
  for (int failure = 1; failure <= 5; ++failure) {
    REQUIRE(desk.join());
    const pid_t failing = console();
    REQUIRE(failing > 0);
    kill(failing, SIGKILL);
    REQUIRE(wait_until([&] { return console() != failing; }));
  }
  CHECK(desk.process().wait() == 1);
  CHECK(desk.terminal().find("5 times within 10 s") != std::string::npos);
}
