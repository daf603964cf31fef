#include "console/scene_watch.h"

namespace headroom {
namespace {

constexpr uint64_t kBetween_ns = 100'000'000;

}  // namespace

void SceneWatch::follow(const Desk& desk, bool has_changed, LinkHost& link, uint64_t now_ns) {
  is_due_ = is_due_ || has_changed || scenes_ != desk.scenes().revision();
  if (!is_due_ || now_ns < next_ns_) return;
  is_due_ = false;
  scenes_ = desk.scenes().revision();
  next_ns_ = now_ns + kBetween_ns;
  show(desk, link);
}

void SceneWatch::show(const Desk& desk, LinkHost& link) const {
  const SceneList& scenes = desk.scenes();
  const auto difference_of = [&](int number) {
    if (!scenes.is_used(number)) return SceneDifference{0, std::vector<RecallScopes>(desk.table().strips().size())};
    return difference(desk.scene_coverage(), *scenes.at(number), desk.show());
  };
  const SceneDifference next = difference_of(desk.next_scene());
  SceneStatus status{};
  status.revision = scenes.revision();
  status.edited = static_cast<uint32_t>(difference_of(desk.current_scene()).controls);
  status.next_changes = static_cast<uint32_t>(next.controls);
  for (int number = scenes.used_after(0); number != 0; number = scenes.used_after(number))
    status.used[(number - 1) / 64] |= uint64_t{1} << ((number - 1) % 64);
  for (size_t strip = 0; strip < next.scopes.size(); ++strip)
    link.show_next_scene(static_cast<StripIndex>(strip), next.scopes[strip]);
  link.show_scenes(status);
}

}  // namespace headroom
