#include "console/verbs/bench_desk.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <random>
#include <string_view>

#include "console/curve.h"
#include "console/key_source.h"

namespace headroom {
namespace {

// -12 dBFS: above the gates' and compressors' thresholds most of the time.
constexpr float kNoisePeak = 0.25f;
constexpr float kLowFader_dB = -7, kHighFader_dB = -6;

void set(Desk& desk, ControlId control, float value) {
  Edit edit;
  edit.control = control;
  edit.value = value;
  desk.apply(kConsoleItself, edit, 0);
}

void set(Desk& desk, StripIndex strip, Param param, float value, int repeat = 0) {
  set(desk, desk.table().id(strip, param, repeat), value);
}

bool ends_with(const ControlRow& row, std::initializer_list<std::string_view> words) {
  const std::string_view address(row.address);
  const std::string_view last_word = address.substr(address.rfind('/') + 1);
  return std::find(words.begin(), words.end(), last_word) != words.end();
}

// Switches on, except those that would take the sound away; of the choices that differ in cost the last, which is the
// dearest; keys from channel 1; amounts a tenth of their travel off their default, so that no stage is neutral.
float working_value(const ControlRow& row) {
  if (ends_with(row, {"mute", "solo", "listen"})) return row.standard;
  if (row.unit == Unit::on_off || ends_with(row, {"slope", "filter", "detector"})) return row.max;
  if (row.unit == Unit::key) return value_of(KeySource{kChannel, 1});
  if (row.curve == Curve::steps) return row.standard;
  const float position = position_of(row, row.standard);
  return value_at(row, position < 0.75f ? position + 0.1f : position - 0.1f);
}

void switch_everything_on(Desk& desk, StripIndex index) {
  const DeskStrip& strip = desk.table().strip(index);
  for (ControlId id = strip.first_control; id < strip.first_control + strip.controls; ++id) {
    const ControlRow& row = desk.table().row(id);
    if (row.unit != Unit::text && !(row.flags & kNotSaved)) set(desk, id, working_value(row));
  }
}

void switch_on_four_bells(Desk& desk, StripIndex strip) {
  constexpr struct { float freq_hz, gain_dB; } kBells[] = {{100, 3}, {400, -3}, {2500, 3}, {10000, -3}};
  set(desk, strip, Param::eq_on, 1);
  for (int band = 0; band < static_cast<int>(std::size(kBells)); ++band) {
    set(desk, strip, eq_band(band, EqBandPart::type), 0);
    set(desk, strip, eq_band(band, EqBandPart::freq), kBells[band].freq_hz);
    set(desk, strip, eq_band(band, EqBandPart::gain), kBells[band].gain_dB);
    set(desk, strip, eq_band(band, EqBandPart::q), 1);
  }
}

void switch_on_compressor(Desk& desk, StripIndex strip) {
  set(desk, strip, Param::comp_on, 1);
  set(desk, strip, Param::comp_threshold, -24);
  set(desk, strip, Param::comp_makeup, 3);
}

void set_channel(Desk& desk, StripIndex channel, BenchStrip work) {
  if (work == BenchStrip::full) switch_everything_on(desk, channel);
  if (work != BenchStrip::flat) {
    set(desk, channel, Param::trim, 1);
    set(desk, channel, Param::hp_on, 1);
    set(desk, channel, Param::gate_on, 1);
    switch_on_four_bells(desk, channel);
    switch_on_compressor(desk, channel);
  }
  const int number = desk.table().strip(channel).number, groups = desk.table().plan().groups;
  if (groups > 0) set(desk, channel, Param::to_group, 1, number % groups);
  set(desk, channel, Param::fader, kHighFader_dB);
  set(desk, channel, Param::pan, static_cast<float>(number % 21) * 10 - 100);
  for (int aux = 0; aux < desk.table().plan().auxes; ++aux) set(desk, channel, Param::send_level, -10, aux);
}

void set_desk(Desk& desk, BenchStrip work) {
  for (int number = 1; number <= desk.table().plan().channels; ++number)
    set_channel(desk, desk.table().strip_of(kChannel, number), work);
  for (int number = 1; work != BenchStrip::flat && number <= desk.table().plan().groups; ++number) {
    switch_on_four_bells(desk, desk.table().strip_of(kGroup, number));
    switch_on_compressor(desk, desk.table().strip_of(kGroup, number));
  }
  const StripIndex main = desk.table().strip_of(kMain);
  if (work == BenchStrip::full) switch_everything_on(desk, main);
  if (work != BenchStrip::flat) {
    switch_on_four_bells(desk, main);
    set(desk, main, Param::limiter_on, 1);
  }
  set(desk, main, Param::fader, 0);
}

void set_faders(Desk& desk, float dB) {
  for (int number = 1; number <= desk.table().plan().channels; ++number)
    set(desk, desk.table().strip_of(kChannel, number), Param::fader, dB);
}

Targets targets_of(Desk& desk) {
  desk.update_targets();
  return desk.targets();
}

std::vector<float> noise(size_t frames) {
  std::minstd_rand random(1);
  std::vector<float> samples(frames);
  for (float& x : samples)
    x = kNoisePeak * (2 * static_cast<float>(random()) / static_cast<float>(std::minstd_rand::max()) - 1);
  return samples;
}

}  // namespace

const Targets* BenchTargets::take(uint64_t frame) noexcept {
  if (frame == 0) return &high;
  if (swing_frames == 0 || frame % swing_frames != 0) return nullptr;
  return frame / swing_frames % 2 ? &low : &high;
}

BenchDesk::BenchDesk(const BenchRequest& request)
    : block_frames_(request.block_frames),
      desk_({.channels = request.channels, .auxes = request.auxes, .groups = request.groups, .matrices = 0, .dcas = 8},
            request.sample_rate),
      workers_(std::min(request.workers, useful_workers(desk_.lanes().layout())), Workers::Pace::back_to_back,
               request.sample_rate),
      noise_(noise(static_cast<size_t>(request.sample_rate) + static_cast<size_t>(request.block_frames))) {
  set_desk(desk_, request.strip);
  targets_.high = targets_of(desk_);
  set_faders(desk_, kLowFader_dB);
  targets_.low = targets_of(desk_);
  if (request.moving_faders) targets_.swing_frames = static_cast<uint64_t>(ramp_frames(request.sample_rate));

  const BankLayout& layout = desk_.lanes().layout();
  engine_.prepare(layout, request.sample_rate, *request.kernels, &targets_, nullptr, &workers_);
  const auto block = static_cast<size_t>(block_frames_);
  in_.resize(static_cast<size_t>(layout.inputs));
  out_samples_.resize(static_cast<size_t>(layout.outputs) * block);
  // A device has outputs for what is heard: the lanes of loudspeakers that the main does not have need none.
  for (size_t i = 0; i < static_cast<size_t>(layout.outputs); ++i)
    out_.push_back(targets_.high.outputs()[i].source == kNoSource ? nullptr : out_samples_.data() + i * block);
}

void BenchDesk::hear_next_block() {
  const size_t second = noise_.size() - static_cast<size_t>(block_frames_);
  for (size_t i = 0; i < in_.size(); ++i) in_[i] = noise_.data() + (heard_ + i * 997) % second;
  heard_ += static_cast<size_t>(block_frames_);
}

}  // namespace headroom
