#include "surfaces/midi/pot_page.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "console/control_words.h"
#include "surfaces/short_text.h"

namespace headroom {
namespace {

constexpr StripKind kReachedKinds[] = {kChannel, kGroup, kAux, kMatrix, kDca, kMain};

bool has_key_of_its_own(Param param) { return param == Param::fader || param == Param::mute || param == Param::solo; }

// "send/03/level"
std::string address_below_strip(const Table& table, ControlId id) {
  return table.address(id).substr(table.strip(table.control(id).strip).address.size() + 1);
}

bool is_on_page(const PotPage& page, std::string_view address) {
  return std::any_of(std::begin(page.globs), std::end(page.globs),
                     [&](const char* glob) { return glob && glob_matches(glob, address); });
}

std::vector<PotParameter> parameters_of(const Table& table, auto&& takes) {
  std::vector<PotParameter> parameters;
  for (const StripKind kind : kReachedKinds) {
    if (table.count_of(kind) == 0) continue;
    const DeskStrip& strip = table.strip(table.strip_of(kind));
    for (ControlId id = strip.first_control; id < strip.first_control + strip.controls; ++id) {
      const ControlRow& row = table.row(id);
      if (row.unit == Unit::text || has_key_of_its_own(row.param) || !takes(address_below_strip(table, id))) continue;
      const PotParameter parameter{row.param, table.control(id).repeat};
      if (std::find(parameters.begin(), parameters.end(), parameter) == parameters.end())
        parameters.push_back(parameter);
    }
  }
  return parameters;
}

}  // namespace

std::optional<int> pot_page_named(std::string_view word) {
  for (size_t page = 0; page < std::size(kPotPages); ++page)
    if (word == kPotPages[page].word) return static_cast<int>(page);
  return std::nullopt;
}

std::vector<std::vector<PotParameter>> pot_parameters(const Table& table) {
  std::vector<std::vector<PotParameter>> pages;
  for (const PotPage& page : kPotPages) {
    std::vector<PotParameter>& all = pages.emplace_back();
    for (const char* glob : page.globs) {
      if (!glob) break;
      const auto found = parameters_of(table, [&](std::string_view address) { return glob_matches(glob, address); });
      std::copy_if(found.begin(), found.end(), std::back_inserter(all), [&](const PotParameter& parameter) {
        return std::find(all.begin(), all.end(), parameter) == all.end();
      });
    }
    if (!page.globs[0])
      all = parameters_of(table, [](std::string_view address) {
        return std::none_of(std::begin(kPotPages), std::end(kPotPages),
                            [&](const PotPage& other) { return is_on_page(other, address); });
      });
  }
  return pages;
}

std::string pot_name(const LinkClient& desk, ControlId id, const PotPage& page, int characters) {
  const Table& table = desk.table();
  const ControlRow& row = table.row(id);
  const int repeat = table.control(id).repeat;
  const bool is_the_bus = row.param == Param::send_level || std::string_view(row.address).ends_with('*');
  if (const auto bus = strip_of_repeat(table, row, repeat); bus && is_the_bus)
    return short_name(desk.strip_name(*bus), characters);
  std::string name = row.name;
  const std::string heading = std::string(page.heading) + ' ';
  if (*page.heading && name.starts_with(heading)) name.erase(0, heading.size());
  if (row.repeat != Repeat::once) name += ' ' + std::to_string(repeat + 1);
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return short_name(name, characters);
}

}  // namespace headroom
