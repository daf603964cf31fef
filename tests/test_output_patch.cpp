// The output patch: which side of which strip each output carries, by name, and what is left of it on another desk or
// another device.
#include <catch2/catch.hpp>

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

TEST_CASE("a new desk's outputs are main, monitor, auxes, groups, matrices and phones in turn") {
  Heard heard;
  const char* const expected[] = {"/main/left",    "/main/right",    "/monitor/left", "/monitor/right", "/aux/01",
                                  "/aux/02",       "/group/1/left",  "/group/1/right", "/group/2/left", "/group/2/right",
                                  "/matrix/1/left", "/matrix/1/right", "/matrix/2/left", "/matrix/2/right", "/phones/left",
                                  "/phones/right"};
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
    CHECK_FALSE(value.error().empty());
  }
  Edit edit;
  edit.control = table.find("/out/01/source");
  edit.value = tap_value({table.strip_of(kDca, 1), 0});
  heard.rig.desk().apply(0, edit, 0);
  CHECK(source_of(heard, "/out/01") == "/main/left");
  CHECK(heard.rig.desk().take_messages().back().find("/out/01/source: there is no sound to carry") != std::string::npos);
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
  CHECK(notes[0] == "The device offers 2 inputs; silent: Ch 3 (input 3), Ch 4 (input 4), Ch 5 (input 5), Ch 6 (input 6) and 58 more.");
}

}  // namespace
}  // namespace headroom
