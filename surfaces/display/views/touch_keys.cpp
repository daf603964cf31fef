#include "surfaces/display/views/touch_keys.h"

#include <cctype>
#include <span>
#include <string>
#include <string_view>

#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

enum class Deed { type, back, enter, leave, shift };

struct KeyCap {
  const char* words = "";  // on it
  int columns = 1;
  Deed deed = Deed::type;
  const char* typed = nullptr;  // where that is not what stands on it
};

constexpr KeyCap kBack{"Back", 1, Deed::back}, kLeave{"Esc", 1, Deed::leave}, kEnter{"Enter", 2, Deed::enter};
constexpr int kMostKeys = 10;
using KeyRow = KeyCap[kMostKeys];  // up to the first of no columns
constexpr KeyCap kEnd{"", 0};

constexpr int kNumberColumns = 5;
constexpr KeyRow kNumbers[] = {{{"7"}, {"8"}, {"9"}, {"-"}, kBack, kEnd},
                               {{"4"}, {"5"}, {"6"}, {"+"}, kLeave, kEnd},
                               {{"1"}, {"2"}, {"3"}, kEnd},  // and what the unit allows
                               {{"."}, {"0", 2}, kEnter, kEnd}};
constexpr KeyRow kLetters[] = {{{"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"6"}, {"7"}, {"8"}, {"9"}, {"0"}},
                               {{"q"}, {"w"}, {"e"}, {"r"}, {"t"}, {"y"}, {"u"}, {"i"}, {"o"}, {"p"}},
                               {{"a"}, {"s"}, {"d"}, {"f"}, {"g"}, {"h"}, {"j"}, {"k"}, {"l"}, {"-"}},
                               {{"Shift", 1, Deed::shift}, {"z"}, {"x"}, {"c"}, {"v"}, {"b"}, {"n"}, {"m"}, {"."}, kBack},
                               {kLeave, {"/"}, {"space", 5, Deed::type, " "}, {"+"}, kEnter, kEnd}};

// Of the two keys beside 1, 2 and 3.
std::span<const KeyCap> keys_of_unit(const ControlRow& row) {
  static constexpr KeyCap kSides[] = {{"L"}, {"R"}}, kThousands[] = {{"k"}}, kSilence[] = {{"-∞", 1, Deed::type, "-oo"}};
  if (row.unit == Unit::pan) return kSides;
  if (row.unit == Unit::hz) return kThousands;
  if (row.curve == Curve::fader) return kSilence;
  return {};
}

bool is_number(const ControlRow& row) {
  switch (row.unit) {
    case Unit::text:
    case Unit::on_off:
    case Unit::choice:
    case Unit::strip:
    case Unit::key:
    case Unit::tap: return false;
    default: return true;
  }
}

struct Keyboard {
  std::span<const KeyRow> rows;
  int columns;
};
Keyboard keyboard_of(const ControlRow& row) {
  return is_number(row) ? Keyboard{kNumbers, kNumberColumns} : Keyboard{kLetters, kMostKeys};
}

float length(int keys, const Fingers& fingers) { return static_cast<float>(keys) * (fingers.target + fingers.gap) - fingers.gap; }

std::string typed_by(const KeyCap& key, bool is_shifted) {
  std::string typed = key.typed ? key.typed : key.words;
  if (is_shifted && typed.size() == 1) typed[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(typed[0])));
  return typed;
}

// True when it was the one that leaves.
bool press(const KeyCap& key, Entry& entry) {
  switch (key.deed) {
    case Deed::leave: return true;
    case Deed::enter: entry.is_entered = true; break;
    case Deed::back: entry.keys.pressed += '\b'; break;
    case Deed::shift: entry.keys.is_shifted = !entry.keys.is_shifted; break;
    case Deed::type:
      entry.keys.pressed += typed_by(key, entry.keys.is_shifted);
      entry.keys.is_shifted = false;
  }
  return false;
}

bool show_key(Frame& frame, Rect rect, uint32_t number, const KeyCap& key, Entry& entry) {
  const bool is_lit = key.deed == Deed::enter || (key.deed == Deed::shift && entry.keys.is_shifted);
  const std::string words = key.deed == Deed::type && !key.typed && key.columns == 1 ? typed_by(key, entry.keys.is_shifted) : key.words;
  const Face face = key.deed == Deed::type ? Face::semi18 : Face::semi13;
  const ButtonLook look = is_lit ? lit(theme::kAccent, theme::kInk, face) : ButtonLook{face, theme::kRaised, theme::kTextHigh};
  return button(frame, rect, {"touch key", number}, words, look).pressed && press(key, entry);
}

}  // namespace

KeySize touch_keys_size(const ControlRow& row, const Fingers& fingers) {
  const Keyboard keyboard = keyboard_of(row);
  return {length(keyboard.columns, fingers), length(static_cast<int>(keyboard.rows.size()), fingers)};
}

bool touch_keys(Frame& frame, Rect rect, const ControlRow& row, Entry& entry) {
  const Fingers& fingers = frame.fingers;
  const Keyboard keyboard = keyboard_of(row);
  const float pitch = fingers.target + fingers.gap;
  uint32_t number = 0;
  bool is_left = false;
  for (size_t y = 0; y < keyboard.rows.size(); ++y) {
    int column = 0;
    const auto show = [&](std::span<const KeyCap> keys) {
      for (const KeyCap& key : keys) {
        if (key.columns == 0) return;
        const Rect place{rect.x + static_cast<float>(column) * pitch, rect.y + static_cast<float>(y) * pitch, length(key.columns, fingers), fingers.target};
        is_left |= show_key(frame, place, number++, key, entry);
        column += key.columns;
      }
    };
    show(keyboard.rows[y]);
    constexpr size_t kRowOfUnit = 2;
    if (is_number(row) && y == kRowOfUnit) show(keys_of_unit(row));
  }
  return is_left;
}

}  // namespace headroom::display
