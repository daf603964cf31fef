// What one person likes on a screen, kept between runs: theme, meter colours, size, strips side by side, layers of
// their own. The file is lines of a word and its value, "theme day"; it is written whole or not at all.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "io/result.h"

namespace headroom::display {

inline constexpr size_t kUserLayers = 8;

struct Preferences {
  size_t theme = 0;                 // of theme::kThemes
  size_t meter_palette = 0;         // of theme::kMeterPalettes
  float scale = 0;                  // pixels of the screen per logical pixel; 0: the monitor's own
  int strips = 0;                   // side by side, 8...40; 0: as many as suit the page
  bool inputs_after_fader = false;  // where the meters of inputs are taken; else before it
  bool is_touched = false;          // by fingers: everything at least so large as they need it
  std::array<std::vector<std::string>, kUserLayers> user_layers{};  // addresses of strips, "/ch/9", in the desk's order

  bool operator==(const Preferences&) const = default;
};

void turn_theme(Preferences& likes);
// By an eighth up or down from the scale that is used now.
void step_scale(Preferences& likes, float scale_now, int way);
// More strips side by side, or fewer, by four.
void step_strips(Preferences& likes, int strips_now, int way);
// Puts a strip onto a user layer, or takes it off.
void turn_membership(std::vector<std::string>& layer, const std::string& strip_address);

std::string text_of(const Preferences& likes);
// An error names the line that cannot be understood, and what would be right.
Result<Preferences> parse_preferences(std::string_view text);

// $XDG_CONFIG_HOME/headroom/display, else ~/.config/headroom/display.
std::string preferences_path();
// The file's, or the defaults where there is none. A damaged file gives the defaults and an error.
struct LoadedPreferences {
  Preferences likes;
  std::string error;  // a sentence; else empty
};
LoadedPreferences load_preferences(const std::string& path);
Outcome save_preferences(const std::string& path, const Preferences& likes);

}  // namespace headroom::display
