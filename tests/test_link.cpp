// The link between processes: what the console shows arrives, what clients want is heard, and nobody's lie takes
// another one along.
#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <random>

#include "io/atomic_file.h"
#include "tests/link_fixture.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

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
  Show show(client->table());
  client->refresh(show);
  CHECK(show.value(fader) == -6);
  CHECK(show.text(label) == "Größe");
  CHECK(client->set(fader, 3));
  CHECK(client->set_text(label, ""));
  CHECK(wait_until([&] { return client->value(fader) == 3 && client->text(label).empty(); }));
  client->refresh(show);
  CHECK(show.value(fader) == 3);
  CHECK(show.text(label).empty());

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

TEST_CASE("a name or a sentence too long for its place is cut between letters and never inside one") {
  const DeskName name;
  Console console(name);
  std::string umlauts;
  for (int i = 0; i < 300; ++i) umlauts += "ü";  // two bytes each
  const auto whole_letters = [](const std::string& text) {
    return text.size() % 2 == 0 && text.find_first_not_of("ü") == std::string::npos;
  };

  // With "x" in front the cut would fall inside a letter in one of the two.
  for (const std::string& before : {std::string(), std::string("x")}) {
    const auto client = attach(name, before + umlauts);
    REQUIRE(client);
    client->show_lamp(Lamp::in_step, before + umlauts, {{before + umlauts, Lamp::in_step}});
    const auto peers = client->peers();
    REQUIRE(peers.size() == 1);
    for (const std::string& text : {peers[0].name, peers[0].detail, peers[0].boxes.at(0).name}) {
      CHECK(text.starts_with(before));
      CHECK(text.size() > before.size());
      CHECK(whole_letters(text.substr(before.size())));
    }
    console.host->log(before + umlauts);
    LogRecord record{};
    while (client->next_log(record)) continue;  // the newest
    CHECK(std::string(record.sentence).starts_with(before + "ü"));
    CHECK(whole_letters(std::string(record.sentence).substr(before.size())));
  }
}

TEST_CASE("a text that is no UTF-8 loses nothing that fits") {
  char field[8];
  write_text(field, std::string(20, '\x80'));
  CHECK(read_text(field) == std::string(8, '\x80'));
  write_terminated(field, std::string(20, '\xbf'));
  CHECK(read_text(field) == std::string(7, '\xbf'));
  write_terminated(field, "123456\xf0\x9f\x8e\xb8");  // a guitar, whose four bytes do not fit
  CHECK(read_text(field) == "123456");
  write_terminated(field, "1234\xf0\x9f\x8e\xb8");  // its last byte would take the final zero's place
  CHECK(read_text(field) == "1234");
  write_text(field, "1234\xf0\x9f\x8e\xb8");
  CHECK(read_text(field) == "1234\xf0\x9f\x8e\xb8");
}

TEST_CASE("every client reads the undo list: what, from where to where, by whom, and on which side of now it lies") {
  const DeskName name;
  Console console(name);
  REQUIRE(console.host);
  const auto client = attach(name);
  REQUIRE(client);
  constexpr int kGestures = 60;
  for (int i = 0; i < kGestures; ++i) {
    REQUIRE(client->set(console.id("/ch/01/fader"), static_cast<float>(-i)));
    console.tick(1'000'000'000);
  }
  UndoList list{};
  REQUIRE(client->read_undo(list));
  REQUIRE(list.count == kUndoLines);
  CHECK(list.undone == 0);
  CHECK(list.older == kGestures - kUndoLines);
  CHECK(list.lines[0].control == console.id("/ch/01/fader"));
  CHECK(list.lines[0].from == 2 - kGestures);
  CHECK(list.lines[0].to == 1 - kGestures);
  CHECK(list.lines[0].when_ns == console.now_ns);
  CHECK(list.lines[1].when_ns == console.now_ns - 1'000'000'000);
  CHECK(list.lines[0].author.kind == ClientKind::test);
  const StripNames names = [](StripIndex) { return "Vox"; };
  CHECK(words_of(list.lines[0], client->table(), names) == "Vox Fader");

  // As far back as the list shows: as many lie on both sides of now as there is room for.
  REQUIRE(client->undo_to(list.lines[kUndoLines - 1].number));
  console.tick();
  CHECK(client->value(console.id("/ch/01/fader")) == list.lines[kUndoLines - 1].to);
  REQUIRE(client->read_undo(list));
  CHECK(list.undone == 35);
  CHECK(list.newer == 12);
  CHECK(list.count - list.undone == 13);
  CHECK(list.older == 0);

  console.desk.recall(kConsoleItself, Show(client->table()), "church", console.now_ns);
  console.tick();
  REQUIRE(client->read_undo(list));
  CHECK(words_of(list.lines[0], client->table(), names) == "Recalled church");
  CHECK(list.lines[0].author.kind == ClientKind::none);
  CHECK(list.lines[1].to == list.lines[0].from);
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
  for (const size_t bytes :
       {size_t{0}, size_t{1}, size_t{4096}, sizeof(LinkHeader) - 1, sizeof(LinkHeader), size_t{1} << 22}) {
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
    constexpr uint64_t kLies[] = {
        0, 1, 3, 1u << 12, 1u << 30, uint64_t{1} << 62, uint64_t{1} << 63, UINT64_MAX - 63, UINT64_MAX};
    const size_t numbers_end = offsetof(LinkHeader, heartbeat);
    for (int round = 0; round < 120; ++round) {
      std::string bytes = *whole;
      const size_t at = random() % (numbers_end / 8) * 8;
      const uint64_t lie = random() % 2 ? kLies[random() % std::size(kLies)] : random();
      std::memcpy(bytes.data() + at, &lie, sizeof lie);
      for (int i = 0; i < 50; ++i)
        bytes[numbers_end + random() % (bytes.size() - numbers_end)] = static_cast<char>(random());
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
    if (row.unit != Unit::text &&
        !(console.desk.show().value(id) >= row.min && console.desk.show().value(id) <= row.max))
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
