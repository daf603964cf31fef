#include "console/engine.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "console/control_row.h"
#include "console/engine/alignment.h"
#include "console/engine/bank_strip.h"
#include "console/engine/binaural_stage.h"
#include "console/engine/bus_bank.h"
#include "console/engine/bus_history.h"
#include "console/engine/bus_sleep.h"
#include "console/engine/detector_link.h"
#include "console/engine/input_patch.h"
#include "console/engine/mix_matrix.h"
#include "console/engine/output_patch.h"
#include "console/engine/rack_sums.h"
#include "console/engine/test_signal.h"
#include "console/engine/workers.h"
#include "dsp/flush_denormals.h"

namespace headroom {
namespace {

// Limiters one behind the other on one path, at most: group, main, matrix, monitor, and some to spare.
constexpr int kDeepestPath = 6;
// In this time all that a strip without dynamics has ever heard has rung out: behind the longest delay a bell of +18 dB
// at 20 Hz with a Q of 20 (its poles' is 56: 9.7 dB a second) has fallen by 180 dB.
constexpr double kRingOut_s = 20;

// The longest sound can stay in a bank that nothing feeds: in its output's delay, and the same again for all else that
// delays.
int rest_frames(double sample_rate) { return static_cast<int>(2 * kLongestBusDelay_ms * sample_rate / 1000); }

}  // namespace

int ramp_frames(double sample_rate) {
  return 256 * std::max(1, static_cast<int>(std::ceil(sample_rate / 48000)));
}

int useful_workers(const BankLayout& layout) {
  return racks_of(layout.channel_banks) - 1;
}

int meter_frames(double sample_rate) {
  return ramp_frames(sample_rate);
}

struct Engine::State {
  State(const BankLayout& layout, double sample_rate, const KernelTable& kernels, TargetsSource* targets,
        EngineReports* reports, Workers* workers);

  void process(const float* const* in, float* const* out, int frames);
  uint64_t frame() const { return frame_; }

 private:
  void reach_grid();
  void take_targets();
  void put_to_sleep();
  void process_chunk(const float* const* in, float* const* out, int offset, int frames);
  void rest(int channel_bank);
  bool sleeps(int channel_bank) const { return idle_frames_[static_cast<size_t>(channel_bank)] >= ring_out_frames_; }
  void process_channels(const float* const* in, int offset, int frames);
  void process_body(int channel_bank, RackSums& sums, int frames);
  void add_racks(int frames);
  void process_buses(int frames);
  template <class Task>
  void for_each_rack(const Task& task);
  void hand_over_meters();
  void report_restarted_strips(int bank, uint32_t lanes);
  BankStrip& strip(int bank) { return strips_[static_cast<size_t>(bank)]; }
  Block& block(int bank) { return blocks_[static_cast<size_t>(bank)]; }
  BusBank& bus(int bank) { return buses_[static_cast<size_t>(bank - layout_.channel_banks)]; }
  BusSleep& sleep(int bank) { return sleeps_[static_cast<size_t>(bank - layout_.channel_banks)]; }
  bool is_asleep(int bank) { return layout_.is_bus(bank) && sleep(bank).is_asleep(); }
  KeySounds key_sounds() const { return {layout_, heads_, past_buses_, past_grid()}; }
  int past_grid() const { return static_cast<int>(frame_ % kGridFrames); }
  // Frames in which what is aimed now has to arrive; what is aimed at frame 0 is simply there.
  int ramp() const { return frame_ == 0 ? 0 : ramp_frames_; }
  // The same for what nobody hears while the bank sleeps.
  int ramp(int bank) { return is_asleep(bank) ? 0 : ramp(); }

  const BankLayout layout_;
  const int ramp_frames_;
  const int meter_frames_;
  const int ring_out_frames_;
  const uint64_t fault_report_frames_;  // one second: a strip that keeps running away is reported once
  const KernelTable& kernels_;
  TargetsSource* const targets_;
  EngineReports* const reports_;
  Workers* const workers_;  // nullptr: nobody to share with

  std::vector<InputPatch> inputs_;  // per channel bank
  std::vector<int> idle_frames_;    // per channel bank: since when nothing is patched to it, up to ring_out_frames_
  std::vector<BankStrip> strips_;   // per bank
  std::vector<BusBank> buses_;      // per bus bank, behind its strip
  std::vector<BusSleep> sleeps_;    // per bus bank
  std::vector<Block> heads_;        // per channel bank: this chunk behind the head, while some strip is keyed by another
  std::vector<Block> blocks_;       // per bank: this chunk's sound; silence of a bus bank that sleeps
  std::vector<Block> before_equaliser_;  // per channel bank: the same, where a send or an output listens there
  std::vector<RackSums> racks_;     // of channel banks
  MixMatrix mix_;
  Alignment alignment_;
  std::vector<int> late_frames_;  // per bank: how late it hears the channels
  TestSignal oscillator_;
  OscillatorTargets oscillator_targets_;
  BusHistory past_buses_;     // what keys hear of the buses
  bool is_keyed_ = false;     // some strip's detectors hear another strip
  BinauralStage binaural_;
  OutputPatch outputs_;
  std::array<TapTarget, kAudioTaps> taps_;
  std::vector<BankMeters> meters_;
  std::vector<uint64_t> taken_revisions_, taken_bus_revisions_;
  uint64_t taken_outputs_revision_ = 0;
  std::vector<uint64_t> quiet_until_;  // per strip: no further strip_fault event before this frame
  uint64_t frame_ = 0;
};

Engine::State::State(const BankLayout& layout, double sample_rate, const KernelTable& kernels,
                     TargetsSource* targets, EngineReports* reports, Workers* workers)
    : layout_(layout),
      ramp_frames_(ramp_frames(sample_rate)),
      meter_frames_(meter_frames(sample_rate)),
      ring_out_frames_(static_cast<int>(kRingOut_s * sample_rate)),
      fault_report_frames_(static_cast<uint64_t>(sample_rate)),
      kernels_(kernels),
      targets_(targets),
      reports_(reports),
      workers_(workers && workers->threads() > 0 && racks_of(layout.channel_banks) > 1 ? workers : nullptr),
      idle_frames_(static_cast<size_t>(layout.channel_banks), ring_out_frames_),
      heads_(static_cast<size_t>(layout.channel_banks), Block{}),
      blocks_(static_cast<size_t>(layout.banks()), Block{}),
      before_equaliser_(static_cast<size_t>(layout.channel_banks), Block{}),
      racks_(static_cast<size_t>(racks_of(layout.channel_banks)), RackSums(layout.bus_banks)),
      mix_(layout),
      alignment_(layout, kDeepestPath * limiter_latency_frames(sample_rate)),
      late_frames_(static_cast<size_t>(layout.banks()), 0),
      oscillator_(sample_rate),
      past_buses_(layout),
      binaural_(layout, sample_rate),
      outputs_(layout, sample_rate),
      meters_(static_cast<size_t>(layout.banks()), BankMeters{}),
      taken_revisions_(static_cast<size_t>(layout.banks()), 0),
      taken_bus_revisions_(static_cast<size_t>(layout.bus_banks), 0),
      quiet_until_(static_cast<size_t>(layout.banks() * kLanes), 0) {
  for (int bank = 0; bank < layout.banks(); ++bank) {
    strips_.emplace_back(bank, layout, sample_rate, kDeepestPath * limiter_latency_frames(sample_rate));
    if (!layout.is_bus(bank)) inputs_.emplace_back(bank, layout.inputs, static_cast<int>(sample_rate));
  }
  for (int bank = 0; bank < layout.bus_banks; ++bank) {
    buses_.emplace_back(sample_rate);
    sleeps_.emplace_back(rest_frames(sample_rate));
  }
  const Targets neutral(layout);
  for (int bank = 0; bank < layout.banks(); ++bank) strip(bank).aim(neutral.bank(bank), 0);
}

void Engine::State::process(const float* const* in, float* const* out, int frames) {
  const FlushDenormals flush;
  std::optional<Workers::Block> shared;
  if (workers_) shared.emplace(*workers_, frames);
  for (int offset = 0; offset < frames;) {
    if (past_grid() == 0) reach_grid();
    const int chunk = std::min(frames - offset, kGridFrames - past_grid());
    process_chunk(in, out, offset, chunk);
    frame_ += static_cast<uint64_t>(chunk);
    offset += chunk;
    if (frame_ % static_cast<uint64_t>(meter_frames_) == 0) hand_over_meters();
  }
}

void Engine::State::reach_grid() {
  if (frame_ != 0) {
    for (int bank = 0; bank < layout_.banks(); ++bank) report_restarted_strips(bank, strip(bank).advance());
    for (BusBank& bus : buses_) bus.advance();
    mix_.advance();
  }
  take_targets();
  put_to_sleep();
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) bus(bank).follow(ramp(bank));
  alignment_.advance(ramp());
  oscillator_.advance(oscillator_targets_, ramp());
  for (int bank = 0; bank < layout_.channel_banks; ++bank) {
    inputs_[static_cast<size_t>(bank)].advance(strip(bank).input(), ramp(), frame_, reports_);
    strip(bank).advance_delay(ramp());
    rest(bank);
  }
  bool hears_bus = false;
  is_keyed_ = false;
  for (int bank = 0; bank < layout_.banks(); ++bank) {
    strip(bank).advance_keys(ramp(bank), late_frames_);
    hears_bus = hears_bus || strip(bank).hears_bus();
    is_keyed_ = is_keyed_ || strip(bank).hears_others();
  }
  past_buses_.reach_grid(hears_bus);
  binaural_.advance(ramp());
  outputs_.advance(ramp());
}

// A bank that nothing is patched to is silent, and costs nothing, as soon as all that sounded in it has rung out.
void Engine::State::rest(int bank) {
  int& idle_frames = idle_frames_[static_cast<size_t>(bank)];
  if (!inputs_[static_cast<size_t>(bank)].is_unpatched() || strip(bank).has_dynamics()) {
    idle_frames = 0;
  } else if (!sleeps(bank)) {
    idle_frames += kGridFrames;
    if (sleeps(bank)) {
      const auto i = static_cast<size_t>(bank);
      heads_[i] = blocks_[i] = before_equaliser_[i] = Block{};
    }
  }
}

void Engine::State::take_targets() {
  const Targets* targets = targets_ ? targets_->take(frame_) : nullptr;
  if (!targets || targets->layout() != layout_) return;
  for (int bank = 0; bank < layout_.banks(); ++bank) {
    const BankTargets& wanted = targets->bank(bank);
    uint64_t& taken = taken_revisions_[static_cast<size_t>(bank)];
    if (wanted.revision == taken) continue;
    taken = wanted.revision;
    strip(bank).aim(wanted, ramp());
    mix_.aim(bank, wanted, ramp());
    if (!layout_.is_bus(bank)) inputs_[static_cast<size_t>(bank)].aim(wanted);
  }
  for (int bus_bank = 0; bus_bank < layout_.bus_banks; ++bus_bank) {
    const BusTargets& wanted = targets->bus(bus_bank);
    uint64_t& taken = taken_bus_revisions_[static_cast<size_t>(bus_bank)];
    if (wanted.revision == taken) continue;
    taken = wanted.revision;
    buses_[static_cast<size_t>(bus_bank)].aim(wanted, ramp());
    alignment_.aim(bus_bank, wanted);
    late_frames_[static_cast<size_t>(layout_.channel_banks + bus_bank)] = wanted.channels_wait_frames;
  }
  oscillator_targets_ = targets->oscillator();
  binaural_.aim(targets->phones());
  std::copy(targets->taps().begin(), targets->taps().end(), taps_.begin());
  if (targets->outputs_revision() != taken_outputs_revision_) {
    taken_outputs_revision_ = targets->outputs_revision();
    outputs_.aim(targets->outputs());
  }
  if (reports_) {
    reports_->on_event(
        {.kind = EngineEvent::Kind::targets_taken, .frame = frame_, .revision = targets->revision()});
  }
}

void Engine::State::put_to_sleep() {
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) {
    const bool is_fed = mix_.is_fed(bank - layout_.channel_banks) || bus(bank).hears_oscillator() ||
                        (binaural_.plays_into(bank) && binaural_.is_in_use());
    // What ducks a bus goes on while the bus is silent, so that its sound comes back ducked.
    if (!sleep(bank).reach_grid(is_fed || strip(bank).hears_others() || strip(bank).listens_to_key())) continue;
    block(bank) = {};
    strip(bank).forget_sound();
  }
}

// The desk, one line a stage: channels into racks - racks into buses - buses in order - outputs.
void Engine::State::process_chunk(const float* const* in, float* const* out, int offset, int frames) {
  process_channels(in, offset, frames);
  add_racks(frames);
  alignment_.hold_channels(blocks_, frames);
  process_buses(frames);
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) {
    if (is_asleep(bank)) continue;
    bus(bank).delay(block(bank).samples, frames);
    sleep(bank).listen(block(bank).samples, frames);
  }
  outputs_.scatter({blocks_, before_equaliser_}, out, offset, frames);
  if (reports_)
    reports_->on_sound({frame_, frames, blocks_, {in, static_cast<size_t>(layout_.inputs)}, offset, taps_});
}

// Inputs - heads of the strips - bodies - mix. A strip that is keyed by another has to wait for that one's head, and hears
// it as it is before its body; without any, each bank goes through from one end to the other.
void Engine::State::process_channels(const float* const* in, int offset, int frames) {
  const auto process_head = [&](int bank, Block& block) {
    if (sleeps(bank)) return;
    inputs_[static_cast<size_t>(bank)].gather(kernels_, in, offset, block.samples, frames, frame_);
    strip(bank).process_head(kernels_, block.samples, frames);
  };
  for (RackSums& sums : racks_) sums.begin();
  if (is_keyed_) {
    for_each_rack([&](RackSums&, int bank) { process_head(bank, heads_[static_cast<size_t>(bank)]); });
    for_each_rack([&](RackSums& sums, int bank) { process_body(bank, sums, frames); });
  } else {
    for_each_rack([&](RackSums& sums, int bank) {
      process_head(bank, block(bank));
      process_body(bank, sums, frames);
    });
  }
  for (InputPatch& input : inputs_) input.report_faults(reports_);
}

void Engine::State::process_body(int bank, RackSums& sums, int frames) {
  if (sleeps(bank)) return;
  if (is_keyed_) std::copy_n(heads_[static_cast<size_t>(bank)].samples, frames * kLanes, block(bank).samples);
  const bool is_tapped = mix_.hears_before_equaliser(bank) || outputs_.hears_before_equaliser(bank);
  float* tapped = is_tapped ? before_equaliser_[static_cast<size_t>(bank)].samples : nullptr;
  strip(bank).process_body(kernels_, key_sounds(), block(bank).samples, frames, tapped);
  if (is_tapped) mix_.mix_before_equaliser(kernels_, bank, tapped, sums, frames);
  mix_.mix_channels(kernels_, bank, block(bank).samples, sums, frames);
}

// Calls task(sums, bank) for the banks of each rack in their order; racks go side by side where there are workers.
template <class Task>
void Engine::State::for_each_rack(const Task& task) {
  const auto process_rack = [&](int rack) {
    const int end_bank = first_bank_of(rack + 1, layout_.channel_banks);
    for (int bank = first_bank_of(rack, layout_.channel_banks); bank < end_bank; ++bank)
      task(racks_[static_cast<size_t>(rack)], bank);
  };
  const auto racks = static_cast<int>(racks_.size());
  if (workers_) return workers_->run(racks, process_rack);
  for (int rack = 0; rack < racks; ++rack) process_rack(rack);
}

void Engine::State::add_racks(int frames) {
  const float* test_signal = oscillator_.sounds() ? oscillator_.generate(frames) : nullptr;
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) {
    if (is_asleep(bank)) continue;
    float* sum = block(bank).samples;
    bool is_silent = true;
    for (const RackSums& rack : racks_) {
      const float* heard = rack.heard_by(bank - layout_.channel_banks);
      if (!heard) continue;
      if (is_silent) std::copy_n(heard, frames * kLanes, sum);
      for (int i = 0; !is_silent && i < frames * kLanes; ++i) sum[i] += heard[i];
      is_silent = false;
    }
    if (is_silent) std::fill_n(sum, frames * kLanes, 0.0f);
    if (test_signal && bus(bank).hears_oscillator()) bus(bank).add_oscillator(test_signal, sum, frames);
  }
}

// Buses in their order, the two banks of one strip side by side.
void Engine::State::process_buses(int frames) {
  for (int first = layout_.channel_banks; first < layout_.banks();) {
    const int end = first + (layout_.spans(first - layout_.channel_banks) ? 2 : 1);
    if (binaural_.plays_into(first)) binaural_.process(blocks_, past_grid(), frames);
    StripPart parts[kMostParts];
    size_t awake = 0;
    for (int bank = first; bank < end; ++bank)
      if (!is_asleep(bank)) parts[awake++] = {&strip(bank), &bus(bank), block(bank).samples};
    const std::span strips(parts, awake);
    process_strip(kernels_, key_sounds(), strips, frames);
    for (int bank = first; bank < end; ++bank) past_buses_.keep(bank, block(bank).samples, past_grid(), frames);
    process_bus(kernels_, strips, frames);
    for (; first < end; ++first)
      if (!is_asleep(first)) mix_.mix_bus(kernels_, first, blocks_, alignment_, frames);
  }
}

void Engine::State::hand_over_meters() {
  for (int bank = 0; bank < layout_.banks(); ++bank) {
    BankMeters& meters = meters_[static_cast<size_t>(bank)];
    meters = strip(bank).take_meters(meter_frames_);
    meters.limiter_gain.fill(1);
    if (layout_.is_bus(bank)) bus(bank).take_meters(meters, meter_frames_);
  }
  if (reports_) reports_->on_meters(frame_, meter_frames_, meters_);
}

void Engine::State::report_restarted_strips(int bank, uint32_t lanes) {
  for (; lanes != 0; lanes &= lanes - 1) {
    const int lane = __builtin_ctz(lanes);
    uint64_t& quiet_until = quiet_until_[static_cast<size_t>(lane_index(bank, lane))];
    if (reports_ && frame_ >= quiet_until) {
      reports_->on_event({.kind = EngineEvent::Kind::strip_fault,
                          .bank = static_cast<int16_t>(bank),
                          .lane = static_cast<int16_t>(lane),
                          .frame = frame_});
    }
    quiet_until = frame_ + fault_report_frames_;
  }
}

Engine::Engine() = default;
Engine::~Engine() = default;

void Engine::prepare(const BankLayout& layout, double sample_rate, const KernelTable& kernels,
                     TargetsSource* targets, EngineReports* reports, Workers* workers) {
  state_ = std::make_unique<State>(layout, sample_rate, kernels, targets, reports, workers);
}

void Engine::process(const float* const* in, float* const* out, int frames) noexcept {
  state_->process(in, out, frames);
}

uint64_t Engine::frame() const {
  return state_->frame();
}

}  // namespace headroom
