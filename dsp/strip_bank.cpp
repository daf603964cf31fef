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
  bank.gate.key.rows.go_together(values(Strip::gate_key), ramp_frames);
  bank.compressor.rows.go_rows(values(Strip::compressor), ramp_frames);
  bank.compressor.key.rows.go_together(values(Strip::compressor_key), ramp_frames);
  bank.de_esser.rows.go_rows(values(Strip::de_esser), ramp_frames);
  bank.de_esser.band.rows.go_together(values(Strip::de_esser_band), ramp_frames);
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
  move_on(bank.gate.key.rows);
  move_on(bank.compressor.rows);
  move_on(bank.compressor.key.rows);
  move_on(bank.de_esser.rows);
  move_on(bank.de_esser.band.rows);
  move_on(bank.leave.fade);
  return moving != 0;
}

void forget(FilterSection& section, int lane) { section.s1[lane] = section.s2[lane] = 0; }

void forget(GateStage& gate, int lane) {
  gate.level[lane] = 0;
  gate.openness[lane] = 1;
  gate.hold[lane] = 0;
  forget_extras(gate, lane);
  forget(gate.key, lane);
}

void forget_extras(GateStage& gate, int lane) {
  gate.expanded[lane] = 1;
  gate.expanded_remainder[lane] = 0;
  gate.expander_hold[lane] = 0;
}

void forget(CompressorStage& compressor, int lane) {
  compressor.excess[lane] = 0;
  forget_extras(compressor, lane);
  forget(compressor.key, lane);
}

void forget_extras(CompressorStage& compressor, int lane) {
  compressor.excess_remainder[lane] = 0;
  compressor.lingering[lane] = compressor.lingering_remainder[lane] = 0;
  compressor.hold[lane] = 0;
  compressor.power[lane] = 0;
}

void forget(DeEsserStage& de_esser, int lane) {
  forget(de_esser.band, lane);
  de_esser.level[lane] = 0;
  de_esser.excess[lane] = 0;
}

}  // namespace headroom
