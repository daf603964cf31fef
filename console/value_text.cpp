#include "console/value_text.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "console/curve.h"
#include "console/key_source.h"
#include "console/tap.h"

namespace headroom {
namespace {

// Sound in air of 20 degrees: 343.4 m/s (dynamics-eq 3).
constexpr float kMillisecondsPerMetre = 1000 / 343.4f;
constexpr float kMetresPerFoot = 0.3048f;

std::string with_decimals(float value, int decimals) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", decimals, static_cast<double>(value));
  // "-0.0" reads like a value below zero; it is zero.
  return std::strspn(text, "-0.") == std::strlen(text) && text[0] == '-' ? text + 1 : text;
}

std::string shortest(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return std::string(text, end);
}

std::string pan_text(const std::string& magnitude, float value) { return (value < 0 ? "L" : "R") + magnitude; }

bool is_whole_number_unit(Unit unit) {
  return unit == Unit::input || unit == Unit::strip || unit == Unit::tap || unit == Unit::action || unit == Unit::scene;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

// A number with what stands behind it: 2.5 and "khz".
struct Quantity {
  float number = 0;
  std::string unit;
};

std::optional<Quantity> parse_quantity(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  Quantity quantity;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), quantity.number);
  if (problem != std::errc{} || !std::isfinite(quantity.number)) return std::nullopt;
  quantity.unit = lower(trimmed(text.substr(static_cast<size_t>(end - text.data()))));
  return quantity;
}

// What one such unit word multiplies the number by, in the row's own unit; nothing when the word does not belong.
std::optional<float> unit_factor(Unit unit, const std::string& word, double sample_rate) {
  if (word.empty()) return 1.0f;
  switch (unit) {
    case Unit::dB: return word == "db" ? std::optional(1.0f) : std::nullopt;
    case Unit::lufs: return word == "lufs" || word == "lkfs" ? std::optional(1.0f) : std::nullopt;
    case Unit::hz:
      if (word == "hz") return 1.0f;
      return word == "k" || word == "khz" ? std::optional(1000.0f) : std::nullopt;
    case Unit::ms:
      if (word == "ms") return 1.0f;
      return word == "s" ? std::optional(1000.0f) : std::nullopt;
    case Unit::delay:
      if (word == "ms") return 1.0f;
      if (word == "s") return 1000.0f;
      if (word == "m") return kMillisecondsPerMetre;
      if (sample_rate > 0 && (word == "samples" || word == "sample" || word == "smp"))
        return static_cast<float>(1000 / sample_rate);
      return word == "ft" ? std::optional(kMetresPerFoot * kMillisecondsPerMetre) : std::nullopt;
    case Unit::ratio: return word == ":1" ? std::optional(1.0f) : std::nullopt;
    case Unit::percent: return word == "%" ? std::optional(1.0f) : std::nullopt;
    case Unit::bpm: return word == "bpm" ? std::optional(1.0f) : std::nullopt;
    default: return std::nullopt;
  }
}

// "30 deg left", "110 right", "45 up": the side that is said decides the sign. An azimuth has sides, an elevation is up
// or down.
std::optional<float> degrees_factor(const ControlRow& row, std::string_view words) {
  for (const std::string_view unit : {"degrees", "deg", "\u00b0"})
    if (words.starts_with(unit)) {
      words = trimmed(words.substr(unit.size()));
      break;
    }
  const bool is_azimuth = row.max > 90;
  if (words.empty() || words == (is_azimuth ? "left" : "up")) return 1.0f;
  return words == (is_azimuth ? "right" : "down") ? std::optional(-1.0f) : std::nullopt;
}

std::optional<float> parse_word(const ControlRow& row, const std::string& word) {
  if (row.curve == Curve::fader && (word == "-oo" || word == "off" || word == "-inf" || word == "-∞")) return kOff_dB;
  if (row.unit == Unit::on_off) {
    if (word == "on" || word == "yes" || word == "true") return 1.0f;
    if (word == "off" || word == "no" || word == "false") return 0.0f;
  }
  if ((row.unit == Unit::input || row.unit == Unit::scene) && word == "none") return 0.0f;
  if (row.unit == Unit::ratio && row.max >= kInfiniteRatio && (word == "inf" || word == "inf:1" || word == "∞:1"))
    return kInfiniteRatio;
  if (row.unit == Unit::key) return parse_key_source(word);
  if (row.unit == Unit::pan) {
    if (word == "c" || word == "centre" || word == "center") return 0.0f;
    if (word == "l") return -100.0f;
    if (word == "r") return 100.0f;
  }
  if (row.unit == Unit::choice)
    for (int i = 0; i <= static_cast<int>(row.max); ++i)
      if (word == lower(row.choices[i])) return static_cast<float>(i);
  return std::nullopt;
}

std::string what_would_be_right(const ControlRow& row) {
  if (row.unit == Unit::on_off) return "on or off";
  if (row.unit == Unit::key) return "one of: " + key_source_words();
  if (row.unit == Unit::choice) {
    std::string words;
    for (int i = 0; i <= static_cast<int>(row.max); ++i) words += (i ? ", " : "") + std::string(row.choices[i]);
    return "one of: " + words;
  }
  return value_text(row, row.min) + " to " + value_text(row, row.max);
}

}  // namespace

const char* unit_word(Unit unit) {
  switch (unit) {
    case Unit::dB: return "dB";
    case Unit::lufs: return "LUFS";
    case Unit::hz: return "Hz";
    case Unit::ms:
    case Unit::delay: return "ms";
    case Unit::ratio: return ":1";
    case Unit::percent: return "%";
    case Unit::degrees: return "deg";
    case Unit::bpm: return "BPM";
    default: return "";
  }
}

std::string value_text(const ControlRow& row, float value) {
  switch (row.unit) {
    case Unit::dB:
      if (value <= kFaderFloor_dB) return "-oo";
      return with_decimals(value, 1) + " dB";
    case Unit::lufs: return with_decimals(value, 1) + " " + unit_word(row.unit);
    // The form changes where rounding would add a digit: 999.7 Hz reads "1.00 kHz", not "1000 Hz".
    case Unit::hz:
      if (value >= 999.5f) return with_decimals(value / 1000, 2) + " kHz";
      return with_decimals(value, value < 99.95f ? 1 : 0) + " Hz";
    case Unit::ms:
    case Unit::delay:
      if (value >= 999.5f) return with_decimals(value / 1000, 2) + " s";
      return with_decimals(value, value < 0.995f ? 2 : value < 99.95f ? 1 : 0) + " ms";
    case Unit::ratio: return value >= kInfiniteRatio ? "inf:1" : with_decimals(value, 1) + ":1";
    case Unit::percent:
    case Unit::degrees: return with_decimals(value, 0) + " " + unit_word(row.unit);
    case Unit::bpm: return with_decimals(value, 1) + " " + unit_word(row.unit);
    case Unit::key: return key_source_text(value);
    case Unit::q: return with_decimals(value, 2);
    case Unit::pan:
      if (std::round(value) == 0) return "C";
      return pan_text(with_decimals(std::abs(value), 0), value);
    case Unit::on_off: return value >= 0.5f ? "on" : "off";
    case Unit::choice: return row.choices[static_cast<int>(nearest_value(row, value))];
    case Unit::input:
    case Unit::scene: return value < 1 ? "none" : with_decimals(value, 0);
    default: return with_decimals(value, 0);
  }
}

std::string exact_value_text(const ControlRow& row, float value) {
  switch (row.unit) {
    case Unit::dB:
      if (value <= kFaderFloor_dB) return "-oo";
      return shortest(value) + " dB";
    case Unit::lufs:
    case Unit::hz:
    case Unit::ms:
    case Unit::delay: return shortest(value) + " " + unit_word(row.unit);
    case Unit::ratio: return value >= kInfiniteRatio ? "inf:1" : shortest(value) + ":1";
    case Unit::percent:
    case Unit::bpm:
    case Unit::degrees: return shortest(value) + " " + unit_word(row.unit);
    case Unit::q: return shortest(value);
    case Unit::pan: return value == 0 ? "C" : pan_text(shortest(std::abs(value)), value);
    default: return value_text(row, value);
  }
}

Result<float> parse_value(const ControlRow& row, std::string_view text, double sample_rate) {
  const std::string_view typed = trimmed(text);
  const std::string word = lower(typed);
  const auto error = [&] {
    return Error{'"' + std::string(typed) + "\" is not a value of " + row.name + "; right would be " +
                 what_would_be_right(row)};
  };
  if (const auto value = parse_word(row, word)) return *value;
  if (row.unit == Unit::choice || row.unit == Unit::key) return error();

  std::string_view number = typed;
  float sign = 1;
  if (row.unit == Unit::pan && !word.empty() && (word[0] == 'l' || word[0] == 'r')) {
    sign = word[0] == 'l' ? -1.0f : 1.0f;
    number.remove_prefix(1);
    if (number.empty() || !std::isdigit(static_cast<unsigned char>(number.front()))) return error();
  }
  const auto quantity = parse_quantity(number);
  if (!quantity) return error();
  const auto factor = row.unit == Unit::degrees ? degrees_factor(row, quantity->unit)
                                                : unit_factor(row.unit, quantity->unit, sample_rate);
  if (!factor) return error();
  const float value = sign * quantity->number * *factor;
  // Levels at and below the fader's floor are all "off", whatever number was typed.
  const bool is_off = row.curve == Curve::fader && value <= kFaderFloor_dB;
  if (!is_off && (value < row.min || value > row.max)) return error();
  if ((row.unit == Unit::on_off || is_whole_number_unit(row.unit)) && value != std::round(value)) return error();
  return nearest_value(row, value);
}

std::string value_text(const Table& table, ControlId id, float value) {
  if (table.row(id).unit == Unit::tap) return tap_text(table, value);
  if (table.row(id).unit != Unit::strip) return value_text(table.row(id), value);
  return table.is_no_strip(id, value) ? "none" : table.strip(static_cast<StripIndex>(value)).address;
}

std::string exact_value_text(const Table& table, ControlId id, float value) {
  if (table.row(id).unit == Unit::strip || table.row(id).unit == Unit::tap) return value_text(table, id, value);
  return exact_value_text(table.row(id), value);
}

Result<float> parse_value(const Table& table, ControlId id, std::string_view text, double sample_rate) {
  const ControlRow& row = table.row(id);
  const std::string_view typed = trimmed(text);
  const auto number = parse_value(row, text, sample_rate);
  if (number || (row.unit != Unit::strip && row.unit != Unit::tap)) return number;
  if (row.unit == Unit::tap) return parse_tap(table, lower(typed));
  if ((row.flags & kMayBeNone) && lower(typed) == "none") return table.max_value(id);
  if (const auto strip = table.find_strip(typed)) return static_cast<float>(*strip);
  return Error{'"' + std::string(typed) +
               "\" is no strip of this desk; right would be one like /main, /aux/01 or /ch/07"};
}

}  // namespace headroom
