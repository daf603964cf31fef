// What the tests of dynamics share: levels, keys that step, and times read off one-poles.
#pragma once

#include "tests/bank_fixture.h"

namespace headroom {

inline double linear(double level_dB) { return std::pow(10, level_dB / 20); }

inline std::vector<float> level(double gain, size_t frames) {
  return std::vector<float>(frames, static_cast<float>(gain));
}

inline std::vector<float> joined(std::vector<float> first, const std::vector<float>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// The time constant of one pole, from what is left of its way (1 at the start) after each frame: read where 1/e is
// left. Frames are counted from the step on; between two frames the exponential itself says where 1/e would be.
inline double time_constant_ms(const std::vector<double>& left, double sample_rate) {
  size_t frame = 0;
  while (frame + 1 < left.size() && left[frame] > std::exp(-1)) ++frame;
  return -1000 * static_cast<double>(frame + 1) / sample_rate / std::log(left[frame]);
}

// The gain each lane comes to when lane `i` hears a constant level of levels_dB[i].
template <class Stage>
std::vector<double> settled_gains_dB(Stage stage, StripBank& bank, const double (&levels_dB)[kLanes], int frames) {
  TestBlock block;
  for (int done = 0; done < frames; done += kGridFrames) {
    for (int f = 0; f < kGridFrames; ++f) {
      for (int lane = 0; lane < kLanes; ++lane) block.at(f, lane) = static_cast<float>(linear(levels_dB[lane]));
    }
    stage(bank, block.samples, kGridFrames);
  }
  std::vector<double> gains_dB;
  for (int lane = 0; lane < kLanes; ++lane) gains_dB.push_back(dB(block.at(kGridFrames - 1, lane)) - levels_dB[lane]);
  return gains_dB;
}

constexpr double kRates[] = {44100, 48000, 96000};

}  // namespace headroom
