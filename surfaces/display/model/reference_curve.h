// A spectrum kept to compare others with - of a good night, of a record - and the file it stays in: lines of
// "freq_hz,level_dBFS", lowest frequency first, under a heading.
#pragma once

#include <string>
#include <vector>

#include "io/result.h"

namespace headroom::display {

struct CurvePoint {
  float freq_hz, level_dBFS;
};
using ReferenceCurve = std::vector<CurvePoint>;

std::string reference_text(const ReferenceCurve& curve);
// Refuses what is no curve: the sentence names the line.
Result<ReferenceCurve> parse_reference(const std::string& text);
// In a straight line over the logarithm of the frequency; beyond its ends the curve says nothing: NaN.
float level_at(const ReferenceCurve& curve, float freq_hz);

// The one stored curve of a user.
class ReferenceStore {
 public:
  // From now on the curve lives in this file, whose folder is made when it is needed; reads what is there.
  Outcome keep_in(const std::string& path);
  const ReferenceCurve& curve() const { return curve_; }  // empty: none
  // Whole or not at all; on an error the old one stays. Without a file it lasts as long as the screen.
  Outcome store(ReferenceCurve curve);

 private:
  std::string path_;
  ReferenceCurve curve_;
};

}  // namespace headroom::display
