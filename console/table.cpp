#include "console/table.h"

#include <algorithm>
#include <bit>
#include <cstdio>

#include "console/meters/meter_reading.h"
#include "console/table_rows.h"
#include "dsp/graphic_eq_design.h"
#include "console/tap.h"

namespace headroom {
namespace {

struct KindWords {
  StripKind kind;
  const char* address;  // with %02d or %d for the number, or none where there is only one
  const char* name;
};

constexpr KindWords kKindWords[] = {
    {kChannel, "/ch/%02d", "Ch %d"},
    {kGroup, "/group/%d", "Group %d"},
    {kAux, "/aux/%02d", "Aux %d"},
    {kMain, "/main", "Main"},
    {kMatrix, "/matrix/%d", "Matrix %d"},
    {kReference, "/reference", "Two-track"},
    {kMonitor, "/monitor", "Monitor"},
    {kPhones, "/phones", "Phones"},
    {kTalk, "/talk", "Talkback"},
    {kDca, "/dca/%d", "DCA %d"},
    {kMuteGroup, "/mutegroup/%d", "Mute group %d"},
    {kOutput, "/out/%02d", "Out %d"},
    {kDesk, "/desk", "Desk"},
    {kMeter, "/meter/%d", "Meter %d"},
    {kSoundLevel, "/spl", "Sound level"},
    {kScene, "/scene/%03d", "Scene %d"},
};

constexpr StripKind kOutputOrder[] = {kMain, kMonitor, kAux, kGroup, kMatrix, kPhones};

// One for every lane of a bus.
int output_count(const DeskPlan& plan) {
  return side_count(kMain) + side_count(kMonitor) + side_count(kPhones) + plan.auxes * side_count(kAux) +
         plan.groups * side_count(kGroup) + plan.matrices * side_count(kMatrix);
}

int kind_bit(StripKind kind) { return std::countr_zero(static_cast<unsigned>(kind)); }

// Numbers are put in from one format per kind; the formats above are the only ones.
std::string numbered(const char* format, int number) {
  char text[32];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  std::snprintf(text, sizeof text, format, number);
#pragma GCC diagnostic pop
  return text;
}

// "/ch/007/eq/2" -> "/ch/7/eq/2": so that 7, 07 and 007 are one channel.
std::string without_leading_zeros(std::string_view address) {
  std::string key;
  for (size_t i = 0; i < address.size(); ++i) {
    const bool starts_part = i > 0 && address[i - 1] == '/';
    if (starts_part)
      while (address[i] == '0' && i + 1 < address.size() && address[i + 1] >= '0' && address[i + 1] <= '9') ++i;
    key += address[i];
  }
  return key;
}

// True when what comes before the glob's first wildcard and the beginning of the addresses meant are the same as far as
// both go.
bool agrees(std::string_view glob, std::string_view beginning) {
  const size_t letters = std::min({glob.find_first_of("*?"), glob.size(), beginning.size()});
  return glob.substr(0, letters) == beginning.substr(0, letters);
}

void mix_in(uint64_t& hash, std::string_view text) {  // FNV-1a, 64 bits
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
}

}  // namespace

Table::Table(const DeskPlan& plan) : plan_(plan) {
  std::fill(std::begin(first_of_kind_), std::end(first_of_kind_), StripIndex{0});
  for (const KindWords& words : kKindWords) {
    KindLayout& layout = layout_[kind_bit(words.kind)];
    std::fill(std::begin(layout.offset), std::end(layout.offset), -1);
    std::fill(std::begin(layout.repeats), std::end(layout.repeats), uint16_t{0});
    int offset = 0;
    for (const ControlRow& row : kTableRows) {
      if (!(row.kinds & words.kind)) continue;
      const int repeats = repeats_of(row.repeat);
      layout.offset[static_cast<int>(row.param)] = offset;
      layout.repeats[static_cast<int>(row.param)] = static_cast<uint16_t>(repeats);
      offset += repeats;
    }
  }
  const int counts[] = {plan.channels, plan.groups, plan.auxes,         1, plan.matrices, 1, 1,      1, 1,
                        plan.dcas,     kMuteGroups, output_count(plan), 1, kMeterTaps,    1, kScenes};
  for (size_t i = 0; i < std::size(kKindWords); ++i) {
    const int bit = kind_bit(kKindWords[i].kind);
    first_of_kind_[bit] = static_cast<StripIndex>(strips_.size());
    count_of_kind_[bit] = counts[i];
    for (int number = 1; number <= counts[i]; ++number) add_strip(kKindWords[i].kind, number);
  }
  const auto add_outputs = [this](StripKind kind, int first_side, int end) {
    for (int number = 1; number <= count_of(kind); ++number)
      for (int side = first_side; side < end; ++side) outputs_.push_back({strip_of(kind, number), side});
  };
  for (const StripKind kind : kOutputOrder) add_outputs(kind, 0, std::min(side_count(kind), 2));
  for (const StripKind kind : kOutputOrder) add_outputs(kind, 2, side_count(kind));
  version_ = 14695981039346656037ull;
  mix_in(version_, plan_text(plan_));
  for (const ControlRow& row : kTableRows) {
    mix_in(version_, row.address);
    for (const float number : {row.min, row.max, row.standard, static_cast<float>(row.unit),
                               static_cast<float>(row.curve), static_cast<float>(row.kinds)})
      mix_in(version_, std::to_string(number));
  }
  by_address_.reserve(controls_.size());
  for (ControlId id = 0; id < size(); ++id) by_address_.emplace(without_leading_zeros(address(id)), id);
}

int Table::repeats_of(Repeat repeat) const {
  switch (repeat) {
    case Repeat::once: return 1;
    case Repeat::aux: return plan_.auxes;
    case Repeat::group: return plan_.groups;
    case Repeat::matrix: return plan_.matrices;
    case Repeat::dca: return plan_.dcas;
    case Repeat::mute_group: return kMuteGroups;
    case Repeat::link_group: return kLinkGroups;
    case Repeat::graphic_band: return kGraphicEqBands;
    case Repeat::speaker_set: return kSpeakerSetCount;
    case Repeat::sound_limit: return kSoundLimits;
  }
  return 1;
}

void Table::add_strip(StripKind kind, int number) {
  const KindWords& words =
      *std::find_if(std::begin(kKindWords), std::end(kKindWords), [&](const auto& w) { return w.kind == kind; });
  const auto index = static_cast<StripIndex>(strips_.size());
  const ControlId first = size();
  for (const ControlRow& row : kTableRows)
    if (row.kinds & kind)
      for (int repeat = 0; repeat < repeats_of(row.repeat); ++repeat)
        controls_.push_back({&row, index, static_cast<uint16_t>(repeat)});
  strips_.push_back({kind, number, numbered(words.address, number), first, size() - first});
}

std::string Table::address(ControlId id) const {
  const Control& control = controls_[id];
  std::string address = strips_[control.strip].address + '/' + control.row->address;
  if (control.row->repeat != Repeat::once) {
    const bool has_two_digits = control.row->repeat == Repeat::aux || control.row->repeat == Repeat::graphic_band;
    const char* format = has_two_digits ? "%02d" : "%d";
    address.replace(address.find('*'), 1, numbered(format, control.repeat + 1));
  }
  return address;
}

float Table::standard_value(ControlId id) const {
  const Control& control = controls_[id];
  if (control.row->flags & kOwnNumber) return static_cast<float>(strips_[control.strip].number);
  if (control.row->flags & kMainStrip) return static_cast<float>(strip_of(kMain));
  if (control.row->flags & kOwnMeter) {
    constexpr StripKind kMetered[] = {kMain, kMonitor};
    const auto number = static_cast<size_t>(strips_[control.strip].number);
    return number > std::size(kMetered) ? static_cast<float>(strips_.size())
                                        : static_cast<float>(strip_of(kMetered[number - 1]));
  }
  if (control.row->flags & kOwnOutput)
    return tap_value(outputs_[static_cast<size_t>(strips_[control.strip].number - 1)]);
  return control.row->standard;
}

float Table::max_value(ControlId id) const {
  const ControlRow& row = *controls_[id].row;
  if (row.unit == Unit::strip) return static_cast<float>(strips_.size() - (row.flags & kMayBeNone ? 0 : 1));
  return row.max;
}

ControlId Table::find(std::string_view address) const {
  const auto found = by_address_.find(without_leading_zeros(address));
  return found == by_address_.end() ? kNoControl : found->second;
}

std::vector<ControlId> Table::match(std::string_view glob) const {
  std::vector<ControlId> ids;
  if (glob.find_first_of("*?") == std::string_view::npos) {
    const ControlId id = find(glob);
    if (id != kNoControl) return {id};
  }
  const std::string plain_glob = without_leading_zeros(glob);
  for (const DeskStrip& strip : strips_) {
    const bool may_match =
        agrees(glob, strip.address + '/') || agrees(plain_glob, without_leading_zeros(strip.address) + '/');
    for (ControlId id = strip.first_control; may_match && id < strip.first_control + strip.controls; ++id) {
      const std::string whole = address(id);
      if (glob_matches(glob, whole) || glob_matches(plain_glob, without_leading_zeros(whole))) ids.push_back(id);
    }
  }
  return ids;
}

StripIndex Table::strip_of(StripKind kind, int number) const {
  return static_cast<StripIndex>(first_of_kind_[kind_bit(kind)] + number - 1);
}

int Table::count_of(StripKind kind) const { return count_of_kind_[kind_bit(kind)]; }

std::optional<StripIndex> Table::find_strip(std::string_view address) const {
  const std::string key = without_leading_zeros(address);
  for (size_t strip = 0; strip < strips_.size(); ++strip)
    if (without_leading_zeros(strips_[strip].address) == key) return static_cast<StripIndex>(strip);
  return std::nullopt;
}

ControlId Table::id(StripIndex strip, Param param, int repeat) const {
  const DeskStrip& s = strips_[strip];
  const KindLayout& layout = layout_[kind_bit(s.kind)];
  const int32_t offset = layout.offset[static_cast<int>(param)];
  if (offset < 0 || repeat >= layout.repeats[static_cast<int>(param)]) return kNoControl;
  return s.first_control + static_cast<ControlId>(offset + repeat);
}

std::string Table::standard_name(StripIndex strip) const {
  for (const KindWords& words : kKindWords)
    if (words.kind == strips_[strip].kind) return numbered(words.name, strips_[strip].number);
  return {};
}

// Goes through the glob once, keeping every place in the text that the part so far can end at: no glob takes longer
// than its length times the text's.
bool glob_matches(std::string_view glob, std::string_view text) {
  std::vector<bool> ends(text.size() + 1);
  ends[0] = true;
  for (size_t at = 0; at < glob.size(); ++at) {
    if (glob[at] == '*') {
      const bool crosses = glob.substr(at).starts_with("**");
      for (size_t end = 0; end < text.size(); ++end)
        if (ends[end] && (crosses || text[end] != '/')) ends[end + 1] = true;
      at += crosses;
      continue;
    }
    for (size_t end = text.size(); end > 0; --end) {
      const bool fits = glob[at] == '?' ? text[end - 1] != '/' : text[end - 1] == glob[at];
      ends[end] = ends[end - 1] && fits;
    }
    ends[0] = false;
  }
  return ends.back();
}

}  // namespace headroom
