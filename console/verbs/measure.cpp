// headroom measure: loudness, levels and stereo field of sound files.
#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "console/measure/programme_meters.h"
#include "console/verbs/verb.h"
#include "dsp/flush_denormals.h"
#include "io/sound_file_reader.h"

namespace headroom {
namespace {

using Json = nlohmann::ordered_json;

struct Measured {
  FileLayout layout;
  double sample_rate;
  ProgrammeMeters meters;
  std::string note;  // empty, or what the file lacks
};

Result<Measured> measure(const std::string& path) {
  auto reader = SoundFileReader::open(path);
  if (!reader) return Error{reader.error()};
  const FlushDenormals flush;
  const FileLayout layout = layout_of(reader->speakers());
  Measured measured{layout, reader->sample_rate(), ProgrammeMeters(layout, reader->sample_rate()), {}};
  constexpr int kBlockFrames = 4096;
  std::vector<std::vector<float>> block(layout.channels.size(), std::vector<float>(kBlockFrames));
  std::vector<float*> channels;
  for (std::vector<float>& samples : block) channels.push_back(samples.data());
  while (const int got = reader->read(channels.data(), kBlockFrames)) measured.meters.process(channels.data(), got);
  if (measured.meters.frames() == 0) return sound_not_read(path, "it holds no sound");
  measured.meters.finish();
  measured.note = reader->cut_short_note();
  return measured;
}

// Numbers for a program: three decimals; null for what is not there, silence above all.
Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 1000) / 1000;
}
Json number(std::optional<double> value) { return number(value.value_or(NAN)); }
Json dB_number(double linear) { return number(20 * std::log10(linear)); }

Json channel_json(const FileChannel& channel, const ChannelLevels& levels, const Measured& measured) {
  const auto frames = static_cast<double>(measured.meters.frames());
  Json json{{"label", channel.label},
            {"sample_peak_dBFS", dB_number(levels.sample_peak)},
            {"true_peak_dBTP", dB_number(levels.true_peak)},
            {"rms_dBFS", number(10 * std::log10(2 * levels.squares / frames))},
            {"dc_offset_percent", number(100 * levels.sum / frames)},
            {"overs", levels.overs.count()}};
  if (levels.overs.count() > 0) {
    json["first_over_s"] = number(static_cast<double>(levels.overs.first_frame()) / measured.sample_rate);
    json["last_over_s"] = number(static_cast<double>(levels.overs.last_frame()) / measured.sample_rate);
  }
  return json;
}

Json json_of(const std::string& file, const Measured& measured) {
  const ProgrammeMeters& meters = measured.meters;
  const LoudnessMeter& loudness = meters.loudness();
  Json json{{"file", file},
            {"channels", measured.layout.channels.size()},
            {"layout", measured.layout.name},
            {"sample_rate_hz", measured.sample_rate},
            {"seconds", static_cast<double>(meters.frames()) / measured.sample_rate},
            {"integrated_LUFS", number(loudness.integrated_LUFS())},
            {"range_LU", number(loudness.range_LU())},
            {"max_momentary_LUFS", number(loudness.max_momentary_LUFS())},
            {"max_short_term_LUFS", number(loudness.max_short_term_LUFS())},
            {"true_peak_dBTP", number(meters.true_peak_dBTP())},
            {"sample_peak_dBFS", number(meters.sample_peak_dBFS())},
            {"rms_dBFS", number(meters.rms_dBFS())},
            {"peak_to_loudness_dB", number(meters.peak_to_loudness_dB())},
            {"least_peak_to_short_term_dB", number(meters.least_peak_to_short_term_dB())},
            {"overs", meters.overs()},
            {"correlation", number(meters.correlation())}};
  for (size_t c = 0; c < measured.layout.channels.size(); ++c)
    json["by_channel"].push_back(channel_json(measured.layout.channels[c], meters.channels()[c], measured));
  return json;
}

void print_line(const std::string& file, const Measured& measured) {
  const ProgrammeMeters& meters = measured.meters;
  std::printf("%s: %s LUFS, range %.1f LU, true peak %s dBTP, sample peak %s dBFS, RMS %s dBFS, %lld overs",
              file.c_str(), dB_text(meters.loudness().integrated_LUFS()).c_str(), meters.loudness().range_LU(),
              dB_text(meters.true_peak_dBTP()).c_str(), dB_text(meters.sample_peak_dBFS()).c_str(),
              dB_text(meters.rms_dBFS()).c_str(), static_cast<long long>(meters.overs()));
  if (const auto correlation = meters.correlation()) std::printf(", correlation %+.2f", *correlation);
  std::printf("\n");
}

}  // namespace

int run_measure(int argc, char** argv) {
  CLI::App app{
      "Measures sound files: loudness and range (ITU-R BS.1770-5, EBU Tech 3341 and 3342), true and sample peak, RMS "
      "over all channels (AES17: a full-scale sine reads 0 dBFS), overs (three samples in a row at full scale), "
      "correlation of stereo files.",
      "headroom measure"};
  std::vector<std::string> files;
  bool json = false;
  app.add_option("FILE", files, "Sound files")->required();
  app.add_flag("--json", json,
               "Answer for a program: an object for one file, an array for several; silence is null");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  Json rows = Json::array();
  int status = kDone;
  for (const std::string& file : files) {
    const auto measured = measure(file);
    if (!measured) {
      status = fail(measured.error());
      continue;
    }
    if (!measured->note.empty()) std::fprintf(stderr, "headroom: %s\n", measured->note.c_str());
    if (json)
      rows.push_back(json_of(file, *measured));
    else
      print_line(file, *measured);
  }
  if (json && files.size() > 1) print_json(rows);
  if (json && files.size() == 1 && !rows.empty()) print_json(rows.front());
  return status;
}

}  // namespace headroom
