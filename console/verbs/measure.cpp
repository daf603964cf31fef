// headroom measure: loudness and levels of sound files.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "console/verbs/verb.h"
#include "dsp/levels.h"
#include "dsp/loudness.h"
#include "io/sound_file.h"

namespace headroom {
namespace {

struct Measured {
  double sample_peak_dBFS, rms_dBFS, integrated_LUFS;  // -infinity: silence
  std::optional<double> correlation;                   // of stereo files with sound on both sides
};

Measured measure(const Sound& sound) {
  float peak = 0;
  double squares = 0;
  std::vector<LoudnessChannel> channels;
  const auto weights = loudness_weights(static_cast<int>(sound.channels.size()));
  for (size_t c = 0; c < sound.channels.size(); ++c) {
    peak = std::max(peak, sample_peak(sound.channels[c].data(), sound.frames()));
    squares += mean_square(sound.channels[c]);
    channels.push_back({sound.channels[c], weights[c]});
  }
  Measured measured{20 * std::log10(static_cast<double>(peak)),
                    rms_dBFS(squares / static_cast<double>(sound.channels.size())),
                    integrated_LUFS(channels, sound.sample_rate), std::nullopt};
  if (sound.channels.size() == 2) measured.correlation = correlation(sound.channels[0], sound.channels[1]);
  return measured;
}

nlohmann::ordered_json number_or_null(double value, double digits) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * digits) / digits;
}

nlohmann::ordered_json json_of(const std::string& file, const Sound& sound, const Measured& measured) {
  constexpr double kDigits = 1000;
  return {{"file", file},
          {"channels", sound.channels.size()},
          {"sample_rate_hz", sound.sample_rate},
          {"seconds", static_cast<double>(sound.frames()) / sound.sample_rate},
          {"sample_peak_dBFS", number_or_null(measured.sample_peak_dBFS, kDigits)},
          {"rms_dBFS", number_or_null(measured.rms_dBFS, kDigits)},
          {"integrated_LUFS", number_or_null(measured.integrated_LUFS, kDigits)},
          {"correlation", number_or_null(measured.correlation.value_or(NAN), kDigits)}};
}

void print_line(const std::string& file, const Measured& measured) {
  char correlation[32] = "-";
  if (measured.correlation) std::snprintf(correlation, sizeof correlation, "%+.2f", *measured.correlation);
  std::printf("%s: %s LUFS, sample peak %s dBFS, RMS %s dBFS, correlation %s\n", file.c_str(),
              dB_text(measured.integrated_LUFS).c_str(), dB_text(measured.sample_peak_dBFS).c_str(),
              dB_text(measured.rms_dBFS).c_str(), correlation);
}

}  // namespace

int run_measure(int argc, char** argv) {
  CLI::App app{
      "Measures sound files: integrated loudness (ITU-R BS.1770), sample peak, RMS over all channels "
      "(AES17: a full-scale sine reads 0 dBFS), correlation of stereo files.",
      "headroom measure"};
  std::vector<std::string> files;
  bool json = false;
  app.add_option("FILE", files, "Sound files")->required();
  app.add_flag("--json", json,
               "Answer for a program: an object for one file, an array for several; silence is null");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  int status = kDone;
  for (const std::string& file : files) {
    const auto sound = read_sound_file(file);
    if (!sound) {
      status = fail(sound.error());
      continue;
    }
    for (const std::string& note : sound->notes) std::fprintf(stderr, "headroom: %s\n", note.c_str());
    const Measured measured = measure(*sound);
    if (json)
      rows.push_back(json_of(file, *sound, measured));
    else
      print_line(file, measured);
  }
  if (json && files.size() > 1) print_json(rows);
  if (json && files.size() == 1 && !rows.empty()) print_json(rows.front());
  return status;
}

}  // namespace headroom
