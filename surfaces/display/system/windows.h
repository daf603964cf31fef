// All windows of headroom-display and their places at the desk: each window joins the desk for itself, keeps its own
// page, and may be closed without the others; what the user likes is the same on all of them, and kept between runs.
#pragma once

#include <csignal>
#include <string>

#include "io/result.h"
#include "surfaces/display/model/preferences.h"

namespace headroom::display {

struct WindowsRequest {
  std::string desk = "main";
  int width = 1920, height = 1080;  // logical px
  float scale = 0;                  // 0: what the user likes
  bool full_screen = false;
  bool without_pause = false;  // as many frames as the processor gives: what a screen can do to the desk at worst
};

// Runs until the last window is closed, or `stop_signal` is not zero. Says what the user should know to the terminal.
Outcome run_windows(const WindowsRequest& request, const volatile std::sig_atomic_t& stop_signal);

}  // namespace headroom::display
