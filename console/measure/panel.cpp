#include "console/measure/panel.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

constexpr double kNameSize = 15, kNumberSize = 12;

}  // namespace

Panel::Panel(Drawing& drawing, const Box& box, const std::string& name, Axis across, Axis up)
    : drawing_(&drawing), box_(box), across_(across), up_(up) {
  drawing.text({box.left, box.top - 10}, name, kNameSize, ink::kText, Weight::bold);
  drawing.fill(box, ink::kPanel);
}

double Panel::y(double value) const { return box_.bottom - std::clamp(up_.share(value), 0.0, 1.0) * box_.height(); }

void Panel::mark_up(double value, const std::string& words) {
  const double at = y(value);
  drawing_->fill({box_.left, at - 0.5, box_.right, at + 0.5}, ink::kGrid);
  drawing_->text({box_.left - 8, at + 4}, words, kNumberSize, ink::kQuiet, Weight::regular, Align::right);
}

void Panel::mark_across(double value, const std::string& words) {
  const double at = x(value);
  drawing_->fill({at - 0.5, box_.top, at + 0.5, box_.bottom}, ink::kGrid);
  drawing_->text({at, box_.bottom + 17}, words, kNumberSize, ink::kQuiet, Weight::regular, Align::centre);
}

void Panel::bar(double from, double to, double value, Ink ink, double opacity) {
  // On whole pixels, so that neighbours meet without a seam.
  drawing_->fill({std::round(x(from)), y(value), std::round(x(to)), box_.bottom}, ink, opacity);
}

}  // namespace headroom
