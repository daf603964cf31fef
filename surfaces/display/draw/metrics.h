// Every size of the screen in logical pixels (screen.md sections 2, 3, 7), on a grid of 4. The canvas multiplies by the
// scale; nobody else knows it.
#pragma once

#include <algorithm>

#include "surfaces/display/draw/geometry.h"

namespace headroom::display::metrics {

// Pixels of the screen per logical pixel, and the step in which the user changes them.
inline constexpr float kSmallestScale = 0.75f, kLargestScale = 3, kScaleStep = 0.125f;

// Regions of the page.
inline constexpr float kTopBar = 48;
inline constexpr float kRail = 64;
inline constexpr float kRailNarrow = 48;  // below kNarrowPage
inline constexpr float kMaster = 320;
inline constexpr float kMasterNarrow = 240;
inline constexpr float kNarrowPage = 1600;
inline constexpr float kSelectedChannel = 336;
inline constexpr float kLayerBar = 56;
inline constexpr float kLowPage = 900;  // below this height the selected channel starts closed
inline constexpr float kMinPageWidth = 1024, kMinPageHeight = 640;

// How many strips lie side by side.
inline constexpr int kMinStrips = 8, kMaxStrips = 40, kStandardStrips = 16;

// The strip, top to bottom (section 3).
inline constexpr float kColorEdge = 4;
inline constexpr float kScribble = 44;
inline constexpr float kInputRow = 32;
inline constexpr float kDynamicsRow = 28;
inline constexpr float kEqRow = 48;
inline constexpr float kSendsRow = 44;
inline constexpr float kPanRow = 32;
inline constexpr float kSoloRow = 40;
inline constexpr float kMuteRow = 52;
inline constexpr float kValueRow = 24;
inline constexpr float kMembershipRow = 24;
inline constexpr float kSpillBanner = 28;  // above the strips of a spill
inline constexpr float kLeastFader = 160;  // rows above give way before the fader gets shorter than this
inline constexpr float kStripPadding = 8;
inline constexpr float kNarrowStrip = 72;  // narrower strips lose small print

inline constexpr float kFaderLane = 44;
inline constexpr float kFaderScale = 20;
inline constexpr float kCapWidth = 36, kCapHeight = 56;
inline constexpr float kMeterBar = 9, kMeterGap = 1;
inline constexpr float kHoldLine = 2;

inline constexpr float kPadding = 8;
inline constexpr float kGap = 4;
inline constexpr float kButtonRadius = 3;
inline constexpr float kSheetRadius = 6;
inline constexpr float kHairline = 1;

// What pages, panels and sheets are made of, top to bottom.
inline constexpr float kPageHeading = 44;
inline constexpr float kTitle = 24;  // of a part of a page, in small capitals
inline constexpr float kTextRow = 24;
inline constexpr float kListRow = 28;  // that can be pressed
inline constexpr float kButtonRow = 32;
inline constexpr float kStepperRow = 36;
inline constexpr float kLargeButton = 40;  // that ends or begins something

inline constexpr float kFieldSize = 304;
inline constexpr float kKnobTravel = 200;  // vertical drag over a value's whole range

}  // namespace headroom::display::metrics

namespace headroom::display {

// What fingers need, in logical pixels (screen.md section 7); all zero by mouse, whose sizes are those of the design. A
// view says what the design wants and is given that or what fingers need: it knows no millimetres and no second layout.
struct Fingers {
  float target = 0;  // the least width and height of whatever is touched
  float urgent = 0;  // of mute, solo, solo clear and talk, which are struck in haste
  float gap = 0;     // between neighbours

  bool any() const { return target > 0; }
  float size(float design) const { return std::max(design, target); }
  float urgent_size(float design) const { return std::max(design, urgent); }
  float space(float design) const { return std::max(design, gap); }
  // One of several rows right below each other, and what is touched of it.
  float row(float design) const { return std::max(design, target + gap); }
  Rect inside(Rect row) const { return row.inset(0, gap / 2); }
  // What is touched keeps half a gap from the edge of its part, for what lies beyond it.
  float edge(float design) const { return any() ? gap / 2 : design; }
  // How many of that size lie side by side.
  int fitting(float width, float design) const {
    return std::max(1, static_cast<int>((width + gap) / (size(design) + gap)));
  }
};

}  // namespace headroom::display
