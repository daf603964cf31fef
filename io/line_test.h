// What is played on one output line of the device and heard on one of its inputs, past the whole desk: a test tone, and
// a probe whose return is recorded to see how late it comes. Both are added to what the desk plays there.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom {

struct DeviceBlock;

class LineTest {
 public:
  static constexpr float kLoudest_dBFS = -20;  // peak, of tone and probe; nothing asked for is louder
  static constexpr float kTone_hz = 1000;
  static constexpr double kToneFadeIn_s = 1.0, kToneFadeOut_s = 0.050;
  static constexpr double kLongestDelay_s = 0.5;  // of a probe's return
  static constexpr int kNoLine = -1;

  // `probe` holds samples of -1...1. Allocates and touches all memory.
  LineTest(double sample_rate, std::vector<float> probe);

  // [control] A sine of `level_dBFS` (peak; at most kLoudest_dBFS) on `output` (0-based), faded in; one that sounds on
  // another output fades out first.
  void play_tone(int output, float level_dBFS);
  void stop_tone() { wanted_.store({}, std::memory_order_relaxed); }

  // [control] Plays the probe on `output` while `input` is recorded (both 0-based). False while another one runs.
  bool start_probe(int output, int input);
  // [control] True once after a probe: recording() is whole, and stays so until the next one is started.
  bool take_finished();
  // What came in, from the frame in which the probe's first sample was played: the probe's length and kLongestDelay_s.
  std::span<const float> recording() const { return recording_; }
  std::span<const float> probe() const { return probe_; }

  // [audio] Adds to block.out and records from block.in, frames `start`...`start + frames`. Wait-free. Lines that the
  // device does not have are silent.
  void process(const DeviceBlock& block, int start, int frames);

 private:
  struct alignas(8) Tone {  // one word, for every compiler
    int32_t output = kNoLine;
    float amplitude = 0;
  };
  enum class Probe : uint8_t { none, wanted, runs, finished };

  void add_tone(const DeviceBlock& block, int start, int frames);
  void run_probe(const DeviceBlock& block, int start, int frames);

  std::vector<float> probe_, recording_;
  std::atomic<Tone> wanted_{Tone{}};
  static_assert(std::atomic<Tone>::is_always_lock_free);
  std::atomic<Probe> state_{Probe::none};
  int probe_output_ = 0, probe_input_ = 0;  // control's while no probe runs, audio's while one does
  size_t position_ = 0;                     // of the recording

  int tone_output_ = kNoLine;  // where the tone sounds now
  float amplitude_ = 0;
  float rise_, fall_;  // of the amplitude, each frame
  double sine_ = 0, cosine_ = 1, turn_sine_, turn_cosine_;
};

}  // namespace headroom
