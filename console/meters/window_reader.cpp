#include "console/meters/window_reader.h"

#include <algorithm>

#include "dsp/strip.h"

namespace headroom {

// The count of frames is read before the aim: whatever was written under a newer aim is met together with it.
WindowReader::Aimed WindowReader::look(const LinkMeters& link, int tap) {
  written_ = link.audio(tap).written();
  TapAim aim = aim_;
  const bool is_read = link.read_aim(tap, aim);
  if (!is_read) written_ = next_;  // whose sound it is shows at the next look
  const bool is_new = is_read && aim.number != aim_.number;
  if (is_new) {
    aim_ = aim;
    next_ = aim.window_start;
  }
  return {aim_, is_new};
}

WindowReader::Piece WindowReader::next(const AudioWindow& window) {
  if (aim_.lanes == 0 || next_ >= written_) return {};
  Piece piece;
  for (;;) {
    const uint64_t waiting = written_ - next_;
    // Overwritten, or about to be: what is left is read from its middle on.
    if (waiting > kAudioFrames - kGridFrames) {
      piece.missed += waiting - kMostFrames;
      next_ = written_ - kMostFrames;
    }
    piece.frames = static_cast<int>(std::min<uint64_t>(written_ - next_, kMostFrames));
    bool is_whole = true;
    for (int lane = 0; lane < aim_.lanes; ++lane) {
      float* to = samples_.data() + static_cast<ptrdiff_t>(lane) * kMostFrames;
      pointers_[static_cast<size_t>(lane)] = to;
      is_whole =
          window.copy_until(next_ + static_cast<uint64_t>(piece.frames), lane, to, piece.frames).whole && is_whole;
    }
    if (is_whole) break;
    written_ = window.written();  // the writer came by while we copied
  }
  next_ += static_cast<uint64_t>(piece.frames);
  return piece;
}

}  // namespace headroom
