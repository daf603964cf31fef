#include "surfaces/display/screen.h"

#include <imgui.h>

#include <algorithm>
#include <cstring>
#include <ctime>

#include "surfaces/display/views/mixer_page.h"

namespace headroom::display {
namespace {

constexpr double kToast_s = 8;
constexpr float kSmallestScale = 0.75f, kLargestScale = 3;

void set_style() {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.FrameRounding = metrics::kButtonRadius;
  style.WindowMinSize = {1, 1};
  style.CircleTessellationMaxError = 0.2f;
}

}  // namespace

Screen::Screen(float scale) : context_(ImGui::CreateContext()), scale_(scale) {
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  set_style();
}

Screen::~Screen() { ImGui::DestroyContext(context_); }

Result<std::unique_ptr<Screen>> Screen::create(float scale) {
  std::unique_ptr<Screen> screen(new Screen(scale));
  if (const Outcome outcome = screen->change_scale(scale); !outcome) return Error{outcome.error()};
  return screen;
}

Outcome Screen::change_scale(float scale) {
  if (!(scale >= kSmallestScale && scale <= kLargestScale)) return Error{"the screen's scale must lie between 0.75 and 3"};
  scale_ = scale;
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  Result<Fonts> fonts = load_fonts(*io.Fonts, scale);
  if (!fonts) return Error{fonts.error()};
  fonts_ = *fonts;
  io.FontDefault = fonts_.of(Face::sans13).font;
  return {};
}

void Screen::join(LinkClient& link) {
  desk_.emplace(link);
  edits_.emplace(link);
  layer_strips_ = 0;
  followed_ = desk_->selected();
  message_number_ = link.status().message_number;
  // A sheet may stand over a control that the new desk does not have.
  open_.entry.reset();
  open_.picks.reset();
  open_.spilled.reset();
  open_.color_menu.reset();
}

void Screen::settle(Rect page) {
  if (!is_settled_) {
    constexpr int kStripsOnTablet = 12;
    open_.strips = page.w < metrics::kNarrowPage ? kStripsOnTablet : metrics::kStandardStrips;
    open_.selected_channel = page.h >= metrics::kLowPage;
    is_settled_ = true;
  }
  const int strips = strips_that_fit(lay_out(page, false).strips.w, open_.strips);
  if (strips == layer_strips_) return;
  // The strips seen so far stay in sight.
  const StripIndex seen = layers_.empty() ? StripIndex{0} : layers_[static_cast<size_t>(open_.layer)].strips.front();
  layers_ = make_layers(desk_->table(), strips);
  open_.layer = std::max(0, layer_of(layers_, seen));
  layer_strips_ = strips;
}

void Screen::follow_selection() {
  if (desk_->selected() == followed_) return;
  followed_ = desk_->selected();
  const int layer = layer_of(layers_, followed_);
  if (layer >= 0) open_.layer = layer;
}

void Screen::take_message(double now_s) {
  const DeskStatus& status = desk_->status();
  if (status.message_number == message_number_) return;
  message_number_ = status.message_number;
  const std::string sentence(status.message, strnlen(status.message, sizeof status.message));
  if (!sentence.empty()) open_.toast = Toast{sentence, now_s + kToast_s};
}

void Screen::let_go() {
  if (edits_) edits_->release_all();
}

void Screen::build(const Moment& moment, std::span<const KeyPress> keys) {
  ImGui::NewFrame();
  texts_.clear();
  reached_.clear();
  const ImVec2 pixels = ImGui::GetIO().DisplaySize;
  const Rect page{0, 0, pixels.x / scale_, pixels.y / scale_};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(pixels);
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
  Canvas canvas(*ImGui::GetWindowDrawList(), fonts_, scale_, &texts_);
  canvas.use(theme::kMeterPalettes[open_.meter_palette]);
  if (desk_) {
    if (moment.console_is_alive) desk_->update(*edits_, moment.now_s, moment.clock);
    settle(page);
    follow_selection();
    take_message(moment.now_s);
    void* texture = upload_field_ ? upload_field_(desk_->field().pixels()) : nullptr;
    constexpr int kSendsStep = 8;
    const int sends = std::max(kSendsStep, (desk_->auxes_in_use() + kSendsStep - 1) / kSendsStep * kSendsStep);
    const Spill spill = open_.spilled ? spill_of(desk_->show(), *open_.spilled, layer_strips_, open_.spill_page) : Spill{};
    Frame frame{canvas, *desk_, *edits_, open_, layers_, spill, moment.now_s,
                moment.clock, sends, texture, moment.console_is_alive, &reached_};
    if (moment.console_is_alive)
      for (const KeyPress& press : keys) apply_key(frame, page, press);
    show_page(frame, page);
    // A hand that is nowhere any more holds nothing.
    if (!ImGui::IsAnyItemActive()) edits_->release_all();
  } else {
    canvas.fill(page, theme::kApp);
    canvas.text(page.middle(640, 32), "Waiting for the console", {Face::semi18, theme::kTextHigh, theme::kApp, Align::center});
    canvas.text(page.middle(640, 24).moved(0, 32), "Start the desk with: headroom", {Face::sans13, theme::kTextMid, theme::kApp, Align::center});
  }
  ImGui::End();
  ImGui::Render();
}

std::string time_of_day() { return clock_text(std::time(nullptr)); }

}  // namespace headroom::display
