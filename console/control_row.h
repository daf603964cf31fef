// One row of the table: everything that is fixed about one control of the desk.
#pragma once

#include <cstdint>

namespace headroom {

// A level at or below this is "off": gain 0, written "-oo". Faders end at -90 dB (their law's last point).
inline constexpr float kOff_dB = -144.0f;
inline constexpr float kFaderFloor_dB = -90.0f;

// A compressor whose ratio is this limits: its ratio is infinite, written "inf:1".
inline constexpr float kInfiniteRatio = 100.0f;

// The longest delay of a channel: what the engine keeps memory for.
inline constexpr float kLongestDelay_ms = 500;
// The same of a bus's output.
inline constexpr float kLongestBusDelay_ms = 1000;

enum class Unit : uint8_t {
  dB,
  lufs,  // loudness; people may write LKFS
  hz,
  ms,
  delay,  // ms too, but may be typed in samples, or as the way sound takes: metres, feet
  ratio,  // n:1
  q,      // quality factor of a filter, a bare number
  percent,
  pan,      // -100 (left) ... 0 ... +100 (right)
  degrees,  // azimuths: positive to the left, as in ITU and ADM; elevations: positive up
  on_off,   // 0 or 1
  choice,   // index into ControlRow::choices
  input,    // device input, 1-based; 0 = none
  strip,    // index of a strip of the desk; behind the last one, where the row has kMayBeNone: none
  key,      // whose sound a detector hears: console/key_source.h
  tap,      // one lane of a strip, as an output carries it: console/tap.h
  text,     // a name of at most kMaxTextBytes bytes of UTF-8; has no number
  action,   // a button that does something once when set to 1; its value turns over where a client does it, so that it
            // sees
  bpm,      // beats a minute
  scene,    // number of a scene, 1-based; 0 = none
};

// How a control's travel (position 0...1) maps to its value. Both directions are in console/curve.h.
enum class Curve : uint8_t {
  linear,
  square,  // value = min + (max - min) * position^2: times that may be 0
  log,     // equal ratios for equal travel; min > 0
  fader,   // the four-segment law X32 remotes expect (+10 dB at the top)
  steps,   // whole numbers, evenly spread
};

// Kinds of strip a row belongs to, as a set of bits.
using StripKinds = uint16_t;
enum StripKind : StripKinds {
  kChannel = 1,
  kGroup = 2,
  kAux = 4,
  kMain = 8,
  kMatrix = 16,
  kMonitor = 32,
  kDca = 64,
  kDesk = 128,
  kMuteGroup = 256,
  kPhones = 512,
  kOutput = 1024,
  kTalk = 2048,
  kReference = 4096,
  kMeter = 8192,
  kSoundLevel = 16384,
  kScene = 32768,
};
inline constexpr int kStripKinds = 16;  // how many there are

// A repeated row stands once for each of these; '*' in its address is the number.
enum class Repeat : uint8_t {
  once,
  aux,
  group,
  matrix,
  dca,
  mute_group,
  link_group,
  graphic_band,
  speaker_set,
  sound_limit
};

inline constexpr int kMuteGroups = 8;
inline constexpr int kLinkGroups = 16;
inline constexpr int kSpeakerSetCount = 3;
inline constexpr int kSoundLimits = 2;
inline constexpr int kScenes = 200;  // places to store one in

using RowFlags = uint16_t;
enum RowFlag : RowFlags {
  kNoFlags = 0,
  kNotSaved = 1,     // not written to show files
  kNotUndone = 2,    // not part of undo
  kOwnNumber = 4,    // the default is the strip's own number (input 7 for channel 7)
  kPerSide = 8,      // each side of a stereo pair has its own; everything else is the pair's
  kMainStrip = 16,   // the default is the main
  kOwnOutput = 32,   // the default is what this output carries on a new desk (Table::outputs)
  kMayBeNone = 64,   // of Unit::strip
  kOwnMeter = 128,   // the default is what this meter hears on a new desk: main, monitor, then none
  kStructure = 256,  // how the desk is built, not how it is mixed: a lock of the structure keeps it (console/lock.h)
};

inline constexpr int kMaxTextBytes = 24;

struct ControlRow {
  enum class Param : uint8_t;
  Param param;          // the word the program uses for it
  const char* address;  // below the strip: "fader" is /ch/07/fader on channel 7
  const char* name;     // for people
  Unit unit;
  float min, max, standard;  // in the unit; `standard` is the default value
  Curve curve;
  StripKinds kinds;
  Repeat repeat = Repeat::once;
  RowFlags flags = kNoFlags;
  const char* const* choices = nullptr;  // max + 1 words, for Unit::choice
};

// The program's words for the rows. The bands of the equaliser follow each other, four rows a band.
// clang-format off
enum class ControlRow::Param : uint8_t {
  name, color, input, input_backup, trim, polarity, delay,
  hp_on, hp_freq, hp_slope, lp_on, lp_freq, lp_slope,
  gate_on, gate_mode, gate_threshold, gate_range, gate_ratio, gate_hysteresis, gate_attack, gate_hold, gate_release,
  gate_key, gate_key_filter, gate_key_freq, gate_key_q, gate_key_listen,
  eq_on,
  eq_1_type, eq_1_freq, eq_1_gain, eq_1_q,
  eq_2_type, eq_2_freq, eq_2_gain, eq_2_q,
  eq_3_type, eq_3_freq, eq_3_gain, eq_3_q,
  eq_4_type, eq_4_freq, eq_4_gain, eq_4_q,
  eq_5_type, eq_5_freq, eq_5_gain, eq_5_q,
  eq_6_type, eq_6_freq, eq_6_gain, eq_6_q,
  eq_7_type, eq_7_freq, eq_7_gain, eq_7_q,
  eq_8_type, eq_8_freq, eq_8_gain, eq_8_q,
  comp_on, comp_threshold, comp_ratio, comp_knee, comp_attack, comp_hold, comp_release, comp_auto_release,
  comp_makeup, comp_auto_makeup, comp_detector, comp_mix, comp_link,
  comp_key, comp_key_filter, comp_key_freq, comp_key_q, comp_key_listen,
  deess_on, deess_freq, deess_threshold, deess_range, deess_listen,
  order, compare,
  geq_on, geq_kind, geq_gain,
  limiter_on, limiter_ceiling, limiter_release, osc_send,
  fader, mute, mute_safe, pair, pan, width, solo, solo_safe, to_main,
  send_level, send_tap, send_pan, send_follow, to_group, to_matrix, follow, dca, mute_group, link,
  tap, source, dim, dim_level, mono, swap, check, hear_solo,
  pan_law, solo_mode, solo_arm, solo_exclusive, solo_clear,
  link_mode, link_fader, link_mute, link_eq, link_dynamics, link_sends,
  osc_on, osc_kind, osc_freq, osc_level,
  layout, surround_on, surround_azimuth, surround_elevation, surround_spread, surround_distance, surround_center,
  surround_lfe, direct_tap, direct_level, talk_on, talk_send, input_right, speakers, speaker_layout, speaker_set,
  binaural,
  meter_target, meter_scale, meter_relative, meter_run, meter_reset, meter_ppm, meter_vu, meter_k, meter_bands,
  meter_average,
  spl_weighting, spl_calibration, spl_calibrator, spl_calibrate, spl_limit_on, spl_limit_level, spl_limit_window,
  spl_limit_weighting, spl_rule, spl_correction, spl_peak_on, spl_peak_level, spl_log,
  selected, lock, undo, redo, save, marker, surfaces_repaint,
  timecode_rate, timecode_run, timecode_zero, timecode_digits, clock_on, clock_tempo,
  safe_fader, safe_mute, safe_eq, safe_dynamics, safe_sends, safe_patch, safe_name,
  scene_store, scene_recall, scene_delete, scene_current, scene_next, scene_go, scene_back, scene_update,
  arm, record,
  count
};
// clang-format on
using Param = ControlRow::Param;

// Bands of a strip's equaliser: six on channels and the talkback, eight on buses.
inline constexpr int kMaxEqBands = 8;
constexpr int eq_bands(StripKind kind) { return kind & (kChannel | kTalk) ? 6 : kMaxEqBands; }
// The values of Param::send_tap: where in a channel an aux listens.
enum class SendTap : uint8_t { pre_equaliser, pre_fader, post_fader, post_pan };
constexpr SendTap send_tap_of(float value) { return static_cast<SendTap>(value); }
// The values of Param::direct_tap: where in a channel an output listens that carries it.
enum class DirectTap : uint8_t { pre_equaliser, pre_fader, post_fader };
constexpr bool is_before_fader(SendTap tap) { return tap <= SendTap::pre_fader; }

enum class EqBandPart : uint8_t { type, freq, gain, q };

// The row of one part of equaliser band `band`, 0...7.
constexpr Param eq_band(int band, EqBandPart part) {
  return static_cast<Param>(static_cast<int>(Param::eq_1_type) + 4 * band + static_cast<int>(part));
}

}  // namespace headroom
