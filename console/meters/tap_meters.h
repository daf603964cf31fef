// All meters of one tap: fed with the sound of its lanes, they keep a reading and a history. No thread, no clock but
// the audio's: the same sound gives the same readings in pieces of any length.
#pragma once

#include <optional>
#include <vector>

#include "console/meters/lane_meters.h"
#include "console/meters/meter_settings.h"
#include "dsp/meters/fold_down_meter.h"
#include "dsp/meters/loudness.h"
#include "dsp/meters/octave_analyser.h"
#include "dsp/meters/stereo_phase.h"
#include "dsp/meters/surround_field.h"

namespace headroom {

class TapMeters {
 public:
  // Of a tap that hears something.
  TapMeters(const TapAim& aim, const TapSettings& settings);

  // Settings that differ from those before take effect with the next frames.
  void follow(const TapSettings& settings);

  // The next frames, lanes[lane][frame]; tenths of a second that end in them are added to `ended`.
  void process(const float* const* lanes, int frames, std::vector<MeterHistory>& ended);
  // Frames that passed unheard: the windows go on as if they were not there, and both are counted.
  void miss(uint64_t frames);

  // As of the last whole 10 ms.
  MeterReading reading() const;
  int64_t overs() const;

 private:
  struct Fold {
    FoldDownMeter meter;
    double integrated_LUFS;
  };
  void reset();
  void forget_bands();
  int64_t frame_after(int64_t count, int per_second) const;
  void process_piece(const float* const* lanes, int frames);
  void end_hop();
  MeterHistory end_tenth();
  void refresh_integrated();
  void read_loudness(LoudnessReading& reading) const;
  void read_phase(PhaseReading& reading) const;
  void read_field(FieldReading& reading) const;
  void read_spectrum(SpectrumReading& reading) const;
  FoldDownReading read_fold(const std::optional<Fold>& fold) const;
  uint64_t end_frame() const { return aim_.first_frame + static_cast<uint64_t>(frame_) + lost_frames_; }

  TapAim aim_;
  TapSettings settings_;
  LoudnessMeter loudness_;
  std::vector<LaneMeters> lanes_;
  std::optional<Fold> stereo_, mono_;            // where the tap has more loudspeakers than that
  std::optional<StereoPhaseMeter> phase_;        // from two loudspeakers on
  std::optional<SurroundFieldMeter> field_;      // the same
  std::optional<AngleLevels> angles_;            // the same
  std::vector<OctaveAnalyser> analysers_;        // one a lane
  std::vector<double> band_powers_, band_held_;  // mean squares of all lanes together, at the end of a hop

  int64_t frame_ = 0, hop_ = 0, tenth_ = 0;  // heard, since the aim
  uint64_t gaps_ = 0, lost_frames_ = 0, reset_frame_ = 0;
  double integrated_LUFS_, range_LU_ = 0;      // these cost a look at all blocks so far: anew every tenth of a second
  float max_true_peak_ = 0;                    // linear, since reset, while running
  std::array<float, 30> recent_true_peaks_{};  // linear, of each of the last tenths of a second
  int64_t overs_before_ = 0;                   // at the end of the last tenth
};

}  // namespace headroom
