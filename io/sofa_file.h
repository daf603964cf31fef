// What a SOFA file (AES69) of the convention SimpleFreeFieldHRIR holds: how sound from each measured direction arrives at
// the two ears of one head. Not for the audio thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

// A response longer than this is a room's, not a head's.
inline constexpr double kLongestHead_ms = 50;

struct SofaMeasurements {
  std::string name;        // of the head, for people: as the file says, or the file's own name
  double sample_rate = 0;  // Hz, a whole number, 8000 to 384000
  size_t frames = 0;       // of each response

  std::vector<float> directions;  // [measurement][x to the front, y to the left, z up], of length 1
  std::vector<float> responses;   // [measurement][left ear, right ear][frame]
  std::vector<float> delays;      // [measurement][left ear, right ear], frames in front of the response

  size_t count() const { return directions.size() / 3; }
};

// Reads and checks all of it: numbers that are none, dimensions and rates that cannot be are refused.
Result<SofaMeasurements> read_sofa_file(const std::string& path);

}  // namespace headroom
