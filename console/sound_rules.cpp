#include "console/sound_rules.h"

#include <iterator>

#include "console/table_rows.h"

namespace headroom {
namespace {

enum Weighting { kA, kC };                                                // as kWeightings
enum Window { k1min, k5min, k10min, k15min, k30min, k60min, kHalfHour };  // as kSoundWindows

struct RuleLimit {
  float level_dB = 0;  // 0: there is none
  Window window = k15min;
  Weighting weighting = kA;
};
struct SoundRule {
  RuleLimit limits[kSoundLimits];
  float peak_C_dB = 0;  // 0: there is none
};

// As kSoundRules, without the first, which is nobody's: DIN 15905-5:2007, WHO global standard for safe listening 2022,
// decree 2017-1244, V-NISSG by its three classes, VLAREM by two of its three, the covenant of 2018, and Norway's
// guidance.
constexpr SoundRule kRules[] = {
    {{{99, kHalfHour, kA}, {}}, 135},
    {{{100, k15min, kA}, {}}},
    {{{102, k15min, kA}, {118, k15min, kC}}},
    {{{94, k15min, kA}, {104, k15min, kC}}},
    {{{93, k60min, kA}, {}}},
    {{{96, k60min, kA}, {}}},
    {{{100, k60min, kA}, {}}},
    {{{95, k15min, kA}, {}}},
    {{{100, k60min, kA}, {102, k15min, kA}}},
    {{{103, k15min, kA}, {}}},
    {{{99, k30min, kA}, {}}, 130},
};
static_assert(std::size(kRules) + 1 == std::size(kSoundRules));

std::vector<Consequence> limits_of(const Table& table, StripIndex meter, const SoundRule& rule) {
  std::vector<Consequence> moves;
  for (int i = 0; i < kSoundLimits; ++i) {
    const RuleLimit& limit = rule.limits[i];
    const bool is_on = limit.level_dB > 0;
    moves.push_back({table.id(meter, Param::spl_limit_on, i), is_on ? 1.0f : 0.0f});
    if (!is_on) continue;
    moves.push_back({table.id(meter, Param::spl_limit_level, i), limit.level_dB});
    moves.push_back({table.id(meter, Param::spl_limit_window, i), static_cast<float>(limit.window)});
    moves.push_back({table.id(meter, Param::spl_limit_weighting, i), static_cast<float>(limit.weighting)});
  }
  const bool has_peak = rule.peak_C_dB > 0;
  moves.push_back({table.id(meter, Param::spl_peak_on), has_peak ? 1.0f : 0.0f});
  if (has_peak) moves.push_back({table.id(meter, Param::spl_peak_level), rule.peak_C_dB});
  return moves;
}

}  // namespace

std::vector<Consequence> sound_rule_consequences(const Show& show, ControlId moved, const Gesture& gesture) {
  const Table& table = show.table();
  const Control& control = table.control(moved);
  if (table.strip(control.strip).kind != kSoundLevel || gesture.control == kNoControl) return {};
  const ControlId rule = table.id(control.strip, Param::spl_rule);
  switch (control.row->param) {
    case Param::spl_rule: {
      const auto chosen = static_cast<size_t>(show.value(rule));
      return chosen == 0 ? std::vector<Consequence>{} : limits_of(table, control.strip, kRules[chosen - 1]);
    }
    case Param::spl_limit_on:
    case Param::spl_limit_level:
    case Param::spl_limit_window:
    case Param::spl_limit_weighting:
    case Param::spl_peak_on:
    case Param::spl_peak_level: return {{rule, 0}};
    default: return {};
  }
}

}  // namespace headroom
