// Who comes to the link and who goes: places and names are given to one at a time, and nobody's death takes another one
// along.
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "tests/link_fixture.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

TEST_CASE("a client killed while it holds a fader lets go of it") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const ControlId fader = console.id("/ch/01/fader");
  ChildProcess surface = ChildProcess::run([&] {
    const auto client = attach(name, "a surface");
    if (!client) return 1;
    client->begin_gesture(fader);
    client->set(fader, -6);
    for (;;) pause();
  });
  const auto screen = attach(name, "a screen");
  REQUIRE(screen);
  REQUIRE(wait_until([&] { return console.tick(), screen->holder(fader) >= 0 && screen->value(fader) == -6; }));
  screen->set(fader, 0);
  console.tick();
  CHECK(screen->value(fader) == -6);

  CHECK(surface.end(SIGKILL) == 128 + SIGKILL);
  console.tick();
  CHECK(console.lost == std::vector<std::string>{"a surface"});
  CHECK(screen->holder(fader) == -1);
  CHECK(screen->peers().size() == 1);
  screen->set(fader, 0);
  console.tick();
  CHECK(screen->value(fader) == 0);
}

TEST_CASE("a hand that takes a dead hand's place before the console looks keeps what it holds, and no more") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const ControlId one = console.id("/ch/01/fader"), two = console.id("/ch/02/fader");
  auto first = attach(name, "first");
  REQUIRE(first);
  console.tick();
  first->begin_gesture(one);
  first->set(one, -6);
  first.reset();
  const auto second = attach(name, "second");
  REQUIRE(second);
  REQUIRE(second->slot() == 0);
  second->begin_gesture(two);
  console.tick();
  console.tick();
  CHECK(console.lost == std::vector<std::string>{"first"});
  CHECK(second->value(one) == -6);  // what the first hand wanted last was heard
  CHECK(second->holder(one) == -1);
  CHECK(second->holder(two) == second->slot());
  CHECK(second->peers().size() == 1);
}

TEST_CASE("a client that hangs for two seconds lets go of what it holds - one that beats keeps it") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto hanging = attach(name, "hanging"), beating = attach(name, "beating");
  REQUIRE((hanging && beating));
  const ControlId one = console.id("/ch/01/fader"), two = console.id("/ch/02/fader");
  hanging->begin_gesture(one);
  beating->begin_gesture(two);
  console.tick();
  for (int tenth = 0; tenth < 21; ++tenth) {
    beating->beat();
    console.tick(100'000'000);
  }
  CHECK(console.lost == std::vector<std::string>{"hanging (silent)"});
  CHECK(hanging->holder(one) == -1);
  CHECK(hanging->holder(two) == beating->slot());
  hanging->beat();  // it comes back, and may take hold again
  hanging->begin_gesture(one);
  console.tick();
  CHECK(hanging->holder(one) == hanging->slot());
}

TEST_CASE("a client of another version is refused with a sentence") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  std::fstream file(name.path(), std::ios::in | std::ios::out | std::ios::binary);
  const auto with_changed = [&](size_t at) {
    file.seekg(static_cast<std::streamoff>(at));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 1)).flush();
    const std::string sentence = refusal(name);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte)).flush();
    return sentence;
  };
  for (const size_t at : {offsetof(LinkHeader, magic), offsetof(LinkHeader, version),
                          offsetof(LinkHeader, table_version), offsetof(LinkHeader, channels)})
    CHECK(with_changed(at).find("is of another version than this test; start both from the same build") !=
          std::string::npos);
  CHECK(attach(name));
}

TEST_CASE("the seventeenth client is refused with a sentence, and a place that is left is free again") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  std::vector<std::unique_ptr<LinkClient>> clients;
  for (int i = 0; i < kClientSlots; ++i) REQUIRE(clients.emplace_back(attach(name)));
  CHECK(refusal(name).find("all 16 client places") != std::string::npos);
  clients.erase(clients.begin() + 5);
  const auto late = attach(name);
  REQUIRE(late);
  CHECK(late->slot() == 5);
}

TEST_CASE("a second console of the same name is refused, and the first does not notice") {
  const DeskName name;
  Console first(name);
  REQUIRE(first.host);
  const auto second = LinkHost::create(name, first.desk.show(), first.desk.lanes());
  REQUIRE_FALSE(second);
  CHECK(second.error().find("is running already (process " + std::to_string(getpid())) != std::string::npos);
  CHECK(attach(name));
}

TEST_CASE("of two consoles that start at the same moment one gets the name, and the other does not take it away") {
  const DeskName name;
  {
    auto first = Segment::create(name, 4096), second = Segment::create(name, 4096);
    REQUIRE((first && second));
    REQUIRE(first->publish());
    const Outcome refused = second->publish();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().find("started by somebody else") != std::string::npos);
    second->unlink();
    const auto found = Segment::open(name, 4096);
    REQUIRE(found);
    CHECK(found->is_locked(Segment::kConsoleByte));
  }
  auto successor = Segment::create(name, 4096);  // the first died without an end
  REQUIRE(successor);
  CHECK(successor->publish());
}

TEST_CASE("a dead console never looks alive again while its successors take its place") {
  const DeskName name;
  constexpr int kSuccessors = 300;
  constexpr size_t kBytes = 4096;
  auto last = Segment::create(name, kBytes);
  REQUIRE(last);
  REQUIRE(last->publish());
  for (int i = 0; i < kSuccessors; ++i) {
    const auto dead = Segment::open(name, kBytes);
    auto successor = Segment::create(name, kBytes);
    REQUIRE((dead && successor));
    last = std::move(*successor);  // the one before dies without an end
    std::atomic<bool> is_published = false, looked_alive = false;
    std::thread client([&] {
      while (!is_published)
        if (dead->is_locked(Segment::kConsoleByte)) looked_alive = true;
    });
    const Outcome published = last->publish();
    is_published = true;
    client.join();
    REQUIRE(published);
    REQUIRE_FALSE(looked_alive);
  }
}

TEST_CASE("a desk that is not there, or whose name is none, is refused with a sentence") {
  CHECK(refusal("test-link-nobody").find("no desk named \"test-link-nobody\" is running here") != std::string::npos);
  for (const char* bad : {"", ".", "../etc/passwd", "a/b", "a b"})
    CHECK(refusal(bad).find("cannot name a desk") != std::string::npos);
  CHECK(refusal(std::string(65, 'x')).find("cannot name a desk") != std::string::npos);
}

TEST_CASE("a console that was killed leaves its state, and its successor takes name and state over") {
  const DeskName name;
  ChildProcess console = console_process(name);
  std::unique_ptr<LinkClient> client;
  REQUIRE(wait_until([&] { return (client = attach(name)) != nullptr; }));
  const ControlId fader = client->table().find("/ch/02/fader"), label = client->table().find("/ch/02/name");
  client->set(fader, -7.25f);
  client->set_text(label, "Bass");
  const ControlId talk = client->table().find("/talk/on");
  client->begin_gesture(talk);  // a key that is down
  client->set(talk, 1);
  REQUIRE(wait_until(
      [&] { return client->value(fader) == -7.25f && client->text(label) == "Bass" && client->holder(talk) >= 0; }));
  REQUIRE(wait_until([&] { return client->value(talk) == 1; }));
  const Table table{kPlan};
  Show left_behind(table);
  CHECK_FALSE(LinkHost::recover(name, left_behind));  // it lives

  console.end(SIGKILL);
  CHECK_FALSE(client->console_is_alive());
  CHECK(refusal(name).find("is gone; start it with: headroom") != std::string::npos);
  REQUIRE(LinkHost::recover(name, left_behind));
  CHECK(left_behind.value(fader) == -7.25f);
  CHECK(left_behind.text(label) == "Bass");
  CHECK(left_behind.value(talk) == 0);  // nobody would hear that the key is let go
  const Table larger{DeskPlan{.channels = 16}};
  Show other(larger);
  CHECK_FALSE(LinkHost::recover(name, other));

  const LanePlan lanes(table);
  const auto successor = LinkHost::create(name, left_behind, lanes);
  REQUIRE(successor);
  const auto again = attach(name);
  REQUIRE(again);
  CHECK(again->value(fader) == -7.25f);
  CHECK_FALSE(client->console_is_alive());  // who holds on to the old segment still sees it dead
}

TEST_CASE("a console that ends in order takes its name away") {
  const DeskName name;
  { const Console console(name); }
  CHECK(refusal(name).find("no desk named") != std::string::npos);
}

}  // namespace
}  // namespace headroom
