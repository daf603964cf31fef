// The first five minutes on the screen: what the desk runs on is chosen, lines are tried out, inputs named by a noise,
// a show begun with - and nothing of it happens by a slip.
#include <catch2/catch.hpp>
#include <fstream>

#include <unistd.h>

#include "console/fixed_text.h"
#include "console/setup/templates.h"
#include "console/show_file.h"
#include "surfaces/display/model/machine_choice.h"
#include "tests/display_hand.h"
#include "tests/temporary_folder.h"

using namespace headroom;
using namespace headroom::display;

namespace {

DeviceInfo card(const char* name, std::vector<double> rates, bool is_default) {
  DeviceInfo info;
  info.name = name, info.host_api = "ALSA", info.inputs = 18, info.outputs = 20;
  info.rates = std::move(rates), info.default_rate = info.rates.back(), info.is_default = is_default;
  return info;
}

// Two cards; the second is the default.
void plug_in(DisplayRig& rig) {
  rig.setup().devices[0] = listed(card("old", {44100}, false));
  rig.setup().devices[1] = listed(card("new", {48000, 96000}, true));
  rig.setup().devices_count = 2;
  rig.setup().devices_looked = 1;
}

using Kind = SetupRequest::Kind;
// The requests of one kind since the last call.
std::vector<SetupRequest> asked(DisplayRig& rig, Kind kind) {
  std::vector<SetupRequest> all = rig.take_requests();
  std::erase_if(all, [&](const SetupRequest& request) { return request.kind != kind; });
  return all;
}

void hold(Hand& hand, Point at, double seconds) {
  hand.move(at);
  hand.press();
  hand.wait(seconds);
  hand.lift();
}

struct SetupPage {
  explicit SetupPage(const char* story) : rig(story), hand((plug_in(rig), rig)) {
    hand.screen().open().page = Page::setup;
    hand.frame();
    hand.frame();
  }
  DisplayRig rig;
  Hand hand;
};

}  // namespace

TEST_CASE("on a first start a sheet offers the best machine there is, one click takes it") {
  DisplayRig rig("setup_first");
  plug_in(rig);
  rig.setup().is_first_start = true;
  rig.status().demo = true;
  Hand hand(rig);
  hand.frame();
  CHECK(hand.count("What does this desk run on?") == 1);
  CHECK(asked(rig, Kind::look_for_devices).size() == 1);
  hand.click(hand.find("Use this"));
  const auto used = asked(rig, Kind::use_machine);
  REQUIRE(used.size() == 1);
  CHECK(device_of(used[0].machine) == "ALSA: new");
  CHECK(used[0].machine.sample_rate == 48000);
  rig.setup().is_first_start = false;
  hand.frame();
  hand.frame();
  CHECK(hand.count("What does this desk run on?") == 0);
  CHECK(hand.count("Measure") == 1);  // what comes next is at hand
}

TEST_CASE("the sheet of a first start never stands in the way: Escape or a click puts it aside") {
  for (const bool by_key : {true, false}) {
    DisplayRig rig(by_key ? "setup_escape" : "setup_click");
    rig.setup().is_first_start = true;
    Hand hand(rig);
    hand.frame();
    REQUIRE(hand.count("What does this desk run on?") == 1);
    if (by_key)
      hand.key(Key::escape);
    else
      hand.click(hand.find("Not now (Esc)"));
    hand.frame();
    CHECK(hand.count("What does this desk run on?") == 0);
    CHECK(asked(rig, Kind::use_machine).empty());
  }
}

TEST_CASE("a block is changed by a click, a rate only by a hold: the sound stops for it") {
  SetupPage page("setup_rate");
  page.hand.click(page.hand.find("ALSA: new"));
  page.hand.click(page.hand.find("256"));
  page.hand.frame();
  page.hand.click(page.hand.find("Use this"));
  auto used = asked(page.rig, Kind::use_machine);
  REQUIRE(used.size() == 1);
  CHECK(used[0].machine.block_frames == 256);
  CHECK(device_of(used[0].machine) == "ALSA: new");

  page.hand.click(page.hand.find("96 k"));
  page.hand.frame();
  const Point button = page.hand.find("Hold: the desk starts anew, as it is");
  hold(page.hand, button, 0.8);
  CHECK(asked(page.rig, Kind::use_machine).empty());
  hold(page.hand, button, 1.2);
  used = asked(page.rig, Kind::use_machine);
  REQUIRE(used.size() == 1);
  CHECK(used[0].machine.sample_rate == 96000);
}

TEST_CASE("a desk gets more strips by a hold: the sound stops for it") {
  SetupPage page("setup_size");
  const DeskPlan plan = page.rig.link().table().plan();
  const Point channels = page.hand.find("channels");
  int more = 0;  // its button is the first of its row
  while (std::abs(page.hand.find("+", more).y - channels.y) > 4) ++more;
  page.hand.click(page.hand.find("+", more));
  page.hand.frame();
  CHECK(asked(page.rig, Kind::use_plan).empty());
  const Point use = page.hand.find("Hold: the desk starts anew, as it is");
  hold(page.hand, use, 0.8);
  CHECK(asked(page.rig, Kind::use_plan).empty());
  hold(page.hand, use, 1.2);
  const auto used = asked(page.rig, Kind::use_plan);
  REQUIRE(used.size() == 1);
  CHECK(used[0].plan.channels == plan.channels + 8);
  CHECK(used[0].plan.auxes == plan.auxes);
}

TEST_CASE("a device that does not take the rate chosen brings one that it takes") {
  SetupPage page("setup_device");
  page.hand.click(page.hand.find("ALSA: old"));
  CHECK(page.hand.screen().open().setup.draft->sample_rate == 44100);
  page.hand.click(page.hand.find("No device"));
  CHECK_FALSE(device_of(*page.hand.screen().open().setup.draft));
}

TEST_CASE("a round trip is asked for by one click, and judged in words: good to 10 ms, fair to 20, late beyond") {
  SetupPage page("setup_trip");
  page.hand.click(page.hand.find("Measure"));
  const auto measured = asked(page.rig, Kind::measure_round_trip);
  REQUIRE(measured.size() == 1);
  CHECK((measured[0].output == 1 && measured[0].input == 1));
  struct Case {
    RoundTripState state;
    int frames;
    const char* word;
  };
  for (const auto& [state, frames, word] : {Case{RoundTripState::running, 0, "LISTENING"},
                                            {RoundTripState::found, 480, "GOOD"},
                                            {RoundTripState::found, 481, "FAIR"},
                                            {RoundTripState::found, 961, "LATE"},
                                            {RoundTripState::silent, 0, "FAILED"}}) {
    page.rig.setup().round_trip = {state, 1, 1, frames, 48000, 0, 0, 1};
    page.hand.frame();
    page.hand.frame();
    CHECK(page.hand.count(word) == 1);
  }
}

TEST_CASE("the test tone plays where it is told, never above -20 dBFS, and stops by one click") {
  SetupPage page("setup_tone");
  const Point level = page.hand.find("-40 dBFS");
  for (int notch = 0; notch < 30; ++notch) page.hand.wheel(level, 1);
  page.hand.click(page.hand.find("Play"));
  auto played = asked(page.rig, Kind::play_tone);
  REQUIRE(played.size() == 1);
  CHECK(played[0].output == 1);
  CHECK(played[0].level_dBFS == -20);
  page.rig.setup().tone_output = 1;
  page.hand.frame();
  page.hand.frame();
  CHECK(page.hand.count("Plays on 1") == 1);
  page.hand.click(page.hand.find("STOP"));
  CHECK(asked(page.rig, Kind::stop_tone).size() == 1);
}

TEST_CASE("an input that begins to sound is offered, the loudest of them, and a click names it") {
  SetupPage page("setup_listen");
  page.hand.wait(1.5);
  CHECK_FALSE(page.hand.screen().desk().listening().offered());
  page.rig.sound(30, 0.05f);
  page.rig.sound(31, 0.2f);
  page.hand.frame();
  page.hand.frame();
  const StripIndex loudest = page.rig.desk().table().strip_of(kChannel, 31);
  REQUIRE(page.hand.screen().desk().listening().offered() == loudest);
  page.hand.click(page.hand.find("Ch 31 just sounded: name it"));
  page.hand.type("Talkbox");
  page.hand.key(Key::enter);
  page.hand.frame();
  CHECK(page.rig.desk().show().strip_name(loudest) == "Talkbox");
}

TEST_CASE("a show to begin with is loaded by a hold, and the toast that tells of it takes it back") {
  SetupPage page("setup_template");
  hold(page.hand, page.hand.find("Podcast"), 0.5);
  CHECK(asked(page.rig, Kind::recall_show).empty());
  hold(page.hand, page.hand.find("Podcast"), 1.2);
  const auto recalls = asked(page.rig, Kind::recall_show);
  REQUIRE(recalls.size() == 1);
  CHECK(recalls[0].path == *template_path("podcast"));
  const StripIndex first = page.rig.desk().table().strip_of(kChannel, 1);
  const std::string before = page.rig.desk().show().strip_name(first);
  Show podcast(page.rig.desk().table());
  REQUIRE(load_show(recalls[0].path, podcast));
  page.rig.desk().recall(0, podcast, "podcast", 0);
  page.rig.tick();
  page.rig.say("The desk runs on its own clock.");  // before the screen has looked again
  page.hand.frame();
  page.hand.frame();
  CHECK(page.rig.desk().show().strip_name(first) == "Host");
  page.hand.click(page.hand.find("Undo (Ctrl+Z)"));
  page.hand.frame();
  CHECK(page.rig.desk().show().strip_name(first) == before);
}

TEST_CASE("what was saved before is recalled from the Setup page by a hold") {
  SetupPage page("setup_versions");
  const TemporaryFolder folder;
  std::ofstream(folder.file("2026-11-21 22.10.00.show")) << "older";
  std::ofstream(folder.file("2026-11-22 21.43.07.show")) << "newer";
  CHECK(page.hand.count("SAVED BEFORE: HOLD TO RECALL") == 0);
  write_terminated(page.rig.setup().versions_folder, folder.path());
  for (int i = 0; i < 150; ++i) page.hand.frame();
  CHECK(page.hand.count("2026-11-21 22.10.00") == 1);
  const Point newest = page.hand.find("2026-11-22 21.43.07");
  page.hand.click(newest);
  CHECK(asked(page.rig, Kind::recall_show).empty());
  hold(page.hand, newest, 1.2);
  const auto recalled = asked(page.rig, Kind::recall_show);
  REQUIRE(recalled.size() == 1);
  CHECK(read_text(recalled[0].path) == folder.file("2026-11-22 21.43.07.show"));
}

namespace {

// As headroom-midi would have it.
struct ToldLearning : MapLearning {
  void look_for_boxes() override { looked = true; }
  void begin(const std::string& port) override { begun = port; }
  void end() override { ended = true; }
  MapLesson& told() { return lesson_; }
  bool looked = false, ended = false;
  std::string begun;
};

}  // namespace

TEST_CASE("an unknown MIDI box is taught from the Setup page, and every page says so until it is done") {
  SetupPage page("setup_lesson");
  Hand& hand = page.hand;
  const auto learning = std::make_shared<ToldLearning>();
  hand.screen().share(std::static_pointer_cast<MapLearning>(learning));
  hand.frame();
  hand.click(hand.find("Look for boxes"));
  CHECK(learning->looked);
  learning->told().has_looked = true;
  hand.frame();
  CHECK(hand.count("No MIDI box is plugged in.") == 1);
  learning->told().boxes = {{"Known", "Akai MIDImix (map)"}, {"Odd", ""}};
  hand.frame();
  CHECK(hand.count("No MIDI box is plugged in.") == 0);
  CHECK(hand.count("Known: Akai MIDImix (map)") == 1);
  hand.click(hand.find("Teach", 1));
  CHECK(learning->begun == "Odd");
  learning->told().state = MapLesson::State::learning;
  learning->told().box = "Odd";
  hand.screen().open().page = Page::mixer;
  hand.frame();
  CHECK(hand.count("TEACHING Odd · move a control on the screen, then one on the box") == 1);
  learning->told().sentences = {"cc 1 20 = /ch/01/fader"};
  hand.frame();
  CHECK(hand.count("TEACHING Odd · cc 1 20 = /ch/01/fader") == 1);
  hand.click(hand.find("Done"));
  CHECK(learning->ended);
  learning->told().state = MapLesson::State::idle;
  hand.frame();
  CHECK(hand.count("Done") == 0);
}

TEST_CASE("F1 explains the control under the pointer by its row: name, address, range and default") {
  DisplayRig rig("setup_explain");
  Hand hand(rig);
  hand.move(hand.fader_of(0));
  hand.key(Key::f1);
  hand.frame();
  CHECK(hand.count("Fader") == 1);
  CHECK(hand.count("/ch/01/fader") == 1);
  CHECK(hand.count("-oo to 10.0 dB") == 1);
  hand.key(Key::escape);
  hand.frame();
  CHECK(hand.count("/ch/01/fader") == 0);
  // Loudspeakers go by letters, addresses by numbers: it says which is which.
  hand.screen().open().explained = rig.desk().table().find("/monitor/speakers/2/layout");
  hand.frame();
  CHECK(hand.count("loudspeakers B, 2 in the address") == 1);
  hand.key(Key::escape);
  hand.move({-1, -1});
  hand.key(Key::f1);
  hand.frame();
  CHECK(hand.count("Point at a control, then press F1: it is explained.") == 1);
}

TEST_CASE("a surface that is plugged in is greeted once, and again when it comes back") {
  DisplayRig rig("setup_surface");
  Hand hand(rig);
  auto surface = LinkClient::attach("setup_surface-" + std::to_string(getpid()), ClientKind::midi, "headroom-midi");
  REQUIRE(surface);
  const auto greeted = [&] {
    hand.frame();
    hand.frame();
    return hand.count("X-Touch found: it has joined the desk.") == 1;
  };
  CHECK_FALSE(greeted());
  (*surface)->show_lamp(Lamp::in_step, "X-Touch");
  CHECK(greeted());
  hand.wait(9);
  CHECK_FALSE(greeted());
  (*surface)->show_lamp(Lamp::lost, "X-Touch");
  hand.frame();
  (*surface)->show_lamp(Lamp::in_step, "X-Touch");
  CHECK(greeted());
}
