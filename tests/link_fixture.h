// What tests of the link share: a desk's name that is nobody else's, a console reduced to its link, clients.
#pragma once

#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "console/desk.h"
#include "console/link/link_client.h"
#include "console/link/link_host.h"
#include "console/link/undo_list.h"
#include "tests/child_process.h"

namespace headroom {

inline constexpr DeskPlan kPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2};

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

inline std::unique_ptr<LinkClient> attach(const std::string& name, const std::string& who = "test") {
  auto client = LinkClient::attach(name, ClientKind::test, who);
  return client ? std::move(*client) : nullptr;
}

inline std::string refusal(const std::string& name) {
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
    const auto apply = [&](int client, const Edit& edit) {
      desk.introduce(client, host->author(client));
      desk.apply(client, edit, now_ns);
    };
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
    for (const auto& [id, holder] : desk.take_holder_changes()) host->show_holder(id, holder);
    host->show_undo(undo_list(desk.history(), 0));
    host->count_revision();
  }
  ControlId id(const char* address) const { return desk.table().find(address); }
};

// A console in a process of its own, until it is killed.
inline ChildProcess console_process(const std::string& name) {
  return ChildProcess::run([&] {
    Console console(name);
    if (!console.host) return 1;
    console.host->log("The console is up.");
    BankMeters meters{};
    meters.peak.fill(0.25f);
    meters.comp_gain.fill(0.5f);
    meters.de_esser_gain.fill(1);
    const std::vector<BankMeters> banks(static_cast<size_t>(console.desk.lanes().layout().banks()), meters);
    DeskStatus status{};
    status.sample_rate = 48000;
    const std::vector<float> left(kGridFrames, 0.5f), right(kGridFrames, -0.5f);
    const float* const inputs[] = {left.data(), right.data()};
    TapTarget stereo;
    stereo.source[0] = engine_input(0);
    stereo.source[1] = engine_input(1);
    stereo.lanes = 2;
    for (uint64_t frame = 0;; frame += kGridFrames) {
      console.tick();
      console.host->reports().on_sound({frame, kGridFrames, {}, inputs, 0, {&stereo, 1}, {}});
      console.host->reports().on_meters(frame + kGridFrames, kGridFrames, banks);
      status.frames = frame;
      console.host->show_status(status);
      usleep(1000);
    }
    return 0;
  });
}

}  // namespace headroom
