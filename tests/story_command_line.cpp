// The command line as people and programs use it: the real programs, their words, answers and exit statuses.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "console/link/segment.h"
#include "console/table.h"
#include "tests/command_line.h"
#include "tests/wait_until.h"

using namespace headroom;
using nlohmann::json;

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

TEST_CASE("the command line arms and records and says how it goes") {
  const TemporaryFolder recordings;
  RunningDesk desk("headroom-console", {"--no-device", "--recordings", recordings.path(), "--plan",
                                        "channels=8 aux=2 groups=2 matrices=2 dcas=2"});
  REQUIRE(desk.join());
  const auto record = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"record", "--name", desk.name()});
    return headroom_says(words);
  };
  const auto refused = record({"start"});
  CHECK(refused.status == 1);
  CHECK(refused.errors.find("Nothing is recorded: no channel and no bus is armed") != std::string::npos);
  REQUIRE(wait_until([&] { return desk.value("/desk/record") == 0; }));
  const auto started = record({"start", "--arm-inputs"});
  CHECK(started.status == 0);
  CHECK(started.output.starts_with("Recording 8 lanes; take "));
  const auto state = record({"--json"}).as_json();
  CHECK(state["recording"] == true);
  CHECK(state["armed_lanes"] == 8);
  CHECK(state["left_s"] > 0);
  const std::string take = recordings.path() + '/' + desk.name() + '/' + state["take"].get<std::string>();
  CHECK(std::filesystem::exists(take + "/08 Ch 8.wav"));
  const auto stopped = record({"stop"});
  CHECK(stopped.status == 0);
  CHECK(stopped.output.starts_with("Stopped, 8 lanes armed; last take "));
  CHECK(record({"sing"}).status == 2);
}

TEST_CASE("a desk records more tracks than the files that programs may open before they ask") {
  const TemporaryFolder recordings;
  rlimit usual{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &usual) == 0);
  REQUIRE(usual.rlim_max >= 400);
  const rlimit few{120, usual.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  RunningDesk desk("headroom-console", {"--no-device", "--recordings", recordings.path(), "--plan",
                                        "channels=128 aux=2 groups=2 matrices=2 dcas=2"});
  REQUIRE(setrlimit(RLIMIT_NOFILE, &usual) == 0);
  REQUIRE(desk.join());
  const auto started = headroom_says({"record", "start", "--arm-inputs", "--name", desk.name()});
  CHECK(started.errors.empty());
  CHECK(started.output.starts_with("Recording 128 lanes; take "));
}

TEST_CASE("the command line stores scenes and lists them with how far each is from what is heard") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const auto set = [&](const char* address, const char* text) {
    return headroom_says({"set", address, text, "--name", desk.name()}).status;
  };
  const auto scenes = [&] { return headroom_says({"scenes", "--json", "--name", desk.name()}).as_json(); };
  CHECK(headroom_says({"scenes", "--name", desk.name()}).output.empty());
  CHECK(set("/scene/012/name", "Verse") == 0);
  CHECK(set("/scene/012/store", "1") == 0);
  CHECK(set("/ch/07/fader", "-6") == 0);
  CHECK(set("/ch/08/mute", "on") == 0);
  CHECK(set("/scene/20/store", "1") == 0);
  CHECK(set("/desk/scene/next", "12") == 0);
  REQUIRE(wait_until([&] { return scenes().size() == 2 && scenes()[1]["controls_that_differ"] == 0; }));
  const auto list = scenes();
  CHECK(list[0]["number"] == 12);
  CHECK(list[0]["name"] == "Verse");
  CHECK(list[0]["next"] == true);
  CHECK(list[0]["controls_that_differ"] == 2);
  CHECK(list[1]["current"] == true);
  CHECK(set("/desk/scene/go", "1") == 0);
  CHECK(headroom_says({"get", "/desk/scene/current", "--name", desk.name()}).output == "/desk/scene/current 12\n");
  const std::string words = headroom_says({"scenes", "--name", desk.name()}).output;
  CHECK(words.find("current  12  Verse                    0 controls differ\n") == 0);
  CHECK(words.find("next     20  Scene 20                 2 controls differ\n") != std::string::npos);
  const auto refused = headroom_says({"set", "/desk/scene/current", "13", "--name", desk.name()});
  CHECK(refused.status == 1);
  CHECK(refused.errors.find("Scene 13 cannot be recalled: nothing is stored there") != std::string::npos);
}

TEST_CASE("the command line lists what was done, with times, and goes to where the desk stood after any of it") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const auto undo = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"undo", "--name", desk.name()});
    return headroom_says(words);
  };
  CHECK(headroom_says({"set", "/ch/07/fader", "-6", "--name", desk.name()}).status == 0);
  CHECK(headroom_says({"set", "/ch/08/name", "Vox", "--name", desk.name()}).status == 0);
  const auto list = undo({"--list", "--json"}).as_json();
  REQUIRE(list.size() == 2);
  CHECK(list[0]["address"] == "/ch/08/name");
  CHECK(list[0]["to"] == "\"Vox\"");
  CHECK(list[1]["what"] == "Ch 7 Fader");
  CHECK(list[1]["from"] == "-oo");
  CHECK(list[1]["to"] == "-6.0 dB");
  CHECK(list[1]["by"] == "a command");
  CHECK(undo({"--to", std::to_string(list[1]["number"].get<int>())}).output.find("Undone: Ch 8 Name") !=
        std::string::npos);
  CHECK(desk.link().text(desk.link().table().find("/ch/08/name")).empty());
  CHECK(undo({"--list"}).output.find(": -oo -> -6.0 dB  by a command") != std::string::npos);
  const auto there = undo({"--to", std::to_string(list[1]["number"].get<int>())});
  CHECK(there.status == 0);
  CHECK(there.output == "The desk stands there already.\n");
  // Each hand hears its own answer, whatever others are told meanwhile.
  std::atomic<bool> is_answered = false;
  std::thread other([&] { wait_until([&] { return desk.link().undo_to(4711), is_answered.load(); }); });
  const auto undone = undo({}).output;
  is_answered = true;
  other.join();
  CHECK(undone == "Undone: Ch 7 Fader\n");
  const auto lost = undo({"--to", "4711"});
  CHECK(lost.status == 1);
  CHECK(lost.errors.find("no longer in the undo list") != std::string::npos);
}

TEST_CASE("a watcher prints each change as it comes") {
  RunningDesk desk("headroom-console", {"--no-device"});
  REQUIRE(desk.join());
  const TemporaryFolder folder;
  auto watcher = start_headroom(folder, {"watch", "/ch/*/fader", "--name", desk.name(), "--count", "2", "--json"});
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
  for (const char* verb : {"devices", "controls", "get", "set", "record", "watch", "meters", "render", "measure",
                           "bench", "doctor", "surfaces", "screenshot", "completion"}) {
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
  const Answer all = headroom_says({"controls", "**", "--plan", "channels=8 aux=2 groups=0 matrices=0 dcas=0"});
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
  const std::string children =
      "/proc/" + std::to_string(desk.process().id()) + "/task/" + std::to_string(desk.process().id()) + "/children";
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
