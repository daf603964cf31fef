// The desk's hands: what is undone as one, whose hand holds a fader, what is refused.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "tests/desk_hands.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

TEST_CASE("a touch, a drag and a release are undone as one, and redone as one") {
  Hands hands;
  hands.set(kSurface, "/ch/01/fader", -20);
  hands.wait_a_second();
  hands.touch(kSurface, "/ch/01/fader");
  for (int dB = -19; dB <= 3; ++dB) hands.set(kSurface, "/ch/01/fader", static_cast<float>(dB));
  hands.wait_a_second();
  hands.set(kSurface, "/ch/01/fader", 5);  // still the same touch
  hands.let_go(kSurface, "/ch/01/fader");

  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -20);
  hands.redo();
  CHECK(hands.value("/ch/01/fader") == 5);
  hands.undo();
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK_FALSE(hands.desk.can_undo());
}

TEST_CASE("loose clicks of one wheel belong together until the hand rests") {
  Hands hands;
  for (int dB = -10; dB <= -5; ++dB) hands.set(kScreen, "/main/fader", static_cast<float>(dB));
  hands.wait_a_second();
  hands.set(kScreen, "/main/fader", 2);
  hands.undo();
  CHECK(hands.value("/main/fader") == -5);
  hands.undo();
  CHECK(hands.value("/main/fader") == 0);
}

TEST_CASE("two hands on two faders are undone one by one, the newest gesture first") {
  Hands hands;
  hands.touch(kScreen, "/ch/01/fader");
  hands.touch(kSurface, "/ch/02/fader");
  hands.set(kScreen, "/ch/01/fader", -1);
  hands.set(kSurface, "/ch/02/fader", -2);
  hands.set(kScreen, "/ch/01/fader", -3);
  hands.let_go(kScreen, "/ch/01/fader");
  hands.let_go(kSurface, "/ch/02/fader");
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -3);
  CHECK(hands.value("/ch/02/fader") == kOff_dB);
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
}

TEST_CASE("any client undoes what any other did") {
  Hands hands;
  hands.set(kSurface, "/ch/01/mute", 1);
  hands.undo(kScreen);
  CHECK(hands.value("/ch/01/mute") == 0);
  hands.redo(kSurface);
  CHECK(hands.value("/ch/01/mute") == 1);
}

TEST_CASE("a new edit forgets what could be redone") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.undo();
  REQUIRE(hands.desk.can_redo());
  hands.set(kScreen, "/ch/02/fader", -6);
  CHECK_FALSE(hands.desk.can_redo());
  hands.redo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK(hands.desk.take_messages().back() == "There is nothing to redo.");
}

TEST_CASE("a gesture over many controls is undone as one") {
  Hands hands;
  hands.gesture(kScreen, kNoControl, EditKind::begin_gesture);
  hands.set(kScreen, "/ch/01/fader", -1);
  hands.set(kScreen, "/ch/02/mute", 1);
  hands.set_text(kScreen, "/ch/03/name", "Vox");
  hands.gesture(kScreen, kNoControl, EditKind::end_gesture);
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK(hands.value("/ch/02/mute") == 0);
  CHECK(hands.text("/ch/03/name").empty());
  CHECK(hands.desk.take_messages().back().find("and 2 more") != std::string::npos);
  hands.redo();
  CHECK(hands.text("/ch/03/name") == "Vox");
}

TEST_CASE("a touch that moves nothing is nothing to undo") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.touch(kSurface, "/ch/02/fader");
  hands.let_go(kSurface, "/ch/02/fader");
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
}

TEST_CASE("a fader in somebody's hand obeys that hand alone") {
  Hands hands;
  hands.touch(kSurface, "/ch/01/fader");
  hands.set(kScreen, "/ch/01/fader", -3);
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK(hands.desk.edits_refused() == 1);
  CHECK(hands.desk.take_messages().back().find("/ch/01/fader is held by another hand") != std::string::npos);
  hands.set(kSurface, "/ch/01/fader", -6);
  CHECK(hands.value("/ch/01/fader") == -6);
  hands.let_go(kScreen, "/ch/01/fader");  // not its to let go
  hands.set(kScreen, "/ch/01/fader", -3);
  CHECK(hands.value("/ch/01/fader") == -6);
  hands.let_go(kSurface, "/ch/01/fader");
  hands.set(kScreen, "/ch/01/fader", -3);
  CHECK(hands.value("/ch/01/fader") == -3);
}

TEST_CASE("a locked structure stays as it is while the mix is free") {
  Hands hands;
  hands.set(kScreen, "/ch/01/input", 5);
  hands.wait_a_second();
  hands.set(kScreen, "/desk/lock", 1);
  hands.set(kSurface, "/ch/01/input", 7);
  hands.set_text(kSurface, "/ch/01/name", "Kick");
  hands.set(kSurface, "/ch/01/dca/1", 1);
  CHECK(hands.value("/ch/01/input") == 5);
  CHECK(hands.text("/ch/01/name").empty());
  CHECK(hands.value("/ch/01/dca/1") == 0);
  CHECK(hands.desk.edits_refused() == 3);
  CHECK(hands.desk.take_messages().back().find("/ch/01/dca/1 is locked") != std::string::npos);
  hands.set(kSurface, "/ch/01/fader", -6);
  hands.set(kSurface, "/ch/01/mute", 1);
  CHECK(hands.value("/ch/01/fader") == -6);
  CHECK(hands.value("/ch/01/mute") == 1);
  for (int i = 0; i < 3; ++i) hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK(hands.value("/ch/01/input") == 5);
  CHECK(hands.desk.can_undo());  // once the desk is open again
  Show other(hands.desk.table());
  CHECK(hands.desk.recall(kScreen, other, "other", hands.now_ns) == 0);
  CHECK_FALSE(hands.desk.take_recall());
  CHECK(hands.value("/ch/01/input") == 5);
  hands.set(kScreen, "/desk/lock", 0);
  hands.undo();
  CHECK(hands.value("/ch/01/input") == 1);
}

TEST_CASE("no lock keeps a microphone open that talks to the stage") {
  Hands hands;
  hands.set(kSurface, "/talk/on", 1);
  hands.set(kScreen, "/desk/lock", 2);
  hands.set(kSurface, "/talk/on", 0);
  CHECK(hands.value("/talk/on") == 0);
  hands.set(kSurface, "/talk/on", 1);
  CHECK(hands.value("/talk/on") == 0);
}

TEST_CASE("a locked desk takes nothing but what looks, and the way out, and a hand in motion ends its move") {
  Hands hands;
  hands.touch(kSurface, "/ch/01/fader");
  hands.set(kSurface, "/ch/01/fader", -12);
  hands.set(kScreen, "/desk/lock", 2);
  CHECK(hands.desk.locker() == kScreen);
  hands.set(kSurface, "/ch/01/fader", -10);
  CHECK(hands.value("/ch/01/fader") == -10);
  hands.let_go(kSurface, "/ch/01/fader");
  hands.touch(kSurface, "/ch/01/fader");
  hands.set(kSurface, "/ch/01/fader", 10);
  hands.undo();
  hands.set(kScreen, "/desk/solo/clear", 1);
  CHECK(hands.value("/ch/01/fader") == -10);
  CHECK(hands.desk.edits_refused() == 3);
  hands.set(kSurface, "/desk/selected", 3);
  hands.set(kScreen, "/meter/1/target", -16);
  CHECK(hands.value("/desk/selected") == 3);
  CHECK(hands.value("/meter/1/target") == -16);
  hands.set(kSurface, "/spl/calibration", 90);  // what a limit is judged by is no look
  CHECK(hands.desk.edits_refused() == 4);
  hands.set(kSurface, "/desk/lock", 0);
  CHECK(hands.desk.locker() == kSurface);
  hands.set(kScreen, "/ch/01/fader", 0);
  CHECK(hands.value("/ch/01/fader") == 0);
}

TEST_CASE("a client that floods two held faders is told of each once a tick") {
  Hands hands;
  hands.touch(kSurface, "/ch/01/fader");
  hands.touch(kSurface, "/ch/02/fader");
  for (int i = 0; i < 1000; ++i) hands.set(kScreen, i % 2 ? "/ch/01/fader" : "/ch/02/fader", -3);
  CHECK(hands.desk.take_messages().size() == 2);
  CHECK(hands.desk.edits_refused() == 1000);
}

TEST_CASE("everybody hears who holds what") {
  Hands hands;
  hands.touch(kSurface, "/ch/01/fader");
  hands.touch(kScreen, "/ch/01/fader");  // too late
  hands.let_go(kSurface, "/ch/01/fader");
  const ControlId fader = hands.id("/ch/01/fader");
  CHECK(hands.desk.take_holder_changes() ==
        std::vector<std::pair<ControlId, Holder>>{{fader, {kSurface}}, {fader, {-1}}});
}

TEST_CASE("an undo does not pull a fader out of a hand") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.wait_a_second();
  hands.touch(kSurface, "/ch/01/fader");
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -6);
}

TEST_CASE("a client that is gone lets go of everything, and what it did is one gesture") {
  Hands hands;
  hands.touch(kSurface, "/ch/01/fader");
  hands.touch(kSurface, "/ch/02/pan");
  hands.set(kSurface, "/ch/01/fader", -6);
  hands.desk.release(kSurface);
  hands.set(kScreen, "/ch/01/fader", -3);
  CHECK(hands.value("/ch/01/fader") == -3);
  hands.set(kScreen, "/ch/02/pan", 10);
  CHECK(hands.value("/ch/02/pan") == 10);
  hands.undo();
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == -6);
  hands.undo();
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
}

TEST_CASE("solo clear takes every solo away, and comes back as one") {
  Hands hands;
  for (const char* solo : {"/ch/01/solo", "/ch/05/solo", "/group/1/solo", "/dca/2/solo"}) {
    hands.wait_a_second();
    hands.set(kScreen, solo, 1);
  }
  CHECK(hands.desk.is_solo_active());
  hands.set(kSurface, "/desk/solo/clear", 1);
  CHECK_FALSE(hands.desk.is_solo_active());
  hands.undo();
  CHECK(hands.value("/ch/05/solo") == 1);
  CHECK(hands.value("/dca/2/solo") == 1);
}

TEST_CASE("a value that is no number, a control that is not there and an unknown kind are refused and counted") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  for (const float wild : {NAN, INFINITY, -INFINITY}) hands.set(kScreen, "/ch/01/fader", wild);
  CHECK(hands.value("/ch/01/fader") == -6);
  CHECK(hands.desk.take_messages().back().find("/ch/01/fader was sent a value that is no number") != std::string::npos);
  Edit edit;
  edit.control = hands.desk.table().size();
  hands.apply(kScreen, edit);
  edit.control = kNoControl;
  hands.apply(kScreen, edit);
  edit.control = 0;
  edit.kind = static_cast<EditKind>(77);
  hands.apply(kScreen, edit);
  CHECK(hands.desk.edits_refused() == 6);
  CHECK(hands.desk.edits_applied() == 1);
}

TEST_CASE("a value beyond a control's range stops at its end") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", 1e9f);
  CHECK(hands.value("/ch/01/fader") == 10);
  hands.set(kScreen, "/ch/01/pan", -1e9f);
  CHECK(hands.value("/ch/01/pan") == -100);
}

TEST_CASE("what changed is told once, and only what changed") {
  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  hands.set(kScreen, "/ch/01/fader", -6);
  CHECK(hands.desk.take_changed() == std::vector<ControlId>{hands.id("/ch/01/fader")});
  CHECK(hands.desk.take_changed().empty());
  CHECK(hands.desk.update_targets());
  CHECK_FALSE(hands.desk.update_targets());
}

TEST_CASE("selecting a strip is no edit: nothing to undo, nothing to save") {
  Hands hands;
  hands.set(kScreen, "/desk/selected", 3);
  CHECK(hands.value("/desk/selected") == 3);
  CHECK_FALSE(hands.desk.can_undo());
  CHECK_FALSE(hands.desk.is_unsaved());
}

TEST_CASE("the desk counts as unsaved from the first edit until that edit is on the disk") {
  Hands hands;
  CHECK_FALSE(hands.desk.is_unsaved());
  hands.set(kScreen, "/ch/01/fader", -6);
  CHECK(hands.desk.is_unsaved());
  hands.set(kScreen, "/desk/save", 1);
  CHECK(hands.desk.take_save_request());
  CHECK_FALSE(hands.desk.take_save_request());
  const uint64_t copied = hands.desk.edits_applied();
  hands.set(kScreen, "/ch/01/fader", -5);  // while the disk still writes
  hands.desk.saved(copied);
  CHECK(hands.desk.is_unsaved());
  hands.desk.saved(hands.desk.edits_applied());
  CHECK_FALSE(hands.desk.is_unsaved());
}

TEST_CASE("loading a show starts undo afresh and tells every control") {
  const TemporaryFolder folder;
  Hands source;
  source.set(kScreen, "/ch/02/fader", -12);
  REQUIRE(save_show(source.desk.show(), folder.file("a.show")));

  Hands hands;
  hands.set(kScreen, "/ch/01/fader", -6);
  REQUIRE(hands.desk.load(folder.file("a.show")));
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  CHECK(hands.value("/ch/02/fader") == -12);
  CHECK_FALSE(hands.desk.can_undo());
  CHECK_FALSE(hands.desk.is_unsaved());
  CHECK(hands.desk.take_changed().size() == hands.desk.table().size());

  hands.set(kScreen, "/ch/01/fader", -6);
  REQUIRE_FALSE(hands.desk.load(folder.file("missing.show")));
  CHECK(hands.value("/ch/01/fader") == -6);
}

TEST_CASE("a thousand gestures are remembered, and the oldest are forgotten first") {
  Hands hands;
  for (int i = 0; i < 1100; ++i) {
    hands.wait_a_second();
    hands.set(kScreen, "/ch/01/pan", static_cast<float>(i % 2 ? 10 + i % 50 : -10 - i % 50));
  }
  int undone = 0;
  for (; hands.desk.can_undo(); ++undone) hands.undo();
  CHECK(undone == static_cast<int>(History::kDepth));
}

// Five gestures of a second each: the fader of channel 1 to 0, 1, 2, 3, 4 dB; their numbers.
std::vector<uint32_t> five_gestures(Hands& hands) {
  for (int dB = 0; dB < 5; ++dB) {
    hands.wait_a_second();
    hands.set(kScreen, "/ch/01/fader", static_cast<float>(dB));
  }
  std::vector<uint32_t> numbers;
  for (const Gesture& gesture : hands.desk.history().done()) numbers.push_back(gesture.number);
  return numbers;
}

TEST_CASE("one step through the undo list leads to where the desk stood right after any gesture, back and forth") {
  Hands hands;
  const auto numbers = five_gestures(hands);
  REQUIRE(numbers.size() == 5);
  for (const int gesture : {1, 4, 0, 3, 3, 2}) {
    hands.undo_to(numbers[static_cast<size_t>(gesture)]);
    CHECK(hands.value("/ch/01/fader") == static_cast<float>(gesture));
    CHECK(hands.desk.history().undone().size() == static_cast<size_t>(4 - gesture));
  }
  hands.undo_to(0);
  CHECK(hands.value("/ch/01/fader") == kOff_dB);
  hands.redo();
  CHECK(hands.value("/ch/01/fader") == 0);
}

TEST_CASE("a gesture that the undo list no longer holds is no way to go: that is said, and nothing moves") {
  Hands hands;
  const auto numbers = five_gestures(hands);
  hands.undo_to(numbers[1]);
  hands.wait_a_second();
  hands.set(kSurface, "/ch/02/fader", -6);  // what could be redone is forgotten
  hands.desk.take_messages();
  for (const double wild : {static_cast<double>(numbers[4]), 1e6, -1.0, 1e30, std::nan("")}) {
    const uint64_t refused = hands.desk.edits_refused();
    hands.undo_to(wild);
    CHECK(hands.desk.edits_refused() == refused + 1);
  }
  CHECK(hands.value("/ch/01/fader") == 1);
  CHECK(hands.value("/ch/02/fader") == -6);
  CHECK(hands.desk.take_messages().front().find("no longer in the undo list") != std::string::npos);
}

TEST_CASE("a way through the undo list that passes something locked is not begun") {
  Hands hands;
  const auto numbers = five_gestures(hands);
  hands.wait_a_second();
  hands.set_text(kScreen, "/ch/01/name", "Vox");
  hands.wait_a_second();
  hands.set(kScreen, "/ch/01/fader", 6);
  hands.set(kScreen, "/desk/lock", 1);
  hands.undo_to(numbers[0]);
  CHECK(hands.value("/ch/01/fader") == 6);
  CHECK(hands.text("/ch/01/name") == "Vox");
  CHECK(hands.desk.history().undone().empty());
  CHECK(hands.desk.take_messages().back().find("/ch/01/name is locked") != std::string::npos);
  hands.undo();  // the fader alone is the mix
  CHECK(hands.value("/ch/01/fader") == 4);
  hands.set(kScreen, "/desk/lock", 2);
  hands.undo_to(numbers[4]);
  CHECK(hands.text("/ch/01/name") == "Vox");
  CHECK(hands.desk.take_messages().back().find("/desk/undo is locked") != std::string::npos);
  hands.set(kScreen, "/desk/lock", 0);
  hands.undo_to(numbers[0]);
  CHECK(hands.value("/ch/01/fader") == 0);
  CHECK(hands.text("/ch/01/name").empty());
}

TEST_CASE("a way through the undo list leaves a fader that is held in its hand") {
  Hands hands;
  const auto numbers = five_gestures(hands);
  hands.touch(kSurface, "/ch/01/fader");
  hands.undo_to(numbers[0]);
  CHECK(hands.value("/ch/01/fader") == 4);
}

}  // namespace
}  // namespace headroom
