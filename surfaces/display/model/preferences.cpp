#include "surfaces/display/model/preferences.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "io/atomic_file.h"
#include "io/user_folder.h"
#include "surfaces/display/draw/metrics.h"
#include "surfaces/display/draw/theme.h"

namespace headroom::display {
namespace {

using metrics::kLargestScale, metrics::kScaleStep, metrics::kSmallestScale;

// Names as the file writes them: small, without spaces.
std::string file_word(std::string name) {
  for (char& c : name) c = c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

// True when `word` names one of the rows; the number of that row then.
template <class Rows>
bool take_name(const Rows& rows, const std::string& word, size_t& index) {
  for (size_t i = 0; i < rows.size(); ++i)
    if (file_word(rows[i].name) == word) return index = i, true;
  return false;
}

template <class Rows>
std::string names_of(const Rows& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : " or ") + file_word(row.name);
  return names;
}

template <class Number>
bool take_number(const std::string& word, Number least, Number most, Number& number) {
  Number taken{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), taken);
  if (error != std::errc() || end != word.data() + word.size() || !(taken >= least && taken <= most)) return false;
  number = taken;
  return true;
}

// "layer 2 /ch/1 /ch/9": its number, then addresses.
bool take_layer(std::istringstream& words, Preferences& likes) {
  std::string word;
  int number = 0;
  if (!(words >> word) || !take_number(word, 1, static_cast<int>(kUserLayers), number)) return false;
  std::vector<std::string>& layer = likes.user_layers[static_cast<size_t>(number - 1)];
  while (words >> word) {
    if (word.front() != '/') return false;
    layer.push_back(word);
  }
  return true;
}

// What would be right, when the line is not; empty when it was taken.
std::string take_line(const std::string& line, Preferences& likes) {
  std::istringstream words(line);
  std::string key, value;
  words >> key;
  if (key == "layer") return take_layer(words, likes) ? "" : "layer, 1 to 8, and addresses of strips such as /ch/9";
  words >> value;
  if (key == "theme") return take_name(theme::kThemes, value, likes.theme) ? "" : "theme " + names_of(theme::kThemes);
  if (key == "meters")
    return take_name(theme::kMeterPalettes, value, likes.meter_palette) ? ""
                                                                        : "meters " + names_of(theme::kMeterPalettes);
  if (key == "scale")
    return value == "monitor" || take_number(value, kSmallestScale, kLargestScale, likes.scale)
               ? ""
               : "scale monitor, or 0.75 to 3";
  if (key == "strips")
    return value == "page" || take_number(value, metrics::kMinStrips, metrics::kMaxStrips, likes.strips)
               ? ""
               : "strips page, or 8 to 40";
  if (key == "inputs") {
    likes.inputs_after_fader = value == "post";
    return value == "pre" || value == "post" ? "" : "inputs pre or post";
  }
  if (key == "hand") {
    likes.is_touched = value == "finger";
    return value == "finger" || value == "mouse" ? "" : "hand mouse or finger";
  }
  return "a line that begins with theme, meters, scale, strips, inputs, hand or layer";
}

}  // namespace

void turn_theme(Preferences& likes) { likes.theme = (likes.theme + 1) % theme::kThemes.size(); }

void step_scale(Preferences& likes, float scale_now, int way) {
  const float step = std::round(scale_now / kScaleStep) + static_cast<float>(way);
  likes.scale = std::clamp(step * kScaleStep, kSmallestScale, kLargestScale);
}

void step_strips(Preferences& likes, int strips_now, int way) {
  constexpr int kStep = 4;
  likes.strips = std::clamp(strips_now + way * kStep, metrics::kMinStrips, metrics::kMaxStrips);
}

void turn_membership(std::vector<std::string>& layer, const std::string& strip_address) {
  if (std::erase(layer, strip_address) == 0) layer.push_back(strip_address);
}

std::string text_of(const Preferences& likes) {
  char scale[16];
  std::snprintf(scale, sizeof scale, "%g", static_cast<double>(likes.scale));
  std::string text = "theme " + file_word(theme::kThemes[likes.theme].name) + "\n";
  text += "meters " + file_word(theme::kMeterPalettes[likes.meter_palette].name) + "\n";
  text += "scale " + (likes.scale > 0 ? std::string(scale) : "monitor") + "\n";
  text += "strips " + (likes.strips > 0 ? std::to_string(likes.strips) : "page") + "\n";
  text += std::string("inputs ") + (likes.inputs_after_fader ? "post" : "pre") + "\n";
  text += std::string("hand ") + (likes.is_touched ? "finger" : "mouse") + "\n";
  for (size_t i = 0; i < kUserLayers; ++i) {
    if (likes.user_layers[i].empty()) continue;
    text += "layer " + std::to_string(i + 1);
    for (const std::string& address : likes.user_layers[i]) text += " " + address;
    text += "\n";
  }
  return text;
}

Result<Preferences> parse_preferences(std::string_view text) {
  Preferences likes;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string right = take_line(line, likes);
    if (!right.empty())
      return Error{"line " + std::to_string(number) + ", \"" + line.substr(0, 40) + "\": right would be " + right};
  }
  return likes;
}

std::string preferences_path() { return config_folder() + "/display"; }

LoadedPreferences load_preferences(const std::string& path) {
  constexpr uint64_t kMostBytes = 1 << 20;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  const auto bytes = read_whole_file(path, kMostBytes);
  if (!bytes) return {{}, bytes.error() + "; the screen starts as it comes"};
  const auto likes = parse_preferences(*bytes);
  if (likes) return {*likes, ""};
  // What is chosen from now on is written there: the file that cannot be understood is put aside, not overwritten.
  const std::string aside = path + ".unreadable";
  std::filesystem::rename(path, aside, ignored);
  return {{},
          path + ", " + likes.error() + "; the screen starts as it comes" +
              (ignored ? "" : ", the file is kept as " + aside)};
}

Outcome save_preferences(const std::string& path, const Preferences& likes) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  if (error)
    return Error{"the folder of " + path + " cannot be made (" + error.message() +
                 "); what you chose is lost at the end"};
  return write_whole_file(path, text_of(likes));
}

}  // namespace headroom::display
