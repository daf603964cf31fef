// A desk with its engine and nothing else: controls are set as a person writes them, sound goes in, sound comes out.
// No thread, no device, no link; time is the engine's own count of frames.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "console/desk.h"
#include "console/engine.h"
#include "console/live_targets.h"

namespace headroom {

// A desk large enough for every kind of strip, small enough to be quick.
inline constexpr DeskPlan kSmallPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2};

class DeskRig {
 public:
  explicit DeskRig(const DeskPlan& plan = kSmallPlan, double sample_rate = 48000,
                   const KernelTable& kernels = choose_kernels(), EngineReports* reports = nullptr);

  Desk& desk() { return *desk_; }
  Engine& engine() { return engine_; }

  // Puts `text` ("-6 dB", "on", "L35") on the control; false when either is not of this desk.
  bool set(const std::string& address, const std::string& text);
  float value(const std::string& address) const;
  // Hands what has been set to the engine, as a tick of the control thread does.
  void publish();

  // The sample of an input (0..) at a frame of engine time.
  using Signal = std::function<float(int input, uint64_t frame)>;
  // Runs `frames` in blocks of `block_frames`; sound()[output] holds what came out, from the first frame on.
  void run(const Signal& signal, int frames, int block_frames = 64);
  const std::vector<std::vector<float>>& sound() const { return sound_; }
  // What came out of a strip's own output: "/main", "/aux/01"; side 0 left or mono, 1 right.
  const std::vector<float>& sound_of(const std::string& strip, int side = 0) const;

 private:
  std::unique_ptr<Desk> desk_;
  LiveTargets targets_;
  Engine engine_;
  std::vector<std::vector<float>> sound_;
};

// The largest absolute sample of `sound` from frame `from` on.
float peak_of(const std::vector<float>& sound, size_t from = 0);

}  // namespace headroom
