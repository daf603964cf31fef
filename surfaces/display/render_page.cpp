#include "surfaces/display/render_page.h"

#include <imgui.h>
#include <time.h>

#include <cmath>
#include <utility>

#include "surfaces/display/system/offscreen.h"
#include "surfaces/display/system/texture_store.h"

namespace headroom::display {
namespace {

constexpr std::pair<const char*, Page> kPageNames[] = {
    {"mixer", Page::mixer},   {"channel", Page::channel}, {"meters", Page::meters}, {"wall", Page::wall},
    {"field", Page::field},   {"patch", Page::patch},     {"scenes", Page::scenes}, {"record", Page::record},
    {"health", Page::health}, {"desk", Page::desk},       {"setup", Page::setup}};

double now_ms(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

}  // namespace

std::optional<Page> page_named(const std::string& name) {
  for (const auto& [word, page] : kPageNames)
    if (name == word) return page;
  return std::nullopt;
}

std::string page_names() {
  std::string names;
  for (const auto& [word, page] : kPageNames) names += (names.empty() ? "" : ", ") + std::string(word);
  return names;
}

Result<PageReport> render_page(LinkClient& link, const PageRequest& request, const std::function<bool()>& next_frame,
                               const std::function<void(Screen&)>& prepare) {
  constexpr float kFrame_s = 1.0f / 60;
  auto screen = Screen::create(request.scale);
  if (!screen) return Error{screen.error()};
  const float width = std::round(static_cast<float>(request.width) * request.scale);
  const float height = std::round(static_cast<float>(request.height) * request.scale);
  auto offscreen = Offscreen::create(static_cast<int>(width), static_cast<int>(height));
  if (!offscreen) return Error{offscreen.error()};
  TextureStore textures;
  (*screen)->upload_pictures_with(
      [&](LivePicture which, const Pixels& pixels) { return textures.upload(which, pixels); });
  (*screen)->join(link);
  if (prepare) prepare(**screen);

  PageReport report;
  report.note = (*screen)->font_note();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DeltaTime = kFrame_s;
  for (int frame = 0; frame < request.frames; ++frame) {
    if (!next_frame()) break;
    link.beat();
    const double began_ms = now_ms(CLOCK_MONOTONIC), core_began_ms = now_ms(CLOCK_THREAD_CPUTIME_ID);
    (*screen)->build({.now_s = static_cast<double>(frame) * static_cast<double>(kFrame_s),
                      .clock = request.clock.empty() ? time_of_day() : request.clock,
                      .fingers = request.fingers});
    report.times.push_back({now_ms(CLOCK_MONOTONIC) - began_ms, now_ms(CLOCK_THREAD_CPUTIME_ID) - core_began_ms});
  }
  if (report.times.empty()) return Error{"the desk gave no frame to draw"};
  (*offscreen)->draw();
  report.picture = (*offscreen)->read();
  report.texts = (*screen)->texts();
  report.targets = (*screen)->targets();
  return report;
}

}  // namespace headroom::display
