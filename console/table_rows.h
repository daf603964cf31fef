// The table of controls: the only place that says what can be set on the desk, in which unit, and in which range.
// The screen, surfaces, show files, undo, the command line and the manual's list all read these rows.
#pragma once

#include <iterator>

#include "console/control_row.h"
#include "console/key_source.h"
#include "console/plan.h"
#include "dsp/loudspeakers.h"

namespace headroom {

inline constexpr const char* kColors[] = {"grey", "red",  "orange", "yellow", "green", "teal",
                                          "sky",  "blue", "violet", "pink",   "tan",   "white"};
inline constexpr const char* kSlopes[] = {"6 dB/oct", "12 dB/oct", "18 dB/oct", "24 dB/oct"};
inline constexpr const char* kEqTypes[] = {"bell", "low shelf", "high shelf", "notch", "band-pass", "all-pass"};
inline constexpr const char* kOrders[] = {"eq, comp", "comp, eq"};
inline constexpr const char* kMemories[] = {"A", "B"};  // as Memory counts (console/compare.h)
inline constexpr const char* kGateModes[] = {"gate", "expander", "ducker"};
inline constexpr const char* kKeyFilters[] = {"off", "high-pass", "low-pass", "band-pass"};
inline constexpr const char* kDetectors[] = {"peak", "RMS"};
inline constexpr const char* kPairs[] = {"mono", "stereo", "mid/side"};
inline constexpr const char* kPanLaws[] = {"-3 dB sine", "-3 dB root", "-4.5 dB", "-6 dB linear", "0 dB balance"};
inline constexpr const char* kSendTaps[] = {"pre-equaliser", "pre-fader", "post-fader", "post-pan"};
inline constexpr const char* kDirectTaps[] = {"pre-equaliser", "pre-fader", "post-fader"};
inline constexpr const char* kSpeakerSets[] = {"A", "B", "C"};
static_assert(std::size(kSpeakerSets) == kSpeakerSetCount);
inline constexpr const char* kOutputSpeakers[] = {"none", "A", "B", "C"};
inline constexpr const char* kSoloModes[] = {"PFL", "AFL", "in place"};
inline constexpr const char* kGraphicEqKinds[] = {"constant Q", "proportional Q"};
inline constexpr const char* kOscillators[] = {"sine", "sweep", "pink noise", "white noise", "pulse"};
// As MIDI time code numbers them (its quarter frame 7).
inline constexpr const char* kTimecodeRates[] = {"24", "25", "29.97 drop", "30"};
inline constexpr const char* kSurfaceDigitWords[] = {"time of day", "timecode", "timecode in", "beats in"};
inline constexpr const char* kMonitorChecks[] = {"off", "left only", "right only", "left - right"};
inline constexpr const char* kLinkGroupWords[] = {"none", "1",  "2",  "3",  "4",  "5",  "6",  "7", "8",
                                                  "9",    "10", "11", "12", "13", "14", "15", "16"};
static_assert(std::size(kLinkGroupWords) == kLinkGroups + 1);
inline constexpr const char* kLocks[] = {"open", "structure", "full"};  // as Lock counts (console/lock.h)
inline constexpr const char* kLinkModes[] = {"relative", "absolute"};

inline constexpr const char* kMeterScales[] = {"EBU +9", "EBU +18"};
// As PpmKind and KScale count.
inline constexpr const char* kPpmKinds[] = {"type I", "DIN", "Nordic", "type IIa (BBC)", "type IIb (EBU)"};
inline constexpr const char* kKScales[] = {"K-12", "K-14", "K-20"};
inline constexpr const char* kOctaveBands[] = {"1/1", "1/3", "1/6", "1/12", "1/24"};
inline constexpr const char* kWeightings[] = {"A", "C", "Z"};
inline constexpr const char* kCalibrators[] = {"94 dB", "114 dB"};
// As kLeqWindows_min; the last one begins anew with every half hour of the clock.
inline constexpr const char* kSoundWindows[] = {"1 min", "5 min", "10 min", "15 min", "30 min", "60 min", "half hour"};
inline constexpr const char* kSoundRules[] = {"own",           "DIN 15905-5",    "WHO 2022",        "France",
                                              "France children", "Switzerland 93", "Switzerland 96", "Switzerland 100",
                                              "Flanders 95",   "Flanders 100",   "Netherlands",     "Norway"};

inline constexpr StripKinds kStereoBuses = kGroup | kMain | kMatrix;
inline constexpr StripKinds kProcessedBuses = kGroup | kAux | kMain | kMatrix;
inline constexpr StripKinds kProcessed = kChannel | kProcessedBuses;
inline constexpr StripKinds kWithProcessing = kProcessed | kTalk;
inline constexpr StripKinds kWithInput = kChannel | kTalk | kReference;
// What a monitor may listen to.
inline constexpr StripKinds kMonitored = kProcessed | kReference;
inline constexpr StripKinds kNamed = kProcessed | kDca | kMuteGroup;
inline constexpr StripKinds kSafe =
    kProcessed | kDca;  // from recalls of scenes, scope by scope (console/recall_scope.h)
inline constexpr StripKinds kPlaced = kChannel | kGroup;  // among the loudspeakers of a surround main
inline constexpr StripKinds kMonitoring = kMonitor | kPhones;

// clang-format off
inline constexpr ControlRow kTableRows[] = {
//  word                    address            name               unit          min       max      default  curve          kinds
  {Param::name,            "name",            "Name",            Unit::text,   0,        0,       0,       Curve::steps,  kNamed | kOutput | kTalk | kReference | kScene, Repeat::once, kPerSide | kStructure},
  {Param::color,           "color",           "Colour",          Unit::choice, 0,        11,      0,       Curve::steps,  kNamed, Repeat::once, kPerSide | kStructure, kColors},
  {Param::input,           "input",           "Input",           Unit::input,  0,        DeskPlan::kMaxChannels, 0,       Curve::steps,  kChannel, Repeat::once, kOwnNumber | kPerSide | kStructure},
  {Param::input,           "input",           "Input",           Unit::input,  0,        DeskPlan::kMaxChannels, 0,       Curve::steps,  kTalk | kReference | kSoundLevel, Repeat::once, kStructure},
  {Param::input_right,     "input/right",     "Right input",     Unit::input,  0,        DeskPlan::kMaxChannels, 0,       Curve::steps,  kReference, Repeat::once, kStructure},
  {Param::input_backup,    "input/backup",    "Backup input",    Unit::input,  0,        DeskPlan::kMaxChannels, 0,       Curve::steps,  kChannel, Repeat::once, kPerSide | kStructure},
  {Param::trim,            "trim",            "Trim",            Unit::dB,     -24,      24,      0,       Curve::linear, kWithInput | kOutput, Repeat::once, kPerSide},
  {Param::polarity,        "polarity",        "Polarity",        Unit::on_off, 0,        1,       0,       Curve::steps,  kChannel | kOutput, Repeat::once, kPerSide},
  {Param::polarity,        "polarity",        "Turn right",      Unit::on_off, 0,        1,       0,       Curve::steps,  kMonitoring},
  {Param::delay,           "delay",           "Delay",           Unit::delay,  0,        kLongestDelay_ms, 0, Curve::square, kChannel | kOutput},
  {Param::delay,           "delay",           "Output delay",    Unit::delay,  0,        kLongestBusDelay_ms, 0, Curve::square, kProcessedBuses},
  {Param::hp_on,           "hp/on",           "High-pass",       Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing},
  {Param::hp_freq,         "hp/freq",         "High-pass freq",  Unit::hz,     10,       2000,    80,      Curve::log,    kWithProcessing},
  {Param::hp_slope,        "hp/slope",        "High-pass slope", Unit::choice, 0,        3,       1,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kSlopes},
  {Param::lp_on,           "lp/on",           "Low-pass",        Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing},
  {Param::lp_freq,         "lp/freq",         "Low-pass freq",   Unit::hz,     1000,     20000,   12000,   Curve::log,    kWithProcessing},
  {Param::lp_slope,        "lp/slope",        "Low-pass slope",  Unit::choice, 0,        3,       1,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kSlopes},
  {Param::gate_on,         "gate/on",         "Gate",            Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing},
  {Param::gate_mode,       "gate/mode",       "Gate mode",       Unit::choice, 0,        2,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kGateModes},
  {Param::gate_threshold,  "gate/threshold",  "Gate threshold",  Unit::dB,     -80,      0,       -40,     Curve::linear, kWithProcessing},
  {Param::gate_range,      "gate/range",      "Gate range",      Unit::dB,     0,        80,      20,      Curve::linear, kWithProcessing},
  {Param::gate_ratio,      "gate/ratio",      "Expander ratio",  Unit::ratio,  1,        20,      2,       Curve::log,    kWithProcessing},
  {Param::gate_hysteresis, "gate/hysteresis", "Gate hysteresis", Unit::dB,     0,        12,      4,       Curve::linear, kWithProcessing},
  {Param::gate_attack,     "gate/attack",     "Gate attack",     Unit::ms,     0.05f,    50,      1,       Curve::log,    kWithProcessing},
  {Param::gate_hold,       "gate/hold",       "Gate hold",       Unit::ms,     0,        2000,    60,      Curve::square, kWithProcessing},
  {Param::gate_release,    "gate/release",    "Gate release",    Unit::ms,     5,        4000,    150,     Curve::log,    kWithProcessing},
  {Param::gate_key,        "gate/key/source", "Gate key",        Unit::key,    0,        kLastKeySource, 0, Curve::steps,  kWithProcessing},
  {Param::gate_key_filter, "gate/key/filter", "Gate key filter", Unit::choice, 0,        3,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kKeyFilters},
  {Param::gate_key_freq,   "gate/key/freq",   "Gate key freq",   Unit::hz,     20,       20000,   1000,    Curve::log,    kWithProcessing},
  {Param::gate_key_q,      "gate/key/q",      "Gate key Q",      Unit::q,      0.3f,     10,      1,       Curve::log,    kWithProcessing},
  {Param::gate_key_listen, "gate/key/listen", "Gate key listen", Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNotSaved},
  {Param::eq_on,           "eq/on",           "Equaliser",       Unit::on_off, 0,        1,       1,       Curve::steps,  kWithProcessing},
  {Param::eq_1_type,       "eq/1/type",       "EQ 1 type",       Unit::choice, 0,        5,       1,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_1_freq,       "eq/1/freq",       "EQ 1 freq",       Unit::hz,     20,       20000,   100,     Curve::log,    kWithProcessing},
  {Param::eq_1_gain,       "eq/1/gain",       "EQ 1 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kWithProcessing},
  {Param::eq_1_q,          "eq/1/q",          "EQ 1 Q",          Unit::q,      0.1f,     20,      0.7f,    Curve::log,    kWithProcessing},
  {Param::eq_2_type,       "eq/2/type",       "EQ 2 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_2_freq,       "eq/2/freq",       "EQ 2 freq",       Unit::hz,     20,       20000,   250,     Curve::log,    kWithProcessing},
  {Param::eq_2_gain,       "eq/2/gain",       "EQ 2 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kWithProcessing},
  {Param::eq_2_q,          "eq/2/q",          "EQ 2 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kWithProcessing},
  {Param::eq_3_type,       "eq/3/type",       "EQ 3 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_3_freq,       "eq/3/freq",       "EQ 3 freq",       Unit::hz,     20,       20000,   630,     Curve::log,    kWithProcessing},
  {Param::eq_3_gain,       "eq/3/gain",       "EQ 3 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kWithProcessing},
  {Param::eq_3_q,          "eq/3/q",          "EQ 3 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kWithProcessing},
  {Param::eq_4_type,       "eq/4/type",       "EQ 4 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_4_freq,       "eq/4/freq",       "EQ 4 freq",       Unit::hz,     20,       20000,   1600,    Curve::log,    kWithProcessing},
  {Param::eq_4_gain,       "eq/4/gain",       "EQ 4 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kWithProcessing},
  {Param::eq_4_q,          "eq/4/q",          "EQ 4 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kWithProcessing},
  {Param::eq_5_type,       "eq/5/type",       "EQ 5 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_5_freq,       "eq/5/freq",       "EQ 5 freq",       Unit::hz,     20,       20000,   4000,    Curve::log,    kWithProcessing},
  {Param::eq_5_gain,       "eq/5/gain",       "EQ 5 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kWithProcessing},
  {Param::eq_5_q,          "eq/5/q",          "EQ 5 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kWithProcessing},
  {Param::eq_6_type,       "eq/6/type",       "EQ 6 type",       Unit::choice, 0,        5,       2,       Curve::steps,  kChannel | kTalk, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_6_freq,       "eq/6/freq",       "EQ 6 freq",       Unit::hz,     20,       20000,   10000,   Curve::log,    kChannel | kTalk},
  {Param::eq_6_gain,       "eq/6/gain",       "EQ 6 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kChannel | kTalk},
  {Param::eq_6_q,          "eq/6/q",          "EQ 6 Q",          Unit::q,      0.1f,     20,      0.7f,    Curve::log,    kChannel | kTalk},
  {Param::eq_6_type,       "eq/6/type",       "EQ 6 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kProcessedBuses, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_6_freq,       "eq/6/freq",       "EQ 6 freq",       Unit::hz,     20,       20000,   6300,    Curve::log,    kProcessedBuses},
  {Param::eq_6_gain,       "eq/6/gain",       "EQ 6 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kProcessedBuses},
  {Param::eq_6_q,          "eq/6/q",          "EQ 6 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kProcessedBuses},
  {Param::eq_7_type,       "eq/7/type",       "EQ 7 type",       Unit::choice, 0,        5,       0,       Curve::steps,  kProcessedBuses, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_7_freq,       "eq/7/freq",       "EQ 7 freq",       Unit::hz,     20,       20000,   8000,    Curve::log,    kProcessedBuses},
  {Param::eq_7_gain,       "eq/7/gain",       "EQ 7 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kProcessedBuses},
  {Param::eq_7_q,          "eq/7/q",          "EQ 7 Q",          Unit::q,      0.1f,     20,      1,       Curve::log,    kProcessedBuses},
  {Param::eq_8_type,       "eq/8/type",       "EQ 8 type",       Unit::choice, 0,        5,       2,       Curve::steps,  kProcessedBuses, Repeat::once, kNoFlags, kEqTypes},
  {Param::eq_8_freq,       "eq/8/freq",       "EQ 8 freq",       Unit::hz,     20,       20000,   10000,   Curve::log,    kProcessedBuses},
  {Param::eq_8_gain,       "eq/8/gain",       "EQ 8 gain",       Unit::dB,     -18,      18,      0,       Curve::linear, kProcessedBuses},
  {Param::eq_8_q,          "eq/8/q",          "EQ 8 Q",          Unit::q,      0.1f,     20,      0.7f,    Curve::log,    kProcessedBuses},
  {Param::comp_on,         "comp/on",         "Compressor",      Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing},
  {Param::comp_threshold,  "comp/threshold",  "Comp threshold",  Unit::dB,     -60,      0,       -20,     Curve::linear, kWithProcessing},
  {Param::comp_ratio,      "comp/ratio",      "Comp ratio",      Unit::ratio,  1,        kInfiniteRatio, 3, Curve::log,    kWithProcessing},
  {Param::comp_knee,       "comp/knee",       "Comp knee",       Unit::dB,     0,        24,      6,       Curve::linear, kWithProcessing},
  {Param::comp_attack,     "comp/attack",     "Comp attack",     Unit::ms,     0.1f,     150,     10,      Curve::log,    kWithProcessing},
  {Param::comp_hold,       "comp/hold",       "Comp hold",       Unit::ms,     0,        500,     0,       Curve::square, kWithProcessing},
  {Param::comp_release,    "comp/release",    "Comp release",    Unit::ms,     5,        4000,    120,     Curve::log,    kWithProcessing},
  {Param::comp_auto_release, "comp/auto_release", "Comp auto release", Unit::on_off, 0, 1,    0,       Curve::steps,  kWithProcessing},
  {Param::comp_makeup,     "comp/makeup",     "Comp make-up",    Unit::dB,     0,        24,      0,       Curve::linear, kWithProcessing},
  {Param::comp_auto_makeup, "comp/auto_makeup", "Comp auto make-up", Unit::on_off, 0,  1,       0,       Curve::steps,  kWithProcessing},
  {Param::comp_detector,   "comp/detector",   "Comp detector",   Unit::choice, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kDetectors},
  {Param::comp_mix,        "comp/mix",        "Comp mix",        Unit::percent, 0,       100,     100,     Curve::linear, kWithProcessing},
  {Param::comp_link,       "comp/link",       "Comp stereo link", Unit::percent, 0,      100,     100,     Curve::linear, kWithProcessing},
  {Param::comp_key,        "comp/key/source", "Comp key",        Unit::key,    0,        kLastKeySource, 0, Curve::steps,  kWithProcessing},
  {Param::comp_key_filter, "comp/key/filter", "Comp key filter", Unit::choice, 0,        3,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kKeyFilters},
  {Param::comp_key_freq,   "comp/key/freq",   "Comp key freq",   Unit::hz,     20,       20000,   1000,    Curve::log,    kWithProcessing},
  {Param::comp_key_q,      "comp/key/q",      "Comp key Q",      Unit::q,      0.3f,     10,      1,       Curve::log,    kWithProcessing},
  {Param::comp_key_listen, "comp/key/listen", "Comp key listen", Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNotSaved},
  {Param::order,           "order",           "Order",           Unit::choice, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNoFlags, kOrders},
  {Param::compare,         "compare",         "A/B compare",     Unit::choice, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNotSaved, kMemories},
  {Param::deess_on,        "deess/on",        "De-esser",        Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing},
  {Param::deess_freq,      "deess/freq",      "De-esser freq",   Unit::hz,     2000,     10000,   6000,    Curve::log,    kWithProcessing},
  {Param::deess_threshold, "deess/threshold", "De-esser threshold", Unit::dB,  -60,      0,       -30,     Curve::linear, kWithProcessing},
  {Param::deess_range,     "deess/range",     "De-esser range",  Unit::dB,     0,        24,      8,       Curve::linear, kWithProcessing},
  {Param::deess_listen,    "deess/listen",    "De-esser listen", Unit::on_off, 0,        1,       0,       Curve::steps,  kWithProcessing, Repeat::once, kNotSaved},
  {Param::geq_on,          "geq/on",          "Graphic EQ",      Unit::on_off, 0,        1,       1,       Curve::steps,  kProcessedBuses},
  {Param::geq_kind,        "geq/kind",        "Graphic EQ kind", Unit::choice, 0,        1,       0,       Curve::steps,  kProcessedBuses, Repeat::once, kNoFlags, kGraphicEqKinds},
  {Param::geq_gain,        "geq/*",           "Graphic EQ band", Unit::dB,     -15,      15,      0,       Curve::linear, kProcessedBuses, Repeat::graphic_band},
  {Param::limiter_on,      "limiter/on",      "Limiter",         Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessedBuses},
  {Param::limiter_ceiling, "limiter/ceiling", "Limiter ceiling", Unit::dB,     -24,      0,       -1,      Curve::linear, kProcessedBuses},
  {Param::limiter_release, "limiter/release", "Limiter release", Unit::ms,     20,       2000,    100,     Curve::log,    kProcessedBuses},
  {Param::osc_send,        "osc",             "Oscillator",      Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessedBuses},
  {Param::talk_on,         "on",              "Talkback",        Unit::on_off, 0,        1,       0,       Curve::steps,  kTalk, Repeat::once, kNotSaved | kNotUndone},
  {Param::talk_send,       "talk",            "Hears talkback",  Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessedBuses},
  {Param::fader,           "fader",           "Fader",           Unit::dB,     kOff_dB,  10,      kOff_dB, Curve::fader,  kChannel},
  {Param::fader,           "fader",           "Fader",           Unit::dB,     kOff_dB,  10,      0,       Curve::fader,  kGroup | kAux | kMain | kMatrix | kDca | kTalk},
  {Param::fader,           "fader",           "Level",           Unit::dB,     kOff_dB,  10,      -10,     Curve::fader,  kMonitoring},
  {Param::mute,            "mute",            "Mute",            Unit::on_off, 0,        1,       0,       Curve::steps,  kNamed | kMonitoring},
  {Param::mute_safe,       "mute/safe",       "Mute safe",       Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed, Repeat::once, kStructure},
  {Param::pair,            "pair",            "Pair",            Unit::choice, 0,        2,       0,       Curve::steps,  kChannel, Repeat::once, kPerSide | kStructure, kPairs},
  {Param::pair,            "pair",            "Pair",            Unit::choice, 0,        1,       0,       Curve::steps,  kAux, Repeat::once, kPerSide | kStructure, kPairs},
  {Param::pan,             "pan",             "Pan",             Unit::pan,    -100,     100,     0,       Curve::linear, kChannel},
  {Param::pan,             "pan",             "Balance",         Unit::pan,    -100,     100,     0,       Curve::linear, kStereoBuses},
  {Param::width,           "width",           "Width",           Unit::percent,0,        200,     100,     Curve::linear, kChannel},
  {Param::surround_on,     "surround/on",     "Surround",        Unit::on_off, 0,        1,       0,       Curve::steps,  kPlaced},
  {Param::surround_azimuth, "surround/azimuth", "Azimuth",      Unit::degrees, -180,    180,     0,       Curve::linear, kPlaced},
  {Param::surround_elevation, "surround/elevation", "Elevation", Unit::degrees, -90,    90,      0,       Curve::linear, kPlaced},
  {Param::surround_spread, "surround/spread", "Spread",          Unit::percent, 0,       100,     0,       Curve::linear, kPlaced},
  {Param::surround_distance, "surround/distance", "Distance",   Unit::percent, 0,       400,     100,     Curve::linear, kPlaced},
  {Param::surround_center, "surround/center", "Centre",          Unit::percent, 0,       100,     100,     Curve::linear, kPlaced},
  {Param::surround_lfe,    "surround/lfe",    "LFE send",        Unit::dB,     kOff_dB,  10,      kOff_dB, Curve::fader,  kPlaced},
  {Param::layout,          "layout",          "Layout",          Unit::choice, 0,        kSpeakerLayouts - 1, 1, Curve::steps, kMain, Repeat::once, kStructure, kSpeakerLayoutWords},
  {Param::solo,            "solo",            "Solo",            Unit::on_off, 0,        1,       0,       Curve::steps,  kChannel | kGroup | kAux | kMatrix | kDca, Repeat::once, kNotSaved},
  {Param::solo_safe,       "solo/safe",       "Solo safe",       Unit::on_off, 0,        1,       0,       Curve::steps,  kChannel | kGroup | kAux | kMatrix, Repeat::once, kStructure},
  {Param::to_main,         "main",            "To main",         Unit::on_off, 0,        1,       1,       Curve::steps,  kChannel | kGroup},
  {Param::to_main,         "main",            "To main",         Unit::on_off, 0,        1,       0,       Curve::steps,  kAux},
  {Param::send_level,      "send/*/level",    "Send level",      Unit::dB,     kOff_dB,  10,      kOff_dB, Curve::fader,  kChannel, Repeat::aux},
  {Param::send_tap,        "send/*/tap",      "Send tap",        Unit::choice, 0,        3,       2,       Curve::steps,  kChannel, Repeat::aux, kNoFlags, kSendTaps},
  {Param::send_pan,        "send/*/pan",      "Send pan",        Unit::pan,    -100,     100,     0,       Curve::linear, kChannel, Repeat::aux},
  {Param::send_follow,     "send/*/follow",   "Send follows",    Unit::on_off, 0,        1,       1,       Curve::steps,  kChannel, Repeat::aux},
  {Param::to_group,        "group/*",         "To group",        Unit::on_off, 0,        1,       0,       Curve::steps,  kChannel, Repeat::group},
  {Param::to_matrix,       "matrix/*",        "Matrix send",     Unit::dB,     kOff_dB,  10,      kOff_dB, Curve::fader,  kChannel | kGroup | kAux | kMain, Repeat::matrix},
  {Param::direct_tap,      "direct/tap",      "Direct out tap",  Unit::choice, 0,        2,       1,       Curve::steps,  kChannel, Repeat::once, kNoFlags, kDirectTaps},
  {Param::direct_level,    "direct/level",    "Direct out level", Unit::dB,    kOff_dB,  10,      0,       Curve::fader,  kChannel},
  {Param::follow,          "follow",          "Follows main",    Unit::on_off, 0,        1,       0,       Curve::steps,  kAux},
  {Param::dca,             "dca/*",           "DCA",             Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed | kDca, Repeat::dca, kStructure},
  {Param::mute_group,      "mutegroup/*",     "Mute group",      Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed | kDca, Repeat::mute_group, kStructure},
  {Param::link,            "link",            "Link group",      Unit::choice, 0,        kLinkGroups,0,       Curve::steps,  kChannel | kGroup | kAux | kMatrix, Repeat::once, kStructure, kLinkGroupWords},
  {Param::safe_fader,      "safe/fader",      "Fader safe",      Unit::on_off, 0,        1,       0,       Curve::steps,  kSafe, Repeat::once, kStructure},
  {Param::safe_mute,       "safe/mute",       "Mute recall safe", Unit::on_off, 0,       1,       0,       Curve::steps,  kSafe, Repeat::once, kStructure},
  {Param::safe_eq,         "safe/eq",         "Equaliser safe",  Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed, Repeat::once, kStructure},
  {Param::safe_dynamics,   "safe/dyn",        "Dynamics safe",   Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed, Repeat::once, kStructure},
  {Param::safe_sends,      "safe/sends",      "Sends safe",      Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed, Repeat::once, kStructure},
  {Param::safe_patch,      "safe/patch",      "Patch safe",      Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed, Repeat::once, kStructure},
  {Param::safe_name,       "safe/name",       "Name safe",       Unit::on_off, 0,        1,       0,       Curve::steps,  kSafe, Repeat::once, kStructure},
  {Param::arm,             "arm",             "Record arm",      Unit::on_off, 0,        1,       0,       Curve::steps,  kProcessed},
  {Param::source,          "source",          "Source",          Unit::strip,  0,        8191,    0,       Curve::steps,  kMonitoring, Repeat::once, kMainStrip},
  {Param::source,          "source",          "Source",          Unit::strip,  0,        8191,    0,       Curve::steps,  kMeter, Repeat::once, kMayBeNone | kOwnMeter},
  {Param::meter_run,       "run",             "Measures",        Unit::on_off, 0,        1,       1,       Curve::steps,  kMeter},
  {Param::meter_reset,     "reset",           "Reset",           Unit::action, 0,        1,       0,       Curve::steps,  kMeter | kSoundLevel, Repeat::once, kNotSaved | kNotUndone},
  {Param::meter_target,    "target",          "Target loudness", Unit::lufs,   -36,      -6,      -23,     Curve::linear, kMeter},
  {Param::meter_relative,  "relative",        "Shows LU",        Unit::on_off, 0,        1,       0,       Curve::steps,  kMeter},
  {Param::meter_scale,     "scale",           "Loudness scale",  Unit::choice, 0,        1,       0,       Curve::steps,  kMeter, Repeat::once, kNoFlags, kMeterScales},
  {Param::meter_ppm,       "ppm",             "PPM type",        Unit::choice, 0,        4,       0,       Curve::steps,  kMeter, Repeat::once, kNoFlags, kPpmKinds},
  {Param::meter_vu,        "vu",              "VU zero, dBFS",   Unit::dB,     -24,      -9,      -20,     Curve::linear, kMeter},
  {Param::meter_k,         "k",               "K scale",         Unit::choice, 0,        2,       2,       Curve::steps,  kMeter, Repeat::once, kNoFlags, kKScales},
  {Param::meter_bands,     "rta/bands",       "RTA bands",       Unit::choice, 0,        4,       1,       Curve::steps,  kMeter, Repeat::once, kNoFlags, kOctaveBands},
  {Param::meter_average,   "rta/average",     "RTA average",     Unit::ms,     20,       10000,   125,     Curve::log,    kMeter},
  {Param::spl_weighting,   "weighting",       "Weighting",       Unit::choice, 0,        2,       0,       Curve::steps,  kSoundLevel, Repeat::once, kNoFlags, kWeightings},
  {Param::spl_calibration, "calibration",     "Full scale",      Unit::dB,     60,       200,     120,     Curve::linear, kSoundLevel},
  {Param::spl_calibrator,  "calibrator",      "Calibrator",      Unit::choice, 0,        1,       0,       Curve::steps,  kSoundLevel, Repeat::once, kNoFlags, kCalibrators},
  {Param::spl_calibrate,   "calibrate",       "Calibrate",       Unit::action, 0,        1,       0,       Curve::steps,  kSoundLevel, Repeat::once, kNotSaved | kNotUndone},
  {Param::spl_limit_on,    "limit/*/on",      "Limit",           Unit::on_off, 0,        1,       0,       Curve::steps,  kSoundLevel, Repeat::sound_limit},
  {Param::spl_limit_level, "limit/*/level",   "Limit level",     Unit::dB,     60,       140,     99,      Curve::linear, kSoundLevel, Repeat::sound_limit},
  {Param::spl_limit_window, "limit/*/window", "Limit window",    Unit::choice, 0,        6,       3,       Curve::steps,  kSoundLevel, Repeat::sound_limit, kNoFlags, kSoundWindows},
  {Param::spl_limit_weighting, "limit/*/weighting", "Limit weighting", Unit::choice, 0,  2,       0,       Curve::steps,  kSoundLevel, Repeat::sound_limit, kNoFlags, kWeightings},
  {Param::spl_rule,        "rule",            "Rule",            Unit::choice, 0,        11,      0,       Curve::steps,  kSoundLevel, Repeat::once, kNoFlags, kSoundRules},
  {Param::spl_correction,  "correction",      "Audience correction", Unit::dB,     -20,      20,      0,       Curve::linear, kSoundLevel},
  {Param::spl_peak_on,     "peak/on",         "Peak limit",      Unit::on_off, 0,        1,       0,       Curve::steps,  kSoundLevel},
  {Param::spl_peak_level,  "peak/level",      "Peak limit level", Unit::dB,    100,      150,     135,     Curve::linear, kSoundLevel},
  {Param::spl_log,         "log",             "Log file",        Unit::on_off, 0,        1,       0,       Curve::steps,  kSoundLevel},
  {Param::tap,             "source",          "Source",          Unit::tap,    0,        131072,  0,       Curve::steps,  kOutput, Repeat::once, kOwnOutput | kStructure},
  {Param::dim,             "dim",             "Dim",             Unit::on_off, 0,        1,       0,       Curve::steps,  kMonitoring},
  {Param::dim_level,       "dim/level",       "Dim amount",      Unit::dB,     -60,      0,       -20,     Curve::linear, kMonitoring | kTalk},
  {Param::mono,            "mono",            "Mono",            Unit::on_off, 0,        1,       0,       Curve::steps,  kMonitoring},
  {Param::swap,            "swap",            "Swap sides",      Unit::on_off, 0,        1,       0,       Curve::steps,  kMonitoring},
  {Param::check,           "check",           "Speaker check",   Unit::choice, 0,        3,       0,       Curve::steps,  kMonitoring, Repeat::once, kNoFlags, kMonitorChecks},
  {Param::hear_solo,       "solo",            "Hears solo",      Unit::on_off, 0,        1,       1,       Curve::steps,  kMonitoring},
  {Param::binaural,        "binaural",        "Binaural",        Unit::on_off, 0,        1,       0,       Curve::steps,  kPhones},
  {Param::speaker_set,     "speakers",        "Speaker set",     Unit::choice, 0,        2,       0,       Curve::steps,  kMonitor, Repeat::once, kNoFlags, kSpeakerSets},
  {Param::speaker_layout,  "speakers/*/layout", "Speaker layout", Unit::choice, 0,      kSpeakerLayouts - 1, 1, Curve::steps, kMonitor, Repeat::speaker_set, kStructure, kSpeakerLayoutWords},
  {Param::speakers,        "speakers",        "Speaker set",     Unit::choice, 0,        3,       0,       Curve::steps,  kOutput, Repeat::once, kStructure, kOutputSpeakers},
  {Param::pan_law,         "pan/law",         "Pan law",         Unit::choice, 0,        4,       0,       Curve::steps,  kDesk, Repeat::once, kStructure, kPanLaws},
  {Param::solo_mode,       "solo/mode",       "Solo mode",       Unit::choice, 0,        2,       0,       Curve::steps,  kDesk, Repeat::once, kNoFlags, kSoloModes},
  {Param::solo_arm,        "solo/arm",        "Arm in place",    Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved},
  {Param::solo_exclusive,  "solo/exclusive",  "Exclusive solo",  Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk},
  {Param::solo_clear,      "solo/clear",      "Solo clear",      Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved},
  {Param::link_mode,       "link/*/mode",     "Link mode",       Unit::choice, 0,        1,       0,       Curve::steps,  kDesk, Repeat::link_group, kStructure, kLinkModes},
  {Param::link_fader,      "link/*/fader",    "Link faders",     Unit::on_off, 0,        1,       1,       Curve::steps,  kDesk, Repeat::link_group, kStructure},
  {Param::link_mute,       "link/*/mute",     "Link mutes",      Unit::on_off, 0,        1,       1,       Curve::steps,  kDesk, Repeat::link_group, kStructure},
  {Param::link_eq,         "link/*/eq",       "Link equalisers", Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::link_group, kStructure},
  {Param::link_dynamics,   "link/*/dynamics", "Link dynamics",   Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::link_group, kStructure},
  {Param::link_sends,      "link/*/sends",    "Link sends",      Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::link_group, kStructure},
  {Param::osc_on,          "osc/on",          "Oscillator",      Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved},
  {Param::osc_kind,        "osc/kind",        "Oscillator kind", Unit::choice, 0,        4,       0,       Curve::steps,  kDesk, Repeat::once, kNoFlags, kOscillators},
  {Param::osc_freq,        "osc/freq",        "Oscillator freq", Unit::hz,     20,       20000,   1000,    Curve::log,    kDesk},
  {Param::osc_level,       "osc/level",       "Oscillator level", Unit::dB,    -80,      0,       -20,     Curve::linear, kDesk},
  {Param::selected,        "selected",        "Selected strip",  Unit::strip,  0,        8191,    0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::lock,            "lock",            "Lock",            Unit::choice, 0,        2,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone, kLocks},
  {Param::undo,            "undo",            "Undo",            Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::redo,            "redo",            "Redo",            Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::surfaces_repaint, "surfaces/repaint", "Repaint surfaces", Unit::action, 0,     1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::timecode_rate,   "timecode/rate",   "Timecode rate",   Unit::choice, 0,        3,       1,       Curve::steps,  kDesk, Repeat::once, kNoFlags, kTimecodeRates},
  {Param::timecode_run,    "timecode/run",    "Timecode runs",   Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::timecode_zero,   "timecode/zero",   "Timecode to zero", Unit::action, 0,       1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::timecode_digits, "timecode/digits", "Surfaces' digits", Unit::choice, 0,       3,       0,       Curve::steps,  kDesk, Repeat::once, kNoFlags, kSurfaceDigitWords},
  {Param::clock_on,        "clock/on",        "MIDI clock",      Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk},
  {Param::clock_tempo,     "clock/tempo",     "Tempo",           Unit::bpm,    30,       300,     120,     Curve::linear, kDesk},
  {Param::scene_store,     "store",           "Store scene",     Unit::action, 0,        1,       0,       Curve::steps,  kScene, Repeat::once, kNotSaved | kNotUndone | kStructure},
  {Param::scene_recall,    "recall",          "Recall scene",    Unit::action, 0,        1,       0,       Curve::steps,  kScene, Repeat::once, kNotSaved | kNotUndone},
  {Param::scene_delete,    "delete",          "Delete scene",    Unit::action, 0,        1,       0,       Curve::steps,  kScene, Repeat::once, kNotSaved | kNotUndone | kStructure},
  {Param::scene_current,   "scene/current",   "Current scene",   Unit::scene,  0,        kScenes, 0,       Curve::steps,  kDesk},
  {Param::scene_next,      "scene/next",      "Next scene",      Unit::scene,  0,        kScenes, 0,       Curve::steps,  kDesk},
  {Param::scene_go,        "scene/go",        "GO",              Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::scene_back,      "scene/back",      "Back one scene",  Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::scene_update,    "scene/store",     "Update scene",    Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone | kStructure},
  {Param::record,          "record",          "Record",          Unit::on_off, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::marker,          "marker",          "Marker",          Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
  {Param::save,            "save",            "Save show",       Unit::action, 0,        1,       0,       Curve::steps,  kDesk, Repeat::once, kNotSaved | kNotUndone},
};
// clang-format on

// True when every row is sound and no kind of strip holds an address or a word twice. Checked at compile time.
constexpr bool table_is_sound(const ControlRow* rows, int count) {
  const auto same_text = [](const char* a, const char* b) {
    while (*a && *a == *b) ++a, ++b;
    return *a == *b;
  };
  for (int i = 0; i < count; ++i) {
    const ControlRow& row = rows[i];
    if (!*row.address || !*row.name || row.kinds == 0) return false;
    if (!(row.min <= row.standard && row.standard <= row.max)) return false;
    if (row.unit != Unit::text && !(row.min < row.max)) return false;
    if (row.curve == Curve::log && !(row.min > 0)) return false;
    if (row.curve == Curve::fader && (row.min != kOff_dB || row.max != 10)) return false;
    if ((row.unit == Unit::on_off || row.unit == Unit::action) && (row.min != 0 || row.max != 1)) return false;
    // A choice without words does not compile; comparing with nullptr would not under -fsanitize=undefined.
    if (row.unit == Unit::choice && !*row.choices[static_cast<int>(row.max)]) return false;
    bool has_star = false;
    for (const char* c = row.address; *c; ++c) has_star = has_star || *c == '*';
    if (has_star != (row.repeat != Repeat::once)) return false;
    for (int j = 0; j < i; ++j)
      if ((rows[j].kinds & row.kinds) && (rows[j].param == row.param || same_text(rows[j].address, row.address)))
        return false;
  }
  return true;
}
static_assert(table_is_sound(kTableRows, static_cast<int>(std::size(kTableRows))));

}  // namespace headroom
