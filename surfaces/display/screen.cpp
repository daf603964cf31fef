#include "surfaces/display/screen.h"

#include <imgui.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <utility>

#include "io/clock_text.h"
#include "surfaces/display/views/mixer_page.h"

namespace headroom::display {
namespace {

constexpr double kToast_s = 8;

// Spectra over time are worth their work only where they are seen.
bool shows_time(Page page) { return page == Page::field || page == Page::wall; }

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

Screen::Screen(std::shared_ptr<Letters> letters)
    : letters_(std::move(letters)), context_(ImGui::CreateContext(&letters_->atlas())) {
  make_current();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  set_style();
}

Screen::~Screen() { ImGui::DestroyContext(context_); }

Result<std::unique_ptr<Screen>> Screen::create(float scale) {
  auto letters = Letters::load(scale);
  if (!letters) return Error{letters.error()};
  return std::make_unique<Screen>(*letters);
}

void Screen::make_current() { ImGui::SetCurrentContext(context_); }

void Screen::join(LinkClient& link) {
  desk_.emplace(link);
  edits_.emplace(link);
  layer_strips_ = 0;
  if (layers_.empty()) followed_ = desk_->selected();  // a desk that comes back is turned to where its selection went
  message_number_ = link.status().message_number;
  // A sheet may stand over a control that the new desk does not have.
  open_.entry.reset();
  open_.picks.reset();
  open_.spilled.reset();
  open_.sends_on_faders.reset();
  open_.strip_menu.reset();
  open_.explained.reset();
  open_.closing.reset();
  open_.pointed = kNoControl;
  open_.setup.draft.reset();
  open_.setup.plan_draft.reset();
}

void Screen::settle(Rect page, const Fingers& fingers) {
  constexpr int kStripsOnTablet = 12;
  constexpr float kUprightPage = 1200;
  const int suits = page.w < kUprightPage           ? metrics::kMinStrips
                    : page.w < metrics::kNarrowPage ? kStripsOnTablet
                                                    : metrics::kStandardStrips;
  open_.strips = open_.likes.strips > 0 ? open_.likes.strips : suits;
  if (!is_settled_) open_.selected_channel = page.h >= metrics::kLowPage;
  is_settled_ = true;
  // A window for levels is what its screen is best for, unless its user has turned elsewhere.
  const bool is_upright = page.h > page.w;
  if (open_.is_for_levels && is_upright != was_upright_ && open_.page == (is_upright ? Page::meters : Page::wall))
    open_.page = is_upright ? Page::wall : Page::meters;
  was_upright_ = is_upright;
  const int strips = strips_that_fit(lay_out(page, false, fingers).strips.w, open_.strips, fingers);
  if (strips == layer_strips_ && layer_members_ == open_.likes.user_layers) return;
  layer_members_ = open_.likes.user_layers;
  // What was seen so far stays in sight: the layer of that name, or its first strip; at first, what is selected.
  const Layer seen = layers_.empty() ? Layer{"", {followed_}} : layers_[static_cast<size_t>(open_.layer)];
  layers_ = make_layers(desk_->table(), strips, layer_members_);
  const auto same =
      std::find_if(layers_.begin(), layers_.end(), [&](const Layer& layer) { return layer.label == seen.label; });
  open_.layer = same != layers_.end() ? static_cast<int>(same - layers_.begin())
                                      : std::max(0, layer_of(layers_, seen.strips.front()));
  layer_strips_ = strips;
}

void Screen::follow_selection() {
  if (desk_->selected() == followed_) return;
  followed_ = desk_->selected();
  const std::vector<StripIndex>& shown = layers_[static_cast<size_t>(open_.layer)].strips;
  if (std::find(shown.begin(), shown.end(), followed_) != shown.end()) return;
  const int layer = layer_of(layers_, followed_);
  if (layer >= 0) open_.layer = layer;
}

void Screen::take_message(double now_s) {
  const DeskStatus& status = desk_->status();
  if (status.message_number == message_number_) return;
  // A recall must be undone where it is told, whatever the desk said in the same moment: that stands in the log.
  const bool is_recall = status.recall_message > message_number_;
  message_number_ = status.message_number;
  const std::string sentence = is_recall ? read_text(status.recalled) : read_text(status.message);
  if (sentence.empty()) return;
  say(sentence, now_s);
  if (is_recall)
    open_.toast->way_back = Param::undo;
  else if (status.replay_message == message_number_)
    open_.toast->way_back = status.replay_was_undo ? Param::redo : Param::undo;
}

// Surfaces join by themselves: whoever plugs one in is told that it counts.
void Screen::greet_surface(double now_s) {
  std::string surface;
  for (const LinkClient::Peer& peer : desk_->peers())
    if (peer.kind == ClientKind::midi && peer.lamp == Lamp::in_step) surface = peer.detail;
  if (std::exchange(greeted_, surface) != surface && !surface.empty())
    say(surface + " found: it has joined the desk.", now_s);
}

void Screen::say(const std::string& sentence, double now_s) { open_.toast = Toast{sentence, now_s + kToast_s}; }

bool Screen::may_close() {
  if (open_.wants_to_close || !desk_ || !desk_->recording().is_recording) return true;
  if (!open_.closing) open_.closing.emplace();
  return false;
}

void Screen::keep_up(const Moment& moment) {
  if (!desk_ || !moment.console_is_alive) return;
  desk_->meter_inputs(open_.likes.inputs_after_fader);
  desk_->update(*edits_, moment.now_s, hearing());
}

Hearing Screen::hearing() const {
  const int of_main = std::max(0, desk_->tap_hearing(desk_->main()));
  return {open_.page == Page::field ? open_.field.tap : of_main, shows_time(open_.page), open_.field.fft};
}

LiveTextures Screen::upload_pictures() const {
  LiveTextures textures{};
  const auto upload = [&](LivePicture which, const Pixels& pixels) {
    textures[static_cast<size_t>(which)] = upload_(which, pixels);
  };
  if (!upload_) return textures;
  const HeardTap& heard = desk_->heard();
  upload(LivePicture::goniometer, heard.field().pixels());
  upload(LivePicture::angles, heard.angles().pixels());
  if (shows_time(open_.page) && heard.spectrum().has_spectrum())
    upload(LivePicture::spectrogram, heard.spectrum().spectrogram());
  return textures;
}

void Screen::let_go() {
  fingertips_.lift_all();
  if (edits_) edits_->release_all();
}

void Screen::let_go_of_mouse() {
  if (edits_) edits_->release_all_but(fingertips_.holding());
}

void Screen::build(const Moment& moment, std::span<const KeyPress> keys) {
  make_current();
  ImGui::GetIO().FontDefault = letters_->fonts().of(Face::sans13).font;  // they may be others than in the last frame
  ImGui::NewFrame();
  fingertips_.begin_frame(moment.pointers, scale(), moment.now_s);
  records_.texts.clear();
  records_.targets.clear();
  records_.signs.clear();
  reached_.clear();
  const ImVec2 pixels = ImGui::GetIO().DisplaySize;
  const Rect page{0, 0, pixels.x / scale(), pixels.y / scale()};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(pixels);
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
  Canvas canvas(*ImGui::GetWindowDrawList(), letters_->fonts(), scale(), &records_, fingertips_);
  canvas.use(theme::kThemes[open_.likes.theme], theme::kMeterPalettes[open_.likes.meter_palette]);
  if (desk_) {
    keep_up(moment);
    settle(page, moment.fingers);
    follow_selection();
    take_message(moment.now_s);
    greet_surface(moment.now_s);
    constexpr int kSendsStep = 8;
    const int sends = std::max(kSendsStep, (desk_->auxes_in_use() + kSendsStep - 1) / kSendsStep * kSendsStep);
    const Spill spill =
        open_.spilled ? spill_of(desk_->show(), *open_.spilled, layer_strips_, open_.spill_page) : Spill{};
    Frame frame{canvas,
                *desk_,
                *edits_,
                open_,
                layers_,
                spill,
                page,
                moment.fingers,
                moment.one_finger,
                moment.now_s,
                moment.clock,
                sends,
                upload_pictures(),
                *reference_,
                *learning_,
                moment.console_is_alive,
                moment.pace,
                &reached_};
    if (moment.console_is_alive)
      for (const KeyPress& press : keys) apply_key(frame, press);
    open_.pointed = kNoControl;
    show_page(frame, page);
    // A hand that is nowhere any more holds nothing.
    std::vector<HandId> holding = fingertips_.holding();
    if (ImGui::IsAnyItemActive()) holding.push_back(kMouseHand);
    edits_->release_all_but(holding);
  } else {
    canvas.fill(page, theme::kApp);
    canvas.text(page.middle(640, 32), "Waiting for the console",
                {Face::semi18, theme::kTextHigh, theme::kApp, Align::center});
    canvas.text(page.middle(640, 24).moved(0, 32), "Start the desk with: headroom",
                {Face::sans13, theme::kTextMid, theme::kApp, Align::center});
  }
  ImGui::End();
  ImGui::Render();
}

std::string time_of_day() { return clock_text(std::time(nullptr)); }

}  // namespace headroom::display
