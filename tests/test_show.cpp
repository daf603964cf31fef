// Shows and their files: what was saved is what is loaded, whatever else is in the file.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <fstream>
#include <random>
#include <sstream>

#include "console/curve.h"
#include "console/gang.h"
#include "console/show_file.h"
#include "console/value_text.h"
#include "io/atomic_file.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

const Table& table() {
  static const Table table{DeskPlan{.channels = 16, .auxes = 4, .groups = 2, .matrices = 2, .dcas = 2}};
  return table;
}

bool is_saved(const Table& of, ControlId id) { return !(of.row(id).flags & kNotSaved); }

// Every control somewhere in its travel where the desk takes it, names among them that need quoting.
Show random_show(const Table& of, uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> position(0, 1);
  const char* const names[] = {"Kick In", "", "say \"hey\"", "back\\slash", "Größe", " spaced ", "#7", "plan 1"};
  Show show(of);
  for (ControlId id = 0; id < of.size(); ++id) {
    if (!is_saved(of, id) || of.row(id).unit == Unit::scene) continue;  // a place among scenes, of which there are none
    if (of.row(id).unit == Unit::text)
      show.set_text(id, names[random() % std::size(names)]);
    else if (random() % 2) {
      const float value = show.nearest(id, value_at(of.row(id), position(random)));
      if (!obstacle_to(show, id, value)) show.set(id, value);
    }
  }
  return show;
}

bool is_same(const Show& a, const Show& b) {
  for (ControlId id = 0; id < a.table().size(); ++id) {
    if (!is_saved(a.table(), id)) continue;
    if (a.table().row(id).unit == Unit::text ? a.text(id) != b.text(id) : a.value(id) != b.value(id)) return false;
  }
  return true;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string header() { return "headroom show 1\nplan " + plan_text(table().plan()) + "\n"; }

float value_of(const Show& show, const char* address) { return show.value(show.table().find(address)); }

TEST_CASE("a show that was saved loads as the same show, to the last bit") {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const Show show = random_show(table(), seed);
    const std::string text = show_text(show);
    Show loaded(table());
    const auto report = load_show_text(text, "show", loaded);
    REQUIRE(report);
    CHECK(report->notes.empty());
    CHECK(is_same(show, loaded));
    CHECK(show_text(loaded) == text);
  }
}

TEST_CASE("a new desk's show is empty: only what differs from the default is written, in the table's order") {
  Show show(table());
  CHECK(show_text(show) == header());
  show.set(table().find("/main/fader"), -3);
  show.set(table().find("/ch/02/mute"), 1);
  show.set(table().find("/ch/01/fader"), -6);
  CHECK(show_text(show) == header() + "/ch/01/fader -6 dB\n/ch/02/mute on\n/main/fader -3 dB\n");
  show.set(table().find("/ch/02/mute"), 0);
  CHECK(show_text(show) == header() + "/ch/01/fader -6 dB\n/main/fader -3 dB\n");
}

TEST_CASE("what a hand does for the moment - solo, selection - is not in the show") {
  Show show(table());
  show.set(table().find("/ch/01/solo"), 1);
  show.set(table().find("/desk/selected"), 3);
  CHECK(show_text(show) == header());
}

TEST_CASE("a bad line costs that line and is reported with its number") {
  Show show(table());
  const auto report = load_show_text(header() +
                                         "/ch/01/fader -6 dB\n"       // 3
                                         "/ch/07/eq/2/freq 31 kHz\n"  // 4: beyond the range
                                         "\n# a comment\n"
                                         "/ch/99/fader 0 dB\n"      // 7: not on this desk
                                         "/ch/02/name Kick\n"       // 8: no quotes
                                         "/ch/02/solo on\n"         // 9: not of a show
                                         "gibberish\n"              // 10
                                         "/ch/03/mute\n"            // 11: no value
                                         "/ch/02/fader -7 dB\r\n",  // 12: as other systems end lines
                                     "night.show", show);
  REQUIRE(report);
  CHECK(report->controls_set == 2);
  REQUIRE(report->notes.size() == 6);
  const char* const places[] = {"night.show:4: /ch/07/eq/2/freq", "night.show:7: /ch/99/fader",
                                "night.show:8: /ch/02/name",      "night.show:9: /ch/02/solo",
                                "night.show:10: gibberish",       "night.show:11: /ch/03/mute"};
  for (size_t i = 0; i < std::size(places); ++i) CHECK(report->notes[i].rfind(places[i], 0) == 0);
  CHECK(report->notes[0].find("20.0 Hz to 20.00 kHz") != std::string::npos);
  CHECK(report->notes[0].find("kept 250 Hz") != std::string::npos);
  CHECK(value_of(show, "/ch/01/fader") == -6);
  CHECK(value_of(show, "/ch/02/fader") == -7);
  CHECK(value_of(show, "/ch/07/eq/2/freq") == 250);
}

TEST_CASE("a file cut short at any byte loads what is whole, or is refused and changes nothing") {
  const Show show = random_show(table(), 99);
  const std::string text = show_text(show);
  const size_t lines = lines_of(text).size();
  // Every byte of the head and of the end; between them a stride that meets every place in a line.
  constexpr size_t kWhole = 2000, kStride = 37;
  const auto next = [&](size_t bytes) {
    return bytes + (bytes < kWhole || bytes + kWhole > text.size() ? 1 : kStride);
  };
  for (size_t bytes = 0; bytes < text.size(); bytes = next(bytes)) {
    Show loaded(table());
    loaded.set(table().find("/main/fader"), -33);
    const auto report = load_show_text(text.substr(0, bytes), "cut", loaded);
    if (!report) {
      REQUIRE_FALSE(report.error().empty());
      REQUIRE(value_of(loaded, "/main/fader") == -33);
      continue;
    }
    REQUIRE(static_cast<size_t>(report->controls_set) <= lines);
    // Only the line that was cut may be amiss.
    REQUIRE(report->notes.size() <= 2);
  }
}

TEST_CASE("a show of a larger desk loads what fits and says what did not") {
  const Table larger{DeskPlan{.channels = 32, .auxes = 8, .groups = 2, .matrices = 2, .dcas = 2}};
  Show from(larger);
  from.set(larger.find("/ch/16/fader"), -1);
  from.set(larger.find("/ch/17/fader"), -2);
  from.set(larger.find("/ch/01/send/08/level"), -3);
  Show show(table());
  const auto report = load_show_text(show_text(from), "big.show", show);
  REQUIRE(report);
  CHECK(report->plan == larger.plan());
  CHECK(value_of(show, "/ch/16/fader") == -1);
  REQUIRE(report->notes.size() == 3);
  CHECK(report->notes[0].find("/ch/01/send/08/level is not a control of this desk") != std::string::npos);
  CHECK(report->notes[1].find("/ch/17/fader is not a control of this desk") != std::string::npos);
  CHECK(report->notes[2].find("channels=32") != std::string::npos);
}

TEST_CASE("a show of a smaller desk loads whole, and the rest of the desk is at its defaults") {
  const Table smaller{DeskPlan{.channels = 8, .auxes = 2, .groups = 1, .matrices = 1, .dcas = 1}};
  const Show from = random_show(smaller, 5);
  Show show = random_show(table(), 6);
  const auto report = load_show_text(show_text(from), "small.show", show);
  REQUIRE(report);
  CHECK(report->notes.size() == 1);  // that the plan was another
  for (ControlId id = 0; id < smaller.size(); ++id) {
    if (smaller.row(id).unit == Unit::text) continue;
    CAPTURE(smaller.address(id));
    const ControlId same = table().find(smaller.address(id));
    REQUIRE(exact_value_text(table(), same, show.value(same)) == exact_value_text(smaller, id, from.value(id)));
  }
  CHECK_FALSE(show.is_changed(table().find("/ch/16/fader")));
}

TEST_CASE("a show of another version, or a file that is none, is refused with a sentence and changes nothing") {
  Show show(table());
  show.set(table().find("/main/fader"), -33);
  const auto refusal = [&](const std::string& text) {
    const auto report = load_show_text(text, "x.show", show);
    CHECK(value_of(show, "/main/fader") == -33);
    return report ? std::string() : report.error();
  };
  CHECK(refusal("headroom show 3\n").find("another version") != std::string::npos);
  CHECK(refusal("").find("not a Headroom show") != std::string::npos);
  CHECK(refusal("RIFF....WAVE").find("not a Headroom show") != std::string::npos);
  CHECK(refusal("headroom show 1\n/ch/01/fader -6 dB\n").find("x.show:2:") != std::string::npos);
  CHECK(refusal("headroom show 1\nplan channels=9999\n").find("channels=9999") != std::string::npos);
  CHECK(refusal(std::string(1 << 16, '\0')).find("not a Headroom show") != std::string::npos);
}

TEST_CASE("a file of garbage makes a report that stays readable") {
  std::string text = header();
  for (int i = 0; i < 5000; ++i) text += "nonsense " + std::to_string(i) + "\n";
  Show show(table());
  const auto report = load_show_text(text, "garbage", show);
  REQUIRE(report);
  CHECK(report->notes.size() <= 202);
  CHECK(report->notes.back().find("more lines were left out") != std::string::npos);
}

TEST_CASE("a show is written whole or not at all") {
  const TemporaryFolder folder;
  const std::string path = folder.file("night.show");
  const Show first = random_show(table(), 1);
  REQUIRE(save_show(first, path));
  const Show second = random_show(table(), 2);
  REQUIRE(save_show(second, path));
  CHECK(folder.entries() == 1);  // nothing temporary is left
  Show loaded(table());
  REQUIRE(load_show(path, loaded));
  CHECK(is_same(loaded, second));

  const Outcome nowhere = save_show(first, folder.file("no/such/folder.show"));
  CHECK_FALSE(nowhere);
  CHECK(nowhere.error().find("no/such/folder.show") != std::string::npos);
  CHECK(folder.entries() == 1);
}

TEST_CASE("loading a file that is not there says which") {
  const TemporaryFolder folder;
  Show show(table());
  const auto report = load_show(folder.file("missing.show"), show);
  REQUIRE_FALSE(report);
  CHECK(report.error().find("missing.show") != std::string::npos);
  CHECK_FALSE(plan_of_show(folder.path()));
}

TEST_CASE("the plan of a show can be read before there is a desk") {
  const TemporaryFolder folder;
  const Table small{DeskPlan{.channels = 24}};
  REQUIRE(save_show(Show(small), folder.file("a.show")));
  const auto plan = plan_of_show(folder.file("a.show"));
  REQUIRE(plan);
  CHECK(*plan == small.plan());
}

TEST_CASE("a name keeps whole characters of at most 24 bytes, without control characters") {
  Show show(table());
  const ControlId name = table().find("/ch/01/name");
  show.set_text(name, std::string(23, 'x') + "ö");
  CHECK(show.text(name) == std::string(23, 'x'));
  show.set_text(name, "two\nlines\x7f");
  CHECK(show.text(name) == "two lines ");
  CHECK(show.strip_name(table().strip_of(kChannel, 2)) == "Ch 2");
  show.set_text(name, "B\xffss \xe2\x82\xac \xc3");  // Latin-1 and a cut character among UTF-8
  CHECK(show.text(name) == "B?ss \xe2\x82\xac ?");
  show.set_text(name, "\xed\xa0\x80\xc0\xaf");  // a surrogate, an overlong form
  CHECK(show.text(name) == "?????");
}

TEST_CASE("a value of no number or beyond the range never gets into a show") {
  Show show(table());
  const float wild[] = {NAN, INFINITY, -INFINITY, 1e30f, -1e30f, std::numeric_limits<float>::denorm_min()};
  for (ControlId id = 0; id < table().size(); ++id) {
    if (table().row(id).unit == Unit::text) continue;
    for (const float value : wild) {
      show.set(id, value);
      const float kept = show.value(id);
      if (!(kept >= table().row(id).min && kept <= table().max_value(id)))
        FAIL(table().address(id) << " holds " << kept);
    }
  }
}

}  // namespace
}  // namespace headroom
