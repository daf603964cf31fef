// The desk without a screen: levels, device and load in the terminal. A client of the link like any other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "dsp/loudspeakers.h"

namespace headroom {

// False when writing to `file` would wait: a terminal halted by Ctrl+S, a reader that sleeps. Neither may halt the
// desk, so what cannot be said now is not said.
bool takes_text(int file);

class TerminalLevels {
 public:
  explicit TerminalLevels(std::string desk);

  // Looks at the desk and shows it if it is time: a table ten times a second on a terminal, else a line every
  // few seconds. A desk that is gone is looked for again.
  void show(int64_t now_ns);
  // When show() wants to be called next.
  int64_t next_ns() const { return next_ns_; }
  // Takes the table off the screen, so that a line can be printed in its place.
  void clear();

 private:
  struct Level {
    StripIndex strip;
    float peak_dB;
  };
  bool follow_desk();
  void look(int64_t now_ns);
  std::vector<Level> loudest(size_t count) const;
  float shown_dB(StripIndex strip, int side) const;
  std::vector<Loudspeaker> main_loudspeakers() const;
  std::string status_line() const;
  void print_table();
  void print_line();

  std::string desk_;
  bool is_terminal_;
  std::unique_ptr<LinkClient> link_;
  MeterLook meters_;
  std::vector<float> falling_peak_;  // by lane of the desk, linear; falls slowly enough to be read
  int64_t looked_ns_ = 0, next_ns_ = 0;
  int lines_shown_ = 0;
};

}  // namespace headroom
