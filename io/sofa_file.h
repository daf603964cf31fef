// What a SOFA file (AES69) of the convention SimpleFreeFieldHRIR holds: how sound from each measured direction arrives
// at the two ears of one head. Not for the audio thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct SofaMeasurements {
  std::string name;        // of the head, for people: as the file says, or the file's own name
  double sample_rate = 0;  // Hz, a whole number, 8000 to 384000
  size_t frames = 0;       // of each response

  std::vector<float> directions;  // [measurement][x to the front, y to the left, z up], of length 1
  std::vector<float> responses;   // [measurement][left ear, right ear][frame]
  std::vector<float> delays;      // [measurement][left ear, right ear], frames in front of the response

  size_t count() const { return directions.size() / 3; }
};

// Reads and checks all of it: numbers that are none, dimensions and rates that cannot be are refused, and so are
// responses that end, with their delay, later than `longest_ms`: those are of a room, not of a head.
//
// A damaged file can bring libmysofa down with everything around it (one truncated file in four does, with 1.3.1). So a
// process of its own reads the file and hands over plain numbers; whatever becomes of it, this one goes on.
class SofaReading {
 public:
  // Begins to read. Takes a copy of this process: call it before there is much of it, and never while audio runs.
  static Result<SofaReading> start(const std::string& path, double longest_ms);
  SofaReading(SofaReading&& other) noexcept;
  SofaReading& operator=(SofaReading&&) = delete;
  ~SofaReading();

  // [any thread, once] Waits for the end, 20 s at most.
  Result<SofaMeasurements> finish();

 private:
  SofaReading(std::string path, double longest_ms, int process, int pipe);
  Result<SofaMeasurements> receive() const;

  std::string path_;
  double longest_ms_;
  int process_, pipe_;
};

// Both at once.
Result<SofaMeasurements> read_sofa_file(const std::string& path, double longest_ms);

}  // namespace headroom
