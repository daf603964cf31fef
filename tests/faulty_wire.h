// A MIDI line with the faults of real ones, on a clock of its own: messages come late, twice, not at all or out of
// order; system exclusive is cut into pieces, status bytes are left out (running status), active sensing and clock
// stand in between.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <random>
#include <utility>
#include <vector>

namespace headroom {

struct WireFaults {
  int latest_ms = 0;           // every message takes 0 to this long
  bool keeps_order = true;     // false: each for itself
  double lost = 0, twice = 0;  // shares of the messages
  bool is_real_time_between = false;
  bool has_running_status = false;
  size_t piece_bytes = 0;  // bytes are handed over in pieces of at most this; 0: message by message
};

class FaultyWire {
 public:
  using Bytes = std::vector<uint8_t>;
  FaultyWire(const WireFaults& faults, unsigned seed) : faults_(faults), random_(seed) {}

  void send(const Bytes& message, int64_t now_ns) {
    if (chance(faults_.lost)) return;
    put(message, now_ns);
    if (chance(faults_.twice)) put(message, now_ns);
  }

  // What comes out at the other end by now, in pieces.
  std::vector<Bytes> take(int64_t now_ns) {
    if (!faults_.keeps_order)
      std::stable_sort(on_the_way_.begin(), on_the_way_.end(),
                       [](const Way& a, const Way& b) { return a.at_ns < b.at_ns; });
    Bytes stream;
    std::vector<Bytes> pieces;
    while (!on_the_way_.empty() && on_the_way_.front().at_ns <= now_ns) {
      const Bytes message = on_the_way_.front().message;
      on_the_way_.pop_front();
      write(message, stream);
      if (faults_.piece_bytes == 0) pieces.push_back(std::exchange(stream, {}));
    }
    for (size_t at = 0; at < stream.size(); at += faults_.piece_bytes)
      pieces.emplace_back(
          stream.begin() + static_cast<std::ptrdiff_t>(at),
          stream.begin() + static_cast<std::ptrdiff_t>(std::min(stream.size(), at + faults_.piece_bytes)));
    return pieces;
  }

  void become_sound() { faults_ = WireFaults{}; }

 private:
  struct Way {
    int64_t at_ns;
    Bytes message;
  };
  bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }

  void put(const Bytes& message, int64_t now_ns) {
    int64_t at_ns = now_ns + std::uniform_int_distribution<int64_t>(0, faults_.latest_ms)(random_) * 1'000'000;
    if (faults_.keeps_order && !on_the_way_.empty()) at_ns = std::max(at_ns, on_the_way_.back().at_ns);
    on_the_way_.push_back({at_ns, message});
  }

  void write(const Bytes& message, Bytes& stream) {
    const bool is_channel = message[0] < 0xF0;
    const bool goes_on = faults_.has_running_status && is_channel && message[0] == running_;
    running_ = is_channel ? message[0] : 0;
    for (size_t i = goes_on ? 1 : 0; i < message.size(); ++i) {
      if (faults_.is_real_time_between && chance(0.3)) stream.push_back(chance(0.5) ? 0xFE : 0xF8);
      stream.push_back(message[i]);
    }
  }

  WireFaults faults_;
  std::mt19937 random_;
  std::deque<Way> on_the_way_;
  uint8_t running_ = 0;
};

}  // namespace headroom
