// Drawing on paper: boxes, lines and letters on a picture in memory, without a screen. Coordinates are pixels from the
// top left corner; everything is clipped at the paper's edge.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "io/png.h"

namespace headroom {

struct Ink {
  uint8_t red, green, blue;
};
struct Point {
  double x, y;
};
struct Box {
  double left, top, right, bottom;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};
enum class Weight : uint8_t { regular, bold };
enum class Align : uint8_t { left, centre, right };

class Drawing {
 public:
  // A blank sheet and its letters; fails when the system has no typeface.
  static Result<Drawing> blank(int width, int height, Ink paper);
  Drawing(Drawing&&) noexcept;
  ~Drawing();

  // `opacity` 0..1.
  void fill(const Box& box, Ink ink, double opacity = 1);
  void line(Point from, Point to, double thickness, Ink ink);
  // From point to point; a point that is not finite leaves a gap.
  void curve(std::span<const Point> points, double thickness, Ink ink);
  // UTF-8, one line; `at` is the end of the base line that `align` names.
  void text(Point at, const std::string& words, double size, Ink ink, Weight weight = Weight::regular,
            Align align = Align::left);
  double text_width(const std::string& words, double size, Weight weight = Weight::regular) const;

  const Picture& picture() const { return picture_; }

 private:
  struct Letters;
  Drawing(Picture picture, std::unique_ptr<Letters> letters);
  void blend(int x, int y, Ink ink, double opacity);

  Picture picture_;
  std::unique_ptr<Letters> letters_;
};

}  // namespace headroom
