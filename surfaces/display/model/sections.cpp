#include "surfaces/display/model/sections.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

namespace headroom::display {
namespace {

// Where controls with a single word for an address stand; what is not named here stands in "MORE".
struct Place {
  const char* word;
  const char* key;
};
constexpr Place kPlaces[] = {{"name", "strip"},      {"color", "strip"},   {"input", "strip"},   {"trim", "strip"},
                             {"polarity", "strip"},  {"delay", "strip"},   {"pair", "strip"},    {"compare", "strip"},
                             {"order", "eq"},        {"source", "output"}, {"fader", "output"},  {"mute", "output"},
                             {"pan", "output"},      {"width", "output"},  {"solo", "output"},   {"main", "output"},
                             {"follow", "output"},   {"link", "output"},   {"osc", "output"},    {"dim", "output"},
                             {"mono", "output"},     {"swap", "output"},   {"check", "output"},  {"talk", "output"},
                             {"speakers", "output"}, {"on", "strip"},      {"layout", "output"}, {"binaural", "output"},
                             {"selected", "show"},   {"lock", "show"},     {"undo", "show"},     {"redo", "show"},
                             {"save", "show"},       {"marker", "show"},   {"record", "show"},   {"arm", "strip"}};

// Titles, and the order in which sections stand: along the signal.
struct Title {
  const char* key;
  const char* words;
};
constexpr Title kTitles[] = {
    {"strip", "STRIP"},         {"hp", "HIGH-PASS"},      {"lp", "LOW-PASS"},           {"gate", "GATE"},
    {"eq", "EQUALISER"},        {"comp", "COMPRESSOR"},   {"deess", "DE-ESSER"},        {"geq", "GRAPHIC EQUALISER"},
    {"limiter", "LIMITER"},     {"surround", "SURROUND"}, {"direct", "DIRECT OUT"},     {"output", "OUTPUT"},
    {"group", "GROUPS"},        {"dca", "DCA"},           {"mutegroup", "MUTE GROUPS"}, {"send", "SENDS"},
    {"matrix", "MATRIX SENDS"}, {"osc", "OSCILLATOR"},    {"link", "LINK GROUPS"},      {"safe", "RECALL SAFE"},
    {"scene", "SCENES"}};

// "eq/3/freq" and "send/*/level" carry a number, which is no part of what the control is called.
struct Parts {
  std::string_view first, rest;
  std::optional<int> number;  // of "eq/3/freq"
};

Parts parts_of(std::string_view address) {
  const size_t slash = address.find('/');
  Parts parts{address.substr(0, slash), slash == std::string_view::npos ? "" : address.substr(slash + 1), std::nullopt};
  const size_t end = parts.rest.find('/');
  const std::string_view middle = parts.rest.substr(0, end);
  const bool is_number =
      end != std::string_view::npos &&
      std::all_of(middle.begin(), middle.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (is_number) {
    parts.number = std::stoi(std::string(middle));
    parts.rest.remove_prefix(end + 1);
  } else if (parts.rest.starts_with("*")) {
    parts.rest.remove_prefix(std::min<size_t>(2, parts.rest.size()));
  }
  return parts;
}

// "key/auto_release" as people read it: "key auto release", spelled as the table spells its names.
std::string words_of(std::string_view address) {
  std::string words(address);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '/' || c == '_'; }, ' ');
  struct Spelling {
    std::string_view in_addresses, in_names;
  };
  for (const Spelling& spelling : {Spelling{"center", "centre"}, {"makeup", "make-up"}})
    if (const size_t at = words.find(spelling.in_addresses); at != std::string::npos)
      words.replace(at, spelling.in_addresses.size(), spelling.in_names);
  if (words == "q" || words.ends_with(" q")) words.back() = 'Q';
  return words;
}

std::string capitals(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// "mute/safe" stands where "mute" does; where a strip has no "solo" of its own, "solo/mode" opens a section.
std::string key_of(const Table& table, const DeskStrip& strip, const Parts& parts) {
  const bool has_word = parts.rest.empty() || table.find(strip.address + "/" + std::string(parts.first)) != kNoControl;
  if (!has_word) return std::string(parts.first);
  for (const Place& place : kPlaces)
    if (parts.first == place.word) return place.key;
  return parts.rest.empty() ? "more" : std::string(parts.first);
}

Section& section_for(std::vector<Section>& sections, const std::string& key) {
  for (Section& section : sections)
    if (section.key == key) return section;
  Section& section = sections.emplace_back();
  section.key = key;
  section.title = capitals(key);
  for (const Title& title : kTitles)
    if (key == title.key) section.title = title.words;
  return section;
}

SectionLine& line_for(Section& section, Repeat repeat, int number) {
  for (SectionLine& line : section.lines)
    if (line.repeat == repeat && line.number == number) return line;
  return section.lines.emplace_back(SectionLine{repeat, number, {}});
}

void add_to_line(Section& section, const ControlRow& row, const Parts& parts, int number, ControlId id) {
  SectionLine& line = line_for(section, row.repeat, number);
  line.controls.push_back(id);
  if (line.controls.size() > section.columns.size()) section.columns.push_back(words_of(parts.rest));
  const bool is_alone = row.repeat != Repeat::once && parts.rest.empty();
  section.form = !is_alone                    ? SectionForm::lines
                 : row.unit == Unit::on_off   ? SectionForm::switches
                 : row.curve == Curve::linear ? SectionForm::sliders
                                              : SectionForm::lines;
}

int order_of(const Section& section) {
  const auto found = std::find_if(std::begin(kTitles), std::end(kTitles),
                                  [&](const Title& title) { return section.key == title.key; });
  return static_cast<int>(found - std::begin(kTitles));
}

}  // namespace

std::vector<Section> sections_of(const Table& table, StripIndex strip) {
  std::vector<Section> sections;
  const DeskStrip& place = table.strip(strip);
  for (ControlId id = place.first_control; id < place.first_control + place.controls; ++id) {
    const ControlRow& row = table.row(id);
    const Parts parts = parts_of(row.address);
    if (row.repeat != Repeat::once || parts.number) {
      Section& section = section_for(sections, std::string(parts.first));
      add_to_line(section, row, parts, parts.number ? *parts.number : table.control(id).repeat + 1, id);
      continue;
    }
    const std::string key = key_of(table, place, parts);
    Section& section = section_for(sections, key);
    const bool is_own = key == parts.first && !parts.rest.empty();
    if (is_own && parts.rest == "on")
      section.on = id;
    else
      section.cells.push_back({id, is_own ? words_of(parts.rest) : row.name});
  }
  std::stable_sort(sections.begin(), sections.end(),
                   [](const Section& a, const Section& b) { return order_of(a) < order_of(b); });
  return sections;
}

Section section_of_kind(const Table& table, StripKind kind, const std::string& title) {
  Section section;
  section.key = section.title = title;
  section.form = SectionForm::lines;
  for (int number = 1; number <= table.count_of(kind); ++number) {
    const DeskStrip& strip = table.strip(table.strip_of(kind, number));
    SectionLine line{Repeat::once, number, {}};
    for (ControlId id = strip.first_control; id < strip.first_control + strip.controls; ++id) {
      line.controls.push_back(id);
      if (number == 1) section.columns.push_back(table.row(id).name);
    }
    section.lines.push_back(std::move(line));
  }
  return section;
}

}  // namespace headroom::display
