// The output patch: which side of which strip each output carries, by name, and what is left of it on another desk or
// another device.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "console/patch_notes.h"
#include "console/tap.h"
#include "console/value_text.h"
#include "tests/heard.h"

namespace headroom {
namespace {

// The steady gain from input 1 to engine output `output`, 1-based.
float gain_at(Heard& heard, int output) {
  heard.rig.run([](int input, uint64_t) { return input == 0 ? kInputPeak : 0.0f; }, 2048);
  return heard.rig.sound()[static_cast<size_t>(output - 1)].back() / kInputPeak;
}

std::string source_of(Heard& heard, const std::string& output) {
  const Table& table = heard.rig.desk().table();
  const ControlId id = table.find(output + "/source");
  return value_text(table, id, heard.rig.desk().show().value(id));
}

TEST_CASE("a new desk's outputs are main, monitor, auxes, groups, matrices, phones, then further loudspeakers") {
  Heard heard;
  const char* const expected[] = {"/main/left",
                                  "/main/right",
                                  "/monitor/left",
                                  "/monitor/right",
                                  "/aux/01",
                                  "/aux/02",
                                  "/group/1/left",
                                  "/group/1/right",
                                  "/group/2/left",
                                  "/group/2/right",
                                  "/matrix/1/left",
                                  "/matrix/1/right",
                                  "/matrix/2/left",
                                  "/matrix/2/right",
                                  "/phones/left",
                                  "/phones/right",
                                  "/main/centre",
                                  "/main/lfe",
                                  "/main/left-surround",
                                  "/main/right-surround",
                                  "/main/left-rear",
                                  "/main/right-rear",
                                  "/main/left-top-front",
                                  "/main/right-top-front",
                                  "/main/left-top-rear",
                                  "/main/right-top-rear",
                                  "/monitor/centre",
                                  "/monitor/lfe",
                                  "/monitor/left-surround",
                                  "/monitor/right-surround",
                                  "/monitor/left-rear",
                                  "/monitor/right-rear",
                                  "/monitor/left-top-front",
                                  "/monitor/right-top-front",
                                  "/monitor/left-top-rear",
                                  "/monitor/right-top-rear"};
  REQUIRE(heard.rig.desk().table().count_of(kOutput) == static_cast<int>(std::size(expected)));
  for (size_t output = 0; output < std::size(expected); ++output)
    CHECK(source_of(heard, "/out/" + std::to_string(output + 1)) == expected[output]);
}

TEST_CASE("an output carries what it is patched to, from the next sound on") {
  Heard heard;
  heard.set("/ch/01/fader", "-6");
  heard.set("/ch/01/pan", "L");
  CHECK(gain_at(heard, 5) == 0.0f);
  heard.set("/out/05/source", "/main/left");
  CHECK(20 * std::log10(gain_at(heard, 5)) == Approx(-6).margin(0.01));
  heard.set("/out/05/source", "/main/right");
  CHECK(gain_at(heard, 5) == 0.0f);
  heard.set("/out/05/source", "/ch/1");
  CHECK(gain_at(heard, 5) == 1.0f);
  heard.set("/out/05/source", "none");
  CHECK(gain_at(heard, 5) == 0.0f);
  heard.set("/desk/undo", "1");  // all of it was one hand's
  CHECK(source_of(heard, "/out/05") == "/aux/01");
}

double gain_dB_at(Heard& heard, int output) { return 20 * std::log10(std::abs(gain_at(heard, output))); }

TEST_CASE("an output's trim is in dB behind everything else, and its polarity turns it round") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L");
  heard.set("/out/01/trim", "-7.5 dB");
  CHECK(gain_dB_at(heard, 1) == Approx(-7.5).margin(0.01));
  heard.set("/out/01/trim", "12 dB");
  CHECK(gain_dB_at(heard, 1) == Approx(12).margin(0.01));
  heard.set("/out/01/polarity", "on");
  heard.set("/out/01/trim", "0");
  CHECK(gain_at(heard, 1) == -1.0f);
  heard.set("/out/05/source", "/main/left");  // another output of the same strip is its own
  CHECK(gain_at(heard, 5) == 1.0f);
}

TEST_CASE("an output's delay is exact to the frame, and only that output has it") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L");
  heard.set("/out/05/source", "/main/left");
  heard.set("/out/05/delay", "12.5 ms");
  heard.rig.run([](int, uint64_t) { return 0.0f; }, 4096);
  const uint64_t start = heard.rig.engine().frame();
  heard.rig.run([start](int input, uint64_t frame) { return input == 0 && frame == start + 100 ? 1.0f : 0.0f; }, 2048,
                37);
  const auto& early = heard.rig.sound()[0];
  const auto& late = heard.rig.sound()[4];
  CHECK(early[100] == 1.0f);
  CHECK(late[100 + 600] == 1.0f);
  CHECK(std::count(late.begin(), late.end(), 0.0f) == 2047);
}

TEST_CASE("a delayed output that is patched elsewhere carries nothing of the new source ahead of its time") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/out/01/delay", "100 ms");
  heard.rig.run([](int, uint64_t) { return 0.0f; }, 8192);
  heard.set("/out/01/source", "/ch/02");
  heard.rig.run([](int input, uint64_t) { return input == 1 ? 1.0f : 0.0f; }, 4800);
  CHECK(peak_of(heard.rig.sound()[0]) == 0.0f);
  heard.rig.run([](int input, uint64_t) { return input == 1 ? 1.0f : 0.0f; }, 4800);
  CHECK(heard.rig.sound()[0].back() == 1.0f);
}

TEST_CASE("an output of a channel hears it where its direct tap says") {
  Heard heard;
  heard.set("/out/05/source", "/ch/01");
  heard.set("/ch/01/eq/1/type", "low shelf");
  heard.set("/ch/01/eq/1/gain", "-12");  // what the equaliser does at 0 Hz
  heard.set("/ch/01/fader", "-5");
  heard.set("/ch/01/direct/tap", "pre-equaliser");
  CHECK(gain_dB_at(heard, 5) == Approx(0).margin(0.01));
  heard.set("/ch/01/direct/tap", "pre-fader");
  CHECK(gain_dB_at(heard, 5) == Approx(-12).margin(0.01));
  heard.set("/ch/01/direct/tap", "post-fader");
  CHECK(gain_dB_at(heard, 5) == Approx(-17).margin(0.01));
  heard.set("/ch/01/direct/level", "-3");
  CHECK(gain_dB_at(heard, 5) == Approx(-20).margin(0.01));
}

TEST_CASE("a mute and a DCA reach a direct out behind the fader, and no recording before it") {
  Heard heard;
  heard.set("/out/05/source", "/ch/01");
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/ch/01/direct/tap", "post-fader");
  heard.set("/dca/1/fader", "-10");
  CHECK(gain_dB_at(heard, 5) == Approx(-10).margin(0.01));
  heard.set("/ch/01/mute", "on");
  CHECK(gain_at(heard, 5) == 0.0f);
  for (const char* tap : {"pre-equaliser", "pre-fader"}) {
    heard.set("/ch/01/direct/tap", tap);
    CHECK(gain_at(heard, 5) == 1.0f);
  }
}

TEST_CASE("no control of an output clicks, and the same bits come out whatever the block size") {
  const auto sine = [](int, uint64_t frame) { return 0.5f * std::sin(static_cast<float>(frame % 480) * 0.013089969f); };
  const auto sound_with = [&](int block_frames, const char* address, const char* text) {
    Heard heard;
    heard.set("/ch/01/fader", "0");
    heard.set("/out/05/source", "/ch/01");
    heard.set("/out/05/delay", "3 ms");
    heard.rig.run(sine, 2400, block_frames);
    heard.set(address, text);
    heard.rig.run(sine, 4800, block_frames);
    return heard.rig.sound()[4];
  };
  const auto control = GENERATE(
      std::pair{"/out/05/trim", "-24"}, std::pair{"/out/05/polarity", "on"}, std::pair{"/out/05/delay", "20 ms"},
      std::pair{"/out/05/delay", "0"}, std::pair{"/out/05/source", "/main/left"},
      std::pair{"/ch/01/direct/tap", "pre-equaliser"}, std::pair{"/ch/01/direct/level", "-oo"});
  CAPTURE(control.first, control.second);
  const auto sound = sound_with(64, control.first, control.second);
  // The sine itself steps by 0.0066, a whole turn of it over a ramp of 256 frames by 0.004 more.
  float step = 0;
  for (size_t f = 1; f < sound.size(); ++f) step = std::max(step, std::abs(sound[f] - sound[f - 1]));
  CHECK(step < 0.012f);
  for (const int block_frames : {1, 37, 512}) CHECK((sound_with(block_frames, control.first, control.second) == sound));
}

TEST_CASE("one strip may leave through many outputs") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L");
  for (const int output : {7, 9, 16}) heard.set("/out/" + std::to_string(output) + "/source", "/main/left");
  for (const int output : {1, 7, 9, 16}) CHECK(gain_at(heard, output) == 1.0f);
}

TEST_CASE("a source that makes no sound, or half of one, is refused with what would be right") {
  Heard heard;
  const Table& table = heard.rig.desk().table();
  for (const char* wrong : {"/dca/1", "/main", "/aux/01/left", "/ch/99", "/desk", "/out/01", "main"}) {
    CAPTURE(wrong);
    const auto value = parse_value(table, table.find("/out/01/source"), wrong);
    REQUIRE_FALSE(value);
    CHECK(value.error().find("right would be one like /main/left") != std::string::npos);
  }
  Edit edit;
  edit.control = table.find("/out/01/source");
  edit.value = tap_value({table.strip_of(kDca, 1), 0});
  heard.rig.desk().apply(0, edit, 0);
  CHECK(source_of(heard, "/out/01") == "/main/left");
  CHECK(heard.rig.desk().take_messages().back().find("/out/01/source: there is no sound to carry") !=
        std::string::npos);
}

TEST_CASE("a patch in a show file means the same strips on a desk of another size, and says what is missing") {
  Heard small;
  small.set("/out/03/source", "/matrix/2/right");
  small.set("/out/04/source", "/ch/08");
  const std::string text = show_text(small.rig.desk().show());
  Heard large(DeskPlan{});
  Show on_large(large.rig.desk().table());
  REQUIRE(load_show_text(text, "small.show", on_large));
  const Table& table = large.rig.desk().table();
  const auto read = [&](const Table& of, const Show& show, const char* address) {
    return value_text(of, of.find(address), show.value(of.find(address)));
  };
  CHECK(read(table, on_large, "/out/03/source") == "/matrix/2/right");
  CHECK(read(table, on_large, "/out/04/source") == "/ch/08");
  CHECK(read(table, on_large, "/out/07/source") == "/group/1/left");  // as on the small desk, where it was the default

  Heard tiny(DeskPlan{.channels = 8, .auxes = 0, .groups = 0, .matrices = 0, .dcas = 0});
  Show on_tiny(tiny.rig.desk().table());
  const auto report = load_show_text(text, "small.show", on_tiny);
  REQUIRE(report);
  REQUIRE(report->notes.size() == 2);
  CHECK(report->notes[0].find("\"/matrix/2/right\" is no sound of this desk") != std::string::npos);
  CHECK(report->notes[0].find("kept /monitor/left") != std::string::npos);
  CHECK(read(tiny.rig.desk().table(), on_tiny, "/out/05/source") == "none");  // an aux, which is not here
  CHECK(read(tiny.rig.desk().table(), on_tiny, "/out/04/source") == "/ch/08");
}

TEST_CASE("a device that has fewer lines than the show patches is told by name, and nothing of the patch is lost") {
  Heard heard;
  heard.set("/ch/07/input", "40");
  heard.set("/out/01/source", "none");
  const auto notes = patch_notes(heard.rig.desk().show(), 8, 14);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0] == "The device offers 8 inputs; silent: Ch 7 (input 40).");
  CHECK(notes[1] == "The device offers 14 outputs; not heard: /phones/left (output 15), /phones/right (output 16).");
  CHECK(patch_notes(heard.rig.desk().show(), 40, 16).empty());
  CHECK(heard.rig.value("/ch/07/input") == 40);
}

TEST_CASE("many missing lines make one sentence that stays readable") {
  Heard heard(DeskPlan{});
  const auto notes = patch_notes(heard.rig.desk().show(), 2, 2);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0] ==
        "The device offers 2 inputs; silent: Ch 3 (input 3), Ch 4 (input 4), Ch 5 (input 5), Ch 6 (input 6) and 58 "
        "more.");
}

}  // namespace
}  // namespace headroom
