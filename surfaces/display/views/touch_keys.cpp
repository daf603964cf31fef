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
constexpr KeyRow kLetters[] = {
    {{"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"6"}, {"7"}, {"8"}, {"9"}, {"0"}},
    {{"q"}, {"w"}, {"e"}, {"r"}, {"t"}, {"y"}, {"u"}, {"i"}, {"o"}, {"p"}},
    {{"a"}, {"s"}, {"d"}, {"f"}, {"g"}, {"h"}, {"j"}, {"k"}, {"l"}, {"-"}},
    {{"Shift", 1, Deed::shift}, {"z"}, {"x"}, {"c"}, {"v"}, {"b"}, {"n"}, {"m"}, {"."}, kBack},
    {kLeave, {"/"}, {"space", 5, Deed::type, " "}, {"+"}, kEnter, kEnd}};

// Of the two keys beside 1, 2 and 3.
std::span<const KeyCap> keys_of_unit(const ControlRow& row) {
  static constexpr KeyCap kSides[] = {{"L"}, {"R"}}, kThousands[] = {{"k"}},
                          kSilence[] = {{"-∞", 1, Deed::type, "-oo"}};
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
    case Unit::scene:
    case Unit::tap: return false;
    default: return true;
  }
}

struct Keyboard {
  std::span<const KeyRow> rows;
  int columns;
};
Keyboard keyboard_of(Keys keys) {
  return keys.numbers_of ? Keyboard{kNumbers, kNumberColumns} : Keyboard{kLetters, kMostKeys};
}

float length(int keys, const Fingers& fingers) {
  return static_cast<float>(keys) * (fingers.target + fingers.gap) - fingers.gap;
}

std::string typed_by(const KeyCap& key, bool is_shifted) {
  std::string typed = key.typed ? key.typed : key.words;
  if (is_shifted && typed.size() == 1) typed[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(typed[0])));
  return typed;
}

LastKey press(const KeyCap& key, TouchTyped& typed) {
  switch (key.deed) {
    case Deed::leave: return LastKey::leave;
    case Deed::enter: return LastKey::enter;
    case Deed::back: typed.pressed += '\b'; break;
    case Deed::shift: typed.is_shifted = !typed.is_shifted; break;
    case Deed::type: typed.pressed += typed_by(key, typed.is_shifted); typed.is_shifted = false;
  }
  return LastKey::none;
}

bool is_pressed(Frame& frame, Rect rect, uint32_t number, const KeyCap& key, const TouchTyped& typed) {
  const bool is_lit = key.deed == Deed::enter || (key.deed == Deed::shift && typed.is_shifted);
  const std::string words =
      key.deed == Deed::type && !key.typed && key.columns == 1 ? typed_by(key, typed.is_shifted) : key.words;
  const Face face = key.deed == Deed::type ? Face::semi18 : Face::semi13;
  const ButtonLook look =
      is_lit ? lit(theme::kAccent, theme::kInk, face) : ButtonLook{face, theme::kRaised, theme::kTextHigh};
  return button(frame, rect, {"touch key", number}, words, look).pressed;
}

}  // namespace

Keys keys_for(const ControlRow& row) { return {is_number(row) ? &row : nullptr}; }

KeySize touch_keys_size(Keys keys, const Fingers& fingers) {
  const Keyboard keyboard = keyboard_of(keys);
  return {length(keyboard.columns, fingers), length(static_cast<int>(keyboard.rows.size()), fingers)};
}

LastKey touch_keys(Frame& frame, Rect rect, Keys keys, TouchTyped& typed) {
  const Fingers& fingers = frame.fingers;
  const Keyboard keyboard = keyboard_of(keys);
  const float pitch = fingers.target + fingers.gap;
  uint32_t number = 0;
  LastKey last = LastKey::none;
  for (size_t y = 0; y < keyboard.rows.size(); ++y) {
    int column = 0;
    const auto show = [&](std::span<const KeyCap> row) {
      for (const KeyCap& key : row) {
        if (key.columns == 0) return;
        const Rect place{rect.x + static_cast<float>(column) * pitch, rect.y + static_cast<float>(y) * pitch,
                         length(key.columns, fingers), fingers.target};
        if (is_pressed(frame, place, number++, key, typed)) last = press(key, typed);
        column += key.columns;
      }
    };
    show(keyboard.rows[y]);
    constexpr size_t kRowOfUnit = 2;
    if (keys.numbers_of && y == kRowOfUnit) show(keys_of_unit(*keys.numbers_of));
  }
  return last;
}

}  // namespace headroom::display
