#include "surfaces/display/views/strip_menu.h"

#include <algorithm>
#include <string>

#include "console/table_rows.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kSwatch = 36, kSpace = 4, kEdge = 12, kHeading = 20, kLayer = 28;
constexpr int kSwatchesARow = 6, kSwatchRows = 2;

struct Sizes {
  float swatch, space, layer;
  int layers_a_row;

  explicit Sizes(const Fingers& fingers)
      : swatch(fingers.size(kSwatch)),
        space(fingers.space(kSpace)),
        layer(fingers.size(kLayer)),
        layers_a_row(static_cast<int>(kUserLayers) / (fingers.any() ? 2 : 1)) {}
  float width() const { return kSwatchesARow * (swatch + space) - space + 2 * kEdge; }
  float colors_high() const { return kSwatchRows * (swatch + space) + kHeading; }
  int layer_rows() const { return static_cast<int>(kUserLayers) / layers_a_row; }
  float height() const {
    return 2 * kEdge + colors_high() + kHeading + static_cast<float>(layer_rows()) * (layer + space) - space;
  }
};

// True when a colour was taken.
bool show_colors(Frame& frame, Rect rect, ControlId color) {
  title(frame, rect.take_top(kHeading), "COLOUR");
  const Sizes sizes(frame.fingers);
  const auto now = static_cast<size_t>(frame.edits.shown(color));
  bool is_taken = false;
  for (size_t i = 0; i < theme::kStripColors.size(); ++i) {
    const Rect swatch{rect.x + static_cast<float>(i % kSwatchesARow) * (sizes.swatch + sizes.space),
                      rect.y + static_cast<float>(i / kSwatchesARow) * (sizes.swatch + sizes.space), sizes.swatch,
                      sizes.swatch};
    const Touch pointer = touch(frame.canvas, swatch, {"colour", static_cast<uint32_t>(i)});
    frame.canvas.fill(swatch, theme::kStripColors[i], metrics::kButtonRadius);
    if (i == now || pointer.hovered)
      frame.canvas.frame(swatch.inset(-2), theme::kTextHigh, 2, metrics::kButtonRadius + 2);
    // No two colours must be told apart by hue alone: each says its name's beginning.
    frame.canvas.text(swatch, std::string(kColors[i]).substr(0, 2),
                      {Face::semi11, theme::kInk, theme::kStripColors[i], Align::center});
    if (pointer.pressed) frame.edits.set(color, static_cast<float>(i)), is_taken = true;
  }
  return is_taken;
}

void show_user_layers(Frame& frame, Rect rect, const std::string& address) {
  title(frame, rect.take_top(kHeading), "ON USER LAYER OF YOUR SCREENS");
  const Sizes sizes(frame.fingers);
  for (size_t i = 0; i < kUserLayers; ++i) {
    std::vector<std::string>& layer = frame.open.likes.user_layers[i];
    const bool is_on = std::find(layer.begin(), layer.end(), address) != layer.end();
    const int place = static_cast<int>(i);
    const Rect row = rect.row(place / sizes.layers_a_row, sizes.layer_rows(), sizes.space);
    if (button(frame, row.column(place % sizes.layers_a_row, sizes.layers_a_row, sizes.space),
               {"user layer", static_cast<uint32_t>(i)}, std::to_string(i + 1),
               is_on ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      turn_membership(layer, address);
  }
}

}  // namespace

void show_strip_menu(Frame& frame, Rect page) {
  const StripMenu menu = *frame.open.strip_menu;
  const Sizes sizes(frame.fingers);
  const Rect rect = kept_inside({menu.at.x, menu.at.y, sizes.width(), sizes.height()}, page);
  bool is_done = false;
  sheet(frame, "strip menu", rect, theme::kLine, [&](Frame& above) {
    Rect inner = rect.inset(kEdge);
    is_done = show_colors(above, inner.take_top(sizes.colors_high()), above.id(menu.strip, Param::color));
    show_user_layers(above, inner, above.desk.table().strip(menu.strip).address);
  });
  if (is_done || clicked_outside(frame.canvas, rect)) frame.open.strip_menu.reset();
}

}  // namespace headroom::display
