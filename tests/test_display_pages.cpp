// The pages of the screen as pictures, drawn off-screen by night and by day and compared with stored ones; and what
// they say at every scale: nothing cut, nothing overlapping, everything readable.
//
// To make the stored pictures anew after a wanted change: HEADROOM_MAKE_PICTURES=1 test_display_pages; then look at
// them.
#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "dsp/loudspeakers.h"
#include "surfaces/display/render_page.h"
#include "surfaces/display/system/offscreen.h"
#include "surfaces/display/system/texture_store.h"
#include "tests/display_page_cases.h"
#include "tests/display_page_laws.h"
#include "tests/display_rig.h"
#include "tests/stored_picture.h"

using namespace headroom;
using namespace headroom::display;

namespace {

constexpr Rect kLookPage{0, 0, 1280, 800};
constexpr int kLookWidth = 320, kLookHeight = 200;
constexpr float kScales[] = {1, 1.5f, 2};

// A desk, a screen that has looked at it for a while, and the sheet that its pictures go to.
struct LookedPage {
  static constexpr int kFrames = 24;
  const char* name;
  DisplayRig rig;
  Screen screen;
  Picture sheet{
      kLookWidth * static_cast<int>(std::size(kScales)), kLookHeight* static_cast<int>(theme::kThemes.size()), {}};

  LookedPage(const LookCase& look, const std::shared_ptr<Letters>& letters)
      : name(look.name), rig(std::string("looks_") + look.name), screen(letters) {
    sheet.rgb.resize(static_cast<size_t>(3 * sheet.width * sheet.height));
    screen.join(rig.link());
    look.prepare(rig, screen);
    for (int frame = 0; frame < kFrames; ++frame) rig.next_frame(), build(1, 0, frame);
  }
  void build(float scale, size_t theme, int frame) {
    screen.make_current();
    screen.open().likes.theme = theme;
    ImGui::GetIO().DisplaySize = {kLookPage.w * scale, kLookPage.h * scale};
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    screen.build({.now_s = frame / 60.0, .clock = "21:43:07"});
  }
};

PageReport draw(const PageCase& page) {
  DisplayRig rig(std::string("pages_") + page.name);
  auto report = render_page(
      rig.link(), page.request, [&] { return rig.next_frame(); }, [&](Screen& screen) { page.prepare(rig, screen); });
  INFO(report.error());
  REQUIRE(report);
  return *report;
}

}  // namespace

TEST_CASE("a picture in which the smallest button is gone is not the stored one") {
  constexpr int kWidth = 1920, kHeight = 1080, kButtonWidth = 24, kButtonHeight = 20;
  const Picture stored{kWidth, kHeight, std::vector<uint8_t>(size_t{3} * kWidth * kHeight, 28)};
  // On the corner of four parts of the picture, where it is the least of each.
  const int left = kTileWidth - kButtonWidth / 2, top = kTileHeight - kButtonHeight / 2;
  Picture drawn = stored;
  for (int y = top; y < top + kButtonHeight; ++y)
    for (int x = left; x < left + kButtonWidth; ++x)
      for (int color = 0; color < 3; ++color) drawn.rgb[static_cast<size_t>(3 * (y * kWidth + x) + color)] = 60;
  CHECK(is_alike(compare(stored, stored)));
  CHECK(!is_alike(compare(drawn, stored)));
}

TEST_CASE("what is drawn of pages and sheets looks as its stored picture does, in full size") {
  for (const PageCase& page : kPages) check_against_stored(page.name, draw(page).picture);
}

TEST_CASE("every page looks as its stored pictures do at scale 1, 1.5 and 2, by night and by day") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  std::vector<std::unique_ptr<LookedPage>> all;
  for (const LookCase& look : kLooks) all.push_back(std::make_unique<LookedPage>(look, *letters));
  for (size_t column = 0; column < std::size(kScales); ++column) {
    const float scale = kScales[column];
    REQUIRE((*letters)->change_scale(scale));
    for (const auto& looked : all) {
      looked->screen.make_current();
      const auto offscreen =
          Offscreen::create(static_cast<int>(kLookPage.w * scale), static_cast<int>(kLookPage.h * scale));
      INFO(offscreen.error());
      REQUIRE(offscreen);
      TextureStore textures;
      looked->screen.upload_pictures_with(
          [&](LivePicture which, const Pixels& pixels) { return textures.upload(which, pixels); });
      for (size_t theme = 0; theme < theme::kThemes.size(); ++theme) {
        looked->build(scale, theme, LookedPage::kFrames);
        (*offscreen)->draw();
        put_reduced((*offscreen)->read(), static_cast<int>(4 * scale), looked->sheet,
                    kLookWidth * static_cast<int>(column), kLookHeight * static_cast<int>(theme));
      }
      looked->screen.upload_pictures_with({});
    }
  }
  for (const auto& looked : all) check_against_stored(std::string(looked->name) + "-looks", looked->sheet);
}

TEST_CASE(
    "on every page, at every scale and in both themes, no text is cut, none lies over another, each stands out by 4.5 "
    "to 1, what must never leave is there, and every target can be hit") {
  for (const float scale : kScales) {
    const auto letters = Letters::load(scale);
    REQUIRE(letters);
    for (const PageCase& page : kPages)
      for (size_t theme = 0; theme < theme::kThemes.size(); ++theme) {
        INFO(page.name << " at " << scale << ", " << theme::kThemes[theme].name);
        const Words words = words_of(page, *letters, theme);
        no_text_is_cut(page, words);
        if (!has_sheet(page)) no_text_lies_over_another(words);
        every_text_stands_out(words);
        what_never_leaves_is_there(words);
        if (!has_sheet(page)) every_target_is_hit(words);
      }
  }
}

TEST_CASE(
    "upright, on a tablet and on four times the pixels of full HD the pages keep their words whole and their targets "
    "large enough") {
  struct Size {
    int width, height;
    float scale;
  };
  for (const auto& [width, height, scale] :
       {Size{1080, 1920, 1}, Size{1440, 2560, 1}, Size{1280, 800, 1}, Size{2560, 1440, 1.5f}}) {
    const auto letters = Letters::load(scale);
    REQUIRE(letters);
    for (const LookCase& look : kLooks) {
      INFO(look.name << " on " << width << " x " << height);
      const PageCase page{look.name, {.width = width, .height = height, .clock = "21:43:07"}, look.prepare};
      const Words words = words_of(page, *letters, 0);
      no_text_is_cut(page, words);
      no_text_lies_over_another(words);
      every_target_is_hit(words);
      what_never_leaves_is_there(words);
    }
  }
}

TEST_CASE("from 8 to 40 strips side by side every name and number of a strip is whole and lies apart") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  const PageCase page{"strips", {.clock = "21:43:07"}, [](DisplayRig& rig, Screen&) {
                        rig.set_name("/ch/1", "Snare Bottom Left Inside");
                        rig.set_name("/ch/2", "Kontrabassklarinette");
                        rig.set("/ch/3/trim", 12.5f);
                      }};
  for (const int strips : {8, 12, 24, 32, 40}) {
    DisplayRig rig("strips_" + std::to_string(strips));
    Screen screen(*letters);
    screen.join(rig.link());
    page.prepare(rig, screen);
    screen.open().likes.strips = strips;
    ImGui::GetIO().DisplaySize = {static_cast<float>(page.request.width), static_cast<float>(page.request.height)};
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    for (int frame = 0; frame < 8; ++frame)
      rig.next_frame(), screen.build({.now_s = frame / 60.0, .clock = page.request.clock});
    INFO(strips << " strips");
    const Words words{screen.texts(), screen.targets()};
    CHECK(std::count_if(words.targets.begin(), words.targets.end(),
                        [](const TargetRecord& target) { return std::string(target.place) == "scribble"; }) == strips);
    no_text_is_cut(page, words);
    no_text_lies_over_another(words);
  }
}

TEST_CASE("a lamp on the strip says that signal comes in from -50 dBFS on") {
  DisplayRig rig("lamps");
  auto screen = std::move(*Screen::create(1));
  screen->join(rig.link());
  ImGui::GetIO().DisplaySize = {1920, 1080};
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  const auto lamps_of_layer = [&](int layer) {
    screen->open().layer = layer;
    for (int frame = 0; frame < 8; ++frame) rig.next_frame(), screen->build({.now_s = frame / 60.0, .clock = ""});
    return std::count_if(screen->signs().begin(), screen->signs().end(),
                         [](const char* sign) { return std::string(sign) == "signal"; });
  };
  // Of the band's sixteen one is at -60 dBFS, and two toms at -42 and -46 may have died away; nobody plays on 17 to 32.
  const auto band = lamps_of_layer(0);
  CHECK((band >= 13 && band <= 15));
  CHECK(lamps_of_layer(1) == 0);
}

TEST_CASE("a mute group that is on is said on every page") {
  const auto letters = Letters::load(1);
  REQUIRE(letters);
  for (PageCase page : kPages) {
    DisplayRig rig(std::string("groups_") + page.name);
    Screen screen(*letters);
    screen.join(rig.link());
    page.prepare(rig, screen);
    rig.set("/mutegroup/2/mute", 1);
    rig.next_frame();
    ImGui::GetIO().DisplaySize = {static_cast<float>(page.request.width), static_cast<float>(page.request.height)};
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    screen.build({.now_s = 1, .clock = "21:43:07"});
    INFO(page.name);
    CHECK(std::any_of(screen.texts().begin(), screen.texts().end(),
                      [](const TextRecord& record) { return record.text == "MUTE 2"; }));
  }
}

TEST_CASE("the same desk gives the same picture, pixel by pixel") {
  const Picture first = draw(kPages[0]).picture, second = draw(kPages[0]).picture;
  CHECK(first.rgb == second.rgb);
}

TEST_CASE("a frame of the largest desk is built: every control of 1024 channels in the model") {
  DisplayRig rig("pages_large",
                 {.channels = DeskPlan::kMaxChannels, .auxes = 64, .groups = 32, .matrices = 32, .dcas = 32});
  const auto report = render_page(rig.link(), {.frames = 3, .clock = "21:43:07"}, [&] { return rig.next_frame(); });
  REQUIRE(report);
  CHECK(report->times.size() == 3);
}
