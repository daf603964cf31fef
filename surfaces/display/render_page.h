// Draws a page of the screen without a window: for `--screenshot`, for the manual's pictures, and for tests, which feed
// the desk between frames themselves.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surfaces/display/screen.h"
#include "io/png.h"

namespace headroom::display {

// Pages as commands name them: "mixer", "channel".
std::optional<Page> page_named(const std::string& name);
std::string page_names();  // of all of them: "mixer, channel"

struct PageRequest {
  int width = 1920, height = 1080;  // logical px
  float scale = 1;
  int frames = 60;    // shown before the picture is taken, so that meters and field are alive
  Fingers fingers{};  // what hands on it need
  std::string clock;  // empty: the time of day
};

// How long a frame took to build: by the clock, and on the core alone, without what other programs took of it
// meanwhile.
struct FrameTime {
  double wall_ms = 0, core_ms = 0;
};

struct PageReport {
  Picture picture;
  std::vector<TextRecord> texts;
  std::vector<TargetRecord> targets;
  std::vector<FrameTime> times;  // of each frame, without the renderer
  std::string note;              // about the letters; usually empty
};

// Before each frame `next_frame` makes or awaits a 60th of a second of the desk's sound; it returns false when there is
// no more. `prepare` (may be empty) may open and move things on the screen before the first frame.
Result<PageReport> render_page(LinkClient& link, const PageRequest& request, const std::function<bool()>& next_frame,
                               const std::function<void(Screen&)>& prepare = {});

}  // namespace headroom::display
