#include "console/control_words.h"

#include "console/table_rows.h"
#include "dsp/graphic_eq_design.h"

namespace headroom {
namespace {

// The preferred numbers of ISO 266 for the bands of graphic_eq_centre_hz(), as every panel has them.
constexpr const char* kThirdOctaves[kGraphicEqBands] = {"20",  "25",   "31.5",  "40",   "50",    "63",   "80",    "100",
                                                        "125", "160",  "200",   "250",  "315",   "400",  "500",   "630",
                                                        "800", "1k",   "1.25k", "1.6k", "2k",    "2.5k", "3.15k", "4k",
                                                        "5k",  "6.3k", "8k",    "10k",  "12.5k", "16k",  "20k"};

}  // namespace

std::optional<StripIndex> strip_of_repeat(const Table& table, const ControlRow& row, int repeat) {
  switch (row.repeat) {
    case Repeat::aux: return table.strip_of(kAux, repeat + 1);
    case Repeat::group: return table.strip_of(kGroup, repeat + 1);
    case Repeat::matrix: return table.strip_of(kMatrix, repeat + 1);
    case Repeat::dca: return table.strip_of(kDca, repeat + 1);
    case Repeat::mute_group: return table.strip_of(kMuteGroup, repeat + 1);
    default: return std::nullopt;
  }
}

std::string part_words(const Table& table, ControlId id, const StripNames& name_of) {
  const Control& control = table.control(id);
  if (const auto strip = strip_of_repeat(table, *control.row, control.repeat)) return name_of(*strip);
  switch (control.row->repeat) {
    case Repeat::once: return "";
    case Repeat::graphic_band: return kThirdOctaves[control.repeat];
    case Repeat::speaker_set: return kSpeakerSets[control.repeat];
    default: return std::to_string(control.repeat + 1);
  }
}

std::string control_words(const Table& table, ControlId id, const StripNames& name_of) {
  const Control& control = table.control(id);
  const bool is_send = control.row->repeat == Repeat::aux || control.row->repeat == Repeat::matrix;
  const std::string part = part_words(table, id, name_of);
  return name_of(control.strip) + ' ' + control.row->name + (part.empty() ? "" : (is_send ? " to " : " ") + part);
}

std::string gesture_words(const Table& table, ControlId first, size_t controls, const StripNames& name_of) {
  const std::string words = control_words(table, first, name_of);
  // All that changes over with a compare is what it is.
  if (controls <= 1 || table.row(first).param == Param::compare) return words;
  return words + " and " + std::to_string(controls - 1) + " more";
}

}  // namespace headroom
