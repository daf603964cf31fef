// What the screen computes and what hands on it do: meters, field, layers, edits. No window, no graphics.
#include <imgui.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "console/curve.h"
#include "surfaces/display/model/ballistics.h"
#include "surfaces/display/model/layers.h"
#include "surfaces/display/model/response.h"
#include "surfaces/display/model/stereo_field.h"
#include "surfaces/display/screen.h"
#include "surfaces/display/views/mixer_page.h"
#include "surfaces/display/widgets/bars.h"
#include "tests/display_rig.h"

using namespace headroom;
using namespace headroom::display;

// --- Meters -------------------------------------------------------------------------------------------------------

TEST_CASE("the strip meter's scale is that of IEC 60268-18") {
  struct Mark {
    float dBFS, percent;
  };
  // The table of screen.md section 5: deflection of 115 points as a share of the height.
  constexpr Mark kMarks[] = {{6, 100},   {3, 93.5f},    {0, 87.0f},    {-3, 80.4f},  {-6, 73.9f},  {-9, 67.4f},  {-12, 60.9f},
                             {-18, 47.8f}, {-20, 43.5f}, {-24, 36.5f}, {-30, 26.1f}, {-40, 13.0f}, {-50, 6.5f}, {-60, 2.2f}};
  for (const Mark& mark : kMarks) {
    INFO(mark.dBFS << " dBFS");
    CHECK(100 * iec_deflection(mark.dBFS) == Approx(mark.percent).margin(0.06));
  }
  CHECK(iec_deflection(-71) == 0);
  CHECK(iec_deflection(20) == 1);
}

TEST_CASE("a level meter rises at once and falls 20 dB in 1.7 s of audio, however often it is looked at") {
  for (const int looks : {17, 102, 510}) {
    LevelMeter meter;
    meter.feed(1.0f, 0, 0.001f);
    CHECK(meter.peak_dB == Approx(0).margin(1e-4));
    for (int look = 0; look < looks; ++look) meter.feed(0, 0, 1.7f / static_cast<float>(looks));
    CHECK(meter.peak_dB == Approx(-20).margin(0.01));
  }
}

TEST_CASE("the hold line stands for 1.5 s, then falls as the meter does") {
  LevelMeter meter;
  meter.feed(0.5f, 0, 0.01f);
  for (int look = 0; look < 149; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-6.02).margin(0.01));
  for (int look = 0; look < 86; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-6.02 - 0.85 * 20 / 1.7).margin(0.05));
  meter.feed(0.9f, 0, 0.01f);
  CHECK(meter.hold_dB == Approx(-0.915).margin(0.01));
}

TEST_CASE("an over is counted and stays until it is cleared") {
  LevelMeter meter;
  meter.feed(0.999f, 0, 0.01f);
  CHECK(meter.overs == 0);
  meter.feed(1.0f, 0, 0.01f);
  for (int look = 0; look < 1000; ++look) meter.feed(0, 0, 0.01f);
  CHECK(meter.overs == 1);
  CHECK(meter.max_dB == Approx(0).margin(1e-4));
  meter.clear();
  CHECK(meter.overs == 0);
}

TEST_CASE("the body of a meter settles on the RMS level") {
  LevelMeter meter;
  for (int look = 0; look < 300; ++look) meter.feed(1, 0.5f, 0.01f);
  CHECK(meter.rms_dB() == Approx(-3.01).margin(0.01));
}

// --- The stereo field ---------------------------------------------------------------------------------------------

namespace {

// Feeds `seconds` of a 997 Hz sine with these gains left and right.
void feed_sine(StereoField& field, float left_gain, float right_gain, double seconds) {
  constexpr int kBlock = 800;
  std::vector<float> left(kBlock), right(kBlock);
  for (int block = 0; block < static_cast<int>(seconds * 60); ++block) {
    for (int f = 0; f < kBlock; ++f) {
      const auto x = static_cast<float>(std::sin(2 * std::numbers::pi * 997.0 * (block * kBlock + f) / 48000.0));
      left[static_cast<size_t>(f)] = left_gain * x;
      right[static_cast<size_t>(f)] = right_gain * x;
    }
    field.feed(left, right, 48000);
  }
}

float polar_peak_deg(const StereoField& field) {
  int loudest = 0;
  for (int bin = 0; bin < kPolarBins; ++bin)
    if (field.polar_radius(bin) > field.polar_radius(loudest)) loudest = bin;
  return StereoField::polar_angle_deg(loudest);
}

// Direction of the cloud's centre of mass from the origin, degrees from vertical, negative left; without sign when it lies
// on the horizontal on both sides.
float cloud_angle_deg(const StereoField& field) {
  double x_sum = 0, y_sum = 0;
  for (int y = 0; y < kFieldPixels; ++y)
    for (int x = 0; x < kFieldPixels; ++x) {
      const double light = static_cast<double>(field.density(x, y));
      x_sum += light * (x + 0.5 - kFieldPixels / 2.0);
      y_sum += light * (kFieldOrigin * kFieldPixels - (y + 0.5));
    }
  return static_cast<float>(std::atan2(x_sum, y_sum) * 180 / std::numbers::pi);
}

}  // namespace

TEST_CASE("mono is vertical in the field, hard left and right lie at 45 degrees, out of phase is horizontal") {
  struct Vector {
    float left, right, angle_deg, correlation;
  };
  constexpr Vector kVectors[] = {{0.5f, 0.5f, 0, 1}, {0.5f, 0, -45, 0}, {0, 0.5f, 45, 0}};
  for (const Vector& vector : kVectors) {
    StereoField field;
    feed_sine(field, vector.left, vector.right, 20);
    INFO("left " << vector.left << ", right " << vector.right);
    CHECK(polar_peak_deg(field) == Approx(vector.angle_deg).margin(1.01));
    CHECK(cloud_angle_deg(field) == Approx(vector.angle_deg).margin(1));
    CHECK(field.correlation_slow() == Approx(vector.correlation).margin(0.005));
  }
  StereoField field;
  feed_sine(field, 0.5f, -0.5f, 20);
  CHECK(std::abs(polar_peak_deg(field)) == Approx(90).margin(1.01));
  CHECK(field.correlation_slow() == Approx(-1).margin(0.005));
}

TEST_CASE("two signals with nothing in common have correlation 0 and lose 3 dB in mono") {
  StereoField field;
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 0.1f);
  std::vector<float> left(4800), right(4800);
  for (int block = 0; block < 300; ++block) {
    for (float& x : left) x = noise(random);
    for (float& x : right) x = noise(random);
    field.feed(left, right, 48000);
  }
  CHECK(field.correlation_slow() == Approx(0).margin(0.02));
  CHECK(field.mono_loss_dB() == Approx(-3.01).margin(0.1));
  CHECK(field.balance_dB() == Approx(0).margin(0.1));
}

TEST_CASE("mono loses nothing in mono - a side 6 dB down moves the balance by 6 dB") {
  StereoField field;
  feed_sine(field, 0.4f, 0.4f, 20);
  CHECK(field.mono_loss_dB() == Approx(0).margin(0.01));
  StereoField leaning;
  feed_sine(leaning, 0.4f, 0.2f, 20);
  CHECK(leaning.balance_dB() == Approx(-6.02).margin(0.05));
}

TEST_CASE("the phase alarm needs a second out of phase, and goes at once when the phase is right") {
  StereoField field;
  feed_sine(field, 0.5f, -0.5f, 0.9);
  CHECK_FALSE(field.has_phase_alarm());
  feed_sine(field, 0.5f, -0.5f, 0.3);
  CHECK(field.has_phase_alarm());
  feed_sine(field, 0.5f, 0.5f, 6);
  CHECK_FALSE(field.has_phase_alarm());
}

TEST_CASE("silence and broken samples leave the field calm") {
  StereoField field;
  std::vector<float> silence(800), broken(800, std::numeric_limits<float>::quiet_NaN());
  field.feed(silence, silence, 48000);
  CHECK_FALSE(field.has_signal());
  CHECK(field.correlation_slow() == 0);
  CHECK_FALSE(field.has_phase_alarm());
  field.feed(broken, silence, 48000);
  feed_sine(field, 0.5f, 0.5f, 20);
  CHECK(field.correlation_slow() == Approx(1).margin(0.01));
}

// --- Page, layers, curves -----------------------------------------------------------------------------------------

TEST_CASE("every strip with a fader is on exactly one layer, whatever the desk and the number of strips") {
  for (const int strips : {8, 16, 24, 40}) {
    for (const DeskPlan plan : {DeskPlan{}, DeskPlan{.channels = 8, .auxes = 0, .groups = 0, .matrices = 0, .dcas = 0},
                                DeskPlan{.channels = 512, .auxes = 64, .groups = 32, .matrices = 32, .dcas = 32}}) {
      const Table table(plan);
      const auto layers = make_layers(table, strips);
      std::vector<int> found(table.strips().size());
      for (const Layer& layer : layers) {
        CHECK(static_cast<int>(layer.strips.size()) <= strips);
        for (const StripIndex strip : layer.strips) ++found[strip];
      }
      for (size_t strip = 0; strip < found.size(); ++strip) {
        const bool is_layered = (table.strips()[strip].kind & (kMain | kMonitor | kDesk)) == 0;
        CHECK(found[strip] == (is_layered ? 1 : 0));
      }
    }
  }
}

TEST_CASE("the regions of the page are those of the design, and cover it without gaps") {
  const Rect page{0, 0, 1920, 1080};
  const Regions regions = lay_out(page, true);
  CHECK(regions.top_bar.h == 48);
  CHECK(regions.layer_bar.h == 56);
  CHECK(regions.strips.w == 16 * 96);
  CHECK(regions.strips.h == 640);
  CHECK(regions.selected_channel.h == 336);
  CHECK(regions.master.w == 320);
  const auto area = [](Rect rect) { return rect.w * rect.h; };
  CHECK(area(regions.top_bar) + area(regions.layer_bar) + area(regions.rail) + area(regions.master) +
            area(regions.selected_channel) + area(regions.strips) == area(page));
  CHECK(lay_out(page, false).strips.h == 976);
}

TEST_CASE("the equaliser's curve on the screen is that of the design code, section by section") {
  DisplayRig rig("display_curve");
  ResponseCache cache;
  const StripIndex strip = 8;
  const Response& response = cache.of(rig.desk().show(), strip, 101, 48000);
  for (size_t i = 0; i < 101; ++i) {
    const double freq_hz = frequency_at(static_cast<double>(i) / 100.0);
    double expected_dB = response_dB(high_pass_design(rig.desk().show(), strip, 48000), freq_hz, 48000);
    for (int band = 0; band < kEqBands; ++band)
      expected_dB += response_dB(eq_band_design(rig.desk().show(), strip, band, 48000), freq_hz, 48000);
    CHECK(static_cast<double>(response.composite_dB[i]) == Approx(expected_dB).margin(1e-3));
  }
  rig.set("/ch/9/eq/on", 0);
  rig.set("/ch/9/hp/on", 0);
  CHECK(cache.of(rig.desk().show(), strip, 101, 48000).is_flat);
}

// --- Hands --------------------------------------------------------------------------------------------------------

namespace {

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
    screen_->build({.now_s = now_s_, .clock = "21:43:07"}, keys);
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
  void shift(bool down) { ImGui::GetIO().KeyShift = down; }
  void key(char32_t letter, bool ctrl = false, bool with_shift = false) { frame({{.letter = letter, .ctrl = ctrl, .shift = with_shift}}); }
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
    return static_cast<int>(std::count_if(texts.begin(), texts.end(), [&](const TextRecord& record) { return record.text == words; }));
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
};

}  // namespace

TEST_CASE("a fader drag is relative, one gesture, and undone as one") {
  DisplayRig rig("display_drag");
  Hand hand(rig);
  const float before = rig.value("/ch/01/fader");
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  hand.press();
  CHECK(rig.value("/ch/01/fader") == before);  // taking hold moves nothing
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  CHECK(rig.link().holder(id) == rig.link().slot());
  for (int step = 1; step <= 10; ++step) hand.move({fader.x, fader.y - 4 * static_cast<float>(step)});
  const float after = rig.value("/ch/01/fader");
  CHECK(after > before + 3);
  hand.lift();
  CHECK(rig.link().holder(id) == -1);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(before).margin(1e-4));
  hand.key('z', true, true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(after).margin(1e-4));
}

TEST_CASE("Shift makes a drag ten times finer") {
  DisplayRig rig("display_fine");
  Hand hand(rig);
  const auto drag = [&](bool fine) {
    rig.set("/ch/01/fader", -6);
    hand.wait(0.4);
    const Point fader = hand.fader_of(0);
    hand.move(fader);
    hand.shift(fine);
    hand.press();
    hand.move({fader.x, fader.y - 10});
    hand.lift();
    hand.shift(false);
    hand.wait(0.5);
    return position_of(rig.desk().table().row(rig.desk().table().find("/ch/01/fader")), rig.value("/ch/01/fader")) -
           position_of(rig.desk().table().row(rig.desk().table().find("/ch/01/fader")), -6);
  };
  const float coarse = drag(false);
  CHECK(drag(true) == Approx(coarse / 10).epsilon(0.02));
}

TEST_CASE("the wheel over a fader is 0.5 dB a notch, 0.1 dB with Shift") {
  DisplayRig rig("display_wheel");
  Hand hand(rig);
  hand.wheel(hand.fader_of(0), 1);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(-5.5).margin(1e-4));
  hand.shift(true);
  hand.wheel(hand.fader_of(0), -2);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") == Approx(-5.7).margin(1e-4));
}

TEST_CASE("a double click on a fader brings unity, also where the desk starts closed") {
  DisplayRig rig("display_default");
  Hand hand(rig);
  const Point fader = hand.fader_of(0);
  hand.click(fader);
  hand.press();
  hand.lift();
  CHECK(rig.value("/ch/01/fader") == 0.0f);
}

TEST_CASE("a drag on a node of the equaliser is undone as one") {
  DisplayRig rig("display_node");
  Hand hand(rig);
  const float freq_hz = rig.value("/ch/09/eq/3/freq"), gain_dB = rig.value("/ch/09/eq/3/gain");
  const Point node = hand.find("3", hand.count("3") - 1);
  hand.move(node);
  hand.press();
  for (int step = 1; step <= 10; ++step) hand.move({node.x + 4 * static_cast<float>(step), node.y - 3 * static_cast<float>(step)});
  hand.lift();
  CHECK(rig.value("/ch/09/eq/3/freq") > freq_hz * 1.1f);
  CHECK(rig.value("/ch/09/eq/3/gain") > gain_dB + 1);
  hand.key('z', true);
  hand.frame();
  CHECK(rig.value("/ch/09/eq/3/freq") == Approx(freq_hz));
  CHECK(rig.value("/ch/09/eq/3/gain") == Approx(gain_dB).margin(1e-4));
}

TEST_CASE("a hand lets go, and its last move counts, also when the desk was behind") {
  DisplayRig rig("display_behind");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/01/fader"), other = rig.desk().table().find("/ch/02/pan");
  const auto fill_ring = [&] {
    while (rig.link().set(other, 0.5f)) continue;
  };
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  fill_ring();
  hand.press();
  hand.frame();
  CHECK(rig.link().holder(id) == rig.link().slot());
  hand.move({fader.x, fader.y - 8});
  const float before = rig.value("/ch/01/fader");
  fill_ring();
  hand.move({fader.x, fader.y - 40});
  fill_ring();
  hand.lift();
  fill_ring();
  hand.key('s', true);
  hand.frame();
  CHECK(rig.value("/ch/01/fader") > before + 1);
  CHECK(rig.link().holder(id) == -1);
}

TEST_CASE("a click on Keys opens the sheet of keys, and a click beside it closes it") {
  DisplayRig rig("display_keys");
  Hand hand(rig);
  hand.click(hand.find("Keys"));
  CHECK(hand.screen().open().shortcuts);
  hand.click({960, 40});
  CHECK_FALSE(hand.screen().open().shortcuts);
}

TEST_CASE("while a hand holds a fader, and 250 ms after, nobody else's value moves it on the screen") {
  DisplayRig rig("display_echo");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/01/fader");
  const Point fader = hand.fader_of(0);
  hand.move(fader);
  hand.press();
  hand.move({fader.x, fader.y + 8});
  hand.lift();
  const float let_go_at = rig.value("/ch/01/fader");
  rig.set("/ch/01/fader", -30);
  hand.wait(0.2);
  CHECK(hand.screen().desk().show().value(id) == let_go_at);
  hand.wait(0.2);
  CHECK(hand.screen().desk().show().value(id) == -30);
}

TEST_CASE("losing the window's focus lets go of what is held") {
  DisplayRig rig("display_focus");
  Hand hand(rig);
  const ControlId id = rig.desk().table().find("/ch/02/fader");
  hand.move(hand.fader_of(1));
  hand.press();
  REQUIRE(rig.link().holder(id) == rig.link().slot());
  hand.screen().let_go();
  rig.tick();
  CHECK(rig.link().holder(id) == -1);
}

TEST_CASE("mute and solo act on the press, by pointer and by key") {
  DisplayRig rig("display_mute");
  Hand hand(rig);
  const Point mute = hand.find("MUTE");
  hand.move(mute);
  hand.press();
  CHECK(rig.value("/ch/01/mute") == 1);
  hand.lift();
  hand.wait(0.4);
  hand.key('m');
  hand.frame();
  CHECK(rig.value("/ch/09/mute") == 1);  // the selected one
  hand.key('s');
  hand.frame();
  CHECK(rig.value("/ch/09/solo") == 1);
  hand.click(hand.find("SOLO CLR"));
  hand.frame();
  CHECK(rig.value("/ch/09/solo") == 0);
}

TEST_CASE("arrows walk through the strips and turn the layer, up and down are 1 dB") {
  DisplayRig rig("display_arrows");
  Hand hand(rig);
  rig.set("/desk/selected", 15);
  hand.wait(0.4);
  hand.key(Key::right);
  hand.wait(0.4);
  CHECK(rig.value("/desk/selected") == 16);
  CHECK(hand.screen().open().layer == 1);
  hand.key(Key::left);
  hand.wait(0.4);
  CHECK(hand.screen().open().layer == 0);
  rig.set("/ch/16/fader", -6);
  hand.wait(0.1);
  hand.key(Key::up);
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == Approx(-5).margin(1e-4));
  hand.key(Key::down, true);
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == Approx(-5.1).margin(1e-4));
  hand.key('0');
  hand.frame();
  CHECK(rig.value("/ch/16/fader") == 0);
  hand.key(Key::page_down);
  CHECK(hand.screen().open().layer == 1);
}

TEST_CASE("a right click takes a typed value, and says what would be right when it is none") {
  DisplayRig rig("display_entry");
  Hand hand(rig);
  ImGuiIO& io = ImGui::GetIO();
  const auto type = [&](const char* words) {
    for (const char* c = words; *c; ++c) io.AddInputCharacter(static_cast<unsigned>(*c));
    hand.frame();
    hand.key(Key::enter);
  };
  hand.move(hand.fader_of(0));
  hand.press(1);
  hand.lift(1);
  REQUIRE(hand.screen().open().entry);
  hand.frame();
  type("99");
  REQUIRE(hand.screen().open().entry);
  CHECK(hand.screen().open().entry->error == "\"99\" is not a value of Fader; right would be -oo to 10.0 dB");
  CHECK(rig.value("/ch/01/fader") == -6);
  hand.key(Key::escape);
  CHECK_FALSE(hand.screen().open().entry);

  hand.wait(0.5);
  hand.move(hand.fader_of(0));
  hand.press(1);
  hand.lift(1);
  hand.frame();
  type("-12.5");
  hand.frame();
  CHECK_FALSE(hand.screen().open().entry);
  CHECK(rig.value("/ch/01/fader") == -12.5f);
}

TEST_CASE("an equaliser node is dragged over frequency and gain, its wheel turns Q, its right click the type") {
  DisplayRig rig("display_eq");
  Hand hand(rig);
  Point at{};
  for (const TextRecord& record : hand.screen().texts())
    if (record.text == "3" && record.style.on == theme::kBandColors[3]) at = record.box.center();
  REQUIRE(at.x > 0);
  const float freq_hz = rig.value("/ch/09/eq/3/freq"), gain_dB = rig.value("/ch/09/eq/3/gain"), q = rig.value("/ch/09/eq/3/q");
  hand.move(at);
  hand.press();
  hand.move({at.x + 40, at.y - 30});
  hand.lift();
  CHECK(rig.value("/ch/09/eq/3/freq") > freq_hz * 1.2f);
  CHECK(rig.value("/ch/09/eq/3/gain") > gain_dB + 2);
  hand.wheel({at.x + 40, at.y - 30}, 2);
  hand.frame();
  CHECK(rig.value("/ch/09/eq/3/q") > q);
  hand.press(1);
  hand.lift(1);
  CHECK(rig.value("/ch/09/eq/3/type") == 1);
}

TEST_CASE("when the selection moves elsewhere, the screen shows the strip it moved to") {
  DisplayRig rig("display_follow");
  Hand hand(rig);
  rig.set("/desk/selected", static_cast<float>(rig.desk().table().strip_of(kAux, 3)));
  hand.wait(0.1);
  const Layer& layer = hand.screen().layers()[static_cast<size_t>(hand.screen().open().layer)];
  CHECK(layer.label == "AUX");
}

TEST_CASE("when the console goes, the last picture stays with a banner, and a new console is joined whole") {
  DisplayRig rig("display_gone");
  auto screen = std::move(*Screen::create(1));
  screen->join(rig.link());
  ImGui::GetIO().DisplaySize = {1920, 1080};
  const auto says = [&](const char* words) {
    for (const TextRecord& record : screen->texts())
      if (record.text == words) return true;
    return false;
  };
  rig.next_frame();
  screen->build({.now_s = 1, .clock = "21:43:07"});
  CHECK(says("Lead Vox"));
  CHECK_FALSE(says("The console is gone"));
  rig.kill();
  screen->build({.now_s = 2, .clock = "21:43:08", .console_is_alive = false});
  CHECK(says("Lead Vox"));
  CHECK(says("The console is gone"));

  DisplayRig successor("display_gone");
  successor.set("/ch/01/fader", -33);
  successor.next_frame();
  screen->join(successor.link());
  screen->build({.now_s = 3, .clock = "21:43:09"});
  CHECK_FALSE(says("The console is gone"));
  CHECK(says("-33.0 dB"));
}

TEST_CASE("hands on the last picture of a desk that is gone do nothing") {
  DisplayRig rig("display_dead");
  Hand hand(rig);
  const Point mute = hand.find("MUTE");
  ImGuiIO& io = ImGui::GetIO();
  const auto dead_frame = [&](std::vector<KeyPress> keys = {}) {
    hand.screen().build({.now_s = 20, .clock = "21:43:07", .console_is_alive = false}, keys);
  };
  dead_frame();
  io.MousePos = {mute.x, mute.y};
  dead_frame();
  io.MouseDown[0] = true;
  dead_frame({{.letter = 'm'}});
  io.MouseDown[0] = false;
  dead_frame();
  rig.tick();
  CHECK(rig.value("/ch/01/mute") == 0);
  CHECK(rig.value("/ch/09/mute") == 0);
}

TEST_CASE("a strip's gate lamp tells off, open, shut and what is between") {
  DisplayRig rig("display_gate");
  Hand hand(rig);
  hand.wait(0.1);
  const auto state = [&](int channel) { return gate_state(hand.screen().desk(), rig.desk().table().strip_of(kChannel, channel)); };
  CHECK(state(1) == GateState::open);
  CHECK(state(4) == GateState::shut);
  CHECK(state(6) == GateState::off);
}
