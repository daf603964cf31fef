// What every page of the screen keeps to, whatever its size, scale and theme: nothing cut, nothing overlapping,
// everything readable, and all that is touched large enough.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "surfaces/display/model/screen_scale.h"
#include "tests/display_page_cases.h"

namespace headroom::display {

// A page without its picture: what it says and offers, at another scale or in another theme.
struct Words {
  std::vector<TextRecord> texts;
  std::vector<TargetRecord> targets;
  std::vector<const char*> signs = {};
};
inline Words words_of(const PageCase& page, const std::shared_ptr<Letters>& letters, size_t theme) {
  constexpr int kFrames = 8;
  DisplayRig rig(std::string("words_") + page.name);
  Screen screen(letters);
  screen.join(rig.link());
  page.prepare(rig, screen);
  screen.open().likes.theme = theme;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(page.request.width) * letters->scale(),
                    static_cast<float>(page.request.height) * letters->scale()};
  io.DeltaTime = 1.0f / 60;
  for (int frame = 0; frame < kFrames && rig.next_frame(); ++frame)
    screen.build({.now_s = frame / 60.0, .clock = page.request.clock, .fingers = page.request.fingers});
  return {screen.texts(), screen.targets(), screen.signs()};
}

inline bool overlap(Rect a, Rect b) {
  constexpr float kTouch = 0.5f;
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}

// A sheet lies over the page on purpose.
inline bool has_sheet(const PageCase& page) {
  const std::string name = page.name;
  return name == "shortcuts" || name == "picks" || name == "first-start" || name == "undo-list" || name == "screen" ||
         name == "value-fingers" || name == "name-fingers";
}

// The laws of what a page says: one building of it answers them all.

inline void no_text_is_cut(const PageCase& page, const Words& words) {
  const Rect whole{0, 0, static_cast<float>(page.request.width), static_cast<float>(page.request.height)};
  CHECK(words.texts.size() > 80);
  for (const TextRecord& record : words.texts) {
    const bool fits = !record.elided && record.drawn.x >= record.box.x - 1 &&
                      record.drawn.right() <= record.box.right() + 1 && record.drawn.y >= record.box.y - 0.5f &&
                      record.drawn.bottom() <= record.box.bottom() + 0.5f &&
                      whole.contains({record.drawn.x, record.drawn.y}) &&
                      whole.contains({record.drawn.right(), record.drawn.bottom()});
    INFO("\"" << record.text << "\" at " << record.drawn.x << "," << record.drawn.y);
    CHECK(fits);
  }
}

inline void no_text_lies_over_another(const Words& words) {
  for (size_t i = 0; i < words.texts.size(); ++i)
    for (size_t j = i + 1; j < words.texts.size(); ++j) {
      const TextRecord &a = words.texts[i], &b = words.texts[j];
      if (!overlap(a.drawn, b.drawn)) continue;
      INFO("\"" << a.text << "\" and \"" << b.text << "\" at " << a.drawn.x << "," << a.drawn.y);
      CHECK(false);
    }
}

inline void every_text_stands_out(const Words& words) {
  for (const TextRecord& record : words.texts) {
    if (record.style.color == theme::kTextOff) continue;
    INFO("\"" << record.text << "\"");
    CHECK(contrast(record.ink, record.ground) >= kLeastContrast);
  }
}

// The twelve that a console never hides (section 2): scenes, GO, the clock, the recording and the time left for it,
// solo and its way out, talk, mute groups, the engine's load with round trip and dropouts, lamps, the lock, the main's
// level, and what is not saved; and with them the show, save and undo.
inline void what_never_leaves_is_there(const Words& words) {
  const auto says = [&](const auto& is_it) { return std::any_of(words.texts.begin(), words.texts.end(), is_it); };
  for (const char* never_hidden :
       {"CUR", "NEXT", "GO", "21:43:07", "TALK", "no mute group", "round trip", "2.9 ms", "load  peak", "11% 18%",
        "dropouts", "UMC1820", "CONSOLE", "Main L R", "Club night.show", "Save", "Undo"}) {
    INFO(never_hidden);
    CHECK(says([&](const TextRecord& record) { return record.text == never_hidden; }));
  }
  CHECK(says([](const TextRecord& record) { return record.text.starts_with("12") || record.text == "No scene"; }));
  CHECK(says([](const TextRecord& record) { return record.text.starts_with("REC 16"); }));
  CHECK(says([](const TextRecord& record) { return record.text.starts_with("3:12:40"); }));
  CHECK(says([](const TextRecord& record) { return record.text == "SOLO CLR" && record.style.on == theme::kSolo; }));
  CHECK(std::any_of(words.targets.begin(), words.targets.end(),
                    [](const TargetRecord& target) { return std::string(target.place) == "lock"; }));
  for (const std::string sign : {"unsaved", "main level"}) {
    INFO(sign);
    CHECK(std::find(words.signs.begin(), words.signs.end(), sign) != words.signs.end());
  }
}

// By mouse a target is 24 px, or stands so far from the next that a circle of 24 px around its middle touches no other
// (WCAG 2.2, 2.5.8); what is struck in haste is 32 px at least. Fingers get more of them by scale: see screen_scale.h.
inline void every_target_is_hit(const Words& words) {
  const auto is_one_of = [](const std::string& place, std::initializer_list<const char*> places) {
    return std::any_of(places.begin(), places.end(), [&](const char* one) { return place == one; });
  };
  for (const TargetRecord& target : words.targets) {
    const std::string place = target.place;
    if (place == "eq node" || place == "surround dot") continue;  // they stand where their values are
    if (place == "patch rows") continue;                          // a bar whose list the wheel moves, too
    INFO(place << " " << target.rect.w << " x " << target.rect.h << " at " << target.rect.x << "," << target.rect.y);
    if (is_one_of(place, {"mute", "solo", "main mute", "solo clear", "talk", "go", "record"}) && target.rect.w >= 56)
      CHECK(target.rect.h >= kLeastUrgentTarget);
    if (target.rect.w >= kLeastTarget && target.rect.h >= kLeastTarget) continue;
    const Point middle = target.rect.center();
    const auto others = std::count_if(words.targets.begin(), words.targets.end(), [&](const TargetRecord& other) {
      const Rect rect = other.rect;
      const float dx = std::max({rect.x - middle.x, 0.0f, middle.x - rect.right()}),
                  dy = std::max({rect.y - middle.y, 0.0f, middle.y - rect.bottom()});
      return &other != &target && std::hypot(dx, dy) < kLeastTarget / 2;
    });
    CHECK(others == 0);
  }
}

// By fingers: as large as they need it, and with a gap between neighbours. What lies within another - a node on its
// curve - is touched before it.
inline void every_target_is_hit_by_fingers(std::span<const TargetRecord> targets, const Fingers& fingers) {
  constexpr float kRounding = 0.1f;
  const auto is_urgent = [](const std::string& place) {
    return place == "mute" || place == "solo" || place == "main mute" || place == "monitor mute" ||
           place == "solo clear" || place == "talk" || place == "go" || place == "record";
  };
  const auto is_within = [](Rect inner, Rect outer) {
    return inner.x >= outer.x - 0.5f && inner.right() <= outer.right() + 0.5f && inner.y >= outer.y - 0.5f &&
           inner.bottom() <= outer.bottom() + 0.5f;
  };
  for (size_t i = 0; i < targets.size(); ++i) {
    const Rect a = targets[i].rect;
    const std::string place = targets[i].place;
    const float least = is_urgent(place) ? fingers.urgent : fingers.target;
    INFO(place << " " << a.w << " x " << a.h << " at " << a.x << "," << a.y << ", least " << least);
    CHECK((a.w >= least - kRounding && a.h >= least - kRounding));
    if (place == "eq node" || place == "surround dot") continue;  // they stand where their values are
    for (size_t j = i + 1; j < targets.size(); ++j) {
      const Rect b = targets[j].rect;
      const float apart = std::max({b.x - a.right(), a.x - b.right(), b.y - a.bottom(), a.y - b.bottom()});
      if (apart >= fingers.gap - kRounding || is_within(a, b) || is_within(b, a)) continue;
      INFO(targets[j].place << " " << b.w << " x " << b.h << " at " << b.x << "," << b.y << ", apart " << apart);
      CHECK(apart >= fingers.gap - kRounding);
    }
  }
}

}  // namespace headroom::display
