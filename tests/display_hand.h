// A hand in front of a screen without window or graphics: moves the pointer, puts fingers down, presses keys, and finds
// words on the page.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/screen.h"
#include "surfaces/display/views/mixer_page.h"
#include "tests/display_rig.h"

namespace headroom::display {

// A screen without graphics that shows a rig's desk; the pointer and the keys are moved by the test.
class Hand {
 public:
  explicit Hand(DisplayRig& rig) : rig_(rig), screen_(std::move(*Screen::create(1))) {
    screen_->join(rig.link());
    ImGui::GetIO().DisplaySize = {1920, 1080};
    ImGui::GetIO().MousePos = {-1, -1};
    frame();
  }

  void frame(std::vector<KeyPress> keys = {}) {
    rig_.next_frame();
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = 1.0f / 60;
    now_s_ += 1.0 / 60;
    screen_->build({.now_s = now_s_,
                    .clock = "21:43:07",
                    .fingers = fingers_,
                    .one_finger = fingers_at({}, 1),
                    .pointers = std::exchange(fingertips_, {})},
                   keys);
    io.MouseWheel = 0;
    rig_.tick();
  }
  void wait(double seconds) {
    for (int i = 0; i < static_cast<int>(seconds * 60); ++i) frame();
  }
  void move(Point at) {
    ImGui::GetIO().MousePos = {at.x, at.y};
    frame();
  }
  void press(int button = 0) {
    ImGui::GetIO().MouseDown[button] = true;
    frame();
  }
  void lift(int button = 0) {
    ImGui::GetIO().MouseDown[button] = false;
    frame();
  }
  void click(Point at) {
    move(at);
    press();
    lift();
  }
  void wheel(Point at, float notches) {
    move(at);
    ImGui::GetIO().MouseWheel = notches;
    frame();
  }
  // Of the fingers, each by its number; what several do before a frame() they do at once.
  void finger(HandId id, Pointer::Phase phase, Point at) { fingertips_.push_back({id, at, phase}); }
  void put_down(HandId id, Point at) { finger(id, Pointer::Phase::down, at), frame(); }
  void slide(HandId id, Point at) { finger(id, Pointer::Phase::moved, at), frame(); }
  void lift_finger(HandId id, Point at) {
    finger(id, Pointer::Phase::up, at);
    frame();
    frame();  // a last move comes before it
  }
  void tap(Point at) { put_down(1, at), lift_finger(1, at); }
  // Stays for longer than the second by which a finger asks for a value.
  void rest(HandId id, Point at) { put_down(id, at), wait(1.2), lift_finger(id, at); }
  // As large as fingers need everything from now on.
  void use_fingers(const Fingers& fingers) { fingers_ = fingers, frame(); }
  void shift(bool down) { ImGui::GetIO().KeyShift = down; }
  void type(const char* words) {
    for (const char* c = words; *c; ++c) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(*c));
    frame();
  }
  void key(char32_t letter, bool ctrl = false, bool with_shift = false) {
    frame({{.letter = letter, .ctrl = ctrl, .shift = with_shift}});
  }
  void key(Key key, bool with_shift = false) { frame({{.key = key, .shift = with_shift}}); }

  // The middle of the box of the `nth` piece of text that says exactly this.
  Point find(const std::string& words, int nth = 0) const {
    for (const TextRecord& record : screen_->texts())
      if (record.text == words && nth-- == 0) return record.box.center();
    FAIL("no text \"" << words << "\" on the screen");
    return {};
  }
  int count(const std::string& words) const {
    const auto& texts = screen_->texts();
    return static_cast<int>(
        std::count_if(texts.begin(), texts.end(), [&](const TextRecord& record) { return record.text == words; }));
  }
  // The middle of the fader cap of the strip that stands `place`-th on the page.
  Point fader_of(int place) const {
    const Regions regions = lay_out({0, 0, 1920, 1080}, true);
    return {regions.strips.x + 96 * static_cast<float>(place) + 26, regions.strips.bottom() - 190};
  }
  Screen& screen() { return *screen_; }

 private:
  DisplayRig& rig_;
  std::unique_ptr<Screen> screen_;
  double now_s_ = 10;
  Fingers fingers_;
  std::vector<Pointer> fingertips_;
};

}  // namespace headroom::display
