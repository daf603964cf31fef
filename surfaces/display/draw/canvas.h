// Where views draw: rectangles, lines, plots and words in logical pixels, snapped to whole pixels of the screen. The
// only code that knows the scale. All words go through text(), which never cuts one: it elides in the middle, and keeps
// a record for whoever wants to check that.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "surfaces/display/draw/fonts.h"
#include "surfaces/display/draw/geometry.h"
#include "surfaces/display/draw/theme.h"

struct ImDrawList;

namespace headroom::display {

class Fingertips;

enum class Align { left, center, right };

struct TextStyle {
  Face face = Face::sans13;
  Color color = theme::kTextHigh;
  Color on = theme::kPanel;  // what is behind the words; drawn by somebody else, noted for the contrast
  Align align = Align::left;
};

// One piece of text as drawn.
struct TextRecord {
  std::string text;
  Rect drawn;  // the letters
  Rect box;    // where they had to fit
  TextStyle style;
  bool elided;       // a name too long for its box
  Rgba ink, ground;  // as drawn, and what it stands on
};

// A rectangle that takes the pointer.
struct TargetRecord {
  const char* place;
  Rect rect;
};

// What a frame showed and offered, for whoever wants to check that.
struct FrameRecords {
  std::vector<TextRecord> texts;
  std::vector<TargetRecord> targets;
  std::vector<const char*> signs;  // what is said without a word: "unsaved"
};

class Canvas {
 public:
  // Draws into `list` until the frame ends. `records` may be null. `fingertips` touch what is drawn.
  Canvas(ImDrawList& list, const Fonts& fonts, float scale, FrameRecords* records, Fingertips& fingertips)
      : list_(&list), fonts_(&fonts), scale_(scale), records_(records), fingertips_(&fingertips) {}
  // The same screen, drawn on another layer (a sheet above the page).
  Canvas on(ImDrawList& list) const {
    Canvas canvas = *this;
    canvas.list_ = &list;
    return canvas;
  }
  // The same canvas within a well - a meter, a plot - which is dark in every theme.
  Canvas in_well() const {
    Canvas canvas = *this;
    canvas.theme_ = &theme::kNight;
    return canvas;
  }
  // The colours of the page and those of meters, which everybody chooses for their own eyes.
  void use(const Theme& theme, const theme::MeterPalette& palette) { theme_ = &theme, palette_ = &palette; }
  const theme::MeterPalette& palette() const { return *palette_; }
  Rgba rgba(Color color) const { return theme_->of(color); }

  float scale() const { return scale_; }
  const Fonts& fonts() const { return *fonts_; }
  Fingertips& fingertips() const { return *fingertips_; }

  void fill(Rect rect, Color color, float radius = 0);
  void frame(Rect rect, Color color, float thickness = 1, float radius = 0);
  void horizontal_line(float x0, float x1, float y, Color color, float thickness = 1);
  void vertical_line(float x, float y0, float y1, Color color, float thickness = 1);
  void line(Point from, Point to, Color color, float thickness = 1);
  void curve(std::span<const Point> points, Color color, float thickness);
  // The area between a curve and a horizontal line.
  void area(std::span<const Point> points, float base_y, Color color);
  // The area between a point and a curve around it.
  void fan(Point center, std::span<const Point> points, Color color);
  void triangle(Point a, Point b, Point c, Color color, bool filled = true);
  void circle(Point center, float radius, Color color, bool filled = true, float thickness = 1);
  void arc(Point center, float radius, float from_rad, float to_rad, Color color, float thickness);
  // Stripes over a rectangle: the second cue of what is on, but not by its own hand.
  void hatch(Rect rect, Color color);
  void image(void* texture, Rect rect) { image_part(texture, rect, {0, 0, 1, 1}); }
  // A part of it, in shares of its width and height.
  void image_part(void* texture, Rect rect, Rect part);

  // Words in a box, centred in its height. What does not fit is elided in the middle. Returns the letters' width.
  float text(Rect box, std::string_view words, const TextStyle& style);
  // The same turned a quarter to the left, upwards from the box's foot: names of narrow columns.
  void upward_text(Rect box, std::string_view words, const TextStyle& style);
  float text_width(Face face, std::string_view words) const;

  void clip(Rect rect);
  void unclip();
  void note_target(const char* place, Rect rect) const;
  void note_sign(const char* sign) const;

  // Logical pixels to pixels of the screen.
  float snap(float logical) const;

 private:
  std::string elided(Face face, std::string_view words, float width) const;
  struct TextColors {
    Rgba ink, ground;
  };
  TextColors colors_of(const TextStyle& style) const;

  ImDrawList* list_;
  const Fonts* fonts_;
  float scale_;
  FrameRecords* records_;
  Fingertips* fingertips_;
  const Theme* theme_ = &theme::kNight;
  const theme::MeterPalette* palette_ = &theme::kMeterPalettes.front();
};

}  // namespace headroom::display
