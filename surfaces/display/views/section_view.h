// Sections of controls on a page: one of them in its rectangle, or all of them in columns.
#pragma once

#include <span>

#include "surfaces/display/frame.h"
#include "surfaces/display/model/sections.h"

namespace headroom::display {

// Title, switch, gain reduction where it is metered, and the controls. `rect` must be as high as section_height().
void show_section(Frame& frame, Rect rect, const Section& section);
float section_height(const Fingers& fingers, const Section& section);
// The width its lines or sliders need; 0: any column will do.
float section_width(const Frame& frame, const Section& section);

// Fills columns from left to right. What does not fit stands on further pages, which the buttons in `heading` turn; the
// first `pages_before` of them show something else.
void show_sections(Frame& frame, Rect area, Rect heading, std::vector<Section> sections, int pages_before = 0);

}  // namespace headroom::display
