#include "surfaces/display/widgets/lamp.h"

namespace headroom::display {

void lamp_dot(Canvas& canvas, Point at, Lamp lamp) {
  switch (lamp) {
    case Lamp::in_step: canvas.circle(at, 4, theme::kGo); break;
    case Lamp::idle: canvas.circle(at, 3.5f, theme::kTextLow, false, 1.5f); break;
    case Lamp::catching_up: canvas.circle(at, 3.5f, theme::kWarning, false, 2); break;
    case Lamp::lost: canvas.fill({at.x - 4, at.y - 4, 8, 8}, theme::kFailure); break;
  }
}

}  // namespace headroom::display
