// The page that a window in another process shows, built once more in this one and without graphics: it says where an
// eye would find what.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/screen.h"

namespace headroom::display {

class Eye {
 public:
  // Of a window of that many pixels.
  Eye(LinkClient& link, int width, int height) : screen_(std::move(*Screen::create(1))) {
    screen_->join(link);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    ImGui::GetIO().MousePos = {-1, -1};
  }
  Screen& screen() { return *screen_; }
  // The middle of the first words that say exactly this and, when given, stand on that colour.
  Point find(const std::string& words, std::optional<Color> on = {}) { return find_box(words, on).center(); }
  // The box of the same.
  Rect find_box(const std::string& words, std::optional<Color> on = {}) {
    look();
    for (const TextRecord& record : screen_->texts())
      if (record.text == words && (!on || record.style.on == *on)) return record.box;
    FAIL("no text \"" << words << "\" on the screen");
    return {};
  }
  // The last of the words that say this: of what lies above the page where there is such.
  Point find_last(const std::string& words) {
    look();
    const auto& texts = screen_->texts();
    const auto found =
        std::find_if(texts.rbegin(), texts.rend(), [&](const TextRecord& record) { return record.text == words; });
    if (found == texts.rend()) FAIL("no text \"" << words << "\" on the screen");
    return found->box.center();
  }
  // A finger rests there: what that opens is open on this page, too.
  void rest(Point at) {
    pointers_ = {{.place = at}};
    look();
    look();
    pointers_ = {{.place = at, .phase = Pointer::Phase::up}};
    look();
  }
  // The middle of the `nth` of what is touched under that name ("fader"), from the left.
  Point find_target(std::string_view name, int nth = 0) {
    look();
    for (const TargetRecord& record : screen_->targets())
      if (record.place == name && nth-- == 0) return record.rect.center();
    FAIL("not so many of \"" << name << "\" on the screen");
    return {};
  }

 private:
  void look() {
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    const std::vector<Pointer> pointers = std::exchange(pointers_, {});
    screen_->build({.now_s = now_s_ += 1, .clock = "21:43:07", .one_finger = fingers_at({}, 1), .pointers = pointers});
  }

  std::unique_ptr<Screen> screen_;
  std::vector<Pointer> pointers_;  // for the next frame
  double now_s_ = 0;
};

}  // namespace headroom::display
