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

int ramp_frames(double sample_rate) { return 256 * std::max(1, static_cast<int>(std::ceil(sample_rate / 48000))); }

int useful_workers(const BankLayout& layout) { return racks_of(layout.channel_banks) - 1; }

int meter_frames(double sample_rate) { return ramp_frames(sample_rate); }

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
  bool is_idle(int channel_bank) const;
  bool sleeps(int channel_bank) const { return idle_frames_[static_cast<size_t>(channel_bank)] >= ring_out_frames_; }
  void process_channels(const float* const* in, int offset, int frames);
  void process_head(const float* const* in, int channel_bank, float* sound, int offset, int frames);
  void process_channel_bank(const float* const* in, int channel_bank, RackSums& sums, int offset, int frames);
  void add_racks(int frames);
  void process_buses(int frames);
  template <class Task>
  void share(int tasks, const Task& task);
  void find_keys_heard();
  bool meters_are_due(int frames) const {
    return (frame_ + static_cast<uint64_t>(frames)) % static_cast<uint64_t>(meter_frames_) == 0;
  }
  void take_meters(int bank);
  void hand_over_meters();
  void report_restarted_strips(int bank, uint32_t lanes);
  BankStrip& strip(int bank) { return strips_[static_cast<size_t>(bank)]; }
  Block& block(int bank) { return blocks_[static_cast<size_t>(bank)]; }
  BusBank& bus(int bank) { return buses_[static_cast<size_t>(bank - layout_.channel_banks)]; }
  BusSleep& sleep(int bank) { return sleeps_[static_cast<size_t>(bank - layout_.channel_banks)]; }
  bool is_at_rest(int bank) const { return !layout_.is_bus(bank) && is_at_rest_[static_cast<size_t>(bank)] != 0; }
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
  std::vector<int> inputs_heard_;   // per lane of the channel banks, as their InputPatch has it
  std::vector<int> idle_frames_;    // per channel bank: since when nothing is patched to it, up to ring_out_frames_
  // Per channel bank: nothing of it has to be brought up to date at the next grid frame, nor has it anything to report.
  // On a large desk that is most of them, and their memory may be in another core's cache.
  std::vector<uint8_t> is_at_rest_;
  std::vector<BankStrip> strips_;  // per bank
  std::vector<BusBank> buses_;     // per bus bank, behind its strip
  std::vector<BusSleep> sleeps_;   // per bus bank
  std::vector<Block> heads_;       // per channel bank: this chunk behind the head, where some strip is keyed by that
  std::vector<uint8_t> is_head_heard_;   // per channel bank
  std::vector<int> heads_heard_;         // those banks
  std::vector<Block> blocks_;            // per bank: this chunk's sound; silence of a bus bank that sleeps
  std::vector<Block> before_equaliser_;  // per channel bank: the same, where a send or an output listens there
  std::vector<RackSums> racks_;          // of channel banks
  MixMatrix mix_;
  Alignment alignment_;
  std::vector<int> late_frames_;  // per bank: how late it hears the channels
  TestSignal oscillator_;
  OscillatorTargets oscillator_targets_;
  BusHistory past_buses_;      // what keys hear of the buses
  bool is_bus_heard_ = false;  // by some strip's detectors
  BinauralStage binaural_;
  OutputPatch outputs_;
  std::array<TapTarget, kAudioTaps> taps_;
  std::vector<BankMeters> meters_;
  std::vector<uint64_t> taken_revisions_, taken_strip_revisions_, taken_bus_revisions_;
  uint64_t taken_outputs_revision_ = 0;
  std::vector<uint64_t> quiet_until_;  // per strip: no further strip_fault event before this frame
  uint64_t frame_ = 0;
};

Engine::State::State(const BankLayout& layout, double sample_rate, const KernelTable& kernels, TargetsSource* targets,
                     EngineReports* reports, Workers* workers)
    : layout_(layout),
      ramp_frames_(ramp_frames(sample_rate)),
      meter_frames_(meter_frames(sample_rate)),
      ring_out_frames_(static_cast<int>(kRingOut_s * sample_rate)),
      fault_report_frames_(static_cast<uint64_t>(sample_rate)),
      kernels_(kernels),
      targets_(targets),
      reports_(reports),
      workers_(workers && workers->threads() > 0 && racks_of(layout.channel_banks) > 1 ? workers : nullptr),
      inputs_heard_(static_cast<size_t>(layout.channel_banks * kLanes), kNoSource),
      idle_frames_(static_cast<size_t>(layout.channel_banks), ring_out_frames_),
      is_at_rest_(static_cast<size_t>(layout.channel_banks), 0),
      heads_(static_cast<size_t>(layout.channel_banks), Block{}),
      is_head_heard_(static_cast<size_t>(layout.channel_banks), 0),
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
      taken_strip_revisions_(static_cast<size_t>(layout.banks()), 0),
      taken_bus_revisions_(static_cast<size_t>(layout.bus_banks), 0),
      quiet_until_(static_cast<size_t>(layout.banks() * kLanes), 0) {
  heads_heard_.assign(static_cast<size_t>(layout.channel_banks), 0);  // touches what the callback is to fill
  heads_heard_.clear();
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
    if (meters_are_due(0)) hand_over_meters();
  }
}

void Engine::State::reach_grid() {
  if (frame_ != 0) {
    for (int bank = 0; bank < layout_.banks(); ++bank)
      if (!is_at_rest(bank)) report_restarted_strips(bank, strip(bank).advance());
    for (BusBank& bus : buses_) bus.advance();
    mix_.advance();
  }
  take_targets();
  put_to_sleep();
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) bus(bank).follow(ramp(bank));
  alignment_.advance(ramp());
  oscillator_.advance(oscillator_targets_, ramp());
  for (int bank = 0; bank < layout_.channel_banks; ++bank) {
    if (is_at_rest(bank)) continue;
    InputPatch& input = inputs_[static_cast<size_t>(bank)];
    input.advance(strip(bank).input(), ramp(), frame_, reports_);
    std::copy(input.sources().begin(), input.sources().end(), inputs_heard_.begin() + lane_index(bank, 0));
    strip(bank).advance_delay(ramp());
    rest(bank);
  }
  bool keys_change = false;
  for (int bank = 0; bank < layout_.banks(); ++bank)
    if (!is_at_rest(bank)) keys_change |= strip(bank).advance_keys(ramp(bank), late_frames_);
  if (keys_change) find_keys_heard();
  past_buses_.reach_grid(is_bus_heard_);
  binaural_.advance(ramp());
  outputs_.advance(ramp());
}

bool Engine::State::is_idle(int bank) const {
  return inputs_[static_cast<size_t>(bank)].is_unpatched() && !strips_[static_cast<size_t>(bank)].has_dynamics();
}

// A bank that nothing is patched to is silent, and costs nothing, as soon as all that sounded in it has rung out.
void Engine::State::rest(int bank) {
  int& idle_frames = idle_frames_[static_cast<size_t>(bank)];
  if (!is_idle(bank)) {
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
    mix_.aim(bank, wanted, ramp());
    uint64_t& taken_strip = taken_strip_revisions_[static_cast<size_t>(bank)];
    if (wanted.strip_revision == taken_strip) continue;
    taken_strip = wanted.strip_revision;
    strip(bank).aim(wanted, ramp());
    if (layout_.is_bus(bank)) continue;
    inputs_[static_cast<size_t>(bank)].aim(wanted);
    is_at_rest_[static_cast<size_t>(bank)] = 0;
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
    reports_->on_event({.kind = EngineEvent::Kind::targets_taken, .frame = frame_, .revision = targets->revision()});
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

// Whom the detectors of all strips hear: a channel whose head is heard has it ready before the first body.
void Engine::State::find_keys_heard() {
  std::fill(is_head_heard_.begin(), is_head_heard_.end(), uint8_t{0});
  is_bus_heard_ = false;
  for (int bank = 0; bank < layout_.banks(); ++bank) {
    strip(bank).mark_heads_heard(is_head_heard_);
    is_bus_heard_ = is_bus_heard_ || strip(bank).hears_bus();
  }
  heads_heard_.clear();
  for (int bank = 0; bank < layout_.channel_banks; ++bank)
    if (is_head_heard_[static_cast<size_t>(bank)] != 0) heads_heard_.push_back(bank);
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
    reports_->on_sound(
        {frame_, frames, blocks_, {in, static_cast<size_t>(layout_.inputs)}, offset, taps_, inputs_heard_});
}

// Inputs - heads of the strips - bodies - mix. A strip that is keyed by another has to wait for that one's head, and
// hears it as it is before its body; all other banks go through from one end to the other.
void Engine::State::process_channels(const float* const* in, int offset, int frames) {
  share(static_cast<int>(heads_heard_.size()), [&](int i) {
    const int bank = heads_heard_[static_cast<size_t>(i)];
    process_head(in, bank, heads_[static_cast<size_t>(bank)].samples, offset, frames);
  });
  share(static_cast<int>(racks_.size()), [&](int rack) {
    RackSums& sums = racks_[static_cast<size_t>(rack)];
    sums.begin();
    const int end_bank = first_bank_of(rack + 1, layout_.channel_banks);
    for (int bank = first_bank_of(rack, layout_.channel_banks); bank < end_bank; ++bank)
      process_channel_bank(in, bank, sums, offset, frames);
  });
  for (int bank = 0; bank < layout_.channel_banks; ++bank)
    if (!is_at_rest(bank)) inputs_[static_cast<size_t>(bank)].report_faults(reports_);
}

void Engine::State::process_head(const float* const* in, int bank, float* sound, int offset, int frames) {
  if (sleeps(bank)) return;
  inputs_[static_cast<size_t>(bank)].gather(kernels_, in, offset, sound, frames, frame_);
  strip(bank).process_head(kernels_, sound, frames);
}

void Engine::State::process_channel_bank(const float* const* in, int bank, RackSums& sums, int offset, int frames) {
  const auto i = static_cast<size_t>(bank);
  if (!sleeps(bank)) {
    float* sound = blocks_[i].samples;
    if (is_head_heard_[i] != 0)
      std::copy_n(heads_[i].samples, frames * kLanes, sound);
    else
      process_head(in, bank, sound, offset, frames);
    const bool is_tapped = mix_.hears_before_equaliser(bank) || outputs_.hears_before_equaliser(bank);
    float* tapped = is_tapped ? before_equaliser_[i].samples : nullptr;
    strip(bank).process_body(kernels_, key_sounds(), sound, frames, tapped);
    if (is_tapped) mix_.mix_before_equaliser(kernels_, bank, tapped, sums, frames);
    mix_.mix_channels(kernels_, bank, sound, sums, frames);
    // Written where it changes only: the neighbours belong to other threads.
    const uint8_t is_at_rest = inputs_[i].is_at_rest() && strip(bank).is_at_rest() && !is_idle(bank) ? 1 : 0;
    if (is_at_rest_[i] != is_at_rest) is_at_rest_[i] = is_at_rest;
  }
  if (meters_are_due(frames)) take_meters(bank);
}

// Calls task(0) ... task(tasks - 1), side by side where there are workers.
template <class Task>
void Engine::State::share(int tasks, const Task& task) {
  if (workers_ && tasks > 1) return workers_->run(tasks, task);
  for (int i = 0; i < tasks; ++i) task(i);
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

void Engine::State::take_meters(int bank) {
  BankMeters& meters = meters_[static_cast<size_t>(bank)];
  meters = strip(bank).take_meters(meter_frames_);
  meters.limiter_gain.fill(1);
  if (layout_.is_bus(bank)) bus(bank).take_meters(meters, meter_frames_);
}

// Those of the channels were taken with the channels.
void Engine::State::hand_over_meters() {
  for (int bank = layout_.channel_banks; bank < layout_.banks(); ++bank) take_meters(bank);
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

void Engine::prepare(const BankLayout& layout, double sample_rate, const KernelTable& kernels, TargetsSource* targets,
                     EngineReports* reports, Workers* workers) {
  state_ = std::make_unique<State>(layout, sample_rate, kernels, targets, reports, workers);
}

void Engine::process(const float* const* in, float* const* out, int frames) noexcept {
  state_->process(in, out, frames);
}

uint64_t Engine::frame() const { return state_->frame(); }

}  // namespace headroom
