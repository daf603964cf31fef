#include "tests/desk_rig.h"

#include <algorithm>
#include <cmath>

#include "console/value_text.h"

namespace headroom {

DeskRig::DeskRig(const DeskPlan& plan, double sample_rate, const KernelTable& kernels, EngineReports* reports)
    : desk_(std::make_unique<Desk>(plan, sample_rate)),
      targets_(desk_->lanes().layout()),
      sound_(static_cast<size_t>(desk_->lanes().layout().outputs)) {
  engine_.prepare(desk_->lanes().layout(), sample_rate, kernels, &targets_, reports);
}

bool DeskRig::set(const std::string& address, const std::string& text) {
  Edit edit;
  edit.control = desk_->table().find(address);
  if (edit.control == kNoControl) return false;
  const auto value = parse_value(desk_->table(), edit.control, text);
  if (!value) return false;
  edit.value = *value;
  desk_->apply(0, edit, 0);
  return true;
}

float DeskRig::value(const std::string& address) const {
  const ControlId id = desk_->table().find(address);
  return id == kNoControl ? NAN : desk_->show().value(id);
}

void DeskRig::publish() {
  if (desk_->update_targets()) targets_.publish(desk_->targets());
}

void DeskRig::run(const Signal& signal, int frames, int block_frames) {
  publish();
  const BankLayout& layout = desk_->lanes().layout();
  std::vector<std::vector<float>> inputs(static_cast<size_t>(layout.inputs),
                                         std::vector<float>(static_cast<size_t>(block_frames)));
  std::vector<const float*> in;
  for (const auto& input : inputs) in.push_back(input.data());
  for (auto& output : sound_) output.assign(static_cast<size_t>(frames), 0.0f);
  std::vector<float*> out(sound_.size());
  for (int done = 0; done < frames;) {
    const int block = std::min(block_frames, frames - done);
    const uint64_t start = engine_.frame();
    for (int input = 0; input < layout.inputs; ++input)
      for (int f = 0; f < block; ++f)
        inputs[static_cast<size_t>(input)][static_cast<size_t>(f)] = signal(input, start + static_cast<uint64_t>(f));
    for (size_t output = 0; output < out.size(); ++output) out[output] = sound_[output].data() + done;
    engine_.process(in.data(), out.data(), block);
    done += block;
  }
}

const std::vector<float>& DeskRig::sound_of(const std::string& address, int side) const {
  const auto& strips = desk_->table().strips();
  const auto found =
      std::find_if(strips.begin(), strips.end(), [&](const DeskStrip& s) { return s.address == address; });
  const auto strip = static_cast<StripIndex>(found - strips.begin());
  const auto& outputs = desk_->table().outputs();
  const auto output = std::find_if(outputs.begin(), outputs.end(), [&](const StripSide& carried) {
    return carried.strip == strip && carried.side == side;
  });
  return sound_[static_cast<size_t>(output - outputs.begin())];
}

float peak_of(const std::vector<float>& sound, size_t from) {
  float peak = 0;
  for (size_t f = from; f < sound.size(); ++f) peak = std::max(peak, std::abs(sound[f]));
  return peak;
}

}  // namespace headroom
