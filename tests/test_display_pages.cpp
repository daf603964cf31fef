// The pages of the screen as pictures, drawn off-screen by night and by day and compared with stored ones; and what they
// say at every scale: nothing cut, nothing overlapping, everything readable.
//
// To make the stored pictures anew after a wanted change: HEADROOM_MAKE_PICTURES=1 test_display_pages; then look at them.
#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "dsp/loudspeakers.h"
#include "surfaces/display/model/screen_scale.h"
#include "surfaces/display/render_page.h"
#include "surfaces/display/system/offscreen.h"
#include "surfaces/display/system/texture_store.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

namespace {

struct Difference {
  double mean = 0;           // of all colour values, 0...255
  double share = 0;          // of pixels that differ by more than 24 in any colour
  int worst_x = 0, worst_y = 0, worst = 0;
};

Difference compare(const Picture& a, const Picture& b) {
  constexpr int kVisible = 24;
  Difference difference;
  size_t differing = 0;
  for (size_t pixel = 0; pixel < a.rgb.size() / 3; ++pixel) {
    int worst = 0;
    for (size_t i = 3 * pixel; i < 3 * pixel + 3; ++i) {
      const int step = std::abs(int{a.rgb[i]} - int{b.rgb[i]});
      difference.mean += step;
      worst = std::max(worst, step);
    }
    if (worst > kVisible) ++differing;
    if (worst > difference.worst) {
      difference.worst = worst;
      difference.worst_x = static_cast<int>(pixel) % a.width;
      difference.worst_y = static_cast<int>(pixel) / a.width;
    }
  }
  difference.mean /= static_cast<double>(a.rgb.size());
  difference.share = static_cast<double>(differing) / (static_cast<double>(a.rgb.size()) / 3);
  return difference;
}

// Makes the stored picture, or compares with it.
void check_against_stored(const std::string& name, const Picture& picture) {
  const std::string path = std::string(HEADROOM_PICTURES) + "/" + name + ".png";
  if (std::getenv("HEADROOM_MAKE_PICTURES")) {
    REQUIRE(write_png(path, picture));
    return;
  }
  const auto stored = read_png(path);
  INFO(stored.error());
  REQUIRE(stored);
  REQUIRE(stored->width == picture.width);
  REQUIRE(stored->height == picture.height);
  const Difference difference = compare(picture, *stored);
  INFO(name << ": largest difference " << difference.worst << " at " << difference.worst_x << "," << difference.worst_y
            << "; drawn picture in " << name << ".drawn.png");
  const bool is_alike = difference.mean < 0.6 && difference.share < 0.01;
  if (!is_alike) CHECK(write_png(name + ".drawn.png", picture));
  CHECK(difference.mean < 0.6);
  CHECK(difference.share < 0.01);
}

struct PageCase {
  const char* name;
  PageRequest request;
  void (*prepare)(DisplayRig& rig, Screen& screen);
};

void leave_as_is(DisplayRig&, Screen&) {}
void show_buses(DisplayRig& rig, Screen&) { rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kGroup, 2))); }
void show_dcas(DisplayRig& rig, Screen&) { rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kDca, 1))); }
void show_main(DisplayRig& rig, Screen&) { rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kMain))); }
void show_channel(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/ch/9/deess/on", 1);
  rig.set("/ch/9/send/3/pan", -40);
}
void show_surround(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_7_1_4));
  rig.set("/ch/9/surround/on", 1);
  rig.set("/ch/9/surround/azimuth", 60);
  rig.set("/ch/9/surround/elevation", 20);
  rig.set("/ch/9/surround/spread", 15);
}
void show_bus(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::channel;
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kMain)));
  rig.set("/main/geq/on", 1);
  for (int band = 1; band <= 31; ++band)
    rig.set("/main/geq/" + std::to_string(band), static_cast<float>(band * 7 % 13) - 6);
  rig.set("/main/limiter/on", 1);
}
void show_spill(DisplayRig&, Screen& screen) { screen.open().spilled = screen.desk().table().strip_of(kDca, 1); }
void show_patch(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::patch;
  rig.set("/ch/20/input", 2);
  rig.set("/ch/21/input", 0);
  rig.set("/ch/9/input/backup", 10);
}
void show_outputs(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::patch;
  screen.open().patch.side = PatchSide::outputs;
  rig.set("/out/5/source", 0);
}
void show_picks(DisplayRig&, Screen& screen) {
  PickList list;
  list.control = screen.desk().table().find("/monitor/source");
  list.anchor = {1700, 900, 100, 24};
  screen.open().picks = list;
}
void show_meters(DisplayRig&, Screen& screen) { screen.open().page = Page::meters; }
void show_field(DisplayRig&, Screen& screen) { screen.open().page = Page::field; }
void show_field_in_surround(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::field;
  screen.open().field.shows_fft = true;
  screen.open().main_scale = LevelKind::ppm;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_7_1_4));
  rig.set("/meter/1/scale", 1);
  rig.set("/meter/1/relative", 1);
  rig.set("/spl/input", 3);
}
void show_field_over_time(DisplayRig&, Screen& screen) {
  screen.open().page = Page::field;
  screen.open().field.page = 1;
}
void show_mixer_in_surround(DisplayRig& rig, Screen& screen) {
  screen.open().main_scale = LevelKind::k;
  rig.set("/main/layout", static_cast<float>(SpeakerLayout::surround_5_1_4));
  rig.set("/ch/9/surround/on", 1);
  rig.set("/ch/9/surround/azimuth", 60);
  rig.set("/ch/10/surround/on", 1);
  rig.set("/ch/10/surround/azimuth", -130);
}
void show_health(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::health;
  rig.status().dropouts = 2;
}
// Two devices, a round trip measured, somebody at a microphone.
void dress_setup(DisplayRig& rig) {
  SetupStatus& setup = rig.setup();
  DeviceInfo card;
  card.name = "UMC1820: USB Audio (hw:1,0)", card.host_api = "ALSA", card.inputs = 18, card.outputs = 20;
  card.rates = {44100, 48000, 88200, 96000}, card.default_rate = 48000, card.output_latency_ms = card.input_latency_ms = 2.7;
  card.is_default = true;
  setup.devices[0] = listed(card);
  card.name = "system", card.host_api = "JACK", card.inputs = card.outputs = 2, card.rates = {48000}, card.is_default = false;
  setup.devices[1] = listed(card);
  setup.devices_count = 2;
  setup.devices_looked = 1;
  setup.round_trip = {RoundTripState::found, 1, 1, 139, 48000, -0.4f, 0, 1};
}
void show_setup(DisplayRig& rig, Screen& screen) {
  screen.open().page = Page::setup;
  dress_setup(rig);
}
void show_first_start(DisplayRig& rig, Screen&) {
  dress_setup(rig);
  rig.setup().is_first_start = true;
  rig.status().demo = true;
}
void show_desk(DisplayRig&, Screen& screen) { screen.open().page = Page::desk; }
void show_shortcuts(DisplayRig&, Screen& screen) { screen.open().shortcuts.emplace(); }
void show_screen_sheet(DisplayRig&, Screen& screen) { screen.open().screen_sheet.emplace(); }

const PageCase kPages[] = {
    {"mixer", {.clock = "21:43:07"}, leave_as_is},
    {"mixer-tablet", {.width = 1280, .height = 800, .clock = "21:43:07"}, leave_as_is},
    {"mixer-groups", {.clock = "21:43:07"}, show_buses},
    {"mixer-dca", {.clock = "21:43:07"}, show_dcas},
    {"mixer-main", {.clock = "21:43:07"}, show_main},
    {"mixer-spill", {.clock = "21:43:07"}, show_spill},
    {"patch", {.clock = "21:43:07"}, show_patch},
    {"patch-outputs", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_outputs},
    {"picks", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_picks},
    {"meters", {.clock = "21:43:07"}, show_meters},
    {"mixer-surround", {.clock = "21:43:07"}, show_mixer_in_surround},
    {"field", {.frames = 240, .clock = "21:43:07"}, show_field},
    {"field-surround", {.clock = "21:43:07"}, show_field_in_surround},
    {"field-tablet", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_field},
    {"field-tablet-time", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_field_over_time},
    {"health", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_health},
    {"channel", {.clock = "21:43:07"}, show_channel},
    {"channel-surround", {.clock = "21:43:07"}, show_surround},
    {"channel-bus", {.clock = "21:43:07"}, show_bus},
    {"desk", {.clock = "21:43:07"}, show_desk},
    {"mixer-upright", {.width = 1080, .height = 1920, .clock = "21:43:07"}, leave_as_is},
    {"field-upright", {.width = 1080, .height = 1920, .frames = 120, .clock = "21:43:07"}, show_field},
    {"setup", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_setup},
    {"first-start", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_first_start},
    {"shortcuts", {.clock = "21:43:07"}, show_shortcuts},
    {"screen", {.width = 1280, .height = 800, .clock = "21:43:07"}, show_screen_sheet},
};

// Every page once, for pictures at all scales in both themes: a sheet of six, each reduced to the same small size, so that
// what is stored stays small and one look compares them.
struct LookCase {
  const char* name;
  void (*prepare)(DisplayRig& rig, Screen& screen);
};
const LookCase kLooks[] = {{"mixer", leave_as_is}, {"channel", show_channel}, {"meters", show_meters}, {"field", show_field},
                           {"patch", show_patch},  {"health", show_health},   {"setup", show_setup},   {"desk", show_desk}};
constexpr Rect kLookPage{0, 0, 1280, 800};
constexpr int kLookWidth = 320, kLookHeight = 200;
constexpr float kScales[] = {1, 1.5f, 2};

// A desk, a screen that has looked at it for a while, and the sheet that its pictures go to.
struct LookedPage {
  static constexpr int kFrames = 24;
  const char* name;
  DisplayRig rig;
  Screen screen;
  Picture sheet{kLookWidth * static_cast<int>(std::size(kScales)), kLookHeight * static_cast<int>(theme::kThemes.size()), {}};

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

// The mean of each `cell` x `cell` pixels, in steps of eight - the stored pictures stay small - as a part of a sheet.
void put_reduced(const Picture& picture, int cell, Picture& sheet, int left, int top) {
  for (int y = 0; y < picture.height / cell; ++y)
    for (int x = 0; x < picture.width / cell; ++x)
      for (int color = 0; color < 3; ++color) {
        int sum = 0;
        for (int row = y * cell; row < (y + 1) * cell; ++row)
          for (int column = x * cell; column < (x + 1) * cell; ++column) sum += picture.rgb[static_cast<size_t>(3 * (row * picture.width + column) + color)];
        sheet.rgb[static_cast<size_t>(3 * ((top + y) * sheet.width + left + x) + color)] = static_cast<uint8_t>(sum / (cell * cell) & ~7);
      }
}

PageReport draw(const PageCase& page) {
  DisplayRig rig(std::string("pages_") + page.name);
  auto report = render_page(rig.link(), page.request, [&] { return rig.next_frame(); },
                            [&](Screen& screen) { page.prepare(rig, screen); });
  INFO(report.error());
  REQUIRE(report);
  return *report;
}

// A page without its picture: what it says and offers, at another scale or in another theme.
struct Words {
  std::vector<TextRecord> texts;
  std::vector<TargetRecord> targets;
};
Words words_of(const PageCase& page, const std::shared_ptr<Letters>& letters, size_t theme) {
  constexpr int kFrames = 8;
  DisplayRig rig(std::string("words_") + page.name);
  Screen screen(letters);
  screen.join(rig.link());
  page.prepare(rig, screen);
  screen.open().likes.theme = theme;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(page.request.width) * letters->scale(), static_cast<float>(page.request.height) * letters->scale()};
  io.DeltaTime = 1.0f / 60;
  for (int frame = 0; frame < kFrames && rig.next_frame(); ++frame) screen.build({.now_s = frame / 60.0, .clock = page.request.clock});
  return {screen.texts(), screen.targets()};
}

bool overlap(Rect a, Rect b) {
  constexpr float kTouch = 0.5f;
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}

// A sheet lies over the page on purpose.
bool has_sheet(const PageCase& page) {
  const std::string name = page.name;
  return name == "shortcuts" || name == "picks" || name == "first-start" || name == "screen";
}

// The laws of what a page says: one building of it answers them all.

void no_text_is_cut(const PageCase& page, const Words& words) {
  const Rect whole{0, 0, static_cast<float>(page.request.width), static_cast<float>(page.request.height)};
  CHECK(words.texts.size() > 100);
  for (const TextRecord& record : words.texts) {
    const bool fits = !record.elided && record.drawn.x >= record.box.x - 1 && record.drawn.right() <= record.box.right() + 1 &&
                      record.drawn.y >= record.box.y - 0.5f && record.drawn.bottom() <= record.box.bottom() + 0.5f &&
                      whole.contains({record.drawn.x, record.drawn.y}) && whole.contains({record.drawn.right(), record.drawn.bottom()});
    INFO("\"" << record.text << "\" at " << record.drawn.x << "," << record.drawn.y);
    CHECK(fits);
  }
}

void no_text_lies_over_another(const Words& words) {
  for (size_t i = 0; i < words.texts.size(); ++i)
    for (size_t j = i + 1; j < words.texts.size(); ++j) {
      const TextRecord &a = words.texts[i], &b = words.texts[j];
      if (!overlap(a.drawn, b.drawn)) continue;
      INFO("\"" << a.text << "\" and \"" << b.text << "\" at " << a.drawn.x << "," << a.drawn.y);
      CHECK(false);
    }
}

void every_text_stands_out(const Words& words) {
  for (const TextRecord& record : words.texts) {
    if (record.style.color == theme::kTextOff) continue;
    INFO("\"" << record.text << "\"");
    CHECK(contrast(record.ink, record.ground) >= kLeastContrast);
  }
}

// Of the twelve that a console never hides (section 2) those that this desk has: show and unsaved changes, the clock, solo and
// its way out, talk, mute groups, round trip, load, dropouts, the lamps of device and console, and the main's level.
void what_never_leaves_is_there(const Words& words) {
  for (const char* never_hidden : {"Club night.show", "21:43:07", "SOLO CLR", "TALK", "no mute group", "round trip", "2.9 ms", "load  peak",
                                   "dropouts", "UMC1820", "CONSOLE", "Save", "Undo", "Main L R"}) {
    INFO(never_hidden);
    CHECK(std::any_of(words.texts.begin(), words.texts.end(), [&](const TextRecord& record) { return record.text == never_hidden; }));
  }
}

// By mouse a target is 24 px, or stands so far from the next that a circle of 24 px around its middle touches no other
// (WCAG 2.2, 2.5.8); what is struck in haste is 32 px at least. Fingers get more of them by scale: see screen_scale.h.
void every_target_is_hit(const Words& words) {
  const auto is_one_of = [](const std::string& place, std::initializer_list<const char*> places) {
    return std::any_of(places.begin(), places.end(), [&](const char* one) { return place == one; });
  };
  for (const TargetRecord& target : words.targets) {
    const std::string place = target.place;
    if (place == "eq node" || place == "surround dot") continue;  // they stand where their values are
    if (place == "patch rows") continue;                          // a bar whose list the wheel moves, too
    INFO(place << " " << target.rect.w << " x " << target.rect.h << " at " << target.rect.x << "," << target.rect.y);
    if (is_one_of(place, {"mute", "solo", "main mute", "solo clear", "talk"}) && target.rect.w >= 56) CHECK(target.rect.h >= kLeastUrgentTarget);
    if (target.rect.w >= kLeastTarget && target.rect.h >= kLeastTarget) continue;
    const Point middle = target.rect.center();
    const auto others = std::count_if(words.targets.begin(), words.targets.end(), [&](const TargetRecord& other) {
      const Rect rect = other.rect;
      const float dx = std::max({rect.x - middle.x, 0.0f, middle.x - rect.right()}), dy = std::max({rect.y - middle.y, 0.0f, middle.y - rect.bottom()});
      return &other != &target && std::hypot(dx, dy) < kLeastTarget / 2;
    });
    CHECK(others == 0);
  }
}

}  // namespace

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
      const auto offscreen = Offscreen::create(static_cast<int>(kLookPage.w * scale), static_cast<int>(kLookPage.h * scale));
      INFO(offscreen.error());
      REQUIRE(offscreen);
      TextureStore textures;
      looked->screen.upload_pictures_with([&](LivePicture which, const Pixels& pixels) { return textures.upload(which, pixels); });
      for (size_t theme = 0; theme < theme::kThemes.size(); ++theme) {
        looked->build(scale, theme, LookedPage::kFrames);
        (*offscreen)->draw();
        put_reduced((*offscreen)->read(), static_cast<int>(4 * scale), looked->sheet, kLookWidth * static_cast<int>(column), kLookHeight * static_cast<int>(theme));
      }
      looked->screen.upload_pictures_with({});
    }
  }
  for (const auto& looked : all) check_against_stored(std::string(looked->name) + "-looks", looked->sheet);
}

TEST_CASE("on every page, at every scale and in both themes, no text is cut, none lies over another, each stands out by 4.5 to 1, what must never leave is there, and every target can be hit") {
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

TEST_CASE("upright, on a tablet and on four times the pixels of full HD the pages keep their words whole and their targets large enough") {
  struct Size {
    int width, height;
    float scale;
  };
  for (const auto& [width, height, scale] : {Size{1080, 1920, 1}, Size{1440, 2560, 1}, Size{1280, 800, 1}, Size{2560, 1440, 1.5f}}) {
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
    CHECK(std::any_of(screen.texts().begin(), screen.texts().end(), [](const TextRecord& record) { return record.text == "MUTE 2"; }));
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
