// Hands on a desk without threads: several clients, a clock, and addresses instead of numbers.
#pragma once

#include <string>

#include "console/desk.h"

namespace headroom {

inline constexpr int kScreen = 0, kSurface = 1;
inline constexpr uint64_t kSecond_ns = 1'000'000'000;

// A desk, a clock that goes on by 10 ms an edit, and addresses instead of numbers.
class Hands {
 public:
  Desk desk{DeskPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2}, 48000};

  ControlId id(const std::string& address) const { return desk.table().find(address); }
  float value(const std::string& address) const { return desk.show().value(id(address)); }
  const std::string& text(const std::string& address) const { return desk.show().text(id(address)); }

  void set(int client, const std::string& address, float value) {
    Edit edit;
    edit.control = id(address);
    edit.value = value;
    apply(client, edit);
  }
  void set_text(int client, const std::string& address, const std::string& text) {
    Edit edit;
    edit.control = id(address);
    write_text(edit.text, text);
    apply(client, edit);
  }
  void touch(int client, const std::string& address) { gesture(client, id(address), EditKind::begin_gesture); }
  void let_go(int client, const std::string& address) { gesture(client, id(address), EditKind::end_gesture); }
  void gesture(int client, ControlId control, EditKind kind) {
    Edit edit;
    edit.control = control;
    edit.kind = kind;
    apply(client, edit);
  }
  void undo(int client = kScreen) { set(client, "/desk/undo", 1); }
  void redo(int client = kScreen) { set(client, "/desk/redo", 1); }
  void undo_to(double number) {
    Edit edit;
    edit.control = id("/desk/undo");
    edit.kind = EditKind::undo_to;
    edit.value = static_cast<float>(number);
    apply(kScreen, edit);
  }
  void apply(int client, const Edit& edit) { desk.apply(client, edit, now_ns += 10'000'000); }
  void wait_a_second() { now_ns += kSecond_ns; }

  uint64_t now_ns = kSecond_ns;
};

}  // namespace headroom
