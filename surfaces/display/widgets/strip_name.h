// A strip's name in the little room a strip has: in the largest letters that fit one line, else in two small lines, and
// there only as much shortened as on the display of a control surface ("Ovrhd" / "L").
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "surfaces/display/draw/canvas.h"

namespace headroom::display {

// The first of the letters, largest first, in which the words fit; the last where they fit in none.
Face face_that_fits(const Canvas& canvas, std::string_view words, float width, std::initializer_list<Face> faces);

inline constexpr float kNameHeight = 27;  // of two lines of it

// Into a rectangle of kNameHeight.
void strip_name(Canvas& canvas, Rect rect, const std::string& name, Color ground);

}  // namespace headroom::display
