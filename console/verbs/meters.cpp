// headroom meters: what the meters of the running desk read.
#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "console/table_rows.h"
#include "console/verbs/control_words.h"
#include "console/verbs/verb.h"
#include "dsp/meters/octave_bands.h"
#include "dsp/meters/ppm.h"
#include "dsp/meters/rms.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kSecond_ns = 1'000'000'000, kLook_ns = 10'000'000;

struct TapSeen {
  int tap;  // 0..
  TapAim aim;
  MeterReading reading;
};

// What taps that hear something read now; a tap that was just aimed is waited for, for a second.
std::vector<TapSeen> look(LinkClient& link, std::optional<int> only) {
  std::vector<TapSeen> seen;
  const int64_t limit_ns = monotonic_ns() + kSecond_ns;
  for (int tap = 0; tap < kMeterTaps; ++tap) {
    if (only && *only - 1 != tap) continue;
    TapSeen of_tap{tap, link.tap_aim(tap), {}};
    const auto is_there = [&] {
      of_tap.aim = link.tap_aim(tap);
      return link.read_meters(tap, of_tap.reading) && of_tap.reading.aim == of_tap.aim.number &&
             of_tap.reading.end_frame > 0;
    };
    while (of_tap.aim.lanes > 0 && !is_there() && monotonic_ns() < limit_ns) sleep_until(monotonic_ns() + kLook_ns);
    if (of_tap.aim.lanes > 0 && of_tap.reading.aim == of_tap.aim.number) seen.push_back(of_tap);
  }
  return seen;
}

Json fold_json(const FoldDownReading& fold) {
  return {{"momentary_LUFS", json_number(fold.momentary_LUFS)},
          {"short_term_LUFS", json_number(fold.short_term_LUFS)},
          {"integrated_LUFS", json_number(fold.integrated_LUFS)},
          {"max_peak_dBFS", json_number(fold.max_peak_dBFS)}};
}

Json lane_json(const TapSeen& seen, size_t lane, PpmKind ppm) {
  const LaneReading& levels = seen.reading.lane[lane];
  Json json{{"loudspeaker", loudspeaker_word(loudspeakers_of(seen.aim.layout)[lane])},
            {"momentary_LUFS", json_number(seen.reading.field.channel_momentary_LUFS[lane])},
            {"peak_dBFS", json_number(levels.peak_hold_dBFS)},
            {"max_peak_dBFS", json_number(levels.max_peak_dBFS)},
            {"max_true_peak_dBTP", json_number(levels.max_true_peak_dBTP)},
            {"rms_dBFS", json_number(levels.rms_dBFS)},
            {"ppm_dBFS", json_number(levels.ppm_dBFS)},
            {"ppm_scale", json_number(ppm_scale(ppm, levels.ppm_dBFS))},
            {"VU", json_number(levels.vu_VU)},
            {"overs", levels.overs}};
  if (levels.last_over_frame >= 0)
    json["last_over_s"] = json_number(static_cast<double>(levels.last_over_frame) / seen.aim.sample_rate);
  return json;
}

Json tap_json(const LinkClient& link, const TapSeen& seen) {
  const StripIndex meter = link.table().strip_of(kMeter, seen.tap + 1);
  const auto strip = static_cast<StripIndex>(seen.aim.strip);
  const MeterReading& reading = seen.reading;
  const LoudnessReading& loudness = reading.loudness;
  const double target_LUFS = link.value(meter, Param::meter_target);
  const auto k = static_cast<KScale>(static_cast<int>(link.value(meter, Param::meter_k)));
  const auto ppm = static_cast<PpmKind>(static_cast<int>(link.value(meter, Param::meter_ppm)));
  Json json{{"meter", seen.tap + 1},
            {"source", link.table().strip(strip).address},
            {"name", link.strip_name(strip)},
            {"layout", kSpeakerLayoutWords[static_cast<int>(seen.aim.layout)]},
            {"at_s", json_number(static_cast<double>(reading.end_frame) / seen.aim.sample_rate)},
            {"momentary_LUFS", json_number(loudness.momentary_LUFS)},
            {"short_term_LUFS", json_number(loudness.short_term_LUFS)},
            {"integrated_LUFS", json_number(loudness.integrated_LUFS)},
            {"integrated_LU", json_number(loudness.integrated_LUFS - target_LUFS)},
            {"target_LUFS", target_LUFS},
            {"range_LU", json_number(loudness.range_LU)},
            {"range_is_stable", loudness.has_stable_range != 0},
            {"max_momentary_LUFS", json_number(loudness.max_momentary_LUFS)},
            {"max_short_term_LUFS", json_number(loudness.max_short_term_LUFS)},
            {"max_true_peak_dBTP", json_number(loudness.max_true_peak_dBTP)},
            {"peak_to_short_term_dB", json_number(loudness.peak_to_short_term_dB)},
            {"peak_to_loudness_dB", json_number(loudness.peak_to_loudness_dB)},
            {"measured_s", json_number(loudness.measured_s)},
            {"measures", loudness.is_running != 0},
            {"not_measured_ms", json_number(1000 * static_cast<double>(reading.lost_frames) / seen.aim.sample_rate)},
            {"correlation", json_number(reading.phase.correlation_slow)},
            {"balance_dB", json_number(reading.phase.balance_dB)},
            {"mono_loss_dB", json_number(reading.phase.mono_loss_dB)},
            {"width_dB", json_number(reading.phase.width_dB)},
            {"out_of_phase_s", json_number(reading.phase.out_of_phase_s)},
            {"dominance",
             {{"azimuth_deg", json_number(reading.field.dominance_azimuth_deg)},
              {"elevation_deg", json_number(reading.field.dominance_elevation_deg)},
              {"length", json_number(reading.field.dominance_length)}}},
            {"lfe_correlation", json_number(reading.field.lfe_correlation)},
            {"folded_to_stereo", fold_json(reading.field.stereo)},
            {"folded_to_mono", fold_json(reading.field.mono)},
            {"k_scale", kKScales[static_cast<int>(k)]}};
  for (size_t lane = 0; lane < static_cast<size_t>(reading.lanes); ++lane) {
    json["by_lane"].push_back(lane_json(seen, lane, ppm));
    json["by_lane"].back()["K_dB"] = json_number(reading.lane[lane].rms_dBFS - k_zero_dBFS(k));
  }
  const auto bands = octave_bands(reading.spectrum.bands_per_octave);
  for (size_t band = 0; band < std::min(bands.size(), static_cast<size_t>(reading.spectrum.bands)); ++band)
    json["bands"].push_back({{"freq_hz", nominal_hz(reading.spectrum.bands_per_octave, bands[band].centre_hz)},
                             {"level_dBFS", json_number(reading.spectrum.level_dBFS[band])},
                             {"max_dBFS", json_number(reading.spectrum.held_dBFS[band])}});
  return json;
}

Json sound_level_json(const SoundLevelReading& reading) {
  Json json{{"measured_s", reading.seconds}};
  for (size_t w = 0; w < reading.weighted.size(); ++w) {
    const SoundLevelReading::Weighted& weighted = reading.weighted[w];
    const std::string L = std::string("L") + kWeightings[w];
    json[L + "F_dB"] = json_number(weighted.fast_dB);
    json[L + "S_dB"] = json_number(weighted.slow_dB);
    json[L + "Fmax_dB"] = json_number(weighted.max_fast_dB);
    json[L + "peak_dB"] = json_number(weighted.peak_dB);
    for (size_t i = 0; i < kLeqWindows_min.size(); ++i)
      json[L + "eq_" + std::to_string(kLeqWindows_min[i]) + "min_dB"] = json_number(weighted.leq_dB[i]);
  }
  for (const SoundLevelReading::Limit& limit : reading.limit)
    if (limit.is_on)
      json["limits"].push_back({{"leq_dB", json_number(limit.leq_dB)},
                                {"allowed_dB", json_number(limit.allowed_dB)},
                                {"allowed_s", limit.allowed_s},
                                {"is_passed", limit.is_passed != 0}});
  return json;
}

void print_tap(const LinkClient& link, const TapSeen& seen) {
  const LoudnessReading& loudness = seen.reading.loudness;
  int64_t overs = 0;
  for (const LaneReading& lane : seen.reading.lane) overs += lane.overs;
  std::printf("Meter %d, %s (%s): M %s, S %s, I %s LUFS, range %.1f LU, true peak %s dBTP, %lld overs", seen.tap + 1,
              link.strip_name(static_cast<StripIndex>(seen.aim.strip)).c_str(),
              kSpeakerLayoutWords[static_cast<int>(seen.aim.layout)], dB_text(loudness.momentary_LUFS).c_str(),
              dB_text(loudness.short_term_LUFS).c_str(), dB_text(loudness.integrated_LUFS).c_str(),
              static_cast<double>(loudness.range_LU), dB_text(loudness.max_true_peak_dBTP).c_str(),
              static_cast<long long>(overs));
  if (std::isfinite(seen.reading.phase.correlation_slow))
    std::printf(", correlation %+.2f", static_cast<double>(seen.reading.phase.correlation_slow));
  std::printf("\n");
}

void print_sound_level(const SoundLevelReading& reading) {
  const SoundLevelReading::Weighted& A = reading.weighted[0];
  std::printf("Sound level: LAS %s, LAeq 15 min %s, LCpeak %s dB\n", dB_text(A.slow_dB).c_str(),
              dB_text(A.leq_dB[3]).c_str(), dB_text(reading.weighted[1].peak_dB).c_str());
}

// One look at everything.
void print(LinkClient& link, std::optional<int> only, bool json, bool is_watched) {
  const std::vector<TapSeen> taps = look(link, only);
  SoundLevelReading level{};
  const bool has_level = !only && link.read_sound_level(level) && level.aim != 0;
  if (!json) {
    for (const TapSeen& seen : taps) print_tap(link, seen);
    if (has_level) print_sound_level(level);
  } else {
    Json answer{{"meters", Json::array()}};
    for (const TapSeen& seen : taps) answer["meters"].push_back(tap_json(link, seen));
    if (has_level) answer["sound_level"] = sound_level_json(level);
    if (is_watched)
      std::printf("%s\n", json_line(answer).c_str());
    else
      print_json(answer);
  }
  std::fflush(stdout);
}

}  // namespace

int run_meters(int argc, char** argv) {
  CLI::App app{
      "Prints what the meters of the running desk read: loudness, true peak, overs and correlation of each tap that "
      "hears "
      "something (/meter/1/source and so on), and the sound level where a microphone is set (/spl/input).",
      "headroom meters"};
  std::string name = "main";
  std::optional<int> tap;
  uint64_t count = 0;
  bool json = false, watch = false;
  app.add_option("--tap", tap, "Only this tap")->check(CLI::Range(1, kMeterTaps));
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "All readings, for a program; silence is null");
  app.add_flag("--watch", watch,
               "Again every second, until the desk or the watcher ends; with --json an object a line");
  app.add_option("--count", count, "With --watch: end after this many times")->check(CLI::Range(1.0, 1e15));
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  const auto desk = attach_to_desk(name, "meters");
  if (!desk) return fail(desk.error());
  LinkClient& link = **desk;
  int64_t next_ns = monotonic_ns();
  for (uint64_t printed = 1;; ++printed) {
    print(link, tap, json, watch);
    if (!watch || printed == count) return kDone;
    for (next_ns += kSecond_ns; monotonic_ns() < next_ns; sleep_until(monotonic_ns() + kLook_ns)) {
      if (!link.console_is_alive()) return fail("the console of the desk \"" + name + "\" is gone");
      link.beat();
    }
  }
}

}  // namespace headroom
