// What others read where our loudness meter reads: libebur128 of samples, ffmpeg of files.
#pragma once

#include <ebur128.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "io/atomic_file.h"
#include "tests/child_process.h"
#include "tests/meter_signals.h"
#include "tests/temporary_folder.h"

namespace headroom {

struct SecondOpinion {
  double integrated_LUFS = 0, range_LU = 0;
  double true_peak_dBTP = 0;  // of ffmpeg
};

// EBU Tech 3342 word for word over all short-term values.
inline double range_of(std::vector<double> short_term_LUFS) {
  const auto drop_below = [&](double gate_LUFS) {
    std::erase_if(short_term_LUFS, [&](double loudness_LUFS) { return !(loudness_LUFS >= gate_LUFS); });
  };
  drop_below(-70);
  double power = 0;
  for (const double loudness_LUFS : short_term_LUFS) power += std::pow(10, loudness_LUFS / 10);
  drop_below(10 * std::log10(power / static_cast<double>(short_term_LUFS.size())) - 20);
  std::sort(short_term_LUFS.begin(), short_term_LUFS.end());
  const auto percentile = [&](double percent) {
    return short_term_LUFS[static_cast<size_t>(
        std::lround(static_cast<double>(short_term_LUFS.size() - 1) * percent / 100))];
  };
  return percentile(95) - percentile(10);
}

// libebur128's integrated loudness, and the range of its short-term values, ten a second. (Its own range takes one a
// second, fewer than Tech 3342 now asks for.)
inline SecondOpinion ebur128_reading(std::span<const Samples> programme, double sample_rate) {
  ebur128_state* state = ebur128_init(static_cast<unsigned>(programme.size()), static_cast<unsigned long>(sample_rate),
                                      EBUR128_MODE_I | EBUR128_MODE_S);
  const auto hop_frames = static_cast<size_t>(sample_rate / 10);
  Samples interleaved(hop_frames * programme.size());
  std::vector<double> short_term_LUFS;
  for (size_t from = 0; from + hop_frames <= programme[0].size(); from += hop_frames) {
    for (size_t f = 0; f < hop_frames; ++f)
      for (size_t c = 0; c < programme.size(); ++c) interleaved[f * programme.size() + c] = programme[c][from + f];
    ebur128_add_frames_float(state, interleaved.data(), hop_frames);
    double loudness_LUFS = 0;
    ebur128_loudness_shortterm(state, &loudness_LUFS);
    if (from + hop_frames >= 30 * hop_frames) short_term_LUFS.push_back(loudness_LUFS);
  }
  SecondOpinion reading;
  ebur128_loudness_global(state, &reading.integrated_LUFS);
  reading.range_LU = range_of(short_term_LUFS);
  ebur128_destroy(&state);
  return reading;
}

// ffmpeg's filter ebur128 over files that are the sides of one programme; it prints tenths.
inline SecondOpinion ffmpeg_reading(const std::vector<std::string>& files) {
  std::vector<std::string> words{"ffmpeg", "-hide_banner", "-nostats"};
  std::string inputs;
  for (size_t i = 0; i < files.size(); ++i) {
    words.insert(words.end(), {"-i", files[i]});
    inputs += '[' + std::to_string(i) + ']';
  }
  const std::string merged = files.size() > 1 ? inputs + "amerge," : inputs;
  words.insert(words.end(), {"-filter_complex", merged + "ebur128=peak=true:framelog=verbose", "-f", "null", "-"});
  const TemporaryFolder folder;
  REQUIRE(ChildProcess::start(words, folder.file("summary")).wait() == 0);
  const std::string summary = *read_whole_file(folder.file("summary"));
  const auto number = [&](const std::string& name) {
    const size_t at = summary.rfind(name);
    return at == std::string::npos ? NAN : std::atof(summary.c_str() + at + name.size());
  };
  return {number("I:"), number("LRA:"), number("Peak:")};
}

}  // namespace headroom
