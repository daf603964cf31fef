#include "dsp/strip_bank.h"

#include <algorithm>

namespace headroom {

void aim(StripBank& bank, const float* parameters, int ramp_frames) {
  const auto values = [&](int row) { return parameters + row * kLanes; };
  bank.input.rows.go_row(InputRow::trim, values(Strip::trim), ramp_frames);
  // The link decides what the detectors hear, and their own smoothing is the ramp.
  std::copy_n(values(Strip::link), kLanes, bank.link);
  // A mixture of two filters is stable only if all its numbers are mixed alike (eq_design.cpp).
  for (int i = 0; i < kSections; ++i) bank.sections[i].rows.go_together(values(Strip::section(i)), ramp_frames);
  bank.gate.rows.go_rows(values(Strip::gate), ramp_frames);
  bank.compressor.rows.go_rows(values(Strip::compressor), ramp_frames);
  bank.leave.fade.go_rows(values(Strip::fade), ramp_frames);
}

bool advance(StripBank& bank) {
  uint64_t moving = 0;
  const auto move_on = [&](auto& rows) {
    rows.advance();
    moving |= rows.moving;
  };
  move_on(bank.input.rows);
  for (FilterSection& section : bank.sections) move_on(section.rows);
  move_on(bank.gate.rows);
  move_on(bank.compressor.rows);
  move_on(bank.leave.fade);
  return moving != 0;
}

}  // namespace headroom
