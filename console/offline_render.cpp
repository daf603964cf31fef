#include "console/offline_render.h"

#include <algorithm>

#include "console/surround.h"

namespace headroom {

OfflineRender::OfflineRender(Desk& desk, std::span<const Stem> stems, std::vector<TimedEdit> edits,
                             std::vector<StripIndex> strips, int workers)
    : desk_(desk),
      stems_(stems),
      edits_(std::move(edits)),
      workers_(std::min(workers, useful_workers(desk.lanes().layout())), Workers::Pace::back_to_back,
               desk.sample_rate()) {
  for (const StripIndex strip : strips) {
    first_lanes_.push_back(heard_.size());
    const std::vector<int> sides = sides_in_file(desk.show(), strip);
    for (int side = 0; side <= *std::max_element(sides.begin(), sides.end()); ++side)
      heard_.push_back({desk.lanes().lane_of({strip, side}), std::vector<float>(kMaxBlockFrames)});
  }
  const BankLayout& layout = desk.lanes().layout();
  inputs_.resize(static_cast<size_t>(layout.inputs));
  stem_ends_.resize(std::min(stems.size(), inputs_.size()));
  no_outputs_.resize(static_cast<size_t>(layout.outputs));
  engine_.prepare(layout, desk.sample_rate(), choose_kernels(), this, this, &workers_);
}

void OfflineRender::render(int frames) {
  block_start_ = engine_.frame();
  for (size_t input = 0; input < stem_ends_.size(); ++input) inputs_[input] = next_samples(input, frames);
  engine_.process(inputs_.data(), no_outputs_.data(), frames);
}

const float* OfflineRender::sound(size_t index, int side) const {
  return heard_[first_lanes_[index] + static_cast<size_t>(side)].samples.data();
}

std::vector<std::string> OfflineRender::take_notes() { return std::exchange(notes_, {}); }

const float* OfflineRender::next_samples(size_t input, int frames) {
  const std::vector<float>& samples = stems_[input].samples;
  const auto at = static_cast<size_t>(block_start_), wanted = static_cast<size_t>(frames);
  if (at >= samples.size()) return nullptr;  // silence
  if (samples.size() - at >= wanted) return samples.data() + at;
  std::vector<float>& end = stem_ends_[input];
  end.assign(samples.begin() + static_cast<std::ptrdiff_t>(at), samples.end());
  end.resize(wanted);
  return end.data();
}

const Targets* OfflineRender::take(uint64_t frame) noexcept {
  for (; next_edit_ < edits_.size() && edits_[next_edit_].frame <= frame; ++next_edit_) {
    const auto now_ns = static_cast<uint64_t>(static_cast<double>(frame) / desk_.sample_rate() * 1e9);
    desk_.apply(kConsoleItself, edits_[next_edit_].edit, now_ns);
  }
  return desk_.update_targets() ? &desk_.targets() : nullptr;
}

void OfflineRender::on_event(const EngineEvent& event) noexcept {
  if (event.kind != EngineEvent::Kind::input_fault && event.kind != EngineEvent::Kind::strip_fault) return;
  const int strip = desk_.lanes().strip_at(event.bank, event.lane);
  if (strip < 0) return;
  notes_.push_back(desk_.show().strip_name(static_cast<StripIndex>(strip)) + " was silenced at frame " +
                   std::to_string(event.frame) +
                   (event.kind == EngineEvent::Kind::input_fault
                        ? ": its input holds what is no sound (NaN, infinite, or above +60 dBFS)."
                        : ": its processing ran away."));
}

void OfflineRender::on_sound(const EngineSound& sound) noexcept {
  for (HeardLane& lane : heard_) sound.copy(lane.source, lane.samples.data() + (sound.first_frame - block_start_));
}

}  // namespace headroom
