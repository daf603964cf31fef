// headroom-display: the desk on a screen, or a picture of it. A program of its own: it may die and come back at any
// time, and neither the sound nor the desk takes notice.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <thread>

#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/render_page.h"
#include "surfaces/display/system/windows.h"

namespace {

using namespace headroom;
using namespace headroom::display;

struct Options {
  std::string desk = "main";
  std::string page, output, size = "1920x1080";
  float scale = 0;
  int finger_dots_per_inch = 0, strips = 0;
  bool full_screen = false, without_pause = false, time = false, day = false, check = false;
};

volatile std::sig_atomic_t stop_signal = 0;

int fail(const std::string& sentence) {
  std::fprintf(stderr, "headroom-display: %s\n", sentence.c_str());
  return 1;
}

int run_desk_windows(const Options& options, int width, int height) {
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) std::signal(number, [](int which) { stop_signal = which; });
  const Outcome ran = run_windows({.desk = options.desk,
                                   .width = width,
                                   .height = height,
                                   .scale = options.scale,
                                   .full_screen = options.full_screen,
                                   .without_pause = options.without_pause},
                                  stop_signal);
  return ran ? 0 : fail(ran.error());
}

// Waits for news of the desk, for a 60th of a second of it; a desk that stands still is drawn as it is.
bool wait_for_sound(const LinkClient& link, uint64_t& heard_frames) {
  constexpr auto kFrame = std::chrono::microseconds(16667);
  constexpr int kMostPolls = 20;
  const auto frames = static_cast<uint64_t>(std::max(link.status().sample_rate, 8000.0) / 60.0);
  const auto limit = std::chrono::steady_clock::now() + kMostPolls * std::chrono::milliseconds(5);
  while (link.audio(0).written() < heard_frames + frames && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(kFrame / 8);
  heard_frames = link.audio(0).written();
  return true;
}

void print_times(const char* what, const std::vector<FrameTime>& times, double FrameTime::*which) {
  std::vector<double> sorted_ms;
  for (const FrameTime& time : times) sorted_ms.push_back(time.*which);
  std::sort(sorted_ms.begin(), sorted_ms.end());
  const auto at = [&](double share) {
    return sorted_ms[static_cast<size_t>(share * static_cast<double>(sorted_ms.size() - 1))];
  };
  std::printf("%s ms: p50 %.2f  p99 %.2f  max %.2f  (%zu frames)\n", what, at(0.5), at(0.99), at(1), sorted_ms.size());
}

// What they need on a monitor of so many dots an inch.
Fingers fingers_of(const Options& options) {
  Preferences likes;
  likes.is_touched = options.finger_dots_per_inch > 0;
  return fingers_for(likes, Monitor::of_dots_per_inch(options.finger_dots_per_inch),
                     options.scale > 0 ? options.scale : 1);
}

int take_picture(const Options& options, Page page, int width, int height) {
  auto link = LinkClient::attach(options.desk, ClientKind::display, "headroom-display");
  if (!link) return fail(link.error());
  (*link)->show_lamp(Lamp::in_step, "");
  constexpr int kFrames = 90, kTimedFrames = 600;
  const PageRequest request{.width = width,
                            .height = height,
                            .scale = options.scale > 0 ? options.scale : 1,
                            .frames = options.time ? kTimedFrames : kFrames,
                            .fingers = fingers_of(options),
                            .clock = ""};
  uint64_t heard_frames = (*link)->audio(0).written();
  const auto report = render_page(
      **link, request, [&] { return wait_for_sound(**link, heard_frames); },
      [&](Screen& screen) {
        screen.open().page = page;
        screen.open().likes.theme = options.day ? 1 : 0;
        screen.open().likes.strips = options.strips;
        screen.open().setup.is_put_aside = true;  // nobody is there to answer it
      });
  if (!report) return fail(report.error());
  if (!report->note.empty()) std::fprintf(stderr, "headroom-display: %s\n", report->note.c_str());
  if (const Outcome written = write_png(options.output, report->picture); !written) return fail(written.error());
  if (!options.time) return 0;
  print_times("frame build", report->times, &FrameTime::wall_ms);
  print_times("of one core", report->times, &FrameTime::core_ms);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"The desk on a screen, or a picture of it."};
  app.add_option("--desk", options.desk, "name of the desk to join")->capture_default_str();
  app.add_option("--size", options.size, "size of the page in logical pixels, WIDTHxHEIGHT")->capture_default_str();
  app.add_option("--scale", options.scale,
                 "pixels of the screen per logical pixel; without it what the user chose last, or the monitor's own")
      ->check(CLI::Range(0.75, 3.0));
  app.add_flag("--full-screen", options.full_screen, "fill the monitor");
  app.add_flag("--without-pause", options.without_pause,
               "draw frame after frame and take all the processor gives: to try what that does to the desk");
  auto* screenshot =
      app.add_option("--screenshot", options.page, "draw a page (" + page_names() + ") to a file, without a window");
  auto* output = app.add_option("--output", options.output, "the PNG file to write")->needs(screenshot);
  screenshot->needs(output);
  app.add_option("--fingers", options.finger_dots_per_inch,
                 "with --screenshot: laid out for fingers, on a monitor of so many dots an inch")
      ->check(CLI::Range(40, 600))
      ->needs(screenshot);
  app.add_option("--strips", options.strips, "with --screenshot: how many strips lie side by side on the mixer page")
      ->check(CLI::Range(metrics::kMinStrips, metrics::kMaxStrips))
      ->needs(screenshot);
  app.add_flag("--time", options.time, "with --screenshot: print how long frames take to build")->needs(screenshot);
  app.add_flag("--day", options.day, "with --screenshot: in the theme for the sun")->needs(screenshot);
  app.add_flag("--check", options.check, "with --screenshot: only say whether these words are right")
      ->needs(screenshot);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  int width = 0, height = 0, length = 0;
  const bool is_size = std::sscanf(options.size.c_str(), "%dx%d%n", &width, &height, &length) == 2 &&
                       length == static_cast<int>(options.size.size());
  if (!is_size || width < static_cast<int>(metrics::kMinPageWidth) ||
      height < static_cast<int>(metrics::kMinPageHeight) || width > 8192 || height > 8192) {
    fail("--size " + options.size +
         " is no size; right would be WIDTHxHEIGHT from 1024x640 to 8192x8192, such as 1920x1080");
    return 2;
  }
  if (!options.page.empty()) {
    const auto page = page_named(options.page);
    if (!page) {
      fail("there is no page \"" + options.page + "\"; right would be one of: " + page_names());
      return 2;
    }
    return options.check ? 0 : take_picture(options, *page, width, height);
  }
  const int status = run_desk_windows(options, width, height);
  // All is let go of by now. Who was told to end says so, for only a closed window is the user's wish to end the desk.
  if (stop_signal != 0) {
    std::signal(stop_signal, SIG_DFL);
    std::raise(stop_signal);
  }
  return status;
}
