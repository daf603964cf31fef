#include "surfaces/display/widgets/shield.h"

namespace headroom::display {

void shield(Canvas& canvas, Rect place, bool is_filled, Color on) {
  const Rect body = place.middle(12, 14);
  // Straight to two thirds of its height, then to a point.
  const float shoulder = body.y + 9;
  const Point foot{body.center().x, body.bottom()};
  if (is_filled) {
    canvas.fill({body.x, body.y, body.w, shoulder - body.y}, theme::kSafe);
    canvas.triangle({body.x, shoulder}, {body.right(), shoulder}, foot, theme::kSafe);
  } else {
    canvas.line({body.x, body.y}, {body.right(), body.y}, theme::kSafe, 1.5f);
    canvas.line({body.x, body.y}, {body.x, shoulder}, theme::kSafe, 1.5f);
    canvas.line({body.right(), body.y}, {body.right(), shoulder}, theme::kSafe, 1.5f);
    canvas.line({body.x, shoulder}, foot, theme::kSafe, 1.5f);
    canvas.line({body.right(), shoulder}, foot, theme::kSafe, 1.5f);
  }
  canvas.text({body.x, body.y - 1, body.w, 13}, "S",
              {Face::semi11, is_filled ? theme::kInk : theme::kSafe, is_filled ? theme::kSafe : on, Align::center});
}

}  // namespace headroom::display
