#include "console/measure/drawing.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

// Where Debian keeps them; the second is there when the first is not.
constexpr const char* kFontFiles[][2] = {
    {"/usr/share/fonts/opentype/inter/Inter-Regular.otf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"},
    {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"}};

// The next character of UTF-8; what is none becomes U+FFFD.
char32_t next_character(const std::string& text, size_t& at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(at);
  const size_t more = first < 0x80 ? 0 : first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 4;
  if (more == 4) return ++at, U'\uFFFD';
  char32_t character = more == 0 ? first : first & (0x3Fu >> more);
  for (size_t i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return ++at, U'\uFFFD';
    character = character << 6 | (byte(at + i) & 0x3F);
  }
  at += more + 1;
  return character;
}

// How much of a pixel lies within [from, to].
double overlap(double pixel, double from, double to) {
  return std::clamp(std::min(pixel + 1, to) - std::max(pixel, from), 0.0, 1.0);
}

}  // namespace

struct Drawing::Letters {
  FT_Library library = nullptr;
  FT_Face faces[2] = {};
  ~Letters() {
    for (FT_Face face : faces)
      if (face) FT_Done_Face(face);
    if (library) FT_Done_FreeType(library);
  }
  // Calls draw(glyph slot, x of its origin) for each letter; returns the width of all.
  template <class Draw>
  double set(const std::string& words, double size, Weight weight, Draw&& draw) const {
    FT_Face face = faces[static_cast<size_t>(weight)];
    FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(size * 64)), 72, 72);
    double x = 0;
    for (size_t at = 0; at < words.size();) {
      if (FT_Load_Char(face, next_character(words, at), FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) continue;
      draw(*face->glyph, x);
      x += static_cast<double>(face->glyph->linearHoriAdvance) / 65536;
    }
    return x;
  }
};

Drawing::Drawing(Picture picture, std::unique_ptr<Letters> letters)
    : picture_(std::move(picture)), letters_(std::move(letters)) {}
Drawing::Drawing(Drawing&&) noexcept = default;
Drawing::~Drawing() = default;

Result<Drawing> Drawing::blank(int width, int height, Ink paper) {
  auto letters = std::make_unique<Letters>();
  if (FT_Init_FreeType(&letters->library) != 0) return Error{"the letters of the page cannot be drawn: FreeType fails"};
  for (size_t weight = 0; weight < std::size(kFontFiles); ++weight)
    for (const char* file : kFontFiles[weight])
      if (!letters->faces[weight] && FT_New_Face(letters->library, file, 0, &letters->faces[weight]) != 0)
        letters->faces[weight] = nullptr;
  if (!letters->faces[0] || !letters->faces[1])
    return Error{"the page has no letters; install fonts-inter or fonts-dejavu-core"};
  Picture picture{width, height, {}};
  for (int pixel = 0; pixel < width * height; ++pixel)
    picture.rgb.insert(picture.rgb.end(), {paper.red, paper.green, paper.blue});
  return Drawing(std::move(picture), std::move(letters));
}

void Drawing::blend(int x, int y, Ink ink, double opacity) {
  if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || !(opacity > 0)) return;
  const auto place = static_cast<size_t>(y) * static_cast<size_t>(picture_.width) + static_cast<size_t>(x);
  uint8_t* pixel = &picture_.rgb[3 * place];
  const uint8_t colours[] = {ink.red, ink.green, ink.blue};
  for (int i = 0; i < 3; ++i)
    pixel[i] = static_cast<uint8_t>(std::lround(pixel[i] + std::min(opacity, 1.0) * (colours[i] - pixel[i])));
}

void Drawing::fill(const Box& box, Ink ink, double opacity) {
  const int top = std::max(0, static_cast<int>(std::floor(box.top)));
  const int bottom = std::min(picture_.height, static_cast<int>(std::ceil(box.bottom)));
  const int left = std::max(0, static_cast<int>(std::floor(box.left)));
  const int right = std::min(picture_.width, static_cast<int>(std::ceil(box.right)));
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x)
      blend(x, y, ink, opacity * overlap(x, box.left, box.right) * overlap(y, box.top, box.bottom));
}

void Drawing::line(Point from, Point to, double thickness, Ink ink) {
  const double dx = to.x - from.x, dy = to.y - from.y, length_squared = dx * dx + dy * dy;
  const double reach = thickness / 2 + 1;
  const int left = static_cast<int>(std::floor(std::min(from.x, to.x) - reach));
  for (int y = static_cast<int>(std::floor(std::min(from.y, to.y) - reach)); y <= std::max(from.y, to.y) + reach; ++y)
    for (int x = left; x <= std::max(from.x, to.x) + reach; ++x) {
      const double px = x + 0.5 - from.x, py = y + 0.5 - from.y;
      const double along = length_squared > 0 ? std::clamp((px * dx + py * dy) / length_squared, 0.0, 1.0) : 0;
      const double aside = std::hypot(px - along * dx, py - along * dy);
      blend(x, y, ink, std::clamp(thickness / 2 + 0.5 - aside, 0.0, 1.0));
    }
}

void Drawing::curve(std::span<const Point> points, double thickness, Ink ink) {
  for (size_t i = 1; i < points.size(); ++i) {
    const Point &a = points[i - 1], &b = points[i];
    if (std::isfinite(a.x + a.y + b.x + b.y)) line(a, b, thickness, ink);
  }
}

double Drawing::text_width(const std::string& words, double size, Weight weight) const {
  return letters_->set(words, size, weight, [](const FT_GlyphSlotRec_&, double) {});
}

void Drawing::text(Point at, const std::string& words, double size, Ink ink, Weight weight, Align align) {
  const double width = align == Align::left ? 0 : text_width(words, size, weight);
  const double start = at.x - (align == Align::centre ? width / 2 : width);
  letters_->set(words, size, weight, [&](const FT_GlyphSlotRec_& glyph, double x) {
    const FT_Bitmap& bitmap = glyph.bitmap;
    const int left = static_cast<int>(std::lround(start + x)) + glyph.bitmap_left;
    const int top = static_cast<int>(std::lround(at.y)) - glyph.bitmap_top;
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row)
      for (int column = 0; column < static_cast<int>(bitmap.width); ++column)
        blend(left + column, top + row, ink, bitmap.buffer[row * bitmap.pitch + column] / 255.0);
  });
}

}  // namespace headroom
