// What the meters of the running desk read, as plain numbers: so they lie in the link, written by the console's meter
// thread and read by everybody. Four taps each hear one strip; the sound level meter hears one input of the desk.
//
// Levels are -infinity for silence. What there is no reading of (the correlation of mono, a balance in silence) is NaN.
// Times are audio time: the same sound reads the same whatever the size of its blocks.
#pragma once

#include <array>
#include <cstdint>

#include "console/control_row.h"
#include "dsp/loudspeakers.h"
#include "dsp/meters/angle_levels.h"

namespace headroom {

inline constexpr int kMeterTaps = 4;
// One more window of audio: the input that the sound level meter hears, in its first lane.
inline constexpr int kSoundLevelTap = kMeterTaps;
inline constexpr int kAudioTaps = kMeterTaps + 1;
inline constexpr int kTapLanes = kLoudspeakers;

inline constexpr int kMostBands = 256;  // 1/24 octaves from 20 Hz to 20 kHz are 240

// What a tap hears. The audio thread writes one whenever that changes; all meters of the tap begin anew with it.
struct TapAim {
  uint64_t number;        // counts the aims; 0: the tap has never heard anything
  uint64_t window_start;  // the first frame of the tap's audio window that belongs to it
  uint64_t first_frame;   // the same frame in engine time
  double sample_rate;
  int32_t strip;  // StripIndex; -1: nothing, the window stands still
  SpeakerLayout layout;
  int32_t lanes;  // in use: lane i is the i-th loudspeaker of the layout, in the order of Loudspeaker
};

// EBU mode (EBU Tech 3341 and 3342, ITU-R BS.1770-5).
struct LoudnessReading {
  float momentary_LUFS, short_term_LUFS, integrated_LUFS, range_LU;
  float max_momentary_LUFS, max_short_term_LUFS;
  float max_true_peak_dBTP;              // of any lane since reset, while running
  float peak_to_short_term_dB;           // PSR: true peak of the last 3 s over their loudness
  float peak_to_loudness_dB;             // PLR: max_true_peak over integrated
  double measured_s;                     // running time since reset
  uint8_t is_running, has_stable_range;  // a range of less than a minute says little
};

// How the sides of stereo belong together; of other layouts, those of their fold-down to stereo. NaN of mono.
struct PhaseReading {
  float correlation_fast, correlation_slow;  // over 0.3 s, over 3 s
  float balance_dB;                          // over 3 s; positive is right
  float mono_loss_dB;                        // over 3 s: 0 for mono, -3 with nothing in common
  float width_dB;                            // over 3 s: the difference against the sum
  double out_of_phase_s;                     // since reset: fast correlation below 0
};

// A tap's sound as fewer loudspeakers play it (ITU-R BS.775-4, dsp/fold_down.h).
struct FoldDownReading {
  float momentary_LUFS, short_term_LUFS, integrated_LUFS;
  float peak_dBFS, max_peak_dBFS;  // highest sample of the last second, since reset
};

// Two loudspeakers that stand side by side in one layer.
struct NeighbourReading {
  int32_t first, second;  // lanes
  float correlation;
};

struct FieldReading {
  std::array<float, kTapLanes> channel_momentary_LUFS;  // without weight
  int32_t neighbours;
  std::array<NeighbourReading, kTapLanes> neighbour;                       // so many of them
  float dominance_azimuth_deg, dominance_elevation_deg, dominance_length;  // NaN in silence and of mono
  float lfe_correlation;                                                   // of the LFE with the sum of all others
  FoldDownReading stereo, mono;
};

// One lane. "Max" is since reset.
struct LaneReading {
  float peak_dBFS, peak_hold_dBFS, max_peak_dBFS;                 // IEC 60268-18: the bar, the mark of the last second
  float true_peak_dBTP, true_peak_hold_dBTP, max_true_peak_dBTP;  // the same of the true peak
  float rms_dBFS, max_rms_dBFS;                                   // AES17, 600 ms; K readings are this on another scale
  float ppm_dBFS, max_ppm_dBFS;                                   // of the tap's `ppm` (ppm_scale() gives its marks)
  float vu_VU;
  int64_t overs, last_over_frame;  // since reset, in engine time; -1: none
};

// The power of all lanes together, band by band.
struct SpectrumReading {
  int32_t bands, bands_per_octave;
  std::array<float, kMostBands> level_dBFS, held_dBFS;  // held: the highest since reset
};

struct MeterReading {
  uint64_t aim;                // TapAim::number of the sound; 0: no reading yet
  uint64_t end_frame;          // engine time
  uint64_t resets;             // counted up by each reset
  uint64_t gaps, lost_frames;  // since the aim: sound that passed before the meters came to it
  LoudnessReading loudness;
  PhaseReading phase;
  FieldReading field;
  int32_t lanes;
  std::array<LaneReading, kTapLanes> lane;
  SpectrumReading spectrum;
};

// One tenth of a second of a tap; the link keeps the last ten minutes of them.
struct MeterHistory {
  uint64_t aim, end_frame;
  float momentary_LUFS, short_term_LUFS;
  float peak_dBFS, true_peak_dBTP;  // highest of any lane since the record before
  float correlation;                // fast
  float dominance_azimuth_deg, dominance_length;
  int32_t overs;  // since the record before, all lanes
  // Where the sound came from: of stereo the angles of a goniometer, +90 .. -90 degrees (45 is left alone, 0 the
  // centre, beyond 45 it is out of phase), of surround azimuths, +180 .. -180. Bin 0 is the leftmost; mean square,
  // dBFS.
  std::array<float, kAngleBins> angle_dBFS;
};
inline constexpr size_t kMeterHistoryRecords = 6144;  // 614 s
inline constexpr int kMeterHistoryPerSecond = 10;

inline constexpr int kSoundWeightings = 3;  // A, C, Z, as FrequencyWeighting counts
inline constexpr std::array<int, 6> kLeqWindows_min = {1, 5, 10, 15, 30, 60};
inline constexpr int kClockWindow_min = 30;  // DIN 15905-5: from 18:00, from 18:30, ...

// Sound levels (IEC 61672-1), dB SPL as calibrated.
struct SoundLevelReading {
  struct Weighted {
    float fast_dB, slow_dB, max_fast_dB, max_slow_dB, peak_dB;  // max and peak since reset
    std::array<float, kLeqWindows_min.size()> leq_dB;           // of what there is since reset when that is less
  };
  // At the loudest place of the audience: with the correction.
  struct Limit {
    float leq_dB;       // over its window, in its weighting
    float allowed_dB;   // the mean of the coming `allowed_s` that would just reach the limit; -infinity: silence is too
                        // loud
    int32_t allowed_s;  // a minute, or what is left of the half hour of the clock
    uint8_t is_on, is_passed;
  };
  struct PeakLimit {
    float peak_C_dB;           // the highest since reset
    uint8_t is_on, is_passed;  // since reset
  };
  uint64_t aim, end_frame, resets;
  int64_t seconds;  // whole ones since reset
  std::array<Weighted, kSoundWeightings> weighted;
  std::array<Limit, kSoundLimits> limit;
  PeakLimit peak_limit;
  uint64_t lost_frames;
  uint8_t is_logging;
};

}  // namespace headroom
