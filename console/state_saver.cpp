#include "console/state_saver.h"

#include <filesystem>

#include "console/show_file.h"

namespace headroom {
namespace {

constexpr uint64_t kKeepAfterQuiet_ns = 1'000'000'000;
constexpr uint64_t kTryAgain_ns = 10'000'000'000;  // after the disk has refused the state

// Put together by the disk thread: a large show takes longer than a tick. The desk's table outlives that.
ShowKeeper::MakeText text_of(const Desk& desk) {
  return [show = desk.show(), scenes = desk.scenes()] { return show_text(show, scenes); };
}

}  // namespace

void StateSaver::follow(Desk& desk, uint64_t now_ns) {
  if (desk.take_save_request()) {
    asked_revision_ = desk.edits_applied();
    version_ = version_path(show_path_, std::time(nullptr));
    // First, so that it is there when the save is told. Its folder is the disk thread's to make: a disk may hang.
    const auto version = [folder = folder_of_versions(), text = text_of(desk)] {
      std::error_code unreachable;  // writing says what is wrong with it
      std::filesystem::create_directory(folder, unreachable);
      return text();
    };
    keeper_->write(version_, ShowKeeper::MakeText(version), 0);
    keeper_->write(show_path_, text_of(desk), desk.edits_applied());
  }
  if (seen_revision_ != desk.edits_applied()) {
    seen_revision_ = desk.edits_applied();
    quiet_since_ns_ = now_ns;
  }
  const bool is_quiet = now_ns - quiet_since_ns_ > kKeepAfterQuiet_ns;
  if (!state_path_.empty() && kept_revision_ != seen_revision_ && is_quiet && now_ns >= next_keep_ns_) {
    kept_revision_ = seen_revision_;
    keeper_->write(state_path_, text_of(desk), seen_revision_);
  }
  keep_scenes(desk, now_ns);
  for (const ShowKeeper::Done& done : keeper_->take_done()) {
    if (!done.error.empty()) {
      say_(done.error);
      if (done.path == version_) version_.clear();
      if (done.path == state_path_) {
        kept_revision_ = 0;
        next_keep_ns_ = now_ns + kTryAgain_ns;
      }
      if (done.path == scenes_path_) {
        kept_scenes_.reset();
        next_scenes_ns_ = now_ns + kTryAgain_ns;
      }
    } else if (done.path == show_path_) {
      if (asked_revision_ && done.revision >= *asked_revision_) {
        asked_revision_.reset();
        const std::string name = std::filesystem::path(version_).stem().string();
        say_("Saved " + show_path_ + (name.empty() ? "." : "; this version is " + name + "."));
      }
      desk.saved(done.revision);
    }
  }
}

// A show of nothing but scenes, on a desk that is new otherwise.
void StateSaver::keep_scenes(const Desk& desk, uint64_t now_ns) {
  if (kept_scenes_ == desk.scenes().revision() || now_ns < next_scenes_ns_) return;
  kept_scenes_ = desk.scenes().revision();
  const auto text = [&table = desk.table(), scenes = desk.scenes()] { return show_text(Show(table), scenes); };
  keeper_->write(scenes_path_, text, 0);
}

void StateSaver::finish(const Desk& desk, bool has_run) {
  if (!keeper_) return;
  if (has_run && !state_path_.empty() && kept_revision_ != desk.edits_applied())
    keeper_->write(state_path_, text_of(desk), desk.edits_applied());
  keeper_.reset();
}

}  // namespace headroom
