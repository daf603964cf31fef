// What a head of a SOFA file needs before it can be mixed through. Measured responses hold the ear canal, which the
// listener has already, and the measuring loudspeaker, which has no bass; both are the same from everywhere, and are
// taken away by the inverse of the mean over all directions: diffuse-field equalisation, which is what most headphones
// are made for. Below 250 Hz, where no head is in the way of sound, each ear hears the sound as it is, when it arrives.
#pragma once

#include <vector>

#include "io/sofa_head.h"

namespace headroom {

class HeadEqualiser {
 public:
  HeadEqualiser(const SofaHead& head, double sample_rate);

  // A response of that head at that rate, equalised; its mean over all directions is one.
  HeadResponse equalised(const HeadResponse& response) const;
  // What no head is in the way of, in step with what is equalised and with as much bass: the LFE. It begins at
  // `arrival_frame`.
  std::vector<float> as_it_is(size_t arrival_frame) const;

 private:
  std::vector<float> equalise(const std::vector<float>& ear) const;
  // Above the crossover what is heard, below it the sound itself.
  std::vector<float> with_bass(std::vector<double> heard, size_t arrival_frame) const;

  double sample_rate_;
  std::vector<float> inverse_;  // of minimum phase
};

// When one ear hears sound: the first frame with this part of its response's peak.
inline constexpr float kArrival = 0.1f;
size_t arrival_frame(const std::vector<float>& ear, float part);

}  // namespace headroom
