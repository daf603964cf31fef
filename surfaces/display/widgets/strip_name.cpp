#include "surfaces/display/widgets/strip_name.h"

#include <algorithm>

#include "surfaces/short_text.h"

namespace headroom::display {
namespace {

constexpr Face kSmall = Face::semi11;
constexpr float kOneLine = 18, kLine = kNameHeight / 2;

struct NameLines {
  std::string upper, lower;
};

// Divided where its longer half is shortest; a name of one word is not divided.
NameLines divided(const Canvas& canvas, const std::string& name) {
  NameLines best{name, ""};
  float best_width = canvas.text_width(kSmall, name);
  for (size_t blank = name.find(' '); blank != std::string::npos; blank = name.find(' ', blank + 1)) {
    NameLines lines{name.substr(0, blank), name.substr(blank + 1)};
    const float width = std::max(canvas.text_width(kSmall, lines.upper), canvas.text_width(kSmall, lines.lower));
    if (width >= best_width) continue;
    best_width = width;
    best = std::move(lines);
  }
  return best;
}

std::string shortened(const Canvas& canvas, const std::string& words, Face face, float width) {
  std::string shorter = words;
  for (auto characters = static_cast<int>(words.size()); canvas.text_width(face, shorter) > width && characters > 1;)
    shorter = short_name(words, --characters);
  return shorter;
}

}  // namespace

Face face_that_fits(const Canvas& canvas, std::string_view words, float width, std::initializer_list<Face> faces) {
  for (const Face face : faces)
    if (canvas.text_width(face, words) <= width) return face;
  return *(faces.end() - 1);
}

void strip_name(Canvas& canvas, Rect rect, const std::string& name, Color ground) {
  const TextStyle style{face_that_fits(canvas, name, rect.w, {Face::semi15, Face::semi13, kSmall}), theme::kTextHigh,
                        ground};
  const bool fits = canvas.text_width(style.face, name) <= rect.w;
  const NameLines lines = fits ? NameLines{name, ""} : divided(canvas, name);
  if (lines.lower.empty()) {
    canvas.text(rect.middle(rect.w, kOneLine), shortened(canvas, name, style.face, rect.w), style);
    return;
  }
  canvas.text(rect.take_top(kLine), shortened(canvas, lines.upper, style.face, rect.w), style);
  canvas.text(rect, shortened(canvas, lines.lower, style.face, rect.w), style);
}

}  // namespace headroom::display
