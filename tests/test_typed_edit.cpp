// Edits as people type them, at once and at their times.
#include <catch2/catch.hpp>

#include "console/typed_edit.h"

using namespace headroom;

namespace {

const Table& table() {
  static const Table desk({.channels = 8, .auxes = 2, .groups = 2, .matrices = 1, .dcas = 1});
  return desk;
}

}  // namespace

TEST_CASE("an edit takes a value as a person writes it, and a name with or without quotes") {
  const auto fader = typed_edit(table(), table().find("/ch/03/fader"), "-6 dB", 48000);
  REQUIRE(fader);
  CHECK(fader->value == -6);
  for (const char* typed : {"Lead Vox", "\"Lead Vox\""}) {
    const auto name = typed_edit(table(), table().find("/ch/03/name"), typed, 48000);
    REQUIRE(name);
    CHECK(read_text(name->text) == "Lead Vox");
  }
}

TEST_CASE("a value out of range is refused with a sentence that says what would be right") {
  const auto edit = typed_edit(table(), table().find("/ch/03/fader"), "20 dB", 48000);
  REQUIRE_FALSE(edit);
  CHECK(edit.error().find("10.0 dB") != std::string::npos);
}

TEST_CASE("a delay is typed in samples of the rate that runs, and stored in milliseconds") {
  const ControlId delay = table().find("/ch/03/delay");
  for (const char* typed : {"96 samples", "96 smp", "2 ms", "0.002 s"}) {
    const auto edit = typed_edit(table(), delay, typed, 48000);
    REQUIRE(edit);
    CHECK(edit->value == Approx(2));
  }
  CHECK(typed_edit(table(), delay, "1 sample", 96000)->value == Approx(1000.0 / 96000));
  CHECK_FALSE(typed_edit(table(), delay, "24001 samples", 48000));  // more than half a second
  CHECK_FALSE(typed_edit(table(), delay, "96 samples", 0));         // of what rate?
  CHECK_FALSE(typed_edit(table(), table().find("/ch/03/gate/hold"), "96 samples", 48000));
}

TEST_CASE("timed edits come in order of time, and in the order written within one frame") {
  const auto result = parse_timed_edits(
      "# a comment\n"
      "1.5 /ch/01/mute on\n"
      "\n"
      "48000f /ch/1/fader -6 dB\n"
      "72000f /ch/02/name Lead Vox\r\n",
      "edits.txt", table(), 48000);
  CHECK(result.notes.empty());
  REQUIRE(result.edits.size() == 3);
  CHECK(result.edits[0].frame == 48000);
  CHECK(result.edits[0].edit.control == table().find("/ch/01/fader"));
  CHECK(result.edits[1].frame == 72000);
  CHECK(result.edits[1].edit.control == table().find("/ch/01/mute"));
  CHECK(read_text(result.edits[2].edit.text) == "Lead Vox");
}

TEST_CASE("a glob in a timed edit means every control it matches") {
  CHECK(parse_timed_edits("0 /ch/*/mute on", "edits.txt", table(), 48000).edits.size() == 8);
}

TEST_CASE("a bad line of timed edits costs that line and is reported with its number") {
  const auto result = parse_timed_edits(
      "soon /ch/01/mute on\n"
      "-1 /ch/01/mute on\n"
      "1 /ch/99/mute on\n"
      "1 /ch/01/mute perhaps\n"
      "1\n"
      "nan /ch/01/mute on\n"
      "2 /ch/01/mute on\n",
      "edits.txt", table(), 48000);
  REQUIRE(result.edits.size() == 1);
  CHECK(result.edits[0].frame == 96000);
  REQUIRE(result.notes.size() == 6);
  for (size_t i = 0; i < 6; ++i) CHECK(result.notes[i].starts_with("edits.txt:" + std::to_string(i + 1) + ": "));
}
