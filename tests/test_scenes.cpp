// Scenes on a desk: what is stored is what comes back, what is safe stays, and one undo takes each of it back.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "console/pair.h"
#include "console/table_rows.h"
#include "tests/scene_hands.h"

namespace headroom {
namespace {

bool is_pair(const ControlRow& row) { return row.param == Param::pair; }

// The controls at which two states of a desk differ.
std::set<std::string> differing(const std::map<std::string, std::string>& a,
                                const std::map<std::string, std::string>& b) {
  std::set<std::string> addresses;
  for (const auto& [address, value] : a)
    if (b.at(address) != value) addresses.insert(address);
  return addresses;
}

std::string scope_word(const ControlRow& row) {
  constexpr const char* kWords[] = {"fader", "mute", "eq", "dyn", "sends", "patch", "name"};
  const auto scope = scope_of(row);
  if (!scope) return "none";
  for (int bit = 0; bit < kRecallScopes; ++bit)
    if (*scope == 1 << bit) return kWords[bit];
  return "no scope";
}

TEST_CASE(
    "every control that a show keeps of a strip is in one part of a scene but safes and arms and the engineer's own") {
  const std::set<Param> outside{Param::safe_fader, Param::safe_mute,  Param::safe_eq,   Param::safe_dynamics,
                                Param::safe_sends, Param::safe_patch, Param::safe_name, Param::arm,
                                Param::osc_send,   Param::talk_send};
  for (const ControlRow& row : kTableRows) {
    INFO(row.address);
    const bool is_covered = (row.kinds & kNamed) && !(row.flags & kNotSaved) && !outside.contains(row.param);
    CHECK((scope_word(row) != "none") == is_covered);
    CHECK(scope_word(row) != "no scope");
  }
}

TEST_CASE("the parts of a scene are the parts of a strip") {
  const Hands hands;
  const std::map<std::string, std::vector<const char*>> parts{
      {"fader",
       {"/ch/01/fader", "/ch/01/pan", "/ch/01/width", "/ch/01/surround/azimuth", "/ch/01/dca/1", "/dca/1/fader"}},
      {"mute", {"/ch/01/mute", "/ch/01/mutegroup/1", "/mutegroup/1/mute", "/ch/01/solo/safe"}},
      {"eq", {"/ch/01/eq/1/gain", "/ch/01/hp/freq", "/ch/01/lp/on", "/main/geq/05", "/ch/01/order"}},
      {"dyn", {"/ch/01/gate/on", "/ch/01/comp/key/source", "/ch/01/deess/range", "/main/limiter/on"}},
      {"sends", {"/ch/01/send/01/level", "/ch/01/group/1", "/ch/01/main", "/main/matrix/1", "/aux/01/follow"}},
      {"patch",
       {"/ch/01/input", "/ch/01/input/backup", "/ch/01/trim", "/ch/01/polarity", "/main/delay", "/main/layout"}},
      {"name", {"/ch/01/name", "/dca/1/color"}}};
  for (const auto& [part, addresses] : parts)
    for (const char* address : addresses) CHECK(scope_word(hands.desk.table().row(hands.id(address))) == part);
  for (const char* address : {"/monitor/fader", "/phones/fader", "/talk/eq/1/gain", "/out/01/source", "/ch/01/solo"})
    CHECK_FALSE(hands.desk.scene_coverage().covers(hands.id(address)));
}

TEST_CASE("a scene brings back exactly what was stored and leaves everything else") {
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    SceneHands hands;
    hands.throw_about(2 * seed);
    hands.press("/scene/012/store");
    const auto stored = hands.state();
    hands.throw_about(2 * seed + 1);
    hands.set(kScreen, "/monitor/fader", -33);
    hands.set(kScreen, "/out/03/delay", 12);
    hands.press("/scene/012/recall");
    CHECK(differing(hands.state(), stored) == std::set<std::string>{"/monitor/fader", "/out/03/delay"});
  }
}

TEST_CASE("what is safe stays as it is and only that") {
  SceneHands hands;
  hands.set(kScreen, "/ch/01/pair", 1);
  const auto not_pairs = [](const ControlRow& row) { return !is_pair(row) && row.param != Param::dca; };
  hands.throw_about(5, not_pairs);
  hands.press("/scene/001/store");
  const auto stored = hands.state();
  hands.throw_about(6, not_pairs);
  // Channel 2 goes with channel 1, whose pair it is.
  const std::map<std::string, std::set<std::string>> safe{{"/ch/01", {"eq", "fader"}},
                                                          {"/ch/02", {"eq", "fader"}},
                                                          {"/ch/05", {"dyn", "name"}},
                                                          {"/main", {"sends", "patch"}},
                                                          {"/dca/1", {"mute"}}};
  for (const auto& [strip, scopes] : safe)
    for (const std::string& scope : scopes) hands.set(kScreen, strip + "/safe/" + scope, 1);
  const auto before = hands.state();
  hands.press("/scene/001/recall");
  const auto after = hands.state();
  int kept = 0;
  for (const SceneCoverage::Covered& covered : hands.desk.scene_coverage().controls()) {
    const std::string strip = hands.desk.table().strip(covered.strip).address, address = hands.address(covered.control);
    const auto scopes = safe.find(strip);
    const std::string scope = scope_word(hands.desk.table().row(covered.control));
    const bool is_safe = scopes != safe.end() && scopes->second.contains(scope);
    INFO(address);
    CHECK(after.at(address) == (is_safe ? before : stored).at(address));
    kept += is_safe && before.at(address) != stored.at(address);
  }
  CHECK(kept > 20);
}

TEST_CASE("the sides of a pair stay together in a recall whichever of them is safe or in a hand") {
  SceneHands hands;
  hands.set(kScreen, "/ch/03/pair", 1);
  hands.set(kScreen, "/aux/01/pair", 1);
  hands.set(kScreen, "/ch/03/eq/2/gain", 6);
  hands.set(kScreen, "/ch/03/fader", -6);
  hands.set(kScreen, "/ch/05/send/01/level", -6);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/ch/03/pair", 0);
  hands.set(kScreen, "/aux/01/pair", 0);
  hands.set(kScreen, "/ch/03/eq/2/gain", 1);
  hands.set(kScreen, "/ch/04/eq/2/gain", 2);
  hands.set(kScreen, "/ch/05/send/01/level", -20);
  hands.set(kScreen, "/ch/05/send/02/level", -30);
  SECTION("safe on the side that counts") {
    hands.set(kScreen, "/ch/03/safe/eq", 1);
    hands.press("/scene/001/recall");
    CHECK(hands.value("/ch/04/eq/2/gain") == 1);
  }
  SECTION("safe on the other side") {
    hands.set(kScreen, "/ch/04/safe/eq", 1);
    hands.press("/scene/001/recall");
    CHECK(hands.value("/ch/03/eq/2/gain") == 1);
  }
  SECTION("in a hand on the other side") {
    hands.touch(kSurface, "/ch/04/fader");
    hands.set(kSurface, "/ch/04/fader", -40);
    hands.press("/scene/001/recall");
    CHECK(hands.value("/ch/03/fader") == -40);
  }
  SECTION("whose sends are safe") {
    hands.set(kScreen, "/ch/05/safe/sends", 1);
    hands.press("/scene/001/recall");
    CHECK(hands.value("/ch/05/send/02/level") == -20);
  }
  for (const char* side : {"/ch/03", "/ch/04"}) CHECK(hands.value(std::string(side) + "/pair") == 1);
  CHECK(hands.value("/ch/03/eq/2/gain") == hands.value("/ch/04/eq/2/gain"));
  CHECK(hands.value("/ch/03/fader") == hands.value("/ch/04/fader"));
  CHECK(hands.value("/ch/05/send/01/level") == hands.value("/ch/05/send/02/level"));
}

TEST_CASE("a recall that makes a pair takes nothing away that is safe or armed or soloed or waits to be compared") {
  SceneHands hands;
  hands.set(kScreen, "/ch/03/pair", 1);
  hands.set(kScreen, "/ch/03/eq/2/gain", 6);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/ch/03/pair", 0);
  hands.set(kScreen, "/ch/04/eq/2/gain", 2);
  hands.set(kScreen, "/ch/04/compare", 1);
  hands.set(kScreen, "/ch/04/eq/2/gain", -9);
  for (const char* what : {"/ch/04/safe/fader", "/ch/04/arm", "/ch/04/solo"}) hands.set(kScreen, what, 1);
  hands.press("/scene/001/recall");
  REQUIRE(hands.value("/ch/04/pair") == 1);
  CHECK(hands.value("/ch/03/safe/fader") == 1);
  for (const char* what : {"/ch/04/safe/fader", "/ch/04/arm", "/ch/04/solo"}) CHECK(hands.value(what) == 1);
  for (const char* what : {"/ch/03/arm", "/ch/03/solo"}) CHECK(hands.value(what) == 0);
  hands.press("/desk/undo");
  CHECK(hands.value("/ch/03/safe/fader") == 0);
  CHECK(hands.value("/ch/04/eq/2/gain") == -9);
  hands.set(kScreen, "/ch/04/compare", 0);
  CHECK(hands.value("/ch/04/eq/2/gain") == 2);
}

TEST_CASE("a pair whose patch is safe on either side stays what it is") {
  for (const char* side : {"/ch/03", "/ch/04"}) {
    SceneHands hands;
    hands.set(kScreen, "/ch/03/pair", 1);
    hands.press("/scene/001/store");
    hands.set(kScreen, "/ch/03/pair", 0);
    hands.set(kScreen, std::string(side) + "/safe/patch", 1);
    hands.press("/scene/001/recall");
    CHECK(hands.value("/ch/03/pair") == 0);
    CHECK(hands.value("/ch/04/pair") == 0);
  }
}

TEST_CASE("what is safe never puts a DCA into itself") {
  SceneHands hands;
  hands.set(kScreen, "/dca/1/dca/2", 1);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/dca/1/dca/2", 0);
  hands.set(kScreen, "/dca/2/dca/1", 1);
  hands.set(kScreen, "/dca/2/safe/fader", 1);
  hands.press("/scene/001/recall");
  CHECK(hands.value("/dca/2/dca/1") == 1);
  CHECK(hands.value("/dca/1/dca/2") == 0);
}

TEST_CASE("one undo takes a recall back with the current scene and one redo recalls again") {
  SceneHands hands;
  hands.throw_about(1);
  hands.press("/scene/001/store");
  hands.press("/scene/005/store");
  hands.throw_about(2);
  const auto before = hands.state();
  hands.press("/scene/001/recall");
  const auto after = hands.state();
  CHECK(differing(before, after).size() > 100);
  CHECK(hands.desk.current_scene() == 1);
  CHECK(hands.desk.next_scene() == 5);
  hands.undo();
  CHECK(differing(hands.state(), before).empty());
  CHECK(hands.desk.take_messages().back() == "Undone: Recalled Scene 1");
  hands.redo();
  CHECK(differing(hands.state(), after).empty());
}

TEST_CASE("a recall says what it recalled and how much it changed") {
  SceneHands hands;
  hands.set_text(kScreen, "/scene/013/name", "Chorus");
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.press("/scene/013/store");
  CHECK(hands.desk.take_recall() == "Stored 13 Chorus.");
  hands.set(kScreen, "/ch/01/fader", -7);
  hands.set(kScreen, "/ch/02/fader", -7);
  hands.press("/scene/013/recall");
  CHECK(hands.desk.take_recall() == "Recalled 13 Chorus: 2 controls changed.");
  hands.set(kScreen, "/ch/01/fader", -8);
  hands.press("/scene/013/recall");
  CHECK(hands.desk.take_recall() == "Recalled 13 Chorus: 1 control changed.");
  hands.press("/scene/013/delete");
  CHECK(hands.desk.take_recall() == "Deleted 13 Chorus.");
  hands.press("/scene/014/store");
  CHECK(hands.desk.take_recall() == "Stored Scene 14.");
}

TEST_CASE("recalls of a large desk push the oldest out of the undo list and never the newest") {
  History history;
  const auto recall = [&](size_t changes, const std::string& did) {
    history.record_all(1, std::vector<Change>(changes), {}, did, 0);
  };
  recall(History::kMostChanges / 2, "first");
  recall(History::kMostChanges / 2, "second");
  CHECK(history.done().size() == 2);
  recall(1, "third");
  REQUIRE(history.done().size() == 2);
  CHECK(history.done().front().did == "second");
  recall(History::kMostChanges + 1, "huge");
  REQUIRE(history.done().size() == 1);
  CHECK(history.undo()->did == "huge");
}

TEST_CASE(
    "GO recalls the next scene and goes on to the following one and back returns and both say where there is none") {
  SceneHands hands;
  for (const int number : {3, 7, 20}) {
    hands.set(kScreen, "/ch/01/fader", static_cast<float>(-number));
    hands.press("/scene/" + std::to_string(number) + "/store");
  }
  CHECK(hands.desk.current_scene() == 20);
  CHECK(hands.desk.next_scene() == 0);
  hands.press("/desk/scene/go");
  CHECK(hands.desk.take_messages().back().find("no next scene") != std::string::npos);
  hands.set(kScreen, "/desk/scene/current", 3);
  CHECK(hands.value("/ch/01/fader") == -3);
  CHECK(hands.desk.next_scene() == 7);
  hands.press("/desk/scene/go");
  CHECK(hands.value("/ch/01/fader") == -7);
  hands.press("/desk/scene/go");
  CHECK(hands.value("/ch/01/fader") == -20);
  hands.press("/desk/scene/back");
  CHECK(hands.desk.current_scene() == 7);
  CHECK(hands.desk.next_scene() == 20);
  hands.press("/desk/scene/back");
  CHECK(hands.value("/ch/01/fader") == -3);
  hands.press("/desk/scene/back");
  CHECK(hands.desk.take_messages().back().find("no scene before") != std::string::npos);
  hands.set(kScreen, "/desk/scene/next", 20);
  hands.press("/desk/scene/go");
  CHECK(hands.value("/ch/01/fader") == -20);
}

TEST_CASE("an empty place is neither recalled nor next nor deleted and says so") {
  SceneHands hands;
  hands.press("/scene/001/store");
  hands.desk.take_messages();
  const auto before = hands.state();
  const uint64_t refused = hands.desk.edits_refused();
  hands.press("/scene/002/recall");
  hands.press("/scene/002/delete");
  hands.set(kScreen, "/desk/scene/current", 2);
  hands.set(kScreen, "/desk/scene/current", 0);
  hands.set(kScreen, "/desk/scene/next", 2);
  CHECK(hands.desk.edits_refused() == refused + 5);
  CHECK(hands.desk.take_messages().front() == std::string("Scene 2 cannot be recalled: ") + kNothingStored);
  CHECK(differing(hands.state(), before).empty());
}

TEST_CASE("storing over a scene and deleting it and storing anew are each taken back by one undo") {
  SceneHands hands;
  const auto stored_fader = [&] {
    hands.press("/scene/004/recall");
    const float fader = hands.value("/ch/01/fader");
    hands.undo();
    return fader;
  };
  hands.set(kScreen, "/ch/01/fader", -10);
  hands.press("/scene/004/store");
  hands.set_text(kScreen, "/scene/004/name", "Verse");
  hands.press("/scene/006/store");
  hands.press("/scene/004/recall");
  hands.set(kScreen, "/ch/01/fader", -20);
  hands.press("/desk/scene/store");
  hands.set(kScreen, "/ch/01/fader", -30);
  CHECK(stored_fader() == -20);
  hands.undo();
  hands.undo();
  CHECK(hands.desk.take_messages().back() == "Undone: Updated 4 Verse");
  hands.redo();
  hands.undo();
  CHECK(stored_fader() == -10);

  hands.press("/scene/004/delete");
  CHECK_FALSE(hands.desk.scenes().is_used(4));
  CHECK(hands.text("/scene/004/name").empty());
  CHECK(hands.desk.current_scene() == 0);
  hands.undo();
  CHECK(hands.text("/scene/004/name") == "Verse");
  CHECK(hands.desk.current_scene() == 4);
  CHECK(stored_fader() == -10);

  hands.press("/scene/009/store");
  CHECK(hands.desk.current_scene() == 9);
  hands.undo();
  CHECK_FALSE(hands.desk.scenes().is_used(9));
  CHECK(hands.desk.current_scene() == 4);
  CHECK(hands.desk.next_scene() == 6);
}

TEST_CASE("a deleted scene that was next is followed by the one behind it") {
  SceneHands hands;
  for (const char* place : {"/scene/001/", "/scene/002/", "/scene/003/"}) hands.press(std::string(place) + "store");
  hands.press("/scene/001/recall");
  hands.press("/scene/002/delete");
  CHECK(hands.desk.next_scene() == 3);
  hands.press("/scene/003/delete");
  CHECK(hands.desk.next_scene() == 0);
}

TEST_CASE("a recall leaves what a hand holds in that hand") {
  SceneHands hands;
  hands.set(kScreen, "/ch/01/fader", -5);
  hands.set(kScreen, "/ch/02/fader", -5);
  hands.press("/scene/001/store");
  hands.touch(kSurface, "/ch/01/fader");
  hands.set(kSurface, "/ch/01/fader", -40);
  hands.set(kScreen, "/ch/02/fader", -40);
  hands.press("/scene/001/recall");
  CHECK(hands.value("/ch/01/fader") == -40);
  CHECK(hands.value("/ch/02/fader") == -5);
}

TEST_CASE("a fader that a hand moves takes linked ones along from where a recall has put them") {
  SceneHands hands;
  hands.set(kScreen, "/ch/01/fader", -20);
  hands.set(kScreen, "/ch/02/fader", -30);
  for (const char* link : {"/ch/01/link", "/ch/02/link"}) hands.set(kScreen, link, 1);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/desk/link/1/fader", 0);
  hands.set(kScreen, "/ch/02/fader", -25);
  hands.set(kScreen, "/desk/link/1/fader", 1);
  hands.wait_a_second();

  hands.touch(kSurface, "/ch/01/fader");
  hands.set(kSurface, "/ch/01/fader", -18);
  CHECK(hands.value("/ch/02/fader") == Approx(-23));
  hands.press("/scene/001/recall");
  CHECK(hands.value("/ch/01/fader") == -18);
  CHECK(hands.value("/ch/02/fader") == -30);
  hands.set(kSurface, "/ch/01/fader", -17);
  CHECK(hands.value("/ch/02/fader") == Approx(-29));
  hands.let_go(kSurface, "/ch/01/fader");

  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -18);
  CHECK(hands.value("/ch/02/fader") == -30);
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -18);
  CHECK(hands.value("/ch/02/fader") == Approx(-23));
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -20);
  CHECK(hands.value("/ch/02/fader") == Approx(-25));
}

TEST_CASE("GO works on a desk whose structure is locked and leaves the structure and a locked desk refuses it") {
  SceneHands hands;
  hands.set(kScreen, "/ch/01/fader", -5);
  hands.set_text(kScreen, "/ch/01/name", "Singer");
  hands.press("/scene/001/store");
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.set_text(kScreen, "/ch/01/name", "Guest");
  hands.set(kScreen, "/desk/scene/next", 1);
  hands.set(kScreen, "/desk/lock", 2);
  hands.desk.take_messages();
  hands.press("/desk/scene/go");
  CHECK(hands.value("/ch/01/fader") == -6);
  CHECK(hands.desk.take_messages().back().find("/desk/scene/go is locked") != std::string::npos);
  hands.set(kScreen, "/desk/lock", 1);
  hands.press("/desk/scene/go");
  CHECK(hands.value("/ch/01/fader") == -5);
  CHECK(hands.text("/ch/01/name") == "Guest");
  hands.press("/desk/scene/store");
  hands.press("/scene/002/store");
  CHECK_FALSE(hands.desk.scenes().is_used(2));
}

TEST_CASE("a desk that goes on elsewhere keeps its scenes and what can be undone of them") {
  SceneHands hands, later;
  hands.set(kScreen, "/ch/01/fader", -10);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/ch/01/fader", -20);
  hands.press("/scene/002/store");
  hands.press("/scene/001/delete");
  later.desk.succeed(hands.desk);
  CHECK(later.desk.current_scene() == 2);
  later.undo();
  later.press("/scene/001/recall");
  CHECK(later.value("/ch/01/fader") == -10);
}

TEST_CASE("a template's recall leaves the scenes alone and where the desk stands among them") {
  SceneHands hands;
  hands.set_text(kScreen, "/scene/001/name", "Verse");
  hands.press("/scene/001/store");
  Show other(hands.desk.table());
  other.set(hands.id("/ch/01/fader"), -12);
  hands.desk.recall(kScreen, other, "band", hands.now_ns);
  CHECK(hands.text("/scene/001/name") == "Verse");
  CHECK(hands.desk.scenes().is_used(1));
  CHECK(hands.desk.current_scene() == 1);
}

TEST_CASE("the memory that waits is untouched by a recall and the other comes back by undo") {
  SceneHands hands;
  hands.set(kScreen, "/ch/01/eq/2/gain", 3);
  hands.press("/scene/001/store");
  hands.set(kScreen, "/ch/01/compare", 1);
  hands.set(kScreen, "/ch/01/eq/2/gain", 9);
  hands.press("/scene/001/recall");
  CHECK(hands.value("/ch/01/eq/2/gain") == 3);
  CHECK(hands.value("/ch/01/compare") == 1);
  hands.undo();
  CHECK(hands.value("/ch/01/eq/2/gain") == 9);
  hands.set(kScreen, "/ch/01/compare", 0);
  CHECK(hands.value("/ch/01/eq/2/gain") == 3);
}

TEST_CASE("what a scene would change is told part by part for what is safe as well") {
  SceneHands hands;
  hands.throw_about(3, [](const ControlRow& row) { return !is_pair(row); });
  hands.press("/scene/001/store");
  const auto differs = [&] {
    return difference(hands.desk.scene_coverage(), *hands.desk.scenes().at(1), hands.desk.show());
  };
  CHECK(differs().controls == 0);
  hands.set(kScreen, "/ch/01/safe/mute", 1);
  hands.set(kScreen, "/ch/08/mute", 1 - hands.value("/ch/08/mute"));
  hands.set_text(kScreen, "/main/name", "House");
  hands.set(kScreen, "/main/limiter/on", 1 - hands.value("/main/limiter/on"));
  hands.set(kScreen, "/monitor/fader", -40);
  const SceneDifference found = differs();
  CHECK(found.controls == 3);
  for (size_t strip = 0; strip < found.scopes.size(); ++strip) {
    const std::string address = hands.desk.table().strip(static_cast<StripIndex>(strip)).address;
    const int expected = address == "/ch/08" ? kMuteScope : address == "/main" ? kNameScope | kDynamicsScope : 0;
    INFO(address);
    CHECK(found.scopes[strip] == expected);
  }
}

}  // namespace
}  // namespace headroom
