// When the desk is written to disk: its show when somebody saves it, its state by itself when hands have been quiet
// for a second, its scenes at once when one is stored or deleted. Control thread; the writing itself is the disk
// thread's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "console/desk.h"
#include "console/show_keeper.h"
#include "console/show_versions.h"

namespace headroom {

class StateSaver {
 public:
  using Say = std::function<void(const std::string&)>;
  explicit StateSaver(Say say) : say_(std::move(say)), keeper_(std::make_unique<ShowKeeper>()) {}

  // Where Save writes, and where the state goes between runs: empty for a demo, whose mix is nobody's own.
  // The scenes lie in a file of their own, too, for a console that goes on where this one died: the demo's as well.
  void write_to(const std::string& show_path, const std::string& state_path, const std::string& scenes_path) {
    show_path_ = show_path, state_path_ = state_path, scenes_path_ = scenes_path;
  }
  // Where the versions of the show go (console/show_versions.h).
  std::string folder_of_versions() const { return versions_folder(show_path_); }
  // The state on the disk is what the desk stands at.
  void is_kept(const Desk& desk) { kept_revision_ = seen_revision_ = desk.edits_applied(); }

  // Every tick.
  void follow(Desk& desk, uint64_t now_ns);
  // Writes any other file, whole.
  void write(const std::string& path, std::string text) { keeper_->write(path, std::move(text), 0); }
  // Writes what of the state is not kept yet - where `has_run` - and waits until everything is on the disk. The last
  // call.
  void finish(const Desk& desk, bool has_run);

 private:
  Say say_;
  std::unique_ptr<ShowKeeper> keeper_;
  void keep_scenes(const Desk& desk, uint64_t now_ns);

  std::string show_path_, state_path_, scenes_path_;
  std::string version_;                      // of the newest save
  std::optional<uint64_t> asked_revision_;   // what somebody saved, until it is on the disk
  std::optional<uint64_t> kept_scenes_ = 0;  // their revision, 0 while there was none ever; nothing after a failure
  uint64_t next_scenes_ns_ = 0;
  uint64_t kept_revision_ = 0, seen_revision_ = 0, quiet_since_ns_ = 0, next_keep_ns_ = 0;
};

}  // namespace headroom
