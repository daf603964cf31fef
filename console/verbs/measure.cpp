// headroom measure: loudness, levels, stereo field and spectrum of sound files.
#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "console/measure/page.h"
#include "console/measure/programme_meters.h"
#include "console/measure/series.h"
#include "console/verbs/progress_line.h"
#include "console/verbs/verb.h"
#include "dsp/decibels.h"
#include "dsp/flush_denormals.h"
#include "dsp/levels.h"
#include "io/atomic_file.h"
#include "io/sound_file_reader.h"

namespace headroom {
namespace {

using Json = nlohmann::ordered_json;

struct MeasureWords {
  std::vector<std::string> files;
  std::string series_file, plot_file;
  double target_LUFS = kEbuTarget_LUFS;
  std::optional<double> full_scale_dB_SPL;
  bool spectrum = false, json = false;
};

struct Measured {
  FileLayout layout;
  ProgrammeMeters meters;
  std::vector<std::string> notes;  // sentences: what is wrong with the file
};

// A sample that is no number would hide every level after it. It counts as silence; returns how many did.
int64_t silence_broken(float* const* channels, size_t count, int frames) {
  int64_t broken = 0;
  for (size_t c = 0; c < count; ++c)
    for (int f = 0; f < frames; ++f) {
      if (std::isfinite(channels[c][f])) continue;
      channels[c][f] = 0;
      ++broken;
    }
  return broken;
}

Result<Measured> measure(const std::string& path, const MeterChoice& choice) {
  auto reader = SoundFileReader::open(path);
  if (!reader) return Error{reader.error()};
  const FlushDenormals flush;
  const FileLayout layout = layout_of(reader->speakers());
  Measured measured{layout, ProgrammeMeters(layout, reader->sample_rate(), choice), {}};
  constexpr int kBlockFrames = 4096;
  std::vector<std::vector<float>> block(layout.channels.size(), std::vector<float>(kBlockFrames));
  std::vector<float*> channels;
  for (std::vector<float>& samples : block) channels.push_back(samples.data());
  int64_t broken = 0;
  ProgressLine progress(path);
  while (const int got = reader->read(channels.data(), kBlockFrames)) {
    broken += silence_broken(channels.data(), channels.size(), got);
    measured.meters.process(channels.data(), got);
    progress.tell(reader->share_read());
  }
  if (measured.meters.frames() == 0) return sound_not_read(path, "it holds no sound");
  measured.meters.finish();
  if (const std::string note = reader->cut_short_note(); !note.empty()) measured.notes.push_back(note);
  if (broken > 0)
    measured.notes.push_back('"' + path + "\" holds " + std::to_string(broken) +
                             " samples that are no numbers; they count as silence.");
  return measured;
}

Json number(double value) { return json_number(value); }
Json number(std::optional<double> value) { return json_number(value.value_or(NAN)); }
Json dB_number(double linear) { return json_number(level_dB(linear)); }

Json sound_levels_json(const ChannelSoundLevels& levels) {
  Json json{{"LAeq_dB", number(levels.a.leq_since_reset_dB())}, {"LCeq_dB", number(levels.c.leq_since_reset_dB())},
            {"LZeq_dB", number(levels.z.leq_since_reset_dB())}, {"LAFmax_dB", number(levels.a.max_fast_dB())},
            {"LASmax_dB", number(levels.a.max_slow_dB())},      {"LCpeak_dB", number(levels.c.peak_dB())}};
  for (size_t i = 0; i < kLeqMinutes.size(); ++i)
    json["max_LAeq_" + std::to_string(kLeqMinutes[i]) + "min_dB"] = number(levels.a.max_leq_dB(i));
  return json;
}

Json channel_json(const FileChannel& channel, const ChannelMeters& levels, const ProgrammeMeters& meters) {
  const auto frames = static_cast<double>(meters.frames());
  Json json{{"label", channel.label},
            {"weight", channel.weight},
            {"sample_peak_dBFS", dB_number(levels.sample_peak)},
            {"true_peak_dBTP", dB_number(levels.true_peak)},
            {"rms_dBFS", number(rms_dBFS(levels.squares / frames))},
            {"max_rms_dBFS", number(levels.rms.max_dBFS())},
            {"max_K_12_dB", number(levels.rms.max_dBFS() - k_zero_dBFS(KScale::k_12))},
            {"max_K_14_dB", number(levels.rms.max_dBFS() - k_zero_dBFS(KScale::k_14))},
            {"max_K_20_dB", number(levels.rms.max_dBFS() - k_zero_dBFS(KScale::k_20))},
            {"max_ppm_I_dBFS", number(levels.ppm_I.max_dBFS())},
            {"max_ppm_II_dBFS", number(levels.ppm_II.max_dBFS())},
            {"max_VU", number(levels.vu.max_VU())},
            {"dc_offset_percent", number(100 * levels.sum / frames)},
            {"overs", levels.overs.count()}};
  if (levels.overs.count() > 0) {
    json["first_over_s"] = number(static_cast<double>(levels.overs.first_frame()) / meters.sample_rate());
    json["last_over_s"] = number(static_cast<double>(levels.overs.last_frame()) / meters.sample_rate());
  }
  for (const ChannelSoundLevels& sound_levels : levels.sound_levels)
    json["sound_level"] = sound_levels_json(sound_levels);
  return json;
}

void add_field(Json& json, const ProgrammeMeters& meters) {
  const SidePowers sides = meters.stereo_phase() ? meters.stereo_phase()->whole() : SidePowers{};
  json["correlation"] = number(sides.correlation());
  if (meters.stereo_phase()) {
    json["balance_dB"] = number(sides.balance_dB());
    json["mono_loss_dB"] = number(sides.mono_loss_dB());
    json["width_dB"] = number(sides.width_dB());
    json["out_of_phase_s"] = number(meters.stereo_phase()->out_of_phase_s());
  }
  if (const auto dominance = meters.dominance())
    json["dominance"] = {{"azimuth_deg", number(dominance->azimuth_deg)},
                         {"elevation_deg", number(dominance->elevation_deg)},
                         {"length", number(dominance->length)}};
}

// What the programme is on fewer loudspeakers, and what that has against the whole.
Json fold_json(const FoldDownMeter& fold, const ProgrammeMeters& meters) {
  const double integrated_LUFS = fold.loudness().integrated_LUFS();
  return {{"integrated_LUFS", number(integrated_LUFS)},
          {"loss_LU", number(meters.loudness().integrated_LUFS() - integrated_LUFS)},
          {"max_short_term_LUFS", number(fold.loudness().max_short_term_LUFS())},
          {"sample_peak_dBFS", number(fold.max_peak_dBFS())}};
}

Json json_of(const std::string& file, const Measured& measured, double target_LUFS) {
  const ProgrammeMeters& meters = measured.meters;
  const LoudnessMeter& loudness = meters.loudness();
  Json json{{"file", file},
            {"channels", measured.layout.channels.size()},
            {"layout", measured.layout.name},
            {"sample_rate_hz", meters.sample_rate()},
            {"seconds", meters.seconds()},
            {"integrated_LUFS", number(loudness.integrated_LUFS())},
            {"integrated_LU", number(loudness.integrated_LUFS() - target_LUFS)},
            {"target_LUFS", target_LUFS},
            {"range_LU", number(loudness.range_LU())},
            {"range_is_stable", loudness.has_stable_range()},
            {"max_momentary_LUFS", number(loudness.max_momentary_LUFS())},
            {"max_short_term_LUFS", number(loudness.max_short_term_LUFS())},
            {"true_peak_dBTP", number(meters.true_peak_dBTP())},
            {"sample_peak_dBFS", number(meters.sample_peak_dBFS())},
            {"rms_dBFS", number(meters.rms_dBFS())},
            {"peak_to_loudness_dB", number(meters.peak_to_loudness_dB())},
            {"least_peak_to_short_term_dB", number(meters.least_peak_to_short_term_dB())},
            {"overs", meters.overs()}};
  add_field(json, meters);
  if (meters.folded_to_stereo()) json["folded_to_stereo"] = fold_json(*meters.folded_to_stereo(), meters);
  if (meters.folded_to_mono()) json["folded_to_mono"] = fold_json(*meters.folded_to_mono(), meters);
  for (size_t c = 0; c < measured.layout.channels.size(); ++c)
    json["by_channel"].push_back(channel_json(measured.layout.channels[c], meters.channels()[c], meters));
  for (const auto& level : meters.spectrum())
    json["thirds_of_an_octave"].push_back({{"freq_hz", nominal_hz(3, level.band.centre_hz)},
                                           {"mean_dBFS", number(level.mean_dBFS)},
                                           {"max_dBFS", number(level.held_dBFS)}});
  return json;
}

void print_line(const std::string& file, const Measured& measured) {
  const ProgrammeMeters& meters = measured.meters;
  std::printf("%s: %s LUFS, range %.1f LU, true peak %s dBTP, sample peak %s dBFS, RMS %s dBFS, %lld overs",
              file.c_str(), dB_text(meters.loudness().integrated_LUFS()).c_str(), meters.loudness().range_LU(),
              dB_text(meters.true_peak_dBTP()).c_str(), dB_text(meters.sample_peak_dBFS()).c_str(),
              dB_text(meters.rms_dBFS()).c_str(), static_cast<long long>(meters.overs()));
  if (meters.stereo_phase())
    if (const auto correlation = meters.stereo_phase()->whole().correlation())
      std::printf(", correlation %+.2f", *correlation);
  std::printf("\n");
}

// Series and page have names of their own, not the measured file's.
Outcome check_outputs(const MeasureWords& words) {
  if (!words.series_file.empty() && words.series_file == words.plot_file)
    return Error{"--series and --plot both name \"" + words.plot_file + "\"; give each a file of its own"};
  for (const std::string& output : {words.series_file, words.plot_file})
    for (const std::string& file : words.files)
      if (const Outcome kept = not_over(output, file); !kept) return kept;
  return {};
}

Outcome write_extras(const std::string& file, const Measured& measured, const MeasureWords& words) {
  if (!words.series_file.empty())
    if (const Outcome written = write_whole_file(words.series_file, series_csv(measured.meters)); !written)
      return written;
  if (words.plot_file.empty()) return {};
  const auto page = measurement_page(std::filesystem::path(file).filename().string(), measured.layout, measured.meters,
                                     words.target_LUFS);
  if (!page) return Error{page.error()};
  return write_png(words.plot_file, *page);
}

}  // namespace

int run_measure(int argc, char** argv) {
  CLI::App app{
      "Measures sound files: loudness and range (ITU-R BS.1770-5, EBU Tech 3341 and 3342), true and sample peak, RMS "
      "(AES17: a full-scale sine reads 0 dBFS), overs (three samples in a row at full scale), programme and VU meters, "
      "correlation of stereo files, direction of surround files.",
      "headroom measure"};
  MeasureWords words;
  app.add_option("FILE", words.files, "Sound files")->required();
  app.add_flag("--json", words.json,
               "Answer for a program: an object for one file, an array for several; silence is null");
  app.add_option("--target", words.target_LUFS, "The loudness wanted, LUFS; integrated_LU counts from it")
      ->check(CLI::Range(-60.0, 0.0))
      ->capture_default_str();
  app.add_flag("--spectrum", words.spectrum, "Thirds of an octave in the JSON (IEC 61260-1 class 1)");
  app.add_option("--full-scale-spl", words.full_scale_dB_SPL,
                 "Sound levels in the JSON (LAeq, LAFmax, LCpeak ...): the dB SPL of a sine at full scale")
      ->check(CLI::Range(0.0, 200.0));
  app.add_option("--series", words.series_file, "CSV file to write: the readings of one file, ten a second");
  app.add_option("--plot", words.plot_file, "PNG file to write: the measurement of one file as a page");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  if (words.files.size() > 1 && !(words.series_file.empty() && words.plot_file.empty()))
    return wrong_usage("--series and --plot are for one sound file; " + std::to_string(words.files.size()) +
                       " were given");
  if (const Outcome checked = check_outputs(words); !checked) return wrong_usage(checked.error());

  const MeterChoice choice{words.spectrum || !words.plot_file.empty(), words.full_scale_dB_SPL};
  Json rows = Json::array();
  int status = kDone;
  for (const std::string& file : words.files) {
    const auto measured = measure(file, choice);
    if (!measured) {
      status = fail(measured.error());
      continue;
    }
    for (const std::string& note : measured->notes) std::fprintf(stderr, "headroom: %s\n", note.c_str());
    if (words.json)
      rows.push_back(json_of(file, *measured, words.target_LUFS));
    else
      print_line(file, *measured);
    if (const Outcome written = write_extras(file, *measured, words); !written) status = fail(written.error());
  }
  if (words.json && words.files.size() > 1) print_json(rows);
  if (words.json && words.files.size() == 1 && !rows.empty()) print_json(rows.front());
  return status;
}

}  // namespace headroom
