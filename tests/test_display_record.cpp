// The recorder under hands: what the bar and the strips say of it, arming, the key that begins and ends a take, and
// what is asked before the last window closes on one.
#include <imgui.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <set>

#include "tests/display_hand.h"

using namespace headroom;
using namespace headroom::display;

namespace {

void begin_take(DisplayRig& rig) {
  rig.recording().is_recording = 1;
  rig.recording().frames = 723ull * 48000;
  std::snprintf(rig.recording().take, sizeof rig.recording().take, "Club night 3");
}

bool says(Hand& hand, const std::string& part) {
  const auto& texts = hand.screen().texts();
  return std::any_of(texts.begin(), texts.end(),
                     [&](const TextRecord& record) { return record.text.find(part) != std::string::npos; });
}

void open_recorder(Hand& hand) {
  hand.screen().open().page = Page::record;
  hand.frame();
}

}  // namespace

TEST_CASE("the bar says how many are armed and how long the disk lasts and while a take runs for how long") {
  DisplayRig rig("record_bar");
  Hand hand(rig);
  CHECK(says(hand, "REC 16"));
  CHECK(says(hand, "3:12:40 left"));
  CHECK(!says(hand, "0:12:03"));
  begin_take(rig);
  hand.frame();
  CHECK(says(hand, "0:12:03"));
  CHECK(says(hand, "3:12:40"));
  const auto& texts = hand.screen().texts();
  CHECK(std::any_of(texts.begin(), texts.end(), [](const TextRecord& record) {
    return record.text == "REC 16" && record.style.on == theme::kRecord;
  }));
}

TEST_CASE("samples that the disk lost are told in the bar beside the time left") {
  DisplayRig rig("record_lost");
  Hand hand(rig);
  begin_take(rig);
  hand.frame();
  CHECK(!says(hand, "lost"));
  rig.recording().lost_frames = 512;
  hand.frame();
  CHECK(says(hand, "512 lost"));
  CHECK(says(hand, "3:12:40"));
}

TEST_CASE("the bar never blinks while a take runs") {
  DisplayRig rig("record_steady");
  Hand hand(rig);
  begin_take(rig);
  for (int half = 0; half < 4; ++half) {
    hand.wait(0.5);
    const auto& texts = hand.screen().texts();
    CHECK(std::any_of(texts.begin(), texts.end(), [](const TextRecord& record) {
      return record.text == "REC 16" && record.style.on == theme::kRecord;
    }));
  }
}

TEST_CASE("a desk where nothing is armed and a disk that nobody knows are said in words") {
  DisplayRig rig("record_unarmed");
  Hand hand(rig);
  rig.recording().armed_lanes = 0;
  rig.recording().seconds_left = -1;
  hand.frame();
  CHECK(says(hand, "none armed"));
  CHECK(says(hand, "- left"));
}

TEST_CASE("a press on the bar leads to the recorder and its key begins and ends a take") {
  DisplayRig rig("record_key");
  Hand hand(rig);
  hand.click(hand.find("REC 16"));
  REQUIRE(hand.screen().open().page == Page::record);
  hand.click(hand.find("REC"));
  CHECK(rig.value("/desk/record") == 1);
  begin_take(rig);
  hand.wait(0.5);
  CHECK(says(hand, "Club night 3"));
  hand.click(hand.find("STOP"));
  CHECK(rig.value("/desk/record") == 0);
}

TEST_CASE("a strip is armed by a press on its cell and all or none by one") {
  DisplayRig rig("record_arm");
  Hand hand(rig);
  open_recorder(hand);
  hand.click(hand.find("Kick"));
  CHECK(rig.value("/ch/1/arm") == 0);
  hand.click(hand.find("Kick"));
  CHECK(rig.value("/ch/1/arm") == 1);
  hand.click(hand.find("Arm all"));
  hand.wait(0.5);
  for (const char* address : {"/ch/64/arm", "/aux/16/arm", "/group/8/arm", "/matrix/8/arm", "/main/arm"})
    CHECK(rig.value(address) == 1);
  hand.click(hand.find("Arm none"));
  hand.wait(0.5);
  for (const char* address : {"/ch/1/arm", "/ch/64/arm", "/main/arm"}) CHECK(rig.value(address) == 0);
  hand.click(hand.find("Undo"));
  hand.wait(0.5);
  for (const char* address : {"/ch/1/arm", "/ch/64/arm", "/main/arm"}) CHECK(rig.value(address) == 1);
}

TEST_CASE("every arm of the desk is reached on the record page") {
  for (const int channels : {64, 200}) {
    DisplayRig rig("record_reach_" + std::to_string(channels), {.channels = channels});
    Hand hand(rig);
    open_recorder(hand);
    std::set<ControlId> reached;
    for (int page = 0; hand.screen().open().record.page == page; ++page) {
      reached.insert(hand.screen().reached().begin(), hand.screen().reached().end());
      hand.screen().open().record.page = page + 1;
      hand.frame();
      if (hand.screen().open().record.page != page + 1) break;
    }
    const Table& table = rig.desk().table();
    for (ControlId id = 0; id < table.size(); ++id) {
      if (table.row(id).param != Param::arm && table.row(id).param != Param::record) continue;
      INFO(table.address(id));
      CHECK(reached.contains(id));
    }
  }
}

TEST_CASE("R arms the selected strip and Ctrl+R begins and ends a take") {
  DisplayRig rig("record_keys");
  Hand hand(rig);
  hand.key('r');
  hand.frame();
  CHECK(rig.value("/ch/9/arm") == 0);
  CHECK(rig.value("/desk/record") == 0);
  hand.key('r', true);
  hand.frame();
  CHECK(rig.value("/desk/record") == 1);
  CHECK(rig.value("/ch/9/arm") == 0);
  hand.key('t');
  CHECK(hand.screen().open().page == Page::record);
}

TEST_CASE("the last window asks before it closes on a take and keeps open until the take is whole") {
  DisplayRig rig("record_close");
  Hand hand(rig);
  CHECK(hand.screen().may_close());
  begin_take(rig);
  rig.set("/desk/record", 1);
  hand.frame();
  CHECK(!hand.screen().may_close());
  hand.frame();
  CHECK(says(hand, "Recording since 0:12:03"));
  hand.click(hand.find("Stop and close"));
  CHECK(rig.value("/desk/record") == 0);
  hand.frame();
  CHECK(!hand.screen().open().wants_to_close);
  CHECK(!hand.screen().may_close());
  rig.recording().is_recording = 0;
  hand.frame();
  hand.frame();
  CHECK(hand.screen().open().wants_to_close);
  CHECK(hand.screen().may_close());
}

TEST_CASE("who keeps the window open keeps the take: by the key or by Escape") {
  DisplayRig rig("record_keep");
  Hand hand(rig);
  begin_take(rig);
  rig.set("/desk/record", 1);
  hand.frame();
  CHECK(!hand.screen().may_close());
  hand.frame();
  hand.click(hand.find("Keep open (Esc)"));
  CHECK(!hand.screen().open().closing);
  CHECK(!hand.screen().may_close());
  hand.frame();
  hand.key(Key::escape);
  CHECK(!hand.screen().open().closing);
  CHECK(!hand.screen().open().wants_to_close);
  CHECK(rig.value("/desk/record") == 1);
}
