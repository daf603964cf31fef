// The desk as a table: every control of a desk of a given plan, found by address or by strip and word.
// Immutable once made; any thread may read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "console/control_row.h"
#include "console/plan.h"
#include "dsp/loudspeakers.h"

namespace headroom {

using ControlId = uint32_t;  // index into one desk's table; shows and people use addresses
inline constexpr ControlId kNoControl = UINT32_MAX;

using StripIndex = uint16_t;

struct DeskStrip {
  StripKind kind;
  int number;           // 1-based among its kind, as people count
  std::string address;  // "/ch/07", "/group/1", "/aux/01", "/main", "/matrix/1", "/reference", "/monitor", "/talk",
                        // "/dca/1", "/meter/1", "/desk"
  ControlId first_control;
  ControlId controls;  // how many follow each other from first_control on
};

// One lane of sound on a desk: a strip's left or only side (0), or its right one (1), or of a surround strip the one of
// a Loudspeaker.
struct StripSide {
  StripIndex strip;
  int side;
};
// How many lanes a strip of this kind has: one for every loudspeaker there may be, 2 stereo, 1 mono, 0 without sound.
constexpr int side_count(StripKind kind) {
  if (kind & (kMain | kMonitor)) return kLoudspeakers;
  if (kind & (kGroup | kMatrix | kPhones | kReference)) return 2;
  return kind & (kChannel | kAux | kTalk) ? 1 : 0;
}

struct Control {
  const ControlRow* row;
  StripIndex strip;
  uint16_t repeat;  // 0-based number of a repeated row (send 3 is 2); 0 otherwise
};

class Table {
 public:
  explicit Table(const DeskPlan& plan);

  const DeskPlan& plan() const { return plan_; }
  // Changes whenever a row, the plan or their order changes: two programs with the same number mean the same desk.
  uint64_t version() const { return version_; }

  ControlId size() const { return static_cast<ControlId>(controls_.size()); }
  const Control& control(ControlId id) const { return controls_[id]; }
  const ControlRow& row(ControlId id) const { return *controls_[id].row; }
  // "/ch/07/eq/2/freq"
  std::string address(ControlId id) const;
  // The value a new desk has.
  float standard_value(ControlId id) const;
  // The range's upper end, narrowed to this desk where the row is wider (Unit::strip).
  float max_value(ControlId id) const;

  // True when that value of a Unit::strip control is no strip.
  bool is_no_strip(ControlId id, float value) const {
    return (row(id).flags & kMayBeNone) && value >= static_cast<float>(strips_.size());
  }

  // Numbers may be written with or without leading zeros. kNoControl when there is none.
  ControlId find(std::string_view address) const;
  // All controls whose address matches a glob: '*' any run within a part, '**' any run, '?' one character. Numbers as
  // in find(): "/ch/7/*" is "/ch/07/*".
  std::vector<ControlId> match(std::string_view glob) const;

  const std::vector<DeskStrip>& strips() const { return strips_; }
  const DeskStrip& strip(StripIndex index) const { return strips_[index]; }
  // number is 1-based.
  StripIndex strip_of(StripKind kind, int number = 1) const;
  int count_of(StripKind kind) const;
  // What each output carries on a new desk: 1-2 main, 3-4 monitor, then the auxes, the groups' and the matrices' pairs,
  // the phones; behind them the further loudspeakers of main and monitor.
  const std::vector<StripSide>& outputs() const { return outputs_; }
  // The strip with this address ("/ch/7", "/main"); none when the desk has no such strip.
  std::optional<StripIndex> find_strip(std::string_view address) const;

  // The control of a strip; kNoControl when this kind of strip has none. repeat is 0-based.
  ControlId id(StripIndex strip, Param param, int repeat = 0) const;

  // "Ch 7", "Group 1", "Main": what a strip is called until somebody names it.
  std::string standard_name(StripIndex strip) const;

 private:
  struct KindLayout {
    int32_t offset[static_cast<int>(Param::count)];  // from the strip's first control; -1 = has none
    uint16_t repeats[static_cast<int>(Param::count)];
  };
  void add_strip(StripKind kind, int number);
  int repeats_of(Repeat repeat) const;

  DeskPlan plan_;
  std::vector<DeskStrip> strips_;
  std::vector<Control> controls_;
  std::vector<StripSide> outputs_;
  KindLayout layout_[kStripKinds];  // by bit number of StripKind
  StripIndex first_of_kind_[kStripKinds]{};
  int count_of_kind_[kStripKinds]{};
  std::unordered_map<std::string, ControlId> by_address_;  // keys without leading zeros
  uint64_t version_ = 0;
};

// True when `text` matches `glob` ('*' within one part between slashes, '**' across parts, '?' one character).
bool glob_matches(std::string_view glob, std::string_view text);

}  // namespace headroom
