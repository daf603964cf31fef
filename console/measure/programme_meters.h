// All meters that look at a whole programme, fed with it piece by piece: what `headroom measure` says about a file.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "console/measure/file_layout.h"
#include "dsp/meters/loudness.h"
#include "dsp/meters/over_counter.h"
#include "dsp/meters/true_peak.h"

namespace headroom {

// Linear; full scale is 1.
struct ChannelLevels {
  float sample_peak = 0, true_peak = 0;
  double squares = 0, sum = 0;  // over all frames
  OverCounter overs;
};

// A reading ten times a second of the programme.
struct SeriesRow {
  double seconds;  // where its last window ends
  double momentary_LUFS, short_term_LUFS;
  float sample_peak, true_peak;  // the largest of any channel since the row before, linear
};

class ProgrammeMeters {
 public:
  ProgrammeMeters(const FileLayout& layout, double sample_rate);

  // The next frames, channels[channel][frame], full scale 1.
  void process(const float* const* channels, int frames);
  // The programme is over: what the meters still hold back is read.
  void finish();

  int64_t frames() const { return frames_; }
  const LoudnessMeter& loudness() const { return loudness_; }
  const std::vector<ChannelLevels>& channels() const { return channels_; }
  const std::vector<SeriesRow>& series() const { return series_; }

  // Of all channels together. dB values are -infinity for silence.
  double sample_peak_dBFS() const;
  double true_peak_dBTP() const;
  double rms_dBFS() const;  // AES17: a sine at full scale reads 0
  int64_t overs() const;
  // True peak over integrated loudness, and the least of true peak over short-term loudness, both of the same 3 s; how
  // much room the programme's loudness leaves its peaks. Nothing when there is no loudness.
  std::optional<double> peak_to_loudness_dB() const;
  std::optional<double> least_peak_to_short_term_dB() const;
  // Of a stereo programme over its whole length, -1..+1; nothing when a side is silent.
  std::optional<double> correlation() const;

 private:
  void end_row();

  double sample_rate_;
  LoudnessMeter loudness_;
  std::vector<TruePeakMeter> true_peak_meters_;
  std::vector<ChannelLevels> channels_;
  std::vector<SeriesRow> series_;
  SeriesRow row_{};
  double products_ = 0;  // of left and right
  int64_t frames_ = 0;
};

}  // namespace headroom
