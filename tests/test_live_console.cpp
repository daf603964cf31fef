// The running console with all its threads, in this process: edits come in by the link and are heard; what the desk was
// is what the next one is. On its own clock, since there is no device in a test.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>

#include "console/console_options.h"
#include "console/marker.h"
#include "console/show_file.h"
#include "console/show_keeper.h"
#include "io/atomic_file.h"
#include "io/sound_file.h"
#include "tests/live_console_rig.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

struct Live : LiveConsoleRig {
  Live() : LiveConsoleRig("test-live") {}
  // A stem that holds one level, on input 1.
  void play_constant(float level) {
    const std::vector<float> samples(4800, level);
    const float* const channels[] = {samples.data()};
    auto file = SoundFileWriter::create(folder.file("1 Level.wav"), 48000, 1, WavFormat::float32);
    REQUIRE((file && file->write(channels, 4800) && file->finish()));
    options.input_folder = folder.path();
  }
};

float newest_sample(const LinkClient& client, int side) {
  float sample = 0;
  client.audio(0).copy_newest(side, &sample, 1);
  return sample;
}

TEST_CASE("a fader moved on the link is heard in the main") {
  Live live;
  live.play_constant(0.5f);
  live.start();
  const auto client = live.attach();
  const Table& table = client->table();
  client->set(table.find("/ch/01/fader"), 0);
  client->set(table.find("/ch/01/pan"), -100);
  CHECK(wait_until([&] { return std::abs(newest_sample(*client, 0) - 0.5f) < 1e-4f; }));
  client->set(table.find("/main/fader"), -20);
  CHECK(wait_until([&] { return std::abs(newest_sample(*client, 0) - 0.05f) < 1e-5f; }));
  CHECK(newest_sample(*client, 1) == 0.0f);
  MeterLook look;
  CHECK(wait_until([&] {
    client->look_at_meters(look);
    const StripLanes& lanes = client->lanes().of(table.strip_of(kChannel, 1));
    return look.frames > 0 && std::abs(look.banks[static_cast<size_t>(lanes.bank)].peak[0] - 0.5f) < 1e-4f;
  }));
}

TEST_CASE("two clients, a screen that reads everything and a surface that moves faders, come to the same desk") {
  Live live;
  live.start();
  const auto screen = live.attach(), surface = live.attach();
  const Table& table = screen->table();
  MeterLook look;
  for (int i = 0; i < 2000; ++i) {
    const ControlId id = table.id(table.strip_of(kChannel, 1 + i % 8), Param::pan);
    REQUIRE(wait_until([&] { return surface->set(id, static_cast<float>(i % 200 - 100)); }));
    screen->look_at_meters(look);
    screen->copy_show();
    screen->beat();
  }
  const ControlId last = table.find("/ch/08/pan");
  CHECK(wait_until([&] { return screen->value(last) == 99.0f; }));
  for (ControlId id = 0; id < table.size(); ++id)
    if (screen->value(id) != surface->value(id)) FAIL(table.address(id));
  CHECK(wait_until([&] { return screen->status().edits_applied >= 2000; }));
}

TEST_CASE("a desk that ended in order comes up as it was left") {
  Live live;
  live.start();
  {
    const auto client = live.attach();
    const ControlId fader = client->table().find("/ch/05/fader"), name = client->table().find("/ch/05/name");
    client->set(fader, -12.5f);
    client->set_text(name, "Sax");
    REQUIRE(wait_until([&] { return client->value(fader) == -12.5f && client->text(name) == "Sax"; }));
  }
  live.console.reset();
  live.start();
  const auto client = live.attach();
  CHECK(client->value(client->table().find("/ch/05/fader")) == -12.5f);
  CHECK(client->text(client->table().find("/ch/05/name")) == "Sax");
}

TEST_CASE("a desk that was given a show comes up with it the next time, though nobody touched it") {
  Live live;
  const Table table{live.options.plan};
  Show show(table);
  show.set(table.find("/ch/02/fader"), -4);
  live.options.show = live.folder.file("night.show");
  REQUIRE(save_show(show, live.options.show));
  live.start();
  live.console.reset();
  live.options.show.clear();
  live.start();
  CHECK(live.attach()->value(table.find("/ch/02/fader")) == -4);
}

TEST_CASE("a state that nobody can read does not keep the desk from running, and is not lost") {
  Live live;
  const std::string state = state_show_path(live.options.desk);
  REQUIRE(write_whole_file(state, "headroom sh"));
  live.start();
  const auto client = live.attach();
  const ControlId fader = client->table().find("/ch/05/fader");
  client->set(fader, -3);
  REQUIRE(wait_until([&] { return client->value(fader) == -3; }));
  live.console.reset();
  CHECK(*read_whole_file(state + ".unreadable") == "headroom sh");
  live.start();
  CHECK(live.attach()->value(fader) == -3);
}

TEST_CASE("the demo begins with its lead vocal selected") {
  Live live;
  live.options.is_demo = true;
  live.options.show = demo_folder() + "/demo.show";
  live.options.plan = *plan_of_show(live.options.show);
  live.start();
  const auto client = live.attach();
  const auto strip = static_cast<StripIndex>(client->value(client->table().find("/desk/selected")));
  CHECK(client->table().strip(strip).kind == kChannel);
  CHECK(client->copy_show().strip_name(strip) == "Lead Vox");
}

TEST_CASE("saving in the demo leaves the desk's own state as it was") {
  Live live;
  const std::string state = state_show_path(live.options.desk);
  const Table table{live.options.plan};
  REQUIRE(save_show(Show(table), state));
  const std::string before = *read_whole_file(state);
  live.options.show = live.folder.file("demo.show");
  REQUIRE(save_show(Show(table), live.options.show));
  live.options.is_demo = true;
  live.start();
  const auto client = live.attach();
  client->set(table.find("/main/fader"), -5);
  REQUIRE(wait_until([&] { return client->status().unsaved != 0; }));
  client->act(table.find("/desk/save"));
  CHECK(wait_until([&] { return client->status().unsaved == 0; }));
  live.console.reset();
  CHECK(*read_whole_file(state) == before);
}

TEST_CASE("a desk left behind is taken over when that was said, or nothing else - a demo's only when it was said") {
  ConsoleOptions options;
  const LinkHost::LeftDesk band{{}, true, {}, {}}, mix{{}, false, {}, {}};
  CHECK(takes_over(options, mix));
  CHECK_FALSE(takes_over(options, band));
  options.show = "night.show";
  CHECK_FALSE(takes_over(options, mix));
  options.recover = true;
  CHECK(takes_over(options, mix));
  CHECK(takes_over(options, band));
}

TEST_CASE("a console of a name that is taken does not start, and says who has it") {
  Live live;
  live.start();
  const auto second = LiveConsole::start(live.options);
  REQUIRE_FALSE(second);
  CHECK(second.error().find("is running already") != std::string::npos);
}

TEST_CASE("saving is done by the disk thread, and the desk says when it is done") {
  Live live;
  live.options.show = live.folder.file("night.show");
  {
    const Table table{live.options.plan};
    REQUIRE(save_show(Show(table), live.options.show));
  }
  live.start();
  const auto client = live.attach();
  const Table& table = client->table();
  client->set(table.find("/main/fader"), -5);
  CHECK(wait_until([&] { return client->status().unsaved != 0; }));
  client->act(table.find("/desk/save"));
  CHECK(wait_until([&] { return client->status().unsaved == 0 && client->value(table.find("/main/fader")) == -5; }));
  Show saved(table);
  REQUIRE(load_show(live.options.show, saved));
  CHECK(saved.value(table.find("/main/fader")) == -5);
}

TEST_CASE("clients see which scenes there are and how far the desk is from the current one and what GO would change") {
  Live live;
  live.start();
  const auto client = live.attach();
  const Table& table = client->table();
  SceneStatus scenes{};
  const auto are = [&](auto what) { return wait_until([&] { return client->read_scenes(scenes) && what(); }); };
  const auto strip = [&](const char* address) { return *table.find_strip(address); };
  client->set(table.find("/ch/01/fader"), -6);
  client->act(table.find("/scene/065/store"));
  CHECK(are([&] { return has_scene(scenes, 65) && !has_scene(scenes, 64) && scenes.edited == 0; }));
  client->set(table.find("/ch/02/fader"), -6);
  client->set(table.find("/ch/02/mute"), 1);
  client->act(table.find("/scene/066/store"));
  client->set(table.find("/ch/03/safe/eq"), 1);
  client->set(table.find("/ch/03/eq/1/gain"), 3);
  client->set(table.find("/desk/scene/next"), 65);
  CHECK(are([&] { return has_scene(scenes, 66) && scenes.edited == 1 && scenes.next_changes == 3; }));
  CHECK(wait_until([&] { return client->next_scene_changes(strip("/ch/02")) == (kFaderScope | kMuteScope); }));
  CHECK(client->next_scene_changes(strip("/ch/03")) == kEqScope);
  CHECK(client->next_scene_changes(strip("/ch/01")) == 0);
  client->act(table.find("/desk/scene/go"));
  CHECK(are([&] { return scenes.edited == 1; }));  // what is safe stays
  CHECK(wait_until([&] { return client->value(table.find("/desk/scene/next")) == 66; }));
  CHECK(wait_until([&] { return client->next_scene_changes(strip("/ch/02")) == (kFaderScope | kMuteScope); }));
  client->act(table.find("/scene/066/delete"));
  CHECK(are([&] { return !has_scene(scenes, 66) && scenes.next_changes == 0; }));
  CHECK(client->next_scene_changes(strip("/ch/02")) == 0);
}

TEST_CASE("a desk that ended in order comes up with its scenes") {
  Live live;
  live.start();
  {
    const auto client = live.attach();
    const Table& table = client->table();
    client->set(table.find("/ch/01/fader"), -6);
    client->set_text(table.find("/scene/003/name"), "Verse");
    client->act(table.find("/scene/003/store"));
    client->set(table.find("/ch/01/fader"), -60);
    REQUIRE(wait_until([&] { return client->value(table.find("/ch/01/fader")) == -60; }));
  }
  live.console.reset();
  live.start();
  const auto client = live.attach();
  const Table& table = client->table();
  CHECK(client->text(table.find("/scene/003/name")) == "Verse");
  CHECK(client->value(table.find("/desk/scene/current")) == 3);
  client->act(table.find("/scene/003/recall"));
  CHECK(wait_until([&] { return client->value(table.find("/ch/01/fader")) == -6; }));
  CHECK(wait_until([&] { return std::string(client->status().recalled) == "Recalled 3 Verse: 1 control changed."; }));
}

TEST_CASE(
    "each press of the marker puts the next number into the log, with the time of day and of the sound, on a locked "
    "desk, too") {
  Live live;
  live.start();
  const auto client = live.attach();
  const ControlId lock = client->table().find("/desk/lock");
  client->set(lock, 2);
  REQUIRE(wait_until([&] { return client->value(lock) == 2; }));
  for (const char* marker : {"Marker 1 at ", "Marker 2 at "}) {
    client->act(client->table().find("/desk/marker"));
    CHECK(wait_until([&] { return told(*client, marker) == 1; }));
  }
  CHECK(marker_sentence(3, 0, 48000ull * 3723 + 21888, 48000).ends_with(", 1:02:03.456 into the sound"));
}

}  // namespace
}  // namespace headroom
