// Every page and sheet of the screen as tests draw it: its size, and what is dialled and opened before.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "dsp/loudspeakers.h"
#include "surfaces/display/render_page.h"
#include "surfaces/display/screen.h"
#include "tests/display_rig.h"

namespace headroom::display {

struct PageCase {
  const char* name;
  PageRequest request;
  void (*prepare)(DisplayRig& rig, Screen& screen);
};

inline void leave_as_is(DisplayRig&, Screen&) {}
inline void show_buses(DisplayRig& rig, Screen&) {
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kGroup, 2)));
}
inline void show_dcas(DisplayRig& rig, Screen&) {
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kDca, 1)));
}
inline void show_main(DisplayRig& rig, Screen&) {
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kMain)));
}
inline void show_channel(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/ch/9/compare", 1);
  rig.desk().take_messages();  // the page is looked at, not the toast
  rig.set("/ch/9/deess/on", 1);
  rig.set("/ch/9/send/3/pan", -40);
}
inline void show_surround(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_7_1_4));
  rig.set("/ch/9/surround/on", 1);
  rig.set("/ch/9/surround/azimuth", 60);
  rig.set("/ch/9/surround/elevation", 20);
  rig.set("/ch/9/surround/spread", 15);
}
inline void show_bus(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kMain)));
  rig.set("/main/geq/on", 1);
  for (int band = 1; band <= 31; ++band)
    rig.set("/main/geq/" + std::to_string(band), static_cast<float>(band * 7 % 13) - 6);
  rig.set("/main/limiter/on", 1);
}
inline void show_spill(DisplayRig&, Screen& screen) { screen.open().spilled = screen.desk().table().strip_of(kDca, 1); }
inline void show_patch(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::patch;
  rig.set("/ch/20/input", 2);
  rig.set("/ch/21/input", 0);
  rig.set("/ch/9/input/backup", 10);
}
inline void show_outputs(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::patch;
  screen.open().patch.side = PatchSide::outputs;
  rig.set("/out/5/source", 0);
}
inline void show_picks(DisplayRig&, Screen& screen) {
  PickList list;
  list.control = screen.desk().table().find("/monitor/source");
  list.anchor = {1700, 900, 100, 24};
  screen.open().picks = list;
}
inline void type_into(Screen& screen, const char* address, const char* words) {
  Entry entry;
  entry.control = screen.desk().table().find(address);
  entry.anchor = {100, 300, 44, 24};
  std::snprintf(entry.typed.data(), entry.typed.size(), "%s", words);
  screen.open().entry = entry;
}
inline void show_typed_value(DisplayRig&, Screen& screen) { type_into(screen, "/ch/01/fader", "-12.5"); }
inline void show_typed_name(DisplayRig&, Screen& screen) { type_into(screen, "/ch/01/name", "Kick"); }
inline void show_meters(DisplayRig&, Screen& screen) { screen.open().page = Page::meters; }
inline void show_wall(DisplayRig&, Screen& screen) { screen.open().page = Page::wall; }
inline void show_field(DisplayRig&, Screen& screen) { screen.open().page = Page::field; }
inline void show_field_in_surround(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::field;
  screen.open().field.shows_fft = true;
  screen.open().main_scale = LevelKind::ppm;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_7_1_4));
  rig.set("/meter/1/scale", 1);
  rig.set("/meter/1/relative", 1);
  rig.set("/spl/input", 3);
}
inline void show_field_over_time(DisplayRig&, Screen& screen) {
  screen.open().page = Page::field;
  screen.open().field.page = 1;
}
inline void show_mixer_in_surround(DisplayRig& rig, Screen& screen) {
  screen.open().main_scale = LevelKind::k;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1_4));
  rig.set("/ch/9/surround/on", 1);
  rig.set("/ch/9/surround/azimuth", 60);
  rig.set("/ch/10/surround/on", 1);
  rig.set("/ch/10/surround/azimuth", -130);
}
inline void show_health(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::health;
  rig.status().dropouts = 2;
  rig.log("Sound card \"UMC1820\" runs the desk.", LogKind::device);
  rig.log("2 dropouts of the device", LogKind::dropout);
}
// Two devices, a round trip measured, somebody at a microphone.
inline void dress_setup(DisplayRig& rig) {
  SetupStatus& setup = rig.setup();
  DeviceInfo card;
  card.name = "UMC1820: USB Audio (hw:1,0)", card.host_api = "ALSA", card.inputs = 18, card.outputs = 20;
  card.rates = {44100, 48000, 88200, 96000}, card.default_rate = 48000,
  card.output_latency_ms = card.input_latency_ms = 2.7;
  card.is_default = true;
  setup.devices[0] = listed(card);
  card.name = "system", card.host_api = "JACK", card.inputs = card.outputs = 2, card.rates = {48000},
  card.is_default = false;
  setup.devices[1] = listed(card);
  setup.devices_count = 2;
  setup.devices_looked = 1;
  setup.round_trip = {RoundTripState::found, 1, 1, 139, 48000, -0.4f, 0, 1};
}
inline void show_setup(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::setup;
  dress_setup(rig);
}
inline void show_first_start(DisplayRig& rig, Screen&) {
  dress_setup(rig);
  rig.setup().is_first_start = true;
  rig.status().demo = true;
}
// What GO would change of a band: some of it is kept safe, and a hand has been at the faders since the verse was
// recalled.
inline void show_scenes(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::scenes;
  for (const char* safe : {"/ch/9/safe/sends", "/ch/16/safe/patch", "/ch/12/safe/fader"}) rig.set(safe, 1);
  rig.set("/ch/20/fader", -5);
}
inline void show_safes(DisplayRig& rig, Screen& screen) {
  show_scenes(rig, screen);
  screen.open().scenes.sets_safes = true;
}
inline void show_first_scene(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::scenes;
  rig.delete_scenes();
}
inline void show_recorder(DisplayRig&, Screen& screen) { screen.open().page = Page::record; }
// A take that runs, on a disk that was too slow for once.
inline void show_recording(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::record;
  RecordStatus& recording = rig.recording();
  recording.is_recording = 1, recording.frames = 723ull * 48000, recording.lost_frames = 512;
  std::snprintf(recording.take, sizeof recording.take, "2026-11-23 21.31 Club night");
}
inline void show_desk(DisplayRig&, Screen& screen) { screen.open().page = Page::desk; }
template <StripMode kMode>
void show_strip_mode(DisplayRig& rig, Screen& screen) {
  show_mixer_in_surround(rig, screen);
  screen.open().strip_mode = kMode;
}
inline void show_sends_on_faders(DisplayRig& rig, Screen& screen) {
  screen.open().strip_mode = StripMode::dynamics;
  screen.open().sends_on_faders = rig.desk().table().strip_of(kAux, 3);
}
inline void show_shortcuts(DisplayRig&, Screen& screen) { screen.open().shortcuts.emplace(); }
// What two hands did within a minute; the last two of it are undone.
inline void show_undo_list(DisplayRig& rig, Screen& screen) {
  screen.open().undo_list.emplace();
  const auto set = [&](const char* address, float value) {
    rig.link().set(rig.desk().table().find(address), value);
    rig.tick();
    rig.rest();
  };
  setenv("TZ", "UTC", 1);  // its times are of the day
  rig.rest();
  set("/ch/9/fader", -3.5f);
  set("/ch/9/eq/3/freq", 2480);
  set("/ch/7/input", 12);
  rig.link().set_text(rig.desk().table().find("/ch/12/name"), "Strat");
  rig.tick();
  rig.rest();
  set("/ch/5/mute", 1);
  set("/desk/pan/law", 2);
  set("/main/fader", -2);
  set("/ch/14/send/3/level", -12);
  for (int undone = 0; undone < 2; ++undone) rig.link().act(rig.desk().table().find("/desk/undo"));
  rig.tick();
}
inline void show_screen_sheet(DisplayRig&, Screen& screen) { screen.open().screen_sheet.emplace(); }

// What fingers need on 1280 x 800 pixels of 10.1 inches.
inline constexpr Fingers kTabletFingers{53, 71, 12};

inline const PageCase kPages[] = {
    {"mixer", {.clock = "21:43:07"}, leave_as_is},
    {"mixer-tablet", {.width = 1280, .height = 800, .clock = "21:43:07"}, leave_as_is},
    {"mixer-fingers", {.width = 1280, .height = 800, .fingers = kTabletFingers, .clock = "21:43:07"}, leave_as_is},
    {"mixer-groups", {.clock = "21:43:07"}, show_buses},
    {"mixer-dca", {.clock = "21:43:07"}, show_dcas},
    {"mixer-main", {.clock = "21:43:07"}, show_main},
    {"mixer-in", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_strip_mode<StripMode::input>},
    {"mixer-eq", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_strip_mode<StripMode::equaliser>},
    {"mixer-route", {.clock = "21:43:07"}, show_strip_mode<StripMode::route>},
    {"mixer-field", {.clock = "21:43:07"}, show_strip_mode<StripMode::field>},
    {"mixer-sends", {.clock = "21:43:07"}, show_sends_on_faders},
    {"mixer-spill", {.clock = "21:43:07"}, show_spill},
    {"patch", {.clock = "21:43:07"}, show_patch},
    {"patch-outputs", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_outputs},
    {"picks", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_picks},
    {"value-fingers", {.width = 1280, .height = 800, .fingers = kTabletFingers, .clock = "21:43:07"}, show_typed_value},
    {"name-fingers", {.width = 1280, .height = 800, .fingers = kTabletFingers, .clock = "21:43:07"}, show_typed_name},
    {"meters", {.clock = "21:43:07"}, show_meters},
    {"mixer-surround", {.clock = "21:43:07"}, show_mixer_in_surround},
    {"field", {.frames = 240, .clock = "21:43:07"}, show_field},
    {"field-surround", {.clock = "21:43:07"}, show_field_in_surround},
    {"field-tablet", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_field},
    {"field-tablet-time", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_field_over_time},
    {"health", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_health},
    {"channel", {.clock = "21:43:07"}, show_channel},
    {"channel-surround", {.clock = "21:43:07"}, show_surround},
    {"channel-bus", {.clock = "21:43:07"}, show_bus},
    {"desk", {.clock = "21:43:07"}, show_desk},
    {"scenes", {.clock = "21:43:07"}, show_scenes},
    {"safes", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_safes},
    {"scenes-first", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_first_scene},
    {"recording", {.clock = "21:43:07"}, show_recording},
    {"mixer-upright", {.width = 1080, .height = 1920, .clock = "21:43:07"}, leave_as_is},
    {"wall", {.width = 1080, .height = 1920, .frames = 120, .clock = "21:43:07"}, show_wall},
    {"field-upright", {.width = 1080, .height = 1920, .frames = 120, .clock = "21:43:07"}, show_field},
    {"setup", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_setup},
    {"first-start", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_first_start},
    {"shortcuts", {.clock = "21:43:07"}, show_shortcuts},
    {"undo-list", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_undo_list},
    {"screen", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_screen_sheet},
};

// Every page once, for pictures at all scales in both themes: a sheet of six, each reduced to the same small size, so
// that what is stored stays small and one look compares them.
struct LookCase {
  const char* name;
  void (*prepare)(DisplayRig& rig, Screen& screen);
};
inline const LookCase kLooks[] = {{"mixer", leave_as_is},   {"channel", show_channel}, {"meters", show_meters},
                                  {"field", show_field},    {"patch", show_patch},     {"health", show_health},
                                  {"setup", show_setup},    {"desk", show_desk},       {"scenes", show_scenes},
                                  {"record", show_recorder}};

}  // namespace headroom::display
