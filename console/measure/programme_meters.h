// All meters that look at a whole programme, fed with it piece by piece: what `headroom measure` says about a file.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "console/measure/file_layout.h"
#include "dsp/meters/fold_down_meter.h"
#include "dsp/meters/loudness.h"
#include "dsp/meters/octave_analyser.h"
#include "dsp/meters/over_counter.h"
#include "dsp/meters/ppm.h"
#include "dsp/meters/rms.h"
#include "dsp/meters/sound_level.h"
#include "dsp/meters/stereo_phase.h"
#include "dsp/meters/surround_field.h"
#include "dsp/meters/true_peak.h"
#include "dsp/meters/vu.h"

namespace headroom {

struct MeterChoice {
  bool spectrum = false;                      // thirds of an octave: as much work as all else
  std::optional<double> full_scale_dB_SPL{};  // sound levels: what a sine at full scale stands for
};

struct ChannelSoundLevels {
  SoundLevelMeter a, c, z;
};

// One channel's meters. Peaks are linear; full scale is 1.
struct ChannelMeters {
  ChannelMeters(double sample_rate, const MeterChoice& choice);
  void process(const float* samples, int frames);

  float sample_peak = 0, true_peak = 0;
  double squares = 0, sum = 0;  // over all frames
  OverCounter overs;
  PpmMeter ppm_I, ppm_II;
  VuMeter vu;
  RmsMeter rms;
  TruePeakMeter true_peak_meter;
  std::vector<OctaveAnalyser> spectrum;  // one or none, as the next
  std::vector<ChannelSoundLevels> sound_levels;
  // Of the piece last processed, linear.
  float piece_sample_peak = 0, piece_true_peak = 0;
};

inline constexpr int kSeriesRowsPerSecond = 10;

// A reading of the programme at one time.
struct SeriesRow {
  double seconds;  // where its windows end
  double momentary_LUFS, short_term_LUFS;
  float sample_peak, true_peak;        // the largest of any channel since the row before, linear
  std::optional<double> correlation;   // of stereo, over 0.3 s
  std::optional<Dominance> dominance;  // of three loudspeakers and more, over 0.3 s
};

class ProgrammeMeters {
 public:
  ProgrammeMeters(const FileLayout& layout, double sample_rate, const MeterChoice& choice = {});

  // The next frames, channels[channel][frame], full scale 1.
  void process(const float* const* channels, int frames);
  // The programme is over: what the meters still hold back is read.
  void finish();

  int64_t frames() const { return frames_; }
  double seconds() const { return static_cast<double>(frames_) / sample_rate_; }
  double sample_rate() const { return sample_rate_; }
  const LoudnessMeter& loudness() const { return loudness_; }
  const std::vector<ChannelMeters>& channels() const { return channels_; }
  const std::vector<SeriesRow>& series() const { return series_; }

  // Of all channels together. dB values are -infinity for silence.
  double sample_peak_dBFS() const;
  double true_peak_dBTP() const;
  double rms_dBFS() const;  // AES17: a sine at full scale reads 0
  int64_t overs() const;
  // True peak over integrated loudness, and the least of true peak over short-term loudness, both of the same 3 s: how
  // much room the programme's loudness leaves its peaks. Nothing when there is no loudness.
  std::optional<double> peak_to_loudness_dB() const;
  std::optional<double> least_peak_to_short_term_dB() const;
  // Both sides of a stereo programme over its whole length; nothing of other layouts.
  const std::optional<StereoPhaseMeter>& stereo_phase() const { return stereo_phase_; }
  // Where the sound comes from over the whole length, of three loudspeakers and more.
  std::optional<Dominance> dominance() const;
  // The same sound on fewer loudspeakers (ITU-R BS.775-4), of programmes that have more and stand where those of the
  // desk do.
  const std::optional<FoldDownMeter>& folded_to_stereo() const { return folded_to_stereo_; }
  const std::optional<FoldDownMeter>& folded_to_mono() const { return folded_to_mono_; }
  // The mean and the highest power of a third of an octave, all channels together; empty without MeterChoice::spectrum.
  struct BandLevel {
    OctaveBand band;
    double mean_dBFS, held_dBFS;
  };
  std::vector<BandLevel> spectrum() const;

 private:
  void end_row();

  double sample_rate_;
  LoudnessMeter loudness_;
  std::vector<ChannelMeters> channels_;
  std::vector<FieldLoudspeaker> loudspeakers_;
  std::optional<StereoPhaseMeter> stereo_phase_;
  std::optional<SurroundFieldMeter> field_;
  std::optional<FoldDownMeter> folded_to_stereo_, folded_to_mono_;
  std::vector<SeriesRow> series_;
  SeriesRow row_{};
  int64_t frames_ = 0;
};

}  // namespace headroom
