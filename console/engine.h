// The mixer's sound: a function of the input samples and of the targets taken, and of nothing else. The same
// input with the same targets at the same frames gives the same bits whatever the block size, whatever the CPU and
// however many threads work. Signal flow: inputs -> channel banks -> (mix) -> bus banks in order -> (mix) -> later bus
// banks; outputs pick any strip.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "console/engine/engine_sound.h"
#include "console/targets.h"
#include "dsp/kernels.h"

namespace headroom {

class Workers;

inline constexpr int kMaxBlockFrames = 8192;

// Frames of one ramp: 256 at 44.1 and 48 kHz, 512 at 88.2 and 96 kHz, ... Always a multiple of kGridFrames.
int ramp_frames(double sample_rate);
// Frames of one meter window: as a ramp.
int meter_frames(double sample_rate);
// How many threads beside the callback's find work on such a desk: 0 below 128 channels, 15 for 1024.
int useful_workers(const BankLayout& layout);

// Where the engine asks for news, at every multiple of kGridFrames. Called on the audio thread: wait-free.
class TargetsSource {
 public:
  virtual ~TargetsSource() = default;
  // The newest targets, or nullptr when there are none since the last call. Valid until the next call.
  virtual const Targets* take(uint64_t frame) noexcept = 0;
};

// Levels of one bank over one meter window; linear.
struct BankMeters {
  std::array<float, kLanes> input_peak;     // after trim
  std::array<float, kLanes> peak;           // channels: pre-fader; buses: post-fader
  std::array<float, kLanes> mean_square;    // at the same point
  std::array<float, kLanes> gate_gain;      // the lowest in the window, 1 = open
  std::array<float, kLanes> comp_gain;      // the lowest in the window without make-up, 1 = no reduction
  std::array<float, kLanes> limiter_gain;   // of buses, the lowest in the window; 1 = no reduction, or no limiter
  std::array<float, kLanes> de_esser_gain;  // the lowest of its band in the window, 1 = no reduction
};

struct EngineEvent {
  enum class Kind : uint8_t {
    targets_taken,    // `revision` sounds from `frame` on (its ramps start there)
    input_fault,      // NaN, Inf or beyond +-1000 on the input of this channel: silent from `frame` on
    input_recovered,  // a second without a fault: the channel fades in from `frame` on
    strip_fault,      // the strip's own sum ran away: the sample is silent, the strip starts afresh at the next
                      // grid frame
  };
  Kind kind;
  int16_t bank = -1;
  int16_t lane = -1;
  uint64_t frame = 0;     // engine time: samples since prepare()
  uint64_t revision = 0;  // of Targets, for targets_taken
};

// Where the engine leaves what it has to tell. Called on the audio thread: wait-free, no allocation, no
// system call.
class EngineReports {
 public:
  virtual ~EngineReports() = default;
  // Once per meter window that ends before `end_frame`, one entry per bank.
  virtual void on_meters(uint64_t end_frame, int frames, std::span<const BankMeters> banks) noexcept = 0;
  virtual void on_event(const EngineEvent& event) noexcept = 0;
  // The next frames of everything, in order, no gaps.
  virtual void on_sound(const EngineSound& sound) noexcept = 0;
};

class Engine {
 public:
  Engine();
  ~Engine();

  // Control thread, while nothing else uses the engine. Allocates and touches all memory; time starts at
  // frame 0, everything neutral and silent. Targets taken at frame 0 apply at once; later ones are reached by
  // ramps. The sources and reports must outlive the engine's use; either may be nullptr.
  // `workers` (console/engine/workers.h), nullptr for none, must outlive the engine's use too and
  // serve no other: they take part in process(), and change nothing but its time.
  void prepare(const BankLayout& layout, double sample_rate, const KernelTable& kernels, TargetsSource* targets,
               EngineReports* reports, Workers* workers = nullptr);

  // Audio thread. `in` has layout.inputs pointers, `out` layout.outputs pointers, each to `frames` samples
  // (0..kMaxBlockFrames); a null input pointer is silence, a null output pointer is not written. in and out
  // may not overlap.
  void process(const float* const* in, float* const* out, int frames) noexcept;

  // Samples processed since prepare(). Audio thread (or while it does not run).
  uint64_t frame() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace headroom
