#include "surfaces/display/draw/canvas.h"

#include <imgui.h>

#include <cfloat>
#include <cmath>

namespace headroom::display {
namespace {

// A line is never thinner than one pixel of the screen.
float line_pixels(float thickness, float scale) { return std::max(1.0f, std::round(thickness * scale)); }

bool continues_character(char c) { return (c & 0xC0) == 0x80; }

}  // namespace

// Halves away from zero, as std::round has it, which is a call into a library thousands of times a frame.
float Canvas::snap(float logical) const {
  const float pixels = logical * scale_;
  return static_cast<float>(static_cast<int>(pixels < 0 ? pixels - 0.5f : pixels + 0.5f));
}

void Canvas::fill(Rect rect, Color color, float radius) {
  if (rect.is_empty()) return;
  list_->AddRectFilled({snap(rect.x), snap(rect.y)}, {snap(rect.right()), snap(rect.bottom())}, rgba(color),
                       radius * scale_);
}

void Canvas::frame(Rect rect, Color color, float thickness, float radius) {
  const float width = line_pixels(thickness, scale_);
  if (radius <= 0) {
    const float left = snap(rect.x), top = snap(rect.y), right = snap(rect.right()), bottom = snap(rect.bottom());
    list_->AddRectFilled({left, top}, {right, top + width}, rgba(color));
    list_->AddRectFilled({left, bottom - width}, {right, bottom}, rgba(color));
    list_->AddRectFilled({left, top + width}, {left + width, bottom - width}, rgba(color));
    list_->AddRectFilled({right - width, top + width}, {right, bottom - width}, rgba(color));
    return;
  }
  const float half = width / 2;
  list_->AddRect({snap(rect.x) + half - 0.5f, snap(rect.y) + half - 0.5f},
                 {snap(rect.right()) - half + 0.5f, snap(rect.bottom()) - half + 0.5f}, rgba(color), radius * scale_, 0,
                 width);
}

void Canvas::horizontal_line(float x0, float x1, float y, Color color, float thickness) {
  const float top = snap(y);
  list_->AddRectFilled({snap(x0), top}, {snap(x1), top + line_pixels(thickness, scale_)}, rgba(color));
}

void Canvas::vertical_line(float x, float y0, float y1, Color color, float thickness) {
  const float left = snap(x);
  list_->AddRectFilled({left, snap(y0)}, {left + line_pixels(thickness, scale_), snap(y1)}, rgba(color));
}

void Canvas::line(Point from, Point to, Color color, float thickness) {
  list_->AddLine({from.x * scale_, from.y * scale_}, {to.x * scale_, to.y * scale_}, rgba(color), thickness * scale_);
}

void Canvas::curve(std::span<const Point> points, Color color, float thickness) {
  if (points.size() < 2) return;
  list_->PathClear();
  for (const Point& point : points) list_->PathLineTo({point.x * scale_, point.y * scale_});
  list_->PathStroke(rgba(color), 0, thickness * scale_);
}

void Canvas::area(std::span<const Point> points, float base_y, Color color) {
  // One quad a segment, so that the area may cross the base line; soft edges would show as seams between the quads.
  if (points.size() < 2) return;
  const float base = snap(base_y);
  const Rgba hue = rgba(color);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const int quads = static_cast<int>(points.size()) - 1;
  list_->PrimReserve(6 * quads, 2 * static_cast<int>(points.size()));
  const auto first = static_cast<ImDrawIdx>(list_->_VtxCurrentIdx);
  for (int quad = 0; quad < quads; ++quad)
    for (const int corner : {0, 1, 3, 0, 3, 2}) list_->PrimWriteIdx(static_cast<ImDrawIdx>(first + 2 * quad + corner));
  for (const Point& point : points) {
    list_->PrimWriteVtx({point.x * scale_, base}, white, hue);
    list_->PrimWriteVtx({point.x * scale_, point.y * scale_}, white, hue);
  }
}

void Canvas::fan(Point center, std::span<const Point> points, Color color) {
  if (points.size() < 2) return;
  const Rgba hue = rgba(color);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const int triangles = static_cast<int>(points.size()) - 1;
  list_->PrimReserve(3 * triangles, triangles + 2);
  const auto first = static_cast<ImDrawIdx>(list_->_VtxCurrentIdx);
  for (int triangle = 0; triangle < triangles; ++triangle)
    for (const int corner : {0, triangle + 1, triangle + 2})
      list_->PrimWriteIdx(static_cast<ImDrawIdx>(first + corner));
  list_->PrimWriteVtx({center.x * scale_, center.y * scale_}, white, hue);
  for (const Point& point : points) list_->PrimWriteVtx({point.x * scale_, point.y * scale_}, white, hue);
}

void Canvas::triangle(Point a, Point b, Point c, Color color, bool filled) {
  const ImVec2 p{a.x * scale_, a.y * scale_}, q{b.x * scale_, b.y * scale_}, r{c.x * scale_, c.y * scale_};
  if (filled)
    list_->AddTriangleFilled(p, q, r, rgba(color));
  else
    list_->AddTriangle(p, q, r, rgba(color), line_pixels(1, scale_));
}

void Canvas::circle(Point center, float radius, Color color, bool filled, float thickness) {
  const ImVec2 at{center.x * scale_, center.y * scale_};
  if (filled)
    list_->AddCircleFilled(at, radius * scale_, rgba(color));
  else
    list_->AddCircle(at, radius * scale_, rgba(color), 0, thickness * scale_);
}

void Canvas::arc(Point center, float radius, float from_rad, float to_rad, Color color, float thickness) {
  list_->PathClear();
  list_->PathArcTo({center.x * scale_, center.y * scale_}, radius * scale_, from_rad, to_rad);
  list_->PathStroke(rgba(color), 0, thickness * scale_);
}

void Canvas::hatch(Rect rect, Color color) {
  constexpr float kStripe = 4, kPeriod = 8;
  clip(rect);
  for (float x = rect.x - rect.h; x < rect.right(); x += kPeriod) {
    const float left = x * scale_, right = (x + kStripe) * scale_, lean = rect.h * scale_;
    list_->AddQuadFilled({left, rect.bottom() * scale_}, {left + lean, rect.y * scale_},
                         {right + lean, rect.y * scale_}, {right, rect.bottom() * scale_}, rgba(color));
  }
  unclip();
}

void Canvas::image_part(void* texture, Rect rect, Rect part) {
  if (!texture || rect.is_empty()) return;
  list_->AddImage(texture, {snap(rect.x), snap(rect.y)}, {snap(rect.right()), snap(rect.bottom())}, {part.x, part.y},
                  {part.right(), part.bottom()});
}

float Canvas::text_width(Face face, std::string_view words) const {
  const ImFont* font = fonts_->of(face).font;
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, words.data(), words.data() + words.size()).x / scale_;
}

std::string Canvas::elided(Face face, std::string_view words, float width) const {
  // Takes characters out of the middle, one from the left half, one from the right, until the rest fits.
  size_t left = words.size() / 2, right = left;
  while (left > 0 && left < words.size() && continues_character(words[left])) --left;
  right = left;
  for (bool from_left = true; left > 0 || right < words.size(); from_left = !from_left) {
    const std::string shorter = std::string(words.substr(0, left)) + "…" + std::string(words.substr(right));
    if (text_width(face, shorter) <= width) return shorter;
    if (from_left && left > 0) {
      do --left;
      while (left > 0 && continues_character(words[left]));
    } else if (right < words.size()) {
      do ++right;
      while (right < words.size() && continues_character(words[right]));
    }
  }
  return "";
}

Canvas::TextColors Canvas::colors_of(const TextStyle& style) const {
  const Theme& theme = style.on == theme::kWell ? theme::kNight : *theme_;
  const Rgba ink = theme.of(style.color), ground = theme.of(style.on);
  return {style.color == theme::kTextOff ? ink : readable(ink, ground), ground};
}

float Canvas::text(Rect box, std::string_view words, const TextStyle& style) {
  if (words.empty()) return 0;
  const Fonts::Loaded& face = fonts_->of(style.face);
  std::string shorter;
  float width = text_width(style.face, words);
  // Widths are sums of whole pixels; half a pixel of slack keeps rounding from eliding what fits.
  const bool is_elided = width > box.w + 0.5f / scale_;
  if (is_elided) {
    shorter = elided(style.face, words, box.w);
    words = shorter;
    width = text_width(style.face, words);
  }
  const float spare = style.align == Align::left    ? 0.0f
                      : style.align == Align::right ? box.w - width
                                                    : (box.w - width) / 2;
  // Capitals and digits stand in the middle of the box; what hangs below the base line does not count.
  const float baseline = std::round(box.center().y * scale_ + face.cap_height / 2);
  const ImVec2 at{std::floor((box.x + spare) * scale_ + 0.5f), baseline - std::round(face.font->Ascent)};
  const TextColors colors = colors_of(style);
  list_->AddText(face.font, face.font->FontSize, at, colors.ink, words.data(), words.data() + words.size());
  if (records_)
    records_->texts.push_back({std::string(words),
                               {at.x / scale_, (baseline - face.cap_height) / scale_, width, face.cap_height / scale_},
                               box,
                               style,
                               is_elided,
                               colors.ink,
                               colors.ground});
  return width;
}

void Canvas::upward_text(Rect box, std::string_view words, const TextStyle& style) {
  if (words.empty()) return;
  const Fonts::Loaded& face = fonts_->of(style.face);
  const bool is_elided = text_width(style.face, words) > box.h + 0.5f / scale_;
  const std::string shown = is_elided ? elided(style.face, words, box.h) : std::string(words);
  const float width = text_width(style.face, shown);
  const float baseline = std::round(box.center().x * scale_ + face.cap_height / 2);
  const TextColors colors = colors_of(style);
  const ImVec2 pivot{baseline - std::round(face.font->Ascent), snap(box.bottom())};
  // Written level from the pivot, then turned about it; on whole pixels the letters stay sharp. What the level line
  // would be clipped by says nothing about the turned one.
  const int first = list_->VtxBuffer.Size;
  face.font->RenderText(list_, face.font->FontSize, pivot, colors.ink, {-FLT_MAX, -FLT_MAX, FLT_MAX, FLT_MAX},
                        shown.data(), shown.data() + shown.size());
  for (int i = first; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& at = list_->VtxBuffer[i].pos;
    at = {pivot.x + (at.y - pivot.y), pivot.y - (at.x - pivot.x)};
  }
  if (records_)
    records_->texts.push_back(
        {shown,
         {(baseline - face.cap_height) / scale_, box.bottom() - width, face.cap_height / scale_, width},
         box,
         style,
         is_elided,
         colors.ink,
         colors.ground});
}

void Canvas::clip(Rect rect) {
  list_->PushClipRect({snap(rect.x), snap(rect.y)}, {snap(rect.right()), snap(rect.bottom())}, true);
}

void Canvas::note_target(const char* place, Rect rect) const {
  if (records_) records_->targets.push_back({place, rect});
}

void Canvas::note_sign(const char* sign) const {
  if (records_) records_->signs.push_back(sign);
}

void Canvas::unclip() { list_->PopClipRect(); }

}  // namespace headroom::display
