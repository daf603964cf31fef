// How many bytes a MIDI line takes in a time: a DIN cable carries 3125 a second (31250 baud, ten bits a byte), and
// motors dislike denser streams.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace headroom {

// What a DIN cable is given at most within any second.
inline constexpr int kDinBytesPerSecond = 3000;

class ByteBudget {
 public:
  // Within any second no more than `bytes_per_second`, an eleventh of them at once.
  explicit ByteBudget(int bytes_per_second)
      : bytes_per_second_(bytes_per_second * 10 / 11.0), most_(bytes_per_second / 11.0) {}

  // False when the line has no room for `bytes` yet.
  bool take(size_t bytes, int64_t now_ns) {
    if (last_ns_ == 0) left_ = most_;
    left_ = std::min(most_, left_ + static_cast<double>(now_ns - last_ns_) * 1e-9 * bytes_per_second_);
    last_ns_ = now_ns;
    if (left_ < static_cast<double>(bytes)) return false;
    left_ -= static_cast<double>(bytes);
    return true;
  }

 private:
  double bytes_per_second_, most_;
  double left_ = 0;
  int64_t last_ns_ = 0;
};

}  // namespace headroom
