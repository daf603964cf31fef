// The link between processes: what the console shows arrives, what clients want is heard, and nobody's death or lie
// takes another one along.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <random>

#include "console/desk.h"
#include "console/link/link_client.h"
#include "console/link/link_host.h"
#include "io/atomic_file.h"
#include "tests/child_process.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

constexpr DeskPlan kPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2};

// A desk's name nobody else uses; nothing of it is left behind.
class DeskName {
 public:
  DeskName() : name_("test-link-" + std::to_string(getpid()) + "-" + std::to_string(++count_)) {}
  ~DeskName() { ::unlink(path().c_str()); }
  operator const std::string&() const { return name_; }
  std::string path() const { return *segment_path(name_); }

 private:
  static inline int count_ = 0;
  std::string name_;
};

std::unique_ptr<LinkClient> attach(const std::string& name, const std::string& who = "test") {
  auto client = LinkClient::attach(name, ClientKind::test, who);
  return client ? std::move(*client) : nullptr;
}

std::string refusal(const std::string& name) {
  const auto client = LinkClient::attach(name, ClientKind::test, "test");
  return client ? std::string() : client.error();
}

// What a console is to its link: a desk whose edits come in and whose values go out, in this process.
struct Console {
  Desk desk{kPlan, 48000};
  std::unique_ptr<LinkHost> host;
  std::vector<std::string> lost;
  uint64_t now_ns = 1'000'000'000;

  explicit Console(const std::string& name) {
    auto made = LinkHost::create(name, desk.show(), desk.lanes());
    if (made) host = std::move(*made);
  }
  void tick(uint64_t passed_ns = 1'000'000) {
    now_ns += passed_ns;
    host->beat();
    const auto apply = [&](int client, const Edit& edit) { desk.apply(client, edit, now_ns); };
    const auto gone = [&](int client, const std::string& who) {
      lost.push_back(who);
      desk.release(client);
    };
    host->drain(now_ns, apply, gone);
    host->look_for_lost_clients(now_ns, apply, gone);
    for (const ControlId id : desk.take_changed())
      if (desk.table().row(id).unit == Unit::text)
        host->show_text(id, desk.show().text(id));
      else
        host->show_value(id, desk.show().value(id));
    for (const auto& [id, holder] : desk.take_holder_changes()) host->show_holder(id, holder + 1);
    host->count_revision();
  }
  ControlId id(const char* address) const { return desk.table().find(address); }
};

// A console in a process of its own, until it is killed.
ChildProcess console_process(const std::string& name) {
  return ChildProcess::run([&] {
    Console console(name);
    if (!console.host) return 1;
    console.host->log("The console is up.");
    BankMeters meters{};
    meters.peak.fill(0.25f);
    meters.comp_gain.fill(0.5f);
    const std::vector<BankMeters> banks(static_cast<size_t>(console.desk.lanes().layout().banks()), meters);
    DeskStatus status{};
    status.sample_rate = 48000;
    float left_right[2 * kGridFrames];
    for (int f = 0; f < 2 * kGridFrames; ++f) left_right[f] = f % 2 ? -0.5f : 0.5f;
    for (uint64_t frame = 0;; frame += kGridFrames) {
      console.tick();
      console.host->reports().on_audio(0, frame, left_right);
      console.host->reports().on_meters(frame + kGridFrames, kGridFrames, banks);
      status.frames = frame;
      console.host->show_status(status);
      usleep(1000);
    }
    return 0;
  });
}

TEST_CASE("what the console shows arrives in another process: values, names, meters, audio, log and status") {
  const DeskName name;
  const ChildProcess console = console_process(name);
  std::unique_ptr<LinkClient> client;
  REQUIRE(wait_until([&] { return (client = attach(name)) != nullptr; }));
  CHECK(client->table().plan() == kPlan);
  CHECK(client->console_is_alive());

  const ControlId fader = client->table().find("/ch/02/fader"), label = client->table().find("/ch/02/name");
  CHECK(client->value(fader) == kOff_dB);
  CHECK(client->set(fader, -6));
  CHECK(client->set_text(label, "Größe"));
  CHECK(client->begin_gesture(fader));
  CHECK(wait_until([&] { return client->value(fader) == -6 && client->holder(fader) == client->slot(); }));
  CHECK(wait_until([&] { return client->text(label) == "Größe"; }));
  CHECK(client->strip_name(client->table().strip_of(kChannel, 2)) == "Größe");
  CHECK(client->strip_name(client->table().strip_of(kChannel, 3)) == "Ch 3");
  CHECK(client->copy_show().value(fader) == -6);

  MeterLook look;
  CHECK(wait_until([&] { return client->look_at_meters(look), look.frames > 0; }));
  CHECK(look.banks.at(0).peak[0] == 0.25f);
  CHECK(look.banks.at(0).comp_gain[0] == 0.5f);
  CHECK(wait_until([&] { return client->audio(0).written() >= 1024; }));
  std::vector<float> left(512), right(512);
  const auto copied = client->audio(0).copy_newest(0, left.data(), 512);
  CHECK(client->audio(0).copy_until(copied.end, 1, right.data(), 512).whole);
  CHECK(left == std::vector<float>(512, 0.5f));
  CHECK(right == std::vector<float>(512, -0.5f));
  LogRecord record{};
  CHECK(client->next_log(record));
  CHECK(std::string(record.sentence) == "The console is up.");
  CHECK(wait_until([&] { return client->status().frames > 0; }));
  CHECK(client->status().sample_rate == 48000);
}

TEST_CASE("a look at the meters sums up everything since the last one, and misses no peak") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto client = attach(name);
  REQUIRE(client);
  std::vector<BankMeters> banks(static_cast<size_t>(console.desk.lanes().layout().banks()));
  for (int window = 1; window <= 4; ++window) {
    for (BankMeters& bank : banks) {
      bank.peak.fill(window == 2 ? 0.9f : 0.1f);
      bank.mean_square.fill(static_cast<float>(window));
      bank.comp_gain.fill(window == 3 ? 0.25f : 1.0f);
    }
    console.host->reports().on_meters(static_cast<uint64_t>(window) * 256, 256, banks);
  }
  MeterLook look;
  client->look_at_meters(look);
  CHECK(look.frames == 1024);
  CHECK(look.end_frame == 1024);
  CHECK(look.banks[0].peak[3] == 0.9f);
  CHECK(look.banks[0].mean_square[3] == Approx(2.5f));
  CHECK(look.banks[0].comp_gain[3] == 0.25f);
  client->look_at_meters(look);
  CHECK(look.frames == 0);
  CHECK(look.banks[0].peak[3] == 0.9f);
}

TEST_CASE("edits of every client are heard, each client's in its order") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto one = attach(name), other = attach(name);
  REQUIRE((one && other));
  for (int i = 0; i < 1000; ++i) {
    one->set(console.id("/ch/01/pan"), static_cast<float>(i % 100));
    other->set(console.id("/ch/02/pan"), static_cast<float>(-(i % 100)));
  }
  console.tick();
  CHECK(one->value(console.id("/ch/01/pan")) == 99);
  CHECK(one->value(console.id("/ch/02/pan")) == -99);
  CHECK(console.host->edits_refused() == 0);
}

TEST_CASE("a client that floods the desk is told so, and the desk counts it - nobody waits") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto client = attach(name);
  REQUIRE(client);
  uint64_t taken = 0;
  for (uint32_t i = 0; i < kEditRingEdits + 100; ++i) taken += client->set(console.id("/ch/01/pan"), 1);
  CHECK(taken == kEditRingEdits);
  CHECK(console.host->edits_refused() == 100);
  console.tick();
  CHECK(client->set(console.id("/ch/01/pan"), 2));
}

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

TEST_CASE("a hand that takes a dead hand's place before the console looks keeps what it holds, and nothing else is held") {
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
  for (const size_t at : {offsetof(LinkHeader, magic), offsetof(LinkHeader, version), offsetof(LinkHeader, table_version),
                          offsetof(LinkHeader, channels)})
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
  REQUIRE(wait_until([&] { return client->value(fader) == -7.25f && client->text(label) == "Bass"; }));
  const Table table{kPlan};
  Show left_behind(table);
  CHECK_FALSE(LinkHost::recover(name, left_behind));  // it lives

  console.end(SIGKILL);
  CHECK_FALSE(client->console_is_alive());
  CHECK(refusal(name).find("is gone; start it with: headroom") != std::string::npos);
  REQUIRE(LinkHost::recover(name, left_behind));
  CHECK(left_behind.value(fader) == -7.25f);
  CHECK(left_behind.text(label) == "Bass");
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

// A file under a desk's name, locked as if a console lived behind it.
class FalseSegment {
 public:
  FalseSegment(const std::string& path, const std::string& bytes)
      : file_(open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) close(file_), file_ = -1;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_len = 1;
    if (fcntl(file_, F_OFD_SETLK, &lock) != 0) close(file_), file_ = -1;
  }
  ~FalseSegment() { close(file_); }
  bool is_ready() const { return file_ >= 0; }

 private:
  int file_;
};

TEST_CASE("a segment that is too short or holds something else is refused") {
  const DeskName name;
  const Table table{kPlan};
  Show show(table);
  for (const size_t bytes : {size_t{0}, size_t{1}, size_t{4096}, sizeof(LinkHeader) - 1, sizeof(LinkHeader), size_t{1} << 22}) {
    CAPTURE(bytes);
    {
      const FalseSegment segment(name.path(), std::string(bytes, '\x5a'));
      REQUIRE(segment.is_ready());
      CHECK_FALSE(refusal(name).empty());
    }
    CHECK_FALSE(LinkHost::recover(name, show));
  }
}

// Reads everything a client can read; what it says does not matter, that it comes back does.
void read_everything(LinkClient& client) {
  for (ControlId id = 0; id < client.table().size(); ++id) {
    client.holder(id);
    if (client.table().row(id).unit == Unit::text) client.text(id);
  }
  client.copy_show();
  MeterLook look;
  client.look_at_meters(look);
  LogRecord record;
  for (int i = 0; i < 1000 && client.next_log(record); ++i) {}
  std::vector<float> samples(1024);
  for (int tap = 0; tap < kAudioTaps; ++tap) client.audio(tap).copy_newest(1, samples.data(), 1024);
  client.status();
  client.peers();
}

TEST_CASE("a segment whose header lies crashes nobody, and what it leaves is no state out of range") {
  const DeskName name, false_name;
  const Console console(name);
  REQUIRE(console.host);
  const auto whole = read_whole_file(name.path());
  REQUIRE(whole);
  ChildProcess reader = ChildProcess::run([&] {
    std::mt19937_64 random(7);
    constexpr uint64_t kLies[] = {0, 1, 3, 1u << 12, 1u << 30, uint64_t{1} << 62, uint64_t{1} << 63, UINT64_MAX - 63, UINT64_MAX};
    const size_t numbers_end = offsetof(LinkHeader, heartbeat);
    for (int round = 0; round < 120; ++round) {
      std::string bytes = *whole;
      const size_t at = random() % (numbers_end / 8) * 8;
      const uint64_t lie = random() % 2 ? kLies[random() % std::size(kLies)] : random();
      std::memcpy(bytes.data() + at, &lie, sizeof lie);
      for (int i = 0; i < 50; ++i) bytes[numbers_end + random() % (bytes.size() - numbers_end)] = static_cast<char>(random());
      {
        const FalseSegment segment(false_name.path(), bytes);
        if (!segment.is_ready()) return 1;
        if (auto client = LinkClient::attach(false_name, ClientKind::test, "test")) read_everything(**client);
      }
      Show show(console.desk.table());
      LinkHost::recover(false_name, show);
      for (ControlId id = 0; id < show.table().size(); ++id) {
        const ControlRow& row = show.table().row(id);
        if (row.unit != Unit::text && !(show.value(id) >= row.min && show.value(id) <= row.max)) return 2;
      }
    }
    return 0;
  });
  CHECK(reader.wait() == 0);
}

TEST_CASE("a console takes whatever a client writes into its own place") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto client = attach(name);
  REQUIRE(client);
  const size_t slot_at = offsetof(LinkHeader, slots) + static_cast<size_t>(client->slot()) * sizeof(ClientSlot);
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    std::string garbage(sizeof(ClientSlot), '\0');
    for (char& byte : garbage) byte = static_cast<char>(random());
    std::fstream file(name.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(slot_at));
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size())).flush();
    console.tick();
  }
  for (ControlId id = 0; id < console.desk.table().size(); ++id) {
    const ControlRow& row = console.desk.table().row(id);
    if (row.unit != Unit::text && !(console.desk.show().value(id) >= row.min && console.desk.show().value(id) <= row.max))
      FAIL(console.desk.table().address(id));
  }
  const auto other = attach(name);
  REQUIRE(other);
  other->set(console.id("/ch/08/trim"), 3);
  console.tick();
  CHECK(other->value(console.id("/ch/08/trim")) == 3);
}

}  // namespace
}  // namespace headroom
