// Follows one tap through the link: hands over, piece by piece, what the audio thread wrote into the tap's window,
// without a gap while it is asked often enough (340 ms at 48 kHz). Meter thread.
#pragma once

#include <array>
#include <vector>

#include "console/link/link_meters.h"
#include "io/audio_window.h"

namespace headroom {

class WindowReader {
 public:
  // The most that is handed over at once; half a window, so that the writer may go on meanwhile.
  static constexpr int kMostFrames = static_cast<int>(kAudioFrames) / 2;

  // What came since the last call. First look at what the tap hears: with another aim than before, everything older is
  // passed over. Then call next() until it has nothing more.
  struct Aimed {
    TapAim aim;
    bool is_new;
  };
  Aimed look(const LinkMeters& link, int tap);

  struct Piece {
    int frames = 0;       // 0: nothing more
    uint64_t missed = 0;  // frames that were overwritten before this piece
  };
  // The next frames of the aim's lanes, in lanes().
  Piece next(const AudioWindow& window);
  const float* const* lanes() const { return pointers_.data(); }
  const TapAim& aim() const { return aim_; }

 private:
  TapAim aim_{};
  uint64_t next_ = 0, written_ = 0;  // frames of the window
  std::vector<float> samples_ = std::vector<float>(static_cast<size_t>(kTapLanes * kMostFrames));
  std::array<const float*, kTapLanes> pointers_{};
};

}  // namespace headroom
