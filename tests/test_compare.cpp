// A/B compare: two memories of a strip's processing, one of them heard.
#include <catch2/catch.hpp>

#include "console/compare.h"
#include "tests/desk_hands.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

constexpr float kA = 0, kB = 1;

class Comparing : public Hands {
 public:
  void dial(const std::string& below, float value) { wait_a_second(), set(kScreen, "/ch/03/" + below, value); }
  float dialled(const std::string& below) const { return value("/ch/03/" + below); }
  void turn(float memory, int client = kScreen) { wait_a_second(), set(client, "/ch/03/compare", memory); }
  size_t undo_steps() const { return desk.history().done().size(); }
  int differences() const { return desk.compare_differences(desk.table().strip_of(kChannel, 3)); }
};

TEST_CASE(
    "the first press makes B a copy of what is heard, edits go to the memory that is heard, and each comes back as it "
    "was left") {
  Comparing hands;
  hands.dial("eq/2/gain", 6);
  hands.dial("comp/on", 1);
  hands.turn(kB);
  CHECK(hands.dialled("compare") == kB);
  CHECK(hands.dialled("eq/2/gain") == 6);
  CHECK(hands.dialled("comp/on") == 1);
  CHECK(hands.differences() == 0);
  hands.dial("eq/2/gain", -3);
  hands.dial("gate/threshold", -50);
  CHECK(hands.differences() == 2);
  hands.turn(kA);
  CHECK(hands.dialled("eq/2/gain") == 6);
  CHECK(hands.dialled("gate/threshold") == -40);
  hands.turn(kA);  // which is heard already
  CHECK(hands.dialled("eq/2/gain") == 6);
  hands.turn(kB);
  CHECK(hands.dialled("eq/2/gain") == -3);
  CHECK(hands.dialled("gate/threshold") == -50);
  CHECK(hands.value("/ch/02/eq/2/gain") == 0);
}

TEST_CASE("a change of memory is one step of undo, called what it is, and redo does it again") {
  Comparing hands;
  hands.dial("eq/2/gain", 6);
  hands.turn(kB);
  hands.dial("eq/2/gain", -3);
  hands.dial("comp/on", 1);
  hands.desk.take_messages();
  const size_t steps = hands.undo_steps();
  hands.turn(kA);
  CHECK(hands.undo_steps() == steps + 1);
  CHECK(hands.desk.take_messages() == std::vector<std::string>{"Ch 3: A is heard; 2 controls changed."});
  for (int round = 0; round < 2; ++round) {
    hands.undo();
    CHECK(hands.dialled("compare") == kB);
    CHECK(hands.dialled("eq/2/gain") == -3);
    CHECK(hands.differences() == 2);
    hands.redo();
    CHECK(hands.dialled("compare") == kA);
    CHECK(hands.dialled("eq/2/gain") == 6);
    CHECK(hands.desk.take_messages() ==
          std::vector<std::string>{"Undone: Ch 3 A/B compare", "Redone: Ch 3 A/B compare"});
  }
  hands.turn(kB);
  CHECK(hands.dialled("eq/2/gain") == -3);
  CHECK(hands.dialled("comp/on") == 1);
}

TEST_CASE("an undone first press is as if it had never been: B will begin as a copy of what is heard then") {
  Comparing hands;
  hands.dial("eq/2/gain", 6);
  hands.turn(kB);
  hands.undo();
  CHECK(hands.dialled("compare") == kA);
  hands.dial("eq/2/gain", 9);
  hands.turn(kB);
  CHECK(hands.dialled("eq/2/gain") == 9);
  CHECK(hands.differences() == 0);
}

TEST_CASE("a compare takes filters, dynamics and equalisers, and leaves the input, the mix, names and links alone") {
  Comparing hands;
  const std::vector<std::string> taken = {"hp/freq",    "lp/on",         "gate/range", "eq/on", "eq/6/q",
                                          "comp/ratio", "comp/key/freq", "deess/freq", "order"};
  const std::vector<std::string> left = {"trim",    "polarity", "delay", "input", "fader",
                                         "mute",    "pan",      "solo",  "main",  "send/1/level",
                                         "group/1", "dca/1",    "link",  "color", "comp/key/listen"};
  hands.turn(kB);
  std::vector<float> dialled;
  const auto dial_all = [&](const std::vector<std::string>& all) {
    for (const std::string& below : all) {
      const float top = hands.desk.table().max_value(hands.id("/ch/03/" + below));
      hands.dial(below, hands.dialled(below) == top ? 0 : top);
    }
  };
  dial_all(taken), dial_all(left);
  CHECK(hands.differences() == static_cast<int>(taken.size()));
  for (const std::string& below : left) dialled.push_back(hands.dialled(below));
  hands.turn(kA);
  for (const std::string& below : taken)
    CHECK(hands.dialled(below) == hands.desk.table().standard_value(hands.id("/ch/03/" + below)));
  for (size_t i = 0; i < left.size(); ++i) CHECK(hands.dialled(left[i]) == dialled[i]);
  const auto has_any = [&](StripKind kind) {
    return !compared_controls(hands.desk.table(), hands.desk.table().strip_of(kind)).empty();
  };
  for (const StripKind kind : {kChannel, kGroup, kAux, kMain, kMatrix, kTalk}) CHECK(has_any(kind));
  for (const StripKind kind : {kDca, kMonitor, kPhones, kDesk, kOutput, kMeter}) CHECK_FALSE(has_any(kind));
}

TEST_CASE("a hand keeps what it holds while the memories change, its own client's, too") {
  Comparing hands;
  hands.turn(kB);
  hands.dial("eq/2/gain", -3);
  hands.dial("comp/threshold", -30);
  for (const int holder : {kScreen, kSurface}) {
    hands.touch(holder, "/ch/03/eq/2/gain");
    hands.turn(kA);
    CHECK(hands.dialled("eq/2/gain") == -3);
    CHECK(hands.dialled("comp/threshold") == -20);
    hands.let_go(holder, "/ch/03/eq/2/gain");
    hands.turn(kB);
    CHECK(hands.dialled("comp/threshold") == -30);
  }
}

TEST_CASE("a locked desk changes no memory and says why, a locked structure is no matter to it") {
  Comparing hands;
  hands.turn(kB);
  hands.dial("eq/2/gain", -3);
  hands.set(kScreen, "/desk/lock", 1);
  hands.turn(kA);
  CHECK(hands.dialled("eq/2/gain") == 0);
  hands.set(kScreen, "/desk/lock", 2);
  hands.turn(kB);
  CHECK(hands.dialled("compare") == kA);
  CHECK(hands.dialled("eq/2/gain") == 0);
  CHECK(hands.desk.take_messages().back().find("/ch/03/compare is locked") == 0);
}

TEST_CASE("both sides of a pair are one processing: either changes both") {
  Comparing hands;
  hands.set(kScreen, "/ch/03/pair", 1);
  hands.turn(kB);
  hands.dial("eq/2/gain", -3);
  hands.wait_a_second();
  hands.set(kSurface, "/ch/04/compare", kA);
  for (const char* side : {"/ch/03", "/ch/04"}) {
    CHECK(hands.value(side + std::string("/compare")) == kA);
    CHECK(hands.value(side + std::string("/eq/2/gain")) == 0);
  }
  hands.undo();
  CHECK(hands.value("/ch/03/eq/2/gain") == -3);
  CHECK(hands.value("/ch/04/eq/2/gain") == -3);
}

TEST_CASE("a show knows nothing of the other memory, and a desk that goes on elsewhere keeps it") {
  Comparing hands;
  TemporaryFolder folder;
  hands.turn(kB);
  hands.dial("eq/2/gain", -3);
  Desk successor(hands.desk.table().plan(), 96000);
  successor.succeed(hands.desk);
  CHECK(successor.compare_differences(successor.table().strip_of(kChannel, 3)) == 1);

  REQUIRE(save_show(hands.desk.show(), folder.file("compare.show")));
  REQUIRE(hands.desk.load(folder.file("compare.show")));
  CHECK(hands.dialled("compare") == kA);
  CHECK(hands.dialled("eq/2/gain") == -3);
  hands.turn(kB);
  CHECK(hands.dialled("eq/2/gain") == -3);
}

}  // namespace
}  // namespace headroom
