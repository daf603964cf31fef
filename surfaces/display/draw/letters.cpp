#include "surfaces/display/draw/letters.h"

#include <imgui.h>

#include "surfaces/display/draw/metrics.h"

namespace headroom::display {

Letters::Letters() = default;
Letters::~Letters() = default;

Result<std::shared_ptr<Letters>> Letters::load(float scale) {
  std::shared_ptr<Letters> letters(new Letters);
  letters->atlas_ = std::make_unique<ImFontAtlas>();
  if (const Outcome outcome = letters->change_scale(scale); !outcome) return Error{outcome.error()};
  return letters;
}

Outcome Letters::change_scale(float scale) {
  if (!(scale >= metrics::kSmallestScale && scale <= metrics::kLargestScale))
    return Error{"the screen's scale must lie between 0.75 and 3"};
  const auto load = [&](float at_scale) -> Outcome {
    atlas_->Clear();
    Result<Fonts> fonts = load_fonts(*atlas_, at_scale);
    if (!fonts) return Error{fonts.error()};
    fonts_ = *fonts;
    scale_ = at_scale;
    return {};
  };
  const float before = scale_;
  const Outcome outcome = load(scale);
  if (outcome || before == 0) return outcome;
  return load(before) ? outcome : Error{outcome.error() + "; those before cannot be drawn again either"};
}

}  // namespace headroom::display
